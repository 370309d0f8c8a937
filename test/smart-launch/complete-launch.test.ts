import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SmartLaunchError } from '../../smart-launch/index.ts';
import type { LocalEhr } from './local-ehr.ts';
import { browser, clientAt, launchQuery, redirectUri, startEhr } from './local-ehr.ts';

let ehr: LocalEhr;
beforeEach(async () => {
  ehr = await startEhr();
});
afterEach(() => ehr.close());

async function begun(at: ReturnType<typeof clientAt>, app = 'clinician', browserBinding = browser) {
  return at.client.beginLaunch({ query: launchQuery(ehr.iss), app, browserBinding });
}
const complete = (
  at: ReturnType<typeof clientAt>,
  query: URLSearchParams | string,
  more: Record<string, unknown> = {},
) => at.client.completeLaunch({ query: query.toString(), browserBinding: browser, ...more });
const tokenCalls = () => ehr.count('/token');

describe('a launch completed', () => {
  it('gives tokens, context and the user, and asks the token endpoint once', async () => {
    const at = clientAt(ehr);
    const { authorizationUrl } = await begun(at);
    const before = Date.now();
    const launch = await complete(at, ehr.consent(authorizationUrl));
    expect(launch).toMatchObject({
      registration: { id: 'local' },
      app: { id: 'clinician' },
      tokens: { accessToken: 'access-child-1', refreshToken: 'refresh-1' },
      context: { patient: 'child-1', fhirContext: [] },
      fhirUser: 'Practitioner/pr-1',
      idTokenClaims: { sub: 'user-7', name: 'Dr. Example' },
      ehrLaunch: true,
    });
    expect(launch.tokens.scopes).toContain('patient/Observation.rs');
    expect(launch.tokens.expiresAt).toBeGreaterThanOrEqual(before + 600_000);
    expect(launch.context.needPatientBanner).toBeUndefined();
    expect(tokenCalls()).toBe(1);
  });

  it('sends code, redirect_uri, verifier and client_id as a public client, and no credentials', async () => {
    const at = clientAt(ehr);
    const callback = ehr.consent((await begun(at)).authorizationUrl);
    await complete(at, callback);
    const sent = ehr.received.find(({ path }) => path === '/token');
    const form = new URLSearchParams(sent?.body);
    expect([...form.keys()].sort()).toEqual([
      'client_id',
      'code',
      'code_verifier',
      'grant_type',
      'redirect_uri',
    ]);
    expect(form.get('redirect_uri')).toBe(redirectUri);
    expect(form.get('client_id')).toBe('hearth-app');
    expect(sent?.headers.authorization).toBeUndefined();
  });

  it('authenticates a confidential client by Basic alone: no id and no secret in the body', async () => {
    const at = clientAt(ehr);
    const { authorizationUrl } = await begun(at, 'coordinator');
    await complete(at, ehr.consent(authorizationUrl));
    const sent = ehr.received.find(({ path }) => path === '/token');
    const basic = Buffer.from(sent?.headers.authorization?.replace('Basic ', '') ?? '', 'base64').toString();
    expect(basic).toBe('hearth-desk:desk-secret+1%2B2');
    const form = new URLSearchParams(sent?.body);
    expect(form.has('client_id')).toBe(false);
    expect(sent?.body).not.toContain('secret');
  });

  it('keeps two launches apart that finish out of order (C9)', async () => {
    const at = clientAt(ehr);
    const first = ehr.consent((await begun(at)).authorizationUrl, 'child-1');
    const second = ehr.consent((await begun(at)).authorizationUrl, 'child-2');
    const [two, one] = await Promise.all([complete(at, second), complete(at, first)]);
    expect(one.context.patient).toBe('child-1');
    expect(two.context.patient).toBe('child-2');
  });

  it('redeems once when the same callback arrives twice at the same moment', async () => {
    const at = clientAt(ehr);
    const callback = ehr.consent((await begun(at)).authorizationUrl);
    const outcomes = await Promise.allSettled([complete(at, callback), complete(at, callback)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(tokenCalls()).toBe(1);
  });
});

describe('a callback refused before the token endpoint hears of it', () => {
  const refused: [string, (callback: URLSearchParams) => string, string][] = [
    ['has no state (C1)', (q) => `code=${q.get('code')}`, 'SMART_STATE_MISMATCH'],
    ['has an empty state (C1)', (q) => `code=${q.get('code')}&state=`, 'SMART_STATE_MISMATCH'],
    ['has a forged state (C1)', (q) => `code=${q.get('code')}&state=forged`, 'SMART_STATE_MISMATCH'],
    ['has code and error together (C6)', (q) => `${q}&error=access_denied`, 'SMART_CALLBACK_INVALID'],
    ['doubles the code (C6)', (q) => `${q}&code=other`, 'SMART_CALLBACK_INVALID'],
    ['doubles the state (C6)', (q) => `${q}&state=other`, 'SMART_CALLBACK_INVALID'],
    ['has neither code nor error', (q) => `state=${q.get('state')}`, 'SMART_CALLBACK_INVALID'],
    ['is 20 kB long', (q) => `${q}&x=${'y'.repeat(20_000)}`, 'SMART_CALLBACK_INVALID'],
    ['carries an id_token in the address', (q) => `${q}&id_token=x`, 'SMART_CALLBACK_INVALID'],
  ];
  it.each(refused)('%s; the true callback still works afterwards', async (_name, forge, code) => {
    const at = clientAt(ehr);
    const callback = ehr.consent((await begun(at)).authorizationUrl);
    await expect(complete(at, forge(callback))).rejects.toMatchObject({ code });
    expect(tokenCalls()).toBe(0);
    await expect(complete(at, callback)).resolves.toMatchObject({ context: { patient: 'child-1' } });
  });

  it('comes without the launch cookie: fails closed, spends nothing (C2)', async () => {
    const at = clientAt(ehr);
    const callback = ehr.consent((await begun(at)).authorizationUrl);
    for (const browserBinding of [undefined, '']) {
      await expect(complete(at, callback, { browserBinding })).rejects.toMatchObject({
        code: 'SMART_BROWSER_UNKNOWN',
      });
    }
    expect(tokenCalls()).toBe(0);
    expect(at.attempts.saved.size).toBe(1);
  });

  it('comes from another browser, which neither redeems nor burns the attempt (C1)', async () => {
    const at = clientAt(ehr);
    const callback = ehr.consent((await begun(at)).authorizationUrl);
    await expect(
      complete(at, callback, { browserBinding: 'another-browser-0123456789' }),
    ).rejects.toMatchObject({ code: 'SMART_STATE_MISMATCH' });
    expect(tokenCalls()).toBe(0);
    await expect(complete(at, callback)).resolves.toBeDefined();
  });

  it('is replayed after success (C3, C7)', async () => {
    const at = clientAt(ehr);
    const callback = ehr.consent((await begun(at)).authorizationUrl);
    await complete(at, callback);
    await expect(complete(at, callback)).rejects.toMatchObject({ code: 'SMART_STATE_MISMATCH' });
    expect(tokenCalls()).toBe(1);
  });

  it('comes after ten minutes (C3)', async () => {
    const at = clientAt(ehr);
    const callback = ehr.consent((await begun(at)).authorizationUrl);
    at.clock.aheadMs = 600_000;
    await expect(complete(at, callback)).rejects.toMatchObject({ code: 'SMART_ATTEMPT_EXPIRED' });
    expect(tokenCalls()).toBe(0);
  });

  it('is a HEAD request or a prefetch: the attempt is untouched (C10)', async () => {
    const at = clientAt(ehr);
    const callback = ehr.consent((await begun(at)).authorizationUrl);
    for (const more of [{ method: 'HEAD' }, { method: 'POST' }, { secPurpose: 'prefetch;prerender' }]) {
      await expect(complete(at, callback, more)).rejects.toMatchObject({ code: 'SMART_CALLBACK_INVALID' });
    }
    await expect(complete(at, callback, { method: 'GET' })).resolves.toBeDefined();
  });

  it('names another iss, or none although the EHR says it sends one (C4)', async () => {
    const at = clientAt(ehr);
    const wrong = ehr.consent((await begun(at)).authorizationUrl);
    wrong.set('iss', 'https://evil.test');
    await expect(complete(at, wrong)).rejects.toMatchObject({ code: 'SMART_ISSUER_MISMATCH' });

    ehr.discovery['authorization_response_iss_parameter_supported'] = true;
    const other = clientAt(ehr);
    const missing = ehr.consent((await begun(other)).authorizationUrl);
    await expect(complete(other, missing)).rejects.toMatchObject({ code: 'SMART_ISSUER_MISMATCH' });
    expect(tokenCalls()).toBe(0);

    const right = ehr.consent((await begun(other)).authorizationUrl);
    right.set('iss', ehr.issuer);
    await expect(complete(other, right)).resolves.toBeDefined();
  });

  it('is the EHR saying no: its code is kept, its words are plain text apart, the message holds neither (C5)', async () => {
    const at = clientAt(ehr);
    const denied = async (error: string, description: string) => {
      const { state } = await begun(at);
      const query = new URLSearchParams({ error, error_description: description, state });
      return complete(at, query).then(
        () => expect.unreachable(),
        (thrown: unknown) => thrown as SmartLaunchError,
      );
    };
    const first = await denied('access_denied', `<script>alert(1)</script>\r\n\u202e${'x'.repeat(500)}`);
    expect(first).toMatchObject({ code: 'SMART_AUTHORIZATION_DENIED', oauthError: 'access_denied' });
    expect(first.description).toHaveLength(200);
    expect(first.description).not.toMatch(/[\r\n\u202e]/);
    expect(first.message).toBe('SMART_AUTHORIZATION_DENIED: access_denied');
    expect(JSON.stringify(first)).not.toContain('script');
    const second = await denied('invalid_scope', '');
    expect(second).toMatchObject({ code: 'SMART_AUTHORIZATION_FAILED', oauthError: 'invalid_scope' });
    const third = await denied('<img src=x>', '');
    expect(third).toMatchObject({ code: 'SMART_AUTHORIZATION_FAILED', oauthError: undefined });
    expect(third.message).not.toContain('img');
    expect(tokenCalls()).toBe(0);
  });
});

describe('a code that is not ours', () => {
  it("is refused by the EHR when an attacker's code meets the victim's state: the verifier differs (C8)", async () => {
    const at = clientAt(ehr);
    const attackers = ehr.consent((await begun(at, 'clinician', 'attackers-browser-12345')).authorizationUrl);
    const victims = ehr.consent((await begun(at)).authorizationUrl);
    victims.set('code', attackers.get('code') ?? '');
    await expect(complete(at, victims)).rejects.toMatchObject({
      code: 'SMART_TOKEN_REFUSED',
      oauthError: 'invalid_grant',
      description: 'no <b>such</b> code',
    });
  });

  it('is refused when the registration was taken away meanwhile', async () => {
    const at = clientAt(ehr);
    const callback = ehr.consent((await begun(at)).authorizationUrl);
    const emptied = clientAt(ehr, { id: 'renamed' });
    const attempt = [...at.attempts.saved][0];
    if (attempt !== undefined) emptied.attempts.saved.set(...attempt);
    await expect(complete(emptied, callback)).rejects.toMatchObject({ code: 'SMART_ISSUER_UNKNOWN' });
    expect(tokenCalls()).toBe(0);
  });
});
