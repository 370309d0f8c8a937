// Every check of the content, shown able to fail: one broken row each, laid over the built-in content, which alone has no fault.
import { describe, expect, it } from 'vitest';
import type { ContentKind } from '../../src/content/schema.ts';
import { builtInRows, changed, faultsWith, type Row } from './site.ts';
import { faultsWhenSigned, signedFiles } from './signing.ts';

const signed = { reviewedBy: 'Dr. Example', reviewedOn: '2026-01-05' };
const psc = (change: Row): Row => changed('instruments', 'psc-17', { ...signed, ...change });
const cutOff = (at: number | null, evidence = 'verified', score = 'total'): Row => ({
  score,
  at,
  evidence,
  source: 'test',
});
const rule = (change: Row): Row => changed('periodicity', 'autism', change);
const code = (change: Row): Row => ({ ...builtInRows('codes')[0], code: 'new', ...change });
const kind = (change: Row): Row => changed('referral-kinds', 'playgroup', change);
const prompt = (id: string, change: Row): Row => changed('prompts', id, change);

const refused: readonly (readonly [string, ContentKind, Row | readonly Row[], RegExp])[] = [
  ['a key nobody reads', 'instruments', psc({ items: ['a question'] }), /whole row: has "items"/],
  ['a missing source', 'instruments', psc({ source: undefined }), /source: /],
  ['an empty source', 'periodicity', rule({ source: ' ' }), /source: may not be empty/],
  [
    'an unknown evidence mark',
    'crisis',
    changed('crisis', '988-lifeline', { evidence: 'sure' }),
    /evidence: /,
  ],
  [
    'a review with a name and no date',
    'prompts',
    prompt('worry-family', { reviewedBy: 'Dr. Example' }),
    /reviewedBy: a review/,
  ],
  ['one id twice in a directory', 'referral-kinds', [kind({}), kind({})], /id: is already used in clinic/],
  ['one code twice in a directory', 'codes', [code({}), code({})], /code: is already used in clinic/],
  ['an id in capitals', 'instruments', psc({ id: 'PSC' }), /id: use small letters/],

  [
    'a rule met by an unknown instrument',
    'periodicity',
    rule({ acceptable: ['m-chat-r', 'nothing'] }),
    /acceptable\.1: "nothing" is no instrument/,
  ],
  ['a rule nothing can meet', 'periodicity', rule({ acceptable: [] }), /acceptable: name at least one/],
  [
    'a rule with neither windows nor interval',
    'periodicity',
    rule({ windows: [] }),
    /windows: a rule has either/,
  ],
  [
    'a rule with windows and an interval',
    'periodicity',
    rule({ everyMonths: 12 }),
    /windows: a rule has either/,
  ],
  [
    'windows that overlap',
    'periodicity',
    rule({
      windows: [
        [18, 24],
        [24, 28],
      ].map(([fromMonths, toMonths]) => ({ name: 'x', fromMonths, toMonths, evidence: 'design' })),
    }),
    /windows\.1\.fromMonths: windows follow/,
  ],
  [
    'a window no tool is made for',
    'periodicity',
    rule({ windows: [{ name: 'x', fromMonths: 48, toMonths: 59, evidence: 'design' }] }),
    /windows\.0: none of its acceptable/,
  ],
  [
    'a state spelled out',
    'periodicity',
    rule({ states: ['Illinois'] }),
    /states\.0: use the two capital letters/,
  ],

  [
    'a prompt without English',
    'prompts',
    prompt('worry-family', { words: { es: { text: 'Hola', reviewedOn: null } } }),
    /words: has no English/,
  ],
  ['a prompt in an unknown tier', 'prompts', prompt('worry-family', { tiers: ['urgent'] }), /tiers\.0: /],
  ['a prompt of no component', 'prompts', prompt('worry-family', { component: 'other' }), /component: /],
  [
    'a language with a region',
    'prompts',
    prompt('worry-family', {
      words: { en: { text: 'x', reviewedOn: null }, 'es-MX': { text: 'x', reviewedOn: null } },
    }),
    /words\.es-MX: /,
  ],
  [
    'an age range that is empty',
    'prompts',
    prompt('worry-family', { ageMonths: { from: 12, to: 12 } }),
    /ageMonths: to must be above/,
  ],
  [
    'a tier without words at an age',
    'prompts',
    builtInRows('prompts')
      .filter((row) => (row.tiers as string[]).includes('follow-up'))
      .map((row) => ({ ...row, tiers: ['positive'] })),
    /prompts: no words for tier follow-up at 0-11 months \(month 0\)/,
  ],
  [
    'a month without words inside a band',
    'prompts',
    builtInRows('prompts')
      .filter((row) => (row.tiers as string[]).includes('safety'))
      .map((row) => ({ ...row, ageMonths: { from: 0, to: 200 } })),
    /prompts: no words for tier safety at 12-20 years \(month 200\)/,
  ],
  [
    'an age without words for a visit without result',
    'prompts',
    builtInRows('prompts')
      .filter((row) => (row.tiers as string[]).includes('negative'))
      .map((row) => ({ ...row, tiers: ['negative'] })),
    /a visit without any result .* at 3-5 years/,
  ],

  [
    'a code of an unknown instrument',
    'codes',
    code({ instrumentId: 'nothing' }),
    /instrumentId: "nothing" is no instrument/,
  ],
  [
    'a code of an unknown score',
    'codes',
    code({ part: { kind: 'score', id: 'mood' } }),
    /part\.id: "mood" is none of its scores/,
  ],
  [
    'a code of a question beyond the last',
    'codes',
    code({ part: { kind: 'item', id: 'item-11' } }),
    /part\.id: "item-11" is none of its questions/,
  ],
  [
    'a code of a question that is no number',
    'codes',
    code({ part: { kind: 'item', id: 'item-zero' } }),
    /part\.id: "item-zero" is none/,
  ],
  [
    'a code of an unknown part',
    'codes',
    code({ part: { kind: 'answer', id: 'total' } }),
    /part\.kind: |part: /,
  ],

  [
    'a line that is no crisis line and does not say so',
    'crisis',
    changed('crisis', 'maternal-hotline', { isNot: null }),
    /isNot: this is no crisis line/,
  ],
  [
    'no crisis line for every state',
    'crisis',
    builtInRows('crisis').map((row) => ({ ...row, states: ['IL'] })),
    /crisis: no crisis line serves every state/,
  ],

  [
    'a reason that names an instrument',
    'referral-kinds',
    kind({ reason: 'After a PSC-17' }),
    /reason: names an instrument/,
  ],
  ['a reason with a number', 'referral-kinds', kind({ reason: 'Score of 18' }), /reason: holds a number/],
  [
    'consultation as care for a family',
    'referral-kinds',
    changed('referral-kinds', 'ecmh-consultation-program', { track: 'family' }),
    /track: consultation helps a program/,
  ],
  [
    'a caregiver’s care on the program track',
    'referral-kinds',
    changed('referral-kinds', 'caregiver-mental-health', { track: 'program' }),
    /forCaregiver: a caregiver’s own care/,
  ],
  ['an unknown need', 'referral-kinds', kind({ need: 'help' }), /need: /],
  [
    'a kind without words for other ages',
    'referral-kinds',
    kind({ outsideAge: '' }),
    /outsideAge: may not be empty/,
  ],
];

describe('content is refused for', () => {
  it.each(refused)('%s', (_, contentKind, rows, fault) => {
    const faults = faultsWith({ [`${contentKind}/site.json`]: Array.isArray(rows) ? rows : [rows] });
    expect(faults).toContainEqual(expect.stringMatching(fault));
  });

  it('a file that is no list', () => {
    expect(faultsWith({ 'codes/site.json': { codes: [] } })).toEqual([
      'clinic/codes/site.json: whole file: is not a list; put its rows between [ and ]',
    ]);
  });
});

describe('content is taken with', () => {
  it.each<readonly [string, ContentKind, Row]>([
    ['a rule for one state', 'periodicity', rule({ states: ['IL'] })],
    [
      'a reviewed translation',
      'prompts',
      prompt('worry-family', {
        words: { en: { text: 'x', reviewedOn: null }, es: { text: 'x', reviewedOn: '2026-01-05' } },
      }),
    ],
  ])('%s', (_, contentKind, row) => {
    expect(faultsWith({ [`${contentKind}/site.json`]: [row] })).toEqual([]);
  });

  it('a signed replacement of a cut-off, and not with a review typed into the row', () => {
    const row = psc({ thresholds: [cutOff(14)], reviewedBy: 'Dr. Sample', reviewedOn: '2026-01-05' });
    expect(faultsWhenSigned('instruments', row)).toEqual([]);
    expect(faultsWith({ 'instruments/site.json': [row] })).toEqual([
      expect.stringMatching(/hearth content sign/),
    ]);
    const [signature] = signedFiles('instruments', [row])['signatures/site.json'] as readonly unknown[];
    const changedSince = { ...row, thresholds: [cutOff(20)] };
    expect(
      faultsWith({ 'instruments/site.json': [changedSince], 'signatures/site.json': [signature] }),
    ).toEqual([expect.stringMatching(/hearth content sign/)]);
  });
});
