import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DeliveryAnswer } from '../../src/domain/referral/delivery.ts';
import type { DeliveryCommand } from '../../src/ehr/port.ts';
import { accessTo, ehrAt, outcome, searchset, token } from './samples.ts';

const iss = 'https://ehr.example/fhir';
const now = Date.parse('2026-11-22T15:00:00Z');
const identifier = {
  system: 'https://hearth.example.org/referral-id',
  value: '8b7f6c1a-2f54-4d0e-a1c3-9d5b7e204f11',
};
const order = {
  resourceType: 'ServiceRequest',
  identifier: [identifier],
  status: 'active',
  intent: 'order',
  subject: { reference: 'Patient/child-1' },
} as const;
const postOrder = {
  do: 'post',
  resource: { ...order, identifier: [identifier] },
  ifNoneExist: identifier,
} satisfies DeliveryCommand;
const findOrder = {
  do: 'search',
  resourceType: 'ServiceRequest',
  patientId: 'child-1',
  identifier,
} satisfies DeliveryCommand;
const findProvenance = {
  do: 'search',
  resourceType: 'Provenance',
  patientId: 'child-1',
  target: 'ServiceRequest/sr-1',
} satisfies DeliveryCommand;

const deliver = (command: DeliveryCommand, allows = () => true): Promise<DeliveryAnswer> =>
  ehrAt(iss, { now: () => now, allows }).deliver(accessTo(iss), command);
const posting = () => nock('https://ehr.example').post('/fhir/ServiceRequest');
const searching = (type = 'ServiceRequest') => nock('https://ehr.example').get(`/fhir/${type}`).query(true);

beforeAll(() => nock.disableNetConnect());
afterEach(() => {
  const unused = nock.pendingMocks();
  nock.cleanAll();
  expect(unused).toEqual([]);
});
afterAll(() => nock.enableNetConnect());

describe('posting', () => {
  it('sends the resource once, conditionally, as FHIR JSON, and asks for it back', async () => {
    nock('https://ehr.example', {
      reqheaders: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/fhir+json',
        'if-none-exist': `identifier=${identifier.system}|${identifier.value}`,
        prefer: 'return=representation',
      },
    })
      .post('/fhir/ServiceRequest', { ...order, identifier: [identifier] })
      .reply(201, { ...order, id: 'sr-1', meta: { versionId: '3' } });
    expect(await deliver(postOrder)).toEqual({ kind: 'created', id: 'sr-1', versionId: '3' });
  });

  it('sends no condition for a resource without an identifier', async () => {
    nock('https://ehr.example', { badheaders: ['if-none-exist'] })
      .post('/fhir/Provenance')
      .reply(201, { resourceType: 'Provenance', id: 'p-1' });
    const resource = { resourceType: 'Provenance', target: [], recorded: '', agent: [] } as const;
    expect(await deliver({ do: 'post', resource: { ...resource, target: [], agent: [] } })).toEqual({
      kind: 'created',
      id: 'p-1',
    });
  });

  it.each([
    [201, { ...order, id: 'sr-1' }, { etag: 'W/"7"' }, { kind: 'created', id: 'sr-1', versionId: '7' }],
    [
      201,
      '',
      { location: `${iss}/ServiceRequest/sr-1/_history/2` },
      { kind: 'created', id: 'sr-1', versionId: '2' },
    ],
    [201, '', { location: 'ServiceRequest/sr-1' }, { kind: 'created', id: 'sr-1' }],
    [201, '', { 'content-location': '/fhir/ServiceRequest/sr-1' }, { kind: 'created', id: 'sr-1' }],
    [
      201,
      outcome('informational', 'information'),
      { location: `${iss}/ServiceRequest/sr-1` },
      { kind: 'created', id: 'sr-1' },
    ],
    [201, '<html>', { location: `${iss}/ServiceRequest/sr-1` }, { kind: 'created', id: 'sr-1' }],
    [200, { ...order, id: 'sr-1' }, {}, { kind: 'existing', id: 'sr-1' }],
    // No word on what was stored: it has to be looked for.
    [201, '', {}, { kind: 'unknown-fate' }],
    [201, '', { location: 'https://elsewhere.example/fhir/ServiceRequest/sr-1' }, { kind: 'unknown-fate' }],
    [201, '', { location: `${iss}/Patient/sr-1` }, { kind: 'unknown-fate' }],
    [201, { ...order, id: '../../x' }, {}, { kind: 'unknown-fate' }],
    [200, '<html>please log in</html>', {}, { kind: 'unknown-fate' }],
    [200, outcome('informational', 'information'), {}, { kind: 'unknown-fate' }],
    [202, '', {}, { kind: 'unknown-fate' }],
    [412, outcome('multiple-matches'), {}, { kind: 'several' }],
    [401, outcome('login'), {}, { kind: 'unauthorized' }],
    [403, outcome('forbidden'), {}, { kind: 'refused', status: 403, detail: 'HTTP 403: forbidden' }],
    [405, '', {}, { kind: 'refused', status: 405, detail: 'HTTP 405' }],
    [422, outcome('business-rule'), {}, { kind: 'refused', status: 422, detail: 'HTTP 422: business-rule' }],
    [422, outcome('Mateo Rivera'), {}, { kind: 'refused', status: 422, detail: 'HTTP 422: unknown' }],
    [400, '<html>Mateo</html>', {}, { kind: 'refused', status: 400, detail: 'HTTP 400' }],
    [501, '', {}, { kind: 'refused', status: 501, detail: 'HTTP 501' }],
    [408, '', {}, { kind: 'unknown-fate' }],
    [500, outcome('exception'), {}, { kind: 'unknown-fate' }],
    [502, '', {}, { kind: 'unknown-fate' }],
    [504, '', {}, { kind: 'unknown-fate' }],
    [503, '', {}, { kind: 'busy' }],
    [429, '', { 'retry-after': '17' }, { kind: 'busy', retryAfterSeconds: 17 }],
    [429, '', { 'retry-after': '-1' }, { kind: 'busy', retryAfterSeconds: 0 }],
    [503, '', { 'retry-after': '31536000' }, { kind: 'busy', retryAfterSeconds: 3_600 }],
    [503, '', { 'retry-after': 'Sun, 22 Nov 2026 15:02:00 GMT' }, { kind: 'busy', retryAfterSeconds: 120 }],
    [503, '', { 'retry-after': 'Sun, 22 Nov 2020 15:02:00 GMT' }, { kind: 'busy', retryAfterSeconds: 0 }],
    [503, '', { 'retry-after': 'soon' }, { kind: 'busy' }],
  ] as const)('answered %i %j %j is %j', async (status, body, headers, expected) => {
    posting().reply(status, body as nock.Body, headers);
    expect(await deliver(postOrder)).toEqual(expected);
  });

  it('repeats only codes of a refusal, and at most 200 characters', async () => {
    const issue = Array.from({ length: 40 }, () => ({
      severity: 'error',
      code: 'business-rule',
      diagnostics: 'Mateo',
      details: {
        text: 'Mateo',
        coding: [{ code: 'MSG_PARAM_UNKNOWN' }, { code: '0012345678' }, { code: 'Mateo' }],
      },
    }));
    posting().reply(422, { resourceType: 'OperationOutcome', issue });
    const answer = await deliver(postOrder);
    expect(answer).toEqual({
      kind: 'refused',
      status: 422,
      detail: 'HTTP 422: business-rule, MSG_PARAM_UNKNOWN',
    });
  });

  it.each([
    ['ECONNREFUSED', 'unreachable'],
    ['ENOTFOUND', 'unreachable'],
    ['CERT_HAS_EXPIRED', 'unreachable'],
    ['ECONNRESET', 'unknown-fate'],
    ['EPIPE', 'unknown-fate'],
    ['UND_ERR_SOCKET', 'unknown-fate'],
  ])('broken by %s is %s', async (code, kind) => {
    posting().replyWithError(Object.assign(new Error('POST https://ehr.example Mateo'), { code }));
    expect(await deliver(postOrder)).toEqual({ kind });
  });

  it('is not even tried without the granted scope', async () => {
    expect(await deliver(postOrder, () => false)).toMatchObject({ kind: 'refused', status: 403 });
  });

  it.each(['a\r\nx-evil: 1', 'a,b', 'a&patient=other', 'a|b', 'Zoë', ''])(
    'throws before sending when an identifier is %j',
    async (value) => {
      const command = { ...postOrder, ifNoneExist: { ...identifier, value } };
      await expect(deliver(command)).rejects.toMatchObject({ code: 'EHR_BAD_REQUEST' });
    },
  );
});

describe('searching for what was sent', () => {
  const ours = (id: string, change: object = {}) => ({ ...order, id, ...change });

  it('asks by patient and identifier and gives the id', async () => {
    nock('https://ehr.example')
      .get('/fhir/ServiceRequest')
      .query({ patient: 'child-1', identifier: `${identifier.system}|${identifier.value}`, _count: '200' })
      .reply(200, searchset([ours('sr-1')]));
    expect(await deliver(findOrder)).toEqual({ kind: 'found', ids: ['sr-1'] });
  });

  it('gives several ids when the chart holds several, one that came twice once', async () => {
    searching().reply(200, searchset([ours('sr-1'), ours('sr-1'), ours('sr-2')]));
    expect(await deliver(findOrder)).toEqual({ kind: 'found', ids: ['sr-1', 'sr-2'] });
  });

  it('takes nothing for ours that does not carry the identifier and name the child', async () => {
    searching().reply(
      200,
      searchset([
        ours('other-value', { identifier: [{ ...identifier, value: 'x' }] }),
        ours('other-system', { identifier: [{ ...identifier, system: 'https://elsewhere.example' }] }),
        ours('no-identifier', { identifier: undefined }),
        ours('sibling', { subject: { reference: 'Patient/child-2' } }),
      ]),
    );
    expect(await deliver(findOrder)).toEqual({ kind: 'found', ids: [] });
  });

  it('does not say "not there" when there is more than it could read', async () => {
    searching().reply(
      200,
      searchset([ours('x', { identifier: [] })], 'https://elsewhere.example/fhir?page=2'),
    );
    expect(await deliver(findOrder)).toMatchObject({ kind: 'search-unavailable' });
  });

  it('does not say "not there" when the EHR warns that it ignored something', async () => {
    const entry = { resource: outcome('not-supported', 'warning'), search: { mode: 'outcome' } };
    searching().reply(200, searchset([], undefined, [entry]));
    expect(await deliver(findOrder)).toMatchObject({ kind: 'search-unavailable' });
  });

  it('finds ours on a later page of an EHR that ignores the identifier', async () => {
    searching().reply(200, searchset([ours('x', { identifier: [] })], `${iss}?page=2`));
    nock('https://ehr.example')
      .get('/fhir')
      .query({ page: '2' })
      .reply(200, searchset([ours('sr-9')]));
    expect(await deliver(findOrder)).toEqual({ kind: 'found', ids: ['sr-9'] });
  });

  it('finds a Provenance by its target, also in a version of it', async () => {
    const pointing = (id: string, reference: string) => ({
      resourceType: 'Provenance',
      id,
      target: [{ reference }],
    });
    nock('https://ehr.example')
      .get('/fhir/Provenance')
      .query({ target: 'ServiceRequest/sr-1', _count: '200' })
      .reply(
        200,
        searchset([
          pointing('p-1', `${iss}/ServiceRequest/sr-1/_history/1`),
          pointing('p-2', 'ServiceRequest/sr-2'),
          pointing('p-3', 'https://elsewhere.example/fhir/ServiceRequest/sr-1'),
        ]),
      );
    expect(await deliver(findProvenance)).toEqual({ kind: 'found', ids: ['p-1'] });
  });

  it.each([
    [400, { kind: 'search-unavailable', detail: 'HTTP 400: not-supported' }],
    [403, { kind: 'search-unavailable', detail: 'HTTP 403: not-supported' }],
    [405, { kind: 'search-unavailable', detail: 'HTTP 405: not-supported' }],
    [501, { kind: 'search-unavailable', detail: 'HTTP 501: not-supported' }],
    [401, { kind: 'unauthorized' }],
    [503, { kind: 'busy', retryAfterSeconds: 9 }],
    [500, { kind: 'unknown-fate' }],
  ])('answered %i is %j', async (status, expected) => {
    searching().reply(status, outcome('not-supported'), { 'retry-after': '9' });
    expect(await deliver(findOrder)).toEqual(expected);
  });

  it('is not asked without the granted scope', async () => {
    expect(await deliver(findOrder, () => false)).toMatchObject({ kind: 'search-unavailable' });
  });
});
