import { describe, expect, it } from 'vitest';
import { addDays, addMonths, calendarDate } from '../../../src/domain/age.ts';
import type { Tier } from '../../../src/domain/screening/instrument.ts';
import { decideNextSteps } from '../../../src/domain/screening/next-steps.ts';
import { content, partial } from './forms.ts';

const birth = '2024-03-31';
const third = addMonths(calendarDate(birth), 36);

const steps = (daysBefore: number, born = birth, tier: Tier | undefined = 'positive') =>
  decideNextSteps(content.referralKinds, tier, partial(born), addDays(third, -daysBefore));
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
      decideNextSteps(content.referralKinds, 'positive', partial('2024-02-29'), calendarDate(today)).find(
        ({ kind }) => kind.need === 'early-intervention',
      )?.state;
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
    const step = decideNextSteps(content.referralKinds, 'positive', partial(birth), today).find(
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
