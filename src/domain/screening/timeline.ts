// Every rule from birth to now: what was due when, and what became of it. The shape of the picture and of its text equivalent.
import { addMonths, type CalendarDate } from '../age.ts';
import type { DeclinedScreen } from '../chart.ts';
import { declinesRule, type DueLine, meetsRule } from './due.ts';
import { type DueState, notYetShownMonths } from './due-verdict.ts';
import { waitingForFollowUp } from './follow-up.ts';
import type { ScreeningResult } from './result.ts';
import { type DatedWindow, windowsOf, yearsOf } from './rule-windows.ts';
import type { PeriodicityRule } from './schedule.ts';

export const markStates = [
  'done',
  'unfinished',
  'missed',
  'declined',
  'due',
  'overdue',
  'later',
  'no-tool',
  'not-known',
] as const;
/** `unfinished`: its Follow-Up interview is not known to be done. `not-known`: not every result could be read, so an empty window is not called missed. `no-tool`: no tool Hearth knows fits the age. */
export type MarkState = (typeof markStates)[number];

/** One window of a rule, or one year of a yearly rule. */
export interface TimelineMark {
  /** `9 months`; of a yearly rule `first year`, then the age: `1 year`, `2 years`. */
  readonly name: string;
  readonly from: CalendarDate;
  /** Inclusive. */
  readonly to: CalendarDate;
  readonly state: MarkState;
  /** The day it was done (the first, where it was done more than once) or declined. */
  readonly on?: CalendarDate;
  /** Every day a screen that counts was filled in, oldest first; no score, so that nothing confidential is in the picture. */
  readonly days?: readonly CalendarDate[];
}

export interface TimelineRow {
  readonly rule: PeriodicityRule;
  readonly marks: readonly TimelineMark[];
}

export interface Timeline {
  readonly birth: CalendarDate;
  readonly today: CalendarDate;
  readonly rows: readonly TimelineRow[];
}

const markOf: Readonly<Record<DueState, MarkState>> = {
  due: 'due',
  overdue: 'overdue',
  unfinished: 'later', // what waits is of an earlier window
  declined: 'declined',
  done: 'later', // met by a screen of an earlier window
  missed: 'missed',
  'not-yet': 'later',
  'no-tool': 'no-tool',
  uncertain: 'not-known',
};

interface RowFacts {
  readonly days: readonly CalendarDate[];
  /** Those of them on which a first part was filled in that still waits for its second. */
  readonly waiting: readonly CalendarDate[];
  readonly refusals: readonly CalendarDate[];
  readonly today: CalendarDate;
  readonly readWhole: boolean;
  readonly line: DueLine | undefined;
}

const markFor = (
  rule: PeriodicityRule,
  windows: readonly DatedWindow[],
  index: number,
  { days, waiting, refusals, today, readWhole, line }: RowFacts,
): readonly TimelineMark[] => {
  const window = windows[index];
  if (!window) return [];
  const { name, from, to, countsFrom } = window;
  const next = windows[index + 1];
  const dated = { name, from, to };
  if (from > today) return from <= addMonths(today, notYetShownMonths) ? [{ ...dated, state: 'later' }] : [];
  // What was caught up before the next window began is this window's.
  const counted = days.filter(
    (day) =>
      day >= countsFrom && (day <= to || (rule.catchUp && (next === undefined || day < next.countsFrom))),
  );
  const first = counted[0];
  const open = counted.find((day) => waiting.includes(day));
  if (open !== undefined) return [{ ...dated, state: 'unfinished', on: open, days: counted }];
  if (first !== undefined) return [{ ...dated, state: 'done', on: first, days: counted }];
  const isCurrent = next === undefined || next.from > today;
  const isOpen = isCurrent && line !== undefined;
  const refusal = refusals.findLast((day) => day >= from && day <= to);
  // The list of today and the picture of today never disagree. A line of a window ahead says nothing of one that has closed.
  if (isOpen && (today <= to || line.state !== 'not-yet')) {
    const state = markOf[line.state];
    const on = state === 'declined' ? line.declinedOn : undefined;
    return [{ ...dated, state, ...(on === undefined ? {} : { on }) }];
  }
  if (refusal !== undefined) return [{ ...dated, state: 'declined', on: refusal }];
  return [{ ...dated, state: readWhole ? 'missed' : 'not-known' }];
};

/**
 * The rows of a child whose birth date is whole, from birth to now and one window ahead. Rules whose first window is years away have none.
 *
 * @param rules those that apply here
 * @param results usable and unusable, in any order
 * @param lines the due lines of today, not folded
 */
export const timelineOf = (
  rules: readonly PeriodicityRule[],
  results: readonly ScreeningResult[],
  declined: readonly DeclinedScreen[],
  birth: CalendarDate,
  today: CalendarDate,
  readWhole: boolean,
  lines: readonly DueLine[] = [],
): Timeline => {
  const known = [...rules, ...lines.map(({ rule }) => rule)];
  const lineOf = new Map(lines.map((line) => [line.rule.id, line]));
  const rows = rules.map((rule): TimelineRow => {
    const all =
      rule.everyMonths === null ? windowsOf(rule, birth) : yearsOf(rule, rule.everyMonths, birth, today);
    const ahead = all.findIndex(({ from }) => from > today);
    const windows = ahead < 0 ? all : all.slice(0, ahead + 1);
    const met = results.filter((result) => meetsRule(result, rule));
    const facts: RowFacts = {
      waiting: waitingForFollowUp(met).map(({ form }) => form.administeredOn),
      days: met
        .map(({ form }) => form.administeredOn)
        .filter((day) => day >= birth && day <= today)
        .toSorted(),
      refusals: declined
        .filter((one) => declinesRule(one, rule, known) && one.on <= today)
        .map(({ on }) => on)
        .toSorted(),
      today,
      readWhole,
      line: lineOf.get(rule.id),
    };
    return { rule, marks: windows.flatMap((_, index) => markFor(rule, windows, index, facts)) };
  });
  return { birth, today, rows: rows.filter(({ marks }) => marks.length > 0) };
};
