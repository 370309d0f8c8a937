import { describe, expect, it } from 'vitest';
import { addDays, addMonths, calendarDate } from '../../../src/domain/age.ts';
import type { Tier } from '../../../src/domain/screening/content.ts';
import { decideNextSteps } from '../../../src/domain/screening/next-steps.ts';
import { content, partial } from './forms.ts';

const birth = '2024-03-31';
const third = addMonths(calendarDate(birth), 36);

const steps = (daysBefore: number, born = birth, tier: Tier | undefined = 'positive') =>
  decideNextSteps(
    content.referralKinds,
    tier && { tier, on: addDays(third, -daysBefore) },
    partial(born),
    addDays(third, -daysBefore),
  );
const earlyIntervention = (daysBefore: number, born = birth) => {
  const step = steps(daysBefore, born).find(({ kind }) => kind.need === 'early-intervention');
  if (!step) throw new Error('Early Intervention is a step of the positive tier');
  return step;
};

describe('Early Intervention before the third birthday', () => {
  it.each([
    [91, 'offer', false],
    [90, 'offer', true],
    [45, 'offer', true],
    [44, 'closing', false],
    [1, 'closing', false],
    [0, 'not-now', false],
    [-1, 'not-now', false],
  ])('%i days before is %s', (days, state, tellsDistrict) => {
    const step = earlyIntervention(days);
    expect(step.state).toBe(state);
    expect(/tell the school district too/.test(step.words)).toBe(tellsDistrict);
  });

  it('gives the last day the law allows for the referral, and the days left', () => {
    expect(earlyIntervention(200).words).toContain(`Refer by ${addDays(third, -193)}`);
    expect(earlyIntervention(44).words).toContain(`44 days to the third birthday (${third})`);
    expect(earlyIntervention(0).words).toContain(`The third birthday was ${third}`);
  });

  it('is counted to the last day of February for a child born on a leap day', () => {
    const leap = (today: string) =>
      decideNextSteps(
        content.referralKinds,
        { tier: 'positive' },
        partial('2024-02-29'),
        calendarDate(today),
      ).find(({ kind }) => kind.need === 'early-intervention')?.state;
    expect(leap('2027-02-27')).toBe('closing');
    expect(leap('2027-02-28')).toBe('not-now');
  });

  it('with a birth date that is not whole names no birthday, and depends wherever the days do', () => {
    expect(earlyIntervention(400, '2024-03')).toMatchObject({ state: 'offer' });
    expect(earlyIntervention(400, '2024-03').words).not.toContain('third birthday');
    expect(earlyIntervention(60, '2024-03').state).toBe('uncertain'); // 30 to 60 days are left
    expect(earlyIntervention(20, '2024').state).toBe('uncertain');
    const past = earlyIntervention(-400, '2024-03');
    expect(past.state).toBe('not-now');
    expect(past.words).not.toMatch(/\d{4}-\d{2}-\d{2}/);
  });
});

describe('steps and age', () => {
  it('say why a kind is not for this age, after those that may be offered', () => {
    const all = steps(0).map(({ state }) => state);
    expect(all).toContain('not-now');
    expect(all).toEqual([...all].sort((one, other) => order.indexOf(one) - order.indexOf(other)));
    for (const step of steps(0)) expect(step.words).not.toBe('');
  });

  it.each([
    [107, true],
    [108, false],
  ])('at %i months a clinician of birth to eight is offered: %s', (months, offered) => {
    const today = addMonths(calendarDate(birth), months);
    const step = decideNextSteps(content.referralKinds, { tier: 'positive' }, partial(birth), today).find(
      ({ kind }) => kind.need === 'ecmh-clinician',
    );
    expect(step?.state === 'offer').toBe(offered);
  });

  it('are none when no tier was reached, and only those of the tier else', () => {
    expect(decideNextSteps(content.referralKinds, undefined, partial(birth), third)).toEqual([]);
    for (const { kind } of steps(400, birth, 'monitor')) expect(kind.tiers).toContain('monitor');
  });
});

const order = ['offer', 'closing', 'uncertain', 'not-now'];

describe('the law’s seven days', () => {
  const clock = (on: string | undefined, today: string, aboutWhom?: 'child' | 'caregiver') =>
    decideNextSteps(
      content.referralKinds,
      { tier: 'positive', ...(on ? { on: calendarDate(on) } : {}), ...(aboutWhom ? { aboutWhom } : {}) },
      partial('2025-06-01'),
      calendarDate(today),
    ).find(({ kind }) => kind.need === 'early-intervention')?.words ?? '';

  it('count from the result, not from the day the page is opened', () => {
    expect(clock('2026-11-15', '2026-11-22')).toContain('Refer by 2026-11-22');
    expect(clock('2026-11-15', '2026-11-23')).toMatch(/are over: refer now/);
  });

  it('are not started by a caregiver’s own form', () => {
    expect(clock('2026-11-15', '2026-11-16', 'caregiver')).not.toMatch(/Refer by|refer now/);
  });
});

describe('who comes first', () => {
  const first = (aboutWhom: 'child' | 'caregiver') =>
    decideNextSteps(
      content.referralKinds,
      { tier: 'positive', aboutWhom },
      partial('2026-06-01'),
      calendarDate('2026-11-22'),
    )
      .filter(({ state }) => state === 'offer')
      .map(({ kind }) => kind.forCaregiver);

  it('is the caregiver’s own care when the caregiver is the one who needs it, and the last for a child', () => {
    expect(first('caregiver')[0]).toBe(true);
    expect(first('child').at(-1)).toBe(true);
  });
});

describe('between Early Intervention and the district', () => {
  it.each([
    [91, 'not-now'],
    [90, 'offer'],
    [1, 'offer'],
  ])('%i days before the third birthday the district is %s', (days, state) => {
    expect(steps(days).find(({ kind }) => kind.need === 'preschool-special-education')?.state).toBe(state);
  });
});
