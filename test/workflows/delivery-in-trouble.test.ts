import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/errors.ts';
import type { Store } from '../../src/store/port.ts';
import { created, setUp } from './scripted-ehr.ts';
import { openStore, submit } from './stores.ts';

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
});
