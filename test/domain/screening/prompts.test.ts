// Whom the words are said to, and at what age: chosen by whose result leads.
import { describe, expect, it } from 'vitest';
import { type Prompt, type PromptAudience, type Tier, tiers } from '../../../src/domain/screening/content.ts';
import { choosePrompts } from '../../../src/domain/screening/prompt-choice.ts';
import type { LeadingTier } from '../../../src/domain/screening/tier.ts';
import { content } from './forms.ts';

const prompt = (
  id: string,
  audience: PromptAudience,
  ageMonths: Prompt['ageMonths'],
  its: readonly Tier[] = tiers,
): Prompt => ({
  id,
  version: '1',
  source: 'made up for this test',
  evidence: 'design',
  reviewedBy: null,
  reviewedOn: null,
  title: id,
  audience,
  component: 'ours',
  tiers: its,
  ageMonths,
  order: 1,
  words: { en: { text: `words of ${id}`, reviewedOn: null } },
});
const made = {
  prompts: [
    prompt('family', 'family', { from: 0, to: 252 }),
    prompt('baby', 'family', { from: 0, to: 12 }),
    prompt('toddler', 'family', { from: 12, to: 36 }),
    prompt('caregiver', 'caregiver', { from: 0, to: 144 }),
    prompt('youth', 'young-person', { from: 144, to: 252 }),
  ],
};
const ids = (leading: LeadingTier | undefined, age: number | { from: number; to: number }) =>
  choosePrompts(made, leading, age, undefined).prompts.map(({ prompt: { id } }) => id);
const positive = (more: Partial<LeadingTier> = {}): LeadingTier => ({
  tier: 'positive',
  because: '',
  ...more,
});
const safety = (aboutWhom?: 'child' | 'caregiver'): LeadingTier => ({
  tier: 'safety',
  because: '',
  ...(aboutWhom ? { aboutWhom } : {}),
});

describe('words are said to', () => {
  it.each([
    ['the family alone about a small child', positive({ aboutWhom: 'child' }), 30, ['family', 'toddler']],
    [
      'the caregiver too about the caregiver',
      positive({ aboutWhom: 'caregiver' }),
      30,
      ['family', 'toddler', 'caregiver'],
    ],
    [
      'the caregiver too about the home',
      positive({ aboutWhom: 'child', confidence: 'family-risk' }),
      30,
      ['family', 'toddler', 'caregiver'],
    ],
    [
      'the young person too from the age of the words',
      positive({ aboutWhom: 'child' }),
      150,
      ['family', 'youth'],
    ],
    [
      'the family at eleven, where nobody answered about themselves',
      positive({ aboutWhom: 'child' }),
      135,
      ['family'],
    ],
    [
      'the young person of eleven who answered',
      positive({ aboutWhom: 'child', confidence: 'young-person' }),
      135,
      ['family', 'youth'],
    ],
    [
      'the mother of a young person, not the young person',
      positive({ aboutWhom: 'caregiver' }),
      150,
      ['family', 'caregiver'],
    ],
    ['the family before any result', undefined, 30, ['family', 'toddler']],
    [
      'the family where they are concerned',
      { tier: 'concern', because: '' } as const,
      30,
      ['family', 'toddler'],
    ],
    [
      'the caregiver who gave a safety answer, however old the child',
      safety('caregiver'),
      150,
      ['family', 'caregiver'],
    ],
    ['the young person who gave one', safety('child'), 150, ['family', 'youth']],
    ['the caregiver of a small child at risk', safety('child'), 30, ['family', 'toddler', 'caregiver']],
    ['both where nobody knows who answered', safety(), 150, ['family', 'caregiver', 'youth']],
  ])('%s', (_, leading, age, expected) => {
    expect(ids(leading, age)).toEqual(expected);
  });
});

describe('an age known only as a range', () => {
  it('gets the words that fit all of it', () => {
    expect(ids(positive(), { from: 3, to: 9 })).toEqual(['family', 'baby']);
    expect(ids(positive(), { from: 8, to: 19 })).toEqual(['family']);
  });

  it('is said as a range', () => {
    const why = (age: { from: number; to: number }) => choosePrompts(made, undefined, age, undefined).why;
    expect(why({ from: 8, to: 19 })).toBe('age between 8 months and 19 months, no current result to go by');
    expect(why({ from: 60, to: 60 })).toBe('age 5 years, no current result to go by');
    expect(why({ from: 60, to: 71 })).toBe('age 5 years, no current result to go by');
  });

  it('never leaves a page without words: the nearest of both ages stand in', () => {
    const narrow = { prompts: made.prompts.filter(({ id }) => id === 'baby' || id === 'toddler') };
    expect(choosePrompts(narrow, positive(), { from: 10, to: 13 }, undefined).prompts).toHaveLength(2);
    expect(choosePrompts(narrow, positive(), 40, undefined).prompts).toHaveLength(0);
  });
});

describe('the words Hearth ships', () => {
  it('meet whoever gave a safety answer with words for them alone', () => {
    for (const [age, whom, audience] of [
      [2, 'caregiver', 'caregiver'],
      [166, 'caregiver', 'caregiver'],
      [166, 'child', 'young-person'],
      [135, 'child', 'young-person'],
    ] as const) {
      const chosen = choosePrompts(content, safety(whom), age, 'es').prompts;
      expect(
        chosen.some(({ prompt: one }) => one.audience === audience),
        `${audience} at ${age}`,
      ).toBe(true);
    }
  });

  it('never speak to the caregiver alone about what the child answered, nor the other way round', () => {
    for (const tier of tiers)
      for (const age of [2, 30, 60, 100, 150, 200]) {
        const to = (aboutWhom: 'child' | 'caregiver') =>
          choosePrompts(content, { tier, because: '', aboutWhom }, age, undefined).prompts.map(
            ({ prompt: one }) => one.audience,
          );
        if (age >= 132) expect(to('child'), `${tier} at ${age}`).not.toContain('caregiver');
        expect(to('caregiver'), `${tier} at ${age}`).not.toContain('young-person');
      }
  });
});
