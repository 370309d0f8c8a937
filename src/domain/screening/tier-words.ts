// The words of a tier for one child on one day: by age, and by why a result is not gone by.
import type { TierContent } from './content.ts';
import type { LeadingTier } from './tier.ts';

const within = (
  range: { readonly from: number; readonly to: number },
  age: { readonly from: number; readonly to: number },
): boolean => age.from >= range.from && age.to < range.to;

/**
 * @param age chronological months, both ends inclusive; a sentence that goes by age is said only where both lie inside
 * @returns the tier's content with its name and first words as they are to be shown
 */
export const tierWords = (
  tiers: readonly TierContent[],
  leading: LeadingTier,
  age: { readonly from: number; readonly to: number } | undefined,
): TierContent | undefined => {
  const tier = tiers.find(({ id }) => id === leading.tier);
  const own = tier?.byCause?.find(({ cause }) => cause === leading.cause);
  if (own && tier) return { ...tier, name: own.name, first: own.first, firstForCaregiver: own.first };
  const also = age && tier?.meanwhile?.find(({ ageMonths }) => within(ageMonths, age))?.words;
  return tier && also !== undefined && tier.first !== null
    ? { ...tier, first: `${tier.first} ${also}` }
    : tier;
};
