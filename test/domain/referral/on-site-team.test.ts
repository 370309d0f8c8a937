import { describe, expect, it } from 'vitest';
import { loadContent } from '../../../src/content/load.ts';
import { calendarDate, parsePartialDate } from '../../../src/domain/age.ts';
import type { ClinicClock } from '../../../src/domain/referral/on-site-days.ts';
import {
  mayMeetNow,
  type OnSiteMember,
  onSiteOffers,
  teamOf,
  warmHandOffTo,
} from '../../../src/domain/referral/on-site-team.ts';

const { referralKinds } = loadContent([]);
const today = calendarDate('2026-11-22');
const person = (id: string, change: Partial<OnSiteMember> = {}): OnSiteMember => ({
  id,
  role: 'ecmh-clinician',
  name: `Sample ${id}`,
  languages: ['en'],
  ...change,
});
const offersFor = (
  born: string | undefined,
  team: readonly OnSiteMember[],
  language?: string,
  clock: ClinicClock = { today, time: '10:00' },
) =>
  onSiteOffers(team, referralKinds, born === undefined ? undefined : parsePartialDate(born), language, clock);

describe('The team on site', () => {
  it('is that of the EHR’s own clinic, and whoever works in every one', () => {
    const team = [person('a', { ehr: 'one' }), person('b', { ehr: 'two' }), person('c')];
    expect(teamOf(team, 'one').map(({ id }) => id)).toEqual(['a', 'c']);
  });

  it('has whoever speaks the family’s language first, region aside, and says nothing where it is not known', () => {
    const team = [person('a'), person('b', { languages: ['en', 'es'] })];
    expect(
      offersFor('2024-01-01', team, 'es-MX').map((one) => [one.member.id, one.speaksFamilyLanguage]),
    ).toEqual([
      ['b', true],
      ['a', false],
    ]);
    expect(offersFor('2024-01-01', team)[0]).toEqual({
      member: team[0],
      presence: { state: 'ask', words: 'ask whether they are here' },
    });
  });

  it.each<[string, string | undefined, boolean]>([
    ['the day before the ninth birthday', '2017-11-23', true],
    ['the ninth birthday', '2017-11-22', false],
    ['a birth year whose end still fits', '2017', true],
    ['a birth year that is over', '2016', false],
    ['no birth date', undefined, true],
  ])('offers the clinician on %s or says why not', (_words, born, fits) => {
    const [first] = offersFor(born, [person('a')]);
    expect(first?.notNow === undefined).toBe(fits);
    const [partner] = offersFor(born, [person('p', { role: 'family-partner' })]);
    expect(partner?.notNow).toBeUndefined();
  });

  it('puts whoever does not fit the age last', () => {
    const team = [person('a'), person('p', { role: 'family-partner' })];
    expect(offersFor('2010-01-01', team).map(({ member }) => member.id)).toEqual(['p', 'a']);
  });

  it('is offered only where nobody is away, and whoever is away stands after them', () => {
    const monday = { today: calendarDate('2026-11-23'), time: '10:00' };
    const team = [
      person('tuesdays', { role: 'family-partner', days: ['tue', 'fri'], languages: ['es'] }),
      person('too-old', { days: ['mon'] }),
      person('monday', { role: 'family-partner', days: ['mon'] }),
      person('unknown', { role: 'family-partner' }),
    ];
    const offers = offersFor('2014-01-01', team, 'es', monday);
    expect(offers.map((one) => [one.member.id, mayMeetNow(one)])).toEqual([
      ['monday', true],
      ['unknown', true],
      ['tuesdays', false],
      ['too-old', false],
    ]);
  });

  it('is kept in a referral by name, role and reference alone', () => {
    expect(warmHandOffTo(person('a', { fhirReference: 'Practitioner/a', hours: 'always' }))).toEqual({
      memberId: 'a',
      role: 'ecmh-clinician',
      name: 'Sample a',
      reference: 'Practitioner/a',
    });
  });
});
