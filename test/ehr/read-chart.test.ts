import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ChartReads } from '../../src/ehr/port.ts';
import { accessTo, child, ehrAt, observation, outcome, searchset, token } from './samples.ts';

const iss = 'https://ehr.example/fhir';
const gestational = /^http:\/\/loinc\.org\|76516-4,/;

/** Answers every read of a chart with nothing in it, unless told otherwise. */
const emptyChart = (except: readonly string[] = []): void => {
  const scope = nock('https://ehr.example');
  const others: Record<string, () => nock.Scope> = {
    Patient: () => scope.get('/fhir/Patient/child-1').reply(200, child),
    survey: () =>
      scope
        .get('/fhir/Observation')
        .query((query) => query['category'] === 'survey')
        .reply(200, searchset([])),
    gestationalAge: () =>
      scope
        .get('/fhir/Observation')
        .query((query) => gestational.test(String(query['code'])))
        .reply(200, searchset([])),
    ...Object.fromEntries(
      ['QuestionnaireResponse', 'RelatedPerson', 'ServiceRequest', 'Task'].map((type) => [
        type,
        () => scope.get(`/fhir/${type}`).query(true).reply(200, searchset([])),
      ]),
    ),
  };
  for (const [name, answer] of Object.entries(others)) if (!except.includes(name)) answer();
};
const survey = () =>
  nock('https://ehr.example')
    .get('/fhir/Observation')
    .query((query) => query['category'] === 'survey');

const gaps = (reads: ChartReads) => Object.values(reads).flatMap((read) => read.gap ?? []);

beforeAll(() => nock.disableNetConnect());
afterEach(() => {
  const unused = nock.pendingMocks();
  nock.abortPendingRequests();
  nock.cleanAll();
  expect(unused).toEqual([]);
});
afterAll(() => nock.enableNetConnect());

describe('reading a chart', () => {
  it('asks for every slice with the token, this patient and a large page, and gives what came', async () => {
    const asked: { path: string; authorization: string | undefined }[] = [];
    nock('https://ehr.example')
      .get(/.*/)
      .times(9)
      .reply(function (uri) {
        const headers = this.req.headers as unknown as Record<string, string | string[]>;
        asked.push({ path: uri, authorization: String(headers['authorization']) });
        if (uri === '/fhir/Patient/child-1') return [200, child];
        if (uri === '/fhir/Encounter/visit-1')
          return [
            200,
            { resourceType: 'Encounter', id: 'visit-1', subject: { reference: 'Patient/child-1' } },
          ];
        const type = /fhir\/([A-Za-z]+)/.exec(uri)?.[1] ?? '';
        const owner = { reference: 'Patient/child-1' };
        return [
          200,
          searchset([{ resourceType: type, id: `${type}-1`, subject: owner, patient: owner, for: owner }]),
        ];
      });
    const reads = await ehrAt(iss, { screeningCodes: ['https://local.example|psc-total'] }).readChart(
      accessTo(iss),
      {
        patientId: 'child-1',
        encounterId: 'visit-1',
      },
    );
    expect(gaps(reads)).toEqual([]);
    expect(Object.values(reads).map((read) => read.resources.length)).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
    expect(new Set(asked.map((one) => one.authorization))).toEqual(new Set([`Bearer ${token}`]));
    const queries = asked.map((one) => decodeURIComponent(one.path)).sort();
    expect(queries).toEqual([
      '/fhir/Encounter/visit-1',
      '/fhir/Observation?patient=child-1&category=survey&_sort=-date&_count=200',
      '/fhir/Observation?patient=child-1&code=http://loinc.org|76516-4,http://loinc.org|72147-2,http://loinc.org|57714-8,http://loinc.org|11884-4,http://loinc.org|11885-1,http://loinc.org|18185-9,http://loinc.org|49051-6,http://loinc.org|49052-4&_count=200',
      '/fhir/Observation?patient=child-1&code=https://local.example|psc-total&_sort=-date&_count=200',
      '/fhir/Patient/child-1',
      '/fhir/QuestionnaireResponse?patient=child-1&_count=200',
      '/fhir/RelatedPerson?patient=child-1&_count=200',
      '/fhir/ServiceRequest?patient=child-1&_sort=-authored&_count=200',
      '/fhir/Task?patient=child-1&_count=200',
    ]);
  });

  it('merges what is found by category and by code, each resource once, the newest version of it', async () => {
    emptyChart(['survey']);
    const version = (lastUpdated: string) => observation('o-1', 'child-1', { meta: { lastUpdated } });
    survey().reply(200, searchset([version('2026-01-01T00:00:00Z'), observation('o-2')]));
    nock('https://ehr.example')
      .get('/fhir/Observation')
      .query((query) => query['code'] === 'https://local.example|a\\,b')
      .reply(200, searchset([version('2026-02-01T00:00:00Z'), observation('o-3')]));
    const reads = await ehrAt(iss, { screeningCodes: ['https://local.example|a,b'] }).readChart(
      accessTo(iss),
      {
        patientId: 'child-1',
      },
    );
    expect(reads.observations.resources.map((one) => one.id)).toEqual(['o-1', 'o-2', 'o-3']);
    expect(reads.observations.resources[0]?.meta?.lastUpdated).toBe('2026-02-01T00:00:00Z');
    expect(reads.observations.gap).toBeUndefined();
  });

  it('keeps what the code search found when the category search is refused, and says so', async () => {
    emptyChart(['survey']);
    survey().reply(403, outcome('forbidden'));
    nock('https://ehr.example')
      .get('/fhir/Observation')
      .query((query) => query['code'] === 'x|1')
      .reply(200, searchset([observation('o-3')]));
    const reads = await ehrAt(iss, { screeningCodes: ['x|1'] }).readChart(accessTo(iss), {
      patientId: 'child-1',
    });
    expect(reads.observations.resources.map((one) => one.id)).toEqual(['o-3']);
    expect(reads.observations.gap).toEqual({
      slice: 'observations',
      reason: 'refused',
      detail: 'HTTP 403: forbidden',
      partial: true,
    });
  });

  it('splits a long list of codes into several searches of one wave', async () => {
    const screeningCodes = Array.from(
      { length: 120 },
      (_, index) => `https://local.example/codes|code-${index}`,
    );
    emptyChart();
    const asked: string[] = [];
    nock('https://ehr.example')
      .get('/fhir/Observation')
      .query((query) => {
        const fits = String(query['code']).startsWith('https://local.example/codes|');
        return fits;
      })
      .times(4)
      .reply((uri) => {
        asked.push(...(new URL(uri, iss).searchParams.get('code') ?? '').split(','));
        expect(uri.length).toBeLessThan(2_000);
        return [200, searchset([])];
      });
    await ehrAt(iss, { screeningCodes }).readChart(accessTo(iss), { patientId: 'child-1' });
    expect(asked.sort()).toEqual([...screeningCodes].sort());
  });

  it('does not ask for what the launch did not grant', async () => {
    emptyChart(['Task', 'RelatedPerson']);
    const allows = (_: string, type: string) => type !== 'Task' && type !== 'RelatedPerson';
    const reads = await ehrAt(iss, { allows }).readChart(accessTo(iss), { patientId: 'child-1' });
    expect(gaps(reads)).toEqual([
      { slice: 'relatedPersons', reason: 'not-granted', partial: false },
      { slice: 'tasks', reason: 'not-granted', partial: false },
    ]);
  });

  it.each([
    [401, outcome('login'), 'refused', 'HTTP 401: login'],
    [403, outcome('forbidden'), 'refused', 'HTTP 403: forbidden'],
    [404, outcome('not-found'), 'failed', 'HTTP 404: not-found'],
    [500, '<html>Mateo</html>', 'failed', 'HTTP 500'],
    [200, '<html>please log in, Mateo</html>', 'unreadable', 'not JSON'],
    [200, '"a string"', 'unreadable', undefined],
    [200, 'null', 'unreadable', undefined],
    [200, '[]', 'unreadable', 'not JSON'],
    [200, '{"resourceType":"Bund', 'unreadable', 'not JSON'],
    [200, { resourceType: 'Observation' }, 'unreadable', 'not a Bundle'],
  ] as const)(
    'says a gap for a slice answered %i %j, and keeps the rest',
    async (status, body, reason, detail) => {
      emptyChart(['survey']);
      survey().reply(status, body, { 'content-type': 'application/fhir+json' });
      const reads = await ehrAt(iss).readChart(accessTo(iss), { patientId: 'child-1' });
      expect(reads.patient.resources).toHaveLength(1);
      expect(gaps(reads)).toHaveLength(1);
      expect(reads.observations.gap).toMatchObject({ slice: 'observations', reason, partial: false });
      if (detail !== undefined) expect(reads.observations.gap?.detail).toBe(detail);
      expect(JSON.stringify(gaps(reads))).not.toMatch(/Mateo|2022|0012345678|child-1/);
    },
  );

  it('takes no page of HTML for JSON even when it would parse', async () => {
    emptyChart(['survey']);
    survey().reply(200, JSON.stringify(searchset([observation('o-1')])), { 'content-type': 'text/html' });
    const reads = await ehrAt(iss).readChart(accessTo(iss), { patientId: 'child-1' });
    expect(reads.observations).toMatchObject({ resources: [], gap: { reason: 'unreadable' } });
  });

  it('survives hostile JSON: prototypes, duplicate keys, great depth', async () => {
    emptyChart(['survey', 'Task']);
    const deep = `{"resourceType":"Bundle","entry":[{"resource":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}]}`;
    survey().reply(200, deep, { 'content-type': 'application/json' });
    nock('https://ehr.example')
      .get('/fhir/Task')
      .query(true)
      .reply(200, '{"__proto__":{"polluted":true},"resourceType":"X","resourceType":"Bundle","entry":[]}', {
        'content-type': 'application/json',
      });
    const reads = await ehrAt(iss).readChart(accessTo(iss), { patientId: 'child-1' });
    expect(reads.tasks).toEqual({ resources: [] });
    expect(reads.observations.gap?.reason).toBe('unreadable');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it("drops another patient's resource and says so", async () => {
    emptyChart(['survey', 'RelatedPerson']);
    survey().reply(
      200,
      searchset([
        observation('mine'),
        observation('mine-absolute', 'child-1', { subject: { reference: `${iss}/Patient/child-1` } }),
        observation('sibling', 'child-2'),
        observation('nobody', 'child-1', { subject: undefined }),
        observation('elsewhere', 'x', {
          subject: { reference: 'https://other.example/fhir/Patient/child-1' },
        }),
      ]),
    );
    nock('https://ehr.example')
      .get('/fhir/RelatedPerson')
      .query(true)
      .reply(
        200,
        searchset([{ resourceType: 'RelatedPerson', id: 'r', patient: { reference: 'Patient/child-2' } }]),
      );
    const reads = await ehrAt(iss).readChart(accessTo(iss), { patientId: 'child-1' });
    expect(reads.observations.resources.map((one) => one.id)).toEqual(['mine', 'mine-absolute']);
    for (const slice of ['observations', 'relatedPersons'] as const)
      expect(reads[slice].gap).toEqual({
        slice,
        reason: 'unreadable',
        detail: "another patient's resource was dropped",
        partial: true,
      });
  });

  it('does not show a Patient of another id than the launch named', async () => {
    emptyChart(['Patient']);
    nock('https://ehr.example')
      .get('/fhir/Patient/child-1')
      .reply(200, { resourceType: 'Patient', id: 'child-2' });
    const reads = await ehrAt(iss).readChart(accessTo(iss), { patientId: 'child-1' });
    expect(reads.patient).toMatchObject({ resources: [], gap: { reason: 'unreadable' } });
  });

  it.each(['../../admin?x=1', '', '..', 'a/b'])(
    'sends nothing for a patient id like %j',
    async (patientId) => {
      const reads = await ehrAt(iss).readChart(accessTo(iss), { patientId });
      expect(gaps(reads)).toHaveLength(7);
      expect(reads.patient.gap).toEqual({
        slice: 'patient',
        reason: 'failed',
        detail: 'not a FHIR id',
        partial: false,
      });
    },
  );

  it('follows next links under the base, up to the page cap, and says what lies beyond', async () => {
    emptyChart(['survey']);
    survey().reply(200, searchset([observation('o-0')], `${iss}?page=1`));
    for (const page of [1, 2])
      nock('https://ehr.example')
        .get('/fhir')
        .query({ page: String(page) })
        .reply(200, searchset([observation(`o-${page}`)], `?page=${page + 1}`));
    const reads = await ehrAt(iss, { pageCap: 2 }).readChart(accessTo(iss), { patientId: 'child-1' });
    expect(reads.observations.resources.map((one) => one.id)).toEqual(['o-0', 'o-1', 'o-2']);
    expect(reads.observations.gap).toEqual({ slice: 'observations', reason: 'beyond-cap', partial: true });
  });

  it('stops at the resource cap and says so, also on a single page', async () => {
    emptyChart(['survey']);
    survey().reply(200, searchset([1, 2, 3, 4].map((one) => observation(`o-${one}`))));
    const reads = await ehrAt(iss, { resourceCap: 3 }).readChart(accessTo(iss), { patientId: 'child-1' });
    expect(reads.observations.resources).toHaveLength(3);
    expect(reads.observations.gap?.reason).toBe('beyond-cap');
  });

  it('keeps the first page when the second fails', async () => {
    emptyChart(['survey']);
    survey().reply(200, searchset([observation('o-0')], `${iss}?page=1`));
    nock('https://ehr.example').get('/fhir').query({ page: '1' }).reply(500, outcome('exception'));
    const reads = await ehrAt(iss).readChart(accessTo(iss), { patientId: 'child-1' });
    expect(reads.observations.resources).toHaveLength(1);
    expect(reads.observations.gap).toEqual({
      slice: 'observations',
      reason: 'failed',
      detail: 'HTTP 500: exception',
      partial: true,
    });
  });

  it.each([
    ['warning', 'incomplete', true],
    ['error', 'suppressed', true],
    ['warning', 'processing', true],
    ['information', 'informational', false],
  ])('hears an OperationOutcome in a searchset: %s %s', async (severity, code, isGap) => {
    emptyChart(['survey']);
    const entry = { resource: outcome(code, severity), search: { mode: 'outcome' } };
    survey().reply(200, searchset([observation('o-1')], undefined, [entry]));
    const reads = await ehrAt(iss).readChart(accessTo(iss), { patientId: 'child-1' });
    expect(reads.observations.resources).toHaveLength(1);
    expect(reads.observations.gap !== undefined).toBe(isGap);
    if (isGap) expect(reads.observations.gap?.partial).toBe(true);
  });

  it('throws EHR_UNKNOWN, and sends nothing, for an EHR or base that is not registered', async () => {
    const ehr = ehrAt(iss);
    for (const wrong of ['https://ehr.example/fhir/', 'https://ehr.example.evil.test/fhir'])
      await expect(ehr.readChart(accessTo(wrong), { patientId: 'child-1' })).rejects.toMatchObject({
        code: 'EHR_UNKNOWN',
      });
  });
});

describe('reading patients', () => {
  const asked = (ids: string) =>
    nock('https://ehr.example')
      .get('/fhir/Patient')
      .query((query) => query['_id'] === ids);
  const patient = (id: string) => ({ resourceType: 'Patient', id });

  it('asks for up to fifty at once and gives only the ones asked for', async () => {
    const ids = Array.from({ length: 60 }, (_, index) => `p-${index}`);
    asked(ids.slice(0, 50).join(',')).reply(200, searchset([patient('p-1'), patient('stranger')]));
    asked(ids.slice(50).join(',')).reply(200, searchset([patient('p-55')]));
    const read = await ehrAt(iss).readPatients(accessTo(iss), ids);
    expect(read.resources.map((one) => one.id)).toEqual(['p-1', 'p-55']);
    expect(read.gap).toBeUndefined();
  });

  it('keeps one wave’s answer when the other fails', async () => {
    const ids = Array.from({ length: 51 }, (_, index) => `p-${index}`);
    asked(ids.slice(0, 50).join(',')).reply(503, outcome('throttled'));
    asked('p-50').reply(200, searchset([patient('p-50')]));
    const read = await ehrAt(iss).readPatients(accessTo(iss), ids);
    expect(read.resources.map((one) => one.id)).toEqual(['p-50']);
    expect(read.gap).toMatchObject({ reason: 'failed', partial: true });
  });
});
