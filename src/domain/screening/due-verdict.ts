// One rule for one birth date on one day: due or not, with the dates the answer rests on (CLINICAL 2a, 0b.1-2, 0b.11-12).
import { addDays, addMonths, ageOn, type CalendarDate } from '../age.ts';
import type { DeclinedScreen } from '../chart.ts';
import { dateWords } from '../date-words.ts';
import { waitingForFollowUp } from './follow-up.ts';
import type { ScreeningResult } from './result.ts';
import { type DatedWindow, windowsOf } from './rule-windows.ts';
import type { PeriodicityRule } from './schedule.ts';

export const dueStates = [
  'due',
  'overdue',
  'unfinished',
  'declined',
  'done',
  'missed',
  'not-yet',
  'no-tool',
  'uncertain',
] as const;
/** `unfinished`: its Follow-Up interview is not known to be done (CLINICAL trap 9). `no-tool`: a screen would be due and no tool Hearth knows fits this age; that is not the family's delay. */
export type DueState = (typeof dueStates)[number];

export interface Verdict {
  readonly state: DueState;
  /** Plain words for the window or the interval. */
  readonly window: string;
  readonly why: string;
  /** The last screen that counts for the rule. */
  readonly last?: ScreeningResult;
  /** It counts, and something of it was not seen (CLINICAL 0b.11). */
  readonly isIncomplete?: true;
  /** The window of today, or the last one that began; none for a yearly rule. */
  readonly current?: DatedWindow;
  /** The last day the family said no, while that answer stands. */
  readonly declinedOn?: CalendarDate;
}

/** What a rule is held against; results and declines are those of the rule alone, newest first, none from after today. */
export interface RuleCase {
  readonly rule: PeriodicityRule;
  readonly results: readonly ScreeningResult[];
  readonly declined: readonly DeclinedScreen[];
  readonly birth: CalendarDate;
  readonly today: CalendarDate;
  readonly hasTool: boolean;
  /** The first day from which some tool fits, when none does today. */
  readonly toolFrom: CalendarDate | undefined;
  /** The first day of the visit of today or of the one before. */
  readonly visitBegan: CalendarDate | undefined;
}

/** How long a yearly rule may lie open before "due" becomes "overdue": two yearly visits (ours). */
const overdueAfterMonths = 24;

/** A caregiver screen that was missed is mentioned until the first birthday (ours; CLINICAL 0b.11 gives no end). */
const missedShownUntilMonths = 12;

/** A rule whose last window is closed is mentioned for a year, unless it is still to be caught up (ours). */
const endedShownForMonths = 12;

/** A rule that begins later than this is not worth a line today (ours). */
export const notYetShownMonths = 24;

/** Where no schedule says when the visit began, a "no" stands for as long as a visit's errands take (ours). */
const declineStandsForDays = 30;

/** A screen that was done and cannot be read to its end still counts, and says so (CLINICAL 0b.11). */
const incompleteWords = (result: ScreeningResult): string =>
  result.safety.state === 'not-seen'
    ? ', incomplete: the safety item was not seen'
    : result.band === 'not-enough'
      ? ', incomplete: not enough of it was reported'
      : '';

/** What a screen says of its rule once it counts: done, with what was not seen of it, or waiting for its second part. */
const met = (
  result: ScreeningResult,
  waiting: readonly ScreeningResult[],
  again: string,
): Pick<Verdict, 'state' | 'last' | 'why' | 'isIncomplete'> => {
  const { instrument, form } = result;
  if (waiting.includes(result))
    return {
      state: 'unfinished',
      last: result,
      why: `the ${instrument.name} of ${dateWords(form.administeredOn)} needs its Follow-Up interview, and none is in the chart. Record it in the EHR as the Follow-Up score of the ${instrument.name}; Hearth reads it from there`,
    };
  const incomplete = incompleteWords(result);
  return {
    state: 'done',
    last: result,
    why: `done ${form.administeredOn}${incomplete}${again}`,
    ...(incomplete === '' ? {} : { isIncomplete: true }),
  };
};

const dated = ({ name, from, to }: DatedWindow): string => `${name}: ${from} to ${to}`;

const notYet = (window: DatedWindow, why: string, last?: ScreeningResult): Verdict => ({
  state: 'not-yet',
  window: dated(window),
  why,
  ...(last ? { last } : {}),
});

/** A "no" stands inside its window, and after it until the next visit begins; then the screen is offered again. It never counts as done. */
const standingDecline = (
  { declined, today, visitBegan }: RuleCase,
  from: CalendarDate,
  to: CalendarDate | undefined,
): CalendarDate | undefined => {
  const visit = visitBegan ?? addDays(today, -declineStandsForDays);
  return declined.find(({ on }) => on >= from && ((to !== undefined && today <= to) || on >= visit))?.on;
};

/** An earlier "no" is still worth knowing when the screen is offered again. */
const declinedBefore = ({ declined, today }: RuleCase): string => {
  const last = declined[0]?.on;
  return last !== undefined && addMonths(last, 12) > today ? `; declined on ${last}: offer again` : '';
};

const declinedVerdict = (on: CalendarDate, window: string, again: string): Verdict => ({
  state: 'declined',
  window,
  declinedOn: on,
  why: `declined on ${on}; offer again ${again}`,
});

/** Due, and nothing to do it with: soon there will be, or there is not. */
const withoutTool = (
  { toolFrom }: RuleCase,
  window: string,
  until: CalendarDate | undefined,
): Verdict | undefined =>
  toolFrom !== undefined && until !== undefined && toolFrom <= until
    ? { state: 'not-yet', window, why: `no tool Hearth knows fits before ${toolFrom}` }
    : { state: 'no-tool', window, why: 'no tool Hearth knows fits this age: ask about it in your own words' };

const afterClosing = (
  one: RuleCase,
  current: DatedWindow,
  next: DatedWindow | undefined,
  earlier: string,
): Verdict | undefined => {
  const { rule, birth, today } = one;
  const closed = `the window has closed${earlier}`;
  const last = one.results[0];
  const missed = (advice: string): Verdict => ({
    state: 'missed',
    window: dated(current),
    why: `${closed}; ${advice}`,
    ...(last ? { last } : {}),
  });
  if (rule.catchUp && one.hasTool)
    return {
      state: 'overdue',
      window: dated(current),
      ...(last ? { last } : {}),
      why: `${closed}; missed screens are caught up at the next visit${declinedBefore(one)}`,
    };
  if (rule.topic === 'caregiver-depression' && (ageOn(birth, today)?.months ?? 0) < missedShownUntilMonths)
    return missed(`it is not caught up: ask how the caregiver is${declinedBefore(one)}`);
  if (next) return notYet(next, 'between two windows', last);
  return rule.catchUp && today <= addMonths(current.to, endedShownForMonths)
    ? missed('no tool Hearth knows fits this age any more: ask about it in your own words')
    : undefined;
};

const inWindows = (one: RuleCase): Verdict | undefined => {
  const { rule, results, birth, today } = one;
  const windows = windowsOf(rule, birth);
  const started = windows.filter(({ from }) => from <= today);
  const current = started.at(-1);
  const next = windows[started.length];
  if (!current)
    return next && next.from <= addMonths(today, notYetShownMonths)
      ? notYet(next, 'its first window has not begun')
      : undefined;
  // A later one meets a rule that is caught up; one that is not is met inside its window or not at all.
  const insides = results.filter(
    ({ form: { administeredOn: on } }) => on >= current.countsFrom && (rule.catchUp || on <= current.to),
  );
  const waiting = waitingForFollowUp(results);
  const inside = insides.find((result) => waiting.includes(result)) ?? insides[0];
  const window = dated(current);
  if (inside) {
    if (!next && today > addMonths(current.to, endedShownForMonths)) return undefined;
    const early = inside.form.administeredOn < current.from ? ', a little before its window' : '';
    const again = next ? `; next: ${next.name}, from ${next.from}` : '';
    return { window, current, ...met(inside, waiting, `${early}${again}`) };
  }
  const decline = standingDecline(one, current.from, current.to);
  if (decline !== undefined)
    return {
      ...declinedVerdict(decline, window, next ? `from ${next.from}` : 'at the next visit'),
      current,
    };
  const last = results[0];
  const earlier = last
    ? `; the last one, ${last.form.administeredOn}, was before this window`
    : '; none found';
  const verdict: Verdict | undefined =
    today > current.to
      ? afterClosing(one, current, next, earlier)
      : one.hasTool
        ? { state: 'due', window, why: `the window is open${earlier}${declinedBefore(one)}` }
        : withoutTool(one, window, current.to);
  return verdict && { ...(last ? { last } : {}), ...verdict, current };
};

const yearly = (one: RuleCase, every: number): Verdict | undefined => {
  const { rule, results, birth, today } = one;
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
  const waiting = waitingForFollowUp(results);
  const last = waiting[0] ?? results[0];
  const againOn = last && addMonths(last.form.administeredOn, every);
  if (last && againOn && againOn > today) return { window, ...met(last, waiting, `; next due ${againOn}`) };
  const begins = span ? addMonths(birth, span.from) : birth;
  const since = last?.form.administeredOn ?? begins;
  const decline = standingDecline(one, since, undefined);
  const shown = last ? { last } : {};
  if (decline !== undefined) return { ...shown, ...declinedVerdict(decline, window, 'at the next visit') };
  if (!one.hasTool) {
    const verdict = withoutTool(one, window, addMonths(today, every));
    return verdict && { ...shown, ...verdict };
  }
  const why = last
    ? `none in the last ${every} months; the last one was ${last.form.administeredOn}`
    : 'none found in the chart';
  const state = addMonths(since, overdueAfterMonths) <= today ? 'overdue' : 'due';
  return { state, window, ...shown, why: `${why}${declinedBefore(one)}` };
};

/** `undefined` where the rule has nothing to say about a child of this age. */
export const verdictOf = (one: RuleCase): Verdict | undefined =>
  one.today < one.birth
    ? undefined
    : one.rule.everyMonths === null
      ? inWindows(one)
      : yearly(one, one.rule.everyMonths);
