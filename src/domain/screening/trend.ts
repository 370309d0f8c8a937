// The latest result of each person's form, with the earlier ones behind it and the plan that was made for it.
import { type CalendarDate, daysBetween } from '../age.ts';
import type { ScreeningResult } from './result.ts';
import { personKey, speaksOn } from './tier.ts';

export interface Acknowledged {
  readonly resultKey: string;
  readonly plan: string;
  readonly by: string;
  readonly on: CalendarDate;
}

export interface TrendedResult {
  readonly result: ScreeningResult;
  /** Earlier administrations of the same instrument, newest first. */
  readonly earlier: readonly ScreeningResult[];
  readonly acknowledged?: Acknowledged;
  readonly ageInDays: number;
  /** Too old to speak for today: shown with its age, never with a plain check mark, and leads nothing. */
  readonly isOld: boolean;
}

/** One entry for each instrument and person; two of the same day that disagree are both kept. */
export const trended = (
  results: readonly ScreeningResult[],
  acknowledged: readonly Acknowledged[],
  today: CalendarDate,
): readonly TrendedResult[] => {
  const groups = new Map<string, ScreeningResult[]>();
  for (const result of results) {
    const group = groups.get(personKey(result));
    if (group) group.push(result);
    else groups.set(personKey(result), [result]);
  }
  const earlierOf = new Map<ScreeningResult, readonly ScreeningResult[]>();
  for (const group of groups.values()) {
    const newestFirst = group.toSorted((one, other) =>
      other.form.administeredOn < one.form.administeredOn ? -1 : 1,
    );
    const latest = newestFirst[0]?.form.administeredOn;
    const earlier = newestFirst.filter(({ form }) => form.administeredOn !== latest);
    for (const result of group) if (result.form.administeredOn === latest) earlierOf.set(result, earlier);
  }
  const plans = new Map(acknowledged.map((one) => [one.resultKey, one]));
  return results.flatMap((result) => {
    const earlier = earlierOf.get(result);
    if (!earlier) return [];
    const plan = plans.get(result.key);
    return [
      {
        result,
        earlier,
        ...(plan ? { acknowledged: plan } : {}),
        ageInDays: daysBetween(result.form.administeredOn, today),
        isOld: !speaksOn(result, today),
      },
    ];
  });
};
