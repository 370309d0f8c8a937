// Each score against the numbers that hold for it: direction, age, form, zones. One way the form can have been at a time.
import { isKnown } from './answers.ts';
import type { Concern, Instrument, Score, Threshold, Zone } from './instrument.ts';

/** One way the form can have been: which age form, and how many months old the child was; `undefined` where no age is known. */
export interface Setting {
  readonly form: string | null;
  readonly months: number | undefined;
}

export type ScoreBand = 'above' | 'follow-up' | 'monitor' | 'below' | 'none';

export interface ScoreVerdict {
  readonly score: Score;
  readonly value: number;
  /** `none`: no number that may band holds for it. */
  readonly band: ScoreBand;
  readonly cutOff: number | null;
  readonly monitorAt: number | null;
  readonly reached: boolean;
  readonly zone?: Zone;
}

const severity: Readonly<Record<ScoreBand, number>> = {
  above: 4,
  'follow-up': 3,
  monitor: 2,
  below: 1,
  none: 0,
};

export const worst = (bands: readonly ScoreBand[]): ScoreBand =>
  bands.reduce<ScoreBand>((all, one) => (severity[one] > severity[all] ? one : all), 'none');

export const isBeyond = (value: number, at: number, concern: Concern): boolean =>
  concern === 'higher' ? value >= at : value <= at;

const holds = ({ form, ageMonths }: Threshold, setting: Setting): boolean =>
  (form === null || form === setting.form) &&
  (ageMonths === null ||
    (setting.months !== undefined && setting.months >= ageMonths.from && setting.months <= ageMonths.to));

interface Numbers {
  readonly thresholds: readonly Threshold[];
  readonly zones: readonly Zone[];
}

/** The numbers of each score that may band. A row of content never changes, so they are sought out once for a whole chart. */
const banding = new WeakMap<Instrument, ReadonlyMap<string, Numbers>>();

const bandingNumbers = (instrument: Instrument): ReadonlyMap<string, Numbers> => {
  const known = banding.get(instrument);
  if (known) return known;
  const mayBand = (row: Threshold | Zone): boolean => isKnown(row, instrument);
  const thresholds = instrument.thresholds.filter(
    (one) => (one.at !== null || one.monitorAt !== null) && mayBand(one),
  );
  const zones = instrument.zones.filter(mayBand);
  const found = new Map(
    instrument.scores.map(({ id }) => [
      id,
      {
        thresholds: thresholds.filter(({ score }) => score === id),
        zones: zones.filter(({ score }) => score === id),
      },
    ]),
  );
  banding.set(instrument, found);
  return found;
};

const none: Numbers = { thresholds: [], zones: [] };

/** The numbers that hold for a score in this setting and may band. */
export const cutOffsFor = (instrument: Instrument, scoreId: string, setting: Setting): Numbers => {
  const { thresholds, zones } = bandingNumbers(instrument).get(scoreId) ?? none;
  return { thresholds: thresholds.filter((one) => holds(one, setting)), zones };
};

/** The one nearest to "no concern": what is beyond any cut-off is beyond this. */
const strictest = (numbers: readonly (number | null)[], concern: Concern): number | null => {
  const known = numbers.flatMap((one) => one ?? []);
  if (known.length === 0) return null;
  return concern === 'higher' ? Math.min(...known) : Math.max(...known);
};

export const judgeScore = (
  instrument: Instrument,
  score: Score,
  value: number,
  setting: Setting,
): ScoreVerdict => {
  const { thresholds, zones } = cutOffsFor(instrument, score.id, setting);
  const zone = zones.find(({ from, to }) => value >= from && value <= to);
  const cutOff = strictest(
    thresholds.map(({ at }) => at),
    score.concern,
  );
  const monitorAt = strictest(
    thresholds.map((one) => one.monitorAt),
    score.concern,
  );
  const reached = cutOff !== null && isBeyond(value, cutOff, score.concern);
  const byThreshold: ScoreBand = reached
    ? 'above'
    : monitorAt !== null && isBeyond(value, monitorAt, score.concern)
      ? 'monitor'
      : thresholds.length > 0
        ? 'below'
        : 'none';
  // "The Follow-Up comes first" is the owner's own answer to a total over the first cut-off (CLINICAL trap 9).
  const band = zone?.band === 'follow-up' ? 'follow-up' : worst([byThreshold, zone?.band ?? 'none']);
  return { score, value, band, cutOff, monitorAt, reached, ...(zone ? { zone } : {}) };
};
