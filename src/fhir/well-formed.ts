// Whether a resource has the JSON shape FHIR gives it, as far as the readers look. One that has not is unusable as a whole: dropping the
// odd element alone could drop the very one that says "this is about someone else" or "do not use this".
import type { CodeableConcept, Coding, Extension, QuestionnaireResponseItem } from 'fhir/r4.js';

/** A list is written as a list of the one shape its entries have. */
type Shape = 'string' | 'number' | readonly [Shape] | ReadonlyMap<string, Shape>;
type Fields = Readonly<Record<string, Shape>>;
const of = (fields: Fields): Shape => new Map(Object.entries(fields));

const text: Shape = 'string';
const extensions: Shape = [of({ url: text })];
const coding: Shape = of({ system: text, code: text, display: text, extension: extensions });
const concept: Shape = of({ coding: [coding], text });
const reference: Shape = of({ reference: text, type: text, display: text });
const period: Shape = of({ start: text, end: text });
const quantity: Shape = of({ value: 'number', comparator: text, unit: text, system: text, code: text });
const modifier: Shape = [of({})];

const valued: Fields = {
  valueQuantity: quantity,
  valueCodeableConcept: concept,
  valueString: text,
  valueInteger: 'number',
  dataAbsentReason: concept,
  interpretation: [concept],
  referenceRange: [of({ low: quantity, high: quantity, type: concept, appliesTo: [concept], text })],
  modifierExtension: modifier,
};
const observation: Shape = of({
  ...valued,
  id: text,
  implicitRules: text,
  status: text,
  category: [concept],
  code: concept,
  subject: reference,
  focus: [reference],
  effectiveDateTime: text,
  effectiveInstant: text,
  effectivePeriod: period,
  effectiveTiming: of({ event: [text] }),
  performer: [reference],
  device: reference,
  hasMember: [reference],
  derivedFrom: [reference],
  component: [of({ ...valued, code: concept })],
  contained: [of({ resourceType: text, id: text })],
});
const response: Shape = of({
  id: text,
  implicitRules: text,
  language: text,
  questionnaire: text,
  status: text,
  subject: reference,
  authored: text,
  author: reference,
  source: reference,
  modifierExtension: modifier,
  contained: [of({ resourceType: text, id: text })],
});
const question: Shape = of({
  linkId: text,
  definition: text,
  text,
  modifierExtension: modifier,
  answer: [
    of({
      valueInteger: 'number',
      valueDecimal: 'number',
      valueString: text,
      valueCoding: coding,
      valueQuantity: quantity,
      extension: extensions,
      modifierExtension: modifier,
    }),
  ],
});
const formQuestion: Shape = of({
  linkId: text,
  code: [coding],
  answerOption: [of({ valueCoding: coding, extension: extensions })],
});

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isList = (shape: Shape): shape is readonly [Shape] => Array.isArray(shape);

/**
 * The path of the first element of another kind than FHIR says; elements of no interest here are not looked at. `''` for the value itself.
 * Every resource of a chart passes here: the path is put together only where something is odd.
 */
const oddElement = (value: unknown, shape: Shape): string | undefined => {
  if (typeof shape === 'string') return typeof value === shape ? undefined : '';
  if (isList(shape)) {
    if (!Array.isArray(value)) return '';
    for (const one of value as readonly unknown[]) {
      const odd = oddElement(one, shape[0]);
      if (odd !== undefined) return odd;
    }
    return undefined;
  }
  if (!isRecord(value)) return '';
  for (const key in value) {
    const inner = shape.get(key);
    const odd = inner === undefined ? undefined : oddElement(value[key], inner);
    if (odd !== undefined) return odd === '' ? key : `${key}.${odd}`;
  }
  return undefined;
};

/** Of an Observation; `undefined` when it is well formed. Contained ones are looked at by themselves. */
export const oddInObservation = (resource: unknown): string | undefined => oddElement(resource, observation);

/** A concept that can be shown and looked up, or nothing. */
export const wellFormedConcept = (value: unknown): CodeableConcept | undefined =>
  oddElement(value, concept) === undefined ? (value as CodeableConcept) : undefined;

export interface Flattened {
  readonly items: readonly QuestionnaireResponseItem[];
  readonly odd?: string;
}

/**
 * Every item below, in the order of the form, however deep: groups, questions, and questions below answers. Of one that is not well formed
 * the linkId alone is kept, so that it is known what was asked.
 */
const flattened = (items: unknown, shape: Shape): { items: Record<string, unknown>[]; odd?: string } => {
  const found: Record<string, unknown>[] = [];
  const waiting: Record<string, unknown>[] = [];
  let odd: string | undefined;
  const descend = (below: unknown): void => {
    if (below === undefined) return;
    if (!Array.isArray(below)) odd ??= 'item';
    else
      for (const one of (below as readonly unknown[]).toReversed()) {
        if (isRecord(one)) waiting.push(one);
        else odd ??= 'item';
      }
  };
  descend(items);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const fault = oddElement(next, shape);
    if (fault === undefined) found.push(next);
    else {
      odd ??= fault === '' ? 'item' : `item.${fault}`;
      found.push({ linkId: next.linkId });
    }
    const answers = Array.isArray(next.answer) ? (next.answer as readonly unknown[]) : [];
    for (const answer of answers.toReversed()) if (isRecord(answer)) descend(answer.item);
    descend(next.item);
  }
  return { items: found, ...(odd === undefined ? {} : { odd }) };
};

/** All questions of a QuestionnaireResponse, flat, and what is odd about it, if anything. */
export const responseItems = (resource: { readonly item?: unknown }): Flattened => {
  const odd = oddElement(resource, response);
  const flat = flattened(resource.item, question);
  const items = flat.items
    .filter((item) => typeof item.linkId === 'string')
    .map((item) => item as unknown as QuestionnaireResponseItem);
  const fault = odd ?? flat.odd ?? (items.length < flat.items.length ? 'item.linkId' : undefined);
  return { items, ...(fault === undefined ? {} : { odd: fault }) };
};

export interface FormQuestion {
  readonly linkId?: string;
  readonly code?: Coding[];
  readonly answerOption?: readonly { readonly valueCoding?: Coding; readonly extension?: Extension[] }[];
}

/** All questions of a contained Questionnaire, flat; none where it is not well formed. */
export const formQuestions = (questionnaire: { readonly item?: unknown }): readonly FormQuestion[] => {
  const flat = flattened(questionnaire.item, formQuestion);
  return flat.odd === undefined ? flat.items : [];
};
