// Whom the answers are about, and for whose sake a card stays closed.
import type { Age } from '../age.ts';
import type { NamedPerson, PersonKind, ReportedForm } from '../chart.ts';
import type { Instrument } from './instrument.ts';
import type { AboutWhom, Confidence } from './result.ts';

/** Below this age nobody fills in a form about themselves; who answered one is then the caregiver (CLINICAL 1a: youth forms from 11 years). */
const selfReportMonths = 11 * 12;

/** Made for people of any age to fill in about themselves (PHQ-9, GAD-7); one made for young people, by its ages, is always about them. */
const isForAnyone = ({ about, confidential, familyRisk, ageMonths }: Instrument): boolean =>
  about === 'child' && confidential && familyRisk !== true && ageMonths === null;

const isTooYoung = (ages: readonly Age[]): boolean =>
  ages.length > 0 && ages.every((age) => age.months < selfReportMonths);

const kindOf = ({ personIs, respondent }: ReportedForm): PersonKind | undefined =>
  personIs ?? (respondent === undefined ? undefined : respondent === 'the child' ? 'child' : 'caregiver');

/**
 * Whom the answers are about. A related person is never the child, and one the chart says nothing of is nobody in particular: only below the
 * age of self-report can it be no other than a caregiver.
 *
 * @param ages the child's on the day, one or both ends of a range; empty when not known
 */
export const aboutWhom = (form: ReportedForm, instrument: Instrument, ages: readonly Age[]): AboutWhom => {
  const kind = kindOf(form);
  // What a family tells of itself stays with the rule it is told for, whichever of them it names.
  if (form.isAboutPerson && kind !== undefined && instrument.familyRisk !== true)
    return kind === 'other-child' ? 'unknown' : kind;
  // Only a self-report for anyone changes its subject with whoever answers it.
  if (!isForAnyone(instrument)) return instrument.about;
  if (kind === 'other-child') return 'unknown';
  if (isTooYoung(ages)) return 'caregiver';
  return kind ?? 'child';
};

/** Why a form says nothing here: it was made to ask about the child, and the source says it is about somebody else (CLINICAL 0b.13). */
export const wrongPerson = (
  form: ReportedForm,
  instrument: Instrument,
  about: AboutWhom,
): string | undefined =>
  form.isAboutPerson &&
  about !== 'child' &&
  instrument.about === 'child' &&
  !isForAnyone(instrument) &&
  instrument.familyRisk !== true
    ? 'the chart says it is about a caregiver, and the form is made for the child'
    : undefined;

/** A caregiver’s portal is often the child’s own: what a child too young for it "answered" was answered by somebody else. */
export const answeredBy = <Form extends NamedPerson>(form: Form, ages: readonly Age[]): Form =>
  form.respondent === 'the child' && isTooYoung(ages)
    ? { ...form, respondent: 'somebody through the child’s own account' }
    : form;

export const confidenceOf = (instrument: Instrument, about: AboutWhom): Confidence => {
  if (!instrument.confidential) return 'none';
  if (instrument.familyRisk === true || about === 'unknown') return 'family-risk';
  return about === 'caregiver' ? 'caregiver' : 'young-person';
};
