import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ehrAt } from './samples.ts';

const iss = 'https://ehr.example/fhir';
const statement = (name: string) => ({
  resourceType: 'CapabilityStatement',
  software: { name },
  rest: [
    { mode: 'client', resource: [{ type: 'Group', interaction: [{ code: 'create' }] }] },
    {
      mode: 'server',
      resource: [
        { type: 'ServiceRequest', interaction: [{ code: 'read' }, { code: 'create' }] },
        { type: 'Patient' },
        { type: '__proto__', interaction: [{ code: 'create' }] },
      ],
    },
  ],
});
const metadata = () => nock('https://ehr.example', { badheaders: ['authorization'] }).get('/fhir/metadata');
const settle = () => new Promise((resolve) => setTimeout(resolve, 50));

beforeAll(() => nock.disableNetConnect());
afterEach(() => {
  const unused = nock.pendingMocks();
  nock.cleanAll();
  expect(unused).toEqual([]);
});
afterAll(() => nock.enableNetConnect());

describe('capabilities', () => {
  it('lists interactions of the server side by type, asked without a token', async () => {
    metadata().reply(200, statement('Practice'));
    expect(await ehrAt(iss).capabilities('practice', iss)).toEqual({
      interactions: { ServiceRequest: ['read', 'create'], Patient: [] },
      software: 'Practice',
    });
  });

  it('are asked once for many questions at once, and remembered for ten minutes', async () => {
    let now = 0;
    const ehr = ehrAt(iss, { now: () => now });
    metadata().reply(200, statement('one'));
    await Promise.all([ehr.warm(), ehr.capabilities('practice', iss), ehr.capabilities('practice', iss)]);
    now = 10 * 60_000 - 1;
    expect((await ehr.capabilities('practice', iss)).software).toBe('one');
  });

  it('are answered from memory when old, and refreshed behind the answer', async () => {
    let now = 0;
    const ehr = ehrAt(iss, { now: () => now });
    metadata().reply(200, statement('one'));
    await ehr.warm();
    now = 10 * 60_000;
    metadata().delay(20).reply(200, statement('two'));
    expect((await ehr.capabilities('practice', iss)).software).toBe('one');
    await settle();
    expect((await ehr.capabilities('practice', iss)).software).toBe('two');
  });

  it('stay known while the EHR cannot be asked', async () => {
    let now = 0;
    const ehr = ehrAt(iss, { now: () => now });
    metadata().reply(200, statement('one'));
    await ehr.warm();
    now = 10 * 60_000;
    metadata().reply(503, '');
    await ehr.capabilities('practice', iss);
    await settle();
    expect((await ehr.capabilities('practice', iss)).software).toBe('one');
  });

  it.each([
    [404, ''],
    [200, '<html>'],
    [200, '{"resourceType":"OperationOutcome"}'],
  ])(
    'are unknown, not none, when answered %i %s; and asked again after half a minute',
    async (status, body) => {
      let now = 0;
      const ehr = ehrAt(iss, { now: () => now });
      metadata().reply(status, body, { 'content-type': 'application/json' });
      expect(await ehr.capabilities('practice', iss)).toEqual({ interactions: undefined });
      expect(await ehr.capabilities('practice', iss)).toEqual({ interactions: undefined });
      now = 30_000;
      metadata().reply(200, statement('later'));
      await ehr.capabilities('practice', iss);
      await settle();
      expect((await ehr.capabilities('practice', iss)).software).toBe('later');
    },
  );
});
