// The code maps, indexed once for a whole chart: what a code, a form's question or a coded answer stands for.
import type { CodeableConcept, Coding } from 'fhir/r4.js';
import type {
  CodeMapping,
  CodeMaps,
  FormPart,
  QuestionnaireMap,
  SetAsideCode,
} from '../domain/screening/code-map.ts';
import { codingsOf } from './codes.ts';

export const loinc = 'http://loinc.org';

/** What a code or a question carries, wherever that was said. */
export type Mapped = Pick<CodeMapping, 'instrumentId' | 'part' | 'edition' | 'form'>;

/** A canonical address (R4 2.24.0.15) taken apart. */
export interface Canonical {
  readonly url: string;
  readonly version?: string;
}

export interface CodeIndex {
  /** None, one, or several that contradict each other, so that none of them is to be believed. */
  readonly mappingsOf: (concept: CodeableConcept | undefined) => readonly Mapped[];
  readonly setAsideOf: (concept: CodeableConcept | undefined) => SetAsideCode | undefined;
  /** A linkId that is a LOINC code, bare or as the last step of a path, as LOINC-derived forms write it (`/44249-1/44250-9`). */
  readonly loincQuestion: (linkId: string) => Mapped | undefined;
  /** What a code stands for inside a LOINC panel: the first two questions of the PHQ-9 are also those of the PHQ-2. */
  readonly panelPart: (
    panel: CodeableConcept | undefined,
    member: CodeableConcept | undefined,
  ) => Mapped | undefined;
  /** Maps that hold for this form; a map for certain versions does not hold for one that is not said. */
  readonly formMaps: (canonical: Canonical) => readonly QuestionnaireMap[];
  /** Whether the form is known, in whichever version. */
  readonly knowsForm: (canonical: Canonical) => boolean;
  readonly answerValue: (coding: Coding, instrumentId: string) => number | undefined;
}

const none: readonly Mapped[] = [];

/** By system, then code: looked up for every coding of a chart. */
type ByCode<Row> = ReadonlyMap<string, ReadonlyMap<string, Row>>;

const byCode = <Row extends { readonly system: string; readonly code: string }>(
  rows: readonly Row[],
): ByCode<Row> => {
  const systems = new Map<string, Map<string, Row>>();
  for (const row of rows) {
    const codes = systems.get(row.system) ?? new Map<string, Row>();
    systems.set(row.system, codes.set(row.code, row));
  }
  return systems;
};

const rowOf = <Row>(rows: ByCode<Row>, { system, code }: Coding): Row | undefined =>
  system === undefined || code === undefined ? undefined : rows.get(system)?.get(code);

/** `https://x/Questionnaire/a|2` -> the address and its version. */
export const canonicalFrom = (text: string): Canonical => {
  const bar = text.indexOf('|');
  return bar < 0 ? { url: text } : { url: text.slice(0, bar), version: text.slice(bar + 1) };
};

const only = <Value>(values: readonly Value[]): Value | undefined =>
  new Set(values).size === 1 ? values[0] : undefined;

/** Several mappings of one concept as one; a panel yields to the score or question named beside it. */
const together = (found: readonly Mapped[]): readonly Mapped[] => {
  const [first, ...others] = found;
  if (!first || others.length === 0) return found;
  const parts = found.map(({ part }) => part).filter(({ kind }) => kind !== 'panel');
  const part: FormPart | undefined = parts.length === 0 ? first.part : parts[0];
  const editions = found.flatMap(({ edition }) => edition ?? []);
  const forms = found.flatMap(({ form }) => form ?? []);
  const agrees =
    new Set(found.map(({ instrumentId }) => instrumentId)).size === 1 &&
    new Set(parts.map((one) => JSON.stringify(one))).size <= 1 &&
    new Set(editions).size <= 1 &&
    new Set(forms).size <= 1;
  if (!agrees || !part) return found;
  return [
    {
      instrumentId: first.instrumentId,
      part,
      edition: only(editions) ?? null,
      form: only(forms) ?? null,
    },
  ];
};

const lastStep = (linkId: string): string => linkId.slice(linkId.lastIndexOf('/') + 1);

const holdsFor = ({ versions }: QuestionnaireMap, { version }: Canonical): boolean =>
  versions === null || (version !== undefined && versions.includes(version));

/** @param base the EHR's own FHIR base: there a form may be called by a relative or by the absolute address */
export const indexMaps = (maps: CodeMaps, base?: string): CodeIndex => {
  const codes = byCode(maps.codes);
  const setAside = byCode(maps.setAside);
  const home = base === undefined ? undefined : `${base.replace(/\/+$/, '')}/`;
  const absolute = (url: string): string =>
    home !== undefined && /^Questionnaire\/[^/]+$/.test(url) ? `${home}${url}` : url;
  const forms = new Map<string, QuestionnaireMap[]>();
  for (const row of maps.questionnaires) {
    const url = absolute(row.questionnaire);
    forms.set(url, [...(forms.get(url) ?? []), row]);
  }
  const answers = new Map<string, number>();
  for (const { system, code, value, instruments } of maps.answers)
    for (const instrumentId of instruments) answers.set(JSON.stringify([instrumentId, system, code]), value);

  const formMaps = (canonical: Canonical): readonly QuestionnaireMap[] => {
    const rows = (forms.get(absolute(canonical.url)) ?? []).filter((row) => holdsFor(row, canonical));
    // One that names this version speaks before one that holds for whichever.
    return rows.filter(
      (row) =>
        row.versions !== null ||
        !rows.some((other) => other.versions !== null && other.instrumentId === row.instrumentId),
    );
  };
  const loincCodes = (concept: CodeableConcept | undefined): readonly string[] =>
    codingsOf(concept).flatMap(({ system, code }) => (system === loinc && code !== undefined ? [code] : []));

  return {
    panelPart: (panel, member) => {
      for (const row of loincCodes(panel).flatMap((code) => formMaps({ url: `${loinc}/q/${code}` })))
        for (const code of loincCodes(member)) {
          const part = Object.entries(row.items).find(([linkId]) => lastStep(linkId) === code)?.[1];
          if (part) return { instrumentId: row.instrumentId, part, edition: row.edition, form: row.form };
        }
      return undefined;
    },
    mappingsOf: (concept) => {
      const found: CodeMapping[] = [];
      for (const coding of codingsOf(concept)) {
        const row = rowOf(codes, coding);
        if (row) found.push(row);
      }
      return found.length === 0 ? none : together(found);
    },
    setAsideOf: (concept) => {
      for (const coding of codingsOf(concept)) {
        const found = rowOf(setAside, coding);
        if (found) return found;
      }
      return undefined;
    },
    loincQuestion: (linkId) => rowOf(codes, { system: loinc, code: lastStep(linkId) }),
    formMaps,
    knowsForm: ({ url }) => forms.has(absolute(url)),
    answerValue: ({ system, code }, instrumentId) =>
      answers.get(JSON.stringify([instrumentId, system, code])),
  };
};
