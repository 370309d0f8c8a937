// Mappings an administrator tries on one EHR's charts before they become content. No clinician's page ever reads a draft.
import type { AnswerValue, CodeMapping, CodeMaps, QuestionnaireMap } from './code-map.ts';

/** Kinds of content a draft can become; each is one file of a site's content directory. */
export const draftKinds = ['codes', 'questionnaires', 'answers'] as const;
export type DraftKind = (typeof draftKinds)[number];

/** A row exactly as its content file will hold it. */
export type DraftRow =
  | { readonly kind: 'codes'; readonly row: CodeMapping }
  | { readonly kind: 'questionnaires'; readonly row: QuestionnaireMap }
  | { readonly kind: 'answers'; readonly row: AnswerValue };

export type MappingDraft = DraftRow & {
  readonly ehrId: string;
  /** The administrator's name, for whoever reviews the file. */
  readonly by: string;
  /** Epoch milliseconds. */
  readonly at: number;
};

/** What the row is known by in its file: a code by system and code, an answer also by its instruments, a form by its id. */
export const draftKey = (draft: DraftRow): string => {
  switch (draft.kind) {
    case 'codes':
      return codeKey(draft.row);
    case 'answers':
      return `${codeKey(draft.row)}|${draft.row.instruments.toSorted().join('+')}`;
    case 'questionnaires':
      return draft.row.id;
  }
};

const codeKey = ({ system, code }: { readonly system: string; readonly code: string }): string =>
  `${system}|${code}`;

const laidOver = <Row>(rows: readonly Row[], over: readonly Row[], keyOf: (row: Row) => string): Row[] => {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  for (const row of over) byKey.set(keyOf(row), row);
  return [...byKey.values()];
};

/** A later value holds for the instruments it names; an earlier row keeps the others. */
const answersWith = (rows: readonly AnswerValue[], draft: AnswerValue): readonly AnswerValue[] => [
  draft,
  ...rows.flatMap((row) => {
    if (codeKey(row) !== codeKey(draft)) return [row];
    const instruments = row.instruments.filter((id) => !draft.instruments.includes(id));
    return instruments.length > 0 ? [{ ...row, instruments }] : [];
  }),
];

/** The content's maps with the drafts laid over them, by the same rules by which a site's files are laid over Hearth's own. */
export const withDrafts = <Maps extends CodeMaps>(maps: Maps, drafts: readonly DraftRow[]): Maps => {
  const codes = drafts.flatMap((one) => (one.kind === 'codes' ? [one.row] : []));
  const questionnaires = drafts.flatMap((one) => (one.kind === 'questionnaires' ? [one.row] : []));
  const answers = drafts.flatMap((one) => (one.kind === 'answers' ? [one.row] : []));
  const mapped = new Set(codes.map(codeKey));
  return {
    ...maps,
    codes: laidOver(maps.codes, codes, codeKey),
    // A code is mapped or set aside, never both: the site knows what its EHR means by it.
    setAside: maps.setAside.filter((row) => !mapped.has(codeKey(row))),
    questionnaires: laidOver(maps.questionnaires, questionnaires, ({ id }) => id),
    answers: answers.reduce(answersWith, maps.answers),
  };
};

/** What a row says, apart from who says it: key order and source do not matter. */
const meaning = (draft: DraftRow): string => {
  const part = (one: CodeMapping['part']): readonly string[] =>
    one.kind === 'panel' ? [one.kind] : [one.kind, one.id];
  switch (draft.kind) {
    case 'codes':
      return JSON.stringify([
        draft.row.instrumentId,
        part(draft.row.part),
        draft.row.edition,
        draft.row.form,
      ]);
    case 'answers':
      return JSON.stringify([draft.row.value, draft.row.instruments.toSorted()]);
    case 'questionnaires':
      return JSON.stringify([
        draft.row.questionnaire,
        draft.row.versions,
        draft.row.instrumentId,
        draft.row.edition,
        draft.row.form,
        Object.entries(draft.row.items)
          .map(([linkId, one]) => [linkId, part(one)])
          .toSorted(([one], [other]) => ((one as string) < (other as string) ? -1 : 1)),
      ]);
  }
};

/** Whether the content in use already says the same as this draft. */
export const isLive = (maps: CodeMaps, draft: DraftRow): boolean => {
  if (draft.kind === 'answers')
    return draft.row.instruments.every((id) =>
      maps.answers.some(
        (row) =>
          codeKey(row) === codeKey(draft.row) &&
          row.instruments.includes(id) &&
          row.value === draft.row.value,
      ),
    );
  const inUse: readonly DraftRow[] =
    draft.kind === 'codes'
      ? maps.codes.map((row) => ({ kind: 'codes', row }))
      : maps.questionnaires.map((row) => ({ kind: 'questionnaires', row }));
  const own = inUse.find((one) => draftKey(one) === draftKey(draft));
  return own !== undefined && meaning(own) === meaning(draft);
};
