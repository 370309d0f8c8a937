// What an administrator typed about a code, a form or an answer -> a row for its content file, or what is wrong with it.
// The same rules by which the content is checked when it is loaded, said while the person is still at the form.
import { fail } from '../../result.ts';
import { formRow } from './check-form-mapping.ts';
import type { AnswerValue, FormPart } from './code-map.ts';
import type { Instrument } from './instrument.ts';
import {
  type Checked,
  formFaults,
  isItemOf,
  isSafety,
  itemId,
  itemWords,
  type MappingContext,
  type MappingFault,
  type MappingWish,
  settled,
} from './mapping-wish.ts';

const unknownInstrument: MappingFault = { field: 'instrument', words: 'Choose the instrument.' };

const codeRow = (
  wish: Extract<MappingWish, { kind: 'codes' }>,
  instrument: Instrument,
  context: MappingContext,
): Checked => {
  const faults = [...formFaults(wish.form, instrument)];
  const { item } = wish;
  const part: FormPart =
    wish.part.kind === 'item' ? { kind: 'item', id: itemId(item ?? '') } : (wish.part as FormPart);
  if (part.kind === 'item' && !isItemOf(part.id, instrument))
    faults.push({
      field: 'item',
      words: `Say which question of the ${instrument.name}: ${itemWords(instrument)}.`,
    });
  if (part.kind === 'score' && !instrument.scores.some(({ id }) => id === part.id))
    faults.push({ field: 'carries', words: `Choose one of the scores of the ${instrument.name}.` });
  if (part.kind !== 'item' && item !== undefined)
    faults.push({
      field: 'item',
      words: 'A question’s number goes with “one question” only. Empty it, or choose that.',
    });
  const inUse = context.inUse.codes.find(({ system, code }) => system === wish.system && code === wish.code);
  const watched = context.instruments.find(({ id }) => id === inUse?.instrumentId);
  if (isSafety(inUse?.part, watched) && !isSafety(part, instrument))
    faults.push({
      field: 'carries',
      words: 'This code carries a safety answer, which Hearth always watches. It cannot be led elsewhere.',
    });
  const { system, code, edition = null, form = null } = wish;
  return settled(
    {
      kind: 'codes',
      row: {
        system,
        code,
        instrumentId: instrument.id,
        part,
        edition,
        form,
        evidence: 'design',
        source: context.source,
      },
    },
    faults,
  );
};

const answerRow = (
  wish: Extract<MappingWish, { kind: 'answers' }>,
  instrument: Instrument,
  context: MappingContext,
): Checked => {
  const { system, code, value } = wish;
  const faults: MappingFault[] = [];
  const { itemRange } = instrument;
  if (itemRange && (value < itemRange.min || value > itemRange.max))
    faults.push({
      field: 'value',
      words: `An answer of the ${instrument.name} is worth ${itemRange.min} to ${itemRange.max}. Correct it.`,
    });
  const holds = (row: AnswerValue): boolean =>
    row.system === system && row.code === code && row.instruments.includes(instrument.id);
  if (
    value <= 0 &&
    instrument.safetyItems.length > 0 &&
    context.inUse.answers.some((row) => holds(row) && row.value > 0)
  )
    faults.push({
      field: 'value',
      words: `This answer of the ${instrument.name} counts above zero and may be its safety question’s. It cannot be made nothing.`,
    });
  return settled(
    {
      kind: 'answers',
      row: { system, code, value, instruments: [instrument.id], evidence: 'design', source: context.source },
    },
    faults,
  );
};

/** The row a wish becomes; every fault at once, each naming its field, what is wrong and what to do. */
export const draftFrom = (wish: MappingWish, context: MappingContext): Checked => {
  const instrument = context.instruments.find(({ id }) => id === wish.instrumentId);
  if (!instrument) return fail([unknownInstrument]);
  switch (wish.kind) {
    case 'codes':
      return codeRow(wish, instrument, context);
    case 'questionnaires':
      return formRow(wish, instrument, context);
    case 'answers':
      return answerRow(wish, instrument, context);
  }
};
