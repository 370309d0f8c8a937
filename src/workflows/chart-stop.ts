// Whether the chart an order would be written to is still this child's living, active chart: asked again when something is sent, because a
// form can stand open, and an order can wait, longer than a chart does.
import type { CalendarDate } from '../domain/age.ts';
import { stopFor } from '../domain/summary-stop.ts';
import type { Ehr, EhrAccess } from '../ehr/port.ts';
import { childFrom } from '../fhir/patient.ts';

export type ChartStop =
  | { readonly state: 'open' }
  /** In words for the person who sends; they may name another chart. */
  | { readonly state: 'stopped'; readonly words: string }
  /** The EHR did not say; `isDown` when it may say later. */
  | { readonly state: 'unknown'; readonly isDown: boolean };

/** A birth date nobody can read stops advice, not a referral. */
const stops = (reason: string): boolean => reason !== 'undatable';

/** Reads the Patient alone, with this user's own access. Throws what `readPatients` throws. */
export const readChartStop = async (
  ehr: Ehr,
  access: EhrAccess,
  patientId: string,
  today: CalendarDate,
): Promise<ChartStop> => {
  const { resources, gap } = await ehr.readPatients(access, [patientId]);
  const patient = resources.find((one) => one.resourceType === 'Patient' && one.id === patientId);
  if (patient?.resourceType !== 'Patient') {
    const isDown =
      gap !== undefined &&
      (gap.reason === 'unreachable' ||
        gap.reason === 'too-slow' ||
        (gap.reason === 'failed' && /^HTTP (?:5|429)/.test(gap.detail ?? '')));
    return { state: 'unknown', isDown };
  }
  const stop = stopFor(childFrom(patient), today);
  return stop && stops(stop.reason) ? { state: 'stopped', words: stop.words } : { state: 'open' };
};
