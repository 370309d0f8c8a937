// For the administrator who maps codes: what each resource of a chart became, or why it became nothing. From the very readings the forms are
// made of, so that the two cannot disagree.
import type { Observation, QuestionnaireResponse } from 'fhir/r4.js';
import type { CalendarDate } from '../domain/age.ts';
import type { FormPart } from '../domain/screening/code-map.ts';
import { codingsOf } from './codes.ts';
import type { FormReadingContext, Fragment, Reading } from './reading.ts';
import { type Settled, settleReadings } from './screening-forms.ts';
import { visibleText } from './text.ts';

export interface TraceRow {
  /** `Observation/1`; a contained one `Observation/1#a`. A resource of several parts has a row for each. */
  readonly resource: string;
  readonly label: string;
  readonly date?: CalendarDate;
  /** System and code exactly as sent, to be mapped; of a form's question the form and its linkId. */
  readonly codes: readonly { readonly system: string; readonly code: string; readonly display?: string }[];
  readonly outcome:
    | {
        readonly kind: 'read';
        readonly instrumentId: string;
        /** `panel`, `score total`, `question item-9`. */
        readonly part: string;
        /** `null` = asked and left blank; absent for a panel whose members speak for it. */
        readonly value?: number | null;
      }
    | { readonly kind: 'unusable'; readonly reason: string }
    | { readonly kind: 'not-recognised'; readonly reason: string }
    | { readonly kind: 'not-screening'; readonly reason: string }
    | { readonly kind: 'declined' }
    | { readonly kind: 'withdrawn'; readonly reason: string };
}

export const partWords = (part: FormPart): string =>
  part.kind === 'panel' ? 'panel' : part.kind === 'score' ? `score ${part.id}` : `question ${part.id}`;

const readOutcome = ({ instrumentId, part, value }: Fragment): TraceRow['outcome'] =>
  part
    ? { kind: 'read', instrumentId, part: partWords(part), value }
    : { kind: 'read', instrumentId, part: 'panel' };

const outcomeOf = (settled: Settled): TraceRow['outcome'] => {
  switch (settled.kind) {
    case 'read':
      return readOutcome(settled.fragment);
    case 'declined':
      return { kind: 'declined' };
    case 'row': {
      const { kind, reason } = settled.row;
      return kind === 'other-survey' ? { kind: 'not-screening', reason } : { kind, reason };
    }
    default:
      return settled;
  }
};

const rowOf = (reading: Reading, settled: Settled): TraceRow => ({
  resource: reading.resource,
  label: reading.label,
  ...(reading.on ? { date: reading.on } : {}),
  codes: codingsOf(reading.concept).flatMap(({ system, code, display }) =>
    code === undefined
      ? []
      : [{ system: system ?? '', code, ...(display === undefined ? {} : { display: visibleText(display) }) }],
  ),
  outcome: outcomeOf(settled),
});

/** One row for every resource, and for every component and answer that is mapped or could be. */
export const explainReading = (
  observations: readonly Observation[],
  responses: readonly QuestionnaireResponse[],
  context: FormReadingContext,
): readonly TraceRow[] => {
  const { readings, settle } = settleReadings(observations, responses, context);
  return readings.map((reading) => rowOf(reading, settle(reading)));
};
