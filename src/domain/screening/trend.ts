// The latest result of each person's form, with the earlier ones behind it and the plan that was made for it.
import type { CalendarDate } from '../age.ts';
import type { ScreeningResult } from './result.ts';
import { sameForm } from './tier.ts';

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
}

/** One entry for each instrument and person; two of the same day that disagree are both kept. */
export const trended = (
  results: readonly ScreeningResult[],
  acknowledged: readonly Acknowledged[],
): readonly TrendedResult[] =>
  results
    .filter(
      (one) =>
        !results.some((other) => sameForm(one, other) && other.form.administeredOn > one.form.administeredOn),
    )
    .map((result) => {
      const ack = acknowledged.find((one) => one.resultKey === result.key);
      return {
        result,
        earlier: results.filter(
          (one) => sameForm(one, result) && one.form.administeredOn < result.form.administeredOn,
        ),
        ...(ack ? { acknowledged: ack } : {}),
      };
    });
