// From results to the tier that answers them (CLINICAL section 5).
import { addMonths, type CalendarDate, daysBetween } from '../age.ts';
import { dateWords } from '../date-words.ts';
import type { Tier } from './content.ts';
import type { Band, Confidence, ScreeningResult, UnusableCause } from './result.ts';

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

/**
 * One person's form never stands in for another's: the father's is not settled by the mother's, nor one parent's by the other called the
 * same. Unknown is a person of its own.
 */
export const personKey = ({ instrument, form }: ScreeningResult): string =>
  `${instrument.id}|${form.person ?? form.respondent ?? ''}`;

/** Whether a result is recent enough to speak for this day. */
export const speaksOn = ({ form }: ScreeningResult, today: CalendarDate): boolean =>
  addMonths(form.administeredOn, speaksForMonths) > today;

/**
 * The latest of each instrument and person, no older than a year; whatever order they come in. One that cannot be used settles nothing:
 * it stands beside the latest one that can, and silences no positive before it (CLINICAL 5, 0a).
 */
export const currentResults = (
  results: readonly ScreeningResult[],
  today: CalendarDate,
): readonly ScreeningResult[] => {
  const latest = new Map<string, ScreeningResult>();
  for (const result of results) {
    const key = `${personKey(result)}|${tierOf(result) === 'unusable' ? 'unusable' : 'usable'}`;
    const other = latest.get(key);
    const [mine, theirs] = [result.form.administeredOn, other?.form.administeredOn ?? ''];
    // Two of the same day disagree: the more worrying one leads, both are shown.
    if (!other || mine > theirs || (mine === theirs && weight[tierOf(result)] > weight[tierOf(other)]))
      latest.set(key, result);
  }
  return [...latest.values()].filter((one) => {
    const usable = latest.get(`${personKey(one)}|usable`);
    // What was put right since is done with.
    const isMended =
      usable !== undefined && usable !== one && usable.form.administeredOn > one.form.administeredOn;
    return speaksOn(one, today) && !isMended;
  });
};

export interface LeadingTier {
  readonly tier: Tier;
  readonly because: string;
  /** The form and its day without what it said, for where the verdict stands beside it. */
  readonly of?: string;
  /** The day the result is from, where it is one; the legal clock counts from it. */
  readonly on?: CalendarDate;
  /** Days since that day. */
  readonly daysOld?: number;
  readonly aboutWhom?: 'child' | 'caregiver';
  readonly confidence?: Confidence;
  /** Why a result is not gone by, where it is not the form itself that is at fault. */
  readonly cause?: UnusableCause;
  /** Set where what leads is a safety answer, whatever its total: which result, and whether its total is above a cut-off as well. */
  readonly safetyAnswer?: { readonly resultKey: string; readonly isAbove: boolean };
  /** Since when something positive about the child is known, whatever leads: the child's legal clock runs from that day. */
  readonly childSince?: CalendarDate;
  /** The clinician or the family is concerned, whatever leads. */
  readonly isConcerned?: true;
}

/** From here on a leading result is said to be old beside its date (ours). */
const saidOldFromDays = 60;

const ageOfResult = (daysOld: number): string =>
  daysOld < saidOldFromDays ? '' : `, ${Math.floor(daysOld / 30.44)} months ago`;

/** Said in the open, beside prompts: what a caregiver or a young person answered about themselves is not named there (PRODUCT 1.4). */
const spokenOf = (
  { instrument, form, bandWords }: ScreeningResult,
  today: CalendarDate,
): { readonly of: string; readonly spoken: string } => {
  const on = `${dateWords(form.administeredOn)}${ageOfResult(daysBetween(form.administeredOn, today))}`;
  const of = instrument.confidential
    ? `a form answered in confidence on ${on}`
    : `${instrument.name} of ${on}`;
  return { of, spoken: instrument.confidential ? of : `${of}: ${bandWords.toLowerCase()}` };
};

/** A concern alone may lead to help; what a screen below its cut-off says does not outweigh it (CLINICAL 5, tier 1c). */
const concernOf = (candidates: readonly LeadingTier[], today: CalendarDate): LeadingTier => ({
  tier: 'concern',
  because: candidates.some(({ tier }) => tier === 'negative')
    ? 'you or the family said you are concerned, and a negative screen does not outweigh that'
    : 'you or the family said you are concerned',
  on: today,
});

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
  const candidates = currentResults(results, today).map((one): LeadingTier => {
    const tier = tierOf(one);
    const doubted = tier === 'negative' && isInDoubt(one);
    const { of, spoken } = spokenOf(one, today);
    return {
      tier: doubted ? 'unusable' : tier,
      because: doubted ? `${spoken}; but not everything could be read or used` : spoken,
      of,
      on: one.form.administeredOn,
      daysOld: daysBetween(one.form.administeredOn, today),
      ...(one.aboutWhom === 'unknown' ? {} : { aboutWhom: one.aboutWhom }),
      confidence: one.confidence,
      ...(tier === 'unusable' && one.cause ? { cause: one.cause } : {}),
      ...(one.safety.state === 'positive'
        ? { safetyAnswer: { resultKey: one.key, isAbove: one.band === 'above' } }
        : {}),
    };
  });
  const all = concern ? [...candidates, concernOf(candidates, today)] : candidates;
  const [leading] = all.toSorted(
    (one, other) => weight[other.tier] - weight[one.tier] || ((one.on ?? '') < (other.on ?? '') ? 1 : -1),
  );
  if (!leading) return undefined;
  const [positiveSince] = candidates
    .flatMap(({ tier, aboutWhom, on }) => (tier === 'positive' && aboutWhom === 'child' && on ? [on] : []))
    .toSorted();
  const childSince = positiveSince ?? (concern ? today : undefined);
  return {
    ...leading,
    ...(childSince ? { childSince } : {}),
    ...(concern ? { isConcerned: true as const } : {}),
  };
};
