import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/age.ts';
import type { DueLine } from '../../src/domain/screening/due.ts';
import { chart, child, decide, gap, today } from './charts.ts';
import { content, day, partial, reported } from './screening/forms.ts';
import { declined, rule, schedule, window } from './screening/rules.ts';

const toddler = child({ birthDate: partial('2025-05-23') }); // 18 months today
const lineOf = (lines: readonly DueLine[], topic: string) =>
  lines.find(({ rule: one }) => one.topic === topic);

describe('the visit of today', () => {
  const visits = [
    schedule([['18-month visit', [18, 0], [22, 30]]]),
    schedule([['18 to 20 months', [18, 0], [20, 30]]], ['MA']),
  ];
  const made = { ...content, visits };

  it('is named with its first and last day, by the clinic’s own schedule', () => {
    const at = (state: string) => decide(chart({ child: toddler }), { content: made, state }).visit;
    expect(at('IL')).toMatchObject({ name: '18-month visit', from: '2026-11-23', to: '2027-04-22' });
    expect(at('MA')).toMatchObject({ name: '18 to 20 months', to: '2027-02-22' });
  });

  it('is none between two, and none where the birth date is not whole', () => {
    expect(
      decide(chart({ child: toddler }), { content: made, today: addDays(today, -1) }).visit,
    ).toBeUndefined();
    const vague = child({ birthDate: partial('2025-05') });
    expect(decide(chart({ child: vague }), { content: made }).visit).toBeUndefined();
  });

  it('goes by the age from birth, whatever the corrected age is', () => {
    const gestationalAge = { weeks: 28, days: 0, basis: 'gestational age at birth' };
    expect(decide(chart({ child: toddler, gestationalAge }), { content: made }).visit?.name).toBe(
      '18-month visit',
    );
  });
});

describe('the timeline', () => {
  it('is there for a whole birth date alone, and agrees with the lines of today', () => {
    const summary = decide(
      chart({ child: toddler, forms: [reported('m-chat-r', '2026-11-23', { total: 1 })] }),
    );
    const row = summary.timeline?.rows.find(({ rule: one }) => one.topic === 'autism');
    expect(row?.marks[0]).toMatchObject({ state: 'done', on: '2026-11-23' });
    expect(lineOf(summary.due, 'autism')?.state).toBe('done');
    expect(decide(chart({ child: child({ birthDate: partial('2025-05') }) })).timeline).toBeUndefined();
    expect(decide(chart({ child: child({ deceased: true }) })).timeline).toBeUndefined();
  });

  it('has one row a matter, and those of this state', () => {
    const rows = (state: string | undefined) =>
      decide(chart({ child: toddler }), { state }).timeline?.rows.map(
        ({ rule: one }) => `${one.topic} ${one.about}`,
      ) ?? [];
    for (const state of ['IL', 'MA', undefined]) expect(new Set(rows(state)).size).toBe(rows(state).length);
    const local = rule({ id: 'il-only', topic: 'suicide-risk', states: ['IL'], windows: [window(18, 22)] });
    const made = { ...content, periodicity: [local] };
    const ids = (state: string) =>
      decide(chart({ child: toddler }), { content: made, state }).timeline?.rows.map(
        ({ rule: { id } }) => id,
      );
    expect([ids('IL'), ids('MA')]).toEqual([['il-only'], []]);
  });

  it('calls nothing missed where results could not be read', () => {
    const states = decide(chart({ child: toddler, gaps: [gap('observations')] })).timeline?.rows.flatMap(
      ({ marks }) => marks.map(({ state }) => state),
    );
    expect(states).toContain('not-known');
    expect(states).not.toContain('missed');
  });
});

describe('a state’s rule', () => {
  it('never makes two lines of one matter', () => {
    for (const state of ['IL', 'MA'])
      for (const birth of ['2026-11-22', '2026-09-01', '2025-05-23', '2022-05-23', '2010-05-23']) {
        const { due } = decide(chart({ child: child({ birthDate: partial(birth) }) }), { state });
        const matters = due.map(({ rule: one }) => `${one.topic} ${one.about}`);
        expect(new Set(matters).size, `${state} ${birth}`).toBe(matters.length);
      }
  });

  it('that wants a screen at this visit leads where the yearly one is content, and both sources are named', () => {
    const forms = [reported('bpsc', '2026-03-30', { irritability: 0, inflexibility: 0, routines: 0 })];
    const born = child({ birthDate: partial('2025-10-23') });
    const line = lineOf(decide(chart({ child: born, forms }), { state: 'MA' }).due, 'behavioural');
    expect(line).toMatchObject({ state: 'due', rule: { id: 'ma-behavioural-each-visit' } });
    expect(line?.also?.[0]).toMatchObject({ state: 'done', rule: { states: null } });
    const alone = lineOf(decide(chart({ child: born, forms }), { state: undefined }).due, 'behavioural');
    expect(alone).toMatchObject({ state: 'done' });
    expect(alone?.also).toBeUndefined();
  });
});

describe('a "no" of the family', () => {
  const due = (change: object, context = {}) =>
    lineOf(decide(chart({ child: toddler, ...change }), context).due, 'autism');

  it('counts from the chart and from this clinic’s own record, and never as done', () => {
    const no = declined('2026-11-23', { instrumentId: 'm-chat-r' });
    expect(due({})?.state).toBe('due');
    expect(due({ declined: [no] })?.state).toBe('declined');
    expect(due({}, { declined: [no] })?.state).toBe('declined');
    expect(due({}, { declined: [declined('2026-11-23', { ruleId: 'autism' })] })?.why).toMatch(/offer again/);
  });

  it('given on an earlier day of the visit stands while the visit lasts', () => {
    const made = {
      ...content,
      visits: [
        schedule([
          ['12-month visit', [12, 0], [14, 30]],
          ['15-month visit', [15, 0], [17, 30]],
        ]),
      ],
    };
    const infant = child({ birthDate: partial('2025-10-23') });
    const no = [declined('2026-10-24', { instrumentId: 'bpsc' })];
    const state = (on: string) =>
      lineOf(
        decide(chart({ child: infant, declined: no }), { content: made, state: undefined, today: day(on) })
          .due,
        'behavioural',
      )?.state;
    expect(state('2027-01-22')).toBe('declined');
    expect(state('2027-01-23')).toBe('due'); // the 15-month visit
  });
});

describe('a preterm child before the day ages count from', () => {
  const gestationalAge = { weeks: 26, days: 0, basis: 'gestational age at birth' };
  const born = child({ birthDate: partial('2026-10-01') });

  it('has no corrected age yet, is told when it begins, and is offered no form that corrects', () => {
    const summary = decide(chart({ child: born, gestationalAge }));
    expect(summary.corrected).toMatchObject({ age: undefined, countedFrom: '2026-12-31', daysUntilDue: 38 });
    expect(summary.corrected?.how).toMatch(/in 5 weeks 3 days: until then no form/);
    const tools = summary.due.flatMap((line) => line.tools.map(({ id }) => id));
    expect(tools).not.toContain('bpsc');
    expect(tools).not.toContain('asq-se-2');
  });

  it('is never read by the age from birth: a form of that time is not a negative one', () => {
    const forms = [reported('bpsc', '2026-11-20', { irritability: 0, inflexibility: 0, routines: 0 })];
    const { results, leading } = decide(chart({ child: born, gestationalAge, forms }));
    expect(results[0]?.result.negative).toBe(false);
    expect(leading?.tier).not.toBe('negative');
  });

  it('counts from 40 weeks where the site’s programs do', () => {
    const weeks = (fullTermWeeks?: 38 | 39 | 40) =>
      decide(chart({ child: born, gestationalAge }), fullTermWeeks ? { fullTermWeeks } : {}).corrected
        ?.countedFrom;
    expect([weeks(), weeks(38), weeks(39), weeks(40)]).toEqual([
      '2026-12-31',
      '2026-12-24',
      '2026-12-31',
      '2027-01-07',
    ]);
  });
});
