import { describe, expect, it } from 'vitest';
import { calendarDate } from '../../../src/domain/age.ts';
import { type Referral, stages } from '../../../src/domain/referral/referral.ts';
import {
  type Action,
  actions,
  actionsFor,
  applyTransition,
  consentHolds,
  roles,
} from '../../../src/domain/referral/transition.ts';
import { clinician, coordinator, prepared, referral } from './referrals.ts';

const today = calendarDate('2026-11-23');
const now = '2026-11-23T09:30:00-06:00';
const actor = { clinician, coordinator, admin: { fhirUser: 'Practitioner/adm', display: 'Adam Muster' } };
const handOff: Action = { name: 'record-hand-off', handOff: { channel: 'phone', on: today } };
const actionNamed: Record<Action['name'], Action> = {
  confirm: { name: 'confirm' },
  'record-hand-off': handOff,
  'withdraw-consent': { name: 'withdraw-consent' },
};
const at: Record<Referral['stage'], Referral> = {
  prepared: prepared(),
  requested: referral(),
  withdrawn: referral({ stage: 'withdrawn' }),
};
const act = (given: Referral, action: Action, role: keyof typeof actor = 'clinician') =>
  applyTransition(given, action, { role, person: actor[role] }, now, today);

/** The whole table, written out: whatever is not in it is refused. */
const allowed = [
  'clinician prepared confirm',
  'clinician prepared withdraw-consent',
  'clinician requested record-hand-off',
  'clinician requested withdraw-consent',
  'coordinator prepared withdraw-consent',
  'coordinator requested record-hand-off',
  'coordinator requested withdraw-consent',
];
const every = roles.flatMap((role) =>
  stages.flatMap((stage) =>
    actions.map((action) => ({ role, stage, action, key: `${role} ${stage} ${action}` })),
  ),
);

describe('who may do what', () => {
  it.each(every)('$key', ({ role, stage, action, key }) => {
    const result = act(at[stage], actionNamed[action], role);
    expect(result.ok).toBe(allowed.includes(key));
    expect(actionsFor(role, stage).includes(action)).toBe(allowed.includes(key));
    if (!result.ok) {
      expect(result.problem.code).toBe('FORBIDDEN_TRANSITION');
      expect(result.problem.words).toMatch(/\.$/);
    }
  });

  it('is said in words that fit the reason', () => {
    const words = (given: Referral, action: Action, role: keyof typeof actor) => {
      const result = act(given, action, role);
      return result.ok ? '' : result.problem.words;
    };
    expect(words(at.prepared, { name: 'confirm' }, 'coordinator')).toBe(
      'Only a clinician can confirm a referral.',
    );
    expect(words(at.requested, { name: 'confirm' }, 'clinician')).toBe('This referral was confirmed before.');
    expect(words(at.withdrawn, handOff, 'clinician')).toMatch(/withdrew its consent/);
    expect(words(at.prepared, handOff, 'coordinator')).toMatch(/after a clinician has confirmed it/);
  });
});

describe('what an action changes', () => {
  it('confirming makes it an order of the clinician who did, and keeps who prepared it', () => {
    const result = act(at.prepared, { name: 'confirm' });
    expect(result).toEqual({
      ok: true,
      value: { ...at.prepared, stage: 'requested', requester: clinician, requestedAt: now },
    });
  });

  it('a hand-off is kept with who recorded it, and does not move the stage', () => {
    const result = act(at.requested, handOff, 'coordinator');
    expect(result).toEqual({
      ok: true,
      value: { ...at.requested, handOff: { channel: 'phone', on: today, by: coordinator } },
    });
  });

  it('withdrawn consent is dated today and ends it', () => {
    const result = act(at.requested, { name: 'withdraw-consent' });
    expect(result.ok && result.value).toMatchObject({
      stage: 'withdrawn',
      consent: { withdrawnOn: today, givenBy: 'mother' },
    });
  });

  it('nothing changes the version, nor the referral that was given', () => {
    const given = Object.freeze(prepared());
    const result = act(given, { name: 'confirm' });
    expect(result.ok && result.value.version).toBe(given.version);
    expect(given.stage).toBe('prepared');
  });
});

describe('consent', () => {
  const until = (date: string) => ({ consent: { ...referral().consent, until: calendarDate(date) } });
  it.each([
    ['2026-11-22', false],
    ['2026-11-23', true],
    ['2026-11-24', true],
  ])('given until %s holds on 2026-11-23: %s', (date, holds) => {
    expect(consentHolds(referral(until(date)), today)).toBe(holds);
  });

  it('once withdrawn holds no more, whatever its end', () => {
    const consent = { ...referral().consent, withdrawnOn: today, until: calendarDate('2027-01-01') };
    expect(consentHolds(referral({ consent }), today)).toBe(false);
  });

  it('that has run out stops a confirmation and a hand-off, and can still be withdrawn', () => {
    expect(act(prepared(until('2026-11-22')), { name: 'confirm' })).toMatchObject({
      ok: false,
      problem: { words: expect.stringMatching(/no longer holds/) as string },
    });
    expect(act(referral(until('2026-11-22')), handOff).ok).toBe(false);
    expect(act(referral(until('2026-11-22')), { name: 'withdraw-consent' }).ok).toBe(true);
  });
});
