// One number on its way into a form, and the readers every source of numbers shares.
import type { CodeableConcept, Reference } from 'fhir/r4.js';
import type { CalendarDate } from '../domain/age.ts';
import type { ReportedForm, SourceVerdict, UnusableForm } from '../domain/chart.ts';
import type { CodeMapping } from '../domain/screening/code-map.ts';
import { codingsOf, localReference } from './codes.ts';
import { visibleText } from './text.ts';
import type { ReadValue } from './value.ts';

export interface FormReadingContext {
  readonly codes: readonly CodeMapping[];
  readonly timeZone: string;
  readonly today: CalendarDate;
  /** What to call the people of this chart, by reference: `RelatedPerson/1` -> `mother`. */
  readonly people: ReadonlyMap<string, string>;
}

/** One number on its way into a form: from an Observation, a component or an answer. */
export interface Piece {
  readonly groupKey: string;
  readonly form: ReportedForm;
}

/** A panel without a value of its own stands for its members; when none of them comes, it is said to be empty, not left out. */
export type Found =
  { readonly piece: Piece } | { readonly unusable: UnusableForm } | { readonly panel: UnusableForm };

export const loinc = 'http://loinc.org';
/** Words by which a survey row is known for a screening, whatever its code (CLINICAL 0b.15). */
export const saysScreening =
  /screen|questionnaire|checklist|score|scale|inventory|\basq|swyc|\bbpsc|\bppsc|\bpsc|\bsdq|m-?chat|epds|edinburgh|\bphq|\bgad|bitsea|\bdeca|\becsa|\bseek|pearls|depress|anxi|autis|suicid|self.?harm/i;
export const notYet: Readonly<Record<string, string>> = {
  registered: 'the EHR has it registered, not final',
  preliminary: 'it is preliminary, not final',
  unknown: 'the EHR does not say whether it is final',
  'in-progress': 'the form is not finished',
  stopped: 'the form was stopped before its end',
};
/** Withdrawn by the source: neither shown nor counted. */
export const withdrawn = new Set(['entered-in-error', 'cancelled']);

export const mappingOf = (
  concept: CodeableConcept | undefined,
  codes: readonly CodeMapping[],
): CodeMapping | undefined => {
  for (const coding of codingsOf(concept)) {
    const found = codes.find((one) => one.system === coding.system && one.code === coding.code);
    if (found) return found;
  }
  return undefined;
};

export const codeOf = (concept: CodeableConcept | undefined): UnusableForm['code'] => {
  const coding = codingsOf(concept).find((one) => one.code !== undefined);
  if (!coding?.code) return undefined;
  return {
    system: visibleText(coding.system ?? 'no system'),
    code: visibleText(coding.code),
    ...(coding.display ? { display: visibleText(coding.display) } : {}),
  };
};

export const performedBy = (references: readonly Reference[] | undefined, context: FormReadingContext) => {
  const known = (references ?? []).map((one) => localReference(one));
  const respondent = known
    .map((one) => (one === undefined ? undefined : context.people.get(one)))
    .find((one) => one !== undefined);
  const named = (references ?? []).find(
    (one, index) => one.display && !context.people.has(known[index] ?? ''),
  )?.display;
  return { respondent, system: named === undefined ? 'the chart' : visibleText(named) };
};

export const pieceFrom = (
  mapping: CodeMapping,
  value: ReadValue,
  base: {
    id: string;
    groupKey: string;
    on: CalendarDate;
    dateNote?: string | undefined;
    label: string;
    respondent?: string | undefined;
    system: string;
    verdict?: SourceVerdict | undefined;
    code: UnusableForm['code'];
  },
): Found => {
  const part = mapping.part.kind === 'panel' ? { kind: 'score' as const, id: 'total' } : mapping.part;
  if (
    value.kind === 'unusable' ||
    value.kind === 'none' ||
    (value.kind === 'not-answered' && part.kind === 'score')
  ) {
    const why =
      value.kind === 'none'
        ? 'it has no value'
        : value.kind === 'not-answered'
          ? `not done: ${value.why}`
          : value.why;
    const unusable: UnusableForm = {
      id: base.id,
      instrumentId: mapping.instrumentId,
      label: base.label,
      reason: why,
      on: base.on,
      kind: 'unusable',
      // Something was answered that has no number here; nothing at all was answered where the value is absent.
      ...(mapping.part.kind === 'item' && value.kind === 'unusable' ? { itemIds: [mapping.part.id] } : {}),
      ...(base.verdict ? { sourceVerdict: base.verdict } : {}),
      ...(base.code ? { code: base.code } : {}),
    };
    return mapping.part.kind === 'panel' && value.kind !== 'unusable' ? { panel: unusable } : { unusable };
  }
  const number = value.kind === 'number' ? value.value : null;
  return {
    piece: {
      groupKey: base.groupKey,
      form: {
        id: base.id,
        instrumentId: mapping.instrumentId,
        administeredOn: base.on,
        ...(base.dateNote ? { dateNote: base.dateNote } : {}),
        scores: part.kind === 'score' && number !== null ? { [part.id]: number } : {},
        items: part.kind === 'item' ? { [part.id]: number } : {},
        // A verdict belongs to the total (or the panel); a subscale's own would speak for the whole form.
        ...(base.verdict && part.kind === 'score' && part.id === 'total'
          ? { sourceVerdict: base.verdict }
          : {}),
        ...(base.respondent ? { respondent: base.respondent } : {}),
        notes: value.kind === 'number' && value.note ? [value.note] : [],
        origins: [{ resource: base.id, system: base.system }],
      },
    },
  };
};

/** A form that may not be used as a whole, with every item in it that holds an answer other than zero. */
export const answeredItems = (
  parts: readonly { readonly mapping: CodeMapping; readonly value: ReadValue }[],
): readonly string[] =>
  parts.flatMap(({ mapping, value }) => {
    if (mapping.part.kind !== 'item') return [];
    const isAnswered = value.kind === 'unusable' || (value.kind === 'number' && value.value !== 0);
    return isAnswered ? [mapping.part.id] : [];
  });
