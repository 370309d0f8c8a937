// What of a chart could be mapped: codes no map knows, forms with their questions, answers without a number. Values are never part of it.
import type {
  CodeableConcept,
  Coding,
  Observation,
  QuestionnaireResponse,
  QuestionnaireResponseItem,
} from 'fhir/r4.js';
import type { CodeMaps, FormPart, QuestionnaireMap } from '../domain/screening/code-map.ts';
import { codingsOf, labelOf } from './codes.ts';
import { visibleText } from './text.ts';

/** A code as the EHR sends it, exactly: `system` and `code` are compared, not shown. */
export interface UnmappedCode {
  readonly system: string;
  readonly code: string;
  readonly label: string;
  /** Resources it stands in, `Observation/1`. */
  readonly resources: readonly string[];
}

export interface AskedQuestion {
  readonly linkId: string;
  /** As the form words it, for whoever maps it; never kept. */
  readonly text?: string;
}

/** One form of the chart, all its responses together. */
export interface SeenForm {
  /** Canonical address without its version. */
  readonly questionnaire: string;
  readonly version?: string;
  readonly resources: readonly string[];
  readonly questions: readonly AskedQuestion[];
  /** The map that reads it, and the questions it says nothing of. */
  readonly map?: QuestionnaireMap;
  readonly unmappedQuestions: number;
}

export interface UnvaluedAnswer {
  readonly system: string;
  readonly code: string;
  readonly label: string;
  readonly instrumentId: string;
}

export interface Unmapped {
  readonly codes: readonly UnmappedCode[];
  /** Survey rows the EHR sends without any code: only the EHR can mend that. */
  readonly withoutCode: readonly { readonly resource: string; readonly label: string }[];
  readonly forms: readonly SeenForm[];
  readonly answers: readonly UnvaluedAnswer[];
}

const withdrawn = new Set(['entered-in-error', 'cancelled']);
type Coded = Coding & { readonly system: string; readonly code: string };
const isCoded = (coding: Coding): coding is Coded =>
  coding.system !== undefined && coding.system !== '' && coding.code !== undefined && coding.code !== '';

const keyOf = ({ system, code }: { readonly system: string; readonly code: string }): string =>
  JSON.stringify([system, code]);

const conceptsOf = (observation: Observation): readonly CodeableConcept[] => [
  observation.code,
  ...(observation.component ?? []).map(({ code }) => code),
];

const unmappedCodes = (
  observations: readonly Observation[],
  maps: CodeMaps,
): Pick<Unmapped, 'codes' | 'withoutCode'> => {
  const known = new Set([...maps.codes, ...maps.setAside].map(keyOf));
  const found = new Map<string, UnmappedCode>();
  const withoutCode: { resource: string; label: string }[] = [];
  for (const observation of observations) {
    if (withdrawn.has(observation.status)) continue;
    const resource = `Observation/${observation.id ?? ''}`;
    for (const concept of conceptsOf(observation)) {
      const codings = codingsOf(concept).filter(isCoded);
      const label = labelOf(concept) ?? 'a result without a name';
      if (codings.length === 0) withoutCode.push({ resource, label });
      if (codings.some((coding) => known.has(keyOf(coding)))) continue;
      for (const coding of codings) {
        const before = found.get(keyOf(coding));
        found.set(keyOf(coding), {
          system: coding.system,
          code: coding.code,
          label: coding.display === undefined ? label : visibleText(coding.display),
          resources: [...new Set([...(before?.resources ?? []), resource])],
        });
      }
    }
  }
  return { codes: [...found.values()], withoutCode };
};

const itemsOf = (
  items: readonly QuestionnaireResponseItem[] | undefined,
): readonly QuestionnaireResponseItem[] =>
  (items ?? []).flatMap((item) => [
    item,
    ...itemsOf(item.item),
    ...(item.answer ?? []).flatMap((answer) => itemsOf(answer.item)),
  ]);

/** A heading asks nothing; what has an answer, or nothing beneath it, is a question. */
const questionsOf = (response: QuestionnaireResponse): readonly QuestionnaireResponseItem[] =>
  itemsOf(response.item).filter((item) => (item.answer?.length ?? 0) > 0 || !item.item?.length);

const canonicalOf = (response: QuestionnaireResponse): { url: string; version?: string } | undefined => {
  const [url = '', version] = (response.questionnaire ?? '').split('|');
  return url === '' ? undefined : { url, ...(version ? { version } : {}) };
};

/** The map that holds for this form in this version. */
export const mapOfForm = (
  maps: CodeMaps,
  questionnaire: string,
  version: string | undefined,
): QuestionnaireMap | undefined =>
  maps.questionnaires.find(
    (map) =>
      map.questionnaire === questionnaire &&
      (map.versions === null || (version !== undefined && map.versions.includes(version))),
  );

const seenForms = (responses: readonly QuestionnaireResponse[], maps: CodeMaps): readonly SeenForm[] => {
  const groups = new Map<string, { url: string; version?: string; all: QuestionnaireResponse[] }>();
  for (const response of responses) {
    const canonical = canonicalOf(response);
    if (!canonical || withdrawn.has(response.status)) continue;
    const key = `${canonical.url}|${canonical.version ?? ''}`;
    const group = groups.get(key) ?? { ...canonical, all: [] };
    group.all.push(response);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ url, version, all }): SeenForm => {
    const map = mapOfForm(maps, url, version);
    const questions = new Map<string, AskedQuestion>();
    for (const item of all.flatMap(questionsOf))
      if (!questions.has(item.linkId))
        questions.set(item.linkId, {
          linkId: item.linkId,
          ...(item.text === undefined ? {} : { text: visibleText(item.text) }),
        });
    const asked = [...questions.values()];
    return {
      questionnaire: url,
      ...(version === undefined ? {} : { version }),
      resources: all.map(({ id }) => `QuestionnaireResponse/${id ?? ''}`),
      questions: asked,
      ...(map ? { map } : {}),
      unmappedQuestions: map ? asked.filter(({ linkId }) => !(linkId in map.items)).length : asked.length,
    };
  });
};

const ordinalUrls = [
  'http://hl7.org/fhir/StructureDefinition/ordinalValue',
  'http://hl7.org/fhir/StructureDefinition/itemWeight',
];
const carriesNumber = (element: Coding | { extension?: Coding['extension'] }): boolean =>
  element.extension?.some(({ url }) => ordinalUrls.includes(url)) ?? false;

/** Coded answers to mapped questions that no map gives a number. `isOpen`: answers of a confidential instrument are not listed at all. */
const unvaluedAnswers = (
  responses: readonly QuestionnaireResponse[],
  maps: CodeMaps,
  isOpen: (instrumentId: string) => boolean,
): readonly UnvaluedAnswer[] => {
  const found = new Map<string, UnvaluedAnswer>();
  for (const response of responses) {
    const canonical = canonicalOf(response);
    const map = canonical && mapOfForm(maps, canonical.url, canonical.version);
    if (!map || withdrawn.has(response.status) || !isOpen(map.instrumentId)) continue;
    const partOf = (item: QuestionnaireResponseItem): FormPart | undefined => map.items[item.linkId];
    for (const item of questionsOf(response).filter((one) => partOf(one) !== undefined))
      for (const answer of item.answer ?? []) {
        const coding = answer.valueCoding;
        if (!coding || !isCoded(coding) || carriesNumber(answer) || carriesNumber(coding)) continue;
        const hasValue = maps.answers.some(
          (row) =>
            row.system === coding.system &&
            row.code === coding.code &&
            row.instruments.includes(map.instrumentId),
        );
        if (!hasValue)
          found.set(`${keyOf(coding)} ${map.instrumentId}`, {
            system: coding.system,
            code: coding.code,
            label: visibleText(coding.display ?? coding.code),
            instrumentId: map.instrumentId,
          });
      }
  }
  return [...found.values()].toSorted((one, other) => one.label.localeCompare(other.label, 'en'));
};

/** Everything of these resources that a mapping could help with, each thing once however often it stands in the chart. */
export const unmappedIn = (
  observations: readonly Observation[],
  responses: readonly QuestionnaireResponse[],
  maps: CodeMaps,
  isOpen: (instrumentId: string) => boolean,
): Unmapped => ({
  ...unmappedCodes(observations, maps),
  forms: seenForms(responses, maps),
  answers: unvaluedAnswers(responses, maps, isOpen),
});
