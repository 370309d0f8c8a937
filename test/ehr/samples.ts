// Synthetic answers of an EHR.
import type { EhrAccess } from '../../src/ehr/port.ts';
import type { FhirEhrOptions } from '../../src/ehr/fhir-ehr.ts';
import { makeFhirEhr } from '../../src/ehr/fhir-ehr.ts';

export const token = 'canary-token-5e1f';

export const accessTo = (iss: string, scopes = 'patient/*.rs'): EhrAccess => ({
  ehrId: 'practice',
  iss,
  accessToken: token,
  scopes,
});

export const ehrAt = (iss: string, change: Partial<FhirEhrOptions> = {}) =>
  makeFhirEhr({
    registrations: [{ ehrId: 'practice', iss, allowInsecureHttp: true }],
    allows: () => true,
    ...change,
  });

export const searchset = (resources: readonly object[], next?: string, more: readonly object[] = []) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  ...(next === undefined ? {} : { link: [{ relation: 'next', url: next }] }),
  entry: [...resources.map((resource) => ({ resource, search: { mode: 'match' } })), ...more],
});

export const child = { resourceType: 'Patient', id: 'child-1' };
export const observation = (id: string, patient = 'child-1', change: object = {}) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { text: 'a screen' },
  subject: { reference: `Patient/${patient}` },
  ...change,
});
export const outcome = (
  code: string,
  severity = 'error',
  diagnostics = 'Mateo, born 2022-11-22, MRN 0012345678',
) => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity, code, diagnostics, details: { text: diagnostics } }],
});
