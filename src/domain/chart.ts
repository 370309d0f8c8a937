// What Hearth knows of one child after reading the EHR, in its own words: no FHIR shapes beyond this line.
import type { CalendarDate, PartialDate } from './age.ts';

/** The slices of a chart Hearth asks for, all in one wave. */
export const chartSlices = [
  'patient',
  'encounter',
  'observations',
  'questionnaireResponses',
  'gestationalAge',
  'relatedPersons',
  'serviceRequests',
  'tasks',
] as const;
export type ChartSlice = (typeof chartSlices)[number];

/** Why a slice could not be read. Words for each are on the page; the detail never holds patient data. */
export type GapReason =
  | 'not-granted' // the launch did not grant the scope, so Hearth did not ask
  | 'refused' // 401 or 403
  | 'unreachable' // no connection, or it broke
  | 'too-slow' // the deadline passed
  | 'unreadable' // not FHIR, not JSON, too large, or the wrong resource
  | 'failed' // any other answer of the EHR
  | 'foreign-link' // a paging link to another host, not followed
  | 'beyond-cap'; // more pages than Hearth reads

export interface Gap {
  readonly slice: ChartSlice;
  readonly reason: GapReason;
  /** HTTP status or OperationOutcome code where there is one; plain, no patient data. */
  readonly detail?: string;
  /** True when what came before the gap was kept: "list incomplete". */
  readonly partial: boolean;
  /** The EHR no longer honours the access itself (401): opening the app again is what helps. */
  readonly accessEnded?: true;
}

export interface Language {
  /** Canonical BCP 47 tag, e.g. `es`. */
  readonly tag: string;
  /** As the EHR sent it. */
  readonly original: string;
  readonly preferred: boolean;
}

export interface Child {
  readonly id: string;
  readonly name: string;
  readonly birthDate?: PartialDate;
  readonly deceased: boolean;
  readonly active: boolean;
  /** The chart that replaces this one, when the EHR merged them (Patient.link replaced-by). */
  readonly replacedBy?: string;
  readonly languages: readonly Language[];
  readonly interpreterNeeded: 'yes' | 'no' | 'unknown';
  /** Five digits only; the street never leaves the read. */
  readonly zip?: string;
  readonly state?: string;
  /** Text in the chart held characters that hide or reorder letters; they are shown escaped (SECURITY X5). */
  readonly hiddenCharacters: boolean;
}

export interface Caregiver {
  readonly id: string;
  readonly name: string;
  readonly relationship?: string;
  readonly languages: readonly Language[];
  readonly interpreterNeeded: 'yes' | 'no' | 'unknown';
}

/** Gestational age at birth, from the child's own record, with the code it came from (CLINICAL 2b.2). */
export interface GestationalAge {
  readonly weeks: number;
  readonly days: number;
  readonly basis: string;
  /** What this site's programs count as full term when they correct, where that is not 39 weeks (CLINICAL 2b.3). */
  readonly fullTermWeeks?: 38 | 39 | 40;
}

/** Where a reported value came from, so the page can name it. */
export interface ResultOrigin {
  readonly resource: string;
  /** Performer or device; else `the chart`. */
  readonly system: string;
}

/** The source's own verdict on a score, shown attributed and never as our band. */
export interface SourceVerdict {
  readonly text: string;
  readonly kind: 'above' | 'below' | 'other';
}

/** What a person named in a source is to the child; `unknown`: named, and the chart does not say more. */
export type PersonKind = 'child' | 'caregiver' | 'other-child' | 'unknown';

/** The person a source names: who answered, or whom its focus is about (CLINICAL 0b.13, trap 8). */
export interface NamedPerson {
  /** Tells people apart: the reference, so that two of one label stay two. Never shown. Absent where nobody is named. */
  readonly person?: string;
  /** Absent: as the label says. */
  readonly personIs?: PersonKind;
  /** The source's focus is this person: the result is about them, whoever the form is made for. */
  readonly isAboutPerson?: true;
  /** What that person is called, where the chart says; two may be called the same. */
  readonly respondent?: string;
}

/**
 * One administration of one instrument as the chart reports it, before any judgement.
 * Scores and items are keyed by the ids of the instrument's content file; `null` = asked, not answered.
 */
export interface ReportedForm extends NamedPerson {
  readonly id: string;
  readonly instrumentId: string;
  readonly administeredOn: CalendarDate;
  /** How the date was had, when not plainly given: the end of a period (CLINICAL 0b.6). */
  readonly dateNote?: string;
  readonly scores: Readonly<Record<string, number>>;
  readonly items: Readonly<Record<string, number | null>>;
  readonly sourceVerdict?: SourceVerdict;
  readonly language?: string;
  readonly edition?: string;
  /** The age form, only where its code or questionnaire says so. */
  readonly formId?: string;
  /** Said on the card, e.g. "sent as text". */
  readonly notes: readonly string[];
  readonly origins: readonly ResultOrigin[];
}

/** Something that looks like a screening result and cannot be used, with the reason in plain words. */
export interface UnusableForm {
  readonly id: string;
  readonly instrumentId?: string;
  readonly label: string;
  readonly reason: string;
  readonly on?: CalendarDate;
  readonly sourceVerdict?: SourceVerdict;
  readonly kind: 'unusable' | 'not-recognised' | 'other-survey';
  /** Items that hold an answer other than zero and were not used: a safety item's is not let go unread. */
  readonly itemIds?: readonly string[];
  /** The code as sent, for the admin who will map it. */
  readonly code?: { readonly system: string; readonly code: string; readonly display?: string };
}

/** A screen the family said no to, as the chart or this clinic recorded it. */
export interface DeclinedScreen {
  readonly id: string;
  /** The instrument offered; absent when the whole rule was declined here. */
  readonly instrumentId?: string;
  readonly ruleId?: string;
  readonly on: CalendarDate;
  /** `the chart`, or who recorded it in Hearth. */
  readonly by: string;
  /** Who said no, told apart as in a form; absent where the source names nobody. */
  readonly person?: string;
  /** For whom that person can have said it: their own form, or the child's. Absent where the source names nobody. */
  readonly personIs?: PersonKind;
}

/** An order already in the chart. */
export interface ChartOrder {
  readonly id: string;
  readonly label: string;
  readonly status: string;
  readonly on?: CalendarDate;
  readonly performer?: string;
  /** Hearth's own business identifier, when this order was Hearth's. */
  readonly referralId?: string;
  readonly taskStatus?: string;
}

export interface Chart {
  /** Absent only when Patient itself could not be read. */
  readonly child?: Child;
  readonly encounterId?: string;
  readonly forms: readonly ReportedForm[];
  readonly unusable: readonly UnusableForm[];
  readonly declined: readonly DeclinedScreen[];
  readonly gestationalAge?: GestationalAge;
  /** A gestational age was found and refused; said on the page. */
  readonly gestationalAgeUnusable?: string;
  readonly caregivers: readonly Caregiver[];
  readonly orders: readonly ChartOrder[];
  readonly gaps: readonly Gap[];
}
