import { describe, expect, it } from 'vitest';
import { loadPlaces } from '../../src/directory/geodata.ts';
import { loadDirectory } from '../../src/directory/load-directory.ts';
import { calendarDate, parsePartialDate } from '../../src/domain/age.ts';
import { schoolDistrictsIn } from '../../src/domain/consultant/directory.ts';
import { match, type MatchResult } from '../../src/domain/consultant/match.ts';
import type { MatchNeed } from '../../src/domain/consultant/match-need.ts';

const directory = loadDirectory([
  'fixtures/consultants/demo-directory.json',
  'fixtures/consultants/case-study-overlay.json',
]);
const places = loadPlaces();
const today = calendarDate('2026-11-23');
const matched = (
  need: Omit<MatchNeed, 'seed' | 'birthDate'> & { born?: string; seed?: string },
): MatchResult => {
  const { born, ...rest } = need;
  const birthDate = born === undefined ? undefined : parsePartialDate(born);
  return match(
    { seed: 'demo', ...rest, ...(birthDate ? { birthDate } : {}) },
    directory.records,
    places,
    today,
  );
};
const idsOf = (result: MatchResult): readonly string[] => result.matches.map((one) => one.consultant.id);
const reasonFor = (result: MatchResult, id: string): readonly string[] | undefined =>
  result.notShown.find((one) => one.consultant.id === id)?.reasons;

describe('the demonstration directory', () => {
  const fictional = directory.records.filter((record) => record.provenance.kind === 'fictional');
  const real = directory.records.filter((record) => record.provenance.kind === 'case-study');

  it('holds about forty fictional listings on all tracks, that say so, with numbers kept for fiction', () => {
    expect(fictional.length).toBeGreaterThanOrEqual(40);
    expect(new Set(fictional.map((record) => record.track))).toEqual(
      new Set(['family', 'program', 'practice']),
    );
    for (const { name, organization, phones } of fictional) {
      expect(name).toMatch(/\(fictional\)$/);
      expect(organization.name).toMatch(/\(fictional\)$/);
      for (const phone of phones) expect(phone.number).toMatch(/^\d{3}-555-01\d{2}$/);
    }
  });

  it('speaks the languages of both places', () => {
    const delivered = new Set(
      fictional.flatMap((record) =>
        record.languages.filter((one) => one.level === 'delivered').map((one) => one.tag),
      ),
    );
    expect([...delivered]).toEqual(
      expect.arrayContaining(['en', 'es', 'pl', 'pt', 'ht', 'zh', 'yue', 'ar', 'vi']),
    );
  });

  it('labels real programs, with no contact and nothing claimed that was not said', () => {
    expect(real.length).toBeGreaterThanOrEqual(15);
    for (const record of real) {
      expect(record.provenance).toMatchObject({
        source: 'from a published case study, contact details not included',
        assuredOn: null,
      });
      expect([record.phones, record.url, record.sites, record.languages, record.accepting.state]).toEqual([
        [],
        null,
        [],
        [],
        'unknown',
      ]);
    }
  });

  it('is placed on the map it is matched on', () => {
    for (const record of directory.records) {
      for (const fips of record.area.counties) expect(places.countyName(fips)).toBeDefined();
      for (const site of record.sites)
        expect(places.byZip(site.zip)?.point).toEqual({ lat: site.lat, lon: site.lon });
    }
  });
});

describe('families and programs of the seeds', () => {
  it('gives a Spanish-speaking four-year-old in West Chicago a Spanish-speaking clinician first, whatever the lot', () => {
    for (const seed of ['a', 'b', 'c', 'd']) {
      const [first] = matched({
        track: 'family',
        need: 'ecmh-clinician',
        born: '2022-06-01',
        languages: ['es', 'en'],
        zip: '60185',
        seed,
      }).matches;
      expect(first?.consultant.provenance.kind).toBe('fictional');
      expect(first?.tiers).toMatchObject({ language: 'delivered', fit: 'exact', unknowns: 0 });
      expect(first?.facts[0]).toEqual({ mark: 'yes', text: 'sessions in Spanish, confirmed Sep 2026' });
    }
  });

  it.each([
    ['District 33', true],
    ['District 200', false],
    [undefined, true],
  ])('shows the District 33 clinicians to a family of %s: %s', (schoolDistrict, shown) => {
    const asked = {
      track: 'family',
      need: 'counselling',
      born: '2018-01-01',
      languages: ['es'],
      zip: '60185',
    } as const;
    const result = matched({ ...asked, ...(schoolDistrict === undefined ? {} : { schoolDistrict }) });
    expect(idsOf(result).includes('cs-metropolitan')).toBe(shown);
    expect(idsOf(result).includes('cs-county-health')).toBe(shown);
    if (!shown)
      expect(reasonFor(result, 'cs-metropolitan')).toEqual([
        "only for children of District 33; the family's is District 200",
      ]);
    else
      expect(result.matches.find((one) => one.consultant.id === 'cs-metropolitan')?.facts).toContainEqual({
        mark: 'note',
        text: 'by referral only',
      });
  });

  it('offers the district for the form that asks', () => {
    expect(schoolDistrictsIn(directory.records)).toContain('District 33');
  });

  it('never shows Illinois consultation as help for a child, and shows it to the child’s home visiting program', () => {
    const asChild = matched({ track: 'family', born: '2026-03-01', languages: ['en'], zip: '60185' });
    expect(reasonFor(asChild, 'cs-illinois-consultation')?.[0]).toBe(
      'works with programs and their staff; it is not care for a child',
    );
    const program = { kind: 'home-visiting', funder: 'MIECHV' } as const;
    const asProgram = matched({
      track: 'program',
      need: 'ecmh-consultation',
      born: '2026-03-01',
      languages: ['en'],
      zip: '60185',
      program,
    });
    const found = asProgram.matches.find((one) => one.consultant.id === 'cs-illinois-consultation');
    expect(found?.facts).toContainEqual({
      mark: 'note',
      text: 'MIECHV programs already have consultation in their budgets',
    });
    expect(asProgram.matches.every((one) => one.consultant.track === 'program')).toBe(true);
  });

  it('gives a family in Massachusetts without an address matches, Project LAUNCH and MYCHILD among them', () => {
    const shown = idsOf(
      matched({
        track: 'family',
        need: 'ecmh-clinician',
        born: '2021-05-01',
        languages: ['ht'],
        state: 'MA',
      }),
    );
    expect(shown).toEqual(expect.arrayContaining(['cs-mychild', 'cs-launch', 'cs-homeless']));
  });

  it.each([
    ['2018-06-01', true, true],
    ['2017-11-24', false, true],
    ['2017-11-23', false, false],
  ])(
    'a child born %s: MYCHILD (to 1st grade) %s, Project LAUNCH (birth to 8) %s',
    (born, mychild, launch) => {
      const grade = mychild ? '1' : '3';
      const shown = idsOf(
        matched({ track: 'family', need: 'ecmh-clinician', born, languages: ['en'], zip: '02119', grade }),
      );
      expect([shown.includes('cs-mychild'), shown.includes('cs-launch')]).toEqual([mychild, launch]);
    },
  );

  it('keeps Birth to Three to the third birthday and Birth-to-5 home visiting to the sixth', () => {
    const ask = (need: 'parent-support' | 'home-visiting', born: string): readonly string[] =>
      idsOf(matched({ track: 'family', need, born, languages: ['es'], zip: '60185' }));
    expect(ask('parent-support', '2023-11-24')).toContain('cs-d33-birth-to-three');
    expect(ask('parent-support', '2023-11-23')).not.toContain('cs-d33-birth-to-three');
    expect(ask('home-visiting', '2020-11-24')).toContain('cs-birth-to-five');
    expect(ask('home-visiting', '2020-11-23')).not.toContain('cs-birth-to-five');
  });

  it('keeps the young fathers’ group for fathers and the moms’ class for mothers', () => {
    const ask = (parentRole: 'father' | 'mother'): readonly string[] =>
      idsOf(
        matched({
          track: 'family',
          need: 'parent-support',
          born: '2025-01-01',
          languages: ['es'],
          zip: '60185',
          parentRole,
        }),
      );
    expect([ask('father').includes('cs-young-fathers'), ask('father').includes('cs-cape-moms')]).toEqual([
      true,
      false,
    ]);
    expect([ask('mother').includes('cs-young-fathers'), ask('mother').includes('cs-cape-moms')]).toEqual([
      false,
      true,
    ]);
  });

  it('gives a Massachusetts practice the guidebook and the compendium, and no family’s listing', () => {
    const result = matched({ track: 'practice', need: 'workshop', languages: [], state: 'MA' });
    expect(idsOf(result)).toEqual(expect.arrayContaining(['cs-guidebook', 'cs-compendium']));
    expect(result.matches.every((one) => one.consultant.track === 'practice')).toBe(true);
  });

  it('shows stale and sparse listings with their badge', () => {
    const { matches } = matched({
      track: 'family',
      need: 'playgroup',
      born: '2024-05-01',
      languages: ['es'],
      zip: '60505',
    });
    expect(matches.find((one) => one.consultant.name.startsWith('Juntos'))?.staleText).toBe(
      'not confirmed since Oct 2025',
    );
  });
});
