import { describe, expect, it } from 'vitest';
import { tierOf } from '../../../src/domain/screening/tier.ts';
import { answers, read, reported } from './forms.ts';

const low = { internalizing: 4, attention: 6, externalizing: 6 };
const four = '2026-11-23';
const psc = (scores: Record<string, number>, items: Record<string, number | null> = {}) =>
  read(reported('psc-17', four, scores, { items }));

describe('a PSC-17', () => {
  it('with a total below its cut-off and no scale reported is not enough to say', () => {
    const result = psc({ total: 14 });
    expect(result).toMatchObject({ band: 'not-enough', negative: false });
    expect(result.because.join(' ')).toMatch(/Internalizing, Attention, Externalizing not reported/);
    expect(tierOf(result)).toBe('unusable');
  });

  it('with a total alone at its cut-off is above, since any one of the four suffices', () => {
    expect(psc({ total: 15 }).band).toBe('above');
  });

  it.each([
    ['internalizing', 4, 'below'],
    ['internalizing', 5, 'above'],
    ['attention', 6, 'below'],
    ['attention', 7, 'above'],
    ['externalizing', 6, 'below'],
    ['externalizing', 7, 'above'],
    ['total', 14, 'below'],
    ['total', 15, 'above'],
  ])('with its %s at %i is %s, whatever the others', (score, value, band) => {
    expect(psc({ total: 10, ...low, [score]: value }).band).toBe(band);
  });

  it.each(['internalizing', 'attention', 'externalizing'])(
    'is positive by its %s scale with nothing else reported',
    (scale) => {
      expect(psc({ [scale]: 7 }).band).toBe('above');
      expect(psc({ [scale]: 0 }).band).toBe('not-enough');
    },
  );

  it('is valid with three blanks and not with four', () => {
    const full = answers(17);
    const three = { ...full, 'item-1': null, 'item-2': null, 'item-3': null };
    const none = { total: 0, internalizing: 0, attention: 0, externalizing: 0 };
    expect(psc(none, three)).toMatchObject({ band: 'below', negative: true });
    const result = psc(none, { ...three, 'item-4': null });
    expect(result).toMatchObject({ band: 'unusable', negative: false });
    expect(result.because.join(' ')).toMatch(/^4 left blank/);
    expect(psc({ total: 30 }, { ...three, 'item-4': null }).band).toBe('unusable');
  });

  it.each([
    [-1, 'outside 0 to 34'],
    [35, 'outside 0 to 34'],
    [12.5, 'not a whole number'],
    [Number.POSITIVE_INFINITY, 'not a whole number'],
    [1e39, 'not a whole number'],
  ])('with a total of %d is not usable', (total, why) => {
    const result = psc({ total, ...low });
    expect(result.band).toBe('unusable');
    expect(result.because[0]).toContain(why);
  });

  it('with a scale of forty digits is not usable either, though no maximum is known for the scale', () => {
    expect(psc({ total: 10, ...low, attention: 1e39 }).band).toBe('unusable');
  });
});

describe('an EPDS', () => {
  const epds = (scores: Record<string, number>, items: Record<string, number | null> = {}) =>
    read(reported('epds', '2026-11-01', scores, { items }), '2026-09-15');

  it.each([
    ['is missing', {}, 'not-seen', false, 'unusable'],
    ['was left blank', { 'item-10': null }, 'not-seen', false, 'unusable'],
    [
      'is zero but another answer was left blank',
      { 'item-10': 0, 'item-1': null },
      'clear',
      false,
      'unusable',
    ],
    ['is zero', { 'item-10': 0 }, 'clear', true, 'negative'],
    ['is one', { 'item-10': 1 }, 'positive', false, 'positive'],
  ])('with a low total whose item 10 %s', (_, items, safety, negative, tier) => {
    const result = epds({ total: 4 }, items);
    expect(result.band).toBe('below');
    expect(result.safety.state).toBe(safety);
    expect(result.negative).toBe(negative);
    expect(tierOf(result)).toBe(tier);
  });

  it('with a number below zero for item 10 is not usable, and not clear of it either', () => {
    const result = epds({ total: 4 }, { 'item-10': -1 });
    expect(result).toMatchObject({ band: 'unusable', negative: false, safety: { state: 'not-seen' } });
    expect(result.because[0]).toBe('question 10 was answered -1, outside 0 to 3');
  });

  it('says which answer was not seen', () => {
    expect(epds({ total: 4 }).bandWords).toBe('Below the cut-off; self-harm question (question 10) not seen');
  });

  it.each([
    [9, 'below', 'Below the cut-off'],
    [10, 'above', 'Above the cut-off'],
    [12, 'above', 'Above the cut-off'],
    [13, 'above', 'Above the cut-off, 13 or more'],
    [30, 'above', 'Above the cut-off, 13 or more'],
    [31, 'unusable', 'Not usable'],
  ])('with a total of %i is %s', (total, band, words) => {
    expect(epds({ total }, { 'item-10': 0 })).toMatchObject({ band, bandWords: words });
  });

  it('keeps its safety answer when the form itself cannot be used', () => {
    const result = epds({ total: 99 }, { 'item-10': 2 });
    expect(result.band).toBe('unusable');
    expect(result.safety).toEqual({
      state: 'positive',
      positive: [{ id: 'item-10', label: 'self-harm question (question 10)', value: 2 }],
      unseen: [],
    });
    expect(tierOf(result)).toBe('positive');
  });

  it('of which only answers came is not enough, and not a zero', () => {
    expect(epds({}, { 'item-10': 0 })).toMatchObject({ band: 'not-enough', negative: false });
  });
});

describe('a PHQ-9', () => {
  const phq = (total: number, items: Record<string, number | null>) =>
    read(reported('phq-9', four, { total }, { items }), '2013-01-01');

  it.each([
    [0, 'below'],
    [4, 'below'],
    [9, 'below'],
    [10, 'above'],
    [27, 'above'],
    [28, 'unusable'],
  ])('with a total of %i and every answer zero on question 9 is %s', (total, band) => {
    expect(phq(total, answers(9)).band).toBe(band);
  });

  it('calls for a look whenever question 9 is above zero', () => {
    expect(phq(1, { ...answers(9), 'item-9': 1 })).toMatchObject({
      negative: false,
      safety: { state: 'positive' },
    });
    expect(phq(1, answers(8)).safety.state).toBe('not-seen');
  });
});

describe('an M-CHAT-R', () => {
  it.each([
    [0, 'below'],
    [2, 'below'],
    [3, 'follow-up'],
    [7, 'follow-up'],
    [8, 'above'],
    [20, 'above'],
    [21, 'unusable'],
  ])('of %i is %s', (total, band) => {
    expect(read(reported('m-chat-r', '2024-05-23', { total })).band).toBe(band);
  });

  it('counts only as a whole: one blank sends it back', () => {
    const one = { ...answers(20), 'item-7': null };
    expect(read(reported('m-chat-r', '2024-05-23', { total: 1 }, { items: one })).band).toBe('unusable');
  });

  it.each([
    ['2023-09-22', 'unusable'], // 15 months 30 days
    ['2023-09-23', 'below'], // 16 months
    ['2024-12-22', 'below'], // 30 months 29 days
    ['2024-12-23', 'unusable'], // 31 months
  ])('filled in on %s is %s: 16 months 0 days to the last day of month 30', (on, band) => {
    expect(read(reported('m-chat-r', on, { total: 1 })).band).toBe(band);
  });

  it('is not refused for age when the birth date leaves it open', () => {
    const form = reported('m-chat-r', '2023-09-22', { total: 1 });
    expect(read(form, '2022-05').band).toBe('below'); // 15 or 16 months
    expect(read(form, '2022').band).toBe('below');
    expect(read(form, '2023').band).toBe('unusable'); // too young whichever day
    expect(read(form, null).band).toBe('below');
    expect(read(form, '2022-05').ageThen).toBeUndefined();
  });
});

describe('a BPSC', () => {
  const bpsc = (scores: Record<string, number>, on = '2026-11-23', birth = '2025-11-23', weeks?: number) =>
    read(
      reported('bpsc', on, scores),
      birth,
      weeks === undefined ? undefined : { weeks, days: 0, basis: 'gestational age at birth' },
    );
  const none = { irritability: 0, inflexibility: 0, routines: 0 };

  it.each(['irritability', 'inflexibility', 'routines'])(
    'is above for its %s scale alone at 3, and not at 2',
    (scale) => {
      expect(bpsc({ ...none, [scale]: 3 }).band).toBe('above');
      expect(bpsc({ [scale]: 3 }).band).toBe('above');
      expect(bpsc({ ...none, [scale]: 2 })).toMatchObject({ band: 'below', negative: true });
    },
  );

  it('with one scale not reported is not enough to say', () => {
    expect(bpsc({ irritability: 2, inflexibility: 2 }).band).toBe('not-enough');
  });

  it.each([
    ['2025-05-24', 'below'], // 17 months 30 days
    ['2025-05-23', 'unusable'], // 18 months 0 days
  ])('of a term child born %s is %s on the last day of month 17 and the day after', (birth, band) => {
    expect(bpsc(none, '2026-11-23', birth, 39).band).toBe(band);
  });

  it.each([
    ['2026-07-17', 'below'], // corrected 17 months 30 days, chronological 19 months
    ['2026-07-18', 'unusable'], // corrected 18 months 0 days
  ])('of a child born eight weeks early is by corrected age: on %s %s', (on, band) => {
    const result = bpsc(none, on, '2024-11-23', 31);
    expect(result.band).toBe(band);
    expect(result.ageThen?.months).toBe(19);
    expect(result.correctedThen?.months).toBe(band === 'below' ? 17 : 18);
  });
});

describe('an ASQ:SE-2, whose cut-offs Hearth does not hold', () => {
  const asq = (
    verdict?: { text: string; kind: 'above' | 'below' },
    items: Record<string, number | null> = {},
  ) =>
    read(
      reported(
        'asq-se-2',
        '2024-05-23',
        { total: 120 },
        {
          items,
          ...(verdict ? { sourceVerdict: verdict } : {}),
          origins: [{ resource: 'Observation/1', system: 'Scoring System' }],
        },
      ),
    );

  it('never has a band, with or without a verdict of its source', () => {
    expect(asq()).toMatchObject({ band: 'no-cut-off', negative: false, bandWords: 'No signed cut-off' });
    expect(asq().because).toContain('the source gave no verdict either');
    const judged = asq({ text: 'Below cutoff', kind: 'below' });
    expect(judged).toMatchObject({ band: 'no-cut-off', negative: false });
    expect(judged.because).toContain('“Below cutoff”, as reported by Scoring System; not recalculated');
    expect(tierOf(judged)).toBe('no-cut-off');
  });

  it('with three blanks is not usable, and the verdict of its source stays beside the reason', () => {
    expect(asq(undefined, { a: null, b: null }).band).toBe('no-cut-off');
    const result = asq({ text: 'Above cutoff', kind: 'above' }, { a: null, b: null, c: null });
    expect(result.band).toBe('unusable');
    expect(result.because.at(-1)).toContain('“Above cutoff”, as reported by Scoring System');
  });
});
