// One record for whoever can help a family, a program or a practice: a consultant, an agency's program, a playgroup.
// The fields are REFERRAL.md 2.3; "unknown" is a value of its own everywhere and never reads as "no".
import type { CalendarDate } from '../age.ts';

/** Who the client is: the child and family, the program the child is in, or the practice itself (REFERRAL 2.1). */
export const tracks = ['family', 'program', 'practice'] as const;
export type Track = (typeof tracks)[number];

/** Kinds of help a listing gives. */
export const needs = [
  'ecmh-clinician',
  'ecmh-consultation',
  'counselling',
  'dyadic-therapy',
  'parent-child-therapy',
  'attachment-coaching',
  'child-psychology',
  'child-psychiatry',
  'developmental-evaluation',
  'speech-therapy',
  'occupational-therapy',
  'audiology',
  'early-intervention',
  'preschool-special-education',
  'home-visiting',
  'healthysteps',
  'help-me-grow',
  'parenting-education',
  'playgroup',
  'parent-support',
  'case-management',
  'caregiver-mental-health',
  'out-of-school',
  'workshop',
  'crisis',
] as const;
export type Need = (typeof needs)[number];

export const languageLevels = ['delivered', 'bilingual-intake', 'interpreter'] as const;
export type LanguageLevel = (typeof languageLevels)[number];

export const funders = ['MIECHV', 'IDHS-DEC', 'ISBE-PI', 'Head Start', 'DFSS', 'other'] as const;
export type Funder = (typeof funders)[number];

export const deliveries = ['in-home', 'on-site', 'telehealth', 'phone'] as const;
export type Delivery = (typeof deliveries)[number];

export const audiences = [
  'child',
  'parents',
  'fathers',
  'teen-parents',
  'mothers',
  'grandparents',
  'staff',
] as const;
export type Audience = (typeof audiences)[number];

export interface Consultant {
  readonly id: string;
  readonly name: string;
  readonly organization: { readonly id: string; readonly name: string };
  readonly track: Track;
  readonly needs: readonly Need[];
  readonly description: string;
  readonly focusAreas: readonly string[];
  readonly audiences: readonly Audience[];
  readonly topics: readonly string[];
  readonly consultationModes: readonly string[];
  readonly settings: readonly string[];
  /** Months, the upper one as its listing words it; `null` where the listing does not say (CLINICAL 0b.9). */
  readonly ages: {
    readonly minMonths: number | null;
    readonly maxMonths: number | null;
    readonly maxInclusive: boolean;
    /** Where the words leave the upper age open ("up to 5"): from the bound to this age (months, exclusive) it is "call". */
    readonly unclearToMonths?: number | null;
    /** School grades the listing names itself by, e.g. `{ from: null, to: '1' }` for "birth to 1st grade". */
    readonly grades?: { readonly from: string | null; readonly to: string | null } | null;
    /** The listing's own words, e.g. `birth to 3`. */
    readonly text: string;
  };
  readonly languages: readonly {
    readonly tag: string;
    readonly level: LanguageLevel;
    readonly verifiedOn: CalendarDate | null;
  }[];
  readonly area: {
    readonly states: readonly string[];
    /** Five-digit county FIPS codes. */
    readonly counties: readonly string[];
    readonly zips: readonly string[];
    readonly schoolDistricts: readonly string[];
    readonly statewide: boolean;
  };
  readonly sites: readonly {
    readonly zip: string;
    readonly lat: number;
    readonly lon: number;
    readonly accessibility: string | null;
  }[];
  readonly delivery: readonly Delivery[];
  readonly accepting: {
    readonly state: 'open' | 'waitlist' | 'closed' | 'unknown';
    readonly waitText: string | null;
    readonly asOf: CalendarDate | null;
  };
  readonly access: {
    readonly selfReferral: boolean | null;
    readonly referralRequired: boolean | null;
    /** Only for children or staff of an enrolled program (e.g. home visiting). */
    readonly programOnly: boolean;
    readonly steps: string | null;
  };
  readonly funderEligibility: readonly Funder[];
  /** Shown, never an input to the order. */
  readonly fees: { readonly free: boolean | null; readonly text: string | null };
  readonly phones: readonly { readonly number: string; readonly languages: readonly string[] }[];
  readonly url: string | null;
  readonly active: boolean;
  readonly provenance: {
    readonly source: string;
    readonly assuredOn: CalendarDate | null;
    readonly licence: string;
    /** `fictional`, or `case-study` for the labelled overlay of real programs named in published case studies. */
    readonly kind: 'fictional' | 'case-study' | 'directory';
  };
}
