// What an instrument is: the shape of its content, and nothing of its values.
import type { CalendarDate } from '../age.ts';

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

/** Towards which end of a scale concern lies. It differs even inside one instrument (CLINICAL trap 1). */
export type Concern = 'higher' | 'lower';

export interface Score {
  readonly id: string;
  readonly name: string;
  readonly min: number;
  readonly max: number | null;
  readonly concern: Concern;
  /** The answers it is the plain sum of; `null` = not known, so Hearth never adds it up. */
  readonly sumOf: 'all-items' | readonly string[] | null;
  readonly evidence: Evidence;
}

/** A point on the way from birth: whole months and days after them. */
export interface AgePoint {
  readonly months: number;
  readonly days: number;
}

/** One printed form of an instrument that has several by age, e.g. the 24-month ASQ:SE-2. */
export interface AgeForm {
  readonly id: string;
  readonly name: string;
  readonly from: AgePoint;
  /** Inclusive. */
  readonly to: AgePoint;
  readonly evidence: Evidence;
}

export interface Threshold {
  /** Score id of this instrument. */
  readonly score: string;
  /** Only for this age form; `null` = whichever. */
  readonly form: string | null;
  /** Only for a child of these months on the day, upper one inclusive to its last day; `null` = any. */
  readonly ageMonths: { readonly from: number; readonly to: number } | null;
  /** Positive when the score is at or beyond this, in the direction of concern; `null` = no signed cut-off. */
  readonly at: number | null;
  /** Monitoring zone: at or beyond this and not yet at the cut-off; `null` = the instrument defines none (CLINICAL 0b.10). */
  readonly monitorAt: number | null;
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
  /** Its forms by age, youngest first; empty = one form for all ages. */
  readonly forms: readonly AgeForm[];
  readonly scores: readonly Score[];
  readonly thresholds: readonly Threshold[];
  readonly zones: readonly Zone[];
  /** Scores that must all be seen before "below" may be said (CLINICAL 0b.3). */
  readonly neededForBelow: readonly string[];
  readonly itemCount: number | null;
  /** What one answer may be worth; `null` = not known. */
  readonly itemRange: { readonly min: number; readonly max: number } | null;
  /** Ids of questions beside the numbered ones, e.g. the suicide questions of the PHQ-A. */
  readonly extraItems: readonly string[];
  /** The instrument's own missing-item rule; `null` = not known, so never `negative` from items alone. */
  readonly missingItems: {
    /** `see-manual`: the owner's guide says how, and Hearth does not have it. */
    readonly blank: 'counts-as-zero' | 'changes-nothing' | 'not-allowed' | 'see-manual';
    readonly invalidFrom: number | null;
    readonly rule: string;
    readonly evidence: Evidence;
  } | null;
  /** Items that call for a same-visit look whatever the total: positive when above zero. */
  readonly safetyItems: readonly { readonly id: string; readonly label: string }[];
  /** Items of this child's card are opened by a tap, not at once (PRODUCT 1.4). */
  readonly confidential: boolean;
  /** Confidential because it asks about violence, want or adversity at home, whoever answers. */
  readonly familyRisk?: boolean;
  /** The edition its ages and cut-offs are of, where another edition has others: a result is banded only when it names this one (CLINICAL trap 2). */
  readonly edition?: string | null;
  /** Languages a validated or official form exists in (BCP 47), as far as a source says so. */
  readonly languages: readonly string[];
  readonly licence: string;
  /** False where the owner's licence keeps the cut-offs in its guide: a licensed site types them in (CLINICAL 1d). */
  readonly mayShipCutOffs: boolean;
  /** Its guide has a cut-off for each age form, or for each age: one number for all children would be wrong. */
  readonly cutOffsDifferBy?: 'form' | 'age' | null;
  readonly cannotSay: string;
  /** Somebody who is not at the visit answers it, a teacher for one: it counts when it comes, and is not handed out. */
  readonly answeredElsewhere?: boolean;
  /** The tool of the same series for older children: where both fit, that one is named. */
  readonly givesWayTo?: string | null;
}
