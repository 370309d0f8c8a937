// Every check of a cut-off or zone, shown able to fail: one broken row each, laid over the built-in content, which alone has no fault.
import { describe, expect, it } from 'vitest';
import { changed, faultsWith, type Row } from './site.ts';
import { faultsWhenSigned } from './signing.ts';

const unsigned = { reviewedBy: null, reviewedOn: null };
const signed = { reviewedBy: 'Dr. Example', reviewedOn: '2026-01-05' };
const psc = (change: Row): Row => changed('instruments', 'psc-17', { ...signed, ...change });
const mchat = (change: Row): Row => changed('instruments', 'm-chat-r', { ...signed, ...change });
const epds = (change: Row): Row => changed('instruments', 'epds', { ...signed, ...change });
const asq = (change: Row): Row => changed('instruments', 'asq-se-2', { ...signed, ...change });
const form = (id: string, from: number, to: number): Row => ({
  id,
  name: id,
  from: { months: from },
  to: { months: to, days: 30 },
  evidence: 'verified',
});
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
  ['an instrument without cut-off or zone', psc({ thresholds: [] }), /thresholds: has no cut-off/],
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
    'a site’s cut-offs without a signature',
    psc({ reviewedBy: null, reviewedOn: null }),
    /reviewedBy: a site’s cut-offs need/,
  ],
  [
    'one licensed cut-off for every age form',
    asq({ thresholds: [cutOff(65)] }),
    /thresholds\.0\.at: one number cannot serve every age form; .*\(2, 6, 12, /,
  ],
  [
    'one licensed cut-off where Hearth does not know the forms',
    changed('instruments', 'asq-3', { ...signed, thresholds: [cutOff(20, 'verified', 'communication')] }),
    /thresholds\.0\.at: one number cannot serve every age form; add the forms of asq-3/,
  ],
  [
    'one licensed cut-off for every age',
    changed('instruments', 'bitsea', { ...signed, thresholds: [cutOff(20, 'verified', 'problem')] }),
    /thresholds\.0\.at: one number cannot serve every age; write one row for each, with its ageMonths/,
  ],
  [
    'a licensed cut-off that is only recalled',
    asq({ thresholds: [{ ...cutOff(65, 'recalled'), form: '24' }] }),
    /thresholds\.0\.at: belongs to a licensed guide/,
  ],
  [
    'a licensed cut-off nobody signed',
    asq({ ...unsigned, thresholds: [{ ...cutOff(65), form: '24' }] }),
    /thresholds\.0\.at: belongs to a licensed guide; the clinician/,
  ],
  [
    'a licensed monitoring zone nobody signed',
    changed('instruments', 'deca-p2', {
      ...unsigned,
      thresholds: [{ ...cutOff(60, 'verified', 'concerns'), monitorAt: 55 }],
    }),
    /thresholds\.0\.at: belongs to a licensed guide/,
  ],
  [
    'a cut-off of a form that is not there',
    asq({ thresholds: [{ ...cutOff(null), form: '23' }] }),
    /thresholds\.0\.form: "23" is none of its forms/,
  ],
  [
    'two cut-offs for the same ages',
    psc({
      thresholds: [
        { ...cutOff(15), ageMonths: { from: 48, to: 71 } },
        { ...cutOff(16), ageMonths: { from: 71, to: 215 } },
      ],
    }),
    /thresholds\.1: speaks of the same children as thresholds\.0/,
  ],
  [
    'a cut-off for every form beside one for a form',
    asq({ thresholds: [cutOff(null), { ...cutOff(null), form: '24' }] }),
    /thresholds\.1: speaks of the same children/,
  ],
  [
    'a monitoring zone beyond the cut-off',
    psc({ thresholds: [{ ...cutOff(15), monitorAt: 15 }] }),
    /thresholds\.0\.monitorAt: must be below the cut-off 15/,
  ],
  [
    'a monitoring zone on the wrong side of a scale where lower is worse',
    changed('instruments', 'sdq', {
      ...signed,
      thresholds: [{ ...cutOff(5, 'verified', 'prosocial'), form: '4-17', monitorAt: 4 }],
    }),
    /thresholds\.0\.monitorAt: must be above the cut-off 5/,
  ],
  [
    'a monitoring zone without a cut-off',
    psc({ thresholds: [{ ...cutOff(null), monitorAt: 9 }] }),
    /thresholds\.0\.monitorAt: a monitoring zone ends at the cut-off/,
  ],
];

describe('cut-offs are refused for', () => {
  it.each(refused)('%s', (_, row, fault) => {
    const faults = faultsWith({ 'instruments/site.json': [row] });
    expect(faults).toContainEqual(expect.stringMatching(fault));
  });
});

describe('an instrument is taken', () => {
  it.each<readonly [string, Row]>([
    [
      'with a licensed cut-off typed in for one form and signed, the others still open',
      asq({
        thresholds: [
          { ...cutOff(65), form: '24', monitorAt: 50 },
          { ...cutOff(null), form: '30' },
        ],
      }),
    ],
    [
      'with a safety question beside the numbered ones',
      epds({
        extraItems: ['plan'],
        safetyItems: [
          { id: 'item-10', label: 'x' },
          { id: 'plan', label: 'x' },
        ],
      }),
    ],
    [
      'with two forms that share ages, as neighbours',
      asq({ forms: [form('12', 9, 15), form('24', 15, 26)], thresholds: [cutOff(null)] }),
    ],
    [
      'with cut-offs of one score that meet between two ages',
      psc({
        thresholds: [
          { ...cutOff(15), ageMonths: { from: 48, to: 71 } },
          { ...cutOff(16), ageMonths: { from: 72, to: 215 } },
        ],
      }),
    ],
  ])('%s', (_, row) => {
    expect(faultsWhenSigned('instruments', row)).toEqual([]);
  });
});
