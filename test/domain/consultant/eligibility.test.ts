import { describe, expect, it } from 'vitest';
import type { Consultant } from '../../../src/domain/consultant/consultant.ts';
import type { MatchNeed } from '../../../src/domain/consultant/match-need.ts';
import { born, factTexts, family, listing, matchOf, verdictOf } from './fixtures.ts';

const area = (change: Partial<Consultant['area']>): Consultant['area'] => ({
  states: ['IL'],
  counties: [],
  zips: [],
  schoolDistricts: [],
  statewide: false,
  ...change,
});
const withoutZip = (change: Partial<MatchNeed> = {}): MatchNeed => {
  const { zip: _, ...rest } = family(change);
  return rest;
};

describe('the area served', () => {
  it.each<[string, Partial<MatchNeed>, Partial<Consultant>, string]>([
    ['a ZIP wholly in a listed county', { zip: '60187' }, { area: area({ counties: ['17043'] }) }, 'shown'],
    [
      'a ZIP across two counties, one listed, is unknown',
      { zip: '60185' },
      { area: area({ counties: ['17043'] }) },
      'unknown',
    ],
    [
      'the county the family said settles it',
      { zip: '60185', countyFips: '17043' },
      { area: area({ counties: ['17043'] }) },
      'shown',
    ],
    [
      'the other county the family said removes',
      { zip: '60185', countyFips: '17089' },
      { area: area({ counties: ['17043'] }) },
      'removed:area',
    ],
    ['both counties listed', { zip: '60185' }, { area: area({ counties: ['17043', '17089'] }) }, 'shown'],
    [
      'a listed ZIP is enough beside a county that is not theirs',
      { zip: '60185' },
      { area: area({ counties: ['25025'], zips: ['60185'] }) },
      'shown',
    ],
    ['another listed ZIP only', { zip: '60187' }, { area: area({ zips: ['60185'] }) }, 'removed:area'],
    ['statewide in the family’s state', { zip: '60187' }, { area: area({ statewide: true }) }, 'shown'],
    ['statewide in another state', { zip: '02119' }, { area: area({ statewide: true }) }, 'removed:area'],
    ['a state and nothing more is unknown', {}, { area: area({}) }, 'unknown'],
    ['no area at all is unknown', {}, { area: area({ states: [] }) }, 'unknown'],
    [
      'a ZIP that is no Census area is unknown',
      { zip: '60999' },
      { area: area({ counties: ['17043'] }) },
      'unknown',
    ],
    [
      'video from another county is unknown, to be asked',
      { zip: '60187' },
      { area: area({ counties: ['17089'] }), delivery: ['telehealth'] },
      'unknown',
    ],
    [
      'video from another state is removed',
      { zip: '02119' },
      { area: area({ counties: ['17089'] }), delivery: ['telehealth'] },
      'removed:area',
    ],
  ])('%s', (_, need, record, verdict) => {
    expect(verdictOf(family(need), listing(record))).toBe(verdict);
  });

  it('removes nothing for a family without a ZIP or an address', () => {
    const listed = [
      area({ counties: ['17043'] }),
      area({ zips: ['60185'] }),
      area({ statewide: true }),
      area({}),
    ];
    for (const [index, one] of listed.entries())
      expect(verdictOf(withoutZip(), listing({ id: `svc-${index}`, area: one }))).toBe('unknown');
  });

  it('never counts a home visit as near where it may not reach', () => {
    const record = listing({ area: area({ counties: ['17043'] }), delivery: ['in-home'] });
    expect(matchOf(family({ zip: '60187' }), record).matches[0]?.tiers.access).toBe('near');
    expect(matchOf(withoutZip(), record).matches[0]?.tiers.access).toBe('unknown');
  });
});

describe('school districts', () => {
  const bound = listing({
    area: area({ schoolDistricts: ['District 33'] }),
    access: { selfReferral: null, referralRequired: true, programOnly: false, steps: null },
  });

  it.each<[string, Partial<MatchNeed>, string]>([
    ['the listing’s own district', { schoolDistrict: 'district  33 ' }, 'shown'],
    ['another district', { schoolDistrict: 'District 200' }, 'removed:school-district'],
    ['a district nobody asked about', {}, 'unknown'],
  ])('%s', (_, need, verdict) => {
    expect(verdictOf(family(need), bound)).toBe(verdict);
  });

  it('says that it is by referral only, and does not remove for it', () => {
    expect(factTexts(family({ schoolDistrict: 'District 33' }), bound)).toContain('note: by referral only');
  });

  it('still refuses another state', () => {
    expect(verdictOf(family({ zip: '02119', schoolDistrict: 'District 33' }), bound)).toBe('removed:area');
  });
});

describe('taking new families', () => {
  it.each<[Consultant['accepting']['state'], string]>([
    ['open', 'shown'],
    ['waitlist', 'shown'],
    ['unknown', 'unknown'],
    ['closed', 'removed:accepting'],
  ])('%s is %s', (state, verdict) => {
    expect(verdictOf(family(), listing({ accepting: { state, waitText: null, asOf: null } }))).toBe(verdict);
  });

  it('marks a waiting list as something to know, not a yes', () => {
    const record = listing({ accepting: { state: 'waitlist', waitText: 'about six weeks', asOf: null } });
    expect(factTexts(family(), record)).toContain('note: waiting list (about six weeks), date not given');
  });

  it('removes a listing that is no longer offered', () => {
    expect(verdictOf(family(), listing({ active: false }))).toBe('removed:active');
  });
});

describe('program consultation', () => {
  const consultation = listing({
    track: 'program',
    needs: ['ecmh-consultation'],
    settings: ['home-visiting', 'doula'],
    funderEligibility: ['MIECHV', 'ISBE-PI'],
    access: { selfReferral: null, referralRequired: null, programOnly: true, steps: null },
  });
  const forProgram = (program?: MatchNeed['program']): MatchNeed =>
    family({ track: 'program', need: 'ecmh-consultation', ...(program ? { program } : {}) });

  it.each<[string, MatchNeed['program'], string]>([
    ['an eligible program and funder', { kind: 'home-visiting', funder: 'MIECHV' }, 'shown'],
    ['a funder that is not listed', { kind: 'home-visiting', funder: 'DFSS' }, 'removed:program'],
    ['a funder nobody asked about', { kind: 'home-visiting' }, 'unknown'],
    ['another kind of program', { kind: 'child-care', funder: 'MIECHV' }, 'removed:program'],
    ['a kind outside the list of kinds', { kind: 'other', funder: 'MIECHV' }, 'unknown'],
    ['no program at all', { kind: 'none' }, 'removed:program'],
    ['a program nobody asked about', undefined, 'unknown'],
  ])('%s', (_, program, verdict) => {
    expect(verdictOf(forProgram(program), consultation)).toBe(verdict);
  });

  it('is removed for a child in no program even where the listing names no kind of program', () => {
    const anyProgram = listing({ ...consultation, settings: [], funderEligibility: [] });
    expect(verdictOf(forProgram({ kind: 'none' }), anyProgram)).toBe('removed:program');
    expect(verdictOf(forProgram({ kind: 'child-care' }), anyProgram)).toBe('unknown');
  });

  it('explains who pays from the program’s funder', () => {
    expect(factTexts(forProgram({ kind: 'doula', funder: 'MIECHV' }), consultation)).toContain(
      'note: MIECHV programs already have consultation in their budgets',
    );
    expect(factTexts(forProgram({ kind: 'doula', funder: 'ISBE-PI' }), consultation)).toContain(
      'note: ISBE Prevention Initiative programs may budget for consultation: the program decides',
    );
  });

  it('is never shown as care for a child, whatever it claims to offer', () => {
    const claims = listing({ track: 'program', needs: ['ecmh-clinician', 'counselling'] });
    expect(matchOf(family(), claims, consultation).matches).toEqual([]);
    expect(verdictOf(family({ program: { kind: 'home-visiting', funder: 'MIECHV' } }), claims)).toBe(
      'removed:track',
    );
  });

  it('does not show a family listing for a program', () => {
    expect(
      verdictOf(
        forProgram({ kind: 'home-visiting', funder: 'MIECHV' }),
        listing({ needs: ['ecmh-consultation'] }),
      ),
    ).toBe('removed:track');
  });
});

describe('practice consultation', () => {
  const training = listing({ track: 'practice', needs: ['workshop'], area: area({ statewide: true }) });

  it('gives the same answer with a child in mind and without', () => {
    const bare: MatchNeed = { track: 'practice', need: 'workshop', languages: [], state: 'IL', seed: 's' };
    const withChild: MatchNeed = {
      ...bare,
      birthDate: born('2005-01-01'),
      languages: ['es'],
      zip: '02119',
      countyFips: '25025',
      schoolDistrict: 'District 33',
      grade: '12',
      program: { kind: 'none' },
      parentRole: 'father',
      languageAtLeast: 'delivered',
      withinMiles: 1,
    };
    const records = [training, listing({ ...training, id: 'svc-2', languages: [], ages: listing().ages })];
    expect(matchOf(withChild, ...records)).toEqual(matchOf(bare, ...records));
    expect(matchOf(bare, ...records).matches).toHaveLength(2);
  });

  it('says nothing of a child or a family’s language', () => {
    const facts = factTexts(
      { track: 'practice', need: 'workshop', languages: ['es'], state: 'IL', seed: 's' },
      training,
    ).join('\n');
    expect(facts).not.toMatch(/child is|Spanish/);
  });
});

describe('whom a group is for', () => {
  const fathers = listing({ needs: ['parent-support'], audiences: ['fathers', 'teen-parents'] });
  it.each<[MatchNeed['parentRole'], string]>([
    ['father', 'shown'],
    ['teen-parent', 'shown'],
    ['mother', 'removed:audience'],
    ['other', 'unknown'],
    [undefined, 'unknown'],
  ])('a young fathers’ group and parent role %s: %s', (parentRole, verdict) => {
    expect(
      verdictOf(family({ need: 'parent-support', ...(parentRole ? { parentRole } : {}) }), fathers),
    ).toBe(verdict);
  });

  it('a listing for children and parents is for any family', () => {
    expect(verdictOf(family({ parentRole: 'mother' }), listing({ audiences: ['fathers', 'child'] }))).toBe(
      'shown',
    );
  });
});

describe('the kind of help', () => {
  it('removes other kinds and says what is offered', () => {
    const [gone] = matchOf(family(), listing({ needs: ['playgroup'] })).notShown;
    expect(gone?.reasons).toEqual(['offers playgroups, not early childhood mental health care']);
  });
  it('shows counseling for mental health care, after the exact kind', () => {
    const counseling = listing({ id: 'b', needs: ['counselling'] });
    const shown = matchOf(family(), counseling, listing({ id: 'a' })).matches;
    expect(shown.map((one) => one.consultant.id)).toEqual(['a', 'b']);
  });
  it('asks where no kind is listed', () => {
    expect(verdictOf(family(), listing({ needs: [] }))).toBe('unknown');
  });
});

describe('ways of meeting the family does not want', () => {
  it.each<[string, Consultant['delivery'], string]>([
    ['another way is left', ['in-home', 'telehealth'], 'shown'],
    ['no way is left', ['telehealth'], 'removed:delivery'],
    ['the ways are not listed', [], 'unknown'],
  ])('%s', (_, delivery, verdict) => {
    expect(verdictOf(family({ excludedDelivery: ['telehealth'] }), listing({ delivery }))).toBe(verdict);
  });
});
