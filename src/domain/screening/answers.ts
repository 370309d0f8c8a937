// The single answers of a form: which were left blank, which never came, and what they add to.
import type { ReportedForm } from '../chart.ts';
import type { Evidence, Instrument, Score } from './instrument.ts';

/** Known enough to act on: read in a source, or signed by a clinician of the site together with its whole row. */
export const isKnown = (row: { readonly evidence: Evidence }, instrument: Instrument): boolean =>
  row.evidence === 'verified' || instrument.reviewedBy !== null;

const numbered = (instrument: Instrument): readonly string[] =>
  Array.from({ length: instrument.itemCount ?? 0 }, (_, index) => `item-${index + 1}`);

/** Asked and not answered. */
export const blankCount = (form: ReportedForm): number =>
  Object.values(form.items).filter((value) => value === null).length;

/**
 * Questions the EHR sent nothing about, where it did send others: they may have been left blank. A safety item sent along with a total
 * is no such form: then the total is the source's own (CLINICAL 0b.3).
 */
export const unseenCount = (form: ReportedForm, instrument: Instrument): number => {
  const watched = new Set(instrument.safetyItems.map(({ id }) => id));
  const isSentWhole = Object.entries(form.items).some(([id, value]) => value !== null && !watched.has(id));
  return isSentWhole ? numbered(instrument).filter((id) => form.items[id] === undefined).length : 0;
};

/** A verified rule by which a blank is worth zero. */
const blankIsZero = (instrument: Instrument): boolean =>
  instrument.missingItems?.blank === 'counts-as-zero' && isKnown(instrument.missingItems, instrument);

const partsOf = (score: Score, instrument: Instrument): readonly string[] | undefined => {
  if (score.sumOf === null) return undefined;
  if (score.sumOf !== 'all-items') return score.sumOf;
  return instrument.itemCount === null ? undefined : numbered(instrument);
};

export interface Sum {
  readonly sum: number;
  /** Every answer it needs was seen, or is blank under a verified rule that counts it as zero. */
  readonly isWhole: boolean;
  /** Answers seen. */
  readonly from: number;
}

/** What the answers of one score add to; `undefined` where it is not known to be their plain sum. */
export const sumOf = (score: Score, form: ReportedForm, instrument: Instrument): Sum | undefined => {
  if (score.sumOf === null || Object.keys(form.items).length === 0) return undefined;
  const parts = partsOf(score, instrument);
  if (!parts || parts.length === 0) return undefined;
  const seen = parts.flatMap((id) => form.items[id] ?? []);
  const zero = blankIsZero(instrument) ? parts.filter((id) => form.items[id] === null).length : 0;
  return {
    // A number below zero, as some systems send for "no answer", takes nothing away.
    sum: seen.reduce((all, one) => all + Math.max(one, 0), 0),
    isWhole: seen.every((one) => one >= 0) && seen.length > 0 && seen.length + zero === parts.length,
    from: seen.length,
  };
};

/** An answer that cannot be one of this instrument's. */
export const answerOutOfRange = (form: ReportedForm, instrument: Instrument): string | undefined => {
  const range = instrument.itemRange;
  if (!range) return undefined;
  for (const [id, value] of Object.entries(form.items)) {
    if (value === null || !id.startsWith('item-')) continue;
    if (!Number.isSafeInteger(value) || value < range.min || value > range.max)
      return `question ${id.slice('item-'.length)} was answered ${value}, outside ${range.min} to ${range.max}`;
  }
  return undefined;
};
