// The doctor meets the public metadata six vendors really served in 2026 (see ../shared/samples/README.md).
import { existsSync, readFileSync } from 'node:fs';
import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runDoctor } from '../../src/cli/doctor.ts';
import { renderDoctorText } from '../../src/cli/doctor-report.ts';
import { registrationSchema } from '../../smart-launch/index.ts';
import { sendJson, startServer } from '../smart-launch/local-ehr.ts';

const samples = new URL('../../../shared/samples/ehr/', import.meta.url);
const present = existsSync(samples);
if (!present) {
  console.warn(
    'SKIPPED: the vendors’ metadata (../shared/samples/ehr) is not here; the doctor was not tried on it.',
  );
}
const read = (name: string) =>
  JSON.parse(readFileSync(new URL(name, samples), 'utf8')) as Record<string, unknown>;

// The bases the documents were fetched from, as the CapabilityStatements name them.
const vendors: readonly [vendor: string, iss: string, rung: string][] = [
  ['epic', 'https://fhir.epic.com/interconnect-fhir-oauth/api/FHIR/R4', 'Rung A'],
  [
    'oracle',
    'https://fhir-ehr-code.cerner.com/r4/ec2458f2-1e24-41c8-b71b-0e701af7583d',
    'takes no ServiceRequest',
  ],
  ['athena', 'https://api.platform.athenahealth.com/fhir/r4', 'takes no ServiceRequest'],
  ['ecw', 'https://fhir4.eclinicalworks.com/fhir/r4/FEIGCD', 'takes no ServiceRequest'],
  ['meditech', 'https://greenfield-prod-apis.meditech.com/v2/uscore/STU6', 'takes no ServiceRequest'],
  ['nextgen-enterprise', 'https://fhir.nextgen.com/nge/prod/fhir-api-r4/fhir/R4', 'takes no ServiceRequest'],
];

describe.skipIf(!present)('the doctor reads what vendors serve', () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let documents: Record<string, unknown>;
  beforeAll(async () => {
    const { publicKey } = await generateKeyPair('RS256');
    const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: '1' }] };
    documents = {};
    server = await startServer((request, response) => sendJson(response, documents[request.path] ?? keys));
  });
  afterAll(() => server.close());

  /** No vendor is contacted: whatever host is asked for, the local server answers. */
  const atHome: typeof fetch = (input, init) => {
    const { pathname } = new URL(input as string);
    return fetch(server.origin + pathname, init);
  };

  const examine = (vendor: string, iss: string, allowedOrigins: readonly string[]) => {
    const base = new URL(iss).pathname;
    documents = {
      [`${base}/.well-known/smart-configuration`]: read(`${vendor}.smart-configuration.json`),
      [`${base}/metadata`]: read(`${vendor}.metadata.json`),
    };
    const registration = registrationSchema.parse({
      id: vendor,
      name: vendor,
      iss,
      timeZone: 'America/Chicago',
      state: 'IL',
      allowedOrigins,
      apps: [
        {
          id: 'clinician',
          role: 'clinician',
          clientId: 'c',
          clientAuth: { method: 'client_secret_basic', secret: 'synthetic-secret' },
          scopes:
            'launch openid fhirUser patient/Patient.rs patient/ServiceRequest.crs patient/Task.cr patient/Provenance.c',
        },
      ],
    });
    return runDoctor({
      registrations: [registration],
      fetch: atHome,
      now: Date.now,
      publicBaseUrl: 'https://hearth.example.org',
    });
  };
  const endpointOrigins = (vendor: string): string[] => {
    const configuration = read(`${vendor}.smart-configuration.json`);
    return ['authorization_endpoint', 'token_endpoint', 'jwks_uri'].map(
      (name) => new URL(configuration[name] as string).origin,
    );
  };

  it.each(vendors)('%s, its endpoints configured', async (vendor, iss, rung) => {
    const report = await examine(vendor, iss, endpointOrigins(vendor));
    const red = report.checks.filter(({ status }) => status === 'red');
    expect(red).toEqual([]);
    const found = (id: string) => report.checks.find((check) => check.id === id);
    expect(found('write-back')?.found).toContain(rung);
    expect(found('capabilities')?.found).toContain('FHIR 4.0.1');
    expect(found('pkce')?.status).toBe('green');
    expect(renderDoctorText(report)).toContain('addresses');
  });

  it('oracle, whose sign-in is on another host, is red until that host is configured', async () => {
    const [, iss = ''] = vendors.find(([vendor]) => vendor === 'oracle') ?? [];
    const { checks } = await examine('oracle', iss, []);
    expect(checks.find(({ id }) => id === 'endpoints')).toMatchObject({
      status: 'red',
      whatToDo: expect.stringContaining('https://authorization.cerner.com'),
    });
  });

  it('epic takes orders but not tasks', async () => {
    const [vendor, iss] = vendors[0] ?? expect.unreachable();
    const { checks } = await examine(vendor, iss, []);
    expect(checks.find(({ id }) => id === 'write-back')?.found).toContain('Not Task or Provenance');
    expect(checks.find(({ id }) => id === 'duplicates')?.status).toBe('green');
  });
});
