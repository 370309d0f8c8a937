// Every check of the code maps, shown able to fail, and which of two directories holds.
import { describe, expect, it } from 'vitest';
import { loadContent } from '../../src/content/load.ts';
import type { ContentKind } from '../../src/content/schema.ts';
import { builtInRows, changed, faultsWith, type Row, site } from './site.ts';

const loinc = 'http://loinc.org';
const local = 'https://ehr.example/codes';
const cited = { evidence: 'design', source: 'local code list' };
const builtInCode = (code: string): Row => {
  const row = builtInRows('codes').find((one) => one.code === code);
  if (!row) throw new Error(`no built-in code ${code}`);
  return row;
};
const code = (change: Row): Row => ({
  system: local,
  code: 'x',
  instrumentId: 'psc-17',
  part: { kind: 'score', id: 'total' },
  ...cited,
  ...change,
});
const aside = (change: Row): Row => ({
  system: local,
  code: 'x',
  label: 'A local code',
  why: 'not used here',
  listAs: 'other',
  ...cited,
  ...change,
});
const form = (change: Row): Row => ({
  id: 'local-epds',
  questionnaire: 'https://ehr.example/Questionnaire/epds',
  instrumentId: 'epds',
  items: { q1: { kind: 'item', id: 'item-1' } },
  ...cited,
  ...change,
});
const answer = (change: Row): Row => ({
  system: local,
  code: 'often',
  value: 2,
  instruments: ['psc-17'],
  ...cited,
  ...change,
});
const canonical = 'https://ehr.example/Questionnaire/local';

const refused: readonly (readonly [string, Partial<Record<ContentKind, readonly Row[]>>, RegExp])[] = [
  [
    'a code of a form its instrument does not have',
    { codes: [code({ instrumentId: 'asq-se-2', form: '23' })] },
    /form: "23" is none of its forms \(2, 6/,
  ],
  [
    'a code of a form where there is one for all ages',
    { codes: [code({ form: '4' })] },
    /form: "4": .* use null/,
  ],
  [
    'a code both mapped and set aside',
    { codes: [code({})], 'set-aside': [aside({})] },
    /^clinic\/set-aside\/site\.json: row https:\/\/ehr\.example\/codes\|x, code: is also mapped, in clinic\/codes/,
  ],
  [
    'a safety code led to another question',
    { codes: [{ ...builtInCode('44260-8'), part: { kind: 'item', id: 'item-8' } }] },
    /part: this code carries a safety answer/,
  ],
  [
    'a code of an instrument with a safety question set aside',
    { 'set-aside': [aside({ system: loinc, code: '44261-6' })] },
    /code: belongs to phq-9, whose safety question/,
  ],
  ['a form of no instrument', { questionnaires: [form({ instrumentId: 'x' })] }, /instrumentId: "x" is no/],
  ['a form that maps nothing', { questionnaires: [form({ items: {} })] }, /items: maps no question/],
  [
    'a form with its version in the address',
    { questionnaires: [form({ questionnaire: `${canonical}|2` })] },
    /questionnaire: holds a version/,
  ],
  [
    'a question of a form that is none',
    { questionnaires: [form({ items: { q9: { kind: 'item', id: 'item-99' } } })] },
    /items\.q9\.id: "item-99" is none of its questions/,
  ],
  [
    'one form read two ways',
    { questionnaires: [form({}), form({ id: 'other', versions: ['2'] })] },
    /row other, questionnaire: is already read by row local-epds/,
  ],
  [
    'a form Hearth reads, under a second id',
    {
      questionnaires: [
        form({ id: 'aaa', questionnaire: changed('questionnaires', 'us-core-phq-9', {}).questionnaire }),
      ],
    },
    /row aaa, questionnaire: is already read by row us-core-phq-9/,
  ],
  [
    'a safety question left out of a form',
    {
      questionnaires: [
        changed('questionnaires', 'us-core-phq-9', { items: { '/44250-9': { kind: 'item', id: 'item-1' } } }),
      ],
    },
    /items\.\/44260-8: this question carries a safety answer/,
  ],
  ['an answer of no instrument', { answers: [answer({ instruments: ['x'] })] }, /instruments\.0: "x" is no/],
  ['an answer worth too much', { answers: [answer({ value: 3 })] }, /value: is outside 0 to 2, .* psc-17/],
  [
    'one answer with two values in one instrument',
    { answers: [answer({}), answer({ value: 1, instruments: ['psc-17', 'psc-35'] })] },
    /instruments: psc-17 already has a value in clinic\/answers/,
  ],
  [
    'a safety answer made nothing',
    { answers: [answer({ system: loinc, code: 'LA6571-9', value: 0, instruments: ['phq-9'] })] },
    /value: an answer above zero of phq-9 may be its safety question/,
  ],
];

describe('a code map is refused for', () => {
  it.each(refused)('%s', (_, kinds, fault) => {
    const files = Object.fromEntries(
      Object.entries(kinds).map(([kind, rows]) => [`${kind}/site.json`, rows] as const),
    );
    expect(faultsWith(files)).toContainEqual(expect.stringMatching(fault));
  });
});

describe('what a site says of a code', () => {
  const loaded = (files: Readonly<Record<string, unknown>>) => {
    const made = site(files);
    try {
      return loadContent([made.path]);
    } finally {
      made.remove();
    }
  };
  const isCode = (wanted: string) => (one: { readonly code: string }) => one.code === wanted;

  it('maps one that Hearth sets aside, and then it is no longer set aside', () => {
    const known = loadContent([]).setAside.find(isCode('71954-2'));
    expect(known).toBeDefined();
    const { codes, setAside } = loaded({ 'codes/a.json': [code({ system: loinc, code: '71954-2' })] });
    expect(codes.find(isCode('71954-2'))?.instrumentId).toBe('psc-17');
    expect(setAside.find(isCode('71954-2'))).toBeUndefined();
  });

  it('sets one aside that an earlier directory mapped, where no safety question is lost', () => {
    const region = site({ 'codes/a.json': [code({})] });
    const clinic = site({ 'set-aside/a.json': [aside({})] });
    const { codes, setAside } = loadContent([region.path, clinic.path]);
    region.remove();
    clinic.remove();
    expect(codes.some(isCode('x'))).toBe(false);
    expect(setAside.some(isCode('x'))).toBe(true);
  });

  it('may move a safety code to the same question of a sibling instrument', () => {
    expect(faultsWith({ 'codes/a.json': [{ ...builtInCode('44260-8'), instrumentId: 'phq-a' }] })).toEqual(
      [],
    );
  });

  it('gives one answer code different values in different instruments', () => {
    const rows = [answer({}), answer({ value: 1, instruments: ['psc-35'] })];
    const { answers } = loaded({ 'answers/a.json': rows });
    expect(answers.filter(isCode('often')).map(({ value, instruments }) => [value, instruments])).toEqual([
      [2, ['psc-17']],
      [1, ['psc-35']],
    ]);
  });

  it('takes one instrument out of an earlier row and leaves it the others', () => {
    const own = answer({ system: loinc, code: 'LA6570-1', value: 3, instruments: ['gad-7'] });
    const { answers } = loaded({ 'answers/a.json': [own] });
    const values = answers.filter(isCode('LA6570-1')).map(({ value, instruments }) => [value, instruments]);
    expect(values).toContainEqual([3, ['gad-7']]);
    expect(values.filter(([, instruments]) => (instruments as string[]).includes('gad-7'))).toHaveLength(1);
    expect(values).toContainEqual([2, expect.arrayContaining(['phq-9'])]);
  });
});
