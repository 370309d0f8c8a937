// What the source itself says of a score: kept in its own words, never turned into a band of ours (CLINICAL 0b.4).
import type { Observation, ObservationComponent, ObservationReferenceRange } from 'fhir/r4.js';
import type { SourceVerdict } from '../domain/chart.ts';
import { codingsOf, labelOf } from './codes.ts';
import { visibleText } from './text.ts';

/** v3-ObservationInterpretation, sorted into what a verdict can mean for a score. */
const verdictKinds = new Map<string, SourceVerdict['kind']>([
  ...['H', 'HH', 'HU', 'A', 'AA', 'POS', '>'].map((code) => [code, 'above'] as const),
  ...['N', 'NEG'].map((code) => [code, 'below'] as const),
]);
/** A clinic's own "N" may mean anything; only FHIR's codes, or a code nobody gave a system, are known. */
const interpretationSystems = new Set([
  undefined,
  'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation',
  'http://hl7.org/fhir/v2/0078',
]);

const boundary = (range: ObservationReferenceRange): string | undefined => {
  const { low, high } = range;
  if (low?.value !== undefined && high?.value !== undefined)
    return `reference range ${low.value} to ${high.value}`;
  if (high?.value !== undefined) return `reference range up to ${high.value}`;
  return low?.value === undefined ? undefined : `reference range from ${low.value}`;
};

/** `reference range 0 to 14 (normal; boys)`: whom and what it holds for belongs to it. */
const rangeWords = (range: ObservationReferenceRange): string | undefined => {
  const words = range.text ?? boundary(range);
  if (words === undefined) return undefined;
  const limits = [range.type, ...(range.appliesTo ?? [])].flatMap((one) => labelOf(one) ?? []);
  return limits.length === 0 ? words : `${words} (${limits.join('; ')})`;
};

/** Interpretation first, reference ranges after it; `undefined` when the source says neither. */
export const verdictOf = (observation: Observation | ObservationComponent): SourceVerdict | undefined => {
  const said = (observation.interpretation ?? []).flatMap((one) => {
    const text = labelOf(one);
    if (text === undefined || text === '') return [];
    const known = codingsOf(one).filter(({ system }) => interpretationSystems.has(system));
    return [{ text, kind: known.map(({ code }) => verdictKinds.get(code ?? '')).find(Boolean) ?? 'other' }];
  });
  const ranges = (observation.referenceRange ?? []).flatMap((one) => rangeWords(one) ?? []);
  const words = [...said.map(({ text }) => text), ...ranges];
  if (words.length === 0) return undefined;
  const kinds = new Set(said.map(({ kind }) => kind));
  return {
    text: visibleText(words.join('; ')),
    // Of several, "above" stands whatever the others say; "below" only alone.
    kind: kinds.has('above') ? 'above' : kinds.size === 1 ? ([...kinds][0] ?? 'other') : 'other',
  };
};
