// A plain listing and a plain family to vary, and a small map: DuPage and Kane in Illinois, Suffolk in Massachusetts.
import {
  type CalendarDate,
  calendarDate,
  type PartialDate,
  parsePartialDate,
} from '../../../src/domain/age.ts';
import type { Consultant } from '../../../src/domain/consultant/consultant.ts';
import { type MatchResult, match } from '../../../src/domain/consultant/match.ts';
import type { MatchNeed } from '../../../src/domain/consultant/match-need.ts';
import { fiveDigitZip, type Place, type Places } from '../../../src/domain/consultant/place.ts';

export const today: CalendarDate = calendarDate('2026-11-23');

export const born = (text: string): PartialDate => {
  const date = parsePartialDate(text);
  if (!date) throw new RangeError('not a date');
  return date;
};

const counties = { '17043': 'DuPage', '17089': 'Kane', '25025': 'Suffolk' } as const;
const county = (fips: keyof typeof counties): Place['counties'][number] => ({ fips, name: counties[fips] });

const known: readonly Place[] = [
  { zip: '60187', state: 'IL', point: { lat: 41.873, lon: -88.112 }, counties: [county('17043')] },
  {
    zip: '60185',
    state: 'IL',
    point: { lat: 41.893, lon: -88.215 },
    counties: [county('17043'), county('17089')],
  },
  { zip: '02119', state: 'MA', point: { lat: 42.324, lon: -71.085 }, counties: [county('25025')] },
];

export const places: Places = {
  byZip: (text) => {
    const zip = fiveDigitZip(text);
    if (zip === undefined) return undefined;
    const unlisted: Place = {
      zip,
      state: zip.startsWith('60') ? 'IL' : undefined,
      point: undefined,
      counties: [],
    };
    return known.find((place) => place.zip === zip) ?? unlisted;
  },
  countyName: (fips) => (fips in counties ? counties[fips as keyof typeof counties] : undefined),
};

/** A DuPage clinician everybody in DuPage can use: every hard test can be answered with yes. */
export const listing = (change: Partial<Consultant> = {}): Consultant => ({
  id: 'svc-1',
  name: 'Example clinicians (fictional)',
  organization: { id: 'org-1', name: 'Example (fictional)' },
  track: 'family',
  needs: ['ecmh-clinician'],
  description: '',
  focusAreas: [],
  audiences: [],
  topics: [],
  consultationModes: [],
  settings: [],
  ages: { minMonths: 0, maxMonths: 71, maxInclusive: true, text: 'ages 0-5' },
  languages: [{ tag: 'en', level: 'delivered', verifiedOn: calendarDate('2026-09-15') }],
  area: { states: ['IL'], counties: ['17043'], zips: [], schoolDistricts: [], statewide: false },
  sites: [],
  delivery: ['in-home'],
  accepting: { state: 'open', waitText: null, asOf: calendarDate('2026-10-01') },
  access: { selfReferral: null, referralRequired: null, programOnly: false, steps: null },
  funderEligibility: [],
  fees: { free: null, text: null },
  phones: [],
  url: null,
  active: true,
  provenance: { source: 'a test', assuredOn: calendarDate('2026-10-01'), licence: 'none', kind: 'fictional' },
  ...change,
});

export const family = (change: Partial<MatchNeed> = {}): MatchNeed => ({
  track: 'family',
  need: 'ecmh-clinician',
  birthDate: born('2022-11-01'),
  languages: ['en'],
  zip: '60187',
  seed: 'a-referral',
  ...change,
});

export const matchOf = (need: MatchNeed, ...records: readonly Consultant[]): MatchResult =>
  match(need, records, places, today);

/** `shown`, `unknown:<tests>` or `removed:<tests>` for one listing: the verdict of all hard tests in a word. */
export const verdictOf = (need: MatchNeed, record: Consultant): string => {
  const { matches, notShown } = matchOf(need, record);
  const [gone] = notShown;
  if (gone) return `removed:${gone.failed.join(',')}`;
  return matches[0]?.tiers.unknowns === 0 ? 'shown' : 'unknown';
};

export const factTexts = (need: MatchNeed, record: Consultant): readonly string[] =>
  matchOf(need, record).matches.flatMap((one) => one.facts.map((fact) => `${fact.mark}: ${fact.text}`));
