// A form mapped question by question: each linkId carries a score or one question of the instrument.
import type { FormPart, QuestionnaireMap } from './code-map.ts';
import type { Instrument } from './instrument.ts';
import {
  type Checked,
  formFaults,
  isItemOf,
  isSafety,
  itemId,
  itemWords,
  listed,
  type MappingContext,
  type MappingWish,
  settled,
} from './mapping-wish.ts';

const partTyped = (typed: string, instrument: Instrument): FormPart | undefined => {
  if (instrument.scores.some(({ id }) => id === typed)) return { kind: 'score', id: typed };
  const id = itemId(typed);
  return isItemOf(id, instrument) ? { kind: 'item', id } : undefined;
};

const sharesVersion = (row: QuestionnaireMap, version: string | undefined): boolean =>
  version === undefined || row.versions === null || row.versions.includes(version);

/** A map that holds for several versions goes on holding for them. */
const versionsWith = (version: string, row: QuestionnaireMap | undefined): readonly string[] =>
  row?.versions?.includes(version) ? row.versions : [version];

/** A form's row: every question by its linkId; the row that reads the form already is replaced. */
export const formRow = (
  wish: Extract<MappingWish, { kind: 'questionnaires' }>,
  instrument: Instrument,
  context: MappingContext,
): Checked => {
  const { questionnaire, version } = wish;
  const faults = [...formFaults(wish.form, instrument)];
  const parts = new Map<string, FormPart>();
  for (const [linkId, typed] of Object.entries(wish.items)) {
    const part = partTyped(typed, instrument);
    if (part) parts.set(linkId, part);
    else
      faults.push({
        field: `q.${linkId}`,
        words: `“${linkId}” carries nothing the ${instrument.name} has by that name. Write ${itemWords(instrument)}, or one of its scores: ${listed(instrument.scores.map(({ id }) => id))}.`,
      });
  }
  if (Object.keys(wish.items).length === 0)
    faults.push({ field: 'questions', words: 'Say of at least one question what it carries.' });
  const taken = [...parts].map(([linkId, part]) => [linkId, JSON.stringify(part)] as const);
  for (const [linkId, part] of taken)
    if (taken.find(([, other]) => other === part)?.[0] !== linkId)
      faults.push({
        field: `q.${linkId}`,
        words: `“${linkId}” carries what another question already carries. Correct one of them.`,
      });
  const own = context.drafted.questionnaires.filter(
    (row) => row.questionnaire === questionnaire && sharesVersion(row, version),
  );
  if (own.length > 1)
    faults.push({
      field: 'versions',
      words: 'Versions of this form are mapped one by one. Choose this version only.',
    });
  for (const row of context.inUse.questionnaires.filter(({ id }) => id === own[0]?.id)) {
    const watched = context.instruments.find(({ id }) => id === row.instrumentId);
    for (const [linkId, part] of Object.entries(row.items))
      if (isSafety(part, watched) && !isSafety(parts.get(linkId), instrument))
        faults.push({
          field: `q.${linkId}`,
          words: `“${linkId}” carries a safety answer, which Hearth always watches. Put it back.`,
        });
  }
  return settled(
    {
      kind: 'questionnaires',
      row: {
        // The row that reads this form already is replaced, whoever named it.
        id: own[0]?.id ?? context.newId,
        questionnaire,
        versions: version === undefined ? null : versionsWith(version, own[0]),
        instrumentId: instrument.id,
        edition: wish.edition ?? null,
        form: wish.form ?? null,
        items: Object.fromEntries(parts),
        evidence: 'design',
        source: context.source,
      },
    },
    faults,
  );
};
