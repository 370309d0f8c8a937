// The days a birth date that is not whole may be: what is said of a child must hold for all of them (CLINICAL 0b.14).
import { addDays, type CalendarDate, daysBetween, type PartialDate } from '../age.ts';

/** Within a month every day; within a year every week and the last day: no window or eligibility is shorter than that. */
export const birthsWithin = ({ earliest, latest }: PartialDate): readonly CalendarDate[] => {
  const days = daysBetween(earliest, latest);
  const step = days > 31 ? 7 : 1;
  const births: CalendarDate[] = [];
  for (let day = 0; day < days; day += step) births.push(addDays(earliest, day));
  return [...births, latest];
};
