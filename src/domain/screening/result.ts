// What may be said of one administration of one instrument: the shape, and nothing of the judgement.
import type { Age, CalendarDate } from '../age.ts';
import type { ReportedForm } from '../chart.ts';
import type { AgeForm, Concern, Instrument } from './instrument.ts';
import type { SafetyReading } from './safety.ts';

export const bands = [
  'above',
  'follow-up',
  'monitor',
  'below',
  'no-cut-off',
  'not-enough',
  'unusable',
] as const;
/** `not-enough`: valid as far as it goes, but "below" may not be said of it. */
export type Band = (typeof bands)[number];

export interface ScoreLine {
  readonly id: string;
  readonly name: string;
  readonly value: number;
  readonly min: number;
  readonly max: number | null;
  readonly concern: Concern;
  /** The cut-off it was judged by, if any; `null` too where the age or form leaves open which. */
  readonly cutOff: number | null;
  /** Where the monitoring zone of that cut-off begins, if it has one. */
  readonly monitorAt: number | null;
  readonly reached: boolean;
  /** Set when Hearth added it up: from so many answers. */
  readonly addedUpFrom?: number;
}

/** Whose number stands behind the band, for the card. */
export type BandedBy =
  | 'source-verified'
  | { readonly signedBy: string; readonly on: CalendarDate | null }
  /** Not banded here; the source's own verdict is shown. */
  | 'the source'
  | 'nobody';

/** Why a card is closed until it is tapped: whom its answers could hurt if somebody else in the room read them (CLINICAL trap 12, 13). */
export type Confidence = 'none' | 'caregiver' | 'family-risk' | 'young-person';

export const unusableCauses = ['age', 'language', 'form'] as const;
/** Why a result is not gone by: made for another age, in a language without a checked form, or something of the form itself. */
export type UnusableCause = (typeof unusableCauses)[number];

export interface Judgement {
  readonly band: Band;
  /** Only where the result is not gone by and it is not the form itself that is at fault. */
  readonly cause?: UnusableCause;
  /** Only when the instrument's own rules for a negative are known and met (DESIGN, settled questions). */
  readonly negative: boolean;
  readonly bandWords: string;
  readonly because: readonly string[];
  readonly bandedBy: BandedBy;
}

/** `unknown`: somebody the chart does not show gave them; they meet no rule of anyone's, and a safety answer among them still speaks. */
export type AboutWhom = 'child' | 'caregiver' | 'unknown';

export interface ScreeningResult extends Judgement {
  /** Stable for one administration, so that an acknowledged answer stays acknowledged and a new one does not. */
  readonly key: string;
  readonly instrument: Instrument;
  readonly form: ReportedForm;
  readonly scores: readonly ScoreLine[];
  readonly safety: SafetyReading;
  /** Whom the answers are about, where it can be told: a PHQ-9 in a child's chart may be the mother's. */
  readonly aboutWhom: AboutWhom;
  readonly confidence: Confidence;
  readonly ageThen?: Age;
  readonly correctedThen?: Age;
  /** The age form, where the source says it or the age on that day leaves only one. */
  readonly ageForm?: { readonly form: AgeForm; readonly how: 'said by the source' | 'by age' };
}
