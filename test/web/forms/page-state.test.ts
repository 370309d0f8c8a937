import { describe, expect, it } from 'vitest';
import { queryOf, readPageState, summaryLink } from '../../../src/web/forms/page-state.ts';

describe('what was said on the page', () => {
  it.each([
    ['30', '4', { weeks: 30, days: 4 }],
    ['20', '', { weeks: 20, days: 0 }],
    ['44', '6', { weeks: 44, days: 6 }],
    [' 36 ', ' 0 ', { weeks: 36, days: 0 }],
  ])('takes “%s” weeks and “%s” days as told by the family', (bornAtWeeks, bornAtDays, expected) => {
    const state = readPageState({ bornAtWeeks, bornAtDays });
    expect(state.told).toEqual({ ...expected, basis: 'told by the family' });
    expect(state.fault).toBeUndefined();
  });

  it.each([
    ['19', '0', 'bornAtWeeks', /20 to 44; “19” was not used/],
    ['45', '', 'bornAtWeeks', /“45” was not used/],
    ['30.5', '', 'bornAtWeeks', /“30.5” was not used/],
    ['-30', '', 'bornAtWeeks', /“-30” was not used/],
    ['thirty', '', 'bornAtWeeks', /“thirty” was not used/],
    ['30', '7', 'bornAtDays', /0 to 6; “7” was not used/],
    ['30', 'x', 'bornAtDays', /“x” was not used/],
    ['', '4', 'bornAtWeeks', /weeks too/],
  ] as const)(
    'refuses “%s” weeks and “%s” days and says what to type',
    (bornAtWeeks, bornAtDays, field, words) => {
      const state = readPageState({ bornAtWeeks, bornAtDays });
      expect(state.told).toBeUndefined();
      expect(state.fault?.field).toBe(field);
      expect(state.fault?.words).toMatch(words);
    },
  );

  it('takes silence for silence, and nothing but text for anything', () => {
    for (const query of [
      {},
      { bornAtWeeks: ['30', '31'] },
      { bornAtWeeks: { a: '30' } },
      { bornAtWeeks: '' },
    ]) {
      const state = readPageState(query);
      expect(state).toMatchObject({ concern: false });
      expect(state.told).toBeUndefined();
      expect(state.fault).toBeUndefined();
    }
  });

  it('echoes only the beginning of what was typed', () => {
    expect(readPageState({ bornAtWeeks: '9'.repeat(500) }).bornAtWeeks.length).toBeLessThan(20);
  });

  it('carries a concern and the weeks on in a link, and drops what was refused', () => {
    expect(queryOf(readPageState({ concern: 'yes', bornAtWeeks: '30', bornAtDays: '4' }))).toBe(
      '?concern=yes&bornAtWeeks=30&bornAtDays=4',
    );
    expect(queryOf(readPageState({ concern: 'no', bornAtWeeks: '19' }))).toBe('');
    expect(summaryLink('x', readPageState({ concern: 'yes' }))).toBe('/launches/x/summary?concern=yes');
  });
});
