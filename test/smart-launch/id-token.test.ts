import { exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT, exportJWK, importJWK } from 'jose';
import type { JWTPayload } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalEhr } from './local-ehr.ts';
import { browser, clientAt, launchQuery, startEhr, wholeLaunch } from './local-ehr.ts';

let ehr: LocalEhr;
beforeEach(async () => {
  ehr = await startEhr();
});
afterEach(() => ehr.close());

const seconds = () => Math.floor(Date.now() / 1000);
const without = (claims: JWTPayload, name: string) =>
  Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));

describe('an id_token whose signature is worth nothing (T1)', () => {
  const forgeries: [string, (claims: JWTPayload) => Promise<string> | string, string][] = [
    ['is unsigned, alg none', (claims) => new UnsecuredJWT(claims).encode(), 'algorithm'],
    [
      'is HS256 with the client id as secret',
      (claims) =>
        new SignJWT(claims)
          .setProtectedHeader({ alg: 'HS256', kid: 'key-1' })
          .sign(Buffer.from('hearth-app'.repeat(4))),
      'algorithm',
    ],
    [
      "is HS256 with the EHR's public key as secret",
      async (claims) =>
        new SignJWT(claims)
          .setProtectedHeader({ alg: 'HS256', kid: 'key-1' })
          .sign(Buffer.from(await exportSPKI((await importJWK(ehr.publicJwk, 'RS256')) as CryptoKey))),
      'algorithm',
    ],
    [
      'is signed by another key under the known key id',
      async (claims) =>
        new SignJWT(claims)
          .setProtectedHeader({ alg: 'RS256', kid: 'key-1' })
          .sign((await generateKeyPair('RS256')).privateKey),
      'signature',
    ],
    [
      'is signed by another key under an unknown key id',
      async (claims) =>
        new SignJWT(claims)
          .setProtectedHeader({ alg: 'RS256', kid: 'key-x' })
          .sign((await generateKeyPair('RS256')).privateKey),
      'unknown key',
    ],
    [
      'brings its own key in the header',
      async (claims) => {
        const { privateKey, publicKey } = await generateKeyPair('RS256');
        const jwk = await exportJWK(publicKey);
        return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'key-1', jwk }).sign(privateKey);
      },
      'signature',
    ],
    ['is no token at all', () => 'hello', 'malformed'],
    ['has five parts', () => 'a.b.c.d.e', 'malformed'],
  ];
  it.each(forgeries)('%s', async (_name, sign, reason) => {
    ehr.sign = sign;
    await expect(wholeLaunch(ehr)).rejects.toMatchObject({ code: 'SMART_ID_TOKEN_INVALID', reason });
  });

  it('had its payload changed after signing', async () => {
    ehr.changeTokenAnswer = (answer) => {
      const [header, payload, signature] = String(answer['id_token']).split('.');
      const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as JWTPayload;
      const forged = Buffer.from(JSON.stringify({ ...claims, sub: 'someone-else' })).toString('base64url');
      return { ...answer, id_token: `${header}.${forged}.${signature}` };
    };
    await expect(wholeLaunch(ehr)).rejects.toMatchObject({ reason: 'signature' });
  });
});

describe('an id_token meant otherwise (T2, T3)', () => {
  const wrong: [string, (claims: JWTPayload) => JWTPayload, string][] = [
    ['comes from another issuer', (c) => ({ ...c, iss: 'https://evil.test' }), 'iss'],
    ['names the FHIR base where the EHR names an issuer', (c) => ({ ...c, iss: ehr.iss }), 'iss'],
    ['names no issuer', (c) => without(c, 'iss'), 'iss'],
    ['is for another client', (c) => ({ ...c, aud: 'other-app' }), 'aud'],
    ['names no audience', (c) => without(c, 'aud'), 'aud'],
    [
      'is for several, without saying to whom it was given',
      (c) => ({ ...c, aud: ['hearth-app', 'other'] }),
      'azp',
    ],
    ['was given to another client', (c) => ({ ...c, aud: ['hearth-app', 'other'], azp: 'other' }), 'azp'],
    ['was given to another client though for us alone', (c) => ({ ...c, azp: 'other' }), 'azp'],
    ['has expired', (c) => ({ ...c, exp: seconds() - 120 }), 'exp'],
    ['never expires', (c) => without(c, 'exp'), 'exp'],
    ['was issued in the future', (c) => ({ ...c, iat: seconds() + 3600 }), 'iat'],
    ['was issued last week', (c) => ({ ...c, iat: seconds() - 604_800 }), 'iat'],
    ['does not say when', (c) => without(c, 'iat'), 'iat'],
    ['is not valid yet', (c) => ({ ...c, nbf: seconds() + 3600 }), 'nbf'],
    ['names no subject', (c) => without(c, 'sub'), 'sub'],
    ['has an empty subject', (c) => ({ ...c, sub: '' }), 'sub'],
    ['has another nonce', (c) => ({ ...c, nonce: 'other' }), 'nonce'],
    ['has no nonce', (c) => without(c, 'nonce'), 'nonce'],
  ];
  it.each(wrong)('%s', async (_name, change, reason) => {
    ehr.changeClaims = change;
    await expect(wholeLaunch(ehr)).rejects.toMatchObject({ code: 'SMART_ID_TOKEN_INVALID', reason });
  });

  it('has no nonce, where the registration says this EHR returns none', async () => {
    await expect(wholeLaunch(ehr, { nonce: 'not-returned' })).resolves.toBeDefined();
  });

  it('is for us among others, and given to us', async () => {
    ehr.changeClaims = (c) => ({ ...c, aud: ['other', 'hearth-app'], azp: 'hearth-app' });
    await expect(wholeLaunch(ehr)).resolves.toBeDefined();
  });

  it('is off by half a minute of clock', async () => {
    ehr.changeClaims = (c) => ({ ...c, iat: seconds() + 30 });
    await expect(wholeLaunch(ehr)).resolves.toBeDefined();
  });

  it('cannot be checked, because the EHR publishes no keys', async () => {
    delete ehr.discovery['jwks_uri'];
    await expect(wholeLaunch(ehr)).rejects.toMatchObject({ code: 'SMART_ID_TOKEN_INVALID' });
  });

  it('cannot be checked, because the keys are not a key set', async () => {
    ehr.keys = [];
    await expect(wholeLaunch(ehr)).rejects.toMatchObject({ code: 'SMART_JWKS_INVALID' });
  });
});

describe('the signing keys', () => {
  it.each(['ES256', 'ES384', 'RS384', 'RS512', 'PS256'])('%s is verified', async (alg) => {
    const { privateKey, publicKey } = await generateKeyPair(alg);
    ehr.keys = [...ehr.keys, { ...(await exportJWK(publicKey)), kid: 'key-2', alg }];
    ehr.sign = (claims) => new SignJWT(claims).setProtectedHeader({ alg, kid: 'key-2' }).sign(privateKey);
    await expect(wholeLaunch(ehr)).resolves.toBeDefined();
  });

  it('are tried one after the other when the token names none', async () => {
    const other = await exportJWK((await generateKeyPair('RS256')).publicKey);
    ehr.keys = [{ ...other, kid: 'key-0' }, ...ehr.keys];
    ehr.sign = (claims) => new SignJWT(claims).setProtectedHeader({ alg: 'RS256' }).sign(ehr.privateKey);
    await expect(wholeLaunch(ehr)).resolves.toBeDefined();
    ehr.keys = [
      { ...other, kid: 'key-0' },
      { ...other, kid: 'key-9' },
    ];
    await expect(wholeLaunch(ehr)).rejects.toMatchObject({ reason: 'signature' });
  });

  it('are fetched anew for an unknown key id, at most once in thirty seconds, however often it comes (T4)', async () => {
    const at = clientAt(ehr);
    const launch = async () => {
      const { authorizationUrl } = await at.client.beginLaunch({
        query: launchQuery(ehr.iss),
        app: 'clinician',
        browserBinding: browser,
      });
      return at.client.completeLaunch({
        query: ehr.consent(authorizationUrl).toString(),
        browserBinding: browser,
      });
    };
    await launch();
    let n = 0;
    ehr.sign = (claims) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: `unknown-${n++}` }).sign(ehr.privateKey);
    for (let i = 0; i < 20; i++) await expect(launch()).rejects.toMatchObject({ reason: 'unknown key' });
    expect(ehr.count('/jwks')).toBe(1);

    at.clock.aheadMs = 31_000;
    await Promise.allSettled(Array.from({ length: 20 }, launch));
    expect(ehr.count('/jwks')).toBe(2);

    at.clock.aheadMs = 62_000;
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    ehr.keys = [{ ...(await exportJWK(publicKey)), kid: 'rotated', alg: 'RS256' }];
    ehr.sign = (claims) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'rotated' }).sign(privateKey);
    await expect(launch()).resolves.toBeDefined();
    expect(ehr.count('/jwks')).toBe(3);
  });
});

describe('who the user is', () => {
  const users: [string, unknown, string][] = [
    ['a relative reference', 'Practitioner/9', 'Practitioner/9'],
    ['a reference with a version', 'PractitionerRole/9/_history/2', 'PractitionerRole/9'],
    [
      'a person elsewhere, kept whole',
      'https://other.example/fhir/Practitioner/9',
      'https://other.example/fhir/Practitioner/9',
    ],
  ];
  it.each(users)('is %s', async (_name, fhirUser, expected) => {
    ehr.changeClaims = (c) => ({ ...c, fhirUser });
    const launch = await wholeLaunch(ehr);
    expect(launch.fhirUser).toBe(expected);
    expect(ehr.received.map(({ path }) => path)).not.toContain('/fhir/Practitioner/9');
  });

  it('is read from profile where an older EHR has no fhirUser', async () => {
    ehr.changeClaims = (c) => ({ ...without(c, 'fhirUser'), profile: 'Practitioner/old' });
    expect((await wholeLaunch(ehr)).fhirUser).toBe('Practitioner/old');
  });

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['an Organization', 'Organization/1'],
    ['a path that climbs', 'Practitioner/..'],
    ['a script', 'javascript:alert(1)'],
    ['a number', 7],
  ])('is not known when fhirUser is %s', async (_name, fhirUser) => {
    ehr.changeClaims = (c) => (fhirUser === undefined ? without(c, 'fhirUser') : { ...c, fhirUser });
    await expect(wholeLaunch(ehr)).rejects.toMatchObject({ code: 'SMART_FHIR_USER_MISSING' });
  });

  it('is not known when the EHR gives no id_token', async () => {
    ehr.changeTokenAnswer = ({ id_token: _, ...answer }) => answer;
    await expect(wholeLaunch(ehr)).rejects.toMatchObject({
      code: 'SMART_FHIR_USER_MISSING',
      reason: 'no id_token',
    });
  });
});
