// The answers nobody has reviewed yet, and what they keep out of the open part of the page (CLINICAL 5, tier 4).
import { type CalendarDate, daysBetween } from './age.ts';
import type { UnusableForm } from './chart.ts';
import type { Instrument } from './screening/instrument.ts';
import type { ScreeningResult } from './screening/result.ts';
import { type LeadingTier, personKey } from './screening/tier.ts';
import type { Acknowledged } from './screening/trend.ts';
import type { SafetyAnswer } from './summary.ts';

export interface SafetyOfChart {
  readonly answers: readonly SafetyAnswer[];
  readonly unread: readonly UnusableForm[];
  readonly aboutWhom: 'child' | 'caregiver' | undefined;
  readonly tier: LeadingTier | undefined;
}

const holdsSafetyItem = (row: UnusableForm, instruments: ReadonlyMap<string, Instrument>): boolean => {
  const safetyItems =
    row.instrumentId === undefined ? [] : (instruments.get(row.instrumentId)?.safetyItems ?? []);
  return safetyItems.some(({ id }) => row.itemIds?.includes(id));
};

/** What a plan for an answer that could not be used is kept under: one resource may hold two forms, and each is looked at for itself. */
export const unreadKey = ({ id, instrumentId }: UnusableForm): string => `${id}|${instrumentId ?? ''}`;

/** Safety is read whatever else is wrong with a form, its date included. */
export const safetyOfChart = (
  results: readonly ScreeningResult[],
  unusable: readonly UnusableForm[],
  instruments: ReadonlyMap<string, Instrument>,
  acknowledged: readonly Acknowledged[],
  today: CalendarDate,
): SafetyOfChart => {
  const settled = new Set(acknowledged.map(({ resultKey }) => resultKey));
  const answers = results
    .filter((result) => result.safety.state === 'positive' && !settled.has(result.key))
    .map((result) => ({ result, daysOld: daysBetween(result.form.administeredOn, today) }));
  const asking = unusable.filter((row) => holdsSafetyItem(row, instruments));
  // Earlier plans were kept under the resource alone: such a one speaks only where it can mean but one form.
  const isAlone = (row: UnusableForm): boolean =>
    asking.every((other) => other.id !== row.id || unreadKey(other) === unreadKey(row));
  const unread = asking.filter(
    (row) => !settled.has(unreadKey(row)) && !(settled.has(row.id) && isAlone(row)),
  );
  // Two people's answers: neither one's words and help stand for both.
  const [first, ...others] = new Set(answers.map(({ result }) => result.aboutWhom));
  const aboutWhom = first === 'unknown' || others.length > 0 ? undefined : first;
  const tier: LeadingTier | undefined =
    answers.length + unread.length > 0
      ? {
          tier: 'safety',
          because: 'an answer that calls for a look in this visit',
          ...(aboutWhom ? { aboutWhom } : {}),
        }
      : undefined;
  return { answers, unread, aboutWhom, tier };
};

/**
 * An answer not yet reviewed speaks in the strip only; what stands in the open must not give it away. Nor may an older form of the same
 * person speak in its place: a low one would pass for the last word.
 */
export const openResults = (
  results: readonly ScreeningResult[],
  answers: readonly SafetyAnswer[],
): readonly ScreeningResult[] => {
  const waiting = new Map<string, CalendarDate>();
  for (const { result } of answers) {
    const [key, on] = [personKey(result), result.form.administeredOn];
    const other = waiting.get(key);
    if (other === undefined || other < on) waiting.set(key, on);
  }
  return results.filter((one) => {
    const until = waiting.get(personKey(one));
    return until === undefined || one.form.administeredOn > until;
  });
};
