// The scores of a form as they will be judged: those reported, those Hearth can add up, and what the answers alone already come to.
import type { ReportedForm } from '../chart.ts';
import { type Sum, sumOf } from './answers.ts';
import { type ScoreVerdict, type Setting, isBeyond, judgeScore, type ScoreBand, worst } from './cut-off.ts';
import type { Instrument, Score } from './instrument.ts';
import type { ScoreLine } from './result.ts';

export interface Scored {
  readonly score: Score;
  /** As reported, else added up; `undefined` = neither, only some answers were seen. */
  readonly value: number | undefined;
  /** Set when Hearth added it up. */
  readonly addedUpFrom?: number;
  readonly sum?: Sum;
}

/** A total the source reported stands; Hearth adds up only where there is none and every answer it needs is there. */
export const scoredOf = (form: ReportedForm, instrument: Instrument): readonly Scored[] =>
  instrument.scores.flatMap((score): Scored[] => {
    const reported = form.scores[score.id];
    const sum = sumOf(score, form, instrument);
    const summed = sum ? { sum } : {};
    if (reported !== undefined) return [{ score, value: reported, ...summed }];
    if (!sum || sum.from === 0) return [];
    return [
      sum.isWhole
        ? { score, value: sum.sum, addedUpFrom: sum.from, ...summed }
        : { score, value: undefined, ...summed },
    ];
  });

/** Of one way the form can have been. */
export interface Outcome {
  readonly setting: Setting;
  readonly verdicts: readonly ScoreVerdict[];
  /** Verdicts of answers alone that outweigh what was reported, or stand where nothing was. */
  readonly byAnswers: readonly ScoreVerdict[];
  readonly band: ScoreBand;
  /** A Follow-Up settled a total that asked for one. */
  readonly settledBy?: ScoreVerdict;
}

/** The score of a Follow-Up interview: it settles a total whose zone is `follow-up` (M-CHAT-R/F). */
export const followUpScore = 'follow-up';

/** More answers can only add to a score where higher is worse; what those seen already come to is the least it can be. */
const answersAlone = (
  scored: readonly Scored[],
  verdicts: readonly ScoreVerdict[],
  instrument: Instrument,
  setting: Setting,
): readonly ScoreVerdict[] =>
  scored.flatMap(({ score, value, sum }) => {
    if (!sum || score.concern === 'lower' || (value !== undefined && sum.sum <= value)) return [];
    const verdict = judgeScore(instrument, score, sum.sum, setting);
    const reported = verdicts.find((one) => one.score.id === score.id)?.band ?? 'none';
    const outweighs = verdict.band !== reported && worst([verdict.band, reported]) === verdict.band;
    return outweighs && verdict.band !== 'below' ? [verdict] : [];
  });

export const outcomeIn = (scored: readonly Scored[], instrument: Instrument, setting: Setting): Outcome => {
  const verdicts = scored.flatMap(({ score, value }) =>
    value === undefined ? [] : [judgeScore(instrument, score, value, setting)],
  );
  const byAnswers = answersAlone(scored, verdicts, instrument, setting);
  const settling = verdicts.find(({ score, band }) => score.id === followUpScore && band === 'below');
  const bandOf = ({ score, band }: ScoreVerdict): ScoreBand =>
    settling && band === 'follow-up' && score.id !== followUpScore ? 'below' : band;
  const settled = settling !== undefined && verdicts.some(({ band }) => band === 'follow-up');
  return {
    setting,
    verdicts,
    byAnswers,
    band: worst([...verdicts.map(bandOf), ...byAnswers.map(({ band }) => band)]),
    ...(settled ? { settledBy: settling } : {}),
  };
};

const agreed = (numbers: readonly (number | null)[]): number | null => {
  const [first, ...others] = [...new Set(numbers)];
  return first !== undefined && others.length === 0 ? first : null;
};

/** For the card: each score with the cut-off it was judged by, where every way the form can have been has the same. */
export const linesOf = (scored: readonly Scored[], outcomes: readonly Outcome[]): readonly ScoreLine[] =>
  scored.flatMap(({ score, value, addedUpFrom }) => {
    if (value === undefined) return [];
    const own = outcomes.flatMap(({ verdicts }) => verdicts.filter((one) => one.score.id === score.id));
    const cutOff = agreed(own.map((one) => one.cutOff));
    const { id, name, min, max, concern } = score;
    return [
      {
        id,
        name,
        value,
        min,
        max,
        concern,
        cutOff,
        monitorAt: agreed(own.map((one) => one.monitorAt)),
        reached: cutOff !== null && isBeyond(value, cutOff, concern),
        ...(addedUpFrom === undefined ? {} : { addedUpFrom }),
      },
    ];
  });
