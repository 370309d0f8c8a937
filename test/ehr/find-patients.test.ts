// A person looks for a patient: by POST, so that no name or number stands in an address.
import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { accessTo, ehrAt, observation, outcome, searchset, token } from './samples.ts';

const iss = 'https://ehr.example/fhir';
const patient = (id: string) => ({ resourceType: 'Patient', id });

beforeAll(() => nock.disableNetConnect());
afterEach(() => {
  const unused = nock.pendingMocks();
  nock.cleanAll();
  expect(unused).toEqual([]);
});
afterAll(() => nock.enableNetConnect());

/** What was asked, and what the EHR answers. */
const answering = (body: unknown, status = 200) => {
  const asked: { uri: string; body: string; authorization: string; type: string }[] = [];
  nock('https://ehr.example')
    .post(/.*/)
    .reply(function (uri, sent) {
      const headers = this.req.headers as unknown as Record<string, string | string[]>;
      asked.push({
        uri,
        // nock parses a web form: written again, it is compared as one.
        body:
          typeof sent === 'string' ? sent : new URLSearchParams(sent as Record<string, string>).toString(),
        authorization: String(headers['authorization']),
        type: String(headers['content-type']),
      });
      return [status, body as nock.Body];
    });
  return asked;
};

describe('looking for a patient', () => {
  it.each([
    ['name', 'Rivera-Ejemplo', { name: 'Rivera-Ejemplo' }],
    ['name', 'Rivera, Mateo', { name: 'Rivera\\, Mateo' }],
    ['mrn', 'MRN-1|2', { identifier: 'MRN-1|2' }],
    ['mrn', 'https://ehr.example/mrn|00,1|2', { identifier: 'https://ehr.example/mrn|00\\,1\\|2' }],
    ['id', 'child-1', { _id: 'child-1' }],
    ['id', 'child-1,child-2', { _id: 'child-1\\,child-2' }],
  ] as const)('by %s %s says it in the body alone, with the token', async (by, text, params) => {
    const asked = answering(searchset([patient('child-1')]));
    const read = await ehrAt(iss).findPatients(accessTo(iss), { by, text });
    expect(read).toEqual({ resources: [patient('child-1')] });
    expect(asked).toEqual([
      {
        uri: '/fhir/Patient/_search',
        body: new URLSearchParams({ ...params, _count: '25' }).toString(),
        authorization: `Bearer ${token}`,
        type: 'application/x-www-form-urlencoded',
      },
    ]);
  });

  it('gives 25 at most and says that there are more, whether they came or a next page would bring them', async () => {
    const many = Array.from({ length: 30 }, (_, index) => patient(`p-${index}`));
    answering(searchset(many));
    const cut = await ehrAt(iss).findPatients(accessTo(iss), { by: 'name', text: 'a' });
    expect(cut.resources).toHaveLength(25);
    expect(cut.gap).toMatchObject({ reason: 'beyond-cap', partial: true });
    answering({
      ...searchset([patient('p-1')]),
      link: [{ relation: 'next', url: 'https://evil.example/fhir/Patient?page=2' }],
    });
    const paged = await ehrAt(iss).findPatients(accessTo(iss), { by: 'name', text: 'a' });
    expect(paged.resources).toHaveLength(1);
    expect(paged.gap).toMatchObject({ reason: 'beyond-cap' });
  });

  it.each([
    [403, outcome('forbidden'), 'refused'],
    [400, outcome('required'), 'failed'],
    [200, observation('o-1'), 'unreadable'],
  ] as const)('an answer %s is a gap, never “no such patient”', async (status, body, reason) => {
    answering(body, status);
    const read = await ehrAt(iss).findPatients(accessTo(iss), { by: 'name', text: 'a' });
    expect(read).toMatchObject({ resources: [], gap: { slice: 'patient', reason } });
  });

  it('asks nothing when the launch granted no search for patients', async () => {
    const access = { ...accessTo(iss), scopes: 'user/Observation.rs' };
    const read = await ehrAt(iss, { allows: (scopes, type) => scopes.includes(type) }).findPatients(access, {
      by: 'name',
      text: 'a',
    });
    expect(read).toEqual({
      resources: [],
      gap: { slice: 'patient', reason: 'not-granted', partial: false },
    });
  });
});
