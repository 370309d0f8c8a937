// Tiers, prompts, lines, kinds of help and reasons: the rest of the clinical content's shapes, and all of it together.
import type { CalendarDate } from '../age.ts';
import type { Need, Track } from '../consultant/consultant.ts';
import type { CodeMaps } from './code-map.ts';
import type { Instrument, Sourced } from './instrument.ts';
import type { UnusableCause } from './result.ts';
import type { PeriodicityRule, ScreeningTopic, VisitSchedule } from './schedule.ts';

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

/** What a tier means and what comes before any next step (CLINICAL 5); `id` is the tier. */
export interface TierContent extends Sourced {
  readonly id: Tier;
  readonly name: string;
  readonly when: string;
  /** Said above the next steps; `null` = nothing comes first. */
  readonly first: string | null;
  /** The same where a caregiver's own answers lead; `null` = nothing comes first. */
  readonly firstForCaregiver: string | null;
  /** The same where a young person's own answers lead; `null` = as for any child. */
  readonly firstForYoungPerson: string | null;
  /** Said before those where what leads is a safety answer somebody has reviewed; `null` = nothing more. */
  readonly firstAfterSafety: string | null;
  /** Said after `first` at these chronological ages, upper bound exclusive. */
  readonly meanwhile?: readonly {
    readonly ageMonths: { readonly from: number; readonly to: number };
    readonly words: string;
  }[];
  /** Where a result is not gone by for a cause of its own: name and first words in place of the tier's. */
  readonly byCause?: readonly {
    readonly cause: UnusableCause;
    readonly name: string;
    readonly first: string;
  }[];
  /** When to screen again, in months from the result; `null` = at the next due date. */
  readonly rescreenMonths: { readonly from: number; readonly to: number } | null;
}

export const promptAudiences = ['family', 'caregiver', 'young-person'] as const;
/** Whom the words are said to: the family together, the caregiver alone about themself, or the young person. */
export type PromptAudience = (typeof promptAudiences)[number];

/** Words a clinician would say. Ours; never an instrument's. */
export interface Prompt extends Sourced {
  readonly title: string;
  readonly audience: PromptAudience;
  /** Component of the toolkit's way of working (CLINICAL 3), or `ours`. */
  readonly component: string;
  readonly tiers: readonly Tier[];
  /** Where a result is not gone by: only for these causes; `null` = whatever the cause. */
  readonly causes?: readonly UnusableCause[] | null;
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
  /** Stands before the others for any answer, or for one that tells of danger at home; `null` = one tap away. */
  readonly firstFor: 'any' | 'home' | null;
}

/** A line a clinician calls about a patient; never given to a family. */
export interface ConsultLine extends Sourced {
  readonly name: string;
  readonly what: string;
  /** `null` = no source gives it; the site types it in. */
  readonly contact: string | null;
  readonly hours: string | null;
  readonly isNot: string | null;
  readonly about: 'child' | 'caregiver';
  readonly states: readonly string[] | null;
}

/** An ICD-10-CM code with our own label. A screen never suggests a diagnosis (CLINICAL 7, trap 16). */
export interface ReasonCode extends Sourced {
  readonly code: string;
  readonly label: string;
  /** Only `neutral` may go on a child's referral; `diagnosed-only` and `caregiver-chart-only` are never offered. */
  readonly use: 'neutral' | 'screening-encounter' | 'diagnosed-only' | 'caregiver-chart-only';
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
  /** Tiers in which it stands among the first steps; in the others it is one tap away, so that the first steps stay few. */
  readonly firstIn: readonly Tier[];
  /** What the results it answers were looking for; empty = anything. */
  readonly topics: readonly ScreeningTopic[];
  /** Of those, the ones that put it among the first steps; empty = any of them. */
  readonly firstFor: readonly ScreeningTopic[];
  /** Among its equals, lower first. */
  readonly order: number;
  /** SNOMED CT code and US Core category for the ServiceRequest. */
  readonly snomed: { readonly code: string; readonly display: string } | null;
  readonly category: { readonly system: string; readonly code: string; readonly display: string };
  readonly reason: string;
}

export interface ClinicalContent extends CodeMaps {
  readonly instruments: readonly Instrument[];
  readonly visits: readonly VisitSchedule[];
  readonly periodicity: readonly PeriodicityRule[];
  readonly tiers: readonly TierContent[];
  readonly prompts: readonly Prompt[];
  readonly crisisLines: readonly CrisisLine[];
  readonly consultLines: readonly ConsultLine[];
  readonly referralKinds: readonly ReferralKind[];
  readonly reasons: readonly ReasonCode[];
}
