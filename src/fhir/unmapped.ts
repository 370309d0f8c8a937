// What of a chart could be mapped: codes no map knows, forms with their questions, answers without a number. Values are never part of it.
import type { Coding, QuestionnaireResponse, QuestionnaireResponseItem } from 'fhir/r4.js';
import type { CodeMaps, QuestionnaireMap } from '../domain/screening/code-map.ts';
import { type CodeIndex, indexMaps } from './code-index.ts';
import { type AskedForm, askedForm } from './form-questions.ts';
import type { TraceRow } from './reading-trace.ts';
import { standingOf } from './reading.ts';
import { visibleText } from './text.ts';
import { weightsOf } from './value.ts';
import { responseItems } from './well-formed.ts';

/** A code as the EHR sends it, exactly: `system` and `code` are compared, not shown. */
export interface UnmappedCode {
  readonly system: string;
  readonly code: string;
  readonly label: string;
  /** Resources it stands in, `Observation/1`. */
  readonly resources: readonly string[];
  /** At least one of them looks like screening. */
  readonly looksLikeScreening: boolean;
}

export interface AskedQuestion {
  readonly linkId: string;
  /** As the form words it, for whoever maps it; never kept. */
  readonly text?: string;
}

/** One form of the chart in one version, all its responses together. */
export interface SeenForm {
  /** Canonical address without its version. */
  readonly questionnaire: string;
  readonly version?: string;
  readonly resources: readonly string[];
  readonly questions: readonly AskedQuestion[];
  /** The map that reads it. */
  readonly map?: QuestionnaireMap;
  /** Questions nothing is known of, neither by the form's map nor by their own codes. */
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
  /** Rows the EHR sends with words and no code: only the EHR can mend that. */
  readonly withoutCode: readonly { readonly resource: string; readonly label: string }[];
  readonly forms: readonly SeenForm[];
  readonly answers: readonly UnvaluedAnswer[];
}

const keyOf = ({ system, code }: { readonly system: string; readonly code: string }): string =>
  JSON.stringify([system, code]);

const unmappedCodes = (
  trace: readonly TraceRow[],
  maps: CodeMaps,
): Pick<Unmapped, 'codes' | 'withoutCode'> => {
  const known = new Set([...maps.codes, ...maps.setAside].map(keyOf));
  const found = new Map<string, UnmappedCode>();
  const withoutCode: { resource: string; label: string }[] = [];
  for (const { resource, label, codes, outcome } of trace) {
    if (outcome.kind !== 'not-recognised' && outcome.kind !== 'not-screening') continue;
    if (!resource.startsWith('Observation/')) continue;
    const coded = codes.filter(({ system, code }) => system !== '' && code !== '');
    if (coded.length === 0) withoutCode.push({ resource, label });
    if (coded.some((coding) => known.has(keyOf(coding)))) continue;
    for (const { system, code, display } of coded) {
      const before = found.get(keyOf({ system, code }));
      found.set(keyOf({ system, code }), {
        system,
        code,
        label: display ?? label,
        resources: [...new Set([...(before?.resources ?? []), resource])],
        looksLikeScreening: before?.looksLikeScreening === true || outcome.kind === 'not-recognised',
      });
    }
  }
  return { codes: [...found.values()], withoutCode };
};

/** A response in use, with what its form asks. */
interface Asked {
  readonly resource: string;
  readonly form: AskedForm;
  readonly canonical: NonNullable<AskedForm['canonical']>;
  readonly questions: readonly QuestionnaireResponseItem[];
}

/** A heading asks nothing; what has an answer, or nothing beneath it, is a question. */
const askedIn = (responses: readonly QuestionnaireResponse[], index: CodeIndex): readonly Asked[] =>
  responses.flatMap((response): readonly Asked[] => {
    const { items, odd } = responseItems(response);
    if (odd !== undefined || standingOf(response.status) === 'withdrawn') return [];
    const form = askedForm(response, index);
    const { canonical } = form;
    if (!canonical) return [];
    const questions = items.filter((item) => (item.answer?.length ?? 0) > 0 || !item.item?.length);
    return [{ resource: `QuestionnaireResponse/${response.id ?? ''}`, form, canonical, questions }];
  });

const seenForms = (asked: readonly Asked[], index: CodeIndex): readonly SeenForm[] => {
  const groups = new Map<string, Asked[]>();
  for (const one of asked) {
    const key = JSON.stringify([one.canonical.url, one.canonical.version]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((all): readonly SeenForm[] => {
    const [first] = all;
    if (!first) return [];
    const { url, version } = first.canonical;
    const [map] = index.formMaps(first.canonical);
    const questions = new Map<string, AskedQuestion>();
    const unknown = new Set<string>();
    for (const { form, questions: own } of all)
      for (const item of own) {
        if (form.meaningOf(item).length === 0) unknown.add(item.linkId);
        if (!questions.has(item.linkId))
          questions.set(item.linkId, {
            linkId: item.linkId,
            ...(item.text === undefined ? {} : { text: visibleText(item.text) }),
          });
      }
    return [
      {
        questionnaire: url,
        ...(version === undefined ? {} : { version }),
        resources: all.map(({ resource }) => resource),
        questions: [...questions.values()],
        ...(map ? { map } : {}),
        unmappedQuestions: unknown.size,
      },
    ];
  });
};

type Coded = Coding & { readonly system: string; readonly code: string };
const isCoded = (coding: Coding | undefined): coding is Coded => !!coding?.system && !!coding.code;

/** Coded answers to known questions that nothing gives a number. Answers told in confidence are not listed at all. */
const unvaluedAnswers = (
  asked: readonly Asked[],
  index: CodeIndex,
  isOpen: (resource: string, instrumentId: string) => boolean,
): readonly UnvaluedAnswer[] => {
  const found = new Map<string, UnvaluedAnswer>();
  for (const { resource, form, questions } of asked)
    for (const item of questions)
      for (const { instrumentId, part } of form.meaningOf(item)) {
        if (part.kind !== 'item' || !isOpen(resource, instrumentId)) continue;
        for (const answer of item.answer ?? []) {
          const coding = answer.valueCoding;
          if (!isCoded(coding)) continue;
          const weights = [...weightsOf(answer.extension), ...weightsOf(coding.extension)];
          const known =
            weights[0] ?? form.weightOf(item.linkId, coding) ?? index.answerValue(coding, instrumentId);
          if (known !== undefined) continue;
          found.set(`${keyOf(coding)} ${instrumentId}`, {
            system: coding.system,
            code: coding.code,
            label: visibleText(coding.display ?? coding.code),
            instrumentId,
          });
        }
      }
  // In no order that would tell which question was answered how.
  return [...found.values()].toSorted(
    (one, other) => one.label.localeCompare(other.label, 'en') || one.code.localeCompare(other.code, 'en'),
  );
};

/** Everything of a chart that a mapping could help with, each thing once however often it stands there. */
export const unmappedIn = (
  trace: readonly TraceRow[],
  responses: readonly QuestionnaireResponse[],
  context: {
    readonly maps: CodeMaps;
    readonly base?: string;
    /** Whether answers of this resource, read as this instrument's, may be listed. */
    readonly isOpen: (resource: string, instrumentId: string) => boolean;
  },
): Unmapped => {
  const index = indexMaps(context.maps, context.base);
  const asked = askedIn(responses, index);
  return {
    ...unmappedCodes(trace, context.maps),
    forms: seenForms(asked, index),
    answers: unvaluedAnswers(asked, index, context.isOpen),
  };
};
