// A Follow-Up interview, done after the screen it belongs to, settles that screen; alone it would hide it (CLINICAL 1a M-CHAT-R/F, trap 9).
import { dateWords } from '../date-words.ts';
import type { ReportedForm } from '../chart.ts';
import type { Instrument } from './instrument.ts';
import type { ScreeningResult } from './result.ts';
import { followUpScore } from './scored.ts';

const isFollowUpAlone = (form: ReportedForm): boolean =>
  form.scores[followUpScore] !== undefined &&
  Object.keys(form.scores).length === 1 &&
  Object.keys(form.items).length === 0;

const mayBeSamePerson = (one: ReportedForm, other: ReportedForm): boolean =>
  one.respondent === undefined || other.respondent === undefined || one.respondent === other.respondent;

const joined = (screen: ReportedForm, followUp: ReportedForm): ReportedForm => ({
  ...screen,
  scores: { ...followUp.scores, ...screen.scores },
  notes: [...screen.notes, `Follow-Up of ${dateWords(followUp.administeredOn)}`, ...followUp.notes],
  origins: [...screen.origins, ...followUp.origins],
});

/**
 * Each Follow-Up that came alone goes to the latest screen of its instrument on or before its day; one without such a screen stays as it is.
 * A screen keeps its own day and age. Order is kept.
 */
export const withFollowUps = (
  forms: readonly ReportedForm[],
  instruments: ReadonlyMap<string, Instrument>,
): readonly ReportedForm[] => {
  const takesOne = (form: ReportedForm): boolean =>
    instruments.get(form.instrumentId)?.scores.some(({ id }) => id === followUpScore) === true;
  const newestFirst = forms.toSorted((one, other) => (one.administeredOn < other.administeredOn ? 1 : -1));
  const alone = newestFirst.filter((form) => takesOne(form) && isFollowUpAlone(form));
  if (alone.length === 0) return forms;
  const screens = newestFirst.filter((form) => takesOne(form) && form.scores[followUpScore] === undefined);
  const settled = new Map<ReportedForm, ReportedForm>();
  const used = new Set<ReportedForm>();
  for (const followUp of alone) {
    const screen = screens.find(
      (one) =>
        one.instrumentId === followUp.instrumentId &&
        one.administeredOn <= followUp.administeredOn &&
        mayBeSamePerson(one, followUp),
    );
    if (!screen) continue;
    used.add(followUp);
    // Two interviews for one screen: the later one is the last word.
    if (!settled.has(screen)) settled.set(screen, followUp);
  }
  return forms
    .filter((form) => !used.has(form))
    .map((form) => {
      const followUp = settled.get(form);
      return followUp ? joined(form, followUp) : form;
    });
};

/** First parts whose Follow-Up interview is not known to be done and which no later form of the same instrument has overtaken. */
export const waitingForFollowUp = (results: readonly ScreeningResult[]): readonly ScreeningResult[] =>
  results.filter(
    (one) =>
      one.band === 'follow-up' &&
      !results.some(
        (other) =>
          other.instrument.id === one.instrument.id &&
          other.band !== 'follow-up' &&
          other.form.administeredOn > one.form.administeredOn,
      ),
  );
