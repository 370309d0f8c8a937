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

/** The day a child reaches this age; the days are counted after the whole months. */
export const dayOf = (birth: CalendarDate, { months, days }: AgePoint): CalendarDate =>
  addDays(addMonths(birth, months), days);

/** The schedule of the clinic's state, else the national one. `undefined` between two visits. */
export const visitOn = (
  schedules: readonly VisitSchedule[],
  state: string | undefined,
  birth: CalendarDate,
  today: CalendarDate,
): Visit | undefined => {
  const schedule =
    schedules.find((one) => state !== undefined && one.states?.includes(state)) ??
    schedules.find((one) => one.states === null);
  const visit = schedule?.visits.find(
    ({ from, to }) => dayOf(birth, from) <= today && today <= dayOf(birth, to),
  );
  return schedule && visit
    ? { name: visit.name, from: dayOf(birth, visit.from), to: dayOf(birth, visit.to), schedule }
    : undefined;
};
