import { describe, expect, it } from 'vitest';
import { decideDue } from '../../../src/domain/screening/due.ts';
import type { ScreeningResult } from '../../../src/domain/screening/result.ts';
import type { PeriodicityRule } from '../../../src/domain/screening/schedule.ts';
import { type TimelineMark, timelineOf } from '../../../src/domain/screening/timeline.ts';
import type { DeclinedScreen } from '../../../src/domain/chart.ts';
import { day, partial } from './forms.ts';
import { declined, result, rule, tool, window, yearly } from './rules.ts';

interface Case {
  readonly rule: PeriodicityRule;
  readonly birth?: string;
  readonly today: string;
  readonly results?: readonly ScreeningResult[];
  readonly refusals?: readonly DeclinedScreen[];
  readonly ages?: readonly [number, number];
  readonly readWhole?: boolean;
}

const birth = '2024-01-31';
const rowsOf = ({
  rule: one,
  birth: born = birth,
  today,
  results = [],
  refusals = [],
  ages,
  readWhole = true,
}: Case) => {
  const lines = decideDue(
    [one],
    [tool(ages ?? null)],
    results,
    { birthDate: partial(born), state: undefined, declined: refusals },
    day(today),
    readWhole,
  );
  return timelineOf([one], results, refusals, day(born), day(today), readWhole, lines).rows;
};
const marksOf = (given: Case): readonly TimelineMark[] => rowsOf(given)[0]?.marks ?? [];
const statesOf = (given: Case): string =>
  marksOf(given)
    .map(({ name, state, on }) => `${name} ${state}${on ? ` ${on}` : ''}`)
    .join('; ');

it('a first part that waits for its Follow-Up interview is no done mark, until a later form settles it', () => {
  const waits = result('2025-08-10', { band: 'follow-up' });
  const one = rule({ windows: [window(18, 22), window(24, 28)] });
  const given = { rule: one, today: '2025-09-01' };
  expect(statesOf({ ...given, results: [waits] })).toMatch(/^18 months unfinished 2025-08-10/);
  expect(statesOf({ ...given, results: [result('2025-08-20'), waits] })).toMatch(
    /^18 months done 2025-08-10/,
  );
  // In the next window it is still not finished, and that window has its own mark.
  expect(statesOf({ ...given, today: '2026-02-10', results: [waits] })).toBe(
    '18 months unfinished 2025-08-10; 24 months due',
  );
});

const development = rule({
  topic: 'developmental',
  windows: [window(9, 11), window(18, 22), window(30, 34)],
});

describe('a row of windows', () => {
  it.each([
    ['2024-10-30', '9 months later'], // 8 months, last day
    ['2024-10-31', '9 months due; 18 months later'],
    ['2025-01-30', '9 months due; 18 months later'],
    ['2025-01-31', '9 months overdue; 18 months later'], // 12 months 0 days
    ['2025-07-31', '9 months missed; 18 months due; 30 months later'],
    ['2026-07-31', '9 months missed; 18 months missed; 30 months due'],
    ['2028-01-31', '9 months missed; 18 months missed; 30 months overdue'],
  ])('on %s is: %s', (today, words) => {
    expect(statesOf({ rule: development, today })).toBe(words);
  });

  it('gives each window its first and last day', () => {
    expect(marksOf({ rule: development, today: '2024-11-01' })[0]).toMatchObject({
      from: '2024-10-31',
      to: '2025-01-30',
    });
  });

  it('marks what was done at its day, and every day of it', () => {
    const results = [result('2025-09-01'), result('2025-08-01'), result('2024-11-05')];
    const marks = marksOf({ rule: development, today: '2026-08-01', results });
    expect(marks.map(({ state, on, days }) => [state, on, days])).toEqual([
      ['done', '2024-11-05', ['2024-11-05']],
      ['done', '2025-08-01', ['2025-08-01', '2025-09-01']],
      ['due', undefined, undefined],
    ]);
  });

  it('counts a screen that was caught up before the next window, and one that was not caught up is missed', () => {
    const given = { rule: development, today: '2025-08-01', results: [result('2025-04-01')] };
    expect(statesOf(given)).toBe('9 months done 2025-04-01; 18 months due; 30 months later');
    expect(statesOf({ ...given, rule: { ...development, catchUp: false } })).toBe(
      '9 months missed; 18 months due; 30 months later',
    );
  });

  it('calls a window that closed missed, though the line of today speaks of the next one', () => {
    const given = { rule: { ...development, catchUp: false }, today: '2025-02-15' };
    expect(statesOf(given)).toBe('9 months missed; 18 months later');
  });

  it('shows a screen that was declined as declined, never done, and the one of today as the list says it', () => {
    const refusals = [declined('2024-11-05'), declined('2025-08-02')];
    expect(statesOf({ rule: development, today: '2025-08-10', refusals })).toBe(
      '9 months declined 2024-11-05; 18 months declined 2025-08-02; 30 months later',
    );
    const after = { rule: development, today: '2025-08-10', refusals, results: [result('2025-08-03')] };
    expect(statesOf(after)).toMatch(/18 months done 2025-08-03/);
  });

  it('calls an empty window not known, and never missed, where not every result could be read', () => {
    const given = { rule: development, today: '2025-08-10', readWhole: false };
    expect(statesOf(given)).toBe('9 months not-known; 18 months not-known; 30 months later');
    expect(statesOf({ ...given, results: [result('2024-11-05')] })).toBe(
      '9 months done 2024-11-05; 18 months not-known; 30 months later',
    );
  });

  it('leaves out what does not count: unusable, of somebody else, before birth, after today', () => {
    const results = [
      result('2024-11-05', { band: 'unusable' }),
      result('2024-11-06', { aboutWhom: 'caregiver' }),
      result('2024-01-30'),
      result('2024-12-02'),
    ];
    expect(statesOf({ rule: development, today: '2024-12-01', results })).toBe(
      '9 months due; 18 months later',
    );
  });

  it('ends with missed when no tool fits any more', () => {
    expect(statesOf({ rule: development, today: '2027-01-05', ages: [1, 34] })).toMatch(/30 months missed$/);
  });
});

describe('a yearly row', () => {
  const given = { rule: yearly(0, 263), today: '2026-11-23' };

  it('goes year by year to the one ahead', () => {
    expect(statesOf(given)).toBe('first year missed; 1 year missed; 2 years overdue; 3 years later');
    expect(marksOf(given).at(-2)).toMatchObject({ from: '2026-01-31', to: '2027-01-30' });
  });

  it('has nothing due this year while the last screen is not a year old', () => {
    const results = [result('2025-12-15')];
    expect(statesOf({ ...given, results })).toBe(
      'first year missed; 1 year done 2025-12-15; 2 years later; 3 years later',
    );
  });

  it('ends with the rule, and says where no tool fits', () => {
    const old = { rule: yearly(216, 263), birth: '2004-11-23', ages: [0, 215] as const };
    expect(statesOf({ ...old, today: '2026-11-22' })).toBe(
      '18 years missed; 19 years missed; 20 years missed; 21 years no-tool',
    );
    const ended = marksOf({ ...old, today: '2026-11-23' });
    expect(ended.at(-1)).toMatchObject({ name: '21 years', to: '2026-11-22', state: 'missed' });
  });

  it('is no row at all while it is years away', () => {
    const youth = { rule: yearly(144, 263), birth: '2016-01-31' };
    expect(rowsOf({ ...youth, today: '2026-01-30' })).toEqual([]);
    expect(statesOf({ ...youth, today: '2026-01-31' })).toBe('12 years later');
  });

  it('clamps the years of a leap day to 28 February', () => {
    const marks = marksOf({ rule: yearly(0, 263), birth: '2024-02-29', today: '2025-02-28' });
    expect(marks.map(({ from, to }) => [from, to])).toEqual([
      ['2024-02-29', '2025-02-27'],
      ['2025-02-28', '2026-02-27'],
      ['2026-02-28', '2027-02-27'],
    ]);
  });
});

it('the marks carry days and no score, whoever answered', () => {
  const caregiver = rule({ about: 'caregiver', windows: [window(1, 1)] });
  const results = [
    result('2024-03-05', { aboutWhom: 'caregiver', band: 'above', bandWords: 'Above the cut-off' }),
  ];
  const [mark] = marksOf({ rule: caregiver, today: '2024-04-01', results });
  expect(mark).toEqual({
    name: '1 months',
    from: '2024-02-29',
    to: '2024-03-30',
    state: 'done',
    on: '2024-03-05',
    days: ['2024-03-05'],
  });
});

it('on the day of birth there is nothing missed', () => {
  expect(statesOf({ rule: development, birth: '2026-11-23', today: '2026-11-23' })).toBe('9 months later');
  expect(statesOf({ rule: yearly(0, 263), birth: '2026-11-23', today: '2026-11-23' })).toBe(
    'first year due; 1 year later',
  );
});
