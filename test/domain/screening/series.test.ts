import { describe, expect, it } from 'vitest';
import { trendOf } from '../../../src/domain/screening/series.ts';
import type { AgeForm } from '../../../src/domain/screening/instrument.ts';
import { instrumentOf, lineOf, type MadeResult, resultOf, trendedOf } from '../../web/views/made.ts';

const at = (on: string, value: number, change: MadeResult = {}) =>
  resultOf({ on, scores: [lineOf(value)], ...change });
const ageForm = (id: string): AgeForm => ({
  id,
  name: `${id} months`,
  from: { months: 0, days: 0 },
  to: { months: 60, days: 0 },
  evidence: 'verified',
});
const byAge = (id: string) => ({ form: ageForm(id), how: 'by age' as const });
const several = instrumentOf({ forms: [ageForm('12'), ageForm('24')] });

describe('a score over time', () => {
  it('is nothing for a first administration', () => {
    expect(trendOf(trendedOf(at('2026-11-23', 18)))).toBeUndefined();
  });

  it('puts the points of one form in the order of their days', () => {
    const trend = trendOf(trendedOf(at('2026-11-23', 18), [at('2025-11-20', 11), at('2024-11-02', 14)]));
    expect(trend?.series[0]?.points).toEqual([
      { on: '2024-11-02', value: 14 },
      { on: '2025-11-20', value: 11 },
      { on: '2026-11-23', value: 18 },
    ]);
    expect(trend).toMatchObject({ apart: [], series: [{ cutOff: 15 }] });
    expect(trend?.caution).toBeUndefined();
  });

  it.each<[string, MadeResult, MadeResult, RegExp]>([
    ['another edition', { form: { edition: '2' } }, { form: { edition: '1' } }, /another edition \(1\)/],
    ['an edition not said', { form: { edition: '2' } }, {}, /another edition \(edition not said\)/],
    [
      'another age form',
      { instrument: several, ageForm: byAge('24') },
      { instrument: several, ageForm: byAge('12') },
      /another age form \(12 months\)/,
    ],
    [
      'a form not said',
      { instrument: several, ageForm: byAge('24') },
      { instrument: several },
      /is not said/,
    ],
    ['two forms not said', { instrument: several }, { instrument: several }, /is not said/],
    ['one that is not usable', {}, { band: 'unusable' }, /not usable/],
  ])('never joins %s', (_name, now, before, why) => {
    const trend = trendOf(trendedOf(at('2026-11-23', 18, now), [at('2025-11-20', 11, before)]));
    expect(trend?.series).toEqual([]);
    expect(trend?.apart).toEqual([{ on: '2025-11-20', why: expect.stringMatching(why) }]);
  });

  it('joins two of the same age form of an instrument that has several', () => {
    const form = { instrument: several, ageForm: byAge('24') };
    const trend = trendOf(trendedOf(at('2026-11-23', 18, form), [at('2026-08-20', 11, form)]));
    expect(trend?.series[0]?.points).toHaveLength(2);
  });

  it('draws no trend to a result that is not usable itself', () => {
    const trend = trendOf(trendedOf(at('2026-11-23', 18, { band: 'unusable' }), [at('2025-11-20', 11)]));
    expect(trend?.series).toEqual([]);
  });

  it('shows one cut-off only where every point was judged by it', () => {
    const other = at('2025-11-20', 11, { scores: [lineOf(11, { cutOff: 12 })] });
    expect(trendOf(trendedOf(at('2026-11-23', 18), [other]))?.series[0]?.cutOff).toBeNull();
  });

  it('warns where nobody said who answered', () => {
    const silent = (on: string, value: number) => {
      const made = at(on, value);
      const { respondent: _respondent, ...form } = made.form;
      return { ...made, form };
    };
    const trend = trendOf(trendedOf(silent('2026-11-23', 18), [silent('2025-11-20', 11)]));
    expect(trend?.series).toHaveLength(1);
    expect(trend?.caution).toMatch(/not joined/);
  });
});
