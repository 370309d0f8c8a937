import { describe, expect, it } from 'vitest';
import { calendarDate } from '../../../src/domain/age.ts';
import { correctedAgeOn } from '../../../src/domain/screening/corrected-age.ts';

const birth = calendarDate('2025-06-15');
const corrected = (weeks: number, days: number, on = '2026-06-15') =>
  correctedAgeOn(birth, calendarDate(on), { weeks, days, basis: 'gestational age at birth' });

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
});

describe('corrected age', () => {
  it('is the age from the birth date moved by those weeks, with the arithmetic said', () => {
    expect(corrected(32, 4)).toEqual({
      age: { months: 10, days: 19, ageInDays: 365 - 42 },
      weeksEarly: 6,
      how: 'born at 32 weeks 4 days: 39 − 33 = 6 weeks taken off',
    });
    expect(corrected(33, 0)?.how).toBe('born at 33 weeks: 39 − 33 = 6 weeks taken off');
  });

  it('ends on the second birthday by the calendar, not by the corrected age', () => {
    expect(corrected(30, 0, '2027-06-14')?.age.months).toBe(21);
    expect(corrected(30, 0, '2027-06-15')).toBeUndefined();
  });

  it('is not told before the day the child was due, nor without a gestational age', () => {
    expect(corrected(30, 0, '2025-08-16')).toBeUndefined();
    expect(corrected(30, 0, '2025-08-17')?.age).toEqual({ months: 0, days: 0, ageInDays: 0 });
    expect(correctedAgeOn(birth, calendarDate('2026-06-15'), undefined)).toBeUndefined();
    expect(corrected(30, 0, '2025-06-14')).toBeUndefined();
  });
});
