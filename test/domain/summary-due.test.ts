// The schedule Hearth ships, at the edges of its windows (CLINICAL 2a, 0b.2, 0b.11, 0b.12).
import { describe, expect, it } from 'vitest';
import type { ReportedForm } from '../../src/domain/chart.ts';
import type { ScreeningTopic } from '../../src/domain/screening/schedule.ts';
import { chart, child, decide } from './charts.ts';
import { day, partial, reported } from './screening/forms.ts';

interface Case {
  readonly birth: string;
  readonly today: string;
  readonly forms?: readonly ReportedForm[];
  readonly state?: string;
}

const lineOf = (topic: ScreeningTopic, about: 'child' | 'caregiver', given: Case) =>
  decide(chart({ child: child({ birthDate: partial(given.birth) }), forms: given.forms ?? [] }), {
    today: day(given.today),
    state: given.state,
  }).due.find(({ rule }) => rule.topic === topic && rule.about === about);

describe('autism at 18 and 24 months', () => {
  const birth = '2025-01-31';
  it.each([
    ['2026-07-30', 'not-yet'], // 17 months, last day
    ['2026-07-31', 'due'],
    ['2026-12-30', 'due'], // 22 months, last day
    ['2026-12-31', 'overdue'],
    ['2027-01-31', 'due'], // the second birthday
    ['2027-06-29', 'due'], // 28 months, last day
    ['2027-06-30', 'overdue'],
  ])('is on %s %s', (today, state) => {
    expect(lineOf('autism', 'child', { birth, today })?.state).toBe(state);
  });

  it.each([
    ['2027-01-30', 'due'],
    ['2027-01-31', 'done'],
  ])('a low M-CHAT-R of %s leaves the 24-month line %s', (on, state) => {
    const forms = [reported('m-chat-r', on, { total: 0 })];
    expect(lineOf('autism', 'child', { birth, today: '2027-02-10', forms })?.state).toBe(state);
  });
});

describe('development at 9, 18 and 30 months', () => {
  const birth = '2024-02-29';
  it.each([
    ['2024-11-28', 'not-yet'],
    ['2024-11-29', 'due'],
    ['2025-02-27', 'due'], // 11 months, last day: the first birthday is 28 February
    ['2025-02-28', 'overdue'],
    ['2025-08-29', 'due'],
    ['2026-01-28', 'due'], // 22 months, last day
    ['2026-01-29', 'overdue'],
    ['2026-07-29', 'due'],
    ['2027-01-28', 'due'], // 34 months, last day
    ['2027-01-29', 'overdue'],
  ])('is on %s %s for a child of a leap day', (today, state) => {
    expect(lineOf('developmental', 'child', { birth, today })?.state).toBe(state);
  });
});

describe('the caregiver’s depression screen', () => {
  const birth = '2026-01-15';
  it.each([
    ['2026-01-28', 'not-yet'],
    ['2026-10-14', 'due'], // 8 months, last day of the 6-month window
    ['2026-10-15', 'missed'],
    ['2027-01-14', 'missed'],
    ['2027-01-15', undefined], // the first birthday
  ])('is on %s %s, and never overdue', (today, state) => {
    expect(lineOf('caregiver-depression', 'caregiver', { birth, today })?.state).toBe(state);
  });

  it('with its safety answer unseen is done, incomplete', () => {
    const forms = [reported('epds', '2026-08-20', { total: 4 })];
    expect(lineOf('caregiver-depression', 'caregiver', { birth, today: '2026-09-01', forms })).toMatchObject({
      state: 'done',
      why: 'done 2026-08-20, incomplete: the safety item was not seen',
    });
  });

  it('in Massachusetts is the EPDS while the child is six months or younger', () => {
    const forms = [
      reported('phq-9', '2026-07-20', { total: 2 }, { respondent: 'the mother', items: { 'item-9': 0 } }),
    ];
    const at = (today: string) =>
      lineOf('caregiver-depression', 'caregiver', { birth, today, forms, state: 'MA' });
    expect(at('2026-08-14')).toMatchObject({ state: 'due', rule: { states: ['MA'] } });
    expect(at('2026-08-14')?.tools.map(({ id }) => id)).toEqual(['epds']);
    expect(at('2026-08-14')?.also?.[0]).toMatchObject({ state: 'done', rule: { states: null } });
    expect(at('2026-08-15')?.state).toBe('done'); // seven months: the national line leads
  });
});

describe('behavioural, social and emotional', () => {
  const birth = '2020-05-23';
  const forms = [
    reported('psc-17', '2025-11-23', { total: 3, internalizing: 1, attention: 1, externalizing: 1 }),
  ];
  it.each([
    ['2026-11-22', undefined, 'done'],
    ['2026-11-23', undefined, 'due'], // none in the last twelve months
    ['2026-04-22', 'MA', 'done'], // 5 years 10 months: still the visit it was done at
    ['2026-04-23', 'MA', 'due'], // the six-year visit begins at 5 years 11 months
  ] as const)('is on %s in %s %s', (today, state, expected) => {
    expect(lineOf('behavioural', 'child', { birth, today, forms, ...(state ? { state } : {}) })?.state).toBe(
      expected,
    );
  });
});
