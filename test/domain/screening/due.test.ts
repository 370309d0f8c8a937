import { describe, expect, it } from 'vitest';
import { addDays, addMonths } from '../../../src/domain/age.ts';
import type { ReportedForm } from '../../../src/domain/chart.ts';
import { type DueLine, decideDue } from '../../../src/domain/screening/due.ts';
import { content, day, partial, read, reported } from './forms.ts';

interface Case {
  readonly birth: string;
  readonly today: string;
  readonly forms?: readonly ReportedForm[];
  readonly state?: string;
  readonly correctedMonths?: number;
  readonly readWhole?: boolean;
}

const linesOf = ({ birth, today, forms = [], state = 'IL', correctedMonths, readWhole = true }: Case) =>
  decideDue(
    content.periodicity,
    content.instruments,
    forms.map((form) => read(form, birth)),
    {
      birthDate: partial(birth),
      state,
      ...(correctedMonths === undefined ? {} : { correctedMonths }),
    },
    day(today),
    readWhole,
  );
const line = (ruleId: string, given: Case): DueLine | undefined =>
  linesOf(given).find(({ rule }) => rule.id === ruleId);
const stateOf = (ruleId: string, given: Case): string => line(ruleId, given)?.state ?? 'no line';

describe('the autism line, to the day', () => {
  const birth = '2025-01-31';
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
    expect(stateOf('autism', { birth, today })).toBe(state);
  });

  it('says the window it means, first and last day included', () => {
    expect(line('autism', { birth, today: '2026-08-01' })?.window).toBe(
      '18 months: 2026-07-31 to 2026-12-30',
    );
  });

  it.each([
    ['2026-07-31', 'done'],
    ['2026-07-30', 'due'],
  ])('a screen of %s leaves the 18-month line %s: the day it opened, or the day before', (on, state) => {
    expect(
      stateOf('autism', { birth, today: '2026-08-20', forms: [reported('m-chat-r', on, { total: 1 })] }),
    ).toBe(state);
  });

  it.each([
    ['2027-01-30', 'due'],
    ['2027-01-31', 'done'],
  ])('a low screen of %s leaves the 24-month line %s: it counts from the second birthday on', (on, state) => {
    const forms = [reported('m-chat-r', on, { total: 0 })];
    expect(stateOf('autism', { birth, today: '2027-02-10', forms })).toBe(state);
  });

  it('does not count a form that cannot be used', () => {
    const items = { 'item-1': null };
    const forms = [reported('m-chat-r', '2026-08-01', { total: 1 }, { items })];
    expect(stateOf('autism', { birth, today: '2026-08-20', forms })).toBe('due');
  });

  it('counts a form that was positive or waits for its follow-up: it was done', () => {
    const forms = [reported('m-chat-r', '2026-08-01', { total: 5 })];
    expect(stateOf('autism', { birth, today: '2026-08-20', forms })).toBe('done');
  });

  it('begins on 28 February for a child born on a leap day', () => {
    expect(stateOf('autism', { birth: '2024-02-29', today: '2026-02-27' })).toBe('overdue');
    expect(stateOf('autism', { birth: '2024-02-29', today: '2026-02-28' })).toBe('due');
  });
});

describe('the yearly line', () => {
  const birth = '2020-05-23';
  const last = '2025-11-23';
  const forms = [reported('psc-17', last, { total: 20 })];
  it.each([
    ['2026-11-22', 'done'],
    ['2026-11-23', 'due'], // twelve months to the day
    ['2027-11-22', 'due'],
    ['2027-11-23', 'overdue'], // twenty-four
  ])('on %s is %s when the last screen was 2025-11-23', (today, state) => {
    expect(stateOf('behavioural-social-emotional', { birth, today, forms })).toBe(state);
  });

  it('with no screen at all counts from birth', () => {
    const one = { birth: '2025-01-31' };
    expect(stateOf('behavioural-social-emotional', { ...one, today: '2025-02-01' })).toBe('due');
    expect(stateOf('behavioural-social-emotional', { ...one, today: '2027-01-30' })).toBe('due');
    expect(stateOf('behavioural-social-emotional', { ...one, today: '2027-01-31' })).toBe('overdue');
  });

  it('says when it is due next, and that a form was not whole', () => {
    expect(line('behavioural-social-emotional', { birth, today: '2026-01-01', forms })?.why).toBe(
      'done 2025-11-23; next due 2026-11-23',
    );
    const alone = [reported('psc-17', last, { total: 3 })];
    expect(line('behavioural-social-emotional', { birth, today: '2026-01-01', forms: alone })?.why).toBe(
      'done 2025-11-23, incomplete: not enough of it was reported; next due 2026-11-23',
    );
  });

  it.each([
    ['2022-05-22', 'no line'],
    ['2022-05-23', 'not-yet'], // two years before it begins
    ['2024-05-22', 'not-yet'],
    ['2024-05-23', 'due'], // the twelfth birthday
  ])('for youth depression on %s is %s for a child born 2012-05-23', (today, state) => {
    expect(stateOf('youth-depression', { birth: '2012-05-23', today })).toBe(state);
  });

  it('ends with the rule’s last month', () => {
    expect(stateOf('youth-depression', { birth: '2004-05-23', today: '2026-05-22' })).not.toBe('no line');
    expect(stateOf('youth-depression', { birth: '2004-05-23', today: '2026-05-23' })).toBe('no line');
  });
});

describe('the caregiver’s own screen', () => {
  const birth = '2026-01-15';
  it.each([
    ['2026-02-14', 'not-yet'],
    ['2026-02-15', 'due'],
    ['2026-10-14', 'due'], // 8 months, last day of the 6-month window
    ['2026-10-15', 'missed'],
    ['2027-01-14', 'missed'],
    ['2027-01-15', 'no line'], // the first birthday
  ])('on %s is %s when none was found, and is never called overdue', (today, state) => {
    expect(stateOf('caregiver-depression', { birth, today })).toBe(state);
  });

  it('is not caught up: ask how the caregiver is', () => {
    expect(line('caregiver-depression', { birth, today: '2026-11-01' })?.why).toMatch(
      /it is not caught up: ask how the caregiver is/,
    );
  });

  it('with its safety answer unseen is done, incomplete', () => {
    const forms = [reported('epds', '2026-03-20', { total: 4 })];
    expect(line('caregiver-depression', { birth, today: '2026-04-01', forms })).toMatchObject({
      state: 'done',
      why: 'done 2026-03-20, incomplete: the safety item was not seen',
    });
  });
});

describe('the state of the clinic', () => {
  const idsIn = (state: string | undefined, months: number) => {
    const birth = day('2026-01-15');
    return decideDue(
      content.periodicity,
      content.instruments,
      [],
      { birthDate: partial(birth), state },
      addMonths(birth, months),
      true,
    ).map(({ rule }) => rule.id);
  };

  it('adds the Massachusetts lines in Massachusetts alone', () => {
    expect(idsIn('MA', 4)).toEqual(
      expect.arrayContaining(['ma-caregiver-epds', 'ma-behavioural-each-visit']),
    );
    expect(idsIn('IL', 4).filter((id) => id.startsWith('ma-'))).toEqual([]);
    expect(idsIn(undefined, 4).filter((id) => id.startsWith('ma-'))).toEqual([]);
    expect(idsIn('IL', 4)).toEqual(
      expect.arrayContaining(['behavioural-social-emotional', 'caregiver-depression']),
    );
  });

  it('asks again at each visit in Massachusetts where the yearly line is content', () => {
    const given = {
      birth: '2025-10-23',
      today: '2026-11-23',
      forms: [reported('bpsc', '2026-07-30', { irritability: 0, inflexibility: 0, routines: 0 })],
    };
    expect(stateOf('behavioural-social-emotional', { ...given, state: 'MA' })).toBe('done');
    expect(stateOf('ma-behavioural-each-visit', { ...given, state: 'MA' })).toBe('due');
  });

  it('wants the Massachusetts EPDS while the child is six months or younger', () => {
    expect(stateOf('ma-caregiver-epds', { birth: '2026-01-15', today: '2026-08-14', state: 'MA' })).toBe(
      'due',
    );
    expect(stateOf('ma-caregiver-epds', { birth: '2026-01-15', today: '2026-08-15', state: 'MA' })).toBe(
      'missed',
    );
  });
});

describe('what Hearth could not read', () => {
  const given = { birth: '2025-01-31', today: '2026-08-01', readWhole: false };

  it('turns what looks due into uncertain, and never into done', () => {
    expect(line('autism', given)).toMatchObject({
      state: 'uncertain',
      why: 'not every result could be read, so Hearth cannot tell whether this was done',
    });
    expect(stateOf('autism', { ...given, today: '2027-06-30' })).toBe('uncertain'); // overdue
    expect(stateOf('autism', { ...given, today: '2027-08-31' })).toBe('uncertain'); // missed
  });

  it('leaves a screen that was seen as done', () => {
    const forms = [reported('m-chat-r', '2026-08-01', { total: 0 })];
    expect(stateOf('autism', { ...given, forms })).toBe('done');
  });
});

describe('a birth date that is not whole', () => {
  it('says uncertain where the days disagree, and why', () => {
    expect(line('autism', { birth: '2025-01', today: '2026-07-15' })).toMatchObject({
      state: 'uncertain',
      why: 'the birth date is not whole, and the answer depends on it',
    });
  });

  it('says what every day agrees on, without dates of a birthday nobody knows', () => {
    const agreed = line('autism', { birth: '2025-01', today: '2026-08-15' });
    expect(agreed?.state).toBe('due');
    expect(agreed?.window).not.toMatch(/\d{4}-\d{2}-\d{2}/);
  });

  it('says the same of all of a year only when all of it agrees', () => {
    expect(stateOf('behavioural-social-emotional', { birth: '2022', today: '2026-11-23' })).toBe('overdue');
    expect(stateOf('autism', { birth: '2024', today: '2026-11-23' })).toBe('uncertain');
  });
});

describe('the tools of a line', () => {
  const tools = (ruleId: string, given: Case) => line(ruleId, given)?.tools.map(({ id }) => id);
  const rule = 'behavioural-social-emotional';

  it('swap at 18 months 0 days', () => {
    expect(tools(rule, { birth: '2025-05-24', today: '2026-11-23' })).toEqual(
      expect.arrayContaining(['bpsc', 'asq-se-2']),
    );
    expect(tools(rule, { birth: '2025-05-23', today: '2026-11-23' })).toEqual(['asq-se-2']);
  });

  it('go by corrected age where the instrument corrects', () => {
    const given = { birth: '2025-04-23', today: '2026-11-23' };
    expect(tools(rule, given)).not.toContain('bpsc');
    expect(tools(rule, { ...given, correctedMonths: 17 })).toContain('bpsc');
    expect(tools(rule, { ...given, correctedMonths: 18 })).not.toContain('bpsc');
    expect(tools(rule, { birth: '2026-10-20', today: '2026-11-23', correctedMonths: 0 })).not.toContain(
      'asq-se-2',
    );
  });

  it('go by chronological age where it does not', () => {
    expect(tools('autism', { birth: '2025-05-23', today: '2026-11-23', correctedMonths: 15 })).toEqual([
      'm-chat-r',
    ]);
  });
});

it('no line is made for a child not yet born on that day', () => {
  const birth = '2026-11-24';
  expect(linesOf({ birth, today: addDays(day(birth), -1), state: 'MA' })).toEqual([]);
});
