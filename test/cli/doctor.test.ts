import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { doctorCommand } from '../../src/cli/doctor-command.ts';
import { doctorExitCode, renderDoctorJson, renderDoctorText } from '../../src/cli/doctor-report.ts';
import type { EhrInOrder } from './ehr-in-order.ts';
import { startEhrInOrder } from './ehr-in-order.ts';

let ehr: EhrInOrder;
beforeEach(async () => {
  ehr = await startEhrInOrder();
});
afterEach(() => ehr.server.close());

describe('an EHR in order', () => {
  it('is green throughout, and reaches rung A', async () => {
    const report = await ehr.examine();
    expect(report.checks.filter(({ status }) => status !== 'green')).toEqual([]);
    expect(report.checks.map(({ id }) => id)).toEqual([
      'discovery',
      'endpoints',
      'clock',
      'keys',
      'pkce',
      'client-auth',
      'scopes',
      'capabilities',
      'reads',
      'write-back',
      'duplicates',
      'addresses',
    ]);
    expect(report.worst).toBe('green');
    expect(doctorExitCode(report)).toBe(0);
    expect((await ehr.check('write-back')).found).toContain('Rung A');
  });

  it('is asked three questions, without a token, a secret or a word about any patient', async () => {
    await ehr.examine();
    expect(ehr.server.received.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
      'GET /fhir/.well-known/smart-configuration',
      'GET /fhir/metadata',
      'GET /jwks',
    ]);
    for (const { headers } of ehr.server.received) expect(headers).not.toHaveProperty('authorization');
  });

  it('gives the addresses to paste', async () => {
    const { found } = await ehr.check('addresses');
    expect(found).toContain('launch URL (clinician): https://hearth.example.org/launch');
    expect(found).toContain('redirect URL: https://hearth.example.org/callback');
  });
});

describe('a launch that would fail is red', () => {
  it('when the configuration cannot be found', async () => {
    ehr.documents['/fhir/.well-known/smart-configuration'] = undefined;
    expect(await ehr.check('discovery')).toMatchObject({ status: 'red' });
    expect(doctorExitCode(await ehr.examine())).toBe(1);
  });

  it('when discovery redirects, and the redirect is not followed', async () => {
    ehr.documents['/fhir/.well-known/smart-configuration'] = 302;
    expect(await ehr.check('discovery')).toMatchObject({
      status: 'red',
      found: expect.stringContaining('redirect'),
    });
    expect(ehr.server.count('/x')).toBe(0);
  });

  it('when nobody answers', async () => {
    ehr.server.handler = () => undefined;
    expect(await ehr.check('discovery')).toMatchObject({ status: 'red' });
  });

  it('when an endpoint is on a host nobody configured: its origin is named, and the rest is still read (L7)', async () => {
    ehr.smartConfiguration['token_endpoint'] = 'https://elsewhere.example/token';
    const found = await ehr.check('endpoints');
    expect(found.status).toBe('red');
    expect(found.found).toContain('token_endpoint is on https://elsewhere.example');
    expect(found.whatToDo).toContain('allowedOrigins');
    expect((await ehr.check('pkce')).status).toBe('green');
  });

  it('when an endpoint is plain http off this machine', async () => {
    ehr.smartConfiguration['token_endpoint'] = 'http://elsewhere.example/token';
    expect(await ehr.check('endpoints')).toMatchObject({
      status: 'red',
      found: expect.stringContaining('not https'),
    });
  });

  it('when a public client meets no S256; amber when the client is confidential', async () => {
    ehr.smartConfiguration['code_challenge_methods_supported'] = [];
    expect((await ehr.check('pkce')).status).toBe('red');
    for (const app of ehr.registration.apps) {
      app.clientAuth = { method: 'client_secret_basic', secret: 'CANARY-SECRET' };
    }
    expect((await ehr.check('pkce')).status).toBe('amber');
    expect(renderDoctorJson(await ehr.examine())).not.toContain('CANARY');
  });

  it('when the app does not ask who the user is', async () => {
    for (const app of ehr.registration.apps) app.scopes = 'launch openid patient/Patient.rs';
    expect(await ehr.check('identity-scopes')).toMatchObject({
      status: 'red',
      found: expect.stringContaining('fhirUser'),
    });
  });

  it.each<[string, unknown]>([
    ['are nowhere', undefined],
    ['are no key set', { keys: 'none' }],
    ['are all for encryption', { keys: [{ kty: 'RSA', use: 'enc' }] }],
    ['are all shared secrets', { keys: [{ kty: 'oct', k: 'x' }] }],
    ['are of an algorithm we refuse', { keys: [{ kty: 'RSA', alg: 'RS1' }] }],
    ['hold a private member', { keys: [{ kty: 'RSA', n: 'x', e: 'AQAB', d: 'x', kid: '1' }] }],
  ])('when the keys %s', async (_name, jwks) => {
    ehr.documents['/jwks'] = jwks;
    expect((await ehr.check('keys')).status).toBe('red');
  });

  it('when no keys are named', async () => {
    delete ehr.smartConfiguration['jwks_uri'];
    expect((await ehr.check('keys')).status).toBe('red');
  });

  it('when the FHIR version is another', async () => {
    ehr.statement.fhirVersion = '1.0.2';
    expect((await ehr.check('capabilities')).status).toBe('red');
  });

  it('when patients cannot be read', async () => {
    ehr.redeclare('Patient', []);
    expect((await ehr.check('reads')).status).toBe('red');
  });

  it.each<[number, string]>([
    [90, 'red'],
    [-90, 'red'],
    [45, 'amber'],
    [5, 'green'],
  ])('when the clocks differ by %d s it is %s (G5)', async (seconds, status) => {
    ehr.clock.aheadMs = seconds * 1000;
    expect((await ehr.check('clock')).status).toBe(status);
  });

  it('when the issuer asked for is not registered; a near miss is named', async () => {
    const slash = await ehr.examine({ iss: `${ehr.registration.iss}/` });
    expect(slash.worst).toBe('red');
    expect(slash.checks[0]?.found).toContain('letter for letter');
    const other = await ehr.examine({ iss: 'https://other.example/fhir' });
    expect(other.checks[0]?.found).toContain(ehr.registration.iss);
    expect(ehr.server.received).toHaveLength(0);
  });
});

describe('the report', () => {
  it('says in a terminal what was found and what to do, the status in words', async () => {
    ehr.smartConfiguration['code_challenge_methods_supported'] = [];
    const text = renderDoctorText(await ehr.examine());
    expect(text).toMatch(/^RED {4}local\/clinician {2}pkce$/m);
    expect(text).toMatch(/^ {7}> Launches of this public client are refused/m);
    expect(text).toMatch(/11 green, 0 amber, 1 red\.$/);
  });

  it('obeys no escape sequence an EHR wrote', async () => {
    ehr.smartConfiguration['issuer'] = 'https://x\u001b[2J.example';
    const text = renderDoctorText(await ehr.examine());
    expect(text).not.toContain('\u001b');
  });

  it('comes as text or JSON with its exit code from the command', async () => {
    const config = { ehrs: [ehr.registration], publicBaseUrl: 'https://hearth.example.org' };
    const json = await doctorCommand({ config, issuer: undefined, json: true });
    expect(JSON.parse(json.text)).toMatchObject({ worst: 'green' });
    expect(json.exitCode).toBe(0);
    ehr.documents['/jwks'] = undefined;
    const text = await doctorCommand({ config, issuer: ehr.registration.iss, json: false });
    expect(text.exitCode).toBe(1);
    expect(text.text).toContain('RED');
  });
});
