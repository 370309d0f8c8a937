// Corrected age for children born early (CLINICAL 2b.3-5). Chooses forms; never decides what a child is eligible for.
import { type Age, addDays, ageOn, type CalendarDate } from '../age.ts';
import type { GestationalAge } from '../chart.ts';

/** Weeks a pregnancy is counted as full for this purpose; programs may use 38 or 40 (CLINICAL 2b.3, verified for ASQ:SE-2). */
const fullTermWeeks = 39;
const leastWeeksEarly = 3;
/** Correction ends at the second birthday, by chronological age. */
export const correctionEndsMonths = 24;

export interface CorrectedAge {
  readonly age: Age;
  readonly weeksEarly: number;
  /** The arithmetic, for the page. */
  readonly how: string;
}

/** Four or more days round up, three or fewer down. */
const roundedWeeks = ({ weeks, days }: GestationalAge): number => (days >= 4 ? weeks + 1 : weeks);

/** `undefined` when no correction applies: born less than three weeks early, or two years old, or before the corrected birth date. */
export const correctedAgeOn = (
  birth: CalendarDate,
  on: CalendarDate,
  gestation: GestationalAge | undefined,
): CorrectedAge | undefined => {
  if (!gestation) return undefined;
  const chronological = ageOn(birth, on);
  const weeksEarly = fullTermWeeks - roundedWeeks(gestation);
  if (!chronological || weeksEarly < leastWeeksEarly || chronological.months >= correctionEndsMonths)
    return undefined;
  const age = ageOn(addDays(birth, weeksEarly * 7), on);
  if (!age) return undefined;
  const born =
    gestation.days === 0 ? `${gestation.weeks} weeks` : `${gestation.weeks} weeks ${gestation.days} days`;
  return {
    age,
    weeksEarly,
    how: `born at ${born}: ${fullTermWeeks} − ${roundedWeeks(gestation)} = ${weeksEarly} weeks taken off`,
  };
};
