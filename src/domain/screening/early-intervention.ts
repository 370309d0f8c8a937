// Early Intervention and the school district around the third birthday: the clocks of the law, by chronological age alone (CLINICAL 6, 0b.5, trap 5).
import { addDays, addMonths, type CalendarDate, daysBetween, type PartialDate } from '../age.ts';
import { dateWords } from '../date-words.ts';
import { birthsWithin } from './births-within.ts';
import type { ReferralKind } from './content.ts';
import type { DecidedStep, StepCase } from './next-steps.ts';

/** Part C: as soon as possible, seven calendar days at most after the concern is identified (CLINICAL 6, verified). */
const partCReferralDays = 7;
/** The first plan meeting follows the referral within so many days (CLINICAL 6, verified). */
const planMeetingDays = 45;
const districtToldDays = 90;
const districtOnlyDays = 45;

/** A state's own guide may ask for less than the law: Illinois, 5 working days (CLINICAL 6, V75). */
const stateWorkingDays: Readonly<Record<string, { readonly name: string; readonly days: number }>> = {
  IL: { name: 'Illinois', days: 5 },
};

/** Monday to Friday; holidays differ from place to place and are not counted out, so the day given is never too late. */
const addWorkingDays = (from: CalendarDate, days: number): CalendarDate => {
  let on = from;
  for (let left = days; left > 0;) {
    on = addDays(on, 1);
    const weekday = new Date(`${on}T00:00:00Z`).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return on;
};

/** The one hard date on the page, as a line of its own. */
const clockWords = (
  by: CalendarDate,
  identifiedOn: CalendarDate,
  { today, state }: Pick<StepCase, 'today' | 'state'>,
): string => {
  const from = `counted from ${dateWords(identifiedOn)}`;
  if (by < today)
    return `Refer now: the ${partCReferralDays} days the law gives from the day a concern is identified are over (${from}).`;
  const own = state === undefined ? undefined : stateWorkingDays[state];
  const guide = own
    ? ` ${own.name}’s guide says ${own.days} working days: by ${dateWords(addWorkingDays(identifiedOn, own.days))}.`
    : '';
  return `Refer by ${dateWords(by)}: the law gives ${partCReferralDays} days from the day a concern is identified (${from}).${guide}`;
};

export const earlyIntervention = (
  kind: ReferralKind,
  { birth, today, isExact, identifiedOn, state }: StepCase,
): DecidedStep => {
  const third = addMonths(birth, 36);
  const left = daysBetween(today, third);
  if (left <= 0)
    return {
      state: 'not-now',
      words: isExact ? `${kind.outsideAge} The third birthday was ${dateWords(third)}.` : kind.outsideAge,
    };
  if (left < districtOnlyDays)
    return {
      state: 'closing',
      words: `Closing: ${left} ${left === 1 ? 'day' : 'days'} to the third birthday (${dateWords(third)}). The school district evaluates now, with the family’s consent.`,
    };
  const by = identifiedOn && addDays(identifiedOn, partCReferralDays);
  const meeting = ` The first plan meeting follows within ${planMeetingDays} days of the referral.`;
  const district =
    left <= districtToldDays
      ? ` Third birthday ${dateWords(third)}, ${left} days away: with the family’s consent tell the school district too.`
      : '';
  return {
    state: 'offer',
    words: `${kind.what}${meeting}${district}`,
    ...(by && identifiedOn ? { by, deadline: clockWords(by, identifiedOn, { today, state }) } : {}),
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
  return { state: 'offer', words: `${kind.what} Third birthday ${dateWords(third)}. ${role}` };
};

/**
 * Said of every child in the last ninety days before the third birthday, whatever was screened: the clock goes by age alone.
 * `undefined` outside them.
 */
export const thirdBirthdayNotice = (birthDate: PartialDate, today: CalendarDate): string | undefined => {
  const days = birthsWithin(birthDate).map((birth) => {
    const third = addMonths(birth, 36);
    return { third, left: daysBetween(today, third) };
  });
  const inside = days.filter(({ left }) => left > 0 && left <= districtToldDays);
  const [first] = inside;
  if (!first) return undefined;
  if (birthDate.precision !== 'day')
    return 'The third birthday may be less than 90 days away, and the chart does not give the exact birth date: ask for it. Early Intervention closes to a new referral 45 days before that birthday; from then on the school district evaluates.';
  const { third, left } = first;
  return left < districtOnlyDays
    ? `Third birthday ${dateWords(third)}: Early Intervention takes no new referral now; the school district evaluates.`
    : `Third birthday ${dateWords(third)}: Early Intervention closes to a new referral after ${dateWords(addDays(third, -districtOnlyDays))}; from ${dateWords(addDays(third, 1 - districtOnlyDays))} the school district evaluates. A concern does not wait for the next visit.`;
};
