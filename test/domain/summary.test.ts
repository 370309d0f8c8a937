import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/age.ts';
import { chart, child, decide, gap, mother, today } from './charts.ts';
import { partial, reported } from './screening/forms.ts';

const low = { total: 3, internalizing: 1, attention: 1, externalizing: 1 };
const selfHarm = reported('epds', '2026-11-20', { total: 2 }, { items: { 'item-10': 1 } });

describe('a chart the page stops at', () => {
  const full = chart({
    forms: [reported('psc-17', '2026-11-20', { total: 20 }), selfHarm],
    unusable: [{ id: 'Observation/9', label: 'x', reason: 'y', kind: 'unusable' }],
    orders: [{ id: 'sr-1', label: 'An order', status: 'active' }],
  });

  it.each([
    ['deceased', { deceased: true }],
    ['merged', { replacedBy: 'Patient/other' }],
    ['inactive', { active: false }],
  ])('%s shows no result, no advice and no order', (reason, change) => {
    const summary = decide({ ...full, child: child(change) });
    expect(summary.stop?.reason).toBe(reason);
    expect(summary).toMatchObject({
      results: [],
      safety: [],
      unusable: [],
      due: [],
      nextSteps: [],
      orders: [],
      prompts: { prompts: [] },
    });
    expect(summary.leading).toBeUndefined();
    expect(summary.age).toBeUndefined();
  });

  it('without the child’s own record says nothing about a child', () => {
    const { child: _child, ...rest } = full;
    const summary = decide({ ...rest, gaps: [gap('patient')] });
    expect(summary.stop?.reason).toBe('no-patient');
    expect(summary.results).toEqual([]);
    expect(summary.safety).toEqual([]);
  });

  it.each([
    ['undatable', undefined],
    ['future-birth', partial('2026-11-24')],
    ['future-birth', partial('2027')],
  ])('%s turns the age rules off and keeps the results and a safety answer in sight', (reason, birthDate) => {
    const { birthDate: _birth, ...rest } = child();
    const summary = decide({ ...full, child: { ...rest, ...(birthDate ? { birthDate } : {}) } });
    expect(summary.stop?.reason).toBe(reason);
    expect(summary).toMatchObject({ due: [], nextSteps: [], prompts: { prompts: [] } });
    expect(summary.age).toBeUndefined();
    expect(summary.results).toHaveLength(2);
    expect(summary.safety).toHaveLength(1);
  });

  it('says deceased before anything else that is wrong with the chart', () => {
    expect(
      decide(chart({ child: child({ deceased: true, active: false, replacedBy: 'Patient/x' }) })).stop
        ?.reason,
    ).toBe('deceased');
  });

  it('does not stop on the day of birth', () => {
    const summary = decide(chart({ child: child({ birthDate: partial('2026-11-23') }) }));
    expect(summary.stop).toBeUndefined();
    expect(summary.age).toEqual({ months: 0, days: 0, ageInDays: 0 });
  });
});

describe('nothing found', () => {
  it('is never negative: no tier, only prompts that presume nothing, no next step', () => {
    const summary = decide(chart());
    expect(summary.leading).toBeUndefined();
    expect(summary.results).toEqual([]);
    expect(summary.nextSteps).toEqual([]);
    expect(summary.prompts.prompts.length).toBeGreaterThan(0);
    for (const { prompt } of summary.prompts.prompts)
      expect(prompt.tiers).toEqual(expect.arrayContaining(['negative', 'positive']));
    expect(summary.due.map(({ state }) => state)).toContain('overdue');
  });

  it.each(['observations', 'questionnaireResponses'] as const)(
    'with a gap in %s makes every open line uncertain',
    (slice) => {
      const states = decide(chart({ gaps: [gap(slice)] })).due.map(({ state }) => state);
      expect(states.filter((state) => state === 'due' || state === 'overdue' || state === 'missed')).toEqual(
        [],
      );
      expect(states).toContain('uncertain');
    },
  );

  it('with a gap elsewhere leaves the lines as they are', () => {
    expect(decide(chart({ gaps: [gap('tasks')] })).due).toEqual(decide(chart()).due);
  });

  it('with a concern alone leads to the steps of a concern', () => {
    const summary = decide(chart(), { concern: true });
    expect(summary.leading?.tier).toBe('concern');
    expect(summary.nextSteps.length).toBeGreaterThan(0);
  });
});

describe('a safety answer', () => {
  const forms = [reported('psc-17', '2026-11-20', low), selfHarm];

  it('stands above a low total until it is acknowledged, with its age in days', () => {
    const summary = decide(chart({ forms }));
    expect(summary.safety).toMatchObject([{ daysOld: 3, result: { form: { id: selfHarm.id } } }]);
    expect(summary.safetyPrompts.prompts.length).toBeGreaterThan(0);
    for (const { prompt } of summary.safetyPrompts.prompts) expect(prompt.tiers).toContain('safety');
    for (const { kind } of summary.safetySteps) expect(kind.tiers).toContain('safety');
    expect(summary.safetySteps.length).toBeGreaterThan(0);
  });

  it('not yet reviewed is not given away outside its strip, and no older form speaks in its place', () => {
    const older = reported('epds', '2026-10-20', { total: 2 }, { items: { 'item-10': 0 } });
    expect(decide(chart({ forms: [older] })).leading?.tier).toBe('negative');
    const summary = decide(chart({ forms: [selfHarm, older] }));
    expect(summary.leading).toBeUndefined();
    const newer = reported('epds', '2026-11-21', { total: 12 }, { items: { 'item-10': 0 } });
    expect(decide(chart({ forms: [newer, selfHarm, older] })).leading?.tier).toBe('positive');
  });

  it('has words and steps of its own only while it waits', () => {
    const summary = decide(chart({ forms: [reported('psc-17', '2026-11-20', low)] }));
    expect(summary.safetyPrompts.prompts).toEqual([]);
    expect(summary.safetySteps).toEqual([]);
  });

  it('that was acknowledged interrupts no more, keeps the plan, and is still not negative', () => {
    const key = decide(chart({ forms })).safety[0]?.result.key ?? '';
    const ack = { resultKey: key, plan: 'seen with the mother today', by: 'Ada Prueba', on: today };
    const summary = decide(chart({ forms }), { acknowledged: [ack] });
    expect(summary.safety).toEqual([]);
    expect(summary.results.find(({ result }) => result.key === key)?.acknowledged).toEqual(ack);
    expect(summary.leading?.tier).toBe('positive');
  });

  it('given anew interrupts again, whatever was acknowledged before', () => {
    const key = decide(chart({ forms })).safety[0]?.result.key ?? '';
    const ack = { resultKey: key, plan: 'plan', by: 'Ada Prueba', on: today };
    const again = reported('epds', '2026-11-22', { total: 2 }, { items: { 'item-10': 2 } });
    const summary = decide(chart({ forms: [again, ...forms] }), { acknowledged: [ack] });
    expect(summary.safety.map(({ result }) => result.form.id)).toEqual([again.id]);
  });

  it('is not silenced by a clear one of the same day', () => {
    const clear = reported(
      'epds',
      '2026-11-20',
      { total: 2 },
      { id: 'Observation/clear', items: { 'item-10': 0 } },
    );
    expect(decide(chart({ forms: [clear, selfHarm] })).safety).toHaveLength(1);
  });
});

describe('results', () => {
  it('of one day that disagree are both shown; older ones of the instrument stand behind them', () => {
    const forms = [
      reported('psc-17', '2026-11-20', low, { id: 'Observation/a' }),
      reported('psc-17', '2026-11-20', { ...low, total: 20 }, { id: 'Observation/b' }),
      reported('psc-17', '2025-11-20', low, { id: 'Observation/c' }),
      reported('phq-9', '2026-01-20', { total: 1 }, { id: 'Observation/d' }),
    ];
    const summary = decide(chart({ forms }));
    expect(summary.results.map(({ result }) => result.form.id)).toEqual([
      'Observation/a',
      'Observation/b',
      'Observation/d',
    ]);
    expect(summary.results[0]?.earlier.map(({ form }) => form.id)).toEqual(['Observation/c']);
    expect(summary.leading?.tier).toBe('positive');
  });

  it('dated before birth are listed as unusable and count for nothing', () => {
    const forms = [reported('psc-17', '2022-05-22', { total: 20 })];
    const summary = decide(chart({ forms }));
    expect(summary.results).toEqual([]);
    expect(summary.leading).toBeUndefined();
    expect(summary.unusable).toMatchObject([
      { on: '2022-05-22', reason: 'it is dated before the child’s birth' },
    ]);
    expect(decide(chart({ forms: [reported('epds', '2022-05-23', { total: 1 })] })).results).toHaveLength(1);
  });

  it('that cannot be used, recognised or placed each keep their own list', () => {
    const of = (kind: 'unusable' | 'not-recognised' | 'other-survey') => ({
      id: kind,
      label: kind,
      reason: 'r',
      kind,
    });
    const summary = decide(chart({ unusable: [of('unusable'), of('not-recognised'), of('other-survey')] }));
    expect(summary.unusable.map(({ id }) => id)).toEqual(['unusable']);
    expect(summary.notRecognised.map(({ id }) => id)).toEqual(['not-recognised']);
    expect(summary.otherSurveys.map(({ id }) => id)).toEqual(['other-survey']);
    expect(summary.leading).toBeUndefined();
  });
});

it('the family’s language reaches the prompts', () => {
  const summary = decide(chart({ caregivers: [mother()], forms: [reported('psc-17', '2026-11-20', low)] }));
  expect(summary.prompts.prompts[0]?.translation?.tag).toBe('es');
});

describe('crisis lines', () => {
  it('are those of the clinic’s own state and of the whole country', () => {
    const states = (state: string | undefined) =>
      decide(chart(), { state }).crisisLines.flatMap((line) => line.states ?? []);
    expect(new Set(states('IL'))).toEqual(new Set(['IL']));
    expect(new Set(states('MA'))).toEqual(new Set(['MA']));
    expect(states(undefined)).toEqual([]);
    expect(decide(chart(), { state: undefined }).crisisLines.length).toBeGreaterThan(0);
  });
});

it('the same chart gives the same page, and another day another age', () => {
  const given = chart({ forms: [selfHarm] });
  expect(decide(given)).toEqual(decide(given));
  expect(decide(given, { today: addDays(today, 1) }).age?.ageInDays).toBe(
    (decide(given).age?.ageInDays ?? 0) + 1,
  );
});
