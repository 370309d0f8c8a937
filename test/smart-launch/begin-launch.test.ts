import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalEhr } from './local-ehr.ts';
import { browser, clientAt, launchQuery, redirectUri, sendJson, startEhr } from './local-ehr.ts';

let ehr: LocalEhr;
beforeEach(async () => {
  ehr = await startEhr();
});
afterEach(() => ehr.close());

const begin = (at: ReturnType<typeof clientAt>, query: string, more: Record<string, unknown> = {}) =>
  at.client.beginLaunch({ query, app: 'clinician', browserBinding: browser, ...more });

describe('a launch that must not begin', () => {
  const rejected: [string, (iss: string) => string, string][] = [
    ['has no iss (L1)', () => 'launch=x', 'SMART_LAUNCH_INVALID'],
    ['has an empty iss (L1)', () => 'iss=&launch=x', 'SMART_LAUNCH_INVALID'],
    ['names an unlisted iss (L2)', () => launchQuery('https://other.example/fhir'), 'SMART_ISSUER_UNKNOWN'],
    [
      'names a host that begins like ours (L3)',
      (iss) => launchQuery(iss.replace('127.0.0.1', '127.0.0.1.evil.test')),
      'SMART_ISSUER_UNKNOWN',
    ],
    [
      'hides another host behind an @ (L3)',
      (iss) => launchQuery(iss.replace('http://', 'http://127.0.0.1@evil.test:')),
      'SMART_ISSUER_UNKNOWN',
    ],
    ['names another port (L3)', (iss) => launchQuery(iss.replace(/:\d+/, ':1')), 'SMART_ISSUER_UNKNOWN'],
    ['climbs out of the path (L3)', (iss) => launchQuery(`${iss}/../fhir`), 'SMART_ISSUER_UNKNOWN'],
    ['adds a trailing slash (string-exact)', (iss) => launchQuery(`${iss}/`), 'SMART_ISSUER_UNKNOWN'],
    [
      'writes the host with a look-alike letter (L3)',
      (iss) => launchQuery(iss.replace('fhir', 'fhіr')),
      'SMART_ISSUER_UNKNOWN',
    ],
    [
      'repeats iss (L4)',
      (iss) => `${launchQuery(iss)}&iss=${encodeURIComponent(iss)}`,
      'SMART_LAUNCH_INVALID',
    ],
    ['has iss[] (L4)', (iss) => `${launchQuery(iss)}&iss[]=x`, 'SMART_LAUNCH_INVALID'],
    ['has an encoded iss[] (L4)', (iss) => `${launchQuery(iss)}&iss%5B%5D=x`, 'SMART_LAUNCH_INVALID'],
    [
      'has 100 kB of iss (L4)',
      () => launchQuery(`https://${'a'.repeat(100_000)}.test`),
      'SMART_LAUNCH_INVALID',
    ],
    ['has no launch (L5)', (iss) => `iss=${encodeURIComponent(iss)}`, 'SMART_LAUNCH_INVALID'],
    ['has 10 kB of launch (L5)', (iss) => launchQuery(iss, 'x'.repeat(10_000)), 'SMART_LAUNCH_INVALID'],
    ['has a 5 kB launch (L5)', (iss) => launchQuery(iss, 'x'.repeat(5_000)), 'SMART_LAUNCH_INVALID'],
    ['repeats launch (L4)', (iss) => `${launchQuery(iss)}&launch=y`, 'SMART_LAUNCH_INVALID'],
    ['has a line break in launch', (iss) => launchQuery(iss, 'x\r\ny'), 'SMART_LAUNCH_INVALID'],
  ];
  it.each(rejected)('%s', async (_name, query, code) => {
    const at = clientAt(ehr);
    await expect(begin(at, query(ehr.iss))).rejects.toMatchObject({ code });
    expect(ehr.received).toHaveLength(0);
    expect(at.attempts.saved.size).toBe(0);
  });

  it('comes without a browser binding', async () => {
    const at = clientAt(ehr);
    for (const browserBinding of [undefined, '', 'short']) {
      await expect(begin(at, launchQuery(ehr.iss), { browserBinding })).rejects.toMatchObject({
        code: 'SMART_BROWSER_UNKNOWN',
      });
    }
    expect(ehr.received).toHaveLength(0);
  });

  it('names an app this EHR has not registered', async () => {
    const at = clientAt(ehr);
    await expect(begin(at, launchQuery(ehr.iss), { app: 'other' })).rejects.toMatchObject({
      code: 'SMART_APP_UNKNOWN',
    });
  });

  it('meets an EHR without S256, as a public client (L8)', async () => {
    ehr.discovery['code_challenge_methods_supported'] = ['plain'];
    await expect(begin(clientAt(ehr), launchQuery(ehr.iss))).rejects.toMatchObject({
      code: 'SMART_PKCE_UNSUPPORTED',
    });
  });

  it.each(['authorization_endpoint', 'token_endpoint', 'jwks_uri'])(
    'is told of a %s on an origin nobody configured (L7)',
    async (endpoint) => {
      ehr.discovery[endpoint] = 'https://evil.test/x';
      await expect(begin(clientAt(ehr), launchQuery(ehr.iss))).rejects.toMatchObject({
        code: 'SMART_ENDPOINT_REFUSED',
        reason: 'origin not configured',
      });
    },
  );

  it('is told of a plain http endpoint off the loopback, even on a configured origin (L7)', async () => {
    ehr.discovery['token_endpoint'] = 'http://ehr.example/token';
    const at = clientAt(ehr, { allowedOrigins: ['https://ehr.example'] });
    await expect(begin(at, launchQuery(ehr.iss))).rejects.toMatchObject({
      code: 'SMART_ENDPOINT_REFUSED',
      reason: 'not https',
    });
  });
});

describe('the authorization request', () => {
  it('says what SMART 2.2 asks: code, exact redirect and aud, launch unchanged, S256, long state, nonce (L9)', async () => {
    const launch = 'a b+c/="ü';
    const { authorizationUrl, state } = await begin(clientAt(ehr), launchQuery(ehr.iss, launch));
    const { origin, pathname, searchParams } = new URL(authorizationUrl);
    expect(origin + pathname).toBe(`${ehr.origin}/authorize`);
    const sent = Object.fromEntries(searchParams);
    expect(sent).toMatchObject({
      response_type: 'code',
      client_id: 'hearth-app',
      redirect_uri: redirectUri,
      scope: 'launch openid fhirUser patient/Patient.rs patient/Observation.rs',
      aud: ehr.iss,
      launch,
      code_challenge_method: 'S256',
      state,
    });
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(Buffer.from(sent[name] ?? '', 'base64url')).toHaveLength(32);
    }
    expect(sent['nonce']).not.toBe(state);
    expect(sent).not.toHaveProperty('max_age');
  });

  it('keeps what an authorization endpoint already has in its query', async () => {
    ehr.discovery['authorization_endpoint'] = `${ehr.origin}/authorize?tenant=7`;
    const { authorizationUrl } = await begin(clientAt(ehr), launchQuery(ehr.iss));
    expect(new URL(authorizationUrl).searchParams.get('tenant')).toBe('7');
  });

  it('sends no nonce where the EHR is known not to return one', async () => {
    const at = clientAt(ehr, { nonce: 'not-returned' });
    const { authorizationUrl } = await begin(at, launchQuery(ehr.iss));
    expect(new URL(authorizationUrl).searchParams.has('nonce')).toBe(false);
  });

  it('asks for launch/patient and sends no launch when standalone', async () => {
    const at = clientAt(ehr);
    const query = `iss=${encodeURIComponent(ehr.iss)}`;
    const { authorizationUrl } = await begin(at, query, { standalone: true });
    const sent = new URL(authorizationUrl).searchParams;
    expect(sent.has('launch')).toBe(false);
    expect(sent.get('scope')).toBe(
      'launch/patient openid fhirUser patient/Patient.rs patient/Observation.rs',
    );
    const user = await begin(at, query, { standalone: true, app: 'coordinator' });
    expect(new URL(user.authorizationUrl).searchParams.get('scope')).toBe(
      'openid fhirUser user/ServiceRequest.rs',
    );
  });

  it('sends PKCE to an EHR that does not advertise it, for a confidential client', async () => {
    delete ehr.discovery['code_challenge_methods_supported'];
    const { authorizationUrl } = await begin(clientAt(ehr), launchQuery(ehr.iss), { app: 'coordinator' });
    expect(new URL(authorizationUrl).searchParams.get('code_challenge_method')).toBe('S256');
  });

  it('makes two separate attempts of the same launch address (L6)', async () => {
    const at = clientAt(ehr);
    const first = await begin(at, launchQuery(ehr.iss));
    const second = await begin(at, launchQuery(ehr.iss));
    expect(first.state).not.toBe(second.state);
    expect(at.attempts.saved.size).toBe(2);
  });

  it('keeps neither state nor cookie in the attempt, and gives it ten minutes', async () => {
    const at = clientAt(ehr);
    const { state } = await begin(at, launchQuery(ehr.iss));
    const [entry] = [...at.attempts.saved];
    const text = JSON.stringify(entry);
    expect(text).not.toContain(state);
    expect(text).not.toContain(browser);
    expect(text).toContain('codeVerifier');
    expect((entry?.[1].expiresAt ?? 0) - (entry?.[1].createdAt ?? 0)).toBe(600_000);
  });
});

describe('warming', () => {
  it('leaves nothing to fetch in the launch line', async () => {
    const at = clientAt(ehr);
    expect(await at.client.warm()).toEqual([{ registrationId: 'local' }]);
    expect(ehr.received.map(({ path }) => path)).toEqual(['/fhir/.well-known/smart-configuration', '/jwks']);
    const { authorizationUrl } = await begin(at, launchQuery(ehr.iss));
    await at.client.completeLaunch({
      query: ehr.consent(authorizationUrl).toString(),
      browserBinding: browser,
    });
    expect(ehr.received.slice(2).map(({ path }) => path)).toEqual(['/token']);
  });

  it('does not throw for a dead EHR, and names the problem', async () => {
    ehr.discoveryHandler = (_request, response) => sendJson(response, {}, 503);
    expect(await clientAt(ehr).client.warm()).toEqual([
      { registrationId: 'local', problem: 'SMART_EHR_UNREACHABLE' },
    ]);
  });
});
