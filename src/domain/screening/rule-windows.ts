// The windows of a rule as dates of one child: what the due lines and the timeline both count with (CLINICAL 2a).
import { addDays, addMonths, type CalendarDate } from '../age.ts';
import type { PeriodicityRule } from './schedule.ts';
import { dayOf, lastDayOf } from './visit.ts';

export interface DatedWindow {
  readonly name: string;
  readonly from: CalendarDate;
  /** Inclusive. */
  readonly to: CalendarDate;
  /** A screen from this day on meets the window: its first day, or a little before where the rule allows it. */
  readonly countsFrom: CalendarDate;
}

/** How much too early a screen may be and still be the one of its visit, where the rule does not forbid it (ours). */
const earlyMonths = 1;

const later = (one: CalendarDate, other: CalendarDate): CalendarDate => (one > other ? one : other);

/** The visit windows of a rule, first to last; none for a yearly rule. Both days inclusive. */
export const windowsOf = (rule: PeriodicityRule, birth: CalendarDate): readonly DatedWindow[] => {
  const windows = rule.windows.map(({ name, fromMonths, fromDays, toMonths, toDays }) => ({
    name,
    from: dayOf(birth, { months: fromMonths, days: fromDays }),
    to:
      toDays === null
        ? addDays(addMonths(birth, toMonths + 1), -1)
        : lastDayOf(birth, { months: toMonths, days: toDays }),
  }));
  return windows.map((window, index) => {
    const before = windows[index - 1];
    const tooEarly = addMonths(window.from, -earlyMonths);
    return {
      ...window,
      countsFrom: rule.notBeforeWindow
        ? window.from
        : later(later(tooEarly, birth), before ? addDays(before.to, 1) : birth),
    };
  });
};

const yearName = (months: number, every: number): string =>
  months % 12 !== 0 || every % 12 !== 0
    ? `${months} months`
    : months === 0
      ? 'first year'
      : `${months / 12} ${months === 12 ? 'year' : 'years'}`;

/** A yearly rule year by year, by age, up to the one after `until`; the last one ends with the rule. */
export const yearsOf = (
  rule: PeriodicityRule,
  every: number,
  birth: CalendarDate,
  until: CalendarDate,
): readonly DatedWindow[] => {
  const years: DatedWindow[] = [];
  const end = rule.spanMonths === null ? undefined : rule.spanMonths.to + 1;
  for (let months = rule.spanMonths?.from ?? 0; end === undefined || months < end; months += every) {
    const from = addMonths(birth, months);
    const next = end === undefined ? months + every : Math.min(months + every, end);
    years.push({
      name: yearName(months, every),
      from,
      to: addDays(addMonths(birth, next), -1),
      countsFrom: from,
    });
    if (from > until) break;
  }
  return years;
};
