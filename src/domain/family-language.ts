// Whose language the conversation is held in (REFERRAL 4).
import type { Caregiver, Child, Language } from './chart.ts';

export interface FamilyLanguage {
  readonly tag?: string;
  /** Whose language it is, for the page: "mother", "child's chart". */
  readonly from: string;
  readonly interpreterNeeded: 'yes' | 'no' | 'unknown';
  readonly interpreterLanguage?: string;
}

/** The caregiver beside the child speaks for the family; else the child's own preferred language (REFERRAL 4). */
export const familyLanguage = (
  child: Child | undefined,
  caregivers: readonly Caregiver[],
): FamilyLanguage => {
  const first = (languages: readonly Language[]): Language | undefined =>
    languages.find((one) => one.preferred) ?? languages[0];
  for (const caregiver of caregivers) {
    const language = first(caregiver.languages);
    if (!language) continue;
    const needed =
      caregiver.interpreterNeeded === 'unknown'
        ? (child?.interpreterNeeded ?? 'unknown')
        : caregiver.interpreterNeeded;
    return { tag: language.tag, from: caregiver.relationship ?? 'caregiver', interpreterNeeded: needed };
  }
  const own = child ? first(child.languages) : undefined;
  return {
    ...(own ? { tag: own.tag } : {}),
    from: own ? 'the child’s chart' : 'not in the chart',
    interpreterNeeded: child?.interpreterNeeded ?? 'unknown',
  };
};
