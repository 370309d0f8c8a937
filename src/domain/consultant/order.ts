// The order of matches: tiers compared one after another, never added up. Fees, ratings and past use are no part of it (REFERRAL 2.4).
import { addMonths, type CalendarDate, daysBetween } from '../age.ts';
import type { Consultant, Delivery } from './consultant.ts';
import type { Fit } from './eligibility-tests.ts';
import { type LanguageTier, languageTiers } from './language-tier.ts';

export const acceptingTiers = ['open', 'waitlist', 'unknown'] as const;
export type AcceptingTier = (typeof acceptingTiers)[number];

export const accessBands = ['near', 'middle', 'far', 'unknown'] as const;
/** `near`: comes to the home, meets by video or phone, or a site under 10 mi; `middle` 10-25 mi; `far` over 25 mi, straight line. */
export type AccessBand = (typeof accessBands)[number];

const fits: readonly Fit[] = ['exact', 'related', 'unlisted'];

export interface Tiers {
  readonly language: LanguageTier;
  readonly fit: Fit;
  readonly accepting: AcceptingTier;
  readonly access: AccessBand;
  /** How many hard tests could not be answered. */
  readonly unknowns: number;
  /** The listing was confirmed within the last twelve months. */
  readonly confirmedWithinYear: boolean;
  /** The seeded lot: equal listings take turns, so nobody is first for their name. */
  readonly lot: number;
}

export const accessBand = (miles: number | null, usable: readonly Delivery[]): AccessBand => {
  if (usable.some((way) => way !== 'on-site')) return 'near';
  if (miles === null) return 'unknown';
  if (miles < 10) return 'near';
  return miles <= 25 ? 'middle' : 'far';
};

export const staleAfterDays = 180;

/** Confirmed over 180 days ago, or never: badged, never hidden. */
export const isStale = (record: Consultant, today: CalendarDate): boolean => {
  const on = record.provenance.assuredOn;
  return on === null || daysBetween(on, today) > staleAfterDays;
};

export const confirmedWithinYear = (record: Consultant, today: CalendarDate): boolean => {
  const on = record.provenance.assuredOn;
  return on !== null && addMonths(on, 12) >= today;
};

/** A 32-bit lot from seed and id (FNV-1a, then murmur3's finish so that ids differing in one digit scatter). */
export const lotOf = (seed: string, id: string): number => {
  let hash = 0x811c9dc5;
  for (const character of `${seed}\u0000${id}`)
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

/** Negative when `a` comes first. Ids break the tie of two equal lots, so the order is total. */
export const compareTiers = (a: Tiers, b: Tiers, aId: string, bId: string): number =>
  languageTiers.indexOf(a.language) - languageTiers.indexOf(b.language) ||
  fits.indexOf(a.fit) - fits.indexOf(b.fit) ||
  acceptingTiers.indexOf(a.accepting) - acceptingTiers.indexOf(b.accepting) ||
  accessBands.indexOf(a.access) - accessBands.indexOf(b.access) ||
  a.unknowns - b.unknowns ||
  Number(b.confirmedWithinYear) - Number(a.confirmedWithinYear) ||
  a.lot - b.lot ||
  (aId < bId ? -1 : aId > bId ? 1 : 0);
