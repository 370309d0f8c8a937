import { exportJWK, generateKeyPair } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runDoctor } from '../../src/cli/doctor.ts';
import { doctorCommand } from '../../src/cli/doctor-command.ts';
import type { Check } from '../../src/cli/doctor-report.ts';
import { doctorExitCode, renderDoctorJson, renderDoctorText } from '../../src/cli/doctor-report.ts';
import type { Registration } from '../../smart-launch/index.ts';
import { registrationFor, sendJson, startServer } from '../smart-launch/local-ehr.ts';

const resource = (type: string, codes: string[], searchParams: string[] = []) => ({
  type,
  interaction: codes.map((code) => ({ code })),
  searchParam: searchParams.map((name) => ({ name, type: 'token' })),
});
const readOnly = ['Patient', 'Encounter', 'Observation', 'QuestionnaireResponse', 'RelatedPerson'];
const scopes = `launch openid fhirUser ${readOnly.map((type) => `patient/${type}.rs`).join(' ')} patient/ServiceRequest.crs patient/Task.crs patient/Provenance.c`;

let server: Awaited<ReturnType<typeof startServer>>;
/** What each path answers; a test changes the one it is about. */
let documents: Record<string, unknown>;
let registration: Registration;
let dateOffsetMs: number;

beforeEach(async () => {
  server = await startServer((request, response) => {
    response.setHeader('date', new Date(Date.now() + dateOffsetMs).toUTCString());
    const document = documents[request.path];
    if (document === undefined) return sendJson(response, {}, 404);
    if (typeof document === 'number') return void response.writeHead(document, { location: '/x' }).end();
    sendJson(response, document);
  });
  dateOffsetMs = 0;
  registration = registrationFor(
    { iss: `${server.origin}/fhir` },
    {
      apps: [
        {
          id: 'clinician',
          role: 'clinician',
          clientId: 'hearth-app',
          clientAuth: { method: 'none' },
          scopes,
        },
      ],
    },
  );
  const { publicKey } = await generateKeyPair('ES384');
  documents = {
    '/fhir/.well-known/smart-configuration': {
      issuer: server.origin,
      authorization_endpoint: `${server.origin}/authorize`,
      token_endpoint: `${server.origin}/token`,
      jwks_uri: `${server.origin}/jwks`,
      capabilities: ['launch-ehr', 'client-public', 'sso-openid-connect'],
      code_challenge_methods_supported: ['S256'],
      scopes_supported: ['openid', 'fhirUser', 'launch', 'patient/*.cruds'],
    },
    '/jwks': { keys: [{ ...(await exportJWK(publicKey)), kid: '1', use: 'sig', alg: 'ES384' }] },
    '/fhir/metadata': {
      resourceType: 'CapabilityStatement',
      fhirVersion: '4.0.1',
      software: { name: 'Test EHR', version: '1' },
      rest: [
        {
          mode: 'server',
          resource: [
            ...readOnly.map((type) => resource(type, ['read', 'search-type'])),
            resource('ServiceRequest', ['create', 'read', 'search-type'], ['identifier', 'patient']),
            resource('Task', ['create', 'read', 'search-type'], ['identifier']),
            resource('Provenance', ['create']),
          ],
        },
      ],
    },
  };
});
afterEach(() => server.close());

const examine = (more: { iss?: string; registrations?: Registration[] } = {}) =>
  runDoctor({
    registrations: [registration],
    fetch,
    now: Date.now,
    publicBaseUrl: 'https://hearth.example.org',
    deadlineMs: 500,
    ...more,
  });
const check = async (id: string): Promise<Check> =>
  (await examine()).checks.find((one) => one.id === id) ?? expect.unreachable(`no check ${id}`);
const smartConfiguration = () =>
  documents['/fhir/.well-known/smart-configuration'] as Record<string, unknown>;
const statement = () =>
  documents['/fhir/metadata'] as { fhirVersion: string; rest: [{ resource: ReturnType<typeof resource>[] }] };
const redeclare = (type: string, ...args: [codes: string[], searchParams?: string[]]) => {
  const [rest] = statement().rest;
  rest.resource = [...rest.resource.filter((one) => one.type !== type), resource(type, ...args)];
};

describe('an EHR in order', () => {
  it('is green throughout, and reaches rung A', async () => {
    const report = await examine();
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
    expect((await check('write-back')).found).toContain('Rung A');
  });

  it('is asked three questions, without a token, a secret or a word about any patient', async () => {
    await examine();
    expect(server.received.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
      'GET /fhir/.well-known/smart-configuration',
      'GET /fhir/metadata',
      'GET /jwks',
    ]);
    for (const { headers } of server.received) expect(headers).not.toHaveProperty('authorization');
  });

  it('gives the addresses to paste', async () => {
    const { found } = await check('addresses');
    expect(found).toContain('launch URL (clinician): https://hearth.example.org/launch');
    expect(found).toContain('redirect URL: https://hearth.example.org/callback');
  });
});

describe('a launch that would fail is red', () => {
  it('when the configuration cannot be found', async () => {
    documents['/fhir/.well-known/smart-configuration'] = undefined;
    expect(await check('discovery')).toMatchObject({ status: 'red' });
    expect(doctorExitCode(await examine())).toBe(1);
  });

  it('when discovery redirects, and the redirect is not followed', async () => {
    documents['/fhir/.well-known/smart-configuration'] = 302;
    expect(await check('discovery')).toMatchObject({
      status: 'red',
      found: expect.stringContaining('redirect'),
    });
    expect(server.count('/x')).toBe(0);
  });

  it('when nobody answers', async () => {
    server.handler = () => undefined;
    expect(await check('discovery')).toMatchObject({ status: 'red' });
  });

  it('when an endpoint is on a host nobody configured: its origin is named, and the rest is still read (L7)', async () => {
    smartConfiguration()['token_endpoint'] = 'https://elsewhere.example/token';
    const found = await check('endpoints');
    expect(found.status).toBe('red');
    expect(found.found).toContain('token_endpoint is on https://elsewhere.example');
    expect(found.whatToDo).toContain('allowedOrigins');
    expect((await check('pkce')).status).toBe('green');
  });

  it('when an endpoint is plain http off this machine', async () => {
    smartConfiguration()['token_endpoint'] = 'http://elsewhere.example/token';
    expect(await check('endpoints')).toMatchObject({
      status: 'red',
      found: expect.stringContaining('not https'),
    });
  });

  it('when a public client meets no S256; amber when the client is confidential', async () => {
    smartConfiguration()['code_challenge_methods_supported'] = [];
    expect((await check('pkce')).status).toBe('red');
    for (const app of registration.apps) {
      app.clientAuth = { method: 'client_secret_basic', secret: 'CANARY-SECRET' };
    }
    expect((await check('pkce')).status).toBe('amber');
    expect(renderDoctorJson(await examine())).not.toContain('CANARY');
  });

  it('when the app does not ask who the user is', async () => {
    for (const app of registration.apps) app.scopes = 'launch openid patient/Patient.rs';
    expect(await check('identity-scopes')).toMatchObject({
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
    documents['/jwks'] = jwks;
    expect((await check('keys')).status).toBe('red');
  });

  it('when no keys are named', async () => {
    delete smartConfiguration()['jwks_uri'];
    expect((await check('keys')).status).toBe('red');
  });

  it('when the FHIR version is another', async () => {
    statement().fhirVersion = '1.0.2';
    expect((await check('capabilities')).status).toBe('red');
  });

  it('when patients cannot be read', async () => {
    redeclare('Patient', []);
    expect((await check('reads')).status).toBe('red');
  });

  it.each<[number, string]>([
    [90, 'red'],
    [-90, 'red'],
    [45, 'amber'],
    [5, 'green'],
  ])('when the clocks differ by %d s it is %s (G5)', async (seconds, status) => {
    dateOffsetMs = seconds * 1000;
    expect((await check('clock')).status).toBe(status);
  });

  it('when the issuer asked for is not registered; a near miss is named', async () => {
    const slash = await examine({ iss: `${registration.iss}/` });
    expect(slash.worst).toBe('red');
    expect(slash.checks[0]?.found).toContain('letter for letter');
    const other = await examine({ iss: 'https://other.example/fhir' });
    expect(other.checks[0]?.found).toContain(registration.iss);
    expect(server.received).toHaveLength(0);
  });
});

describe('a launch that would work with less is amber', () => {
  it('when scopes asked for are not offered, each named', async () => {
    smartConfiguration()['scopes_supported'] = ['openid', 'fhirUser', 'launch', 'patient/*.read'];
    const { status, found } = await check('scopes');
    expect(status).toBe('amber');
    expect(found).toBe(
      'Asked for and not offered: patient/ServiceRequest.crs patient/Task.crs patient/Provenance.c.',
    );
  });

  it('when scopes are not listed, or asked for with a wildcard', async () => {
    delete smartConfiguration()['scopes_supported'];
    expect((await check('scopes')).status).toBe('amber');
    smartConfiguration()['scopes_supported'] = scopes.split(' ').concat('patient/*.cruds');
    for (const app of registration.apps) app.scopes = `${scopes} patient/*.rs`;
    expect(await check('scopes')).toMatchObject({
      status: 'amber',
      found: expect.stringContaining('wildcard'),
    });
  });

  it('when key ids repeat', async () => {
    documents['/jwks'] = {
      keys: [
        { kty: 'RSA', kid: '1' },
        { kty: 'RSA', kid: '1' },
      ],
    };
    expect((await check('keys')).status).toBe('amber');
  });

  it('when the method of the client is not listed', async () => {
    for (const app of registration.apps) {
      app.clientAuth = { method: 'client_secret_basic', secret: 'secret-1' };
    }
    smartConfiguration()['token_endpoint_auth_methods_supported'] = ['private_key_jwt'];
    expect(await check('client-auth')).toMatchObject({
      status: 'amber',
      found: expect.stringContaining('private_key_jwt'),
    });
  });

  it('when the EHR takes no ServiceRequest: rung G, print or paste (G7)', async () => {
    redeclare('ServiceRequest', ['read', 'search-type']);
    redeclare('DocumentReference', ['create']);
    const { status, found } = await check('write-back');
    expect(status).toBe('amber');
    expect(found).toContain('takes no ServiceRequest');
    expect(found).toContain('print or paste');
    expect(found).toContain('DocumentReference');
  });

  it('when the app does not ask to write what the EHR would take', async () => {
    for (const app of registration.apps)
      app.scopes = scopes.replace('ServiceRequest.crs', 'ServiceRequest.rs');
    expect(await check('write-back')).toMatchObject({
      status: 'amber',
      found: expect.stringContaining('rung G'),
    });
  });

  it('when Task cannot be written beside the order', async () => {
    redeclare('Task', ['read', 'search-type']);
    expect(await check('write-back')).toMatchObject({
      status: 'amber',
      found: expect.stringContaining('Not Task'),
    });
  });

  it('when a lost answer could not be cleared up: the consequence is said (G7)', async () => {
    redeclare('ServiceRequest', ['create', 'read', 'search-type'], ['patient']);
    expect(await check('duplicates')).toMatchObject({
      status: 'amber',
      whatToDo: expect.stringContaining('unconfirmed'),
    });
  });

  it('when a kind of resource cannot be read: what is not known then is said', async () => {
    redeclare('QuestionnaireResponse', []);
    expect(await check('reads')).toMatchObject({
      status: 'amber',
      found: expect.stringContaining('questionnaires'),
    });
  });

  it.each<[string, unknown]>([
    ['missing', undefined],
    ['something else', { resourceType: 'OperationOutcome' }],
    ['out of order', 503],
  ])('when the CapabilityStatement is %s', async (_name, document) => {
    documents['/fhir/metadata'] = document;
    expect((await check('capabilities')).status).toBe('amber');
    expect((await check('discovery')).status).toBe('green');
  });
});

describe('the report', () => {
  it('says in a terminal what was found and what to do, the status in words', async () => {
    smartConfiguration()['code_challenge_methods_supported'] = [];
    const text = renderDoctorText(await examine());
    expect(text).toMatch(/^RED {4}local\/clinician {2}pkce$/m);
    expect(text).toMatch(/^ {7}> Launches of this public client are refused/m);
    expect(text).toMatch(/11 green, 0 amber, 1 red\.$/);
  });

  it('obeys no escape sequence an EHR wrote', async () => {
    smartConfiguration()['issuer'] = 'https://x\u001b[2J.example';
    const text = renderDoctorText(await examine());
    expect(text).not.toContain('\u001b');
  });

  it('comes as text or JSON with its exit code from the command', async () => {
    const config = { ehrs: [registration], publicBaseUrl: 'https://hearth.example.org' };
    const json = await doctorCommand({ config, issuer: undefined, json: true });
    expect(JSON.parse(json.text)).toMatchObject({ worst: 'green' });
    expect(json.exitCode).toBe(0);
    documents['/jwks'] = undefined;
    const text = await doctorCommand({ config, issuer: registration.iss, json: false });
    expect(text.exitCode).toBe(1);
    expect(text.text).toContain('RED');
  });
});
