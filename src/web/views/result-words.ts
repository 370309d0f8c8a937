// A result in words: who said so, how old it is, by whose number it was banded. Never more certain than the judgement.
import { ageOn, type CalendarDate } from '../../domain/age.ts';
import { dateWords } from '../../domain/date-words.ts';
import { languageName } from '../../domain/language.ts';
import type { BandedBy, Confidence, ScreeningResult } from '../../domain/screening/result.ts';
import type { TrendedResult } from '../../domain/screening/trend.ts';
import { ageWords, bandTag } from './words.ts';

/** `today`, `3 days ago`, `14 months 2 days ago`. */
export const agoWords = (on: CalendarDate, today: CalendarDate): string => {
  const since = ageOn(on, today);
  if (!since) return 'dated after today';
  return since.ageInDays === 0 ? 'today' : `${ageWords(since)} ago`;
};

export const bandedByWords = (by: BandedBy): string => {
  if (by === 'source-verified') return 'judged by the published cut-off, checked in its source';
  if (by === 'the source') return 'not judged here: the verdict is the source’s own';
  if (by === 'nobody') return 'not judged by anyone';
  return `judged by the cut-off ${by.signedBy} signed${by.on ? ` on ${dateWords(by.on)}` : ''}`;
};

const ageThenWords = ({ ageThen, correctedThen }: ScreeningResult): readonly string[] => {
  if (!ageThen) return [];
  return correctedThen
    ? [
        `child was ${ageWords(ageThen)}, corrected ${ageWords(correctedThen)}: the corrected age goes with the form`,
      ]
    : [`child was ${ageWords(ageThen)}`];
};

const formWords = ({ instrument, ageForm }: ScreeningResult): readonly string[] => {
  if (instrument.forms.length === 0) return [];
  return [ageForm ? `${ageForm.form.name}, ${ageForm.how}` : 'which age form was used is not said'];
};

/** What a reader needs before trusting the number, in the order they would ask. */
export const factsOf = (result: ScreeningResult, today: CalendarDate): readonly string[] => {
  const { form, instrument, bandedBy } = result;
  return [
    `${dateWords(form.administeredOn)}, ${agoWords(form.administeredOn, today)}`,
    form.respondent
      ? `answered by ${form.respondent}`
      : `who answered is not said (made for ${instrument.respondent})`,
    ...formWords(result),
    form.edition ? `edition ${form.edition}` : 'edition not said',
    ...(form.language ? [`in ${languageName(form.language)}`] : []),
    ...ageThenWords(result),
    bandedByWords(bandedBy),
    `from ${form.origins[0]?.system ?? 'the chart'}`,
    ...(form.dateNote ? [form.dateNote] : []),
    ...form.notes,
  ];
};

type TagLook = { readonly kind: 'above' | 'monitor' | 'below' | 'unknown'; readonly shape: string };

/** The check stands only where the instrument's rules for a negative are met and the result speaks for today. */
export const tagOf = ({ result, isOld }: TrendedResult): TagLook =>
  result.band === 'below' && (!result.negative || isOld)
    ? { kind: 'unknown', shape: isOld ? '○' : '?' }
    : bandTag[result.band];

/** Whose answers they are, and why they were closed: read once opened. */
export const confidenceWords: Readonly<
  Record<Exclude<Confidence, 'none'>, { readonly title: string; readonly why: string }>
> = {
  caregiver: {
    title: 'A caregiver’s own answers',
    why: 'A parent answered about themselves; nobody else at home need know.',
  },
  'family-risk': {
    title: 'Answers about the family',
    why: 'What a family tells of itself can put someone at risk when another person reads it.',
  },
  'young-person': {
    title: 'The young person’s own answers',
    why: 'They were given in confidence: agree with the young person what a parent is told.',
  },
};
