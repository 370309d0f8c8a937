// Every check of an instrument, shown able to fail: one broken row each, laid over the built-in content, which alone has no fault.
import { describe, expect, it } from 'vitest';
import { changed, faultsWith, type Row } from './site.ts';

const signed = { reviewedBy: 'Dr. Example', reviewedOn: '2026-01-05' };
const psc = (change: Row): Row => changed('instruments', 'psc-17', { ...signed, ...change });
const mchat = (change: Row): Row => changed('instruments', 'm-chat-r', { ...signed, ...change });
const epds = (change: Row): Row => changed('instruments', 'epds', { ...signed, ...change });
const age = (months: number, days = 0): Row => ({ months, days });
const form = (id: string, from: Row, to: Row): Row => ({ id, name: id, from, to, evidence: 'verified' });
const forms = [form('12', age(9), age(14, 30)), form('24', age(21), age(26, 30))];
const asq = (change: Row): Row => changed('instruments', 'asq-se-2', { ...signed, forms, ...change });
const zone = (from: number, to: number): Row => ({
  score: 'total',
  from,
  to,
  band: 'below',
  words: 'words',
  evidence: 'design',
  source: 'test',
});
const cutOff = (at: number | null, evidence = 'verified', score = 'total'): Row => ({
  score,
  at,
  evidence,
  source: 'test',
});

const refused: readonly (readonly [string, Row, RegExp])[] = [
  [
    'a cut-off of a score that is not there',
    psc({ thresholds: [cutOff(5, 'verified', 'mood')] }),
    /thresholds\.0\.score: "mood" is none/,
  ],
  [
    'a zone of a score that is not there',
    mchat({ zones: [{ ...zone(0, 20), score: 'mood' }] }),
    /zones\.0\.score: "mood" is none/,
  ],
  [
    'a needed score that is not there',
    psc({ neededForBelow: ['mood'] }),
    /neededForBelow\.0: "mood" is none/,
  ],
  ['an instrument without cut-off or zone', psc({ thresholds: [] }), /thresholds: has no cut-off/],
  [
    'one score id twice',
    mchat({
      scores: [0, 1].map(() => ({
        id: 'total',
        name: 'Total',
        min: 0,
        max: 20,
        concern: 'higher',
        evidence: 'verified',
      })),
    }),
    /scores\.1\.id: "total" is already used/,
  ],
  [
    'a maximum below the minimum',
    mchat({
      scores: [{ id: 'total', name: 'Total', min: 5, max: 2, concern: 'higher', evidence: 'verified' }],
    }),
    /scores\.0\.max: must be above/,
  ],
  ['a cut-off outside the range', psc({ thresholds: [cutOff(40)] }), /thresholds\.0\.at: is outside 0 to 34/],
  [
    'a hole between zones',
    mchat({ zones: [zone(0, 2), zone(4, 20)] }),
    /zones\.1: begins at 4 where 3 is next/,
  ],
  [
    'zones that overlap',
    mchat({ zones: [zone(0, 3), zone(3, 20)] }),
    /zones\.1: begins at 3 where 4 is next/,
  ],
  ['zones that end too soon', mchat({ zones: [zone(0, 19)] }), /zones\.0: ends at 19, the score at 20/],
  [
    'a zone the wrong way round',
    mchat({ zones: [zone(0, 2), zone(3, 1), zone(2, 20)] }),
    /zones\.1: to is below from/,
  ],
  [
    'an age range the wrong way round',
    psc({ ageMonths: { from: 60, to: 48, evidence: 'recalled' } }),
    /ageMonths: to must not be below from/,
  ],
  [
    'a safety item beyond the questions',
    epds({
      safetyItems: [
        { id: 'item-10', label: 'x' },
        { id: 'item-11', label: 'x' },
      ],
    }),
    /safetyItems\.1\.id: "item-11" is none of its questions/,
  ],
  ['a site that leaves a safety item out', epds({ safetyItems: [] }), /safetyItems: leaves out item-10/],
  [
    'a site that opens a caregiver’s own answers',
    epds({ confidential: false }),
    /confidential: must stay true/,
  ],
  [
    'a site’s cut-offs without a signature',
    psc({ reviewedBy: null, reviewedOn: null }),
    /reviewedBy: a site’s cut-offs need/,
  ],
  [
    'one licensed cut-off for every age form',
    asq({ thresholds: [cutOff(65)] }),
    /thresholds\.0\.at: one number cannot serve every age form; .*\(12, 24\)/,
  ],
  [
    'a licensed cut-off that is only recalled',
    changed('instruments', 'asq-se-2', {
      ...signed,
      id: 'asq-se-2-24',
      thresholds: [cutOff(65, 'recalled')],
    }),
    /thresholds\.0\.at: belongs to a licensed guide/,
  ],
  [
    'a licensed cut-off nobody signed',
    changed('instruments', 'asq-se-2', { id: 'asq-se-2-24', thresholds: [cutOff(65)] }),
    /thresholds\.0\.at: belongs to a licensed guide/,
  ],
];

describe('an instrument is refused for', () => {
  it.each(refused)('%s', (_, row, fault) => {
    const faults = faultsWith({ 'instruments/site.json': [row] });
    expect(faults).toContainEqual(expect.stringMatching(fault));
  });
});
