import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { calendarDate } from '../../src/domain/age.ts';
import { AppError } from '../../src/errors.ts';
import type { Store } from '../../src/store/port.ts';
import { prepared, referral } from '../domain/referral/referrals.ts';
import { created, found, setUp, unknown } from './scripted-ehr.ts';
import { openStore, submit, t0 } from './stores.ts';

let store: Store;
beforeEach(async () => {
  store = await openStore();
});
afterEach(() => store.close());

const stateOf = async (id = 'referral-1') => (await store.outboxEntryOf(id))?.state;

describe('a delivery in good weather', () => {
  it('writes order, task and provenance in one go, each found again by Hearth’s own number', async () => {
    const { deliver, asked, wire } = setUp(store, [created('sr-1'), created('t-1'), created('p-1')]);
    await submit(store);
    expect(await deliver()).toBe(1);
    expect(wire()).toEqual(['post ServiceRequest', 'post Task', 'post Provenance']);
    expect(await stateOf()).toMatchObject({
      status: 'done',
      written: { order: { id: 'sr-1' }, task: { id: 't-1' }, provenance: { id: 'p-1' } },
    });
    const posts = asked.map(({ command }) => (command.do === 'post' ? command : undefined));
    expect(posts[0]?.ifNoneExist?.value).toBe('referral-1');
    expect(posts[0]?.resource).toMatchObject({
      subject: { reference: 'Patient/child-1' },
      requester: { reference: 'Practitioner/ada' },
    });
    expect(posts[1]).toMatchObject({
      ifNoneExist: { value: 'referral-1-1' },
      resource: { focus: { reference: 'ServiceRequest/sr-1' } },
    });
    expect(posts[2]?.resource).toMatchObject({
      target: [{ reference: 'ServiceRequest/sr-1' }, { reference: 'Task/t-1' }],
      recorded: '2026-11-23T09:00:00-06:00',
    });
    expect(asked.every(({ access }) => access.accessToken === 'token of grant-1')).toBe(true);
  });

  it('takes nothing a second time, nor what is not due', async () => {
    const { deliver, wire } = setUp(store, [created('sr-1'), created('t-1'), created('p-1')]);
    await submit(store);
    await submit(store, referral({ id: 'later', patientId: 'child-2' }), { dueAt: t0 + 1 });
    expect(await deliver()).toBe(1);
    expect(await deliver()).toBe(0);
    expect(wire()).toHaveLength(3);
  });

  it('leaves each step in the audit trail, without a word of what it said', async () => {
    const { deliver } = setUp(store, [created('sr-1'), created('t-1'), created('p-1')]);
    await submit(store);
    await deliver();
    const rows = (await store.readAudit(10)).filter(({ actor }) => actor === 'hearth');
    expect(rows).toHaveLength(3);
    expect(JSON.stringify(rows)).not.toMatch(/social and emotional|Fictional|mother/);
  });
});

describe('a write whose fate is unknown', () => {
  it('is looked up before anything is written again, and taken up where it was found', async () => {
    const { deliver, wire, time } = setUp(store, [unknown, found('sr-9'), created('t-1'), created('p-1')]);
    await submit(store);
    await deliver();
    expect(await stateOf()).toMatchObject({ uncertain: 'order', status: 'waiting' });
    time.pass(3_000);
    await deliver();
    expect(wire()).toEqual(['post ServiceRequest', 'search ServiceRequest', 'post Task', 'post Provenance']);
    expect(await stateOf()).toMatchObject({ status: 'done', written: { order: { id: 'sr-9' } } });
  });

  it('rests between two looks, so that an EHR’s index can catch up', async () => {
    const { deliver, wire, time } = setUp(store, [unknown, found()]);
    await submit(store);
    await deliver();
    expect(await deliver()).toBe(0);
    time.pass(3_000);
    await deliver();
    expect(await deliver()).toBe(0);
    expect(wire()).toEqual(['post ServiceRequest', 'search ServiceRequest']);
  });

  it('is looked up even after the family withdrew, and nothing is written then', async () => {
    const { deliver, wire, time } = setUp(store, [unknown, found('sr-9')]);
    await submit(store);
    await deliver();
    const saved = await store.findReferral('practice', 'referral-1');
    if (!saved) throw new Error('the referral is gone');
    await store.saveReferral({
      referral: { ...saved, stage: 'withdrawn' },
      expectedVersion: saved.version,
      audit: {
        at: t0,
        ehrId: 'practice',
        actor: 'x',
        role: 'clinician',
        action: 'withdraw',
        entity: 'x',
        outcome: 'success',
      },
    });
    time.pass(3_000);
    await deliver();
    expect(wire()).toEqual(['post ServiceRequest', 'search ServiceRequest']);
    expect(await stateOf()).toMatchObject({
      written: { order: { id: 'sr-9' } },
      parked: { reason: 'consent-withdrawn' },
    });
  });
});

describe('what stops a delivery before a word is sent', () => {
  const until = (date: string) => ({ consent: { ...referral().consent, until: calendarDate(date) } });
  it.each([
    ['consent that ran out yesterday', referral(until('2026-11-22')), 'consent-withdrawn'],
    [
      'consent withdrawn',
      referral({ consent: { ...referral().consent, withdrawnOn: calendarDate('2026-11-23') } }),
      'consent-withdrawn',
    ],
    ['a family that withdrew', referral({ stage: 'withdrawn' }), 'consent-withdrawn'],
    ['no clinician’s confirmation', prepared(), 'gave-up'],
  ])('%s', async (_, given, reason) => {
    const { deliver, wire } = setUp(store, []);
    await submit(store, given);
    await deliver();
    expect(wire()).toEqual([]);
    expect(await stateOf()).toMatchObject({ status: 'parked', parked: { reason } });
  });

  it('consent that ran out, in words of its own: nobody withdrew it', async () => {
    const { deliver } = setUp(store, []);
    await submit(store, referral(until('2026-11-22')));
    await deliver();
    expect((await stateOf())?.parked).toEqual({
      reason: 'consent-withdrawn',
      detail: 'the consent ended on 2026-11-22',
    });
  });

  it('consent until today does not', async () => {
    const { deliver, wire } = setUp(store, [created('sr-1'), created('t-1'), created('p-1')]);
    await submit(store, referral(until('2026-11-23')));
    await deliver();
    expect(wire()).toHaveLength(3);
  });

  it('a grant the EHR ended: it waits for the same person to open the app again', async () => {
    const { deliver, wire } = setUp(store, [], {
      accessForGrant: () => Promise.reject(new AppError('SESSION_EXPIRED')),
    });
    await submit(store);
    await deliver();
    expect(wire()).toEqual([]);
    expect(await stateOf()).toMatchObject({ parked: { reason: 'needs-relaunch' } });
  });

  it('a scope that was not granted, or a type this EHR does not offer', async () => {
    const first = setUp(store, [], { mayCreate: () => false });
    await submit(store);
    await first.deliver();
    expect(first.wire()).toEqual([]);
    expect(await stateOf()).toMatchObject({ parked: { reason: 'not-accepted' } });

    const second = setUp(
      store,
      [created('sr-2')],
      {},
      { interactions: { ServiceRequest: ['create'], Task: ['read'] } },
    );
    await submit(store, referral({ id: 'referral-2', patientId: 'child-2' }));
    await second.deliver();
    expect(second.wire()).toEqual(['post ServiceRequest']);
    expect(await stateOf('referral-2')).toMatchObject({ status: 'done', written: { order: { id: 'sr-2' } } });
    expect(Object.keys((await stateOf('referral-2'))?.skipped ?? {})).toEqual(['task', 'provenance']);
  });
});
