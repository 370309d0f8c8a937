// A referral as Hearth keeps it: the family's consent, the wish, and where it stands. FHIR is a projection of this.
import type { CalendarDate } from '../age.ts';
import type { Need, Track } from '../consultant/consultant.ts';
import type { WarmHandOff } from './on-site-team.ts';

/**
 * The stages this version knows. A coordinator's `prepared` referral waits for a clinician; `requested` is saved and on its way to,
 * or in, the chart (see DeliveryState for which); issue 6 adds the program's side.
 */
export const stages = ['prepared', 'requested', 'withdrawn'] as const;
export type Stage = (typeof stages)[number];

export interface Person {
  /** `Practitioner/…` or another of SMART's five `fhirUser` types, relative to the EHR. */
  readonly fhirUser: string;
  readonly display: string;
}

/** Who agreed, with what authority, to what; checked again before each write (PRODUCT 2). */
export interface Consent {
  readonly givenBy: string;
  readonly authority: 'parent' | 'guardian' | 'foster-agency' | 'young-person';
  readonly form: 'spoken' | 'written';
  readonly on: CalendarDate;
  readonly until?: CalendarDate;
  readonly withdrawnOn?: CalendarDate;
}

/** How the family may be reached. Only `no-contact` becomes `contacting-subject-prohibited` (REFERRAL 1.4). */
export interface SafeContact {
  readonly kind: 'usual' | 'careful' | 'no-contact';
  readonly noVoicemail: boolean;
  readonly number?: string;
  readonly hours?: string;
}

/** What the clinic asked the family because no EHR holds it; kept with this referral only. */
export interface FamilyAnswers {
  readonly schoolDistrict?: string;
  readonly program?: string;
  readonly funder?: string;
  readonly parentRole?: 'mother' | 'father' | 'teen-parent' | 'grandparent' | 'other';
}

export interface ConsultantChoice {
  readonly id: string;
  readonly name: string;
  readonly organizationId: string;
  readonly organizationName: string;
  /** Canonical system of the directory the record came from. */
  readonly directorySystem: string;
  readonly inHome: boolean;
}

export interface HandOff {
  readonly channel: 'phone' | 'fax' | 'mail' | 'secure-message' | 'in-person' | 'program-reads-chart';
  readonly on: CalendarDate;
  readonly by: Person;
  readonly note?: string;
}

export interface Referral {
  /** The business identifier: minted with the form, before anything is sent (REFERRAL 1.5). */
  readonly id: string;
  readonly ehrId: string;
  readonly patientId: string;
  readonly encounterId?: string;
  readonly track: Track;
  readonly need: Need;
  readonly consultant: ConsultantChoice;
  /** Plain neutral words; no instrument, no score (CLINICAL 7). */
  readonly reason: string;
  /** ICD-10-CM, chosen among the few neutral ones a site signed; a screen never adds one (CLINICAL 7, trap 16). */
  readonly reasonCode?: { readonly code: string; readonly label: string };
  /** Present: not to a program but to a person on site, today. */
  readonly warmHandOff?: WarmHandOff;
  /** `Observation/…` or `QuestionnaireResponse/…`, each chosen one by one. */
  readonly attachments: readonly string[];
  readonly familyLanguage?: string;
  readonly interpreterNeeded: 'yes' | 'no' | 'unknown';
  readonly safeContact: SafeContact;
  readonly consent: Consent;
  readonly familyAnswers: FamilyAnswers;
  readonly targetDate: CalendarDate;
  readonly nextStep?: string;
  readonly note?: string;
  readonly preparedBy?: Person;
  /** The clinician who confirmed; absent while `prepared`. */
  readonly requester?: Person;
  readonly stage: Stage;
  readonly handOff?: HandOff;
  /** ISO instants with offset. */
  readonly createdAt: string;
  readonly requestedAt?: string;
  /** Grows by one with every saved change; a writer names the version it read. */
  readonly version: number;
}

/** The first eight of the full number, as people read it aloud: `3F2A-91BC`. What begins like it in the chart is this referral. */
export const shortReference = (id: string): string => {
  const first = id.replaceAll('-', '').slice(0, 8).toUpperCase();
  return `${first.slice(0, 4)}-${first.slice(4)}`;
};
