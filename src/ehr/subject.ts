// The right child (DESIGN promise 4, SECURITY T8): whose resource this is, by its own word.
import type { FhirResource } from 'fhir/r4.js';
import { isRecord } from './json.ts';
import { type FhirBase, localReference } from './origin-guard.ts';

const referenceOf = (value: unknown): unknown => (isRecord(value) ? value['reference'] : undefined);

const patientElement: Readonly<Record<string, string>> = {
  Encounter: 'subject',
  Observation: 'subject',
  QuestionnaireResponse: 'subject',
  RelatedPerson: 'patient',
  ServiceRequest: 'subject',
  Task: 'for',
};

/** True only when the resource itself names this patient of this EHR; one that names nobody is not taken on trust. */
export const isAboutPatient = (base: FhirBase, resource: FhirResource, patientId: string): boolean => {
  if (resource.resourceType === 'Patient') return resource.id === patientId;
  const element = patientElement[resource.resourceType];
  if (element === undefined) return false;
  const raw: unknown = resource;
  const named = localReference(base, referenceOf(isRecord(raw) ? raw[element] : undefined));
  return named?.type === 'Patient' && named.id === patientId;
};
