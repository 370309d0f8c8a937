import { describe, expect, it } from 'vitest';
import { tiers } from '../../../src/domain/screening/content.ts';
import { choosePrompts } from '../../../src/domain/screening/prompt-choice.ts';
import { currentResults, leadingTier } from '../../../src/domain/screening/tier.ts';
import { content, day, read, reported } from './forms.ts';

const today = day('2026-11-23');
const low = { total: 3, internalizing: 1, attention: 1, externalizing: 1 };
const negative = read(reported('psc-17', '2026-11-20', low));
const positive = read(reported('psc-17', '2026-11-20', { ...low, total: 18 }, { id: 'Observation/other' }));
const noCutOff = read(reported('asq-se-2', '2026-11-20', { total: 40 }));
const selfHarm = read(
  reported('phq-9', '2026-11-20', { total: 1 }, { items: { 'item-9': 1 } }),
  '2012-01-01',
);

describe('the leading tier', () => {
  it('is none without a current result: no result is not a negative one', () => {
    expect(leadingTier([], today, false)).toBeUndefined();
  });

  it.each([
    ['negative alone', [negative], false, 'negative'],
    ['negative with a concern', [negative], true, 'concern'],
    ['a concern alone', [], true, 'concern'],
    ['positive with a concern', [positive], true, 'positive'],
    ['negative beside a score without a cut-off', [negative, noCutOff], false, 'no-cut-off'],
    ['a safety answer with a total below', [negative, selfHarm], false, 'positive'],
  ])('of %s', (_, results, concern, tier) => {
    expect(leadingTier(results, today, concern)?.tier).toBe(tier);
  });

  it('does not name in the open what was answered in confidence', () => {
    const because = leadingTier([selfHarm], today, false)?.because ?? '';
    expect(because).toBe('a form answered in confidence on Nov 20, 2026');
  });
});

describe('what stands behind the leading tier', () => {
  it('is said to be old once it is, with its age in days beside it', () => {
    const old = read(reported('psc-17', '2026-03-01', low), '2021-01-01');
    expect(leadingTier([old], today, false)).toMatchObject({
      because: 'PSC-17 of Mar 1, 2026, 8 months ago: below the cut-off',
      of: 'PSC-17 of Mar 1, 2026, 8 months ago',
      daysOld: 267,
      aboutWhom: 'child',
      confidence: 'none',
    });
    expect(leadingTier([negative], today, false)?.because).toBe('PSC-17 of Nov 20, 2026: below the cut-off');
  });

  it('is the concern itself, which a negative screen does not outweigh', () => {
    expect(leadingTier([negative], today, true)?.because).toMatch(
      /concerned, and a negative screen does not/,
    );
    expect(leadingTier([], today, true)?.because).toBe('you or the family said you are concerned');
  });

  it('is the newer of two that weigh the same, in either order', () => {
    const other = read(reported('m-chat-r', '2024-11-20', { total: 9 }), '2023-01-01');
    const newer = read(reported('ppsc', '2024-11-22', { total: 9 }), '2023-01-01', undefined, {
      ...noCutOff.instrument,
      id: 'made-up',
      edition: null,
      reviewedBy: 'A Clinician, MD',
      thresholds: [
        {
          score: 'total',
          form: null,
          ageMonths: null,
          at: 5,
          monitorAt: null,
          evidence: 'verified',
          source: 'made up',
        },
      ],
    });
    expect([other.band, newer.band]).toEqual(['above', 'above']);
    for (const results of [
      [other, newer],
      [newer, other],
    ])
      expect(leadingTier(results, day('2024-11-23'), false)?.on).toBe('2024-11-22');
  });
});

describe('current results', () => {
  it('of one day that disagree are led by the more worrying one, in either order', () => {
    expect(currentResults([negative, positive], today)).toEqual([positive]);
    expect(currentResults([positive, negative], today)).toEqual([positive]);
  });

  it('are the latest of each instrument: an older positive does not outlive a newer negative', () => {
    const older = read(reported('psc-17', '2026-10-01', { total: 30 }));
    expect(currentResults([negative, older], today)).toEqual([negative]);
    expect(currentResults([older, negative], today)).toEqual([negative]);
  });

  it.each([
    ['2025-11-24', 1],
    ['2025-11-23', 0],
  ])('speak for twelve months: one of %s counts %i', (on, count) => {
    expect(currentResults([read(reported('psc-17', on, low))], today)).toHaveLength(count);
  });
});

describe('prompts', () => {
  const leading = (tier: (typeof tiers)[number]) => ({ tier, because: 'a reason' });
  const ages = [0, 5, 11, 12, 17, 18, 23, 24, 35, 36, 47, 48, 59, 71, 72, 107, 143, 144, 215];

  it.each(tiers)('of tier %s fit it and the age, in order, with words in English, at every age', (tier) => {
    for (const months of ages) {
      const { prompts } = choosePrompts(content, leading(tier), months, undefined);
      expect(prompts.length, `${months} months`).toBeGreaterThan(0);
      const orders = prompts.map(({ prompt }) => prompt.order);
      expect(orders).toEqual([...orders].sort((one, other) => one - other));
      for (const { prompt, english, translation } of prompts) {
        expect(prompt.tiers).toContain(tier);
        expect(prompt.ageMonths.from).toBeLessThanOrEqual(months);
        expect(prompt.ageMonths.to).toBeGreaterThan(months);
        expect(english).not.toBe('');
        expect(translation).toBeUndefined();
      }
    }
  });

  it('without any result presume none: each fits a negative and a positive outcome', () => {
    const { prompts, why } = choosePrompts(content, undefined, 30, undefined);
    expect(prompts.length).toBeGreaterThan(0);
    for (const { prompt } of prompts)
      expect(prompt.tiers).toEqual(expect.arrayContaining(['negative', 'positive']));
    expect(why).toBe('age 2 years, no current result to go by');
  });

  it('carry Spanish words beside the English ones for a family of any Spanish-speaking country', () => {
    for (const tier of tiers) {
      const chosen = choosePrompts(content, leading(tier), 48, 'es-MX');
      for (const { translation } of chosen.prompts) expect(translation).toMatchObject({ tag: 'es' });
      expect(chosen.missingLanguage).toBeUndefined();
      expect(chosen.why).toContain('family language Mexican Spanish');
    }
  });

  it('say when the family’s language has no words here', () => {
    const chosen = choosePrompts(content, leading('positive'), 48, 'pl');
    expect(chosen.missingLanguage).toBe('pl');
    expect(chosen.prompts.every(({ translation }) => translation === undefined)).toBe(true);
  });
});
