// Which words fit this visit: tier, age, whom they are said to, language. None presumes a result nobody has.
import { languageName, primaryLanguage } from '../language.ts';
import type { ClinicalContent, Prompt, PromptAudience } from './content.ts';
import type { CalendarDate } from '../age.ts';
import type { LeadingTier } from './tier.ts';

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

/** Chronological months; both ends, inclusive, where the birth date is not whole. */
export interface MonthsRange {
  readonly from: number;
  readonly to: number;
}

/** From here on a young person is spoken to alone about themself (CLINICAL 1a: youth forms from 11 years). */
const youngPersonMonths = 11 * 12;

interface Listener {
  readonly audience: PromptAudience;
  /** They answered, so they are met with words of their own even where none is made for the child's age. */
  readonly mustHave: boolean;
}

/**
 * The family always; the caregiver alone where the result is about the caregiver or the home; the young person alone from eleven on.
 * A safety answer is met by whoever gave it; where that is not known, nobody is left out.
 */
const listenersFor = (leading: LeadingTier | undefined, { to }: MonthsRange): readonly Listener[] => {
  const isYouth = to >= youngPersonMonths;
  const isSafety = leading?.tier === 'safety';
  const about = leading?.aboutWhom;
  const toCaregiver =
    about === 'caregiver' ||
    leading?.confidence === 'family-risk' ||
    (isSafety && (about === undefined || !isYouth));
  const toYouth = isYouth && about !== 'caregiver';
  return [
    { audience: 'family', mustHave: false },
    ...(toCaregiver ? [{ audience: 'caregiver', mustHave: true } as const] : []),
    ...(toYouth
      ? [{ audience: 'young-person', mustHave: isSafety || leading?.confidence === 'young-person' } as const]
      : []),
  ];
};

/** How far an age lies outside a prompt's own: 0 = within. With a range both ends must lie within (CLINICAL 0b.14). */
const distance = ({ ageMonths }: Prompt, { from, to }: MonthsRange): number =>
  Math.max(ageMonths.from - from, to - (ageMonths.to - 1), 0);

const forListener = (
  prompts: readonly Prompt[],
  { audience, mustHave }: Listener,
  age: MonthsRange,
): readonly Prompt[] => {
  const own = prompts.filter((prompt) => prompt.audience === audience);
  const fitting = own.filter((prompt) => distance(prompt, age) === 0);
  if (fitting.length > 0) return fitting;
  // An age known only as a range may lie across two ages of words: then the nearest of both are offered.
  if (!mustHave && age.from === age.to) return [];
  const nearest = Math.min(...own.map((prompt) => distance(prompt, age)));
  return mustHave || nearest <= age.to - age.from
    ? own.filter((prompt) => distance(prompt, age) === nearest)
    : [];
};

const monthsWords = (months: number): string =>
  months < 24 ? `${months} months` : `${Math.floor(months / 12)} years`;

const ageWords = ({ from, to }: MonthsRange): string => {
  const [low, high] = [monthsWords(from), monthsWords(to)];
  return low === high ? `age ${low}` : `age between ${low} and ${high}`;
};

/**
 * Prompts for this tier and chronological age, in the order of a conversation. Without any current result only prompts that fit every
 * outcome are given, so that nothing said presumes one.
 *
 * @param isToldAbove what there is to go by speaks in the safety strip alone: it is neither named nor denied here
 */
export const choosePrompts = (
  content: Pick<ClinicalContent, 'prompts'>,
  leading: LeadingTier | undefined,
  ageMonths: number | MonthsRange,
  familyLanguage: string | undefined,
  isToldAbove = false,
): ChosenPrompts => {
  const age = typeof ageMonths === 'number' ? { from: ageMonths, to: ageMonths } : ageMonths;
  const cause = leading?.cause ?? 'form';
  const ofTier = content.prompts.filter(({ tiers, causes }) =>
    leading
      ? tiers.includes(leading.tier) && (leading.tier !== 'unusable' || (causes?.includes(cause) ?? true))
      : tiers.includes('negative') && tiers.includes('positive'),
  );
  const chosen = listenersFor(leading, age)
    .flatMap((listener) => forListener(ofTier, listener, age))
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
  const why = [
    ageWords(age),
    ...(leading ? [leading.because] : isToldAbove ? [] : ['no current result to go by']),
    ...(familyLanguage ? [`family language ${languageName(familyLanguage)}`] : []),
  ].join(', ');
  const untranslated = wantsTranslation && prompts.some((one) => one.translation === undefined);
  return { prompts, why, ...(untranslated && language ? { missingLanguage: language } : {}) };
};
