// A chart may close while a form stands open or an order waits.
import type { Patient } from 'fhir/r4.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SliceRead } from '../../src/ehr/port.ts';
import type { Store } from '../../src/store/port.ts';
import { created, setUp } from './scripted-ehr.ts';
import { openStore, submit } from './stores.ts';

let store: Store;
beforeEach(async () => {
  store = await openStore();
});
afterEach(() => store.close());

const stateOf = async () => (await store.outboxEntryOf('referral-1'))?.state;
const patient = (change: Partial<Patient>): SliceRead => ({
  resources: [{ resourceType: 'Patient', id: 'child-1', birthDate: '2024-05-01', ...change }],
});
const gap = (reason: 'too-slow' | 'failed' | 'refused', detail?: string): SliceRead => ({
  resources: [],
  gap: { slice: 'patient', reason, partial: false, ...(detail ? { detail } : {}) },
});
const all = [created('sr-1'), created('t-1'), created('p-1')];
const anyEhr = { interactions: undefined };

describe('an order that waits for a chart', () => {
  it.each<[string, Partial<Patient>]>([
    ['is not active any more', { active: false }],
    ['says the child has died', { deceasedBoolean: true }],
    ['was merged into another', { link: [{ type: 'replaced-by', other: { reference: 'Patient/child-9' } }] }],
  ])('is not written where the chart %s, and says so without saying what', async (_words, change) => {
    const { deliver, wire } = setUp(store, [], {}, anyEhr, () => patient(change));
    await submit(store);
    await deliver();
    expect(wire()).toEqual([]);
    expect(await stateOf()).toMatchObject({ status: 'parked', parked: { reason: 'chart-stopped' } });
    expect(JSON.stringify(await stateOf())).not.toMatch(/child-9|died|deceased/);
  });

  it.each([gap('too-slow'), gap('failed', 'HTTP 503')])(
    'waits while the chart cannot be read',
    async (down) => {
      let read = down;
      const { deliver, wire, time } = setUp(store, all, {}, anyEhr, () => read);
      await submit(store);
      await deliver();
      expect(wire()).toEqual([]);
      expect(await stateOf()).toMatchObject({ status: 'waiting', tries: 1 });
      read = patient({});
      time.pass(3_000);
      await deliver();
      expect(await stateOf()).toMatchObject({ status: 'done' });
    },
  );

  it.each([gap('refused', 'HTTP 403'), gap('failed', 'HTTP 400'), patient({ birthDate: '' }), patient({})])(
    'is written where nothing speaks against it, or the EHR may refuse it itself',
    async (read) => {
      const { deliver } = setUp(store, all, {}, anyEhr, () => read);
      await submit(store);
      await deliver();
      expect(await stateOf()).toMatchObject({ status: 'done' });
    },
  );
});
