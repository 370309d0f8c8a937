import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SignJWT } from 'jose';
import type { Tokens } from '../../smart-launch/index.ts';
import { isExpiring } from '../../smart-launch/index.ts';
import type { LocalEhr, Received } from './local-ehr.ts';
import { clientAt, sendJson, startEhr } from './local-ehr.ts';

let ehr: LocalEhr;
let answer: Record<string, unknown>;
let status: number;
beforeEach(async () => {
  ehr = await startEhr();
  status = 200;
  answer = { access_token: 'access-2', refresh_token: 'refresh-2', token_type: 'Bearer', expires_in: 570 };
  ehr.tokenHandler = (_request, response) => sendJson(response, answer, status);
});
afterEach(() => ehr.close());

const tokens: Tokens = {
  accessToken: 'access-1',
  refreshToken: 'refresh-1',
  expiresAt: 0,
  scopes: 'openid patient/Patient.rs',
};

function refreshing(appIndex = 0) {
  const { client, registration } = clientAt(ehr);
  const app = registration.apps[appIndex] ?? expect.unreachable();
  return (key = 'grant-1', more: Partial<Tokens> = {}) =>
    client.refresh({
      key,
      registration,
      app,
      tokens: { ...tokens, ...more },
      subject: { patient: 'child-1', sub: 'user-7' },
    });
}
const sent = (): Received[] => ehr.received.filter(({ path }) => path === '/token');

describe('a refresh', () => {
  it('asks for the same again, and adopts the rotated token', async () => {
    const before = Date.now();
    const renewed = await refreshing()();
    expect(renewed).toMatchObject({
      accessToken: 'access-2',
      refreshToken: 'refresh-2',
      scopes: tokens.scopes,
    });
    expect(renewed.expiresAt).toBeGreaterThanOrEqual(before + 570_000);
    expect(Object.fromEntries(new URLSearchParams(sent()[0]?.body))).toEqual({
      grant_type: 'refresh_token',
      refresh_token: 'refresh-1',
      client_id: 'hearth-app',
    });
  });

  it('keeps the old refresh token where none comes back', async () => {
    delete answer['refresh_token'];
    expect((await refreshing()()).refreshToken).toBe('refresh-1');
  });

  it('authenticates a confidential client', async () => {
    await refreshing(1)();
    expect(sent()[0]?.headers.authorization).toMatch(/^Basic /);
  });

  it('is sent once for five that ask at the same moment (T11), and again afterwards', async () => {
    const refresh = refreshing();
    const all = await Promise.all(Array.from({ length: 5 }, () => refresh()));
    expect(new Set(all.map(({ accessToken }) => accessToken))).toEqual(new Set(['access-2']));
    expect(sent()).toHaveLength(1);
    await refresh();
    expect(sent()).toHaveLength(2);
  });

  it('of one grant does not wait for that of another', async () => {
    const refresh = refreshing();
    await Promise.all([refresh('grant-1'), refresh('grant-2')]);
    expect(sent()).toHaveLength(2);
  });

  it('that failed may be tried again', async () => {
    const refresh = refreshing();
    status = 503;
    await expect(refresh()).rejects.toMatchObject({ code: 'SMART_EHR_UNREACHABLE', reason: 'HTTP 503' });
    status = 200;
    await expect(refresh()).resolves.toBeDefined();
  });

  it('is refused by the EHR', async () => {
    status = 400;
    answer = { error: 'invalid_grant' };
    await expect(refreshing()()).rejects.toMatchObject({
      code: 'SMART_REFRESH_REFUSED',
      oauthError: 'invalid_grant',
    });
  });

  it('is not sent without a refresh token', async () => {
    const { client, registration } = clientAt(ehr);
    const app = registration.apps[0] ?? expect.unreachable();
    const { refreshToken: _, ...none } = tokens;
    await expect(
      client.refresh({ key: 'k', registration, app, tokens: none, subject: {} }),
    ).rejects.toMatchObject({ code: 'SMART_REFRESH_REFUSED' });
    expect(ehr.received).toHaveLength(0);
  });
});

describe('a refresh that answers for someone else (T10)', () => {
  it('names another patient', async () => {
    answer = { ...answer, patient: 'child-2' };
    await expect(refreshing()()).rejects.toMatchObject({ code: 'SMART_CONTEXT_CHANGED', reason: 'patient' });
    answer = { ...answer, patient: 'child-1' };
    await expect(refreshing()()).resolves.toBeDefined();
  });

  const idToken = (claims: Record<string, unknown>) => {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ iss: ehr.issuer, aud: 'hearth-app', iat: now, exp: now + 60, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'key-1' })
      .sign(ehr.privateKey);
  };

  it('names another user', async () => {
    answer = { ...answer, id_token: await idToken({ sub: 'user-8' }) };
    await expect(refreshing()()).rejects.toMatchObject({ code: 'SMART_CONTEXT_CHANGED', reason: 'user' });
    answer = { ...answer, id_token: await idToken({ sub: 'user-7' }) };
    await expect(refreshing()()).resolves.toBeDefined();
  });

  it('brings an id_token nobody signed', async () => {
    answer = { ...answer, id_token: `${(await idToken({ sub: 'user-7' })).slice(0, -8)}AAAAAAAA` };
    await expect(refreshing()()).rejects.toMatchObject({ code: 'SMART_ID_TOKEN_INVALID' });
  });
});

it('is due a minute before the end', () => {
  expect(isExpiring({ expiresAt: 100_000 }, 39_000)).toBe(false);
  expect(isExpiring({ expiresAt: 100_000 }, 40_000)).toBe(true);
});
