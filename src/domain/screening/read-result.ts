// From a reported form to what may be said of it.
import { type Age, ageOn, type CalendarDate, type PartialDate } from '../age.ts';
import type { GestationalAge, ReportedForm } from '../chart.ts';
import { ageFit, ageless, beforeDueDate } from './age-fit.ts';
import { correctedAgeOn } from './corrected-age.ts';
import type { Instrument } from './instrument.ts';
import { judge } from './judge.ts';
import type { Judgement, ScreeningResult } from './result.ts';
import { resultKey, safetyOf } from './safety.ts';
import { aboutWhom, answeredBy, confidenceOf, wrongPerson } from './whose.ts';

interface AgeThen {
  readonly chronological: Age;
  readonly corrected?: Age;
}

const newborn: Age = { months: 0, days: 0, ageInDays: 0 };

const ageThen = (
  birth: CalendarDate,
  form: ReportedForm,
  instrument: Instrument,
  gestation: GestationalAge | undefined,
): AgeThen | undefined => {
  const chronological = ageOn(birth, form.administeredOn);
  if (!chronological) return undefined;
  const until = instrument.correctsUntilMonths;
  const corrected =
    until === null || chronological.months >= until
      ? undefined
      : correctedAgeOn(birth, form.administeredOn, gestation);
  return { chronological, ...(corrected ? { corrected: corrected.age ?? beforeDueDate } : {}) };
};

/** One age, or both ends of it; a child of a month or year not told to the day was born by the time the form was filled in. */
const agesThen = (
  birthDate: PartialDate | undefined,
  form: ReportedForm,
  instrument: Instrument,
  gestation: GestationalAge | undefined,
): readonly AgeThen[] => {
  if (!birthDate) return [];
  const oldest = ageThen(birthDate.earliest, form, instrument, gestation);
  if (!oldest) return [];
  if (birthDate.precision === 'day') return [oldest];
  return [oldest, ageThen(birthDate.latest, form, instrument, gestation) ?? { chronological: newborn }];
};

const notAbout = (why: string): Judgement => ({
  band: 'unusable',
  negative: false,
  bandWords: 'Not usable: not about the child',
  because: [why],
  bandedBy: 'nobody',
});

/**
 * What may be said of one administration. Ages are those on the day it was filled in; the corrected one chooses where the instrument
 * corrects (CLINICAL 0b.1). Safety is read first and whatever the rest says (CLINICAL 5, tier 4).
 */
export const readResult = (
  asReported: ReportedForm,
  instrument: Instrument,
  birthDate: PartialDate | undefined,
  gestation: GestationalAge | undefined,
): ScreeningResult => {
  const ages = agesThen(birthDate, asReported, instrument, gestation);
  const chronologicalAges = ages.map(({ chronological }) => chronological);
  const about = aboutWhom(asReported, instrument, chronologicalAges);
  const form = answeredBy(asReported, chronologicalAges);
  const safety = safetyOf(form, instrument);
  // A grown-up's answers about themselves: the child's age chooses nothing.
  const isOwnOfCaregiver = about !== 'child' && instrument.about === 'child';
  const fit = isOwnOfCaregiver
    ? ageless
    : ageFit(
        form,
        instrument,
        ages.map(({ chronological, corrected }) => corrected ?? chronological),
      );
  const { judgement, lines } = judge(form, instrument, fit, safety);
  const stranger = wrongPerson(form, instrument, about);
  const exact = birthDate?.precision === 'day' ? ages[0] : undefined;
  return {
    key: resultKey(form, instrument, safety),
    instrument,
    form,
    ...(stranger === undefined ? judgement : notAbout(stranger)),
    scores: lines,
    safety,
    aboutWhom: about,
    confidence: confidenceOf(instrument, about),
    ...(exact ? { ageThen: exact.chronological } : {}),
    ...(exact?.corrected && exact.corrected !== beforeDueDate ? { correctedThen: exact.corrected } : {}),
    ...(fit.ageForm ? { ageForm: fit.ageForm } : {}),
  };
};
