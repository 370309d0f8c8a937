// Ages and calendar dates. Everything here is a calendar date in the clinic's time zone, never an instant.
import { dayInZone } from './time-zone.ts';

/** A whole calendar date, `YYYY-MM-DD`. */
export type CalendarDate = string & { readonly __calendarDate: true };

/** A date as FHIR may give it: a year, a year and month, or a whole date (FHIR R4 `date`). */
export interface PartialDate {
  readonly earliest: CalendarDate;
  readonly latest: CalendarDate;
  readonly precision: 'day' | 'month' | 'year';
}

/** An age the way clinicians say it: whole months and the days left over, and all days since birth. */
export interface Age {
  readonly months: number;
  readonly days: number;
  readonly ageInDays: number;
}

const shape = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
/** From 0001-01-01 up to and with 1970-01-01, so that day 0 is that of `Date`. */
const daysBeforeEpoch = 719_163;
const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const daysInMonth = (year: number, month: number): number =>
  month === 2 && isLeapYear(year) ? 29 : (monthLengths[month - 1] ?? 0);

const format = (year: number, month: number, day: number): CalendarDate =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` as CalendarDate;

const parts = (date: CalendarDate): { year: number; month: number; day: number } => ({
  year: Number(date.slice(0, 4)),
  month: Number(date.slice(5, 7)),
  day: Number(date.slice(8, 10)),
});

/** Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; anything else, or a day the calendar does not have, is `undefined`. */
export const parsePartialDate = (text: string): PartialDate | undefined => {
  const found = shape.exec(text);
  if (!found) return undefined;
  const year = Number(found[1]);
  if (year < 1) return undefined;
  if (found[2] === undefined)
    return { earliest: format(year, 1, 1), latest: format(year, 12, 31), precision: 'year' };
  const month = Number(found[2]);
  if (month < 1 || month > 12) return undefined;
  if (found[3] === undefined)
    return {
      earliest: format(year, month, 1),
      latest: format(year, month, daysInMonth(year, month)),
      precision: 'month',
    };
  const day = Number(found[3]);
  if (day < 1 || day > daysInMonth(year, month)) return undefined;
  return { earliest: format(year, month, day), latest: format(year, month, day), precision: 'day' };
};

/** Reads a whole date or nothing. */
export const parseCalendarDate = (text: string): CalendarDate | undefined => {
  const date = parsePartialDate(text);
  return date?.precision === 'day' ? date.earliest : undefined;
};

/** A literal date in code or tests; throws on a date the calendar does not have. */
export const calendarDate = (text: string): CalendarDate => {
  const date = parseCalendarDate(text);
  if (!date) throw new RangeError('not a calendar date');
  return date;
};

/** Days before a year of the Gregorian calendar, and before the month in it. `Date.UTC` takes the years 0 to 99 for those of 1900. */
const dayNumber = (date: CalendarDate): number => {
  const { year, month, day } = parts(date);
  const before = year - 1;
  const years = before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  const months = monthLengths.slice(0, month - 1).reduce((all: number, one) => all + one, 0);
  return years + months + (month > 2 && isLeapYear(year) ? 1 : 0) + day - daysBeforeEpoch;
};

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: CalendarDate, to: CalendarDate): number => dayNumber(to) - dayNumber(from);

export const addDays = (date: CalendarDate, days: number): CalendarDate => {
  const moved = new Date((dayNumber(date) + days) * 86_400_000);
  return format(moved.getUTCFullYear(), moved.getUTCMonth() + 1, moved.getUTCDate());
};

/**
 * Adds calendar months, clamped to the last day of the month: 29 February + 12 months = 28 February,
 * 31 January + 1 month = 28 or 29 February (CLINICAL 0b.8).
 */
export const addMonths = (date: CalendarDate, months: number): CalendarDate => {
  const { year, month, day } = parts(date);
  const index = year * 12 + (month - 1) + months;
  const toYear = Math.floor(index / 12);
  const toMonth = (index % 12) + 1;
  return format(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)));
};

/** Chronological age on a date, in calendar months and days. `undefined` when the date is before birth (CLINICAL 2b.1). */
export const ageOn = (birth: CalendarDate, on: CalendarDate): Age | undefined => {
  if (on < birth) return undefined;
  const from = parts(birth);
  const to = parts(on);
  let months = (to.year - from.year) * 12 + (to.month - from.month);
  if (addMonths(birth, months) > on) months -= 1;
  return { months, days: daysBetween(addMonths(birth, months), on), ageInDays: daysBetween(birth, on) };
};

/** Days a chart and a clinic speak of, as text; only ever so many are kept. */
const dayTexts = new Map<number, CalendarDate>();
const mostDayTexts = 40_000;

/** The calendar date of an instant in a time zone (IANA name). */
export const dateInZone = (instant: Date, timeZone: string): CalendarDate => {
  const day = dayInZone(instant, timeZone);
  const known = dayTexts.get(day);
  if (known !== undefined) return known;
  const at = new Date(day);
  const date = calendarDate(format(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()));
  if (dayTexts.size >= mostDayTexts) dayTexts.clear();
  dayTexts.set(day, date);
  return date;
};
