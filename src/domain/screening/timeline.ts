// Every rule from birth to now: what was due when, and what became of it. The shape of the picture and of its text equivalent.
import type { CalendarDate } from '../age.ts';
import type { PeriodicityRule } from './schedule.ts';

export const markStates = ['done', 'missed', 'declined', 'due', 'overdue', 'later', 'not-known'] as const;
/** `not-known`: not every result could be read, so an empty window is not called missed. */
export type MarkState = (typeof markStates)[number];

/** One window of a rule, or one year of a yearly rule. */
export interface TimelineMark {
  /** `9 months`, `third year`. */
  readonly name: string;
  readonly from: CalendarDate;
  /** Inclusive. */
  readonly to: CalendarDate;
  readonly state: MarkState;
  /** The day it was done or declined. */
  readonly on?: CalendarDate;
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
