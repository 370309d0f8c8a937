// QuestionnaireResponses -> what became of each of their questions.
import { dateWords } from '../domain/date-words.ts';
import type { QuestionnaireResponse, QuestionnaireResponseItem } from 'fhir/r4.js';
import type { UnusableForm } from '../domain/chart.ts';
import { canonicalLanguage } from '../domain/language.ts';
import type { Mapped } from './code-index.ts';
import type { ReadDate } from './codes.ts';
import { type AskedForm, askedForm } from './form-questions.ts';
import {
  answeredItems,
  type Base,
  partOutcome,
  performedBy,
  type Reading,
  type ReadingTools,
  saysScreening,
  standingOf,
} from './reading.ts';
import { visibleText } from './text.ts';
import { answeredValue, type ReadValue } from './value.ts';
import { responseItems } from './well-formed.ts';

/** All answers to one part of one instrument, under however many linkIds or repetitions. */
interface Asked {
  readonly mapping: Mapped;
  readonly items: QuestionnaireResponseItem[];
}

const hasAnswer = ({ answer }: QuestionnaireResponseItem): boolean => (answer?.length ?? 0) > 0;

/** Of several answers to one question the highest counts; one that cannot be read leaves the question unread. */
const worst = (values: readonly ReadValue[]): ReadValue => {
  const unread = values.find((value) => value.kind === 'unusable');
  const numbers = values.flatMap((value) => (value.kind === 'number' ? [value] : []));
  const [highest, ...others] = numbers.toSorted((one, other) => other.value - one.value);
  if (unread) return unread;
  if (!highest) return values[0] ?? { kind: 'not-answered', why: 'left blank' };
  return others.some(({ value }) => value !== highest.value)
    ? { ...highest, note: 'a question holds more than one answer; the highest counts' }
    : highest;
};

/** A score said twice is one only when both say the same. */
const agreed = (values: readonly ReadValue[]): ReadValue => {
  const [first = { kind: 'not-answered', why: 'left blank' } as const, ...others] = values.filter(
    ({ kind }) => kind !== 'not-answered',
  );
  const same = others.every(
    (one) => one.kind === 'number' && first.kind === 'number' && one.value === first.value,
  );
  return same ? first : { kind: 'unusable', why: 'it has more than one answer' };
};

const valueOf = ({ mapping, items }: Asked, form: AskedForm, { index }: ReadingTools): ReadValue => {
  if (items.some((item) => item.modifierExtension !== undefined))
    return { kind: 'unusable', why: 'it carries a modifier Hearth does not know' };
  const values = items.flatMap((item) =>
    (item.answer?.length ? item.answer : [undefined]).map((answer) =>
      answeredValue(
        answer,
        (coding) => index.answerValue(coding, mapping.instrumentId) ?? form.weightOf(item.linkId, coding),
      ),
    ),
  );
  return mapping.part.kind === 'item' ? worst(values) : agreed(values);
};

/** Groups carry nothing; a panel's question counts only where it has an answer of its own. */
const askedOf = (items: readonly QuestionnaireResponseItem[], form: AskedForm): readonly Asked[] => {
  const found = new Map<string, Asked>();
  for (const item of items)
    for (const mapping of form.meaningOf(item)) {
      if (mapping.part.kind === 'panel' && !hasAnswer(item)) continue;
      const { instrumentId, part, edition, form: formId } = mapping;
      const key = JSON.stringify([instrumentId, part.kind, 'id' in part ? part.id : '', edition, formId]);
      const asked = found.get(key) ?? { mapping, items: [] };
      asked.items.push(item);
      found.set(key, asked);
    }
  return [...found.values()];
};

const datedBy = ({ authored }: QuestionnaireResponse, { dateOf, today }: ReadingTools): ReadDate => {
  if (typeof authored !== 'string') return { fault: 'it has no date' };
  const read = dateOf(authored);
  return 'date' in read && read.date > today
    ? { fault: `it is dated in the future (${dateWords(read.date)})` }
    : read;
};

const refusalOf = (response: QuestionnaireResponse, odd: string | undefined): string | undefined => {
  if (odd !== undefined) return `it is not well-formed FHIR (${odd})`;
  const standing = standingOf(response.status);
  if (typeof standing === 'object') return standing.reason;
  if (response.modifierExtension !== undefined) return 'it carries a modifier Hearth does not know';
  return response.implicitRules === undefined
    ? undefined
    : 'it follows rules of its own that Hearth does not know';
};

/** A response no map knows a question of: listed by what its form calls itself. */
const unknownForm = (
  form: AskedForm,
  about: Pick<Reading, 'resource' | 'on'>,
  odd: string | undefined,
): Reading => {
  const code = { system: 'form', code: form.name };
  const reason =
    odd !== undefined
      ? `it is not well-formed FHIR (${odd})`
      : form.otherVersion
        ? 'Hearth knows this form, but not in this version'
        : 'Hearth does not know this form';
  const kind =
    form.otherVersion || odd !== undefined || saysScreening.test(form.name)
      ? 'not-recognised'
      : 'other-survey';
  return {
    ...about,
    label: form.name,
    concept: { coding: [code] },
    outcome: {
      kind: 'row',
      row: {
        id: about.resource,
        label: form.name,
        reason,
        kind,
        ...(about.on ? { on: about.on } : {}),
        code,
      },
    },
  };
};

/** Answered questions no map knows: for the administrator, without their answers. */
const unmappedQuestions = (
  items: readonly QuestionnaireResponseItem[],
  form: AskedForm,
  about: Pick<Reading, 'resource' | 'on'>,
): readonly Reading[] =>
  items
    .filter((item) => hasAnswer(item) && form.meaningOf(item).length === 0)
    .map((item) => ({
      ...about,
      label: visibleText(item.text ?? item.linkId),
      concept: {
        coding: [
          {
            system: form.canonical?.url ?? 'form',
            code: item.linkId,
            ...(item.text === undefined ? {} : { display: item.text }),
          },
        ],
      },
      outcome: { kind: 'not-recognised', reason: 'the question is not in Hearth’s map of the form' },
    }));

/** Where a response is not well formed, its questions are still looked at: a safety answer in it is not let go unread. */
const readOne = (
  response: QuestionnaireResponse,
  tools: ReadingTools,
  administrationOf: (resource: string) => string,
): readonly Reading[] => {
  const resource = `QuestionnaireResponse/${String(response.id ?? '')}`;
  const { items, odd } = responseItems(response);
  const isShapeOdd = odd !== undefined && !odd.startsWith('item');
  const form = askedForm(
    isShapeOdd ? { resourceType: 'QuestionnaireResponse', status: 'completed' } : response,
    tools.index,
  );
  const when = datedBy(response, tools);
  const about = { resource, ...('date' in when ? { on: when.date } : {}) };
  if (standingOf(response.status) === 'withdrawn')
    return [{ ...about, label: form.name, outcome: { kind: 'withdrawn', reason: 'the EHR withdrew it' } }];
  const asked = askedOf(items, form);
  const unmapped = unmappedQuestions(items, form, about);
  if (asked.length === 0) return [unknownForm(form, about, odd), ...unmapped];

  const refusal = refusalOf(response, odd) ?? ('fault' in when ? when.fault : undefined);
  if (refusal !== undefined || !('date' in when)) {
    const instruments = [...new Set(asked.map(({ mapping }) => mapping.instrumentId))];
    return instruments.map((instrumentId) => {
      const parts = asked.filter(({ mapping }) => mapping.instrumentId === instrumentId);
      const itemIds = answeredItems(
        parts.map((one) => ({
          part: one.mapping.part,
          // Of a question not well formed only the linkId is sure; it is taken for answered.
          value: odd?.startsWith('item') ? { kind: 'unusable', why: odd } : valueOf(one, form, tools),
        })),
      );
      const row: UnusableForm = {
        id: resource,
        instrumentId,
        label: form.name,
        reason: refusal ?? 'it has no date',
        kind: 'unusable',
        ...('date' in when ? { on: when.date } : {}),
        ...(itemIds.length > 0 ? { itemIds } : {}),
      };
      return { ...about, label: form.name, outcome: { kind: 'row', row } };
    });
  }
  // Whoever answered is its source; the author only records, unless nobody else is named (R4 11.14).
  const people = [response.source ?? response.author].filter((one) => one !== undefined);
  const { who } = performedBy(people, undefined, tools);
  const { system } = performedBy(response.author ? [response.author] : [], undefined, tools);
  const language = response.language;
  const base: Base = {
    id: resource,
    administration: administrationOf(resource),
    moment: resource,
    resource,
    on: when.date,
    origin: { resource, system },
    notes: [],
    ...who,
    ...(language === undefined ? {} : { language: canonicalLanguage(language) ?? visibleText(language, 40) }),
  };
  return [
    ...asked.map((one): Reading => {
      const [item] = one.items;
      const label = visibleText(item?.text ?? form.name);
      const code = { system: form.canonical?.url ?? 'form', code: item?.linkId ?? '' };
      return {
        ...about,
        label,
        concept: { coding: [code] },
        outcome: partOutcome(one.mapping, valueOf(one, form, tools), base, {
          label,
          code: { system: visibleText(code.system), code: visibleText(code.code) },
        }),
      };
    }),
    ...unmapped,
  ];
};

/** Every response, with what became of it and of its questions. */
export const readResponses = (
  responses: readonly QuestionnaireResponse[],
  tools: ReadingTools,
  administrationOf: (resource: string) => string,
): readonly Reading[] => responses.flatMap((one) => readOne(one, tools, administrationOf));
