// QuestionnaireResponses -> pieces of forms, by linkId.
import type { QuestionnaireResponse, QuestionnaireResponseItem } from 'fhir/r4.js';
import type { CodeMapping } from '../domain/screening/code-map.ts';
import { clinicDate } from './codes.ts';
import type { UnusableForm } from '../domain/chart.ts';
import {
  answeredItems,
  type FormReadingContext,
  type Found,
  loinc,
  notYet,
  performedBy,
  pieceFrom,
  saysScreening,
  withdrawn,
} from './form-piece.ts';
import { visibleText } from './text.ts';
import { answeredValue, type ReadValue } from './value.ts';

const itemsOf = (
  items: readonly QuestionnaireResponseItem[] | undefined,
): readonly QuestionnaireResponseItem[] =>
  (items ?? []).flatMap((item) => [
    item,
    ...itemsOf(item.item),
    ...(item.answer ?? []).flatMap((answer) => itemsOf(answer.item)),
  ]);

/** A linkId is matched as a LOINC code, with or without a leading slash, as LOINC-derived forms write it. */
const itemMapping = (
  item: QuestionnaireResponseItem,
  codes: readonly CodeMapping[],
): CodeMapping | undefined => {
  const bare = item.linkId.replace(/^\//, '');
  return codes.find(
    (one) => (one.system === loinc || one.system === item.definition?.split('#')[0]) && one.code === bare,
  );
};

/** Of several answers to one question the highest counts; one that cannot be read leaves the question unread. */
const worstAnswer = (item: QuestionnaireResponseItem): ReadValue => {
  const values = (item.answer ?? []).map(answeredValue);
  const unread = values.find((value) => value.kind === 'unusable');
  const numbers = values.flatMap((value) => (value.kind === 'number' ? [value] : []));
  const worst = numbers.toSorted((one, other) => other.value - one.value)[0];
  return unread ?? worst ?? answeredValue(undefined);
};

const onlyAnswer = (item: QuestionnaireResponseItem): ReadValue =>
  (item.answer?.length ?? 0) > 1
    ? { kind: 'unusable', why: 'it has more than one answer' }
    : answeredValue(item.answer?.[0]);

export const readResponse = (
  response: QuestionnaireResponse,
  context: FormReadingContext,
): readonly Found[] => {
  if (withdrawn.has(response.status)) return [];
  const id = `QuestionnaireResponse/${response.id ?? ''}`;
  const mapped = itemsOf(response.item).flatMap((item) => {
    const mapping = itemMapping(item, context.codes);
    return mapping && mapping.part.kind !== 'panel' ? [{ item, mapping }] : [];
  });
  const form = visibleText(response.questionnaire ?? 'a form without a name');
  const when =
    response.authored === undefined
      ? { fault: 'it has no date' }
      : clinicDate(response.authored, context.timeZone);
  const on = 'date' in when ? { on: when.date } : {};
  const first = mapped[0];
  if (!first) {
    const kind = saysScreening.test(form) ? 'not-recognised' : 'other-survey';
    return [
      {
        unusable: {
          id,
          label: form,
          reason: 'Hearth does not know this form',
          kind,
          ...on,
          code: { system: 'form', code: form },
        },
      },
    ];
  }
  const refused = (reason: string): readonly Found[] => {
    const row: UnusableForm = {
      id,
      instrumentId: first.mapping.instrumentId,
      label: form,
      reason,
      kind: 'unusable',
      ...on,
    };
    const items = answeredItems(mapped.map(({ item, mapping }) => ({ mapping, value: worstAnswer(item) })));
    return [{ unusable: items.length > 0 ? { ...row, itemIds: items } : row }];
  };
  const early = notYet[response.status];
  if (early !== undefined) return refused(early);
  if (response.modifierExtension !== undefined) return refused('it carries a modifier Hearth does not know');
  if (!('date' in when)) return refused(when.fault);
  if (when.date > context.today) return refused(`it is dated in the future (${when.date})`);
  const { respondent, system } = performedBy(
    [response.source, response.author].filter((one) => one !== undefined),
    context,
  );
  return mapped.map(({ item, mapping }) =>
    pieceFrom(mapping, mapping.part.kind === 'item' ? worstAnswer(item) : onlyAnswer(item), {
      id,
      groupKey: id,
      on: when.date,
      respondent,
      system,
      label: visibleText(item.text ?? form),
      code: { system: loinc, code: item.linkId },
    }),
  );
};
