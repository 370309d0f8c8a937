import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/errors.ts';
import type { Store } from '../../src/store/port.ts';
import { created, setUp } from './scripted-ehr.ts';
import { referral } from '../domain/referral/referrals.ts';
import { clock, openStore, submit } from './stores.ts';

let store: Store;
beforeEach(async () => {
  store = await openStore();
});
afterEach(() => store.close());

const stateOf = async (id = 'referral-1') => (await store.outboxEntryOf(id))?.state;

describe('trouble on the way', () => {
  it('an EHR that cannot be reached for a token leaves it waiting, not parked', async () => {
    let isDown = true;
    const { deliver, time } = setUp(store, [created('sr-1'), created('t-1'), created('p-1')], {
      accessForGrant: () =>
        isDown
          ? Promise.reject(new AppError('EHR_UNREACHABLE'))
          : Promise.resolve({ ehrId: 'practice', iss: 'i', accessToken: 't', scopes: '' }),
      random: () => 1,
    });
    await submit(store);
    await deliver();
    expect(await stateOf()).toMatchObject({ status: 'waiting', tries: 1 });
    expect((await store.outboxEntryOf('referral-1'))?.leasedUntil).toBeUndefined();
    expect(await deliver()).toBe(0);
    isDown = false;
    time.pass(2_000);
    await deliver();
    expect(await stateOf()).toMatchObject({ status: 'done' });
  });

  it('a busy EHR is asked again no sooner than it said', async () => {
    const { deliver, time, wire } = setUp(store, [
      { kind: 'busy', retryAfterSeconds: 30 },
      created('sr-1'),
      created('t-1'),
      created('p-1'),
    ]);
    await submit(store);
    await deliver();
    time.pass(29_999);
    expect(await deliver()).toBe(0);
    time.pass(1);
    await deliver();
    expect(wire()[1]).toBe('post ServiceRequest');
    expect(await stateOf()).toMatchObject({ status: 'done' });
  });

  it('a crash after the order was saved goes on with the task, and writes no second order', async () => {
    const crash = (): Promise<never> => Promise.reject(new Error('the process died'));
    const first = setUp(store, [created('sr-1'), crash]);
    await submit(store);
    await expect(first.deliver()).rejects.toThrow('the process died');
    expect(await stateOf()).toMatchObject({ status: 'waiting', written: { order: { id: 'sr-1' } } });

    const second = setUp(store, [created('t-1'), created('p-1')]);
    expect(await second.deliver()).toBe(0); // the dead process still holds the lease
    second.time.pass(60_001);
    await second.deliver();
    expect(second.wire()).toEqual(['post Task', 'post Provenance']);
    expect(await stateOf()).toMatchObject({ status: 'done' });
  });

  it('a worker whose lease ran out while the EHR was slow changes nothing that a newer one knows', async () => {
    const second = setUp(store, [created('sr-1'), created('t-1'), created('p-1')]);
    const first = setUp(store, [
      async () => {
        second.time.pass(60_001);
        await second.deliver();
        return { kind: 'refused', status: 422, detail: 'invalid' };
      },
    ]);
    await submit(store);
    await first.deliver();
    expect(first.wire()).toEqual(['post ServiceRequest']);
    expect(await stateOf()).toMatchObject({ status: 'done', written: { order: { id: 'sr-1' } } });
  });

  it('two workers at once take one referral once', async () => {
    const { deliver, wire } = setUp(store, [created('sr-1'), created('t-1'), created('p-1')]);
    await submit(store);
    const taken = await Promise.all([deliver(), deliver({ referralId: 'referral-1' }), deliver()]);
    expect(taken.reduce((all, one) => all + one, 0)).toBe(1);
    expect(wire()).toHaveLength(3);
  });

  it('a refused order is parked with the EHR’s reason and never tried again by itself', async () => {
    const { deliver, time, wire } = setUp(store, [{ kind: 'refused', status: 422, detail: 'business-rule' }]);
    await submit(store);
    await deliver();
    time.pass(86_400_000);
    expect(await deliver()).toBe(0);
    expect(wire()).toHaveLength(1);
    expect(await stateOf()).toMatchObject({
      status: 'parked',
      parked: { reason: 'refused', detail: 'business-rule' },
    });
  });

  it('three slow exchanges under one hold are written once each, though together they outlast a lease', async () => {
    const second = setUp(store, [created('p-2')]);
    const slowly = (id: string) => () => {
      second.time.pass(25_000);
      return Promise.resolve(created(id));
    };
    const first = setUp(
      store,
      [
        slowly('sr-1'),
        slowly('t-1'),
        async () => {
          second.time.pass(15_000);
          expect(await second.deliver()).toBe(0);
          return created('p-1');
        },
      ],
      { now: second.time.now },
    );
    await submit(store);
    await first.deliver();
    expect(second.wire()).toEqual([]);
    expect(await stateOf()).toMatchObject({ status: 'done', written: { provenance: { id: 'p-1' } } });
  });

  it('nothing is sent when the token took so long that the hold could end before the answer', async () => {
    const time = clock();
    const { deliver, wire } = setUp(store, [created('sr-1'), created('t-1'), created('p-1')], {
      now: time.now,
    });
    let passed = 0;
    const slow = setUp(store, [], {
      now: time.now,
      accessForGrant: () => {
        passed += 1;
        time.pass(45_000);
        return Promise.resolve({ ehrId: 'practice', iss: 'i', accessToken: 't', scopes: '' });
      },
    });
    await submit(store);
    await slow.deliver();
    expect(passed).toBe(1);
    expect(slow.wire()).toEqual([]);
    const entry = await store.outboxEntryOf('referral-1');
    expect(entry).toMatchObject({ state: { status: 'waiting', tries: 0 } });
    expect(entry?.leasedUntil).toBeUndefined();
    await deliver();
    expect(wire()).toHaveLength(3);
  });

  it('a token the EHR dropped before its hour is renewed and the write sent once more, with the new one', async () => {
    const tokens = ['dropped', 'renewed', 'renewed', 'renewed'];
    const refused: (string | undefined)[] = [];
    const { deliver, asked } = setUp(
      store,
      [{ kind: 'unauthorized' }, created('sr-1'), created('t-1'), created('p-1')],
      {
        accessForGrant: (_, not) => {
          refused.push(not?.refused);
          return Promise.resolve({
            ehrId: 'practice',
            iss: 'i',
            accessToken: tokens.shift() ?? 'none',
            scopes: '',
          });
        },
      },
    );
    await submit(store);
    await deliver();
    expect(asked.slice(0, 2).map(({ access }) => access.accessToken)).toEqual(['dropped', 'renewed']);
    expect(refused.slice(0, 2)).toEqual([undefined, 'dropped']);
    expect(await stateOf()).toMatchObject({ status: 'done' });
  });

  it('a second no to a renewed token parks it for the person to open the app again', async () => {
    let count = 0;
    const { deliver, wire } = setUp(store, [{ kind: 'unauthorized' }, { kind: 'unauthorized' }], {
      accessForGrant: () =>
        Promise.resolve({ ehrId: 'practice', iss: 'i', accessToken: `t${(count += 1)}`, scopes: '' }),
    });
    await submit(store);
    await deliver();
    expect(wire()).toHaveLength(2);
    expect(await stateOf()).toMatchObject({ parked: { reason: 'needs-relaunch' } });
  });

  it('one entry’s fault does not leave the others of the same look behind', async () => {
    const { deliver } = setUp(store, [
      () => Promise.reject(new Error('a fault of ours')),
      () => new Promise((resolve) => setTimeout(() => resolve(created('sr-2')), 20)),
      created('t-2'),
      created('p-2'),
    ]);
    await submit(store);
    await submit(store, referral({ id: 'referral-2', patientId: 'child-2' }));
    await expect(deliver()).rejects.toThrow('a fault of ours');
    expect(await stateOf('referral-2')).toMatchObject({ status: 'done' });
  });
});
