// Corrected age for children born early (CLINICAL 2b.3-5). Chooses forms; never decides what a child is eligible for.
import { type Age, addDays, ageOn, type CalendarDate, daysBetween } from '../age.ts';
import type { GestationalAge } from '../chart.ts';

/** Weeks a pregnancy is counted as full for this purpose, unless the site's own program says 38 or 40 (CLINICAL 2b.3, verified for ASQ:SE-2). */
export const usualFullTermWeeks = 39;
const leastWeeksEarly = 3;
/** Correction ends at the second birthday, by chronological age. */
export const correctionEndsMonths = 24;

export interface CorrectedAge {
  /** `undefined` before the day it is counted from: then no form that goes by corrected age fits yet. */
  readonly age: Age | undefined;
  /** Days still to go to the day it is counted from; 0 from that day on. */
  readonly daysUntilDue: number;
  readonly weeksEarly: number;
  /** The day the corrected age is counted from: the birth date and the weeks taken off. */
  readonly countedFrom: CalendarDate;
  /** `born at 30 weeks, told by the family`. */
  readonly basis: string;
  /** The arithmetic, for the page. */
  readonly how: string;
}

/** Four or more days round up, three or fewer down. */
const roundedWeeks = ({ weeks, days }: GestationalAge): number => (days >= 4 ? weeks + 1 : weeks);

const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;

/** `5 weeks 2 days`. */
export const weeksAndDays = (days: number): string =>
  [
    ...(days >= 7 ? [counted(Math.floor(days / 7), 'week')] : []),
    ...(days % 7 > 0 || days === 0 ? [counted(days % 7, 'day')] : []),
  ].join(' ');

const bornAt = ({ weeks, days }: GestationalAge): string => weeksAndDays(weeks * 7 + days);

const arithmetic = (
  birth: CalendarDate,
  gestation: GestationalAge,
  fullTermWeeks: number,
  weeksEarly: number,
  countedFrom: CalendarDate,
): string => {
  const rounded = roundedWeeks(gestation);
  const counts = gestation.days === 0 ? '' : `, which counts as ${rounded} weeks`;
  return `born ${birth} at ${bornAt(gestation)} (${gestation.basis})${counts}: ${fullTermWeeks} − ${rounded} = ${weeksEarly} weeks early; ${weeksEarly} × 7 = ${weeksEarly * 7} days after the birth date counts from ${countedFrom}`;
};

/**
 * `undefined` when no correction applies: gestational age unknown, born less than three weeks early, or two years old by the calendar.
 * A child not yet at the day it is counted from has one without an age.
 */
export const correctedAgeOn = (
  birth: CalendarDate,
  on: CalendarDate,
  gestation: GestationalAge | undefined,
): CorrectedAge | undefined => {
  if (!gestation) return undefined;
  const chronological = ageOn(birth, on);
  const fullTermWeeks = gestation.fullTermWeeks ?? usualFullTermWeeks;
  const weeksEarly = fullTermWeeks - roundedWeeks(gestation);
  if (!chronological || weeksEarly < leastWeeksEarly || chronological.months >= correctionEndsMonths)
    return undefined;
  const countedFrom = addDays(birth, weeksEarly * 7);
  const age = ageOn(countedFrom, on);
  const worked = arithmetic(birth, gestation, fullTermWeeks, weeksEarly, countedFrom);
  const daysUntilDue = age ? 0 : daysBetween(on, countedFrom);
  return {
    age,
    daysUntilDue,
    weeksEarly,
    countedFrom,
    basis: `born at ${bornAt(gestation)}, ${gestation.basis}`,
    how: age
      ? `${worked}: ${counted(age.months, 'month')} ${counted(age.days, 'day')}`
      : `${worked}, in ${weeksAndDays(daysUntilDue)}: until then no form that goes by corrected age fits`,
  };
};
