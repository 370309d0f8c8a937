// What may be offered next to this child and family, by chronological age, with the legal clocks (CLINICAL 6, 0b.5).
import { ageOn, type CalendarDate, type PartialDate } from '../age.ts';
import type { Need } from '../consultant/consultant.ts';
import { birthsWithin } from './births-within.ts';
import type { ReferralKind, Tier } from './content.ts';
import { districtBefore, earlyIntervention } from './early-intervention.ts';
import type { ScreeningTopic } from './schedule.ts';

export interface DecidedStep {
  readonly state: 'offer' | 'closing' | 'not-now' | 'uncertain';
  readonly words: string;
  /** The last day the law allows, where a clock runs. */
  readonly by?: CalendarDate;
  /** That day in words, as a line of its own. */
  readonly deadline?: string;
}

export interface OfferedStep extends DecidedStep {
  readonly kind: ReferralKind;
  /** `more`: one tap away. */
  readonly place: 'first' | 'more';
  /** Who is the client: said before anything is sent (PRODUCT 1.6, trap 11). */
  readonly client: string;
}

/** What the steps answer to: the leading tier, the day its result is from, and whom it is about. */
export interface StepsNeed {
  readonly tier: Tier;
  readonly on?: CalendarDate;
  readonly aboutWhom?: 'child' | 'caregiver';
  /** Since when something positive or worrying about the child is known, whatever leads. */
  readonly childSince?: CalendarDate;
  /** Somebody is concerned now: nothing waits for a Follow-Up (CLINICAL 5, 1c). */
  readonly isConcerned?: true;
  /** What the results that call for something were looking for; a concern without a result has none. */
  readonly topics?: readonly ScreeningTopic[];
}

/** One kind of help held against one birth date. */
export interface StepCase {
  readonly birth: CalendarDate;
  readonly today: CalendarDate;
  readonly isExact: boolean;
  /** The day a concern about the child was identified: the law's clock counts from it. */
  readonly identifiedOn: CalendarDate | undefined;
  /** The clinic's state, whose own guide may give less time. */
  readonly state?: string | undefined;
}

const decided = (kind: ReferralKind, one: StepCase): DecidedStep => {
  if (kind.need === 'early-intervention') return earlyIntervention(kind, one);
  const district = kind.need === 'preschool-special-education' ? districtBefore(kind, one) : undefined;
  if (district) return district;
  const age = ageOn(one.birth, one.today);
  const range = kind.ageMonths;
  return age && range && (age.months < range.from || age.months >= range.to)
    ? { state: 'not-now', words: kind.outsideAge }
    : { state: 'offer', words: kind.what };
};

/** With a partial birth date every day of it must agree; words that count days to one birthday are as much a statement as the state is. */
const agreed = (kind: ReferralKind, cases: readonly StepCase[]): DecidedStep => {
  const [first, ...others] = cases.map((one) => decided(kind, one));
  return first && others.every(({ state, words }) => state === first.state && words === first.words)
    ? first
    : {
        state: 'uncertain',
        words: `It depends on the exact birth date, which the chart does not give. ${kind.what}`,
      };
};

/** An evaluation waits for the Follow-Up interview, unless the clinician is concerned now (CLINICAL 5, tier 3m; trap 9). */
const afterFollowUp: readonly Need[] = ['early-intervention', 'developmental-evaluation'];

/** They look at the child; a caregiver's own form gives no reason to put them first. */
const aboutTheChild: readonly Need[] = [
  'early-intervention',
  'preschool-special-education',
  'developmental-evaluation',
  'child-psychology',
  'child-psychiatry',
  'speech-therapy',
  'occupational-therapy',
  'audiology',
];

const share = (some: readonly ScreeningTopic[], others: readonly ScreeningTopic[]): boolean =>
  some.some((topic) => others.includes(topic));

/** A caregiver's own form that no rule asks for is answered like the one a rule asks for. */
const topicsOf = ({ topics = [], aboutWhom }: StepsNeed): readonly ScreeningTopic[] =>
  topics.length === 0 && aboutWhom === 'caregiver' ? ['caregiver-depression'] : topics;

/** Whether it answers what the results looked for; where that is not known, every kind may. */
const isAsked = (kind: ReferralKind, need: StepsNeed): boolean =>
  kind.topics.length === 0 || topicsOf(need).length === 0 || share(kind.topics, topicsOf(need));

const placeOf = (kind: ReferralKind, { state }: DecidedStep, need: StepsNeed): OfferedStep['place'] => {
  const { tier, aboutWhom, childSince } = need;
  // A clock that runs out, a crisis and the care of the one who needs it are never folded away.
  if (state === 'closing' || kind.need === 'crisis') return 'first';
  if (aboutWhom === 'caregiver') {
    if (kind.forCaregiver) return 'first';
    if (aboutTheChild.includes(kind.need) && childSince === undefined) return 'more';
  }
  const isItsTopic = kind.firstFor.length === 0 ? isAsked(kind, need) : share(kind.firstFor, topicsOf(need));
  return kind.firstIn.includes(tier) && isItsTopic ? 'first' : 'more';
};

const clientOf = (kind: ReferralKind, { tier, aboutWhom }: StepsNeed): string => {
  if (kind.forCaregiver) return 'For the caregiver, on their own record, never the child’s.';
  // What a caregiver answered about themself never reaches the child's chart by way of its help (CLINICAL trap 12).
  if (tier === 'safety' && kind.track === 'family' && aboutWhom !== 'child')
    return aboutWhom === 'caregiver'
      ? 'For the caregiver; nothing on the child’s chart.'
      : 'For the person who answered; where that is a caregiver, nothing on the child’s chart.';
  if (kind.need === 'crisis') return 'For the child or young person.';
  return {
    family: 'For the child and family.',
    program: 'For the staff of the child’s program; it is not care for the child or the family.',
    practice: 'For this practice’s own staff; nothing about the child or family is shared.',
  }[kind.track];
};

const stateOrder: Readonly<Record<DecidedStep['state'], number>> = {
  offer: 0,
  closing: 1,
  uncertain: 2,
  'not-now': 3,
};

const rank = ({ kind, state, place }: OfferedStep, need: StepsNeed): readonly number[] => [
  stateOrder[state],
  kind.need === 'crisis' ? 0 : 1,
  place === 'first' ? 0 : 1,
  kind.forCaregiver ? (need.aboutWhom === 'caregiver' ? 0 : 2) : 1,
  kind.track === 'family' ? 0 : 1,
  isAsked(kind, need) ? 0 : 1,
  kind.order,
];

const byRank = (one: readonly number[], other: readonly number[]): number => {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
};

/**
 * Steps for the leading tier; those the age rules out are said with the reason. Help for the family comes before help for programs, the
 * caregiver's own care first when the caregiver is the one who needs it. None of them names a diagnosis: a screen makes none.
 */
export const decideNextSteps = (
  kinds: readonly ReferralKind[],
  need: StepsNeed | undefined,
  birthDate: PartialDate,
  today: CalendarDate,
  state?: string,
): readonly OfferedStep[] => {
  if (!need) return [];
  // Neither a concern about the caregiver nor a first part that waits for its Follow-Up starts a clock of the child's.
  const identifiedOn =
    need.childSince ?? (need.aboutWhom === 'caregiver' || need.tier === 'follow-up' ? undefined : need.on);
  const isExact = birthDate.precision === 'day';
  const cases = birthsWithin(birthDate).map((birth) => ({ birth, today, isExact, identifiedOn, state }));
  return (
    kinds
      // A concern may be about anything; a result calls for what answers it.
      .filter((kind) => kind.tiers.includes(need.tier) && (need.isConcerned || isAsked(kind, need)))
      .map((kind): OfferedStep => {
        const step = agreed(kind, cases);
        const waits =
          need.tier === 'follow-up' &&
          !need.isConcerned &&
          step.state === 'offer' &&
          afterFollowUp.includes(kind.need);
        return {
          kind,
          ...step,
          ...(waits ? { words: `If it stays positive, at once: ${step.words}` } : {}),
          place: placeOf(kind, step, need),
          client: clientOf(kind, need),
        };
      })
      .toSorted((one, other) => byRank(rank(one, need), rank(other, need)))
  );
};
