// What else a result says of itself: for whose sake it is closed, whose number banded it, how old it is.
import { describe, expect, it } from 'vitest';
import { trended } from '../../../src/domain/screening/trend.ts';
import { answers, day, read, reported } from './forms.ts';

const teen = '2012-01-10';
const today = day('2026-11-23');

describe('a card is closed', () => {
  it.each([
    ['psc-17', undefined, 'none', 'child'],
    ['m-chat-r', undefined, 'none', 'child'],
    ['epds', undefined, 'caregiver', 'caregiver'],
    ['phq-9', 'the child', 'young-person', 'child'],
    ['phq-9', undefined, 'young-person', 'child'],
    ['phq-9', 'mother', 'caregiver', 'caregiver'],
    ['gad-7', 'father', 'caregiver', 'caregiver'],
    ['phq-a', undefined, 'young-person', 'child'],
    ['y-psc', undefined, 'young-person', 'child'],
    ['pearls', 'mother', 'family-risk', 'child'],
    ['pearls', 'the child', 'family-risk', 'child'],
    ['seek-pq-r', undefined, 'family-risk', 'caregiver'],
    ['swyc-fq', undefined, 'family-risk', 'caregiver'],
  ])('%s answered by %s: %s, about the %s', (id, respondent, confidence, aboutWhom) => {
    const form = reported(id, '2026-11-20', { total: 1 }, respondent ? { respondent } : {});
    expect(read(form, teen)).toMatchObject({ confidence, aboutWhom });
  });

  it('a young child’s PHQ-9 is the caregiver’s; a form made for young people never is', () => {
    expect(read(reported('phq-9', '2026-11-20', { total: 1 }), '2022-01-10').confidence).toBe('caregiver');
    expect(read(reported('y-psc', '2026-11-20', { total: 1 }), '2022-01-10')).toMatchObject({
      confidence: 'young-person',
      band: 'unusable',
    });
  });
});

describe('whose number banded it', () => {
  const low = { total: 3, internalizing: 1, attention: 1, externalizing: 1 };
  const verdict = { sourceVerdict: { text: 'Negative', kind: 'below' as const } };
  it.each([
    ['psc-17', low, {}, 'source-verified'],
    ['psc-17', { ...low, total: 20 }, {}, 'source-verified'],
    ['psc-17', { total: 3 }, verdict, 'nobody'], // not enough: a verdict of the source is shown, and is no band
    ['psc-17', { total: 99 }, verdict, 'nobody'],
    ['asq-se-2', { total: 40 }, {}, 'nobody'],
    ['asq-se-2', { total: 40 }, verdict, 'the source'],
  ])('%s with %o: %s', (id, scores, more, by) => {
    expect(read(reported(id, '2026-11-20', scores, more), '2021-11-20').bandedBy).toBe(by);
  });
});

describe('severity', () => {
  it.each([
    [4, 'below', 'Below the cut-off'],
    [9, 'below', 'Below the cut-off, in the 5 to 9 band'],
    [10, 'above', 'Above the cut-off, in the 10 to 14 band'],
    [15, 'above', 'Above the cut-off, in the 15 to 19 band'],
    [20, 'above', 'Above the cut-off, in the 20 to 27 band'],
  ])('a PHQ-9 of %i is %s: %s', (total, band, words) => {
    const form = reported('phq-9', '2026-11-20', { total }, { items: { 'item-9': 0 } });
    expect(read(form, teen)).toMatchObject({ band, bandWords: words });
  });

  it.each([
    ['2012-01-10', 10, 'below'], // 14 years: 11 separated best
    ['2012-01-10', 11, 'above'],
    ['2014-01-10', 10, 'not-enough'], // 12 years: a cut-off is only recalled
    ['2014-01-10', 9, 'below'],
    ['2016-01-10', 11, 'unusable'], // 10 years: not made for it
  ])('a PHQ-A of somebody born %s with %i is %s', (birth, total, band) => {
    const items = { 'item-9': 0, 'suicidal-thoughts-past-month': 0, 'suicide-attempt-ever': 0 };
    const form = reported('phq-a', '2026-11-20', { total }, { items });
    expect(read(form, birth).band).toBe(band);
  });

  it('a PHQ-A whose suicide questions were not sent is never negative, and names them', () => {
    const result = read(reported('phq-a', '2026-11-20', { total: 0 }, { items: answers(9) }), teen);
    expect(result).toMatchObject({ band: 'below', negative: false, safety: { state: 'not-seen' } });
    expect(result.safety.unseen.map(({ id }) => id)).toEqual([
      'suicidal-thoughts-past-month',
      'suicide-attempt-ever',
    ]);
    const one = { ...answers(9), 'suicidal-thoughts-past-month': 0, 'suicide-attempt-ever': 1 };
    expect(read(reported('phq-a', '2026-11-20', { total: 0 }, { items: one }), teen).safety.state).toBe(
      'positive',
    );
  });

  it('an answered flag of the family’s own questions asks for a talk today, and an unsigned one bands nothing', () => {
    const fq = (endorsed: number) => read(reported('swyc-fq', '2026-11-20', { endorsed }), '2025-11-20').band;
    expect([fq(0), fq(1)]).toEqual(['below', 'monitor']);
    const seek = read(reported('seek-pq-r', '2026-11-20', { 'yes-answers': 3 }), '2025-11-20');
    expect(seek).toMatchObject({ band: 'no-cut-off', negative: false });
    const hurt = reported('seek-pq-r', '2026-11-20', { 'yes-answers': 1 }, { items: { 'partner-hurt': 1 } });
    expect(read(hurt, '2025-11-20').safety.state).toBe('positive');
    const pearls = read(reported('pearls', '2026-11-20', { 'part-1': 0 }), '2025-11-20');
    expect(pearls).toMatchObject({ band: 'no-cut-off', negative: false });
  });
});

describe('how old it is', () => {
  const psc = (on: string, total = 3) =>
    read(reported('psc-17', on, { total, internalizing: 1, attention: 1, externalizing: 1 }), '2018-01-01');

  it.each([
    ['2026-11-23', 0, false],
    ['2025-11-24', 364, false],
    ['2025-11-23', 365, true],
    ['2022-11-23', 1461, true],
  ])('one of %s is %i days old; too old to speak for today: %s', (on, ageInDays, isOld) => {
    expect(trended([psc(on)], [], today)).toMatchObject([{ ageInDays, isOld }]);
  });

  it('stands with the earlier ones behind it, newest first, whatever order they came in', () => {
    const days = ['2026-01-01', '2026-11-01', '2024-01-01', '2026-11-01', '2025-01-01'];
    const entries = trended(
      days.map((on, index) => psc(on, index)),
      [],
      today,
    );
    expect(entries.map(({ result }) => result.scores[0]?.value)).toEqual([1, 3]);
    for (const { earlier } of entries)
      expect(earlier.map(({ form }) => form.administeredOn)).toEqual([
        '2026-01-01',
        '2025-01-01',
        '2024-01-01',
      ]);
  });
});
