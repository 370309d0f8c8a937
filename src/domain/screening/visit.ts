// Which well-child visit a day belongs to, by the schedule of the place (CLINICAL 2a).
import { addDays, addMonths, type CalendarDate } from '../age.ts';
import type { AgePoint } from './instrument.ts';
import type { VisitSchedule } from './schedule.ts';

export interface Visit {
  /** `18-month visit`. */
  readonly name: string;
  readonly from: CalendarDate;
  /** Inclusive. */
  readonly to: CalendarDate;
  readonly schedule: VisitSchedule;
}

const earlier = (one: CalendarDate, other: CalendarDate): CalendarDate => (one < other ? one : other);

/**
 * The first day on which a child is this old; the days are counted after the whole months. Where the month is too short for them it is the
 * first day of the next one: nobody is 1 month 30 days old in February.
 */
export const dayOf = (birth: CalendarDate, { months, days }: AgePoint): CalendarDate =>
  earlier(addDays(addMonths(birth, months), days), addMonths(birth, months + 1));

/** The last day on which a child is no older than this: never beyond the last day of those months. */
export const lastDayOf = (birth: CalendarDate, { months, days }: AgePoint): CalendarDate =>
  earlier(addDays(addMonths(birth, months), days), addDays(addMonths(birth, months + 1), -1));

/** The schedule of the clinic's state, else the national one. */
export const scheduleFor = (
  schedules: readonly VisitSchedule[],
  state: string | undefined,
): VisitSchedule | undefined =>
  schedules.find((one) => state !== undefined && one.states?.includes(state)) ??
  schedules.find((one) => one.states === null);

/** A period of two years is still called after the child's own visit: `13-year visit`. */
const calledOn = (
  { name, laterNames }: VisitSchedule['visits'][number],
  birth: CalendarDate,
  today: CalendarDate,
): string => laterNames?.findLast(({ from }) => dayOf(birth, from) <= today)?.name ?? name;

/** The visit of this day by the clinic's schedule; `undefined` between two visits and before birth. */
export const visitOn = (
  schedules: readonly VisitSchedule[],
  state: string | undefined,
  birth: CalendarDate,
  today: CalendarDate,
): Visit | undefined => {
  const schedule = scheduleFor(schedules, state);
  const visit = schedule?.visits.find(
    ({ from, to }) => dayOf(birth, from) <= today && today <= lastDayOf(birth, to),
  );
  return schedule && visit
    ? {
        name: calledOn(visit, birth, today),
        from: dayOf(birth, visit.from),
        to: lastDayOf(birth, visit.to),
        schedule,
      }
    : undefined;
};

/** The first day of the visit this day belongs to, or of the one before it. */
export const lastVisitBegan = (
  schedules: readonly VisitSchedule[],
  state: string | undefined,
  birth: CalendarDate,
  today: CalendarDate,
): CalendarDate | undefined =>
  scheduleFor(schedules, state)
    ?.visits.map(({ from }) => dayOf(birth, from))
    .filter((from) => from <= today)
    .toSorted()
    .at(-1);
