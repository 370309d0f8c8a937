// A score and the marked stretches of its scale: what a picture of it may show, and nothing the judgement did not use.
import { isKnown } from './answers.ts';
import type { Concern, Instrument } from './instrument.ts';
import type { ScoreLine, ScreeningResult } from './result.ts';

/** A marked part of a scale, both ends inclusive. What lies outside every stretch is below concern. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly kind: 'monitor' | 'follow-up' | 'above';
}

export interface Scale {
  readonly id: string;
  readonly name: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly concern: Concern;
  readonly cutOff: number | null;
  readonly reached: boolean;
  readonly stretches: readonly Stretch[];
  /** The instrument's own words for its zones, low to high, where it names them. */
  readonly zoneWords: readonly string[];
}

/** A score that has no picture, and why in plain words. */
export interface Unpictured {
  readonly id: string;
  readonly name: string;
  readonly value: number;
  readonly why: string;
}

/** A yes or no has no scale worth drawing. */
const leastWidth = 2;

const zonesOf = (instrument: Instrument, line: ScoreLine) =>
  instrument.zones.filter((zone) => zone.score === line.id && isKnown(zone, instrument));

const stretchesOf = (instrument: Instrument, line: ScoreLine, max: number): readonly Stretch[] => {
  const zones = zonesOf(instrument, line);
  if (zones.length > 0)
    return zones.flatMap(({ from, to, band }) => (band === 'below' ? [] : [{ from, to, kind: band }]));
  const { cutOff, monitorAt, min } = line;
  const isHigherWorse = line.concern === 'higher';
  const monitor: readonly Stretch[] =
    monitorAt === null
      ? []
      : isHigherWorse
        ? [{ from: monitorAt, to: cutOff === null ? max : cutOff - 1, kind: 'monitor' }]
        : [{ from: cutOff === null ? min : cutOff + 1, to: monitorAt, kind: 'monitor' }];
  const above: readonly Stretch[] =
    cutOff === null
      ? []
      : [{ from: isHigherWorse ? cutOff : min, to: isHigherWorse ? max : cutOff, kind: 'above' }];
  return isHigherWorse ? [...monitor, ...above] : [...above, ...monitor];
};

/** Every score of a result, as a scale or with the reason why it has none. Order of the instrument. */
export const scalesOf = ({
  instrument,
  scores,
}: ScreeningResult): { readonly scales: readonly Scale[]; readonly unpictured: readonly Unpictured[] } => {
  const scales: Scale[] = [];
  const unpictured: Unpictured[] = [];
  for (const line of scores) {
    const { id, name, value, min, max, concern, cutOff, reached } = line;
    if (max === null)
      unpictured.push({ id, name, value, why: 'its highest possible score is not known here' });
    else if (value < min || value > max)
      unpictured.push({ id, name, value, why: `it lies outside ${min} to ${max}` });
    else if (max - min >= leastWidth)
      scales.push({
        id,
        name,
        value,
        min,
        max,
        concern,
        cutOff,
        reached,
        stretches: stretchesOf(instrument, line, max),
        zoneWords: zonesOf(instrument, line).map((zone) => zone.words),
      });
  }
  return { scales, unpictured };
};
