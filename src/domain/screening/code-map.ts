// Which codes and forms of an EHR carry which of our scores and items: the shapes of the code maps.
import type { Evidence } from './instrument.ts';

/** What of an instrument a code or an answer carries. */
export type FormPart =
  | { readonly kind: 'panel' }
  | { readonly kind: 'score'; readonly id: string }
  | { readonly kind: 'item'; readonly id: string };

/** A code in an EHR that carries one of our scores or items. */
export interface CodeMapping {
  readonly system: string;
  readonly code: string;
  readonly instrumentId: string;
  readonly part: FormPart;
  /** Edition and age form, only where the code itself says them: never inferred (CLINICAL trap 2). */
  readonly edition: string | null;
  readonly form: string | null;
  readonly evidence: Evidence;
  readonly source: string;
}

/** A code Hearth knows and does not use, with the reason it gives on the page. */
export interface SetAsideCode {
  readonly system: string;
  readonly code: string;
  readonly label: string;
  readonly why: string;
  /** `screening`: listed as not usable; `other`: listed closed among the other survey results. */
  readonly listAs: 'screening' | 'other';
  readonly evidence: Evidence;
  readonly source: string;
}

/** A Questionnaire an EHR fills in, by its canonical address, and what its questions carry. */
export interface QuestionnaireMap {
  readonly id: string;
  /** Canonical URL without its version. */
  readonly questionnaire: string;
  /** Versions this map holds for; `null` = whichever. */
  readonly versions: readonly string[] | null;
  readonly instrumentId: string;
  readonly edition: string | null;
  readonly form: string | null;
  /** By linkId, exactly as the EHR writes it. */
  readonly items: Readonly<Record<string, FormPart>>;
  readonly evidence: Evidence;
  readonly source: string;
}

/** What a coded answer is worth. */
export interface AnswerValue {
  readonly system: string;
  readonly code: string;
  readonly value: number;
  /** Instruments the value holds for. */
  readonly instruments: readonly string[];
  readonly evidence: Evidence;
  readonly source: string;
}

/** How the forms of a chart are read: all the code maps together. */
export interface CodeMaps {
  readonly codes: readonly CodeMapping[];
  readonly setAside: readonly SetAsideCode[];
  readonly questionnaires: readonly QuestionnaireMap[];
  readonly answers: readonly AnswerValue[];
}
