// When somebody of the clinic's own team is in: the site's days and times against the clinic's own clock.
import type { CalendarDate } from '../age.ts';

/** Monday first, as the configuration writes them. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

export interface WorkingTime {
  /** The days they are in; where it is not given, nobody here can tell and the page says "ask". */
  readonly days?: readonly Weekday[] | undefined;
  /** `HH:MM` on the clinic's clock. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** As people say it, beside the days: `mornings, by appointment`. Never read by the machine. */
  readonly hours?: string | undefined;
}

/** Day and time in the clinic's own zone. */
export interface ClinicClock {
  readonly today: CalendarDate;
  /** `HH:MM`. */
  readonly time: string;
}

/** `here`: today, now or later. `away`: not today, or gone for today. `ask`: the site gave no days. */
export interface Presence {
  readonly state: 'here' | 'away' | 'ask';
  /** Plain and without the name: `here today until 12:00 pm`. */
  readonly words: string;
}

const dayNames: Readonly<Record<Weekday, string>> = {
  mon: 'Mon',
  tue: 'Tue',
  wed: 'Wed',
  thu: 'Thu',
  fri: 'Fri',
  sat: 'Sat',
  sun: 'Sun',
};

/** The weekday of a calendar date; a date has none of its own zone. */
export const weekdayOf = (date: CalendarDate): Weekday =>
  // JavaScript's weeks begin on Sunday.
  weekdays[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7] ?? 'mon';

/** `every day`, `Mon to Thu`, `Tue, Fri`: three or more in a row are written as a span. */
export const dayListWords = (days: readonly Weekday[]): string => {
  if (weekdays.every((day) => days.includes(day))) return 'every day';
  const runs = weekdays.reduce<Weekday[][]>((all, day, index) => {
    if (!days.includes(day)) return all;
    const run = all.at(-1);
    const before = weekdays[index - 1];
    if (run && before !== undefined && run.at(-1) === before) run.push(day);
    else all.push([day]);
    return all;
  }, []);
  return runs
    .flatMap((run) => {
      const [first, last] = [run[0], run.at(-1)];
      return first && last && run.length > 2
        ? [`${dayNames[first]} to ${dayNames[last]}`]
        : run.map((day) => dayNames[day]);
    })
    .join(', ');
};

/** `9:00 am`, `12:30 pm`. */
export const clockWords = (time: string): string => {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return `${hour % 12 === 0 ? 12 : hour % 12}:${String(minute).padStart(2, '0')} ${hour < 12 ? 'am' : 'pm'}`;
};

const spanWords = ({ from, to }: WorkingTime): string =>
  [from ? ` from ${clockWords(from)}` : '', to ? ` until ${clockWords(to)}` : ''].join('');

/** Whether somebody can be asked for now. Only what the site wrote counts: without days it is never claimed that they are here. */
export const presenceOf = (working: WorkingTime, { today, time }: ClinicClock): Presence => {
  const { days, from, to } = working;
  if (!days) return { state: 'ask', words: 'ask whether they are here' };
  if (!days.includes(weekdayOf(today)))
    return { state: 'away', words: `not here today (${dayListWords(days)})` };
  if (to !== undefined && time >= to)
    return { state: 'away', words: `here today until ${clockWords(to)}, gone now` };
  const isBefore = from !== undefined && time < from;
  return { state: 'here', words: `here today${spanWords(isBefore ? working : { to })}` };
};
