import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  ageOn,
  type CalendarDate,
  calendarDate,
  dateInZone,
  daysBetween,
  parseCalendarDate,
  parsePartialDate,
} from '../../src/domain/age.ts';

const on = calendarDate;
const ageText = (birth: string, day: string): string | undefined => {
  const age = ageOn(on(birth), on(day));
  return age && `${age.months} m ${age.days} d`;
};

describe('reading a date as FHIR writes it', () => {
  it.each([
    ['2024', '2024-01-01', '2024-12-31', 'year'],
    ['2024-02', '2024-02-01', '2024-02-29', 'month'],
    ['2023-02', '2023-02-01', '2023-02-28', 'month'],
    ['2024-02-29', '2024-02-29', '2024-02-29', 'day'],
  ])('takes %s for everything from %s to %s', (text, earliest, latest, precision) => {
    expect(parsePartialDate(text)).toEqual({ earliest, latest, precision });
  });

  it.each([
    '2023-02-29',
    '2024-13',
    '2024-00-10',
    '2024-04-31',
    '2024-1-1',
    '24',
    '0000',
    ' 2024',
    '2024-01-01T00:00:00Z',
    '',
  ])('does not take %j for a date', (text) => {
    expect(parsePartialDate(text)).toBeUndefined();
  });

  it('takes only a whole date where a whole date is needed', () => {
    expect(parseCalendarDate('2024-03')).toBeUndefined();
    expect(parseCalendarDate('2024-03-31')).toBe('2024-03-31');
    expect(() => calendarDate('2024-03')).toThrow(RangeError);
  });
});

describe('adding months', () => {
  it.each([
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2025-01-31', 1, '2025-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2025-08-31', 18, '2027-02-28'],
    ['2025-12-15', 1, '2026-01-15'],
    ['2025-03-31', -1, '2025-02-28'],
    ['2025-01-15', -1, '2024-12-15'],
  ])('takes %s and %i months to %s', (from, months, to) => {
    expect(addMonths(on(from), months)).toBe(to);
  });
});

describe('age', () => {
  it.each([
    ['2025-05-23', '2026-11-22', '17 m 30 d'],
    ['2025-05-23', '2026-11-23', '18 m 0 d'],
    ['2024-02-29', '2025-02-27', '11 m 29 d'],
    ['2024-02-29', '2025-02-28', '12 m 0 d'],
    ['2024-02-29', '2025-03-01', '12 m 1 d'],
    ['2024-02-29', '2028-02-28', '47 m 30 d'],
    ['2025-01-31', '2025-02-28', '1 m 0 d'],
    ['2025-01-31', '2025-03-01', '1 m 1 d'],
    ['2025-01-31', '2025-03-31', '2 m 0 d'],
    ['2025-12-31', '2026-01-01', '0 m 1 d'],
    ['2026-11-23', '2026-11-23', '0 m 0 d'],
  ])('of a child born %s is, on %s, %s', (birth, day, expected) => {
    expect(ageText(birth, day)).toBe(expected);
  });

  it('counts all days since birth beside the months', () => {
    expect(ageOn(on('2024-02-28'), on('2024-03-01'))?.ageInDays).toBe(2);
    expect(ageOn(on('2023-02-28'), on('2023-03-01'))?.ageInDays).toBe(1);
  });

  it('is unknown before birth, not negative', () => {
    expect(ageOn(on('2026-11-24'), on('2026-11-23'))).toBeUndefined();
  });

  const days = fc
    .integer({ min: 0, max: 60_000 })
    .map((count): CalendarDate => addDays(on('1950-01-01'), count));

  it('puts its months and days back together into the day it was asked for, whatever the dates', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 10_000 }), (birth, later) => {
        const day = addDays(birth, later);
        const age = ageOn(birth, day);
        if (!age) throw new Error('an age was expected');
        expect(addDays(addMonths(birth, age.months), age.days)).toBe(day);
        expect(age.ageInDays).toBe(later);
        expect(age.days).toBeGreaterThanOrEqual(0);
        expect(age.days).toBeLessThan(31);
        expect(addMonths(birth, age.months + 1) > day).toBe(true);
      }),
    );
  });

  it('never falls from one day to the next', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 10_000 }), (birth, later) => {
        const one = ageOn(birth, addDays(birth, later));
        const next = ageOn(birth, addDays(birth, later + 1));
        expect((next?.months ?? 0) - (one?.months ?? 0)).toBeGreaterThanOrEqual(0);
        expect((next?.months ?? 0) - (one?.months ?? 0)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('keeps months in order and inside the month that was named, whatever day they are added to', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -600, max: 600 }), (day, months) => {
        const moved = addMonths(day, months);
        expect(parseCalendarDate(moved)).toBe(moved);
        const [year = 0, month = 0] = day.split('-').map(Number);
        const [movedYear = 0, movedMonth = 0] = moved.split('-').map(Number);
        expect(movedYear * 12 + movedMonth - (year * 12 + month)).toBe(months);
        expect(moved < addMonths(day, months + 1)).toBe(true);
      }),
    );
  });
});

describe('a calendar date in a time zone', () => {
  const instant = new Date('2026-11-23T04:30:00Z');

  it('is another day on the other side of midnight, so a birthday begins where the clinic is', () => {
    expect(dateInZone(instant, 'America/New_York')).toBe('2026-11-22');
    expect(dateInZone(instant, 'America/Chicago')).toBe('2026-11-22');
    expect(dateInZone(instant, 'Europe/Berlin')).toBe('2026-11-23');
    const birth = on('2025-05-23');
    expect(ageOn(birth, dateInZone(instant, 'America/Chicago'))?.months).toBe(17);
    expect(ageOn(birth, dateInZone(instant, 'Europe/Berlin'))?.months).toBe(18);
  });

  it('follows the clocks through both changes of the year', () => {
    expect(dateInZone(new Date('2026-03-08T05:59:59Z'), 'America/Chicago')).toBe('2026-03-07');
    expect(dateInZone(new Date('2026-07-01T04:59:59Z'), 'America/Chicago')).toBe('2026-06-30');
    expect(dateInZone(new Date('2026-07-01T05:00:00Z'), 'America/Chicago')).toBe('2026-07-01');
  });

  it('can be told even of a year a chart cannot mean', () => {
    expect(dateInZone(new Date('0999-06-01T12:00:00Z'), 'UTC')).toBe('0999-06-01');
  });
});

describe('days', () => {
  it('are counted across a leap day, a change of clocks and backwards', () => {
    expect(daysBetween(on('2024-02-28'), on('2024-03-01'))).toBe(2);
    expect(daysBetween(on('2026-03-07'), on('2026-03-09'))).toBe(2);
    expect(daysBetween(on('2026-03-09'), on('2026-03-07'))).toBe(-2);
    expect(addDays(on('2024-12-31'), 1)).toBe('2025-01-01');
  });
});
