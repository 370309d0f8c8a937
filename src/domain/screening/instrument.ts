// What an instrument, a visit rule, a prompt and a next step are: the shapes of the clinical content, and nothing of its values.
import type { CalendarDate } from '../age.ts';
import type { Need, Track } from '../consultant/consultant.ts';

/** `verified`: read in a source. `recalled`: not yet confirmed, never bands until a site signs it. `design`: Hearth's own rule. */
export type Evidence = 'verified' | 'recalled' | 'design';

/** Every row of content says where it comes from. */
export interface Sourced {
  readonly id: string;
  readonly version: string;
  readonly source: string;
  readonly evidence: Evidence;
  /** A clinician's review, not ours. */
  readonly reviewedBy: string | null;
  readonly reviewedOn: CalendarDate | null;
}

export interface Threshold {
  /** Score id of this instrument. */
  readonly score: string;
  /** Positive when the score is at or beyond this, in the direction of concern; `null` = no signed cut-off. */
  readonly at: number | null;
  readonly evidence: Evidence;
  readonly source: string;
}

/** A named zone of a total, low to high, e.g. M-CHAT-R 0-2 / 3-7 / 8-20. */
export interface Zone {
  readonly score: string;
  readonly from: number;
  readonly to: number;
  readonly band: 'below' | 'monitor' | 'follow-up' | 'above';
  readonly words: string;
  readonly evidence: Evidence;
  readonly source: string;
}

export interface Instrument extends Sourced {
  readonly name: string;
  readonly about: 'child' | 'caregiver';
  readonly respondent: string;
  /** Ages it is made for, chronological or corrected months; upper bound inclusive to its last day. `null` = not age-bound. */
  readonly ageMonths: { readonly from: number; readonly to: number; readonly evidence: Evidence } | null;
  /** Corrected age selects the form while chronological age is under this many months; `null` = never (CLINICAL 2b.3). */
  readonly correctsUntilMonths: number | null;
  readonly scores: readonly {
    readonly id: string;
    readonly name: string;
    readonly min: number;
    readonly max: number | null;
    readonly evidence: Evidence;
  }[];
  readonly higherIsMoreConcern: boolean;
  readonly thresholds: readonly Threshold[];
  readonly zones: readonly Zone[];
  /** Scores that must all be seen before "below" may be said (CLINICAL 0b.3). */
  readonly neededForBelow: readonly string[];
  readonly itemCount: number | null;
  /** The instrument's own missing-item rule; `null` = not known, so never `negative` from items alone. */
  readonly missingItems: {
    readonly invalidFrom: number | null;
    readonly rule: string;
    readonly evidence: Evidence;
  } | null;
  /** Items that call for a same-visit look whatever the total: positive when above zero. */
  readonly safetyItems: readonly { readonly id: string; readonly label: string }[];
  /** Items of this child's card are opened by a tap, not at once (PRODUCT 1.4). */
  readonly confidential: boolean;
  readonly licence: string;
  readonly cannotSay: string;
}

/** One row of a schedule (CLINICAL 2a). */
export interface PeriodicityRule extends Sourced {
  readonly name: string;
  /** Whose answers meet it: a caregiver's PHQ-9 is no screening of the young person, nor the other way round. */
  readonly about: 'child' | 'caregiver';
  readonly states: readonly string[] | null;
  /** Visit windows in months, upper one inclusive to its last day; empty with `everyMonths` set for a yearly rule. */
  readonly windows: readonly {
    readonly name: string;
    readonly fromMonths: number;
    readonly toMonths: number;
    readonly evidence: Evidence;
  }[];
  readonly everyMonths: number | null;
  /** From when to when a yearly rule holds. */
  readonly spanMonths: { readonly from: number; readonly to: number } | null;
  readonly acceptable: readonly string[];
  readonly catchUp: boolean;
  /** Counts only when done on or after this chronological age (M-CHAT-R before the second birthday: CLINICAL 0b.2). */
  readonly notBeforeWindow: boolean;
  readonly why: string;
}

export const tiers = [
  'unusable',
  'no-cut-off',
  'negative',
  'concern',
  'monitor',
  'positive',
  'follow-up',
  'safety',
] as const;
/** CLINICAL section 5: 0a, 0b, 1, 1c, 2, 3, 3m, 4. */
export type Tier = (typeof tiers)[number];

export interface TranslatedText {
  readonly text: string;
  readonly reviewedOn: CalendarDate | null;
}

/** Words a clinician would say. Ours; never an instrument's. */
export interface Prompt extends Sourced {
  readonly title: string;
  /** Component of the toolkit's way of working (CLINICAL 3), or `ours`. */
  readonly component: string;
  readonly tiers: readonly Tier[];
  /** Chronological months, upper bound exclusive. */
  readonly ageMonths: { readonly from: number; readonly to: number };
  readonly order: number;
  /** By language tag; English always. */
  readonly words: Readonly<Record<string, TranslatedText>>;
}

export interface CrisisLine extends Sourced {
  readonly name: string;
  readonly contact: string;
  readonly hours: string;
  readonly isNot: string | null;
  readonly states: readonly string[] | null;
  readonly crisis: boolean;
}

/** A kind of next step or referral (CLINICAL 6). */
export interface ReferralKind extends Sourced {
  readonly need: Need;
  readonly name: string;
  readonly track: Track;
  readonly what: string;
  /** Chronological months, upper bound exclusive; `null` = any. */
  readonly ageMonths: { readonly from: number; readonly to: number } | null;
  readonly outsideAge: string;
  readonly tiers: readonly Tier[];
  readonly forCaregiver: boolean;
  /** SNOMED CT code and US Core category for the ServiceRequest. */
  readonly snomed: { readonly code: string; readonly display: string } | null;
  readonly category: { readonly system: string; readonly code: string; readonly display: string };
  readonly reason: string;
}

/** A code in an EHR that carries one of our scores or items. */
export interface CodeMapping {
  readonly system: string;
  readonly code: string;
  readonly instrumentId: string;
  readonly part:
    | { readonly kind: 'panel' }
    | { readonly kind: 'score'; readonly id: string }
    | { readonly kind: 'item'; readonly id: string };
  readonly evidence: Evidence;
  readonly source: string;
}

export interface ClinicalContent {
  readonly instruments: readonly Instrument[];
  readonly periodicity: readonly PeriodicityRule[];
  readonly prompts: readonly Prompt[];
  readonly crisisLines: readonly CrisisLine[];
  readonly referralKinds: readonly ReferralKind[];
  readonly codes: readonly CodeMapping[];
}
