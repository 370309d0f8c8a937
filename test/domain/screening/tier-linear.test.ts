// A long chart is gone through a fixed number of times, not once for every result: counted, so that a slow machine changes nothing.
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/domain/age.ts';
import type { ReportedForm } from '../../../src/domain/chart.ts';
import { withFollowUps } from '../../../src/domain/screening/follow-up.ts';
import type { ScreeningResult } from '../../../src/domain/screening/result.ts';
import { currentResults, leadingTier } from '../../../src/domain/screening/tier.ts';
import { trended } from '../../../src/domain/screening/trend.ts';
import { content, day, read, reported } from './forms.ts';

const today = day('2026-11-23');
const example = read(reported('psc-17', '2026-11-20', { total: 3 }));
const instruments = new Map(content.instruments.map((one) => [one.id, one]));

/** So many results of seven people over six years; `looks` counts how often any of them is looked at. */
const chartOf = (count: number): { results: ScreeningResult[]; looks: () => number } => {
  let looks = 0;
  const results = Array.from({ length: count }, (_, index): ScreeningResult => {
    const form: ReportedForm = {
      ...example.form,
      administeredOn: addDays(day('2020-01-01'), (index * 37) % 2400),
      respondent: `person ${index % 7}`,
    };
    return Object.defineProperty({ ...example }, 'form', {
      enumerable: true,
      get: () => {
        looks += 1;
        return form;
      },
    });
  });
  return { results, looks: () => looks };
};

describe('ten times as many results take about ten times as many looks, not a hundred', () => {
  it.each([
    ['followed over time', (all: readonly ScreeningResult[]) => trended(all, [], today)],
    ['asked which are current', (all: readonly ScreeningResult[]) => currentResults(all, today)],
    ['asked for the leading tier', (all: readonly ScreeningResult[]) => leadingTier(all, today, false)],
  ])('%s', (_, go) => {
    const [few, many] = [chartOf(1_000), chartOf(10_000)];
    go(few.results);
    go(many.results);
    expect(many.looks()).toBeLessThan(20 * few.looks());
  });

  it('and the plans made for them are found at once', () => {
    let looks = 0;
    const plans = Array.from({ length: 2_000 }, (_, index) => ({
      get resultKey() {
        looks += 1;
        return `key ${index}`;
      },
      plan: 'seen',
      by: 'someone',
      on: today,
    }));
    trended(chartOf(2_000).results, plans, today);
    expect(looks).toBeLessThan(3 * plans.length);
  });

  it('and a chart without a Follow-Up is handed on as it is', () => {
    const forms = [example.form];
    expect(withFollowUps(forms, instruments)).toBe(forms);
  });
});
