// One reported number, or the plain reason why it is not usable. Nothing is guessed (SECURITY H10-H14, H20; CLINICAL 0b.7).
import type {
  CodeableConcept,
  Coding,
  Extension,
  Observation,
  ObservationComponent,
  Quantity,
  QuestionnaireResponseItemAnswer,
} from 'fhir/r4.js';
import { codingsOf, hasCode, labelOf } from './codes.ts';
import { visibleText } from './text.ts';

export type ReadValue =
  | { readonly kind: 'number'; readonly value: number; readonly note?: string }
  | { readonly kind: 'not-answered'; readonly why: string; readonly declined?: true }
  | { readonly kind: 'unusable'; readonly why: string }
  | { readonly kind: 'none' };

/** What a coded answer is worth, by the site's and Hearth's own answer lists. */
export type ValueOfCode = (coding: Coding) => number | undefined;

/** R4 and R5 names of the same thing, and what STU3 forms still carry. */
const ordinalUrls = new Set([
  'http://hl7.org/fhir/StructureDefinition/ordinalValue',
  'http://hl7.org/fhir/StructureDefinition/itemWeight',
  'http://hl7.org/fhir/StructureDefinition/questionnaire-ordinalValue',
]);
const absentReasons = 'http://terminology.hl7.org/CodeSystem/data-absent-reason';

const refused = (why: string): ReadValue => ({ kind: 'unusable', why });

/** JSON numbers past 2^53 and fractions have already lost their digits or were never a score. */
const counted = (value: unknown, note?: string): ReadValue => {
  if (typeof value !== 'number' || !Number.isFinite(value))
    return refused('the value is not a number Hearth can read');
  if (!Number.isInteger(value)) return refused('the value is not a whole number');
  if (!Number.isSafeInteger(value)) return refused('the value has more digits than can be read exactly');
  return { kind: 'number', value, ...(note === undefined ? {} : { note }) };
};

/** The number the answer itself carries. */
export const weightsOf = (extensions: readonly Extension[] | undefined): readonly number[] =>
  (extensions ?? []).flatMap((one) => {
    const weight: unknown = ordinalUrls.has(one.url) ? (one.valueDecimal ?? one.valueInteger) : undefined;
    return typeof weight === 'number' ? [weight] : [];
  });

const fromCodings = (
  codings: readonly Coding[],
  valueOfCode: ValueOfCode,
  beside: readonly number[] = [],
): ReadValue => {
  const values = [
    ...beside,
    ...codings.flatMap((coding) => [...weightsOf(coding.extension), ...[valueOfCode(coding) ?? []].flat()]),
  ];
  if (values.length === 0) return refused('the answer is a code Hearth has no number for');
  return new Set(values).size === 1
    ? counted(values[0])
    : refused('the answer’s codes stand for different numbers');
};

const fromString = (text: string): ReadValue =>
  /^\s*\d{1,4}\s*$/.test(text)
    ? counted(Number(text), 'sent as text')
    : refused('the value is words, not a number');

/** UCUM's ways to say "no unit", and how people write "points" where they code nothing. */
const scoreUnits = new Set(['', '1', '{score}', '{#}', '{points}', 'score', 'points', 'point']);

const fromQuantity = ({ value, comparator, code, unit }: Quantity): ReadValue => {
  if (comparator !== undefined)
    return refused(`the value is "${visibleText(comparator, 4)}" a number, not a number`);
  const measure = code ?? unit ?? '';
  if (!scoreUnits.has(measure.trim()))
    return refused(`the value has the unit “${visibleText(measure, 20)}”, and a score has none`);
  return value === undefined ? refused('the value is empty') : counted(value);
};

const fromAbsence = (reason: CodeableConcept): ReadValue => {
  const declined =
    hasCode(reason, absentReasons, 'asked-declined') ||
    codingsOf(reason).some(({ system, code }) => system === undefined && code === 'asked-declined');
  return {
    kind: 'not-answered',
    why: labelOf(reason) ?? 'no reason given',
    ...(declined ? { declined: true as const } : {}),
  };
};

const valueKeys = (element: object): readonly string[] =>
  Object.keys(element).filter((key) => /^value[A-Z]/.test(key));

/** The value of an Observation or of one of its components. */
export const observedValue = (
  observation: Observation | ObservationComponent,
  valueOfCode: ValueOfCode,
): ReadValue => {
  const keys = valueKeys(observation);
  if (keys.length > 1) return refused('it has more than one value');
  const absence = observation.dataAbsentReason;
  if (absence !== undefined)
    return keys.length === 0 ? fromAbsence(absence) : refused('it has a value, and a reason for having none');
  if (observation.valueInteger !== undefined) return counted(observation.valueInteger);
  if (observation.valueQuantity !== undefined) return fromQuantity(observation.valueQuantity);
  if (observation.valueString !== undefined) return fromString(observation.valueString);
  if (observation.valueCodeableConcept !== undefined)
    return fromCodings(codingsOf(observation.valueCodeableConcept), valueOfCode);
  return keys.length > 0 ? refused('the value is of a kind a score never has') : { kind: 'none' };
};

/** The value of one answer of a QuestionnaireResponse. */
export const answeredValue = (
  answer: QuestionnaireResponseItemAnswer | undefined,
  valueOfCode: ValueOfCode,
): ReadValue => {
  if (answer === undefined) return { kind: 'not-answered', why: 'left blank' };
  if (answer.modifierExtension !== undefined)
    return refused('the answer carries a modifier Hearth does not know');
  const keys = valueKeys(answer);
  if (keys.length === 0) return { kind: 'not-answered', why: 'left blank' };
  if (keys.length > 1) return refused('the answer has more than one value');
  const number = answer.valueInteger ?? answer.valueDecimal;
  if (number !== undefined) return counted(number);
  if (answer.valueQuantity !== undefined) return fromQuantity(answer.valueQuantity);
  if (answer.valueString !== undefined) return fromString(answer.valueString);
  if (answer.valueCoding !== undefined)
    return fromCodings([answer.valueCoding], valueOfCode, weightsOf(answer.extension));
  return refused('the answer is of a kind a score never has');
};
