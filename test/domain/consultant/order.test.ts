import { describe, expect, it } from 'vitest';
import { calendarDate } from '../../../src/domain/age.ts';
import type { Consultant } from '../../../src/domain/consultant/consultant.ts';
import { accessBand, confirmedWithinYear, isStale, lotOf } from '../../../src/domain/consultant/order.ts';
import { factTexts, family, listing, matchOf, today } from './fixtures.ts';

type Listed = Consultant['languages'][number];
const speaks = (tag: string, level: Listed['level'] = 'delivered'): Listed => ({
  tag,
  level,
  verifiedOn: null,
});
const order = (need: ReturnType<typeof family>, ...records: readonly Consultant[]): readonly string[] =>
  matchOf(need, ...records).matches.map((one) => one.consultant.id);
const confirmedOn = (date: string | null): Consultant['provenance'] => ({
  ...listing().provenance,
  assuredOn: date === null ? null : calendarDate(date),
});
const site = (lat: number): Consultant['sites'] => [{ zip: '60187', lat, lon: -88.112, accessibility: null }];

describe('language, the first tier', () => {
  const records = [
    listing({ id: 'other-only', languages: [speaks('pl')] }),
    listing({ id: 'unlisted', languages: [] }),
    listing({ id: 'also-spoken', languages: [speaks('en')] }),
    listing({ id: 'interpreter', languages: [speaks('es', 'interpreter')] }),
    listing({ id: 'intake', languages: [speaks('es-MX', 'bilingual-intake'), speaks('es', 'interpreter')] }),
    listing({ id: 'delivered', languages: [speaks('es', 'interpreter'), speaks('es-MX')] }),
  ];

  it('goes from sessions to intake, interpreter, another shared language, not listed, other languages only', () => {
    expect(order(family({ languages: ['es', 'en'] }), ...records)).toEqual([
      'delivered',
      'intake',
      'interpreter',
      'also-spoken',
      'unlisted',
      'other-only',
    ]);
  });

  it('stands before every other tier', () => {
    const worse = listing({
      id: 'spanish',
      languages: [speaks('es')],
      needs: ['counselling'],
      accepting: { state: 'unknown', waitText: null, asOf: null },
      delivery: [],
      provenance: confirmedOn(null),
    });
    expect(order(family({ languages: ['es'] }), listing({ id: 'english' }), worse)).toEqual([
      'spanish',
      'english',
    ]);
  });

  it('treats English-speaking families likewise', () => {
    const spanish = listing({ id: 'spanish', languages: [speaks('es')] });
    const english = listing({ id: 'english', provenance: confirmedOn(null) });
    expect(order(family({ languages: ['en'] }), spanish, english)).toEqual(['english', 'spanish']);
  });

  it('dates what is confirmed and says what is not', () => {
    const es = listing({
      languages: [{ tag: 'es', level: 'delivered', verifiedOn: calendarDate('2026-09-15') }],
    });
    expect(factTexts(family({ languages: ['es'] }), es)[0]).toBe(
      'yes: sessions in Spanish, confirmed Sep 2026',
    );
    expect(factTexts(family({ languages: ['es'] }), listing({ languages: [speaks('es')] }))[0]).toBe(
      'unknown: Spanish listed, not confirmed: call',
    );
    expect(factTexts(family({ languages: ['es'] }), listing())[0]).toBe(
      'no: Spanish not listed, only English; ask about an interpreter',
    );
  });

  it('takes Chinese without more for neither Mandarin nor Cantonese, but asks', () => {
    expect(
      matchOf(family({ languages: ['zh'] }), listing({ languages: [speaks('yue')] })).matches[0]?.tiers
        .language,
    ).toBe('unknown');
    expect(
      matchOf(family({ languages: ['yue'] }), listing({ languages: [speaks('zh')] })).matches[0]?.tiers
        .language,
    ).toBe('unknown');
    expect(
      matchOf(family({ languages: ['yue'] }), listing({ languages: [speaks('yue')] })).matches[0]?.tiers
        .language,
    ).toBe('delivered');
  });

  it('is unknown for all when the family’s language is not recorded', () => {
    expect(matchOf(family({ languages: [] }), ...records).matches.map((one) => one.tiers.language)).toEqual(
      records.map(() => 'unknown'),
    );
  });
});

describe('the tiers after language', () => {
  it.each<[string, Partial<Consultant>, Partial<Consultant>]>([
    [
      'taking new families before a waiting list',
      {},
      { accepting: { state: 'waitlist', waitText: null, asOf: null } },
    ],
    [
      'a waiting list before not known',
      { accepting: { state: 'waitlist', waitText: null, asOf: null } },
      { accepting: { state: 'unknown', waitText: null, asOf: null } },
    ],
    ['visits at home before a site over 25 miles', {}, { delivery: ['on-site'], sites: site(42.4) }],
    [
      'a site under 10 miles before one at 20',
      { delivery: ['on-site'], sites: site(41.9) },
      { delivery: ['on-site'], sites: site(42.15) },
    ],
    [
      'a far site before one not known',
      { delivery: ['on-site'], sites: site(42.4) },
      { delivery: ['on-site'] },
    ],
    [
      'fewer open questions first',
      {},
      { ages: { minMonths: null, maxMonths: null, maxInclusive: true, text: 'not listed' } },
    ],
    ['confirmed within the year first', {}, { provenance: confirmedOn('2025-11-22') }],
  ])('%s', (_, better, worse) => {
    // Several seeds, so that the lot could not have done it.
    for (const seed of ['a', 'b', 'c', 'd', 'e', 'f'])
      expect(
        order(family({ seed }), listing({ ...worse, id: 'worse' }), listing({ ...better, id: 'better' })),
      ).toEqual(['better', 'worse']);
  });

  it('reads access bands at their edges', () => {
    expect([9.99, 10, 25, 25.01].map((miles) => accessBand(miles, ['on-site']))).toEqual([
      'near',
      'middle',
      'middle',
      'far',
    ]);
    expect(accessBand(null, ['on-site'])).toBe('unknown');
    expect(accessBand(80, ['telehealth'])).toBe('near');
  });

  it('counts twelve months to the day, and 180 days for the badge', () => {
    expect(confirmedWithinYear(listing({ provenance: confirmedOn('2025-11-23') }), today)).toBe(true);
    expect(confirmedWithinYear(listing({ provenance: confirmedOn('2025-11-22') }), today)).toBe(false);
    expect(isStale(listing({ provenance: confirmedOn('2026-05-27') }), today)).toBe(false);
    expect(isStale(listing({ provenance: confirmedOn('2026-05-26') }), today)).toBe(true);
    expect(isStale(listing({ provenance: confirmedOn(null) }), today)).toBe(true);
  });

  it('badges a stale listing and keeps it', () => {
    const [shown] = matchOf(family(), listing({ provenance: confirmedOn('2025-11-03') })).matches;
    expect(shown).toMatchObject({ stale: true, staleText: 'not confirmed since Nov 2025' });
  });

  it('prints the tiers in the order they were compared', () => {
    expect(matchOf(family(), listing()).matches[0]?.whyThisOrder).toEqual([
      "1. Language: sessions in the family's language",
      '2. Fit: the help asked for',
      '3. Taking new families: yes',
      '4. Within reach: comes to the family, by video or phone, or under 10 mi',
      '5. Questions still open: 0',
      '6. Confirmed within 12 months: yes',
      '7. Equals take turns: drawn by lot for this referral, not by name',
    ]);
  });
});

describe('what never moves the order', () => {
  it('fees and ratings, however they change', () => {
    const records = ['svc-1', 'svc-2', 'svc-3', 'svc-4'].map((id) => listing({ id }));
    const before = order(family(), ...records);
    const paid = before.map((id, index) =>
      listing({
        id,
        fees: index === 0 ? { free: false, text: '$400 a session' } : { free: true, text: null },
        ...({ rating: index * 5, visits: index * 100 } as object),
      }),
    );
    expect(order(family(), ...paid)).toEqual(before);
    // The fee itself is shown.
    expect(matchOf(family(), ...paid).matches[0]?.facts).toContainEqual({
      mark: 'note',
      text: '$400 a session',
    });
  });

  it('the name', () => {
    const ids = ['svc-1', 'svc-2', 'svc-3'];
    const named = (names: readonly string[]): readonly string[] =>
      order(family(), ...ids.map((id, index) => listing({ id, name: names[index] ?? '' })));
    expect(named(['Aaa', 'Bbb', 'Ccc'])).toEqual(named(['Zzz', 'Mmm', 'Aaa']));
  });

  it('the place in the file', () => {
    const records = ['svc-1', 'svc-2', 'svc-3', 'svc-4'].map((id) => listing({ id }));
    expect(order(family(), ...records.toReversed())).toEqual(order(family(), ...records));
  });
});

describe('the lot among equals', () => {
  const ids = ['svc-0001', 'svc-0002', 'svc-0003', 'svc-0004', 'svc-0005'];
  const records = ids.map((id) => listing({ id }));

  it('stays the same for one referral', () => {
    expect(order(family({ seed: 'r-7' }), ...records)).toEqual(order(family({ seed: 'r-7' }), ...records));
  });

  it('gives each of five equals the first place about a fifth of the time', () => {
    const first = new Map<string, number>(ids.map((id) => [id, 0]));
    const draws = 2000;
    for (let draw = 0; draw < draws; draw += 1) {
      const [winner = ''] = ids.toSorted(
        (a, b) => lotOf(`referral-${draw}`, a) - lotOf(`referral-${draw}`, b),
      );
      first.set(winner, (first.get(winner) ?? 0) + 1);
    }
    // 400 expected, standard deviation 18: five of them either way.
    for (const count of first.values()) expect(Math.abs(count - draws / ids.length)).toBeLessThan(90);
  });
});
