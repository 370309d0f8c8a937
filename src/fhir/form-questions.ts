// What the questions of one QuestionnaireResponse stand for: by the map of its form, by the form it contains, or by LOINC linkIds.
import type { Coding, QuestionnaireResponse, QuestionnaireResponseItem } from 'fhir/r4.js';
import type { FormPart } from '../domain/screening/code-map.ts';
import { type Canonical, canonicalFrom, type CodeIndex, type Mapped } from './code-index.ts';
import { visibleText } from './text.ts';
import { weightsOf } from './value.ts';
import { formQuestions, type FormQuestion, wellFormedConcept } from './well-formed.ts';

export interface AskedForm {
  /** What the response calls its form, as shown. */
  readonly name: string;
  readonly canonical?: Canonical;
  /** Its form is known, though not in this version. */
  readonly otherVersion: boolean;
  /** A question of two instruments stands for a part of each. */
  readonly meaningOf: (item: QuestionnaireResponseItem) => readonly Mapped[];
  /** What the contained form itself says a coded answer is worth. */
  readonly weightOf: (linkId: string, coding: Coding) => number | undefined;
}

/** The form a `#id` points to, as far as its shape allows. */
const containedForm = (response: QuestionnaireResponse): Readonly<Record<string, unknown>> | undefined => {
  const name = response.questionnaire;
  if (!name?.startsWith('#')) return undefined;
  const found = (response.contained ?? []).find(
    (one) => one.resourceType === 'Questionnaire' && one.id === name.slice(1),
  );
  return found as unknown as Readonly<Record<string, unknown>> | undefined;
};

const canonicalOf = (
  response: QuestionnaireResponse,
  contained: Readonly<Record<string, unknown>> | undefined,
): Canonical | undefined => {
  if (contained)
    return typeof contained.url === 'string'
      ? {
          ...canonicalFrom(contained.url),
          ...(typeof contained.version === 'string' ? { version: contained.version } : {}),
        }
      : undefined;
  const written = response.questionnaire;
  return written === undefined || written === '' || written.startsWith('#')
    ? undefined
    : canonicalFrom(written);
};

/** One meaning or none: where codes contradict each other the question is left for the administrator. */
const onlyOne = (mappings: readonly Mapped[]): Mapped | undefined =>
  mappings.length === 1 ? mappings[0] : undefined;

/** A linkId may also be a code of the system its definition names. */
const byDefinition = (item: QuestionnaireResponseItem, index: CodeIndex): Mapped | undefined =>
  onlyOne(
    index.mappingsOf({ coding: [{ system: item.definition?.split('#')[0] ?? '', code: item.linkId }] }),
  );

/** What this response asked, and how to read it. Takes a response found well formed. */
export const askedForm = (response: QuestionnaireResponse, index: CodeIndex): AskedForm => {
  const contained = containedForm(response);
  const canonical = canonicalOf(response, contained);
  const maps = canonical ? index.formMaps(canonical) : [];
  const parts = maps.map((map) => ({ map, items: new Map<string, FormPart>(Object.entries(map.items)) }));
  const own = new Map<string, FormQuestion>();
  for (const one of contained ? formQuestions(contained) : []) if (one.linkId) own.set(one.linkId, one);

  return {
    name: visibleText(canonical?.url ?? response.questionnaire ?? 'a form without a name'),
    ...(canonical ? { canonical } : {}),
    otherVersion: canonical !== undefined && maps.length === 0 && index.knowsForm(canonical),
    meaningOf: (item) => {
      const byMap = parts.flatMap(({ map, items }): readonly Mapped[] => {
        const part = items.get(item.linkId);
        return part ? [{ instrumentId: map.instrumentId, part, edition: map.edition, form: map.form }] : [];
      });
      if (byMap.length > 0) return byMap;
      const concept = wellFormedConcept({ coding: own.get(item.linkId)?.code ?? [] });
      const found =
        onlyOne(index.mappingsOf(concept)) ?? index.loincQuestion(item.linkId) ?? byDefinition(item, index);
      return found ? [found] : [];
    },
    weightOf: (linkId, coding) => {
      for (const option of own.get(linkId)?.answerOption ?? []) {
        const { valueCoding, extension } = option;
        if (valueCoding?.code === coding.code && valueCoding?.system === coding.system && coding.code)
          return weightsOf(extension)[0] ?? weightsOf(valueCoding?.extension)[0];
      }
      return undefined;
    },
  };
};
