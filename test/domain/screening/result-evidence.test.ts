import { describe, expect, it } from 'vitest';
import type { Threshold } from '../../../src/domain/screening/instrument.ts';
import { instrumentNamed, read, reported } from './forms.ts';

describe('a number nobody has verified', () => {
  const recalled: Threshold = {
    score: 'total',
    form: null,
    ageMonths: null,
    at: 65,
    monitorAt: null,
    evidence: 'recalled',
    source: 'from memory',
  };
  const form = reported('asq-se-2', '2024-05-23', { total: 120 }, { edition: '2' });

  it.each(['recalled', 'design'] as const)(
    'never puts a result in a band while it is only %s',
    (evidence) => {
      const instrument = { ...instrumentNamed('asq-se-2'), thresholds: [{ ...recalled, evidence }] };
      const result = read(form, '2022-05-23', undefined, instrument);
      expect(result.band).toBe('no-cut-off');
      expect(result.scores).toMatchObject([{ cutOff: null, reached: false }]);
      expect(result.bandedBy).toBe('nobody');
    },
  );

  it('bands as soon as it is signed', () => {
    const instrument = {
      ...instrumentNamed('asq-se-2'),
      thresholds: [{ ...recalled, evidence: 'verified' as const }],
    };
    expect(read(form, '2022-05-23', undefined, instrument).band).toBe('above');
  });

  it('makes no zone either', () => {
    const instrument = {
      ...instrumentNamed('m-chat-r'),
      zones: instrumentNamed('m-chat-r').zones.map((zone) => ({ ...zone, evidence: 'recalled' as const })),
    };
    expect(
      read(reported('m-chat-r', '2024-05-23', { total: 20 }), '2022-05-23', undefined, instrument).band,
    ).toBe('no-cut-off');
  });

  it('refuses no form for its age', () => {
    expect(read(reported('psc-17', '2024-05-23', { total: 20 })).band).toBe('above'); // two years old; from four is recalled
  });
});

describe('a score where lower is more concern', () => {
  const instrument = {
    ...instrumentNamed('epds'),
    scores: instrumentNamed('epds').scores.map((score) => ({ ...score, concern: 'lower' as const })),
    zones: [],
    safetyItems: [],
    thresholds: [
      {
        score: 'total',
        form: null,
        ageMonths: null,
        at: 10,
        monitorAt: null,
        evidence: 'verified' as const,
        source: 'made up for this test',
      },
    ],
  };
  it.each([
    [10, 'above'],
    [11, 'below'],
  ])('at %i is %s', (total, band) => {
    expect(read(reported('epds', '2024-05-23', { total }), '2022-05-23', undefined, instrument).band).toBe(
      band,
    );
  });
});

it('an instrument whose rule for blanks is not known is never called negative', () => {
  const instrument = { ...instrumentNamed('psc-17'), missingItems: null };
  const result = read(
    reported('psc-17', '2026-11-23', { total: 10, internalizing: 4, attention: 6, externalizing: 6 }),
    '2022-05-23',
    undefined,
    instrument,
  );
  expect(result).toMatchObject({ band: 'below', negative: false });
});
