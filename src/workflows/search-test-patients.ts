// The mapping console looks for a test patient. The EHR decides whom this administrator may see; nothing found is kept.
import type { Patient } from 'fhir/r4.js';
import type { Gap } from '../domain/chart.ts';
import type { Ehr, PatientSearch } from '../ehr/port.ts';
import { childFrom } from '../fhir/patient.ts';
import type { Store } from '../store/port.ts';
import { stopIfAccessEnded } from './access-ended.ts';
import type { LaunchInUse, Now } from './context.ts';
import { auditOf } from './send-referral.ts';

export interface FoundPatient {
  readonly id: string;
  readonly name: string;
  /** As the chart gives it: a whole date, or the year or month alone. */
  readonly born: string;
}

export interface FoundPatients {
  readonly patients: readonly FoundPatient[];
  readonly gap?: Gap;
}

export const foundPatient = (patient: Patient): FoundPatient => ({
  id: patient.id ?? '',
  name: childFrom(patient).name,
  born: patient.birthDate ?? 'not in the chart',
});

/** The audit row says that someone was looked for, never who. @throws AppError `SESSION_EXPIRED` when the EHR no longer honours the access */
export const makeSearchTestPatients =
  ({ store, ehr, now }: { store: Store; ehr: Ehr; now: Now }) =>
  async (use: LaunchInUse, search: PatientSearch): Promise<FoundPatients> => {
    await store.appendAudit(auditOf(use, now(), 'mapping.search', 'Patient'));
    const read = await ehr.findPatients(await use.access(), search);
    stopIfAccessEnded(read.gap);
    return {
      patients: read.resources
        .filter((one): one is Patient => one.resourceType === 'Patient' && one.id !== undefined)
        .map(foundPatient),
      ...(read.gap ? { gap: read.gap } : {}),
    };
  };
export type SearchTestPatients = ReturnType<typeof makeSearchTestPatients>;
