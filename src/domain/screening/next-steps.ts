// What may be offered next to this child and family, by chronological age, with the legal clocks (CLINICAL 6, 0b.5).
import { addDays, addMonths, ageOn, type CalendarDate, daysBetween, type PartialDate } from '../age.ts';
import type { ReferralKind, Tier } from './content.ts';

export interface OfferedStep {
  readonly kind: ReferralKind;
  readonly state: 'offer' | 'closing' | 'not-now' | 'uncertain';
  readonly words: string;
}

/** Part C: as soon as possible, seven calendar days at most after the concern is identified (CLINICAL 6, verified). */
const partCReferralDays = 7;
const districtToldDays = 90;
const districtOnlyDays = 45;

const earlyIntervention = (
  kind: ReferralKind,
  birth: CalendarDate,
  today: CalendarDate,
  isExact: boolean,
  identifiedOn: CalendarDate | undefined,
): OfferedStep => {
  const third = addMonths(birth, 36);
  const left = daysBetween(today, third);
  if (left <= 0)
    return {
      kind,
      state: 'not-now',
      words: isExact ? `${kind.outsideAge} The third birthday was ${third}.` : kind.outsideAge,
    };
  if (left < districtOnlyDays)
    return {
      kind,
      state: 'closing',
      words: `Closing: ${left} days to the third birthday (${third}). The school district evaluates now, with the family’s consent.`,
    };
  const by = identifiedOn ? addDays(identifiedOn, partCReferralDays) : undefined;
  const clock =
    by === undefined
      ? ''
      : by < today
        ? ` The law gives ${partCReferralDays} days from the day a concern is identified; counted from the result of ${identifiedOn} they are over: refer now.`
        : ` Refer by ${by}: the law gives ${partCReferralDays} days from the day a concern is identified (counted from ${identifiedOn}).`;
  const district = left <= districtToldDays ? ` Third birthday ${third}: tell the school district too.` : '';
  return { kind, state: 'offer', words: `${kind.what}${clock}${district}` };
};

const stepFor = (
  kind: ReferralKind,
  birth: CalendarDate,
  today: CalendarDate,
  isExact: boolean,
  identifiedOn: CalendarDate | undefined,
): OfferedStep => {
  if (kind.need === 'early-intervention') return earlyIntervention(kind, birth, today, isExact, identifiedOn);
  const third = addMonths(birth, 36);
  // The district is told before the third birthday, so nobody falls between the two (CLINICAL 6).
  const left = daysBetween(today, third);
  if (kind.need === 'preschool-special-education' && left > 0 && left <= districtToldDays)
    return { kind, state: 'offer', words: `${kind.what} Third birthday ${third}.` };
  const age = ageOn(birth, today);
  const range = kind.ageMonths;
  if (age && range && (age.months < range.from || age.months >= range.to))
    return { kind, state: 'not-now', words: kind.outsideAge };
  return { kind, state: 'offer', words: kind.what };
};

/** What the steps answer to: the leading tier, the day its result is from, and whom it is about. */
export interface StepsNeed {
  readonly tier: Tier;
  readonly on?: CalendarDate;
  readonly aboutWhom?: 'child' | 'caregiver';
}

/**
 * Steps for the leading tier; those the age rules out are said with the reason. Help for the family comes before help for programs, the
 * caregiver's own care first when the caregiver is the one who needs it. With a partial birth date both ends must agree.
 */
export const decideNextSteps = (
  kinds: readonly ReferralKind[],
  need: StepsNeed | undefined,
  birthDate: PartialDate,
  today: CalendarDate,
): readonly OfferedStep[] => {
  if (!need) return [];
  // A concern about the caregiver starts no clock of the child's.
  const identifiedOn = need.aboutWhom === 'caregiver' ? undefined : need.on;
  const rank = ({ kind, state }: OfferedStep): readonly number[] => [
    order[state],
    kind.need === 'crisis' ? 0 : 1,
    kind.forCaregiver ? (need.aboutWhom === 'caregiver' ? 0 : 2) : 1,
    kind.track === 'family' ? 0 : 1,
  ];
  return kinds
    .filter((kind) => kind.tiers.includes(need.tier))
    .map((kind): OfferedStep => {
      const [first, ...others] = [...new Set([birthDate.earliest, birthDate.latest])].map((birth) =>
        stepFor(kind, birth, today, birthDate.precision === 'day', identifiedOn),
      );
      if (!first) return { kind, state: 'uncertain', words: kind.what };
      // Words that count days to one birthday are as much a statement as the state is.
      if (others.some((other) => other.state !== first.state || other.words !== first.words))
        return {
          kind,
          state: 'uncertain',
          words: `It depends on the exact birth date, which the chart does not give. ${kind.what}`,
        };
      return first;
    })
    .toSorted((one, other) => {
      const [mine, theirs] = [rank(one), rank(other)];
      const at = mine.findIndex((value, index) => value !== theirs[index]);
      return at < 0 ? 0 : (mine[at] ?? 0) - (theirs[at] ?? 0);
    });
};

const order: Readonly<Record<OfferedStep['state'], number>> = {
  offer: 0,
  closing: 1,
  uncertain: 2,
  'not-now': 3,
};
