// The ages of today: from birth, as a range where the birth date is not whole, and corrected for early birth (CLINICAL 2b).
import { type Age, ageOn, type CalendarDate, type PartialDate } from './age.ts';
import type { Chart, GestationalAge } from './chart.ts';
import { type CorrectedAge, correctedAgeOn, correctionEndsMonths } from './screening/corrected-age.ts';

export interface Ages {
  /** Only where the birth date is whole. */
  readonly birth?: CalendarDate;
  readonly age?: Age;
  /** Youngest and oldest, when the birth date is not whole. */
  readonly ageRange?: readonly [Age, Age];
  readonly corrected?: CorrectedAge;
  readonly gestationNote?: string;
}

const newborn: Age = { months: 0, days: 0, ageInDays: 0 };

const gestationNoteFor = (
  chart: Chart,
  youngest: Age | undefined,
  gestation: GestationalAge | undefined,
): string | undefined => {
  if (!youngest || youngest.months >= correctionEndsMonths || gestation) return undefined;
  const gap = chart.gaps.some((one) => one.slice === 'gestationalAge');
  const why = gap
    ? 'Gestational age could not be read'
    : (chart.gestationalAgeUnusable ?? 'Gestational age is not in the chart');
  return `${why}: ages are not corrected, and term birth is not assumed.`;
};

/** @param birthDate `undefined` where nothing that depends on age is said */
export const agesOn = (
  today: CalendarDate,
  birthDate: PartialDate | undefined,
  chart: Chart,
  gestation: GestationalAge | undefined,
): Ages => {
  if (!birthDate) return {};
  if (birthDate.precision !== 'day') {
    const oldest = ageOn(birthDate.earliest, today);
    if (!oldest) return {};
    // Part of the range may lie ahead; the child is born all the same.
    const youngest = ageOn(birthDate.latest, today) ?? newborn;
    const gestationNote = gestationNoteFor(chart, youngest, gestation);
    return { ageRange: [youngest, oldest], ...(gestationNote ? { gestationNote } : {}) };
  }
  const birth = birthDate.earliest;
  const age = ageOn(birth, today);
  const corrected = correctedAgeOn(birth, today, gestation);
  const gestationNote = gestationNoteFor(chart, age, gestation);
  return {
    birth,
    ...(age ? { age } : {}),
    ...(corrected ? { corrected } : {}),
    ...(gestationNote ? { gestationNote } : {}),
  };
};
