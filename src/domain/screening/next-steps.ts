// What may be offered next to this child and family, by chronological age, with the legal clocks (CLINICAL 6, 0b.5).
import { addDays, addMonths, ageOn, type CalendarDate, daysBetween, type PartialDate } from '../age.ts';
import type { ReferralKind, Tier } from './instrument.ts';

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
  const clock = `Refer by ${addDays(today, partCReferralDays)}: the law gives ${partCReferralDays} days from the day a concern is identified.`;
  const district = left <= districtToldDays ? ` Third birthday ${third}: tell the school district too.` : '';
  return { kind, state: 'offer', words: `${kind.what} ${clock}${district}` };
};

const stepFor = (
  kind: ReferralKind,
  birth: CalendarDate,
  today: CalendarDate,
  isExact: boolean,
): OfferedStep => {
  if (kind.need === 'early-intervention') return earlyIntervention(kind, birth, today, isExact);
  const age = ageOn(birth, today);
  const range = kind.ageMonths;
  if (age && range && (age.months < range.from || age.months >= range.to))
    return { kind, state: 'not-now', words: kind.outsideAge };
  return { kind, state: 'offer', words: kind.what };
};

/** Steps for the leading tier; those the age rules out are said with the reason; help for the family comes before help for programs. With a partial birth date both ends must agree. */
export const decideNextSteps = (
  kinds: readonly ReferralKind[],
  tier: Tier | undefined,
  birthDate: PartialDate,
  today: CalendarDate,
): readonly OfferedStep[] =>
  kinds
    .filter((kind) => tier !== undefined && kind.tiers.includes(tier))
    .map((kind): OfferedStep => {
      const [first, ...others] = [...new Set([birthDate.earliest, birthDate.latest])].map((birth) =>
        stepFor(kind, birth, today, birthDate.precision === 'day'),
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
    .toSorted(
      (one, other) =>
        order[one.state] - order[other.state] ||
        Number(other.kind.need === 'crisis') - Number(one.kind.need === 'crisis') ||
        Number(other.kind.track === 'family') - Number(one.kind.track === 'family'),
    );

const order: Readonly<Record<OfferedStep['state'], number>> = {
  offer: 0,
  closing: 1,
  uncertain: 2,
  'not-now': 3,
};
