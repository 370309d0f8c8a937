// When to screen again, as dates: a tier's own interval counted from the result that led to it (CLINICAL 5).
import { dateWords } from '../date-words.ts';
import { addMonths, type CalendarDate } from '../age.ts';
import type { TierContent } from './content.ts';

export interface Rescreen {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly words: string;
}

/** `undefined` where the tier leaves it to the next due date, or no result with a day leads. */
export const rescreenOf = (
  tier: TierContent | undefined,
  resultOn: CalendarDate | undefined,
  today: CalendarDate,
): Rescreen | undefined => {
  if (!tier?.rescreenMonths || resultOn === undefined) return undefined;
  const from = addMonths(resultOn, tier.rescreenMonths.from);
  const to = addMonths(resultOn, tier.rescreenMonths.to);
  const words =
    today > to
      ? `To be screened again between ${dateWords(from)} and ${dateWords(to)}: that time is over, screen again now.`
      : today >= from
        ? `Screen again now: the time for it is from ${dateWords(from)} to ${dateWords(to)}.`
        : `Screen again between ${dateWords(from)} and ${dateWords(to)}.`;
  return { from, to, words };
};
