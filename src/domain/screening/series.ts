// Two or more administrations of one form, score by score: what may be drawn over time. What is not the same form is set apart with the reason.
import type { CalendarDate } from '../age.ts';
import type { Concern } from './instrument.ts';
import type { ScreeningResult } from './result.ts';
import type { TrendedResult } from './trend.ts';

export interface SeriesPoint {
  readonly on: CalendarDate;
  readonly value: number;
}

export interface Series {
  readonly id: string;
  readonly name: string;
  readonly min: number;
  /** `null` = not known: a table, no picture. */
  readonly max: number | null;
  readonly concern: Concern;
  /** Only where every point was judged by the same one. */
  readonly cutOff: number | null;
  /** Oldest first, two at least. */
  readonly points: readonly SeriesPoint[];
}

export interface Trend {
  readonly series: readonly Series[];
  /** Earlier ones that are not comparable, newest first. */
  readonly apart: readonly { readonly on: CalendarDate; readonly why: string }[];
  /** Why the points must not be read as one person's way, if so. */
  readonly caution?: string;
}

/** The age form of an administration; an instrument with one form has no need to say. `undefined` = not known. */
const formOf = ({ instrument, ageForm }: ScreeningResult): string | undefined =>
  instrument.forms.length === 0 ? 'the only form' : ageForm?.form.id;

const notComparable = (latest: ScreeningResult, other: ScreeningResult): string | undefined => {
  if (other.band === 'unusable') return 'not usable';
  if (latest.form.edition !== other.form.edition)
    return `another edition (${other.form.edition ?? 'edition not said'})`;
  const [mine, theirs] = [formOf(latest), formOf(other)];
  if (mine === undefined || theirs === undefined) return 'which age form was used is not said';
  return mine === theirs
    ? undefined
    : `another age form (${other.ageForm?.form.name ?? theirs}), with another scale`;
};

/** `undefined` when there is nothing earlier. Respondents never mix: `trended` keeps them apart already. */
export const trendOf = ({ result, earlier }: TrendedResult): Trend | undefined => {
  if (earlier.length === 0) return undefined;
  const apart = earlier.flatMap((one) => {
    const why = notComparable(result, one);
    return why === undefined ? [] : [{ on: one.form.administeredOn, why }];
  });
  const comparable = earlier.filter((one) => notComparable(result, one) === undefined);
  const isUsable = result.band !== 'unusable';
  const all = (isUsable ? [...comparable, result] : []).toSorted((one, other) =>
    one.form.administeredOn < other.form.administeredOn ? -1 : 1,
  );
  const series = result.instrument.scores.flatMap(({ id, name, min, max, concern }): Series[] => {
    const lines = all.flatMap((one) => {
      const line = one.scores.find((score) => score.id === id);
      return line ? [{ on: one.form.administeredOn, line }] : [];
    });
    if (lines.length < 2) return [];
    const cutOffs = [...new Set(lines.map(({ line }) => line.cutOff))];
    const points = lines.map(({ on, line }) => ({ on, value: line.value }));
    return [
      { id, name, min, max, concern, cutOff: cutOffs.length === 1 ? (cutOffs[0] ?? null) : null, points },
    ];
  });
  return {
    series,
    apart,
    ...(result.form.respondent === undefined && series.length > 0
      ? { caution: 'Who answered is not said each time, so the points are not joined by a line.' }
      : {}),
  };
};
