// Who can help this family, in which order, and why: hard tests remove, tiers order, nothing is scored.
import type { CalendarDate } from '../age.ts';
import { testAge } from './age-test.ts';
import {
  distanceTo,
  type FamilyPlace,
  familyPlace,
  testArea,
  testDelivery,
  testDistance,
  usableDeliveries,
} from './area-test.ts';
import type { Consultant, Delivery } from './consultant.ts';
import {
  fitOf,
  testAccepting,
  testActive,
  testAudience,
  testNeed,
  testProgram,
  testSchoolDistrict,
  testTrack,
} from './eligibility-tests.ts';
import { type Fact, factsOf, orderWords, staleText } from './explain.ts';
import { type LanguageStanding, languageStanding, testLanguage } from './language-tier.ts';
import { type MatchNeed, withoutChild } from './match-need.ts';
import { accessBand, compareTiers, confirmedWithinYear, lotOf, type Tiers } from './order.ts';
import type { TestId, TestOutcome } from './outcome.ts';
import type { Places } from './place.ts';
import { type Widening, wideningsFor } from './widen.ts';

export interface Match {
  readonly consultant: Consultant;
  readonly tiers: Tiers;
  readonly facts: readonly Fact[];
  /** Straight-line miles to the nearest site. */
  readonly distanceMiles: number | null;
  /** The tiers in words, in the order compared. */
  readonly whyThisOrder: readonly string[];
  /** Not confirmed for 180 days, or never. */
  readonly stale: boolean;
  /** The badge's words when stale, e.g. `not confirmed since 2025-11`. */
  readonly staleText?: string;
}

export interface NotShown {
  readonly consultant: Consultant;
  readonly failed: readonly TestId[];
  /** Plain reasons, one for each failed test. */
  readonly reasons: readonly string[];
}

export interface MatchResult {
  readonly matches: readonly Match[];
  /** Everything a hard test removed, near misses first. */
  readonly notShown: readonly NotShown[];
  readonly widenings: readonly Widening[];
}

interface Judged {
  readonly consultant: Consultant;
  readonly outcomes: readonly TestOutcome[];
  readonly language: LanguageStanding | undefined;
  readonly usable: readonly Delivery[];
  readonly miles: number | null;
}

const judge = (
  record: Consultant,
  need: MatchNeed,
  family: FamilyPlace,
  places: Places,
  today: CalendarDate,
): Judged => {
  const forPractice = need.track === 'practice';
  const excluded = need.excludedDelivery ?? [];
  const area = testArea(record, family, places);
  const district = testSchoolDistrict(record, need.schoolDistrict);
  const usable = usableDeliveries(record, area.verdict === 'pass' && district.verdict === 'pass', excluded);
  const miles = distanceTo(record, family);
  const language = languageStanding(record.languages, need.languages);
  const always = [
    testTrack(record, need.track),
    testActive(record),
    testNeed(record, need.need),
    testAccepting(record),
    area,
    testDelivery(record, excluded),
  ];
  if (forPractice) return { consultant: record, outcomes: always, language: undefined, usable, miles };
  const aboutFamily = [
    testAge(record.ages, need.birthDate, need.grade, today),
    testAudience(record, need.parentRole),
    district,
    testProgram(record, need.program),
    testLanguage(language, need.languageAtLeast),
    testDistance(record, miles, usable, need.withinMiles),
  ];
  return { consultant: record, outcomes: [...always, ...aboutFamily], language, usable, miles };
};

const tiersOf = (judged: Judged, need: MatchNeed, today: CalendarDate): Tiers => {
  const { consultant, outcomes, language, usable, miles } = judged;
  const { state } = consultant.accepting;
  return {
    language: language?.tier ?? 'unknown',
    fit: fitOf(consultant, need.need) ?? 'unlisted',
    accepting: state === 'open' || state === 'waitlist' ? state : 'unknown',
    access: accessBand(miles, usable),
    unknowns: outcomes.filter((outcome) => outcome.verdict === 'unknown').length,
    confirmedWithinYear: confirmedWithinYear(consultant, today),
    lot: lotOf(need.seed, consultant.id),
  };
};

const matchFrom = (judged: Judged, need: MatchNeed, today: CalendarDate): Match => {
  const { consultant, outcomes, language, usable, miles } = judged;
  const tiers = tiersOf(judged, need, today);
  const badge = staleText(consultant, today);
  return {
    consultant,
    tiers,
    facts: factsOf(consultant, tiers.fit, language, outcomes, usable, miles, today),
    distanceMiles: miles,
    whyThisOrder: orderWords(tiers, language !== undefined),
    stale: badge !== undefined,
    ...(badge === undefined ? {} : { staleText: badge }),
  };
};

const failuresOf = (judged: Judged): readonly TestOutcome[] =>
  judged.outcomes.filter((outcome) => outcome.verdict === 'fail');

/** How far a listing is from being shown: what a family may bend is near; another track is no near miss at all. */
const missWeights: Readonly<Record<TestId, number>> = {
  distance: 1,
  language: 1,
  delivery: 1,
  accepting: 1,
  age: 2,
  audience: 2,
  'school-district': 2,
  program: 2,
  area: 3,
  need: 10,
  active: 50,
  track: 100,
};
const missBy = (entry: NotShown): number => entry.failed.reduce((sum, test) => sum + missWeights[test], 0);

/**
 * Matches a need against listings. Pure: the same arguments give the same answer; `need.seed` alone rotates equals.
 * Every record is in exactly one of `matches` and `notShown`; what is not known, of family or listing, removes nothing.
 */
export const match = (
  asked: MatchNeed,
  records: readonly Consultant[],
  places: Places,
  today: CalendarDate,
): MatchResult => {
  const need = asked.track === 'practice' ? withoutChild(asked) : asked;
  const family = familyPlace(need, places);
  const judged = records.map((record) => judge(record, need, family, places, today));
  const matches = judged
    .filter((one) => failuresOf(one).length === 0)
    .map((one) => matchFrom(one, need, today))
    .sort((a, b) => compareTiers(a.tiers, b.tiers, a.consultant.id, b.consultant.id));
  const notShown = judged
    .flatMap((one): NotShown[] => {
      const failures = failuresOf(one);
      if (failures.length === 0) return [];
      return [
        {
          consultant: one.consultant,
          failed: failures.map((f) => f.test),
          reasons: failures.map((f) => f.text),
        },
      ];
    })
    .sort(
      (a, b) =>
        missBy(a) - missBy(b) ||
        lotOf(need.seed, a.consultant.id) - lotOf(need.seed, b.consultant.id) ||
        (a.consultant.id < b.consultant.id ? -1 : 1),
    );
  return { matches, notShown, widenings: wideningsFor(need, family.state, matches.length, notShown) };
};
