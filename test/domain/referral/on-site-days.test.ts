import { describe, expect, it } from 'vitest';
import { addDays, calendarDate } from '../../../src/domain/age.ts';
import {
  clockWords,
  dayListWords,
  presenceOf,
  type Weekday,
  weekdayOf,
  weekdays,
  type WorkingTime,
} from '../../../src/domain/referral/on-site-days.ts';

const monday = calendarDate('2026-11-23');

describe('The weekday of a date', () => {
  it('runs from Monday on, over a month’s end and a leap day', () => {
    expect(Array.from({ length: 8 }, (_, ahead) => weekdayOf(addDays(monday, ahead)))).toEqual([
      ...weekdays,
      'mon',
    ]);
    expect(weekdayOf(calendarDate('2028-02-29'))).toBe('tue');
  });
});

describe('Whether somebody is here', () => {
  it.each<[string, WorkingTime, string, string, string]>([
    [
      'no days are configured',
      { hours: 'Tue and Fri mornings' },
      '10:00',
      'ask',
      'ask whether they are here',
    ],
    ['today is one of the days', { days: ['mon'] }, '10:00', 'here', 'here today'],
    ['today is none of the days', { days: ['fri', 'tue'] }, '10:00', 'away', 'not here today (Tue, Fri)'],
    [
      'the time is before they begin',
      { days: ['mon'], from: '13:00', to: '16:30' },
      '12:59',
      'here',
      'here today from 1:00 pm until 4:30 pm',
    ],
    [
      'they have begun',
      { days: ['mon'], from: '09:00', to: '12:00' },
      '09:00',
      'here',
      'here today until 12:00 pm',
    ],
    ['a minute is left', { days: ['mon'], to: '12:00' }, '11:59', 'here', 'here today until 12:00 pm'],
    [
      'they have gone home',
      { days: ['mon'], to: '12:00' },
      '12:00',
      'away',
      'here today until 12:00 pm, gone now',
    ],
    ['hours are for another day', { days: ['tue'], from: '09:00' }, '10:00', 'away', 'not here today (Tue)'],
  ])('when %s', (_words, working, time, state, words) => {
    expect(presenceOf(working, { today: monday, time })).toEqual({ state, words });
  });
});

describe('Days and times in words', () => {
  it.each<[Weekday[], string]>([
    [['mon', 'tue', 'wed', 'thu'], 'Mon to Thu'],
    [['fri', 'tue'], 'Tue, Fri'],
    [['sat', 'mon', 'tue'], 'Mon, Tue, Sat'],
    [['mon', 'wed', 'thu', 'fri'], 'Mon, Wed to Fri'],
    [[...weekdays], 'every day'],
  ])('%j is %s', (days, words) => {
    expect(dayListWords(days)).toBe(words);
  });

  it.each([
    ['00:05', '12:05 am'],
    ['09:00', '9:00 am'],
    ['12:00', '12:00 pm'],
    ['23:59', '11:59 pm'],
  ])('%s is %s', (time, words) => {
    expect(clockWords(time)).toBe(words);
  });
});
