// Which screens are due when, and what a visit is called: the shapes of the schedules (CLINICAL 2a).
import type { Sourced, Evidence, AgePoint } from './instrument.ts';

/** What a rule of the schedule looks for (CLINICAL 2a). */
export const screeningTopics = [
  'behavioural',
  'developmental',
  'autism',
  'caregiver-depression',
  'youth-depression',
  'suicide-risk',
] as const;
export type ScreeningTopic = (typeof screeningTopics)[number];

/** One row of a schedule (CLINICAL 2a). */
export interface PeriodicityRule extends Sourced {
  readonly name: string;
  readonly topic: ScreeningTopic;
  /** False when a site switched the rule off. */
  readonly inUse: boolean;
  /** Whose answers meet it: a caregiver's PHQ-9 is no screening of the young person, nor the other way round. */
  readonly about: 'child' | 'caregiver';
  readonly states: readonly string[] | null;
  /** Visit windows, upper one inclusive (without `toDays`, to the last day of its month); empty with `everyMonths` set for a yearly rule. */
  readonly windows: readonly {
    readonly name: string;
    readonly fromMonths: number;
    readonly fromDays: number;
    readonly toMonths: number;
    readonly toDays: number | null;
    readonly evidence: Evidence;
  }[];
  readonly everyMonths: number | null;
  /** From when to when a yearly rule holds. */
  readonly spanMonths: { readonly from: number; readonly to: number } | null;
  readonly acceptable: readonly string[];
  /** Met only by a form whose safety item was seen, e.g. suicide risk by a PHQ-9 with its item 9. */
  readonly needsSafetyItem: boolean;
  readonly catchUp: boolean;
  /** Counts only when done on or after this chronological age (M-CHAT-R before the second birthday: CLINICAL 0b.2). */
  readonly notBeforeWindow: boolean;
  readonly why: string;
}

/** The well-child visits of a place: what the visit of today is called, and the axis of the timeline. */
export interface VisitSchedule extends Sourced {
  readonly name: string;
  /** `null` = where no state's own schedule is known. */
  readonly states: readonly string[] | null;
  readonly visits: readonly {
    readonly id: string;
    readonly name: string;
    /** What it is called from these ages on, youngest first, where one period holds several visit ages. */
    readonly laterNames?: readonly { readonly from: AgePoint; readonly name: string }[] | undefined;
    readonly from: AgePoint;
    /** Inclusive. */
    readonly to: AgePoint;
    readonly evidence: Evidence;
  }[];
}
