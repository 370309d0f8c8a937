import type { Observation } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { gestationalAgeCodes, gestationalAgeFrom } from '../../src/fhir/gestational-age.ts';
import { observation } from './resources.ts';

const weeks = (code: string, value: number, more: Partial<Observation> = {}): Observation =>
  observation(code, { valueQuantity: { value, code: 'wk' }, ...more });

describe('gestational age', () => {
  it.each<[string, Partial<Observation>, number, number]>([
    ['weeks', { valueQuantity: { value: 34, code: 'wk' } }, 34, 0],
    ['weeks and a fraction', { valueQuantity: { value: 34.5, unit: 'weeks' } }, 34, 4],
    ['days', { valueQuantity: { value: 242, code: 'd' } }, 34, 4],
    ['text with a plus', { valueString: '34+5' }, 34, 5],
    ['text with blanks', { valueString: ' 34 + 0 ' }, 34, 0],
    ['the least that is taken', { valueString: '20+0' }, 20, 0],
    ['the most that is taken', { valueString: '44+0' }, 44, 0],
  ])('is read from %s', (_, more, wholeWeeks, days) => {
    expect(gestationalAgeFrom([observation('76516-4', more)]).found).toEqual({
      weeks: wholeWeeks,
      days,
      basis: 'gestational age at birth',
    });
  });

  it.each<[string, Partial<Observation>]>([
    ['months', { valueQuantity: { value: 8, code: 'mo' } }],
    ['no unit', { valueQuantity: { value: 34 } }],
    ['a comparator', { valueQuantity: { value: 34, code: 'wk', comparator: '<' } }],
    ['a seventh day', { valueString: '34+7' }],
    ['words', { valueString: 'about 34' }],
    ['nothing', {}],
    ['nineteen weeks and six days', { valueString: '19+6' }],
    ['forty-four weeks and a day', { valueString: '44+1' }],
    ['a number of 1e400', { valueQuantity: { value: Number.POSITIVE_INFINITY, code: 'wk' } }],
  ])('is refused with a reason, never guessed, from %s', (_, more) => {
    const read = gestationalAgeFrom([observation('76516-4', more)]);
    expect(read.found).toBeUndefined();
    expect(read.unusable).toMatch(/^gestational age at birth: /);
  });

  it('is taken in the order of trust, whatever order the chart gives, and past one that cannot be used', () => {
    const all = [weeks('11884-4', 40), weeks('57714-8', 36), weeks('76516-4', 33)];
    expect(gestationalAgeFrom(all).found?.weeks).toBe(33);
    expect(gestationalAgeFrom([...all.slice(0, 2), weeks('76516-4', 99)]).found?.weeks).toBe(36);
  });

  it('puts weeks and days from two codes together', () => {
    const days = observation('49052-4', { valueQuantity: { value: 3, code: 'd' } });
    expect(gestationalAgeFrom([days, weeks('49051-6', 35)]).found).toMatchObject({ weeks: 35, days: 3 });
    expect(gestationalAgeCodes).toContain('49052-4');
  });

  it('does not take what was withdrawn, is not final, is modified or stands under another code', () => {
    const given = [
      weeks('76516-4', 33, { status: 'entered-in-error' }),
      weeks('76516-4', 33, { status: 'preliminary' }),
      weeks('76516-4', 33, { modifierExtension: [{ url: 'http://x' }] }),
      weeks('99999-9', 33),
    ];
    expect(gestationalAgeFrom(given)).toEqual({});
  });
});
