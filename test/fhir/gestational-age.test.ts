import type { Observation } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { gestationalAgeFrom } from '../../src/fhir/gestational-age.ts';
import { observation } from './resources.ts';

const weeks = (code: string, value: number, more: Partial<Observation> = {}): Observation =>
  observation(code, { valueQuantity: { value, code: 'wk' }, ...more });

const of = (more: Partial<Observation>, code = '76516-4') => gestationalAgeFrom([observation(code, more)]);
const quantity = (value: number, code = 'wk') => ({ valueQuantity: { value, code } });

describe('gestational age', () => {
  it.each<[string, Partial<Observation>, number, number]>([
    ['weeks', quantity(34), 34, 0],
    ['weeks in words', { valueQuantity: { value: 34, unit: 'Weeks' } }, 34, 0],
    [
      'weeks beside a code of another system',
      { valueQuantity: { value: 34, system: 'http://snomed.info/sct', code: '258705008', unit: 'weeks' } },
      34,
      0,
    ],
    ['days', quantity(242, 'd'), 34, 4],
    ['text with a plus', { valueString: '34+5' }, 34, 5],
    ['text with blanks', { valueString: ' 34 + 0 ' }, 34, 0],
    ['36w5d', { valueString: '36w5d' }, 36, 5],
    ['36 weeks 5 days', { valueString: '36 weeks 5 days' }, 36, 5],
    ['36 wks, 1 day', { valueString: '36 wks, 1 day' }, 36, 1],
    ['36 weeks and 5 days', { valueString: '36 weeks and 5 days' }, 36, 5],
    ['36 5/7', { valueString: '36 5/7' }, 36, 5],
    ['36 weeks', { valueString: '36 weeks' }, 36, 0],
    ['252 days', { valueString: '252 days' }, 36, 0],
    ['the least that is taken', { valueString: '20+0' }, 20, 0],
    ['the most that is taken', { valueString: '44+0' }, 44, 0],
  ])('is read from %s', (_, more, wholeWeeks, days) => {
    expect(of(more).found).toEqual({ weeks: wholeWeeks, days, basis: 'gestational age at birth' });
  });

  it.each<[string, Partial<Observation>, RegExp]>([
    ['months', quantity(8, 'mo'), /unit cannot be read/],
    ['no unit', { valueQuantity: { value: 34 } }, /unit cannot be read/],
    ['a bare number in text', { valueString: '34' }, /unit cannot be read/],
    ['a bare integer', { valueInteger: 34 }, /unit cannot be read/],
    ['a comparator', { valueQuantity: { value: 34, code: 'wk', comparator: '<' } }, /not a number/],
    ['a seventh day', { valueString: '34+7' }, /cannot be read/],
    ['a seventh day in words', { valueString: '34 weeks 7 days' }, /cannot be read/],
    ['words', { valueString: 'about 34 weeks' }, /cannot be read/],
    ['half a day', quantity(242.5, 'd'), /cannot be read/],
    ['nothing', {}, /cannot be read/],
    ['a reason for its absence', { dataAbsentReason: { text: 'Unknown' } }, /not recorded \(Unknown\)/],
    ['nineteen weeks and six days', { valueString: '19+6' }, /outside 20 to 44 weeks/],
    ['forty-four weeks and a day', { valueString: '44+1' }, /outside 20 to 44 weeks/],
    ['a number of 1e400', quantity(Number.POSITIVE_INFINITY), /cannot be read/],
    [
      'somebody else',
      { ...quantity(34), focus: [{ reference: 'Patient/sibling' }] },
      /someone other than this child/,
    ],
    ['a preliminary one', { ...quantity(33), status: 'preliminary' }, /preliminary/],
    ['a modified one', { ...quantity(33), modifierExtension: [{ url: 'http://x' }] }, /modifier/],
  ])('is refused with a reason, never guessed, from %s', (_, more, reason) => {
    const read = of(more);
    expect(read.found).toBeUndefined();
    expect(read.unusable).toMatch(/^gestational age at birth: /);
    expect(read.unusable).toMatch(reason);
  });

  it('withdrawn, or under another code, says nothing', () => {
    expect(
      gestationalAgeFrom([weeks('76516-4', 33, { status: 'entered-in-error' }), weeks('99999-9', 33)]),
    ).toEqual({});
  });

  it.each<[number, number, number, string | undefined]>([
    // As tenths 2.1 days and as days three: both count as 36.
    [36.3, 36, 2, '36.3 weeks read as 36 weeks 2 days'],
    [36.5, 36, 4, '36.5 weeks read as 36 weeks 4 days'],
    [36.6, 36, 4, '36.6 weeks read as 36 weeks 4 days'],
    [36.7, 36, 5, '36.7 weeks read as 36 weeks 5 days'],
    [36.57, 36, 4, '36.57 weeks read as 36 weeks 4 days'],
    [36, 36, 0, undefined],
  ])('of %d weeks is %d weeks %d days, and says how it was read', (value, wholeWeeks, days, note) => {
    expect(of(quantity(value)).found).toEqual({
      weeks: wholeWeeks,
      days,
      basis: ['gestational age at birth', ...(note === undefined ? [] : [note])].join('; '),
    });
  });

  it.each([28.4, 36.4, 40.4])(
    'of %d weeks is refused: as days and as tenths it counts as different weeks',
    (value) => {
      expect(of(quantity(value)).unusable).toMatch(
        /may mean \d\d weeks 4 days or \d\d weeks 3 days, and the two are counted differently/,
      );
    },
  );

  it('is taken in the order of trust, whatever order the chart gives, and past one that cannot be used; the rest is said', () => {
    const all = [weeks('11884-4', 40), weeks('57714-8', 36), weeks('76516-4', 33)];
    const read = gestationalAgeFrom(all);
    expect(read.found).toMatchObject({ weeks: 33 });
    expect(read.found?.basis).toBe(
      'gestational age at birth; the chart also says 36 weeks (obstetric estimate); the chart also says 40 weeks (estimated gestational age)',
    );
    expect(gestationalAgeFrom(all.toReversed())).toEqual(read);
    const past = gestationalAgeFrom([...all.slice(0, 2), weeks('76516-4', 99)]).found;
    expect(past?.weeks).toBe(36);
    expect(past?.basis).toMatch(/not used: gestational age at birth: outside 20 to 44 weeks/);
  });

  it('said twice under one code is the newest, and the other is named', () => {
    const given = [
      weeks('76516-4', 33, { id: 'a', effectiveDateTime: '2026-01-05' }),
      weeks('76516-4', 35, { id: 'b', effectiveDateTime: '2026-02-05' }),
    ];
    expect(gestationalAgeFrom(given).found).toMatchObject({
      weeks: 35,
      basis: expect.stringContaining('33 weeks'),
    });
    expect(gestationalAgeFrom(given.toReversed())).toEqual(gestationalAgeFrom(given));
    expect(gestationalAgeFrom([weeks('76516-4', 33), weeks('57714-8', 33)]).found?.basis).toBe(
      'gestational age at birth',
    );
  });
});

describe('weeks under one code and days under another', () => {
  const days = (value: number, more: Partial<Observation> = {}) =>
    observation('49052-4', { valueQuantity: { value, code: 'd' }, ...more });
  const both = (...given: Observation[]) => gestationalAgeFrom(given);

  it('are put together when they were filed at the same time, or in one Observation', () => {
    expect(both(days(3), weeks('49051-6', 35)).found).toMatchObject({ weeks: 35, days: 3 });
    const coded = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }] });
    const one = observation('panel', {
      component: [
        { code: coded('49051-6'), valueInteger: 35 },
        { code: coded('49052-4'), valueInteger: 2 },
      ],
    });
    expect(both(one, days(6)).found).toMatchObject({ weeks: 35, days: 2 });
  });

  it.each<[string, Observation[], RegExp]>([
    ['more than six days', [days(7), weeks('49051-6', 35)], /more than six/],
    [
      'days that cannot be read',
      [days(3, { valueQuantity: { value: 3, comparator: '<' } }), weeks('49051-6', 35)],
      /days cannot be read/,
    ],
    ['days that differ', [days(3), days(4, { id: 'other' }), weeks('49051-6', 35)], /differ/],
    ['weeks that are not whole', [days(3), weeks('49051-6', 35.5)], /not whole/],
    ['days alone', [days(3)], /only the days/],
  ])('are not made up from %s', (_, given, reason) => {
    expect(both(...given)).toEqual({ unusable: expect.stringMatching(reason) as string });
  });

  it('leave days of another time out', () => {
    expect(both(days(3, { effectiveDateTime: '2026-01-01' }), weeks('49051-6', 35)).found).toMatchObject({
      weeks: 35,
      days: 0,
    });
  });
});
