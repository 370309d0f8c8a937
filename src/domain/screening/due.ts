// What is due at this visit, rule by rule, with the dates the answer rests on (CLINICAL 2a, 0b.1-2, 0b.11-14).
import { addDays, addMonths, ageOn, type CalendarDate, type PartialDate } from '../age.ts';
import type { Instrument } from './instrument.ts';
import type { PeriodicityRule } from './schedule.ts';
import type { ScreeningResult } from './result.ts';

export const dueStates = ['due', 'overdue', 'declined', 'done', 'missed', 'not-yet', 'uncertain'] as const;
export type DueState = (typeof dueStates)[number];

export interface DueLine {
  readonly rule: PeriodicityRule;
  readonly state: DueState;
  /** Plain words for the window or the interval. */
  readonly window: string;
  readonly tools: readonly Instrument[];
  readonly last?: ScreeningResult;
  readonly why: string;
}

/** How long a yearly rule may lie open before "due" becomes "overdue": two yearly visits (ours). */
const overdueAfterMonths = 24;

/** A caregiver screen that was missed is mentioned until the first birthday (ours; CLINICAL 0b.11 gives no end). */
const missedShownUntilMonths = 12;

/** A screen no tool can catch up any more is mentioned for a year after its last window closed (ours). */
const missedShownForMonths = 12;

/** A rule that begins later than this is not worth a line today (ours). */
const notYetShownMonths = 24;

type Verdict = Pick<DueLine, 'state' | 'window' | 'why' | 'last'>;

const counts = (result: ScreeningResult, rule: PeriodicityRule): boolean =>
  rule.acceptable.includes(result.instrument.id) &&
  result.aboutWhom === rule.about &&
  result.band !== 'unusable';

/** A screen that was done and cannot be read to its end still counts, and says so (CLINICAL 0b.11). */
const incompleteWords = (result: ScreeningResult): string =>
  result.safety.state === 'not-seen'
    ? ', incomplete: the safety item was not seen'
    : result.band === 'follow-up'
      ? ', incomplete: the Follow-Up interview is not known to be done'
      : result.band === 'not-enough'
        ? ', incomplete: not enough of it was reported'
        : '';

const words = (from: CalendarDate, to: CalendarDate, name: string): string => `${name}: ${from} to ${to}`;

const inWindows = (
  rule: PeriodicityRule,
  results: readonly ScreeningResult[],
  birth: CalendarDate,
  today: CalendarDate,
  tools: readonly Instrument[],
): Verdict | undefined => {
  const age = ageOn(birth, today);
  const windows = rule.windows.map((window) => ({
    ...window,
    from: addMonths(birth, window.fromMonths),
    to: addDays(addMonths(birth, window.toMonths + 1), -1),
  }));
  const started = windows.filter((window) => window.from <= today);
  const current = started.at(-1);
  if (!age) return undefined;
  if (!current) {
    const next = windows[0];
    return next
      ? {
          state: 'not-yet',
          window: words(next.from, next.to, next.name),
          why: 'its first window has not begun',
        }
      : undefined;
  }
  // A later one meets a rule that is caught up; one that is not is met inside its window or not at all.
  const inside = results.find(
    ({ form }) => form.administeredOn >= current.from && (rule.catchUp || form.administeredOn <= current.to),
  );
  const window = words(current.from, current.to, current.name);
  if (inside)
    return {
      state: 'done',
      window,
      last: inside,
      why: `done ${inside.form.administeredOn}${incompleteWords(inside)}`,
    };
  const last = results[0];
  const lastPart = last ? { last } : {};
  const earlier = last
    ? `; the last one, ${last.form.administeredOn}, was before this window`
    : '; none found';
  if (today <= current.to) return { state: 'due', window, ...lastPart, why: `the window is open${earlier}` };
  if (rule.catchUp && tools.length > 0)
    return {
      state: 'overdue',
      window,
      ...lastPart,
      why: `the window has closed${earlier}; missed screens are caught up at the next visit`,
    };
  const isLastWindow = current === windows.at(-1);
  const isStillShown = rule.catchUp
    ? isLastWindow && today <= addMonths(current.to, missedShownForMonths)
    : age.months < missedShownUntilMonths;
  if (!isStillShown) {
    const next = windows[started.length];
    return next
      ? {
          state: 'not-yet',
          window: words(next.from, next.to, next.name),
          ...lastPart,
          why: 'between two windows',
        }
      : undefined;
  }
  const advice = rule.catchUp
    ? 'no tool Hearth knows fits this age any more: ask about it in your own words'
    : 'it is not caught up: ask how the caregiver is';
  return { state: 'missed', window, ...lastPart, why: `the window has closed${earlier}; ${advice}` };
};

const yearly = (
  rule: PeriodicityRule,
  results: readonly ScreeningResult[],
  birth: CalendarDate,
  today: CalendarDate,
  every: number,
): Verdict | undefined => {
  const age = ageOn(birth, today);
  const span = rule.spanMonths;
  if (!age || (span && age.months > span.to)) return undefined;
  if (span && age.months < span.from - notYetShownMonths) return undefined;
  if (span && age.months < span.from)
    return {
      state: 'not-yet',
      window: `from ${addMonths(birth, span.from)}`,
      why: 'the child is younger than this rule',
    };
  const window = every === 12 ? 'every 12 months' : `every ${every} months`;
  const last = results[0];
  if (last && addMonths(last.form.administeredOn, every) > today)
    return {
      state: 'done',
      window,
      last,
      why: `done ${last.form.administeredOn}${incompleteWords(last)}; next due ${addMonths(last.form.administeredOn, every)}`,
    };
  const since = last?.form.administeredOn ?? (span ? addMonths(birth, span.from) : birth);
  const state = addMonths(since, overdueAfterMonths) <= today ? 'overdue' : 'due';
  const why = last
    ? `none in the last ${every} months; the last one was ${last.form.administeredOn}`
    : 'none found in the chart';
  return { state, window, ...(last ? { last } : {}), why };
};

const forBirth = (
  rule: PeriodicityRule,
  results: readonly ScreeningResult[],
  birth: CalendarDate,
  today: CalendarDate,
  tools: readonly Instrument[],
): Verdict | undefined =>
  rule.everyMonths === null
    ? inWindows(rule, results, birth, today, tools)
    : yearly(rule, results, birth, today, rule.everyMonths);

/** Tools of a rule that fit the child on this day: by corrected age where the instrument corrects, as `readResult` will judge them. */
const toolsFor = (
  rule: PeriodicityRule,
  instruments: readonly Instrument[],
  months: readonly number[],
  correctedMonths: number | undefined,
): readonly Instrument[] =>
  instruments.filter(({ id, ageMonths, correctsUntilMonths }) => {
    if (!rule.acceptable.includes(id)) return false;
    if (ageMonths === null) return true;
    const corrects =
      correctsUntilMonths !== null && months.every((one) => one < correctsUntilMonths)
        ? correctedMonths
        : undefined;
    const ages = corrects === undefined ? months : [corrects];
    return ages.some((one) => one >= ageMonths.from && one <= ageMonths.to);
  });

/**
 * One line a rule that applies. Visits go by chronological age. Where results could not all be read, what looks due is `uncertain`: absence
 * never reads as normal. With a partial birth date a state is said only when the whole range agrees (CLINICAL 0b.14).
 *
 * @param results usable and unusable, newest first
 * @param resultsReadWhole false when a slice that may hold results is a gap
 */
export const decideDue = (
  rules: readonly PeriodicityRule[],
  instruments: readonly Instrument[],
  results: readonly ScreeningResult[],
  child: {
    readonly birthDate: PartialDate;
    readonly state: string | undefined;
    readonly correctedMonths?: number;
  },
  today: CalendarDate,
  resultsReadWhole: boolean,
): readonly DueLine[] =>
  rules.flatMap((rule) => {
    if (rule.states !== null && (child.state === undefined || !rule.states.includes(child.state))) return [];
    const counted = results.filter((result) => counts(result, rule));
    const births = [...new Set([child.birthDate.earliest, child.birthDate.latest])];
    const months = births.flatMap((birth) => ageOn(birth, today)?.months ?? []);
    const tools = toolsFor(rule, instruments, months, child.correctedMonths);
    const [first, ...others] = births.map((birth) => forBirth(rule, counted, birth, today, tools));
    if (others.some((other) => other?.state !== first?.state))
      return [
        {
          rule,
          tools,
          state: 'uncertain',
          window: first?.window ?? others[0]?.window ?? '',
          why: 'the birth date is not whole, and the answer depends on it',
        },
      ];
    if (!first) return [];
    // The same answer either way, yet with other dates: the answer is said and the dates are not.
    const agreed = others.every((other) => other?.window === first.window && other.why === first.why)
      ? first
      : {
          ...first,
          window: 'dates depend on the exact birth date',
          why: 'the same for every day the birth date may be',
        };
    const open = first.state === 'due' || first.state === 'overdue' || first.state === 'missed';
    if (open && !resultsReadWhole)
      return [
        {
          rule,
          tools,
          ...agreed,
          state: 'uncertain',
          why: 'not every result could be read, so Hearth cannot tell whether this was done',
        },
      ];
    return [{ rule, tools, ...agreed }];
  });
