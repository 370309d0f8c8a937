import { describe, expect, it } from 'vitest';
import { addDays, ageOn, calendarDate } from '../../../src/domain/age.ts';
import { dayOf, lastDayOf, lastVisitBegan, visitOn } from '../../../src/domain/screening/visit.ts';
import { day } from './forms.ts';
import { schedule } from './rules.ts';

const months = [
  schedule([
    ['newborn', [0, 0], [0, 2]],
    ['1 month', [1, 0], [1, 30]],
    ['2 months', [2, 0], [3, 30]],
    ['4 months', [4, 0], [4, 30]],
  ]),
];
const nameOn = (birth: string, today: string, state?: string): string | undefined =>
  visitOn(months, state, day(birth), day(today))?.name;

describe('the visit of a day', () => {
  it.each([
    ['2026-01-31', 'newborn'], // the day of birth
    ['2026-02-02', 'newborn'], // 2 days, the last one
    ['2026-02-03', undefined], // between two visits
    ['2026-02-27', undefined],
    ['2026-02-28', '1 month'], // 31 January and a month: clamped
    ['2026-03-30', '1 month'], // 1 month 30 days
    ['2026-03-31', '2 months'],
    ['2026-05-30', '2 months'], // 3 months 30 days
    ['2026-05-31', '4 months'],
    ['2026-06-29', '4 months'],
    ['2026-06-30', undefined], // 5 months
    ['2026-01-30', undefined], // not yet born
  ])('on %s of a child born 2026-01-31 is %s', (today, name) => {
    expect(nameOn('2026-01-31', today)).toBe(name);
  });

  it('with thirty days in a shorter month ends with the month, and the next begins on its own first day', () => {
    // From 15 February to 14 March there are 28 days: nobody is 1 month 30 days old then.
    expect(nameOn('2026-01-15', '2026-03-14')).toBe('1 month');
    expect(nameOn('2026-01-15', '2026-03-15')).toBe('2 months');
    const visit = visitOn(months, undefined, day('2026-01-15'), day('2026-03-01'));
    expect(visit).toMatchObject({ from: '2026-02-15', to: '2026-03-14' });
  });

  it.each([
    ['2024-02-29', '2025-02-27', '11 months'],
    ['2024-02-29', '2025-02-28', '12 months'], // clamped: the birthday of a leap day
    ['2024-02-29', '2025-03-27', '12 months'], // 29 March is 13 months
    ['2024-02-29', '2028-02-28', undefined],
  ])('for a child of a leap day, born %s, on %s is %s', (birth, today, name) => {
    const schedules = [
      schedule([
        ['11 months', [11, 0], [11, 30]],
        ['12 months', [12, 0], [12, 30]],
      ]),
    ];
    expect(visitOn(schedules, undefined, day(birth), day(today))?.name).toBe(name);
  });

  it('goes by the schedule of the clinic’s state, else by the national one', () => {
    const both = [...months, schedule([['first month', [0, 0], [1, 30]]], ['IL'])];
    const on = (state: string | undefined) =>
      visitOn(both, state, day('2026-01-15'), day('2026-02-20'))?.name;
    expect(on('IL')).toBe('first month');
    expect(on('MA')).toBe('1 month');
    expect(on(undefined)).toBe('1 month');
    expect(visitOn([], 'IL', day('2026-01-15'), day('2026-02-20'))).toBeUndefined();
  });

  it('agrees, for every birthday and every day of three years, with the age the child has on it', () => {
    const everyMonth = [
      schedule(
        Array.from({ length: 36 }, (_, month) => [`${month}`, [month, 0], [month, 30]] as const).map(
          ([name, from, to]) => [name, [from[0], from[1]], [to[0], to[1]]],
        ),
      ),
    ];
    for (const birth of ['2023-12-31', '2024-01-30', '2024-02-29', '2024-08-31', '2025-02-28'].map(
      calendarDate,
    ))
      for (let days = 0; days < 1000; days += 1) {
        const today = addDays(birth, days);
        expect(visitOn(everyMonth, undefined, birth, today)?.name, `${birth} ${today}`).toBe(
          `${ageOn(birth, today)?.months}`,
        );
      }
  });
});

describe('a day an age is reached', () => {
  it('is never later than the next month’s first, nor its last day beyond the month', () => {
    expect(dayOf(day('2026-01-15'), { months: 1, days: 30 })).toBe('2026-03-15');
    expect(lastDayOf(day('2026-01-15'), { months: 1, days: 30 })).toBe('2026-03-14');
    expect(dayOf(day('2026-01-15'), { months: 1, days: 3 })).toBe('2026-02-18');
    expect(lastDayOf(day('2026-01-15'), { months: 1, days: 3 })).toBe('2026-02-18');
  });
});

describe('the last visit that began', () => {
  it('is the one of today, or the one before where today lies between two', () => {
    const began = (today: string) => lastVisitBegan(months, undefined, day('2026-01-15'), day(today));
    expect(began('2026-01-20')).toBe('2026-01-15');
    expect(began('2026-02-15')).toBe('2026-02-15');
    expect(began('2027-01-01')).toBe('2026-05-15');
    expect(began('2026-01-14')).toBeUndefined();
  });
});
