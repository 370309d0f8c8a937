// How a listing speaks with this family. Phone and intake language is not session language, so the level is part of the answer.
import { monthWords } from '../date-words.ts';
import { languageName, primaryLanguage, sameSpokenLanguage } from '../language.ts';
import type { Consultant, LanguageLevel } from './consultant.ts';
import { notKnown, pass, removed, type TestOutcome } from './outcome.ts';
import { anyOf } from './words.ts';

/** Best first. `also-spoken`: sessions in another language the family speaks. `unknown` stands before `other-languages-only`. */
export const languageTiers = [
  'delivered',
  'bilingual-intake',
  'interpreter',
  'also-spoken',
  'unknown',
  'other-languages-only',
] as const;
export type LanguageTier = (typeof languageTiers)[number];

export interface LanguageStanding {
  readonly tier: LanguageTier;
  readonly text: string;
  /** Listed, and nobody has confirmed it. */
  readonly isUnconfirmed?: boolean;
}

type Listed = Consultant['languages'];

const levelOrder: readonly LanguageLevel[] = ['delivered', 'bilingual-intake', 'interpreter'];

const bestFor = (listed: Listed, tag: string): Listed[number] | undefined =>
  listed
    .filter((one) => sameSpokenLanguage(one.tag, tag))
    .sort((a, b) => levelOrder.indexOf(a.level) - levelOrder.indexOf(b.level))[0];

/** Chinese written as `zh` does not say which Chinese language is spoken (REFERRAL 4): neither a match nor a miss. */
const chinese = new Set(['zh', 'cmn', 'yue']);
const maybeSame = (listed: Listed, tag: string): boolean =>
  chinese.has(primaryLanguage(tag)) && listed.some((one) => chinese.has(primaryLanguage(one.tag)));

const levelWords: Readonly<Record<LanguageLevel, (language: string) => string>> = {
  delivered: (language) => `sessions in ${language}`,
  'bilingual-intake': (language) => `first calls and intake in ${language}; sessions: ask`,
  interpreter: (language) => `${language} through an interpreter`,
};

const standingIn = (one: Listed[number], name: string): LanguageStanding => {
  if (one.verifiedOn !== null)
    return {
      tier: one.level,
      text: `${levelWords[one.level](name)}, confirmed ${monthWords(one.verifiedOn)}`,
    };
  const listed = one.level === 'delivered' ? `${name} listed` : levelWords[one.level](name);
  return { tier: one.level, text: `${listed}, not confirmed: call`, isUnconfirmed: true };
};

/** Where a listing stands for a family's languages, main one first. English-speaking families are treated alike. */
export const languageStanding = (listed: Listed, family: readonly string[]): LanguageStanding => {
  const [main, ...others] = family;
  if (main === undefined) return { tier: 'unknown', text: "the family's language is not recorded: ask" };
  const name = languageName(main);
  if (listed.length === 0) return { tier: 'unknown', text: `languages not listed: ask about ${name}` };
  const best = bestFor(listed, main);
  if (best) return standingIn(best, name);
  if (maybeSame(listed, main)) {
    const offered = anyOf(
      [...new Set(listed.map((one) => one.tag).filter((tag) => chinese.has(primaryLanguage(tag))))].map(
        (tag) => languageName(tag),
      ),
    );
    return { tier: 'unknown', text: `lists ${offered}; family's language is ${name}: ask which is spoken` };
  }
  for (const other of others) {
    const second = bestFor(listed, other);
    if (second?.level === 'delivered')
      return {
        tier: 'also-spoken',
        text: `sessions in ${languageName(other)}, which the family also speaks; ${name} not listed`,
      };
  }
  const offered = anyOf([...new Set(listed.map((one) => languageName(one.tag)))]);
  return {
    tier: 'other-languages-only',
    text: `${name} not listed, only ${offered}; ask about an interpreter`,
  };
};

/** Only when somebody asked for a level: what is not known stays, what is listed as less goes. */
export const testLanguage = (standing: LanguageStanding, atLeast: LanguageLevel | undefined): TestOutcome => {
  if (atLeast === undefined) return pass('language');
  if (standing.tier === 'unknown') return notKnown('language', standing.text);
  const good = languageTiers.indexOf(standing.tier) <= languageTiers.indexOf(atLeast);
  return good ? pass('language') : removed('language', standing.text);
};
