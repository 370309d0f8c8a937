// When few or none fit: one constraint at a time that could be let go, named, with what that alone would add.
import type { Consultant, LanguageLevel } from './consultant.ts';
import type { MatchNeed } from './match-need.ts';
import type { TestId } from './outcome.ts';
import { languageName } from '../language.ts';
import { anyOf, deliveryWords } from './words.ts';

/** Below this many matches the page offers to widen: it shows five. */
export const fewMatches = 5;

export const relaxable = [
  'distance',
  'language',
  'delivery',
  'accepting',
  'need',
  'area',
] as const satisfies readonly TestId[];
export type Relaxable = (typeof relaxable)[number];

export interface Widening {
  readonly constraint: Relaxable;
  /** Plain words for a link, e.g. `any distance`. */
  readonly label: string;
  /** How many listings only this constraint removes. */
  readonly adds: number;
  readonly consultantIds: readonly string[];
}

/** A listing with the tests that removed it. */
export interface Removal {
  readonly consultant: Consultant;
  readonly failed: readonly TestId[];
}

const nextLevel: Readonly<Record<LanguageLevel, string>> = {
  delivered: 'intake or an interpreter instead of sessions',
  'bilingual-intake': 'an interpreter instead of intake',
  interpreter: 'listings without a listed interpreter, instead of one',
};

const labelOf = (constraint: Relaxable, need: MatchNeed): string => {
  const language =
    need.languages[0] === undefined ? "the family's language" : languageName(need.languages[0]);
  switch (constraint) {
    case 'distance':
      return 'any distance';
    case 'language':
      return `${nextLevel[need.languageAtLeast ?? 'delivered']} in ${language}`;
    case 'delivery':
      return `also by ${anyOf((need.excludedDelivery ?? []).map((way) => deliveryWords[way]))}`;
    case 'accepting':
      return 'programs not taking new families now: ask about a waiting list';
    case 'need':
      return 'other kinds of help';
    case 'area':
      return 'programs listed for other places in the state: ask whether they take this family';
  }
};

const relaxes = (removal: Removal, constraint: Relaxable, state: string | undefined): boolean => {
  const [only, ...more] = removal.failed;
  if (only !== constraint || more.length > 0) return false;
  // Another county may bend; another state's program will not.
  const { states } = removal.consultant.area;
  return constraint !== 'area' || state === undefined || states.length === 0 || states.includes(state);
};

/** Only constraints that exclude something by themselves; age, program, district, track and ended listings never bend. */
export const wideningsFor = (
  need: MatchNeed,
  state: string | undefined,
  matchCount: number,
  removals: readonly Removal[],
): readonly Widening[] => {
  if (matchCount >= fewMatches) return [];
  return relaxable.flatMap((constraint) => {
    const ids = removals
      .filter((removal) => relaxes(removal, constraint, state))
      .map((removal) => removal.consultant.id);
    return ids.length === 0
      ? []
      : [{ constraint, label: labelOf(constraint, need), adds: ids.length, consultantIds: ids }];
  });
};
