// Why a listing is shown and why it stands where it stands: short facts in plain English, each with the date it was confirmed.
import type { CalendarDate } from '../age.ts';
import { monthWords } from '../date-words.ts';
import type { Consultant, Delivery } from './consultant.ts';
import type { Fit } from './eligibility-tests.ts';
import type { LanguageStanding, LanguageTier } from './language-tier.ts';
import { type AcceptingTier, type AccessBand, isStale, type Tiers } from './order.ts';
import { type TestId, type TestOutcome, testIds } from './outcome.ts';
import { anyOf, meetingWords } from './words.ts';

export interface Fact {
  readonly mark: 'yes' | 'no' | 'unknown' | 'note';
  readonly text: string;
}

const fact = (mark: Fact['mark'], text: string): Fact => ({ mark, text });

/** A waiting list or a close kind of help passes, and is still no plain yes. */
const qualified = (record: Consultant, outcome: TestOutcome, fit: Fit | undefined): boolean =>
  (outcome.test === 'accepting' && record.accepting.state === 'waitlist') ||
  (outcome.test === 'need' && fit === 'related');

const markOf = { pass: 'yes', fail: 'no', unknown: 'unknown' } as const;

/** What a directory says and nobody confirmed is a question, not a check mark. */
const languageMark = ({ tier, isUnconfirmed }: LanguageStanding): Fact['mark'] =>
  tier === 'unknown' || isUnconfirmed === true ? 'unknown' : tier === 'other-languages-only' ? 'no' : 'yes';

/** From the middle of one ZIP to a site: under a mile says no more than that. */
export const milesWords = (miles: number): string => (miles < 1 ? 'under 1 mi' : `${miles.toFixed(1)} mi`);

const accessFact = (record: Consultant, usable: readonly Delivery[], miles: number | null): Fact => {
  const ways = usable.map((way) => meetingWords[way]);
  const far = miles === null ? [] : [`${milesWords(miles)} straight line`];
  if (ways.length + far.length > 0)
    return fact('yes', [...(ways.length > 0 ? [anyOf(ways)] : []), ...far].join(' · '));
  return record.delivery.length === 0
    ? fact('unknown', 'where and how they meet families is not listed: call')
    : fact('unknown', `${anyOf(record.delivery.map((way) => meetingWords[way]))}: distance not known`);
};

/** The badge of an old listing, e.g. `not confirmed since Nov 2025`; `undefined` while it is fresh. */
export const staleText = (record: Consultant, today: CalendarDate): string | undefined => {
  if (!isStale(record, today)) return undefined;
  const on = record.provenance.assuredOn;
  return on === null ? 'never confirmed: call first' : `not confirmed since ${monthWords(on)}`;
};

const notes = (record: Consultant, today: CalendarDate): readonly string[] => {
  const { access, fees, provenance, sites } = record;
  const stale = staleText(record, today);
  const accessible = sites.flatMap((site) => (site.accessibility === null ? [] : [site.accessibility]));
  return [
    ...(access.referralRequired === true ? ['by referral only'] : []),
    ...(access.selfReferral === true ? ['families may call themselves'] : []),
    ...(access.steps === null ? [] : [access.steps]),
    ...accessible,
    ...(fees.text !== null ? [fees.text] : fees.free === true ? ['free'] : []),
    ...(provenance.kind === 'case-study' ? [provenance.source] : []),
    ...(stale === undefined ? [] : [stale]),
  ];
};

/** Language first, then each hard test worth a line, then how to meet, then notes. */
export const factsOf = (
  record: Consultant,
  fit: Fit | undefined,
  language: LanguageStanding | undefined,
  outcomes: readonly TestOutcome[],
  usable: readonly Delivery[],
  miles: number | null,
  today: CalendarDate,
): readonly Fact[] => {
  const shown = testIds.filter((id) => id !== 'language' || language === undefined);
  const inOrder = shown.flatMap((id: TestId) => outcomes.filter((outcome) => outcome.test === id));
  return [
    ...(language ? [fact(languageMark(language), language.text)] : []),
    ...inOrder.flatMap((outcome) => [
      ...(outcome.text === ''
        ? []
        : [
            fact(
              qualified(record, outcome, fit) && outcome.verdict === 'pass'
                ? 'note'
                : markOf[outcome.verdict],
              outcome.text,
            ),
          ]),
      ...(outcome.note === undefined ? [] : [fact('note', outcome.note)]),
    ]),
    accessFact(record, usable, miles),
    ...notes(record, today).map((text) => fact('note', text)),
  ];
};

const languageWords: Readonly<Record<LanguageTier, string>> = {
  delivered: "sessions in the family's language",
  'bilingual-intake': "intake in the family's language",
  interpreter: 'through an interpreter',
  'also-spoken': 'in another language the family speaks',
  unknown: 'not known',
  'other-languages-only': 'only other languages listed',
};
const fitWords: Readonly<Record<Fit, string>> = {
  exact: 'the help asked for',
  related: 'a close kind of help',
  unlisted: 'kind of help not listed',
};
const acceptingWords: Readonly<Record<AcceptingTier, string>> = {
  open: 'yes',
  waitlist: 'waiting list',
  unknown: 'not known',
};
const accessWords: Readonly<Record<AccessBand, string>> = {
  near: 'comes to the family, by video or phone, or under 10 mi',
  middle: '10 to 25 mi',
  far: 'over 25 mi',
  unknown: 'not known',
};

/** The tiers in words, in the order they were compared; a practice's own search has no family whose language could count. */
export const orderWords = (tiers: Tiers, familyLanguageCounts: boolean): readonly string[] => [
  `1. Language: ${familyLanguageCounts ? languageWords[tiers.language] : 'no part of this search'}`,
  `2. Fit: ${fitWords[tiers.fit]}`,
  `3. Taking new families: ${acceptingWords[tiers.accepting]}`,
  `4. Within reach: ${accessWords[tiers.access]}`,
  `5. Questions still open: ${tiers.unknowns}`,
  `6. Confirmed within 12 months: ${tiers.confirmedWithinYear ? 'yes' : 'no'}`,
  '7. Equals take turns: drawn by lot for this referral, not by name',
];
