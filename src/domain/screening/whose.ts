// Whom the answers are about, and for whose sake a card stays closed.
import type { Age } from '../age.ts';
import type { ReportedForm } from '../chart.ts';
import type { Instrument } from './instrument.ts';
import type { Confidence } from './result.ts';

/** Below this age nobody fills in a form about themselves; who answered one is then the caregiver (CLINICAL 1a: youth forms from 11 years). */
const selfReportMonths = 11 * 12;

/** A confidential form about the child that is not about the family is one a person fills in about themselves (PHQ, GAD-7, Y-PSC). */
const isSelfReport = (instrument: Instrument): boolean =>
  instrument.about === 'child' && instrument.confidential && instrument.familyRisk !== true;

/** @param ages the child's on the day, one or both ends of a range; empty when not known */
export const aboutWhom = (
  form: ReportedForm,
  instrument: Instrument,
  ages: readonly Age[],
): 'child' | 'caregiver' => {
  // Only a self-report changes its subject with whoever answers it.
  if (!isSelfReport(instrument)) return instrument.about;
  if (form.respondent !== undefined) return form.respondent === 'the child' ? 'child' : 'caregiver';
  return ages.length > 0 && ages.every((age) => age.months < selfReportMonths) ? 'caregiver' : 'child';
};

export const confidenceOf = (instrument: Instrument, about: 'child' | 'caregiver'): Confidence => {
  if (!instrument.confidential) return 'none';
  if (instrument.familyRisk === true) return 'family-risk';
  return about === 'caregiver' ? 'caregiver' : 'young-person';
};
