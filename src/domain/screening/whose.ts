// Whom the answers are about, and for whose sake a card stays closed.
import type { Age } from '../age.ts';
import type { ReportedForm } from '../chart.ts';
import type { Instrument } from './instrument.ts';
import type { Confidence } from './result.ts';

/** Below this age nobody fills in a form about themselves; who answered one is then the caregiver (CLINICAL 1a: youth forms from 11 years). */
const selfReportMonths = 11 * 12;

/** Made for people of any age to fill in about themselves (PHQ-9, GAD-7); one made for young people, by its ages, is always about them. */
const isForAnyone = ({ about, confidential, familyRisk, ageMonths }: Instrument): boolean =>
  about === 'child' && confidential && familyRisk !== true && ageMonths === null;

/** @param ages the child's on the day, one or both ends of a range; empty when not known */
export const aboutWhom = (
  form: ReportedForm,
  instrument: Instrument,
  ages: readonly Age[],
): 'child' | 'caregiver' => {
  // Only a self-report for anyone changes its subject with whoever answers it.
  if (!isForAnyone(instrument)) return instrument.about;
  if (form.respondent !== undefined) return form.respondent === 'the child' ? 'child' : 'caregiver';
  return ages.length > 0 && ages.every((age) => age.months < selfReportMonths) ? 'caregiver' : 'child';
};

export const confidenceOf = (instrument: Instrument, about: 'child' | 'caregiver'): Confidence => {
  if (!instrument.confidential) return 'none';
  if (instrument.familyRisk === true) return 'family-risk';
  return about === 'caregiver' ? 'caregiver' : 'young-person';
};
