// Faults an attacker found: what leads, since when, and what counts as an administration.
import { describe, expect, it } from 'vitest';
import { declinesRule, meetsRule } from '../../../src/domain/screening/due.ts';
import { decideNextSteps } from '../../../src/domain/screening/next-steps.ts';
import { leadingTier } from '../../../src/domain/screening/tier.ts';
import { answers, content, day, partial, read, reported } from './forms.ts';

const today = day('2026-11-23');
const infant = '2026-05-20';
const toddler = '2025-03-01';
const schoolChild = '2018-05-01';

describe('a newer form that cannot be used', () => {
  it.each([
    ['an M-CHAT-R of 99 after one of 9', toddler, 'm-chat-r', { total: 9 }, { total: 99 }],
    ['a PSC-17 total alone after one above', schoolChild, 'psc-17', { total: 22 }, { total: 3 }],
  ])('silences no positive: %s', (_name, birth, id, before, after) => {
    const results = [
      read(reported(id, '2026-11-20', after), birth),
      read(reported(id, '2026-11-10', before), birth),
    ];
    expect(leadingTier(results, today, false)?.tier).toBe('positive');
    expect(leadingTier(results.toReversed(), today, false)?.tier).toBe('positive');
  });

  it('is not made good by an older negative, and is done with once a newer one can be used', () => {
    const low = (on: string) => read(reported('m-chat-r', on, { total: 1 }), toddler);
    const bad = read(reported('m-chat-r', '2026-11-15', { total: 99 }), toddler);
    expect(leadingTier([low('2026-11-10'), bad], today, false)?.tier).toBe('unusable');
    expect(leadingTier([low('2026-11-20'), bad], today, false)?.because).toMatch(/2026-11-20|Nov 20, 2026/);
  });
});

describe('the clock of a concern about the child', () => {
  const steps = (results: Parameters<typeof leadingTier>[0], birth: string, concern = false) => {
    const leading = leadingTier(results, today, concern);
    const found = decideNextSteps(content.referralKinds, leading, partial(birth), today);
    return found.find(({ kind }) => kind.need === 'early-intervention');
  };

  it('runs although a caregiver’s own form leads', () => {
    const both = [
      read(reported('bpsc', '2026-11-20', { irritability: 5, inflexibility: 0, routines: 0 }), infant),
      read(reported('epds', '2026-11-21', { total: 14 }, { respondent: 'mother' }), infant),
    ];
    const step = steps(both, infant);
    expect(step?.by).toBe('2026-11-27');
    expect(step?.place).toBe('first');
  });

  it('runs from the first of two positives, not from the last', () => {
    const both = [
      read(reported('m-chat-r', '2026-11-10', { total: 9 }), toddler),
      read(reported('posi', '2026-11-20', { total: 5 }), toddler),
    ];
    expect(steps(both, toddler)?.by).toBe('2026-11-17');
  });

  it('does not run for a caregiver’s form alone, and runs from today for a concern', () => {
    const hers = [read(reported('epds', '2026-11-20', { total: 14 }, { respondent: 'mother' }), infant)];
    expect(steps(hers, infant)?.by).toBeUndefined();
    expect(steps(hers, infant, true)?.by).toBe('2026-11-30');
  });

  it('waits for no Follow-Up once somebody is concerned', () => {
    const between = [read(reported('m-chat-r', '2026-11-20', { total: 5 }), toddler)];
    expect(steps(between, toddler)?.words).toMatch(/stays positive/);
    expect(steps(between, toddler, true)?.words).not.toMatch(/stays positive/);
    expect(steps(between, toddler, true)?.by).toBe('2026-11-30');
  });
});

describe('what counts as an administration', () => {
  const youth = content.periodicity.find(({ id }) => id === 'youth-depression');
  const autism = content.periodicity.find(({ id }) => id === 'autism');
  const teen = '2012-05-01';
  const counts = (form: ReturnType<typeof reported>, birth: string, rule = youth) =>
    rule !== undefined && meetsRule(read(form, birth), rule);
  const own = { respondent: 'the child' };

  it.each([
    ['a reported total', reported('phq-9', '2026-11-20', { total: 4 }, own), true],
    ['all nine answers', reported('phq-9', '2026-11-20', {}, { ...own, items: answers(9) }), true],
    ['nine blanks', reported('phq-9', '2026-11-20', {}, { ...own, items: answers(9, null) }), false],
    ['a single answer', reported('phq-9', '2026-11-20', {}, { ...own, items: { 'item-9': 0 } }), false],
  ])('%s', (_name, form, expected) => {
    expect(counts(form, teen)).toBe(expected);
  });

  it('a Follow-Up without its screen is none', () => {
    expect(counts(reported('m-chat-r', '2026-11-20', { 'follow-up': 1 }), toddler, autism)).toBe(false);
  });
});

describe('violence somebody disclosed', () => {
  it.each([
    ['swyc-fq', { 'violence-at-home': 1, endorsed: 1 }],
    ['seek-pq-r', { 'partner-violence': 1, 'yes-answers': 1 }],
  ])('on the %s calls for a look in this visit, as a score too', (id, scores) => {
    expect(read(reported(id, '2026-11-20', scores), infant).safety.state).toBe('positive');
    expect(read(reported(id, '2026-11-20', { [Object.keys(scores)[1] ?? '']: 0 }), infant).safety.state).toBe(
      'not-seen',
    );
  });
});

describe('a "no"', () => {
  const rule = (id: string) => {
    const found = content.periodicity.find((one) => one.id === id);
    if (!found) throw new Error(`no rule ${id}`);
    return found;
  };
  const no = (personIs: 'child' | 'caregiver') => ({
    id: 'Observation/no',
    instrumentId: 'phq-9',
    on: day('2026-11-20'),
    by: 'the chart',
    person: 'someone',
    personIs,
  });

  it('to a form about oneself is that person’s alone', () => {
    const youth = rule('youth-depression');
    expect(declinesRule(no('child'), youth, content.periodicity, content.instruments)).toBe(true);
    expect(declinesRule(no('caregiver'), youth, content.periodicity, content.instruments)).toBe(false);
  });
});
