import { describe, expect, it } from 'vitest';
import { calendarDate } from '../../../src/domain/age.ts';
import { testAge } from '../../../src/domain/consultant/age-test.ts';
import type { Consultant } from '../../../src/domain/consultant/consultant.ts';
import { born, factTexts, family, listing, verdictOf } from './fixtures.ts';

type Ages = Consultant['ages'];
const zeroToFive: Ages = { minMonths: 0, maxMonths: 71, maxInclusive: true, text: 'ages 0-5' };
const birthToThree: Ages = { minMonths: 0, maxMonths: 36, maxInclusive: false, text: 'birth to 3' };
const birthToEight: Ages = { minMonths: 0, maxMonths: 107, maxInclusive: true, text: 'birth to 8' };
const upToFive: Ages = {
  minMonths: 0,
  maxMonths: 60,
  maxInclusive: false,
  unclearToMonths: 72,
  text: 'up to 5',
};
const threeToFive: Ages = { minMonths: 36, maxMonths: 71, maxInclusive: true, text: 'ages 3-5' };
const silent: Ages = { minMonths: null, maxMonths: null, maxInclusive: true, text: 'ages not listed' };
const noUpper: Ages = { minMonths: 36, maxMonths: null, maxInclusive: true, text: '3 and up' };

// Today is 23 November 2026 throughout.
describe('a listing’s ages, to the day', () => {
  it.each<[string, Ages, string, string]>([
    ['ages 0-5 hold on the day before the sixth birthday', zeroToFive, '2020-11-24', 'shown'],
    ['ages 0-5 end on the sixth birthday', zeroToFive, '2020-11-23', 'removed:age'],
    ['birth to 3 holds on the day before the third birthday', birthToThree, '2023-11-24', 'shown'],
    ['birth to 3 ends on the third birthday', birthToThree, '2023-11-23', 'removed:age'],
    ['birth to 8 holds on the day before the ninth birthday', birthToEight, '2017-11-24', 'shown'],
    ['birth to 8 ends on the ninth birthday', birthToEight, '2017-11-23', 'removed:age'],
    ['a newborn is old enough for birth on', zeroToFive, '2026-11-23', 'shown'],
    ['a child not yet born is too young', zeroToFive, '2026-11-24', 'removed:age'],
    ['3-5 takes the child on the third birthday', threeToFive, '2023-11-23', 'shown'],
    ['3-5 refuses the child the day before', threeToFive, '2023-11-24', 'removed:age'],
    ['"up to 5" is plain before the fifth birthday', upToFive, '2021-11-24', 'shown'],
    ['"up to 5" is unclear from the fifth birthday', upToFive, '2021-11-23', 'unknown'],
    ['"up to 5" is unclear until the sixth', upToFive, '2020-11-24', 'unknown'],
    ['"up to 5" is too young for a six-year-old', upToFive, '2020-11-23', 'removed:age'],
    ['no listed ages remove nobody', silent, '2010-01-01', 'unknown'],
    ['no listed upper age removes no older child', noUpper, '2010-01-01', 'unknown'],
    ['no listed upper age still removes one too young', noUpper, '2025-01-01', 'removed:age'],
  ])('%s', (_, ages, birth, verdict) => {
    expect(verdictOf(family({ birthDate: born(birth) }), listing({ ages }))).toBe(verdict);
  });

  it('a child born on 29 February ages out on 28 February of a common year', () => {
    // Adding months clamps to the last day of the month (CLINICAL 0b.8).
    const on = (day: string): string =>
      testAge(birthToThree, born('2024-02-29'), undefined, calendarDate(day)).verdict;
    expect([on('2027-02-27'), on('2027-02-28'), on('2027-03-01')]).toEqual(['pass', 'fail', 'fail']);
  });
});

describe('a birth date known only in part', () => {
  it.each<[string, Ages, string, string]>([
    ['a whole year inside the bounds agrees', zeroToFive, '2023', 'shown'],
    ['a year across the upper bound is unknown', zeroToFive, '2020', 'unknown'],
    ['a month across the upper bound is unknown', zeroToFive, '2020-11', 'unknown'],
    ['a month wholly past it removes', zeroToFive, '2020-10', 'removed:age'],
    ['a year across the lower bound is unknown', threeToFive, '2023', 'unknown'],
    ['a year wholly too young removes', threeToFive, '2025', 'removed:age'],
  ])('%s', (_, ages, birth, verdict) => {
    expect(verdictOf(family({ birthDate: born(birth) }), listing({ ages }))).toBe(verdict);
  });

  it('is unknown even when both ends are outside on opposite sides', () => {
    const autumn: Ages = { minMonths: 3, maxMonths: 6, maxInclusive: false, text: '3 to 6 months' };
    expect(verdictOf(family({ birthDate: born('2026') }), listing({ ages: autumn }))).toBe('unknown');
  });

  it('leaves an unknown birth date unknown', () => {
    const { birthDate: _, ...unborn } = family();
    expect(verdictOf(unborn, listing())).toBe('unknown');
  });
});

describe('ageing out', () => {
  it('is said from sixty days before, with the day', () => {
    expect(factTexts(family({ birthDate: born('2021-01-22') }), listing())).toContain(
      'note: ages out Jan 22',
    );
  });

  it('is not said sixty-one days before', () => {
    expect(factTexts(family({ birthDate: born('2021-01-23') }), listing()).join()).not.toMatch(/ages out/);
  });

  it('is only possible for a partial birth date', () => {
    expect(factTexts(family({ birthDate: born('2021-01') }), listing())).toContain(
      'note: may age out from Jan 1',
    );
  });

  it('does not claim an end that the listing’s words leave open', () => {
    const facts = factTexts(family({ birthDate: born('2021-12-01') }), listing({ ages: upToFive }));
    expect(facts).toContain('note: listed age ends Dec 1: ask whether the child may stay on');
  });
});

describe('listings bound to school grades', () => {
  const toFirstGrade: Ages = {
    minMonths: 0,
    maxMonths: 72,
    maxInclusive: false,
    unclearToMonths: 108,
    grades: { from: null, to: '1' },
    text: 'birth to 1st grade',
  };

  it.each([
    ['K', 'shown'],
    ['1', 'shown'],
    ['2', 'removed:age'],
    ['not a grade', 'unknown'],
  ])('with grade %s, a seven-year-old is %s', (grade, verdict) => {
    expect(verdictOf(family({ birthDate: born('2019-06-01'), grade }), listing({ ages: toFirstGrade }))).toBe(
      verdict,
    );
  });

  it('without the grade, a seven-year-old is unknown and a nine-year-old removed', () => {
    expect(verdictOf(family({ birthDate: born('2019-06-01') }), listing({ ages: toFirstGrade }))).toBe(
      'unknown',
    );
    expect(verdictOf(family({ birthDate: born('2017-06-01') }), listing({ ages: toFirstGrade }))).toBe(
      'removed:age',
    );
  });
});
