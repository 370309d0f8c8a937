// Early Intervention and the school district around the third birthday: the clocks of the law, by chronological age alone (CLINICAL 6, 0b.5, trap 5).
import { addDays, addMonths, type CalendarDate, daysBetween } from '../age.ts';
import type { ReferralKind } from './content.ts';
import type { DecidedStep, StepCase } from './next-steps.ts';

/** Part C: as soon as possible, seven calendar days at most after the concern is identified (CLINICAL 6, verified). */
const partCReferralDays = 7;
/** The first plan meeting follows the referral within so many days (CLINICAL 6, verified). */
const planMeetingDays = 45;
const districtToldDays = 90;
const districtOnlyDays = 45;

const clockWords = (by: CalendarDate, identifiedOn: CalendarDate, today: CalendarDate): string =>
  by < today
    ? ` The law gives ${partCReferralDays} days from the day a concern is identified; counted from the result of ${identifiedOn} they are over: refer now.`
    : ` Refer by ${by}: the law gives ${partCReferralDays} days from the day a concern is identified (counted from ${identifiedOn}).`;

export const earlyIntervention = (
  kind: ReferralKind,
  { birth, today, isExact, identifiedOn }: StepCase,
): DecidedStep => {
  const third = addMonths(birth, 36);
  const left = daysBetween(today, third);
  if (left <= 0)
    return {
      state: 'not-now',
      words: isExact ? `${kind.outsideAge} The third birthday was ${third}.` : kind.outsideAge,
    };
  if (left < districtOnlyDays)
    return {
      state: 'closing',
      words: `Closing: ${left} ${left === 1 ? 'day' : 'days'} to the third birthday (${third}). The school district evaluates now, with the family’s consent.`,
    };
  const by = identifiedOn && addDays(identifiedOn, partCReferralDays);
  const clock = by && identifiedOn ? clockWords(by, identifiedOn, today) : '';
  const meeting = ` The first plan meeting follows within ${planMeetingDays} days of the referral.`;
  const district =
    left <= districtToldDays
      ? ` Third birthday ${third}, ${left} days away: with the family’s consent tell the school district too.`
      : '';
  return {
    state: 'offer',
    words: `${kind.what}${clock}${meeting}${district}`,
    ...(by ? { by } : {}),
  };
};

/** The district is told before the third birthday, so that nobody falls between the two. `undefined`: its age range decides. */
export const districtBefore = (kind: ReferralKind, { birth, today }: StepCase): DecidedStep | undefined => {
  const third = addMonths(birth, 36);
  const left = daysBetween(today, third);
  if (left <= 0 || left > districtToldDays) return undefined;
  const role =
    left < districtOnlyDays
      ? 'It evaluates now, instead of Early Intervention, with the family’s consent.'
      : 'It is told now, beside Early Intervention, with the family’s consent.';
  return { state: 'offer', words: `${kind.what} Third birthday ${third}. ${role}` };
};
