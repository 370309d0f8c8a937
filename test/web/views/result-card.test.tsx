import { describe, expect, it } from 'vitest';
import { calendarDate } from '../../../src/domain/age.ts';
import { ResultCard } from '../../../src/web/views/result-card.tsx';
import {
  instrumentOf,
  lineOf,
  type MadeResult,
  rendered,
  resultOf,
  textOf,
  today,
  trendedOf,
} from './made.ts';

const card = (change: MadeResult = {}, more: Parameters<typeof trendedOf>[2] = {}) => (
  <ResultCard trended={trendedOf(resultOf(change), [], more)} today={today} />
);
const tag = (change: MadeResult, more?: Parameters<typeof trendedOf>[2]): string =>
  rendered(card(change, more)).querySelector('.tag')?.textContent ?? '';
const below: MadeResult = {
  band: 'below',
  bandWords: 'Below the cut-off',
  negative: true,
  scores: [lineOf(4)],
};

describe('the tag of a result', () => {
  it('is a check only for a negative by the instrument’s own rules that speaks for today', () => {
    expect(tag(below)).toBe('✓ Below the cut-off');
    expect(tag({ ...below, negative: false })).toBe('? Below the cut-off');
  });

  it('says how old a result is that no longer speaks for today, and gives it no check', () => {
    expect(tag({ ...below, on: '2025-09-21' }, { isOld: true })).toBe(
      '○ Below the cut-off, 14 months 2 days ago',
    );
    expect(tag({ on: '2025-09-21' }, { isOld: true })).toMatch(/^▲ Above the cut-off, 14 months/);
  });

  it('is a stop where a safety answer was given, whatever the total', () => {
    const item = { id: 'item-10', label: 'self-harm item', value: 1 };
    const safety = { state: 'positive', positive: [item], unseen: [] } as const;
    const text = textOf(card({ ...below, negative: false, safety }));
    expect(text).toMatch(/■ Safety answer It counts whatever the total says \(below the cut-off\)\./);
    expect(text).toContain('self-harm item: answered 1');
    expect(text).not.toContain('✓');
  });
});

describe('the facts of a result', () => {
  it.each<[string, MadeResult, RegExp]>([
    ['who answered', {}, /answered by mother/],
    ['an edition that is not said', {}, /edition not said/],
    ['an edition that is', { form: { edition: '2' } }, /edition 2/],
    ['the day and how long ago', { on: '2026-08-20' }, /Aug 20, 2026, 3 months 3 days ago/],
    ['the language', { form: { language: 'es' } }, /in Spanish/],
    ['a band from the published cut-off', {}, /judged by the published cut-off, checked in its source/],
    [
      'a band from a signed cut-off',
      { bandedBy: { signedBy: 'Dr. Made', on: calendarDate('2026-09-01') } },
      /judged by the cut-off Dr. Made signed on Sep 1, 2026/,
    ],
    [
      'the source’s own verdict',
      { bandedBy: 'the source' },
      /not judged here: the verdict is the source’s own/,
    ],
    ['no band at all', { bandedBy: 'nobody' }, /not judged by anyone/],
    [
      'both ages where the corrected one goes with the form',
      {
        ageThen: { months: 18, days: 9, ageInDays: 558 },
        correctedThen: { months: 16, days: 14, ageInDays: 495 },
      },
      /child was 18 months 9 days, corrected 16 months 14 days/,
    ],
    [
      'an age form that is not said',
      {
        instrument: instrumentOf({
          forms: [
            {
              id: '24',
              name: '24 months',
              from: { months: 21, days: 0 },
              to: { months: 26, days: 30 },
              evidence: 'verified',
            },
          ],
        }),
      },
      /which age form was used is not said/,
    ],
  ])('say %s', (_name, change, words) => {
    expect(textOf(card(change))).toMatch(words);
  });

  it('say who it was made for when nobody said who answered', () => {
    const made = resultOf();
    const { respondent: _respondent, ...form } = made.form;
    const view = <ResultCard trended={trendedOf({ ...made, form })} today={today} />;
    expect(textOf(view)).toMatch(/who answered is not said \(made for a caregiver\)/);
  });

  it('show what a negative does not rule out in sight, not behind a tap', () => {
    const page = rendered(card(below));
    for (const closed of page.querySelectorAll('details')) closed.remove();
    expect(page.textContent).toContain('Not ruled out: It says nothing about sleep.');
    const above = rendered(card());
    for (const closed of above.querySelectorAll('details')) closed.remove();
    expect(above.textContent).not.toContain('It says nothing about sleep.');
  });

  it('say a number once: not again under its picture, and always where Hearth added it up', () => {
    expect(textOf(card({ because: ['Total 18 (cut-off 15)'] }))).not.toContain('(cut-off 15)');
    const added = 'Total 18 (cut-off 15; added up here from its 17 answers)';
    expect(textOf(card({ scores: [lineOf(18, { addedUpFrom: 17 })], because: [added] }))).toContain(added);
  });
});
