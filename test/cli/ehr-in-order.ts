// An EHR with nothing to complain of; each test spoils the one document it is about.
import { exportJWK, generateKeyPair } from 'jose';
import { expect } from 'vitest';
import { runDoctor } from '../../src/cli/doctor.ts';
import type { Check } from '../../src/cli/doctor-report.ts';
import type { Registration } from '../../smart-launch/index.ts';
import { registrationFor, sendJson, startServer } from '../smart-launch/local-ehr.ts';

const resource = (type: string, codes: string[], searchParams: string[] = []) => ({
  type,
  interaction: codes.map((code) => ({ code })),
  searchParam: searchParams.map((name) => ({ name, type: 'token' })),
});
const readOnly = ['Patient', 'Encounter', 'Observation', 'QuestionnaireResponse', 'RelatedPerson'];
export const scopes = `launch openid fhirUser ${readOnly.map((type) => `patient/${type}.rs`).join(' ')} patient/ServiceRequest.crs patient/Task.crs patient/Provenance.c`;

export async function startEhrInOrder() {
  const { publicKey } = await generateKeyPair('ES384');
  const clock = { aheadMs: 0 };
  const server = await startServer((request, response) => {
    response.setHeader('date', new Date(Date.now() + clock.aheadMs).toUTCString());
    const document = documents[request.path];
    if (document === undefined) return sendJson(response, {}, 404);
    if (typeof document === 'number') return void response.writeHead(document, { location: '/x' }).end();
    sendJson(response, document);
  });
  const registration: Registration = registrationFor(
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
  const smartConfiguration: Record<string, unknown> = {
    issuer: server.origin,
    authorization_endpoint: `${server.origin}/authorize`,
    token_endpoint: `${server.origin}/token`,
    jwks_uri: `${server.origin}/jwks`,
    capabilities: ['launch-ehr', 'client-public', 'sso-openid-connect'],
    code_challenge_methods_supported: ['S256'],
    scopes_supported: ['openid', 'fhirUser', 'launch', 'patient/*.cruds'],
  };
  const declared = [
    ...readOnly.map((type) => resource(type, ['read', 'search-type'])),
    resource('ServiceRequest', ['create', 'read', 'search-type'], ['identifier', 'patient']),
    resource('Task', ['create', 'read', 'search-type'], ['identifier']),
    resource('Provenance', ['create']),
  ];
  const statement = {
    resourceType: 'CapabilityStatement',
    fhirVersion: '4.0.1',
    software: { name: 'Test EHR', version: '1' },
    rest: [{ mode: 'server', resource: declared }],
  };
  /** What each path answers; undefined is 404, a number that status. */
  const documents: Record<string, unknown> = {
    '/fhir/.well-known/smart-configuration': smartConfiguration,
    '/jwks': { keys: [{ ...(await exportJWK(publicKey)), kid: '1', use: 'sig', alg: 'ES384' }] },
    '/fhir/metadata': statement,
  };
  const examine = (more: { iss?: string } = {}) =>
    runDoctor({
      registrations: [registration],
      fetch,
      now: Date.now,
      publicBaseUrl: 'https://hearth.example.org',
      deadlineMs: 500,
      ...more,
    });
  return {
    server,
    clock,
    registration,
    smartConfiguration,
    statement,
    documents,
    examine,
    check: async (id: string): Promise<Check> =>
      (await examine()).checks.find((one) => one.id === id) ?? expect.unreachable(`no check ${id}`),
    redeclare(type: string, codes: string[], searchParams: string[] = []) {
      const others = declared.filter((one) => one.type !== type);
      declared.splice(0, declared.length, ...others, resource(type, codes, searchParams));
    },
  };
}
export type EhrInOrder = Awaited<ReturnType<typeof startEhrInOrder>>;
