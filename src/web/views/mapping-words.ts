// How the mapping console says what became of a resource.
import type { FormPart } from '../../domain/screening/code-map.ts';
import type { Instrument } from '../../domain/screening/instrument.ts';
import type { ExplainedRow } from '../../workflows/explain-chart.ts';
import { partWords } from './mapping-parts.tsx';

/** The trace's `panel`, `score total`, `question item-9` as a part again. */
const partFrom = (words: string): FormPart => {
  const [kind, id = ''] = words.split(' ');
  if (kind === 'score') return { kind: 'score', id };
  return kind === 'question' ? { kind: 'item', id } : { kind: 'panel' };
};

/** One sentence: what it became, or why it did not. */
export const outcomeWords = (
  instruments: readonly Instrument[],
  { row: { outcome }, isInConfidence }: Pick<ExplainedRow, 'row' | 'isInConfidence'>,
): string => {
  switch (outcome.kind) {
    case 'read': {
      const part = partWords(instruments, outcome.instrumentId, partFrom(outcome.part));
      if (isInConfidence) return `Read as ${part}. Told in confidence: the value is not shown here.`;
      if (outcome.value === undefined) return `Read as ${part}.`;
      return outcome.value === null ? `Read as ${part}, left blank.` : `Read as ${part} = ${outcome.value}.`;
    }
    case 'unusable':
    case 'not-recognised':
    case 'not-screening':
    case 'withdrawn':
      return `${titleOf[outcome.kind]}: ${outcome.reason}.`;
    case 'declined':
      return 'Recorded as declined by the family.';
  }
};

const titleOf = {
  unusable: 'Not usable',
  'not-recognised': 'Not recognized',
  'not-screening': 'Not screening',
  withdrawn: 'Left out',
} as const;
