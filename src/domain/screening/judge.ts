// One form against its instrument, in the order that keeps absence from reading as normal (CLINICAL 0b.3-4, 5; DESIGN, settled questions).
import type { ReportedForm } from '../chart.ts';
import type { AgeFit } from './age-fit.ts';
import { isKnown } from './answers.ts';
import { cutOffsFor, type ScoreBand, type ScoreVerdict } from './cut-off.ts';
import type { Instrument } from './instrument.ts';
import { aboveWords, clearWords, listed, monitorWords, scoreWords, sourceSays } from './judge-words.ts';
import { doubtsOf, standingDoubts } from './negative.ts';
import type { Band, BandedBy, Judgement, ScoreLine, UnusableCause } from './result.ts';
import type { SafetyReading } from './safety.ts';
import { linesOf, type Outcome, outcomeIn, type Scored, scoredOf } from './scored.ts';
import { editionFault, notForThisAge, unusableBecause } from './unfit.ts';

/** A site's signature covers its whole row; without one only verified numbers band. */
const byOurNumbers = ({ reviewedBy, reviewedOn }: Instrument): BandedBy =>
  reviewedBy === null ? 'source-verified' : { signedBy: reviewedBy, on: reviewedOn };

/** Scores "below" cannot be said without: not reported, or without a number that may band (CLINICAL 0b.3). */
const missingForBelow = (instrument: Instrument, outcome: Outcome): readonly string[] => {
  const nameOf = (id: string): string => instrument.scores.find((one) => one.id === id)?.name ?? id;
  const seen = new Map(outcome.verdicts.map((one) => [one.score.id, one]));
  const absent = instrument.neededForBelow.filter((id) => !seen.has(id));
  const unsigned = instrument.neededForBelow.filter((id) => seen.get(id)?.band === 'none');
  return [
    ...(absent.length > 0 ? [`${listed(absent.map(nameOf))} not reported`] : []),
    ...(unsigned.length > 0 ? [`no signed cut-off for ${listed(unsigned.map(nameOf))}`] : []),
  ];
};

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

const decisive = (outcome: Outcome, band: ScoreBand): readonly ScoreVerdict[] =>
  outcome.verdicts.filter((one) => one.band === band);

/** The instrument's own words for where the score lies; the total's own before a scale's. */
const zoneWords = (verdicts: readonly ScoreVerdict[]): string | undefined =>
  (verdicts.find(({ score, zone }) => zone && score.id === 'total') ?? verdicts.find(({ zone }) => zone))
    ?.zone?.words;

export interface Judged {
  readonly judgement: Judgement;
  readonly lines: readonly ScoreLine[];
}

/** Whether any number holds for what was reported, in any of the ways the form can have been. */
const isBandable = (scored: readonly Scored[], instrument: Instrument, fit: AgeFit): boolean =>
  scored.some(({ score }) =>
    fit.settings.some((setting) => {
      const { thresholds, zones } = cutOffsFor(instrument, score.id, setting);
      return thresholds.length + zones.length > 0;
    }),
  );

const holdsAnyNumber = (scored: readonly Scored[], instrument: Instrument): boolean =>
  instrument.thresholds.some(
    (one) =>
      one.at !== null && isKnown(one, instrument) && scored.some(({ score }) => score.id === one.score),
  );

/** Words of a band that is not "below": the instrument's own where it has them. */
const raisedWords = (outcome: Outcome, band: ScoreBand): { words: string; more: readonly string[] } => {
  const own = decisive(outcome, band);
  if (own.length > 0)
    return { words: zoneWords(own) ?? (band === 'monitor' ? monitorWords(own) : aboveWords(own)), more: [] };
  const answers = outcome.byAnswers.filter((one) => one.band === band);
  return {
    words:
      band === 'above' ? 'Above the cut-off by its answers' : (zoneWords(answers) ?? monitorWords(answers)),
    more: answers.map(
      ({ score, value, cutOff }) =>
        `the answers seen add to ${value}${cutOff === null ? '' : ` (cut-off ${cutOff})`}, whatever ${score.name.toLowerCase()} was reported`,
    ),
  };
};

const withoutCutOff = (line: ScoreLine): ScoreLine => ({
  ...line,
  cutOff: null,
  monitorAt: null,
  reached: false,
});

const isRaised = (band: ScoreBand): band is 'above' | 'follow-up' | 'monitor' =>
  band === 'above' || band === 'follow-up' || band === 'monitor';

/** @param fit what the child's age on the day says of the form */
export const judge = (
  form: ReportedForm,
  instrument: Instrument,
  fit: AgeFit,
  safety: SafetyReading,
): Judged => {
  const scored = scoredOf(form, instrument);
  const outcomes = fit.settings.map((setting) => outcomeIn(scored, instrument, setting));
  const scoreLines = linesOf(scored, outcomes);
  const verdict = sourceSays(form);
  const attributed = verdict ? [verdict] : [];
  const standing = standingDoubts(form, instrument, fit.doubts).map(({ line }) => line);
  const edition = editionFault(form, instrument);
  const fault = unusableBecause(form, instrument, fit);
  // A recalled age range takes no concern away, and gives no all-clear either.
  const isOfOtherAge = fit.madeFor !== undefined && !outcomes.some(({ band }) => isRaised(band));
  // A cut-off of another edition or age has no place beside the score, not even as a mark on its scale.
  const lines = edition || fault || isOfOtherAge ? scoreLines.map(withoutCutOff) : scoreLines;
  const scores = [
    ...lines.map(scoreWords),
    ...(Object.keys(form.items).length === 0 && lines.length > 0
      ? ['as scored by the source; the single answers were not seen']
      : []),
  ];
  const say = (
    band: Band,
    bandWords: string,
    more: readonly string[],
    bandedBy: BandedBy = 'nobody',
    negative = false,
    cause?: UnusableCause,
  ): Judged => ({
    judgement: {
      band,
      bandWords,
      because: [...scores, ...more, ...attributed],
      bandedBy,
      negative,
      ...(cause ? { cause } : {}),
    },
    lines,
  });
  const unbanded = (without: string, why: readonly string[]): Judged =>
    say(
      'no-cut-off',
      form.sourceVerdict?.kind === 'above' ? `Above, says the chart; ${without} here` : sentence(without),
      [...why, ...standing, ...(verdict ? [] : ['the source gave no verdict either'])],
      verdict ? 'the source' : 'nobody',
    );

  if (fault) {
    const because = [fault.why, ...attributed];
    const { cause } = fault;
    return {
      judgement: {
        band: 'unusable',
        bandWords: fault.words,
        because,
        bandedBy: 'nobody',
        negative: false,
        ...(cause ? { cause } : {}),
      },
      lines,
    };
  }
  if (isOfOtherAge) return say('unusable', notForThisAge(fit), standing, 'nobody', false, 'age');
  if (scored.length === 0) return say('not-enough', 'Not enough to say: no score was reported', standing);
  if (!isBandable(scored, instrument, fit))
    return unbanded(
      holdsAnyNumber(scored, instrument) ? 'no cut-off for this age or form' : 'no signed cut-off',
      [],
    );
  if (edition)
    return unbanded('no cut-off used', [
      `${edition}: the cut-offs here are those of edition ${instrument.edition ?? ''}, and an edition is never guessed`,
    ]);

  const ours = byOurNumbers(instrument);
  const [first] = outcomes;
  if (!first || outcomes.some(({ band }) => band !== first.band))
    return say('not-enough', 'Not enough to say: which form it was is not said', [
      'the forms or ages it can have been have different cut-offs, and they do not agree',
      ...standing,
    ]);
  if (isRaised(first.band)) {
    const { words, more } = raisedWords(first, first.band);
    return say(first.band, words, [...more, ...standing], ours);
  }
  const missing = missingForBelow(instrument, first);
  if (missing.length > 0)
    return say('not-enough', 'Not enough to say', [
      ...missing.map((line) => `${line}, so “below” cannot be said`),
      ...standing,
    ]);
  const doubts = doubtsOf(form, instrument, safety, scored, fit.doubts);
  const clear = clearWords(first.verdicts);
  if (doubts.length > 0) {
    const short = doubts.find((one) => one.short !== '')?.short;
    return say(
      'below',
      short ? `${clear}; ${short}` : clear,
      [...doubts.map(({ line }) => line), 'so this is not called negative'],
      ours,
      false,
      doubts.every(({ cause }) => cause === 'language') ? 'language' : undefined,
    );
  }
  const words = first.settledBy
    ? `Below the cut-off after the Follow-Up (${first.settledBy.value})`
    : (zoneWords(decisive(first, 'below')) ?? clear);
  return say('below', words, [], ours, safety.state !== 'positive');
};
