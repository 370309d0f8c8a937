// Visits and screening rules as they ship, against tables written by hand from the clinical page (2a).
import { describe, expect, it } from 'vitest';
import { loadContent } from '../../src/content/load.ts';
import { addDays, addMonths, calendarDate } from '../../src/domain/age.ts';
import { visitOn } from '../../src/domain/screening/visit.ts';

const content = loadContent([]);
const birth = calendarDate('2020-03-15');
const on = (months: number, days: number) => addDays(addMonths(birth, months), days);
const visitAt = (state: string | undefined, months: number, days: number) =>
  visitOn(content.visits, state, birth, on(months, days))?.name;
const rule = (id: string) => {
  const found = content.periodicity.find((one) => one.id === id);
  if (!found) throw new Error(`no rule ${id}`);
  return found;
};

describe('visits', () => {
  it.each([
    [0, 0, 'Newborn visit'],
    [0, 3, '3- to 5-day visit'],
    [0, 5, '3- to 5-day visit'],
    [0, 6, undefined],
    [0, 13, undefined],
    [0, 28, '1-month visit'],
    [1, 14, '1-month visit'],
    [1, 25, '2-month visit'],
    [4, 0, '4-month visit'],
    [8, 29, '6-month visit'],
    [9, 0, '9-month visit'],
    [12, 0, '12-month visit'],
    [17, 29, '15-month visit'],
    [18, 0, '18-month visit'],
    [23, 0, '24-month visit'],
    [29, 0, '30-month visit'],
    [35, 0, '3-year visit'],
    [48, 0, '4-year visit'],
    [60, 0, '5-year visit'],
    [72, 0, '6-year visit'],
    [144, 0, '12-year visit'],
    [252, 0, '21-year visit'],
    [264, 0, undefined],
  ])('of the national schedule at %i months %i days: %s', (months, days, name) => {
    expect(visitAt(undefined, months, days)).toBe(name);
  });

  it.each([
    ['MA', 0, 8, '1- to 2-week visit'],
    ['MA', 0, 4, undefined],
    ['MA', 18, 0, '18-month visit'],
    ['MA', 251, 0, '20-year visit'],
    ['MA', 252, 0, undefined],
    ['IL', 0, 13, 'Newborn visit'],
    ['IL', 0, 14, '2-week visit'],
    ['IL', 1, 0, '1-month visit'],
    ['IL', 2, 0, '2-month visit'],
    ['IL', 3, 29, '2-month visit'],
    ['IL', 18, 0, '18-month visit'],
    ['IL', 24, 0, '24-month visit'],
    ['IL', 28, 27, '24-month visit'],
    ['IL', 29, 0, '30-month visit'],
    ['IL', 34, 10, '30-month visit'],
    ['IL', 72, 0, '6-year visit'],
    ['IL', 95, 28, '7-year visit'],
    ['IL', 96, 0, '8-year visit'],
    ['IL', 144, 0, '12-year visit'],
    ['IL', 155, 0, '13-year visit'],
    ['IL', 216, 0, '18-year visit'],
    ['IL', 240, 0, '20-year visit'],
    ['IL', 252, 0, undefined],
    ['NY', 18, 0, '18-month visit'],
  ])('of %s at %i months %i days: %s', (state, months, days, name) => {
    expect(visitAt(state, months, days)).toBe(name);
  });

  it('leave no day without one from two weeks to the 22nd birthday, nor in Illinois from birth to the 21st', () => {
    const lacking = (state: string | undefined, from: string, to: string) => {
      const found: string[] = [];
      for (let day = calendarDate(from); day < to; day = addDays(day, 1))
        if (!visitOn(content.visits, state, birth, day)) found.push(day);
      return found;
    };
    expect(lacking(undefined, on(0, 14), on(264, 0))).toEqual([]);
    expect(lacking('IL', birth, on(252, 0))).toEqual([]);
    expect(lacking('MA', on(0, 7), on(252, 0))).toEqual([]);
  });

  it('of Massachusetts mark as ours what the published list does not have', () => {
    const ages = content.visits.find(({ id }) => id === 'massachusetts')?.visits ?? [];
    for (const id of ['newborn', 'months-15', 'months-30'])
      expect(ages.find((one) => one.id === id)?.evidence, id).toBe('design');
  });
});

describe('rules', () => {
  const windows = (id: string) =>
    rule(id).windows.map(({ fromMonths, fromDays, toMonths, toDays }) =>
      [`${fromMonths}.${fromDays}`, toDays === null ? `${toMonths}` : `${toMonths}.${toDays}`].join('-'),
    );

  it.each([
    ['developmental', ['9.0-11', '18.0-22', '29.0-34']],
    ['autism', ['18.0-22', '24.0-28']],
    ['caregiver-depression', ['0.14-1.14', '1.15-3', '4.0-5', '6.0-8']],
    ['ma-caregiver-epds', ['0.7-0.14', '0.15-1.14', '1.15-3', '4.0-5', '6.0-6']],
  ])('%s has the windows of the clinical page', (id, expected) => {
    expect(windows(id)).toEqual(expected);
  });

  it.each([
    ['behavioural-social-emotional', 12, { from: 0, to: 263 }],
    ['youth-depression', 12, { from: 144, to: 263 }],
    ['suicide-risk', 12, { from: 144, to: 263 }],
  ])('%s is yearly', (id, every, span) => {
    expect(rule(id)).toMatchObject({ everyMonths: every, spanMonths: span });
  });

  it('of a state stand beside a national one of the same topic, and replace none', () => {
    const states = content.periodicity.map(({ id, topic, states: own }) => [own?.join() ?? 'all', topic, id]);
    expect(states.toSorted()).toEqual([
      ['IL', 'behavioural', 'il-behavioural-each-period'],
      ['MA', 'behavioural', 'ma-behavioural-each-visit'],
      ['MA', 'caregiver-depression', 'ma-caregiver-epds'],
      ['all', 'autism', 'autism'],
      ['all', 'behavioural', 'behavioural-social-emotional'],
      ['all', 'caregiver-depression', 'caregiver-depression'],
      ['all', 'developmental', 'developmental'],
      ['all', 'suicide-risk', 'suicide-risk'],
      ['all', 'youth-depression', 'youth-depression'],
    ]);
  });

  it('never catch a caregiver screen up, and take it from the caregiver', () => {
    for (const id of ['caregiver-depression', 'ma-caregiver-epds'])
      expect(rule(id)).toMatchObject({ catchUp: false, about: 'caregiver' });
    expect(rule('ma-caregiver-epds').acceptable).toEqual(['epds']);
  });

  it('count suicide risk only where a self-harm question was answered, and say that it is recalled', () => {
    expect(rule('suicide-risk')).toMatchObject({ needsSafetyItem: true, evidence: 'recalled' });
    for (const id of rule('suicide-risk').acceptable)
      expect(content.instruments.find((one) => one.id === id)?.safetyItems.length, id).toBeGreaterThan(0);
  });

  it('take no risk or caregiver form for the behavioral screen of the child', () => {
    const taken = content.periodicity
      .filter(({ topic }) => topic === 'behavioural')
      .flatMap((one) => one.acceptable);
    for (const id of ['pearls', 'seek-pq-r', 'swyc-fq', 'epds', 'gad-7', 'm-chat-r', 'asq-3'])
      expect(taken, id).not.toContain(id);
  });

  it('of Massachusetts reach every periodic visit before 21, and those of Illinois every period from one month', () => {
    expect(rule('ma-behavioural-each-visit').windows.at(-1)).toMatchObject({ toMonths: 251 });
    expect(rule('ma-behavioural-each-visit').why).toContain('may say no');
    expect(rule('il-behavioural-each-period').windows[0]).toMatchObject({ fromMonths: 1, toMonths: 1 });
    expect(rule('il-behavioural-each-period').windows.at(-1)).toMatchObject({ toMonths: 251 });
    expect(rule('il-behavioural-each-period').evidence).toBe('design');
  });
});
