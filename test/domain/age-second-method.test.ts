// The age arithmetic held against a second method: luxon, a well-kept date library, over a hundred thousand pairs of dates.
import { DateTime } from 'luxon';
import { expect, it } from 'vitest';
import { addDays, addMonths, ageOn, calendarDate, daysBetween } from '../../src/domain/age.ts';

/** A generator anyone can run again: the same hundred thousand pairs each time (mulberry32). */
const generator = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const aDay = 86_400_000;
const iso = (date: DateTime): string =>
  [date.year, date.month, date.day].map((part) => String(part).padStart(2, '0')).join('-');
const utc = (milliseconds: number): DateTime => DateTime.fromMillis(milliseconds, { zone: 'utc' });

const pairs = (count: number, seed: number): (readonly [DateTime, DateTime])[] => {
  const random = generator(seed);
  const upTo = (limit: number): number => Math.floor(random() * limit);
  return Array.from({ length: count }, (_, index) => {
    const [year, month] = [1900 + upTo(200), 1 + upTo(12)];
    // Every third child is born on one of the last days of a month, where months are hard to count.
    const birth =
      index % 3 === 0
        ? DateTime.utc(year, month, 1)
            .plus({ months: 1 })
            .minus({ days: 1 + (index % 4) })
        : DateTime.utc(year, month, 1 + upTo(28));
    return [birth, utc(birth.toMillis() + upTo(index % 5 === 0 ? 100 : 8_000) * aDay)];
  });
};

/**
 * Whole months by the library: the most that may be added to the birth date without passing the day. Luxon adds months clamped to the
 * last day of the month, as rule 0b.8 wants.
 */
const ageByLuxon = (birth: DateTime, on: DateTime): { months: number; days: number } => {
  const months = (on.year - birth.year) * 12 + on.month - birth.month;
  const reached = birth.plus({ months });
  const isWhole = reached.toMillis() <= on.toMillis();
  const since = isWhole ? reached : birth.plus({ months: months - 1 });
  return { months: isWhole ? months : months - 1, days: (on.toMillis() - since.toMillis()) / aDay };
};

it('months, days and all days of an age are those of luxon, for 100,000 pairs of dates', () => {
  const wrong = pairs(100_000, 20_261_123).flatMap(([birth, on]) => {
    const [from, to] = [calendarDate(iso(birth)), calendarDate(iso(on))];
    const age = ageOn(from, to);
    const expected = ageByLuxon(birth, on);
    const days = (on.toMillis() - birth.toMillis()) / aDay;
    return age?.months === expected.months && age.days === expected.days && age.ageInDays === days
      ? []
      : [`${from} to ${to}: ${age?.months} m ${age?.days} d, not ${expected.months} m ${expected.days} d`];
  });
  expect(wrong.slice(0, 5)).toEqual([]);
});

it('months and days added, forward and back, end on the day luxon ends on', () => {
  const random = generator(7);
  const wrong = pairs(20_000, 42).flatMap(([date]) => {
    const months = Math.floor(random() * 800) - 400;
    const days = Math.floor(random() * 20_000) - 10_000;
    const from = calendarDate(iso(date));
    const [byMonths, byDays] = [iso(date.plus({ months })), iso(date.plus({ days }))];
    return addMonths(from, months) === byMonths &&
      addDays(from, days) === byDays &&
      daysBetween(from, calendarDate(byDays)) === days
      ? []
      : [`${from}, ${months} months, ${days} days`];
  });
  expect(wrong.slice(0, 5)).toEqual([]);
});

it.each([
  ['2024-02-29', 12, '2025-02-28'],
  ['2024-02-29', 24, '2026-02-28'],
  ['2024-02-29', 48, '2028-02-29'],
  ['1896-02-29', 48, '1900-02-28'], // 1900 was no leap year
  ['1996-02-29', 48, '2000-02-29'],
  ['2025-01-31', 1, '2025-02-28'],
  ['2024-01-31', 1, '2024-02-29'],
  ['2025-10-31', 1, '2025-11-30'],
  ['2025-05-30', 9, '2026-02-28'],
])(
  '%s and %i months is %s, by both: the last day of the month where there is no such day',
  (from, months, to) => {
    expect(addMonths(calendarDate(from), months)).toBe(to);
    expect(iso(DateTime.fromISO(from, { zone: 'utc' }).plus({ months }))).toBe(to);
  },
);

it('a child born on a leap day is a year older on 28 February, and 18 months old on 29 August', () => {
  const age = (on: string) => {
    const { months, days } = ageOn(calendarDate('2024-02-29'), calendarDate(on)) ?? {};
    return `${months} m ${days} d`;
  };
  expect(age('2025-02-27')).toBe('11 m 29 d');
  expect(age('2025-02-28')).toBe('12 m 0 d');
  expect(age('2025-08-28')).toBe('17 m 30 d');
  expect(age('2025-08-29')).toBe('18 m 0 d');
});

it('years before the hundredth are counted too, however little a chart can mean them', () => {
  expect(daysBetween(calendarDate('0004-02-28'), calendarDate('0004-03-01'))).toBe(2);
  expect(daysBetween(calendarDate('0099-12-31'), calendarDate('0100-01-01'))).toBe(1);
  expect(addDays(calendarDate('0099-12-31'), 1)).toBe('0100-01-01');
});
