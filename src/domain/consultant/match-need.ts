// What is being looked for: the kind of help, and what is known of the family that decides who may give it.
import type { PartialDate } from '../age.ts';
import type { Delivery, Funder, LanguageLevel, Need, Track } from './consultant.ts';

/** Programs a child may be enrolled in; the words listings use in `settings`. `none` = asked, and in no program. */
export const programKinds = [
  'home-visiting',
  'doula',
  'coordinated-intake',
  'child-care',
  'pre-k',
  'head-start',
  'school',
  'other',
  'none',
] as const;
export type ProgramKind = (typeof programKinds)[number];

export const parentRoles = ['mother', 'father', 'teen-parent', 'grandparent', 'other'] as const;
export type ParentRole = (typeof parentRoles)[number];

/** School grades low to high, as listings bound themselves by them. */
export const grades = ['PK', 'K', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12'] as const;
export type Grade = (typeof grades)[number];

/** Absent means not known, and what is not known removes nothing. */
export interface MatchNeed {
  readonly track: Track;
  readonly need?: Need;
  readonly birthDate?: PartialDate;
  /** The family's spoken languages, canonical BCP 47, the main one first; empty = not recorded. */
  readonly languages: readonly string[];
  /** Five digits. */
  readonly zip?: string;
  /** When the family said which county; it settles what a ZIP leaves open. */
  readonly countyFips?: string;
  readonly state?: string;
  readonly schoolDistrict?: string;
  readonly grade?: string;
  readonly program?: { readonly kind: string; readonly funder?: Funder };
  readonly parentRole?: ParentRole;
  /** Ways of meeting the family does not want. */
  readonly excludedDelivery?: readonly Delivery[];
  /** Only when somebody chose it: at least this level in the family's main language. Unknown still stays. */
  readonly languageAtLeast?: LanguageLevel;
  /** Only when somebody chose it: straight-line miles, or help that comes to the family. Unknown still stays. */
  readonly withinMiles?: number;
  /** Rotates equals: a referral's id, or any text that stays the same while one page is looked at. */
  readonly seed: string;
}

/** Practice consultation helps the clinic itself: nothing about a child or family takes part (REFERRAL 2.1). */
export const withoutChild = (need: MatchNeed): MatchNeed => {
  const { track, state, seed, excludedDelivery } = need;
  return {
    track,
    languages: [],
    seed,
    ...(need.need === undefined ? {} : { need: need.need }),
    ...(state === undefined ? {} : { state }),
    ...(excludedDelivery === undefined ? {} : { excludedDelivery }),
  };
};
