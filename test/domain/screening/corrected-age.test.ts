import { describe, expect, it } from 'vitest';
import { calendarDate } from '../../../src/domain/age.ts';
import type { GestationalAge } from '../../../src/domain/chart.ts';
import { correctedAgeOn, weeksAndDays } from '../../../src/domain/screening/corrected-age.ts';

const birth = calendarDate('2025-06-15');
const corrected = (weeks: number, days: number, on = '2026-06-15', more: Partial<GestationalAge> = {}) =>
  correctedAgeOn(birth, calendarDate(on), { weeks, days, basis: 'gestational age at birth', ...more });

describe('weeks early', () => {
  it.each([
    [32, 0, 7],
    [32, 3, 7],
    [32, 4, 6],
    [31, 6, 7],
    [35, 4, 3],
    [36, 0, 3],
    [36, 3, 3],
    [23, 5, 15],
  ])('at %i weeks and %i days are %i: four days count up, three down', (weeks, days, early) => {
    expect(corrected(weeks, days)?.weeksEarly).toBe(early);
  });

  it.each([
    [36, 4],
    [37, 0],
    [39, 0],
    [42, 1],
  ])('at %i weeks and %i days are fewer than three, and nothing is corrected', (weeks, days) => {
    expect(corrected(weeks, days)).toBeUndefined();
  });

  it.each([
    [38, 35, 3],
    [38, 36, undefined],
    [40, 36, 4],
    [40, 37, 3],
    [40, 38, undefined],
  ] as const)(
    'counted from %i weeks, a child born at %i is %s weeks early',
    (fullTermWeeks, weeks, early) => {
      expect(corrected(weeks, 0, '2026-06-15', { fullTermWeeks })?.weeksEarly).toBe(early);
    },
  );
});

describe('corrected age', () => {
  it('is the age from the birth date moved by those weeks, with the arithmetic said', () => {
    expect(corrected(32, 4)).toEqual({
      age: { months: 10, days: 19, ageInDays: 365 - 42 },
      daysUntilDue: 0,
      weeksEarly: 6,
      countedFrom: '2025-07-27',
      basis: 'born at 32 weeks 4 days, gestational age at birth',
      how: 'born 2025-06-15 at 32 weeks 4 days (gestational age at birth), which counts as 33 weeks: 39 − 33 = 6 weeks early; 6 × 7 = 42 days after the birth date counts from 2025-07-27: 10 months 19 days',
    });
  });

  it('says whole weeks plainly, and whose word it rests on', () => {
    const told = correctedAgeOn(calendarDate('2026-01-05'), calendarDate('2026-10-11'), {
      weeks: 30,
      days: 0,
      basis: 'told by the family',
    });
    expect(told?.how).toBe(
      'born 2026-01-05 at 30 weeks (told by the family): 39 − 30 = 9 weeks early; 9 × 7 = 63 days after the birth date counts from 2026-03-09: 7 months 2 days',
    );
  });

  it('ends on the second birthday by the calendar, not by the corrected age', () => {
    expect(corrected(30, 0, '2027-06-14')?.age?.months).toBe(21);
    expect(corrected(30, 0, '2027-06-15')).toBeUndefined();
  });

  it('ends on 28 February for a child born on a leap day', () => {
    const leap = (on: string) =>
      correctedAgeOn(calendarDate('2024-02-29'), calendarDate(on), { weeks: 30, days: 0, basis: 'b' });
    expect(leap('2026-02-27')).toBeDefined();
    expect(leap('2026-02-28')).toBeUndefined();
  });

  it('is none before the day it is counted from: the days to go are said, and the age from birth does not stand in', () => {
    const before = corrected(30, 0, '2025-08-16');
    expect(before).toMatchObject({ age: undefined, daysUntilDue: 1, countedFrom: '2025-08-17' });
    expect(corrected(30, 0, '2025-06-15')).toMatchObject({ age: undefined, daysUntilDue: 63 });
    expect(corrected(30, 0, '2025-08-10')?.how).toMatch(
      /counts from 2025-08-17, in 1 week: until then no form that goes by corrected age fits$/,
    );
    expect(corrected(30, 0, '2025-08-17')).toMatchObject({
      age: { months: 0, days: 0, ageInDays: 0 },
      daysUntilDue: 0,
    });
  });

  it('is not told before birth, nor without a gestational age: term is never assumed', () => {
    expect(corrected(30, 0, '2025-06-14')).toBeUndefined();
    expect(correctedAgeOn(birth, calendarDate('2026-06-15'), undefined)).toBeUndefined();
  });
});

it.each([
  [0, '0 days'],
  [1, '1 day'],
  [6, '6 days'],
  [7, '1 week'],
  [8, '1 week 1 day'],
  [37, '5 weeks 2 days'],
])('%i days are %s', (days, words) => {
  expect(weeksAndDays(days)).toBe(words);
});
