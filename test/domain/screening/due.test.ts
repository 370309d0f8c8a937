import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/domain/age.ts';
import { type DueLine, decideDue, type ScheduledChild } from '../../../src/domain/screening/due.ts';
import type { Instrument } from '../../../src/domain/screening/instrument.ts';
import type { ScreeningResult } from '../../../src/domain/screening/result.ts';
import type { PeriodicityRule } from '../../../src/domain/screening/schedule.ts';
import { day, partial } from './forms.ts';
import { declined, result, rule, tool, window, yearly } from './rules.ts';

interface Case extends Partial<Omit<ScheduledChild, 'birthDate'>> {
  readonly rule: PeriodicityRule;
  readonly birth: string;
  readonly today: string;
  readonly results?: readonly ScreeningResult[];
  readonly tools?: readonly Instrument[];
  readonly readWhole?: boolean;
}

const lineOf = ({
  rule: one,
  birth,
  today,
  results,
  tools,
  readWhole,
  ...child
}: Case): DueLine | undefined =>
  decideDue(
    [one],
    tools ?? [tool(null)],
    results ?? [],
    { state: 'IL', ...child, birthDate: partial(birth) },
    day(today),
    readWhole ?? true,
  )[0];
const stateOf = (given: Case): string => lineOf(given)?.state ?? 'no line';

/** 18 and 24 months; a tool for 16 to 30 months. */
const autism = rule({ windows: [window(18, 22), window(24, 28)] });
const mChat = [tool([16, 30])];

describe('a rule of windows, to the day', () => {
  const given = { rule: autism, tools: mChat, birth: '2025-01-31' };
  it.each([
    ['2026-07-30', 'not-yet'], // 17 months 29 days
    ['2026-07-31', 'due'], // 18 months 0 days
    ['2026-12-30', 'due'], // 22 months, last day
    ['2026-12-31', 'overdue'], // 23 months 0 days: between the windows
    ['2027-01-30', 'overdue'],
    ['2027-01-31', 'due'], // the second birthday opens the next window
    ['2027-06-29', 'due'], // 28 months, last day
    ['2027-06-30', 'overdue'],
    ['2027-08-30', 'overdue'], // 30 months, last day the tool fits
    ['2027-08-31', 'missed'], // 31 months: no tool fits any more
    ['2028-06-29', 'missed'],
    ['2028-06-30', 'no line'], // a year after the last window closed
  ])('on %s is %s for a child with no screen', (today, state) => {
    expect(stateOf({ ...given, today })).toBe(state);
  });

  it.each([
    ['2026-08-01', '18 months: 2026-07-31 to 2026-12-30'],
    ['2027-02-01', '24 months: 2027-01-31 to 2027-06-29'],
    ['2026-01-31', '18 months: 2026-07-31 to 2026-12-30'],
  ])('on %s says the window it means, first and last day included', (today, words) => {
    expect(lineOf({ ...given, today })?.window).toBe(words);
  });

  it('may begin and end on a day of its month', () => {
    const early = rule({ windows: [window(0, 0, { fromDays: 3, toDays: 5 })] });
    const on = (today: string) => stateOf({ rule: early, birth: '2026-11-20', today });
    expect([on('2026-11-22'), on('2026-11-23'), on('2026-11-25'), on('2026-11-26')]).toEqual([
      'not-yet',
      'due',
      'due',
      'overdue',
    ]);
  });

  it.each([
    ['2026-07-31', 'done'],
    ['2026-07-30', 'due'],
  ])('a screen of %s leaves the 18-month line %s: the day it opened, or the day before', (on, state) => {
    expect(stateOf({ ...given, today: '2026-08-20', results: [result(on)] })).toBe(state);
  });

  it.each([
    ['2027-01-30', 'due'],
    ['2027-01-31', 'done'],
  ])('a low screen of %s leaves the 24-month line %s: it counts from the second birthday on', (on, state) => {
    expect(stateOf({ ...given, today: '2027-02-10', results: [result(on)] })).toBe(state);
  });

  it('counts a screen of the month before only where the rule allows it, and never one of the window before', () => {
    const lenient = rule({ windows: [window(9, 11), window(18, 22)], notBeforeWindow: false });
    const on = (date: string, today: string, one = lenient) =>
      stateOf({ rule: one, birth: '2025-01-15', today, results: [result(date)] });
    expect(on('2025-09-15', '2025-11-01')).toBe('done'); // 8 months 0 days
    expect(on('2025-09-14', '2025-11-01')).toBe('due');
    expect(on('2025-09-15', '2025-11-01', { ...lenient, notBeforeWindow: true })).toBe('due');
    const touching = { ...lenient, windows: [window(9, 17), window(18, 22)] };
    expect(on('2026-07-01', '2026-08-01', touching)).toBe('due'); // inside the first window
  });

  it('says what was done, and which window is next', () => {
    expect(lineOf({ ...given, today: '2026-08-20', results: [result('2026-08-01')] })?.why).toBe(
      'done 2026-08-01; next: 24 months, from 2027-01-31',
    );
  });

  it('catches up a screen done after its window, until the next one opens', () => {
    const results = [result('2027-01-05')];
    expect(stateOf({ ...given, today: '2027-01-10', results })).toBe('done');
    expect(stateOf({ ...given, today: '2027-01-31', results })).toBe('due');
  });

  it('is quiet a year after it ended, done or not', () => {
    const results = [result('2027-03-01')];
    expect(stateOf({ ...given, today: '2028-06-29', results })).toBe('done');
    expect(stateOf({ ...given, today: '2028-06-30', results })).toBe('no line');
  });

  it('begins on 28 February for a child born on a leap day', () => {
    const leap = { ...given, birth: '2024-02-29' };
    expect(stateOf({ ...leap, today: '2026-02-27' })).toBe('overdue');
    expect(stateOf({ ...leap, today: '2026-02-28' })).toBe('due');
  });

  it('has no line before birth, nor long before it begins', () => {
    const birth = '2026-11-24';
    expect(stateOf({ ...given, birth, today: addDays(day(birth), -1) })).toBe('no line');
    const late = rule({ windows: [window(36, 47)] });
    expect(stateOf({ rule: late, birth: '2025-01-31', today: '2026-01-30' })).toBe('no line');
    expect(stateOf({ rule: late, birth: '2025-01-31', today: '2026-01-31' })).toBe('not-yet');
  });
});

describe('what counts', () => {
  const given = { rule: autism, tools: mChat, birth: '2025-01-31', today: '2026-08-20' };
  const on = '2026-08-01';
  it.each([
    ['a result that was positive', result(on, { band: 'above' }), 'done'],
    ['one that waits for its follow-up', result(on, { band: 'follow-up' }), 'unfinished'],
    ['a form that cannot be used', result(on, { band: 'unusable' }), 'due'],
    ['a form about somebody else', result(on, { aboutWhom: 'caregiver' }), 'due'],
    ['a tool the rule does not take', result(on, { instrument: tool(null, { id: 'other' }) }), 'due'],
    ['a form dated after today', result('2026-08-21'), 'due'],
  ])('%s', (_what, one, state) => {
    expect(stateOf({ ...given, results: [one] })).toBe(state);
  });

  it('says that a form was not whole', () => {
    const why = (one: ScreeningResult) => lineOf({ ...given, results: [one] })?.why;
    expect(why(result(on, { band: 'not-enough' }))).toMatch(/incomplete: not enough of it/);
    expect(why(result(on, { safety: { state: 'not-seen', positive: [], unseen: [] } }))).toMatch(
      /incomplete: the safety item was not seen/,
    );
  });

  it('waits for a Follow-Up interview, and says where it is recorded, until a later form of the same tool', () => {
    const first = result('2026-08-01', { band: 'follow-up' });
    expect(lineOf({ ...given, results: [first] })?.why).toBe(
      'the The tool of Aug 1, 2026 needs its Follow-Up interview, and none is in the chart. Record it in the EHR as the Follow-Up score of the The tool; Hearth reads it from there',
    );
    const other = tool(null, { id: 'other' });
    const rules = { ...autism, acceptable: ['tool', 'other'] };
    const by = (...results: readonly ScreeningResult[]) =>
      stateOf({ ...given, rule: rules, tools: [...mChat, other], results });
    expect(by(result('2026-08-10', { instrument: other }), first)).toBe('unfinished');
    expect(by(result('2026-08-10'), first)).toBe('done');
    expect(by(first, result('2026-07-30'))).toBe('unfinished');
    expect(stateOf({ rule: yearly(0, 60), birth: '2025-01-31', today: '2026-08-20', results: [first] })).toBe(
      'unfinished',
    );
  });

  it('not a form of another age, which is named beside “none found”, unless it was answered in confidence', () => {
    const unfit = (change: Partial<ScreeningResult> = {}) =>
      lineOf({
        ...given,
        results: [
          result(on, {
            band: 'unusable',
            cause: 'age',
            bandWords: 'Not for this age (4 to 17 years)',
            ...change,
          }),
        ],
      });
    expect(unfit()?.state).toBe('due');
    expect(unfit()?.why).toMatch(
      /none found; the The tool of Aug 1, 2026 does not count: not for this age \(4 to 17 years\)$/,
    );
    expect(unfit({ confidence: 'young-person' })?.why).toMatch(/; a form of Aug 1, 2026 does not count/);
    expect(unfit({ bandWords: 'Not usable', cause: 'form' })?.why).not.toMatch(/does not count/);
  });

  it('where the safety item is the point, only a form that had it', () => {
    const suicide = yearly(144, 263, { topic: 'suicide-risk', needsSafetyItem: true });
    const withItem = (state: 'clear' | 'positive' | 'not-seen' | 'none') =>
      stateOf({
        rule: suicide,
        birth: '2012-05-23',
        today: '2026-11-23',
        results: [result('2026-11-01', { safety: { state, positive: [], unseen: [] } })],
      });
    expect([withItem('clear'), withItem('positive')]).toEqual(['done', 'done']);
    expect([withItem('not-seen'), withItem('none')]).toEqual(['overdue', 'overdue']);
  });

  it('not a rule the site switched off, nor one of another state', () => {
    expect(stateOf({ ...given, rule: { ...autism, inUse: false } })).toBe('no line');
    expect(stateOf({ ...given, rule: { ...autism, states: ['MA'] } })).toBe('no line');
    expect(stateOf({ ...given, rule: { ...autism, states: ['MA'] }, state: undefined })).toBe('no line');
    expect(stateOf({ ...given, rule: { ...autism, states: ['MA'] }, state: 'MA' })).toBe('due');
  });
});

describe('a yearly rule', () => {
  const given = { rule: yearly(0, 263), birth: '2020-05-23', results: [result('2025-11-23')] };
  it.each([
    ['2026-11-22', 'done'],
    ['2026-11-23', 'due'], // twelve months to the day
    ['2027-11-22', 'due'],
    ['2027-11-23', 'overdue'], // twenty-four
  ])('on %s is %s when the last screen was 2025-11-23', (today, state) => {
    expect(stateOf({ ...given, today })).toBe(state);
  });

  it('counts twelve months from a leap day to 28 February', () => {
    const results = [result('2024-02-29')];
    expect(stateOf({ ...given, results, today: '2025-02-27' })).toBe('done');
    expect(stateOf({ ...given, results, today: '2025-02-28' })).toBe('due');
  });

  it('with no screen at all counts from birth', () => {
    const one = { rule: yearly(0, 263), birth: '2025-01-31' };
    expect(stateOf({ ...one, today: '2025-01-31' })).toBe('due');
    expect(stateOf({ ...one, today: '2027-01-30' })).toBe('due');
    expect(stateOf({ ...one, today: '2027-01-31' })).toBe('overdue');
  });

  it('says when it is due next', () => {
    expect(lineOf({ ...given, today: '2026-01-01' })?.why).toBe('done 2025-11-23; next due 2026-11-23');
  });

  it.each([
    ['2022-05-22', 'no line'],
    ['2022-05-23', 'not-yet'], // two years before it begins
    ['2024-05-22', 'not-yet'],
    ['2024-05-23', 'due'], // the twelfth birthday
    ['2034-05-22', 'overdue'], // 263 months, last day
    ['2034-05-23', 'no line'],
  ])('from 12 to 21 years on %s is %s for a child born 2012-05-23', (today, state) => {
    expect(stateOf({ rule: yearly(144, 263), birth: '2012-05-23', today })).toBe(state);
  });
});

describe('the caregiver’s own screen', () => {
  const caregiver = rule({
    topic: 'caregiver-depression',
    about: 'caregiver',
    catchUp: false,
    windows: [window(1, 1), window(2, 3), window(6, 8)],
  });
  const given = { rule: caregiver, birth: '2026-01-15' };
  it.each([
    ['2026-02-14', 'not-yet'],
    ['2026-02-15', 'due'],
    ['2026-05-14', 'due'],
    ['2026-05-15', 'missed'], // between two windows
    ['2026-07-15', 'due'],
    ['2026-10-14', 'due'], // 8 months, last day of the 6-month window
    ['2026-10-15', 'missed'],
    ['2027-01-14', 'missed'],
    ['2027-01-15', 'no line'], // the first birthday
  ])('on %s is %s when none was found, and is never called overdue', (today, state) => {
    expect(stateOf({ ...given, today })).toBe(state);
  });

  it('is not caught up: ask how the caregiver is', () => {
    expect(lineOf({ ...given, today: '2026-11-01' })?.why).toMatch(
      /it is not caught up: ask how the caregiver is/,
    );
  });

  it('is met inside its window or not at all', () => {
    const about = { aboutWhom: 'caregiver' as const };
    const done = (on: string) => stateOf({ ...given, today: '2026-11-01', results: [result(on, about)] });
    expect(done('2026-10-14')).toBe('done');
    expect(done('2026-10-15')).toBe('missed');
  });

  it('that is not the caregiver’s and not caught up is quiet between two windows', () => {
    const visits = { ...caregiver, topic: 'behavioural' as const };
    expect(lineOf({ ...given, rule: visits, today: '2026-06-01' })).toMatchObject({
      state: 'not-yet',
      window: '6 months: 2026-07-15 to 2026-10-14',
    });
    expect(stateOf({ ...given, rule: visits, today: '2026-10-15' })).toBe('no line');
  });
});

describe('a screen the family declined', () => {
  const given = { rule: autism, tools: mChat, birth: '2025-01-31', today: '2026-08-20' };
  const visitBegan = day('2026-07-31');
  const no = (on: string, change = {}) => ({ declined: [declined(on, change)], visitBegan });

  it('inside the window is declined, with the day and when to offer it again, and never done', () => {
    expect(lineOf({ ...given, ...no('2026-08-10') })).toMatchObject({
      state: 'declined',
      declinedOn: '2026-08-10',
      why: 'declined on 2026-08-10; offer again from 2027-01-31',
    });
  });

  it.each([
    ['2026-07-30', '2026-08-20', 'due'], // the day before the window
    ['2026-07-31', '2026-08-20', 'declined'],
    ['2026-12-30', '2026-12-30', 'declined'],
    ['2026-08-21', '2026-08-20', 'due'], // dated after today
  ])('on %s leaves the line of %s %s', (on, today, state) => {
    expect(stateOf({ ...given, ...no(on), today })).toBe(state);
  });

  it('is offered again when the next window opens, and when a visit begins after the window closed', () => {
    const after = { ...given, ...no('2026-12-20') };
    expect(stateOf({ ...after, today: '2027-01-10', visitBegan: day('2026-12-01') })).toBe('declined');
    const again = lineOf({ ...after, today: '2027-01-10', visitBegan: day('2027-01-05') });
    expect(again?.state).toBe('overdue');
    expect(again?.why).toMatch(/declined on 2026-12-20: offer again$/);
    expect(stateOf({ ...after, today: '2027-01-31' })).toBe('due');
  });

  it('by rule or by a tool that would have met it, and by no other', () => {
    const state = (change: object) => stateOf({ ...given, ...no('2026-08-10', change) });
    expect(state({ instrumentId: 'other' })).toBe('due');
    expect(state({ instrumentId: undefined, ruleId: 'rule' })).toBe('declined');
    expect(state({ ruleId: 'another-rule' })).toBe('due');
  });

  it('is said once: to the state’s rule it is said to the national one of the same matter, and to no other', () => {
    const local = { ...autism, id: 'ma-autism', states: ['MA'] };
    const other = rule({ id: 'development', topic: 'developmental', windows: [window(18, 22)] });
    const lines = decideDue(
      [autism, local, other],
      mChat,
      [],
      {
        birthDate: partial(given.birth),
        state: 'MA',
        declined: [{ id: 'd', ruleId: 'ma-autism', on: day('2026-08-10'), by: 'Ada Prueba' }],
      },
      day(given.today),
      true,
    );
    expect(lines.map(({ state }) => state)).toEqual(['declined', 'declined', 'due']);
  });

  it('gives way to a screen that was done all the same', () => {
    expect(stateOf({ ...given, ...no('2026-08-10'), results: [result('2026-08-12')] })).toBe('done');
  });

  it('stands for a yearly rule until the next visit begins', () => {
    const year = { rule: yearly(0, 263), birth: '2020-05-23', declined: [declined('2026-08-10')] };
    const on = (today: string, began: string) => stateOf({ ...year, today, visitBegan: day(began) });
    expect(on('2026-11-01', '2026-05-23')).toBe('declined');
    expect(on('2027-06-01', '2027-05-23')).toBe('overdue');
  });

  it('stands for a month where no visit is known', () => {
    const year = { rule: yearly(0, 263), birth: '2020-05-23', declined: [declined('2026-08-10')] };
    expect(stateOf({ ...year, today: '2026-09-09' })).toBe('declined');
    expect(stateOf({ ...year, today: '2026-09-10' })).toBe('overdue');
  });
});

describe('where no tool fits', () => {
  it('a yearly screen is not the family’s delay', () => {
    const given = { rule: yearly(0, 263), tools: [tool([0, 215])], birth: '2004-05-23' };
    expect(stateOf({ ...given, today: '2022-05-22' })).toBe('overdue');
    const line = lineOf({ ...given, today: '2022-05-23' }); // the eighteenth birthday
    expect(line).toMatchObject({ state: 'no-tool', tools: [] });
    expect(line?.why).toMatch(/ask about it in your own words/);
  });

  it('yet, the first day one does is said', () => {
    const given = { rule: yearly(0, 263), tools: [tool([1, 17])], birth: '2026-11-10' };
    expect(lineOf({ ...given, today: '2026-11-23' })).toMatchObject({
      state: 'not-yet',
      why: 'no tool Hearth knows fits before 2026-12-10',
    });
    expect(stateOf({ ...given, today: '2026-12-10' })).toBe('due');
  });

  it('and none will before the window closes, it says so', () => {
    const given = { rule: rule({ windows: [window(0, 0)] }), birth: '2026-11-10', today: '2026-11-23' };
    expect(stateOf({ ...given, tools: [tool([1, 17])] })).toBe('no-tool');
    expect(stateOf({ ...given, tools: [tool([0, 17])] })).toBe('due');
  });
});

describe('what Hearth could not read', () => {
  const given = { rule: autism, tools: mChat, birth: '2025-01-31', readWhole: false };

  it.each([
    ['2026-08-01', 'due'],
    ['2027-06-30', 'overdue'],
    ['2027-08-31', 'missed'],
  ])('on %s turns what looks %s into uncertain, and never into done', (today) => {
    expect(lineOf({ ...given, today })).toMatchObject({
      state: 'uncertain',
      why: 'not every result could be read, so Hearth cannot tell whether this was done',
    });
  });

  it('leaves a screen that was seen as done, and a "no" as a "no"', () => {
    const today = '2026-08-20';
    expect(stateOf({ ...given, today, results: [result('2026-08-01')] })).toBe('done');
    expect(stateOf({ ...given, today, declined: [declined('2026-08-01')] })).toBe('declined');
  });
});

describe('a birth date that is not whole', () => {
  const given = { rule: autism, tools: mChat };

  it('is uncertain where the days disagree, and says why', () => {
    expect(lineOf({ ...given, birth: '2025-01', today: '2026-07-15' })).toMatchObject({
      state: 'uncertain',
      window: 'dates depend on the exact birth date',
      why: 'the birth date is incomplete, and the answer depends on it',
    });
  });

  it.each([
    ['2026-06-30', 'not-yet'], // the earliest is 17 months 30 days
    ['2026-07-01', 'uncertain'],
    ['2026-07-30', 'uncertain'], // all but one may be 18 months
    ['2026-07-31', 'due'],
    ['2026-11-30', 'due'],
    ['2026-12-01', 'uncertain'],
  ])('on %s is %s for a child of January 2025', (today, state) => {
    expect(stateOf({ ...given, birth: '2025-01', today })).toBe(state);
  });

  it('says what every day agrees on, without dates of a birthday nobody knows', () => {
    const agreed = lineOf({ ...given, birth: '2025-01', today: '2026-08-15' });
    expect(agreed?.state).toBe('due');
    expect(`${agreed?.window} ${agreed?.why}`).not.toMatch(/\d{4}-\d{2}-\d{2}/);
  });

  it('asks the days between the two ends too: both may be due with an overdue one between them', () => {
    const narrow = rule({ windows: [window(9, 9), window(12, 20)] });
    // Born in 2025, on 2026-09-30: from 9 months (born 30 December) to 20 months (born 1 January).
    const line = lineOf({ rule: narrow, birth: '2025', today: '2026-09-30' });
    expect(line?.state).toBe('uncertain');
  });

  it('says the same of a whole year only when all of it agrees', () => {
    const year = yearly(0, 263);
    expect(stateOf({ rule: year, birth: '2022', today: '2026-11-23' })).toBe('overdue');
    expect(stateOf({ rule: year, birth: '2024', today: '2026-11-23' })).toBe('uncertain');
  });

  it('is still not yet due where only some days are near enough to say so', () => {
    const late = rule({ windows: [window(36, 47)] });
    expect(stateOf({ rule: late, birth: '2025', today: '2026-06-30' })).toBe('not-yet');
  });
});
