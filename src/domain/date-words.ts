// Calendar dates the way people here write them. Machines get the ISO form, readers never do.
import type { CalendarDate } from './age.ts';

export const monthNames = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
] as const;

const isoDay = /^(\d{4})-(\d{2})-(\d{2})/;

/** `Nov 23, 2026`. What is no calendar date (a partial one, say) is given back as it came; of an instant, its first ten characters count. */
export const dateWords = (date: CalendarDate | string): string => {
  const [, year, month, day] = isoDay.exec(date) ?? [];
  const name = monthNames[Number(month) - 1];
  return year !== undefined && name !== undefined ? `${name} ${Number(day)}, ${year}` : date;
};

/** `Nov 2026`. */
export const monthWords = (date: CalendarDate): string => {
  const [year, month] = date.split('-');
  return `${monthNames[Number(month) - 1] ?? month} ${year}`;
};
