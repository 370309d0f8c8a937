// From results to the tier that answers them (CLINICAL section 5), and the words that fit it.
import { addMonths, type CalendarDate } from '../age.ts';
import { languageName, primaryLanguage } from '../language.ts';
import type { ClinicalContent, Prompt, Tier } from './content.ts';
import type { Band, ScreeningResult } from './result.ts';

const tierOfBand: Readonly<Record<Band, Tier>> = {
  above: 'positive',
  'follow-up': 'follow-up',
  monitor: 'monitor',
  below: 'negative',
  'no-cut-off': 'no-cut-off',
  'not-enough': 'unusable',
  unusable: 'unusable',
};

/** How long a result speaks for today's visit when nothing newer of its instrument is there: the yearly rule's interval (ours). */
const speaksForMonths = 12;

export const tierOf = (result: ScreeningResult): Tier => {
  const tier = tierOfBand[result.band];
  // A positive safety item always calls for further assessment, whatever the total and after it was acknowledged (CLINICAL 1a, EPDS).
  if (result.safety.state === 'positive') return 'positive';
  // Below a cut-off without the rules for a negative being met is not an all-clear: the form is looked at.
  return tier === 'negative' && !result.negative ? 'unusable' : tier;
};

/** The order in which one result outweighs another; safety overrides all, and a concern outweighs a negative screen. */
const weight: Readonly<Record<Tier, number>> = {
  safety: 7,
  positive: 6,
  'follow-up': 5,
  concern: 4,
  monitor: 3,
  'no-cut-off': 2,
  unusable: 1,
  negative: 0,
};

/** One person's form never stands in for another's: the father's is not settled by the mother's. Unknown is a person of its own. */
export const sameForm = (one: ScreeningResult, other: ScreeningResult): boolean =>
  one.instrument.id === other.instrument.id && one.form.respondent === other.form.respondent;

const personKey = ({ instrument, form }: ScreeningResult): string =>
  `${instrument.id}|${form.respondent ?? ''}`;

/** The latest of each instrument and person, no older than a year. */
export const currentResults = (
  results: readonly ScreeningResult[],
  today: CalendarDate,
): readonly ScreeningResult[] => {
  const seen = new Map<string, ScreeningResult>();
  for (const result of results) {
    const key = personKey(result);
    const other = seen.get(key);
    if (other && other.form.administeredOn !== result.form.administeredOn) continue;
    // Two of the same day disagree: the more worrying one leads, both are shown.
    if (!other || weight[tierOf(result)] > weight[tierOf(other)]) seen.set(key, result);
  }
  return [...seen.values()].filter((one) => addMonths(one.form.administeredOn, speaksForMonths) > today);
};

export interface LeadingTier {
  readonly tier: Tier;
  readonly because: string;
  /** The day the result is from, where it is one; the legal clock counts from it. */
  readonly on?: CalendarDate;
  readonly aboutWhom?: 'child' | 'caregiver';
}

/** Said in the open, beside prompts: what a caregiver or a young person answered about themselves is not named there (PRODUCT 1.4). */
const spokenOf = ({ instrument, form, bandWords }: ScreeningResult): string =>
  instrument.confidential
    ? `a form answered in confidence on ${form.administeredOn}`
    : `${instrument.name} of ${form.administeredOn}: ${bandWords.toLowerCase()}`;

/**
 * `undefined` when nothing current was found: no result is not a negative one.
 * @param isInDoubt whether something of this instrument was found and not used, or not everything could be read: then nothing is negative
 */
export const leadingTier = (
  results: readonly ScreeningResult[],
  today: CalendarDate,
  concern: boolean,
  isInDoubt: (result: ScreeningResult) => boolean = () => false,
): LeadingTier | undefined => {
  const candidates: LeadingTier[] = currentResults(results, today).map((one) => {
    const tier = tierOf(one);
    const doubted = tier === 'negative' && isInDoubt(one);
    return {
      tier: doubted ? 'unusable' : tier,
      because: doubted ? `${spokenOf(one)}; but not everything could be read or used` : spokenOf(one),
      on: one.form.administeredOn,
      aboutWhom: one.aboutWhom,
    };
  });
  if (concern)
    candidates.push({ tier: 'concern', because: 'you or the family said you are concerned', on: today });
  return candidates.sort((one, other) => weight[other.tier] - weight[one.tier])[0];
};

export interface ChosenPrompt {
  readonly prompt: Prompt;
  readonly english: string;
  readonly translation?: {
    readonly tag: string;
    readonly text: string;
    readonly reviewedOn: CalendarDate | null;
  };
}

export interface ChosenPrompts {
  readonly prompts: readonly ChosenPrompt[];
  readonly why: string;
  /** Set when the family's language has no words here yet. */
  readonly missingLanguage?: string;
}

/**
 * Prompts for this tier and chronological age, in the order of a conversation. Without any current result only prompts that fit every
 * outcome are given, so that nothing said presumes one.
 */
export const choosePrompts = (
  content: ClinicalContent,
  leading: LeadingTier | undefined,
  ageMonths: number,
  familyLanguage: string | undefined,
): ChosenPrompts => {
  const fits = (prompt: Prompt): boolean =>
    leading
      ? prompt.tiers.includes(leading.tier)
      : prompt.tiers.includes('negative') && prompt.tiers.includes('positive');
  const chosen = content.prompts
    .filter((prompt) => fits(prompt) && ageMonths >= prompt.ageMonths.from && ageMonths < prompt.ageMonths.to)
    .toSorted((one, other) => one.order - other.order);
  const language = familyLanguage === undefined ? undefined : primaryLanguage(familyLanguage);
  const wantsTranslation = language !== undefined && language !== 'en';
  const prompts = chosen.map((prompt): ChosenPrompt => {
    const translation = wantsTranslation ? prompt.words[language] : undefined;
    return {
      prompt,
      english: prompt.words.en?.text ?? '',
      ...(translation && language ? { translation: { tag: language, ...translation } } : {}),
    };
  });
  const parts = [`age ${ageMonths < 24 ? `${ageMonths} months` : `${Math.floor(ageMonths / 12)} years`}`];
  parts.push(leading ? leading.because : 'no current result to go by');
  if (familyLanguage) parts.push(`family language ${languageName(familyLanguage)}`);
  const untranslated = wantsTranslation && prompts.some((one) => one.translation === undefined);
  return {
    prompts,
    why: parts.join(', '),
    ...(untranslated && language ? { missingLanguage: language } : {}),
  };
};
