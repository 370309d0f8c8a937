import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { processDiscoveryResponse } from '../../smart-launch/index.ts';
import type { LocalEhr } from './local-ehr.ts';
import { clientAt, sendJson, startEhr } from './local-ehr.ts';

const policy = { iss: 'https://ehr.example/r4/tenant', allowedOrigins: [], allowInsecureHttp: false };
const document = { authorization_endpoint: 'https://ehr.example/a', token_endpoint: 'https://ehr.example/t' };

describe('judging a smart-configuration', () => {
  it('resolves relative endpoints against the FHIR base', async () => {
    const relative = { authorization_endpoint: 'auth', token_endpoint: '/token', jwks_uri: '../keys' };
    expect(await processDiscoveryResponse(policy, Response.json(relative))).toMatchObject({
      authorization_endpoint: 'https://ehr.example/r4/tenant/auth',
      token_endpoint: 'https://ehr.example/token',
      jwks_uri: 'https://ehr.example/r4/keys',
    });
  });

  it('fills in only what is safe to: the FHIR base as issuer, no PKCE, no iss parameter', async () => {
    const configuration = await processDiscoveryResponse(policy, Response.json({ ...document, odd: 1 }));
    expect(configuration).toEqual({
      issuer: policy.iss,
      ...document,
      capabilities: [],
      code_challenge_methods_supported: [],
      authorization_response_iss_parameter_supported: false,
    });
  });

  it.each<[string, Response]>([
    ['a missing document', Response.json({}, { status: 404 })],
    ['an HTML page', new Response('<html>')],
    ['null', Response.json(null)],
    ['a list', Response.json([])],
    ['no token endpoint', Response.json({ ...document, token_endpoint: undefined })],
    ['a numeric endpoint', Response.json({ ...document, token_endpoint: 7 })],
    [
      'PKCE methods that are no list',
      Response.json({ ...document, code_challenge_methods_supported: 'S256' }),
    ],
  ])('refuses %s', async (_name, response) => {
    await expect(processDiscoveryResponse(policy, response)).rejects.toMatchObject({
      code: 'SMART_DISCOVERY_INVALID',
    });
  });

  it('refuses a script as an endpoint', async () => {
    const script = Response.json({ ...document, authorization_endpoint: 'javascript:alert(1)' });
    await expect(processDiscoveryResponse(policy, script)).rejects.toMatchObject({
      code: 'SMART_ENDPOINT_REFUSED',
    });
  });
});

describe('remembering a smart-configuration', () => {
  let ehr: LocalEhr;
  const path = '/fhir/.well-known/smart-configuration';
  beforeEach(async () => {
    ehr = await startEhr();
  });
  afterEach(() => ehr.close());

  it('asks once for many at the same moment', async () => {
    const { client, registration } = clientAt(ehr);
    await Promise.all(Array.from({ length: 10 }, () => client.discover(registration)));
    expect(ehr.count(path)).toBe(1);
  });

  it('uses an old one at once while a new one is fetched beside it, and waits after a day', async () => {
    const { client, registration, clock } = clientAt(ehr);
    await client.discover(registration);
    clock.aheadMs = 9 * 60_000;
    await client.discover(registration);
    expect(ehr.count(path)).toBe(1);

    ehr.discovery['issuer'] = 'https://new.example';
    clock.aheadMs = 11 * 60_000;
    expect((await client.discover(registration)).issuer).toBe(ehr.issuer);
    await expect.poll(async () => (await client.discover(registration)).issuer).toBe('https://new.example');
    expect(ehr.count(path)).toBe(2);

    ehr.discovery['issuer'] = 'https://newest.example';
    clock.aheadMs += 25 * 3_600_000;
    expect((await client.discover(registration)).issuer).toBe('https://newest.example');
  });

  it('lives on the old one while the EHR is down', async () => {
    const { client, registration, clock } = clientAt(ehr);
    await client.discover(registration);
    ehr.discoveryHandler = (_request, response) => sendJson(response, {}, 503);
    clock.aheadMs = 3_600_000;
    await client.discover(registration);
    await expect.poll(() => ehr.count(path)).toBe(2);
    expect((await client.discover(registration)).issuer).toBe(ehr.issuer);
  });

  it('remembers a failure for seconds only', async () => {
    const { client, registration, clock } = clientAt(ehr);
    ehr.discoveryHandler = (_request, response) => sendJson(response, {}, 503);
    await expect(client.discover(registration)).rejects.toMatchObject({ reason: 'HTTP 503' });
    await expect(client.discover(registration)).rejects.toMatchObject({ reason: 'HTTP 503' });
    expect(ehr.count(path)).toBe(1);
    ehr.discoveryHandler = undefined;
    clock.aheadMs = 6_000;
    await expect(client.discover(registration)).resolves.toBeDefined();
  });

  it('refuses a redirected document', async () => {
    const { client, registration } = clientAt(ehr);
    ehr.discoveryHandler = (_request, response) => {
      response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    };
    await expect(client.discover(registration)).rejects.toMatchObject({ code: 'SMART_REDIRECT_REFUSED' });
  });
});
