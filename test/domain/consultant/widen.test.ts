import { describe, expect, it } from 'vitest';
import { family, listing, matchOf } from './fixtures.ts';

const far = listing({
  id: 'far',
  delivery: ['on-site'],
  sites: [{ zip: '60187', lat: 42.4, lon: -88.112, accessibility: null }],
});
const interpreted = listing({
  id: 'interpreted',
  languages: [{ tag: 'es', level: 'interpreter', verifiedOn: null }],
});

describe('widening when few fit', () => {
  it('names a distance somebody chose, with what letting it go adds', () => {
    const { matches, widenings } = matchOf(family({ withinMiles: 10 }), far);
    expect(matches).toEqual([]);
    expect(widenings).toEqual([
      { constraint: 'distance', label: 'any distance', adds: 1, consultantIds: ['far'] },
    ]);
  });

  it('names a language level somebody chose', () => {
    const { widenings } = matchOf(family({ languages: ['es'], languageAtLeast: 'delivered' }), interpreted);
    expect(widenings).toMatchObject([
      { constraint: 'language', label: 'intake or an interpreter instead of sessions in Spanish', adds: 1 },
    ]);
  });

  it('keeps a listing whose languages are not known, even when a level was chosen', () => {
    const { matches } = matchOf(
      family({ languages: ['es'], languageAtLeast: 'delivered' }),
      listing({ languages: [] }),
    );
    expect(matches).toHaveLength(1);
  });

  it('relaxes one constraint at a time: what two removed is in neither count', () => {
    const both = listing({ ...far, id: 'both', languages: interpreted.languages });
    const { widenings } = matchOf(
      family({ languages: ['es'], languageAtLeast: 'delivered', withinMiles: 10 }),
      both,
      interpreted,
    );
    expect(widenings.map((one) => [one.constraint, one.consultantIds])).toEqual([
      ['language', ['interpreted']],
    ]);
  });

  it('offers nothing where nothing was excluded, and never bends age', () => {
    const tooOld = listing({
      id: 'old',
      ages: { minMonths: 0, maxMonths: 12, maxInclusive: false, text: 'first year' },
    });
    expect(matchOf(family(), listing(), tooOld).widenings).toEqual([]);
  });

  it('offers another county’s program in the same state, not another state’s', () => {
    const area = { ...listing().area, counties: ['17089'] };
    const elsewhere = listing({ id: 'ma', area: { ...area, states: ['MA'], counties: ['25025'] } });
    const { widenings } = matchOf(family(), listing({ id: 'kane', area }), elsewhere);
    expect(widenings).toMatchObject([{ constraint: 'area', adds: 1, consultantIds: ['kane'] }]);
  });

  it('is silent when five or more fit', () => {
    const five = ['a', 'b', 'c', 'd', 'e'].map((id) => listing({ id }));
    expect(matchOf(family({ withinMiles: 10 }), ...five, far).widenings).toEqual([]);
    expect(matchOf(family({ withinMiles: 10 }), ...five.slice(1), far).widenings).toHaveLength(1);
  });
});

describe('what is not shown', () => {
  it('puts near misses first and other tracks last', () => {
    const { notShown } = matchOf(
      family(),
      listing({ id: 'program', track: 'program' }),
      listing({ id: 'other-kind', needs: ['playgroup'] }),
      listing({
        id: 'too-old',
        ages: { minMonths: 0, maxMonths: 12, maxInclusive: false, text: 'first year' },
      }),
      listing({ id: 'closed', accepting: { state: 'closed', waitText: null, asOf: null } }),
    );
    expect(notShown.map((one) => one.consultant.id)).toEqual(['closed', 'too-old', 'other-kind', 'program']);
  });

  it('gives one plain reason for each failed test', () => {
    const { notShown } = matchOf(
      family({ zip: '02119' }),
      listing({ accepting: { state: 'closed', waitText: 'until spring', asOf: null } }),
    );
    expect(notShown[0]?.reasons).toEqual([
      'not taking new families (until spring), date not given',
      'listed for IL, family is in MA',
    ]);
  });
});
