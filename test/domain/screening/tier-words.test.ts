import { describe, expect, it } from 'vitest';
import type { Tier } from '../../../src/domain/screening/content.ts';
import { choosePrompts } from '../../../src/domain/screening/prompt-choice.ts';
import type { UnusableCause } from '../../../src/domain/screening/result.ts';
import { tierWords } from '../../../src/domain/screening/tier-words.ts';
import { content } from './forms.ts';

const of = (tier: Tier, from: number, to = from, cause?: UnusableCause) =>
  tierWords(content.tiers, { tier, because: 'b', ...(cause ? { cause } : {}) }, { from, to });

describe('who need not wait, after a positive screen', () => {
  it.each([
    [0, 'Early Intervention need not wait'],
    [32, 'Early Intervention need not wait'],
    [33, 'Early Intervention or the school district'],
    [35, 'Early Intervention or the school district'],
    [36, 'school’s evaluation need not wait'],
    [143, 'school’s evaluation need not wait'],
  ])('at %i months is: %s', (months, words) => {
    expect(of('positive', months)?.first).toContain(words);
  });

  it('names nobody of another age, and nobody where the age is open', () => {
    expect(of('positive', 48)?.first).not.toContain('Early Intervention');
    expect(of('positive', 20)?.first).not.toContain('school');
    expect(of('positive', 30, 38)?.first).not.toMatch(/Early Intervention|school/);
    expect(of('positive', 168)?.first).not.toMatch(/Early Intervention|school/);
  });
});

describe('a result that is not gone by', () => {
  const said = (cause?: UnusableCause) =>
    choosePrompts(content, { tier: 'unusable', because: 'b', ...(cause ? { cause } : {}) }, 45, undefined)
      .prompts.map(({ english }) => english)
      .join(' ');

  it('for its age is not to be scored again, and the family hears why', () => {
    expect(of('unusable', 45, 45, 'age')?.name).toMatch(/not for this age/);
    expect(of('unusable', 45, 45, 'age')?.first).not.toMatch(/score it again/);
    expect(said('age')).toMatch(/made for another age/);
    expect(said('age')).not.toMatch(/part of it is missing|interpreter/);
  });

  it('for its language is talked through, and for the form itself is looked at', () => {
    expect(of('unusable', 45, 45, 'language')?.first).toMatch(/interpreter/);
    expect(said('language')).toMatch(/could not be checked/);
    expect(said('language')).not.toMatch(/another age/);
    expect(of('unusable', 45)?.first).toMatch(/score it again/);
    expect(said()).toMatch(/part of it is missing or could not be checked/);
    expect(said()).not.toMatch(/another age/);
  });
});

it('an answer told in the strip is neither named nor denied beside the words', () => {
  expect(choosePrompts(content, undefined, 20, undefined).why).toContain('no current result');
  expect(choosePrompts(content, undefined, 20, undefined, true).why).toBe('age 20 months');
});
