import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SmartLaunchError } from '../../smart-launch/index.ts';
import type { LocalEhr } from './local-ehr.ts';
import { sendJson, startEhr, startServer, wholeLaunch } from './local-ehr.ts';

let ehr: LocalEhr;
beforeEach(async () => {
  ehr = await startEhr();
});
afterEach(() => ehr.close());

const withAnswer = (change: Record<string, unknown>) => {
  ehr.changeTokenAnswer = (answer) => ({ ...answer, ...change });
  return wholeLaunch(ehr);
};

describe('a token response refused (T6)', () => {
  const refused: [string, Record<string, unknown>][] = [
    ['has no token_type', { token_type: undefined }],
    ['has an odd token_type', { token_type: 'mac' }],
    ['wants DPoP', { token_type: 'DPoP' }],
    ['has a token_type that is no text', { token_type: 7 }],
    ['has no access_token', { access_token: undefined }],
    ['has an empty access_token', { access_token: '' }],
    ['expires before it began', { expires_in: -1 }],
    ['expires at once', { expires_in: 0 }],
    ['expires in words', { expires_in: '12 hours' }],
    ['expires in an object', { expires_in: {} }],
    ['has scopes that are no text', { scope: ['a'] }],
    ['names a patient by number', { patient: 12 }],
    ['names a patient that climbs a path', { patient: '../Practitioner/1' }],
    ['names a patient that is dots', { patient: '..' }],
    ['names an encounter with a query in it', { encounter: 'a?b' }],
    ['has an id_token that is no text', { id_token: {} }],
  ];
  it.each(refused)('%s', async (_name, change) => {
    await expect(withAnswer(change)).rejects.toMatchObject({ code: 'SMART_TOKEN_INVALID' });
  });

  it.each<[string, string]>([
    ['is an HTML page', '<html>signed out</html>'],
    ['is cut off', '{"access_token":"a"'],
    ['is a list', '[]'],
    ['is null', 'null'],
  ])('%s', async (_name, body) => {
    ehr.tokenHandler = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    };
    await expect(wholeLaunch(ehr)).rejects.toMatchObject({ code: 'SMART_TOKEN_INVALID' });
  });
});

describe('a token response tolerated', () => {
  it.each(['bearer', 'Bearer', 'BEARER'])('writes its type %s', async (token_type) => {
    await expect(withAnswer({ token_type })).resolves.toBeDefined();
  });

  it.each<[string, unknown, number]>([
    ['no expires_in: five minutes', undefined, 300],
    ['null expires_in: five minutes', null, 300],
    ['digits in a string', '570', 570],
    ['a year: a day at most', 31_536_000, 86_400],
  ])('has %s', async (_name, expires_in, seconds) => {
    const before = Date.now();
    const { tokens } = await withAnswer({ expires_in });
    expect(Math.round((tokens.expiresAt - before) / 1000)).toBeGreaterThanOrEqual(seconds);
    expect(Math.round((tokens.expiresAt - before) / 1000)).toBeLessThanOrEqual(seconds + 5);
  });

  it('echoes no scope: what was asked stands; fewer scopes: only those are granted (T9)', async () => {
    const asked = await withAnswer({ scope: undefined });
    expect(asked.tokens.scopes).toBe('launch openid fhirUser patient/Patient.rs patient/Observation.rs');
    const fewer = await withAnswer({ scope: 'openid patient/Patient.r' });
    expect(fewer.tokens.scopes).toBe('openid patient/Patient.r');
  });

  it('carries the whole launch context, and unknown fields', async () => {
    const { context } = await withAnswer({
      encounter: 'enc-1',
      need_patient_banner: false,
      intent: 'something-new',
      tenant: 't/1 x',
      smart_style_url: 'https://ehr.example/style.json',
      fhirContext: [
        { reference: 'ImagingStudy/1' },
        { identifier: { value: 'x' }, role: 'r' },
        'text',
        {},
        null,
      ],
      unheard_of: { a: 1 },
    });
    expect(context).toEqual({
      patient: 'child-1',
      encounter: 'enc-1',
      needPatientBanner: false,
      intent: 'something-new',
      tenant: 't/1 x',
      smartStyleUrl: 'https://ehr.example/style.json',
      fhirContext: [
        { reference: 'ImagingStudy/1', role: 'launch' },
        { identifier: { value: 'x' }, role: 'r' },
      ],
    });
  });

  it('names no patient: the context says so by saying nothing (T7)', async () => {
    const { context } = await withAnswer({ patient: undefined });
    expect(context).not.toHaveProperty('patient');
  });

  it('accepts an id far longer than 64 characters', async () => {
    const { context } = await withAnswer({ patient: 'e'.repeat(200) });
    expect(context.patient).toHaveLength(200);
  });
});

describe('the token endpoint misbehaving', () => {
  it.each([301, 302, 307, 308])(
    'answers %d to another origin: code and secret stay here (T5)',
    async (status) => {
      const thief = await startServer((_request, response) => sendJson(response, {}));
      ehr.tokenHandler = (_request, response) => {
        response.writeHead(status, { location: `${thief.origin}/token` }).end();
      };
      await expect(wholeLaunch(ehr, { allowedOrigins: [thief.origin] })).rejects.toMatchObject({
        code: 'SMART_REDIRECT_REFUSED',
      });
      expect(thief.received).toHaveLength(0);
      await thief.close();
    },
  );

  it('refuses the client by a challenge header', async () => {
    ehr.tokenHandler = (_request, response) => {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
    };
    await expect(wholeLaunch(ehr)).rejects.toMatchObject({
      code: 'SMART_TOKEN_REFUSED',
      oauthError: 'invalid_client',
    });
  });

  it('drops the connection', async () => {
    ehr.tokenHandler = (_request, response) => {
      response.socket?.destroy();
    };
    await expect(wholeLaunch(ehr)).rejects.toMatchObject({ code: 'SMART_EHR_UNREACHABLE' });
  });

  it('leaves no token and no code in what is thrown, however it is printed', async () => {
    ehr.changeTokenAnswer = (answer) => ({ ...answer, access_token: 'CANARY-TOKEN', token_type: 'mac' });
    const error = await wholeLaunch(ehr).then(
      () => expect.unreachable(),
      (thrown: unknown) => thrown as SmartLaunchError,
    );
    expect(JSON.stringify(error) + error.message + String(error.stack)).not.toContain('CANARY');
    expect(Object.keys(error)).not.toContain('cause');
    expect(error.cause).toBeDefined();
  });
});
