// What keeps a form from being judged: numbers it cannot have, the wrong age, too many blanks, another edition.
import type { ReportedForm } from '../chart.ts';
import type { AgeFit } from './age-fit.ts';
import { answerOutOfRange, blankCount } from './answers.ts';
import type { Instrument } from './instrument.ts';
import type { UnusableCause } from './result.ts';

const impossible = (form: ReportedForm, instrument: Instrument): string | undefined => {
  for (const [id, value] of Object.entries(form.scores)) {
    const score = instrument.scores.find((one) => one.id === id);
    if (!score) continue;
    if (!Number.isSafeInteger(value)) return `${score.name} ${value} is not a whole number`;
    if (value < score.min || (score.max !== null && value > score.max))
      return `${score.name} ${value} is outside ${score.min} to ${score.max ?? 'its maximum'}`;
  }
  return answerOutOfRange(form, instrument);
};

interface Unusable {
  readonly words: string;
  readonly why: string;
  readonly cause?: UnusableCause;
}

/** One verdict for a form of another age, wherever it is shown. */
export const notForThisAge = ({ madeFor }: AgeFit): string =>
  madeFor === undefined ? 'Not the form for this age' : `Not for this age (${madeFor})`;

/** Why nothing may be said of it at all. */
export const unusableBecause = (
  form: ReportedForm,
  instrument: Instrument,
  fit: AgeFit,
): Unusable | undefined => {
  const why = impossible(form, instrument);
  if (why) return { words: 'Not usable', why };
  if (fit.wrong) return { words: notForThisAge(fit), why: fit.wrong, cause: 'age' };
  const blank = blankCount(form);
  const invalidFrom = instrument.missingItems?.invalidFrom ?? null;
  return invalidFrom !== null && blank >= invalidFrom
    ? {
        words: 'Not usable: too many questions left blank',
        why: `${blank} left blank; ${instrument.missingItems?.rule ?? ''}`,
      }
    : undefined;
};

const sameEdition = (one: string, other: string): boolean =>
  one.trim().toLowerCase() === other.trim().toLowerCase();

/** Cut-offs of one edition say nothing of another, and which one it was is never inferred (CLINICAL trap 2). */
export const editionFault = (form: ReportedForm, { edition }: Instrument): string | undefined => {
  if (edition === undefined || edition === null) return undefined;
  if (form.edition === undefined) return 'edition not said';
  return sameEdition(form.edition, edition) ? undefined : `another edition (${form.edition})`;
};
