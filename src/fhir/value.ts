// One reported number, or the plain reason why it is not usable. Nothing is guessed (SECURITY H10-H14, H20; CLINICAL 0b.7).
import type {
  CodeableConcept,
  Coding,
  Extension,
  Observation,
  ObservationComponent,
  QuestionnaireResponseItemAnswer,
} from 'fhir/r4.js';
import { codingsOf, labelOf } from './codes.ts';

export type ReadValue =
  | { readonly kind: 'number'; readonly value: number; readonly note?: string }
  | { readonly kind: 'not-answered'; readonly why: string }
  | { readonly kind: 'unusable'; readonly why: string }
  | { readonly kind: 'none' };

const ordinalUrls = [
  'http://hl7.org/fhir/StructureDefinition/ordinalValue',
  'http://hl7.org/fhir/StructureDefinition/itemWeight',
];

/**
 * The PHQ family's answer list (LOINC LL358-3), scored 0 to 3 as the instrument is; checked against the US Core PHQ-9 example, whose
 * nine answers sum to its reported 12.
 */
const answerWeights: Readonly<Record<string, number>> = {
  'LA6568-5': 0,
  'LA6569-3': 1,
  'LA6570-1': 2,
  'LA6571-9': 3,
};

const weightOf = (extensions: readonly Extension[] | undefined): number | undefined =>
  extensions?.find((one) => ordinalUrls.includes(one.url) && one.valueDecimal !== undefined)?.valueDecimal;

const fromCodings = (codings: readonly Coding[]): ReadValue => {
  for (const coding of codings) {
    const weight =
      weightOf(coding.extension) ??
      (coding.system === 'http://loinc.org' ? answerWeights[coding.code ?? ''] : undefined);
    if (weight !== undefined) return { kind: 'number', value: weight };
  }
  return { kind: 'unusable', why: 'the answer is a code Hearth has no number for' };
};

const fromConcept = (concept: CodeableConcept): ReadValue => fromCodings(codingsOf(concept));

const fromString = (text: string): ReadValue =>
  /^\s*\d{1,4}\s*$/.test(text)
    ? { kind: 'number', value: Number(text), note: 'sent as text' }
    : { kind: 'unusable', why: 'the value is words, not a number' };

const scoreUnits = new Set(['{score}', '1', '{#}', 'score', 'points', '']);

/** The value of an Observation or of one of its components. */
export const observedValue = (observation: Observation | ObservationComponent): ReadValue => {
  if (observation.valueInteger !== undefined) return { kind: 'number', value: observation.valueInteger };
  if (observation.valueQuantity !== undefined) {
    const { value, comparator, code, unit } = observation.valueQuantity;
    if (comparator !== undefined)
      return { kind: 'unusable', why: `the value is "${comparator}" a number, not a number` };
    if (!scoreUnits.has(code ?? unit ?? ''))
      return { kind: 'unusable', why: 'the value has a unit, and a score has none' };
    return value === undefined ? { kind: 'unusable', why: 'the value is empty' } : { kind: 'number', value };
  }
  if (observation.valueString !== undefined) return fromString(observation.valueString);
  if (observation.valueCodeableConcept !== undefined) return fromConcept(observation.valueCodeableConcept);
  if (observation.dataAbsentReason !== undefined)
    return { kind: 'not-answered', why: labelOf(observation.dataAbsentReason) ?? 'no reason given' };
  const hasOtherValue = Object.keys(observation).some((key) => key.startsWith('value'));
  return hasOtherValue
    ? { kind: 'unusable', why: 'the value is of a kind a score never has' }
    : { kind: 'none' };
};

/** The value of one answer of a QuestionnaireResponse. */
export const answeredValue = (answer: QuestionnaireResponseItemAnswer | undefined): ReadValue => {
  if (answer === undefined) return { kind: 'not-answered', why: 'left blank' };
  const number = answer.valueInteger ?? answer.valueDecimal;
  if (number !== undefined) return { kind: 'number', value: number };
  if (answer.valueCoding !== undefined) {
    const weight = weightOf(answer.extension);
    return weight === undefined ? fromCodings([answer.valueCoding]) : { kind: 'number', value: weight };
  }
  if (answer.valueString !== undefined) return fromString(answer.valueString);
  return { kind: 'unusable', why: 'the answer is of a kind a score never has' };
};
