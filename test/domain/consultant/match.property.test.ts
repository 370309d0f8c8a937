import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, parsePartialDate } from '../../../src/domain/age.ts';
import {
  type Consultant,
  deliveries,
  funders,
  languageLevels,
  needs,
  tracks,
} from '../../../src/domain/consultant/consultant.ts';
import { match } from '../../../src/domain/consultant/match.ts';
import { type MatchNeed, parentRoles, programKinds } from '../../../src/domain/consultant/match-need.ts';
import { listing, places, today } from './fixtures.ts';

const maybe = <T>(arb: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arb, { nil: undefined });
const some = <T>(values: readonly T[]): fc.Arbitrary<T[]> => fc.subarray([...values]);
const dateNear = fc.integer({ min: -900, max: 0 }).map((days) => addDays(today, days));
const languageTags = ['en', 'es', 'pl', 'zh', 'yue', 'ht'] as const;

const records: fc.Arbitrary<readonly Consultant[]> = fc
  .uniqueArray(
    fc.record({
      id: fc.integer({ min: 1, max: 60 }).map((n) => `svc-${n}`),
      track: fc.constantFrom(...tracks),
      needs: some(needs.slice(0, 4)),
      audiences: some(['child', 'fathers', 'mothers'] as const),
      settings: some(['home-visiting', 'child-care']),
      ages: fc.record({
        minMonths: fc.option(fc.integer({ min: 0, max: 60 })),
        maxMonths: fc.option(fc.integer({ min: 60, max: 120 })),
        maxInclusive: fc.boolean(),
        text: fc.constant('ages as listed'),
      }),
      languages: fc.array(
        fc.record({
          tag: fc.constantFrom(...languageTags),
          level: fc.constantFrom(...languageLevels),
          verifiedOn: fc.option(dateNear),
        }),
        { maxLength: 3 },
      ),
      area: fc.record({
        states: some(['IL', 'MA']),
        counties: some(['17043', '17089', '25025']),
        zips: some(['60185', '02119']),
        schoolDistricts: some(['District 33']),
        statewide: fc.boolean(),
      }),
      sites: fc.array(fc.constant({ zip: '60185', lat: 41.893, lon: -88.215, accessibility: null }), {
        maxLength: 1,
      }),
      delivery: some(deliveries),
      accepting: fc.record({
        state: fc.constantFrom('open', 'waitlist', 'closed', 'unknown'),
        waitText: fc.constant(null),
        asOf: fc.option(dateNear),
      }),
      access: fc.record({
        selfReferral: fc.constant(null),
        referralRequired: fc.constant(null),
        programOnly: fc.boolean(),
        steps: fc.constant(null),
      }),
      funderEligibility: some(funders.slice(0, 3)),
      active: fc.boolean(),
      provenance: fc.option(dateNear).map((assuredOn) => ({ ...listing().provenance, assuredOn })),
    }),
    { selector: (record) => record.id, maxLength: 12 },
  )
  .map((changes) => changes.map((change) => listing(change as Partial<Consultant>)));

const birthDates = fc
  .tuple(fc.integer({ min: 2014, max: 2026 }), fc.integer({ min: 1, max: 12 }), fc.constantFrom(4, 7, 10))
  .map(([year, month, length]) =>
    parsePartialDate(`${year}-${String(month).padStart(2, '0')}-15`.slice(0, length)),
  );

const asked: fc.Arbitrary<MatchNeed> = fc
  .record({
    track: fc.constantFrom(...tracks),
    need: maybe(fc.constantFrom(...needs.slice(0, 4))),
    birthDate: maybe(birthDates),
    languages: some(languageTags),
    zip: maybe(fc.constantFrom('60185', '60187', '02119', '60999', '99999')),
    countyFips: maybe(fc.constantFrom('17043', '17089')),
    state: maybe(fc.constantFrom('IL', 'MA')),
    schoolDistrict: maybe(fc.constantFrom('District 33', 'District 200')),
    program: maybe(
      fc.record({ kind: fc.constantFrom(...programKinds), funder: fc.constantFrom(...funders) }),
    ),
    parentRole: maybe(fc.constantFrom(...parentRoles)),
    excludedDelivery: maybe(some(deliveries)),
    languageAtLeast: maybe(fc.constantFrom(...languageLevels)),
    withinMiles: maybe(fc.constantFrom(5, 25)),
    seed: fc.string(),
  })
  .map(
    (need) =>
      Object.fromEntries(
        Object.entries(need).filter(([, value]) => value !== undefined),
      ) as unknown as MatchNeed,
  );

/** What is known only of the family: dropping it may turn answers into unknown, never into no. */
const familyFacts = [
  'birthDate',
  'zip',
  'countyFips',
  'state',
  'schoolDistrict',
  'program',
  'parentRole',
] as const;
const forgetFamily = (need: MatchNeed): MatchNeed =>
  Object.fromEntries(
    Object.entries(need).filter(([key]) => !familyFacts.some((fact) => fact === key)),
  ) as unknown as MatchNeed;
const sparse = (record: Consultant): Consultant => ({
  ...record,
  needs: [],
  audiences: [],
  ages: { minMonths: null, maxMonths: null, maxInclusive: true, text: 'not listed' },
  languages: [],
  area: { states: [], counties: [], zips: [], schoolDistricts: [], statewide: false },
  sites: [],
  delivery: [],
  accepting: { state: 'unknown', waitText: null, asOf: null },
  active: true,
});

const shownIds = (need: MatchNeed, list: readonly Consultant[]): readonly string[] =>
  match(need, list, places, today).matches.map((one) => one.consultant.id);

describe('matching, whatever is listed and whoever asks', () => {
  it('puts every listing into exactly one of shown and not shown', () => {
    fc.assert(
      fc.property(asked, records, (need, list) => {
        const { matches, notShown } = match(need, list, places, today);
        const ids = [...matches, ...notShown].map((one) => one.consultant.id);
        expect(ids.toSorted()).toEqual(list.map((record) => record.id).toSorted());
        for (const gone of notShown) {
          expect(gone.reasons.length).toBe(gone.failed.length);
          expect(gone.reasons.every((reason) => reason !== '')).toBe(true);
        }
      }),
    );
  });

  it('orders totally and the same for one seed, whatever the order of the file', () => {
    fc.assert(
      fc.property(asked, records, (need, list) => {
        expect(shownIds(need, list.toReversed())).toEqual(shownIds(need, list));
      }),
    );
  });

  it('never removes more when less is known of the family', () => {
    fc.assert(
      fc.property(asked, records, (need, list) => {
        const less = new Set(shownIds(forgetFamily(need), list));
        for (const id of shownIds(need, list)) expect(less).toContain(id);
      }),
    );
  });

  it('never removes a listing of the track for what it does not say', () => {
    fc.assert(
      fc.property(asked, records, (need, list) => {
        const said = need.program?.kind === 'none' ? forgetFamily(need) : need;
        const bare = list.map(sparse).map((record) => ({ ...record, settings: [], funderEligibility: [] }));
        expect(shownIds(said, bare)).toHaveLength(
          bare.filter((record) => record.track === need.track).length,
        );
      }),
    );
  });

  it('never mixes tracks and never shows what is closed or ended', () => {
    fc.assert(
      fc.property(asked, records, (need, list) => {
        for (const { consultant } of match(need, list, places, today).matches) {
          expect(consultant.track).toBe(need.track);
          expect(consultant.active).toBe(true);
          expect(consultant.accepting.state).not.toBe('closed');
        }
      }),
    );
  });

  it('counts in a widening exactly what letting that constraint go would add', () => {
    fc.assert(
      fc.property(asked, records, (need, list) => {
        const { matches, widenings } = match(need, list, places, today);
        for (const { constraint, adds } of widenings) {
          const { withinMiles, languageAtLeast, excludedDelivery, ...rest } = need;
          const kept = { withinMiles, languageAtLeast, excludedDelivery };
          const gone = {
            distance: 'withinMiles',
            language: 'languageAtLeast',
            delivery: 'excludedDelivery',
          } as const;
          // Letting a way of meeting back in may bring a distant listing near as well; only the other two are exact.
          if (constraint !== 'distance' && constraint !== 'language') continue;
          const relaxed = Object.entries(kept).filter(
            ([key, value]) => key !== gone[constraint] && value !== undefined,
          );
          const after = match({ ...rest, ...Object.fromEntries(relaxed) }, list, places, today).matches
            .length;
          expect(after - matches.length).toBe(adds);
        }
      }),
    );
  });
});
