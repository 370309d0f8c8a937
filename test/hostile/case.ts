// One bad input as data: what the EHR holds or answers, what a person must be able to read, what must never stand there.
// Cases act through HTTP and on the page alone, so that they ask nothing of how the app is built.
import type { FhirResource, Observation, Patient } from 'fhir/r4.js';
import type { Fault } from '../../fixtures/sandbox-ehr/index.ts';
import { addDays, addMonths, type CalendarDate, dateInZone } from '../../src/domain/age.ts';

export const loinc = 'http://loinc.org';
export const localCodes = 'https://practice-ehr.example/codes';

export interface Chart {
  readonly patient: Patient;
  readonly resources: readonly FhirResource[];
}

export interface HostileCase {
  /** As in the list of bad inputs, with a letter where one row holds several. */
  readonly id: string;
  readonly input: string;
  readonly expected: string;
  readonly chart: (patientId: string, today: CalendarDate) => Chart;
  readonly faults?: (patientId: string) => readonly Fault[];
  /** Words that hang on the day the test runs. */
  readonly saysOf?: (today: CalendarDate) => readonly RegExp[];
  readonly timeZone?: string;
  /** The instant both clocks stand at, where the case hangs on a day of the calendar; the real one when absent. */
  readonly now?: string;
  /** Requests for Observations the EHR may meet at most. */
  readonly mostSearches?: number;
  readonly says: readonly RegExp[];
  readonly neverSays?: readonly RegExp[];
}

export const clinicZone = 'America/Chicago';
export const todayIn = (timeZone: string, now: Date): CalendarDate => dateInZone(now, timeZone);

/** A child with a whole birth date, so many months and days before today. */
export const childBorn = (
  id: string,
  today: CalendarDate,
  months: number,
  days = 0,
  more: Partial<Patient> = {},
): Patient => ({
  resourceType: 'Patient',
  id,
  active: true,
  name: [{ use: 'official', family: 'Sample', given: ['Case'] }],
  gender: 'unknown',
  birthDate: addDays(addMonths(today, -months), -days),
  ...more,
});

/** A survey Observation; whatever a case needs otherwise is laid over it. */
export const survey = (
  patientId: string,
  name: string,
  coding: { readonly system: string; readonly code: string; readonly display: string },
  on: string,
  more: Partial<Observation> = {},
): Observation => ({
  resourceType: 'Observation',
  id: `${patientId}-${name}`,
  status: 'final',
  category: [
    {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'survey' }],
    },
  ],
  code: { coding: [coding], text: coding.display },
  subject: { reference: `Patient/${patientId}` },
  effectiveDateTime: on,
  ...more,
});

export const score = (value: number): Partial<Observation> => ({
  valueQuantity: { value, unit: '{score}', system: 'http://unitsofmeasure.org', code: '{score}' },
});

export const mchat = { system: localCodes, code: 'mchat-r-total', display: 'M-CHAT-R total score' };
export const psc17 = {
  panel: { system: localCodes, code: 'psc17', display: 'PSC-17' },
  total: { system: localCodes, code: 'psc17-total', display: 'PSC-17 total score' },
  internalizing: {
    system: localCodes,
    code: 'psc17-internalizing',
    display: 'PSC-17 internalizing score',
  },
  attention: { system: localCodes, code: 'psc17-attention', display: 'PSC-17 attention score' },
  externalizing: {
    system: localCodes,
    code: 'psc17-externalizing',
    display: 'PSC-17 externalizing score',
  },
};

export const onlyPatient = (patient: Patient): Chart => ({ patient, resources: [] });
export const withResults = (patient: Patient, ...resources: readonly FhirResource[]): Chart => ({
  patient,
  resources,
});
