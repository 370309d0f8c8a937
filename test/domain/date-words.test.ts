import { describe, expect, it } from 'vitest';
import { calendarDate } from '../../src/domain/age.ts';
import { dateWords, monthWords } from '../../src/domain/date-words.ts';

describe('a date for people', () => {
  it.each([
    ['2026-11-23', 'Nov 23, 2026'],
    ['2024-02-29', 'Feb 29, 2024'],
    ['2026-01-05', 'Jan 5, 2026'],
    ['2026-12-31T23:59:59Z', 'Dec 31, 2026'],
    ['2026-11', '2026-11'],
    ['not in the chart', 'not in the chart'],
  ])('%s is written %s', (date, words) => {
    expect(dateWords(date)).toBe(words);
  });

  it('is as short as a month where a month is exact enough', () => {
    expect(monthWords(calendarDate('2025-10-02'))).toBe('Oct 2025');
  });
});
