// The built-in content through the domain's own judgement: what a clinician would be told.
import { describe, expect, it } from 'vitest';
import { loadContent } from '../../src/content/load.ts';
import { addMonths, calendarDate, parsePartialDate } from '../../src/domain/age.ts';
import type { ReportedForm } from '../../src/domain/chart.ts';
import { decideDue } from '../../src/domain/screening/due.ts';
import { tiers } from '../../src/domain/screening/content.ts';
import { decideNextSteps } from '../../src/domain/screening/next-steps.ts';
import { readResult } from '../../src/domain/screening/read-result.ts';
import { choosePrompts } from '../../src/domain/screening/prompt-choice.ts';
import { tierOf } from '../../src/domain/screening/tier.ts';

const content = loadContent([]);
const birth = calendarDate('2024-03-10');
const birthDate = parsePartialDate(birth);
if (!birthDate) throw new Error('unreachable');

const result = (
  instrumentId: string,
  ageMonths: number,
  scores: Record<string, number>,
  more: Partial<ReportedForm> = {},
) => {
  const instrument = content.instruments.find(({ id }) => id === instrumentId);
  if (!instrument) throw new Error(`no instrument ${instrumentId}`);
  const form: ReportedForm = {
    id: 'Observation/1',
    instrumentId,
    administeredOn: addMonths(birth, ageMonths),
    scores,
    items: {},
    notes: [],
    origins: [],
    ...more,
  };
  return readResult(form, instrument, birthDate, undefined);
};

const below = { internalizing: 4, attention: 6, externalizing: 6 };

describe('results', () => {
  it.each([
    [15, 'above'],
    [14, 'below'],
  ])('band a PSC-17 total of %i with low scales as %s', (total, band) => {
    expect(result('psc-17', 60, { total, ...below }).band).toBe(band);
  });

  it.each([
    ['internalizing', 5],
    ['attention', 7],
    ['externalizing', 7],
  ])('band a PSC-17 as above for its %s scale alone at %i', (scale, at) => {
    expect(result('psc-17', 60, { total: 10, ...below, [scale]: at }).band).toBe('above');
    expect(result('psc-17', 60, { total: 10, ...below, [scale]: at - 1 }).band).toBe('below');
  });

  it('do not call a PSC-17 total alone negative', () => {
    expect(tierOf(result('psc-17', 60, { total: 3 }))).toBe('unusable');
  });

  it('call a whole low PSC-17 negative, and one with four blanks unusable', () => {
    const items = (blanks: number) =>
      Object.fromEntries(
        Array.from({ length: 17 }, (_, index) => [`item-${index + 1}`, index < blanks ? null : 0]),
      );
    const scores = { total: 0, internalizing: 0, attention: 0, externalizing: 0 };
    expect(tierOf(result('psc-17', 60, scores, { items: items(3) }))).toBe('negative');
    expect(tierOf(result('psc-17', 60, scores, { items: items(4) }))).toBe('unusable');
  });

  it('refuse a BPSC from the day a child is 18 months old', () => {
    const scores = { irritability: 0, inflexibility: 0, routines: 0 };
    expect(result('bpsc', 17, scores).band).toBe('below');
    expect(result('bpsc', 18, scores).band).toBe('unusable');
    expect(result('bpsc', 9, { ...scores, routines: 3 }).band).toBe('above');
  });

  it.each([
    [2, 'below'],
    [3, 'follow-up'],
    [7, 'follow-up'],
    [8, 'above'],
  ])('band an M-CHAT-R of %i as %s', (total, band) => {
    expect(result('m-chat-r', 20, { total }).band).toBe(band);
  });

  it('never band an ASQ:SE-2 without a signed cut-off', () => {
    expect(result('asq-se-2', 30, { total: 300 }).band).toBe('no-cut-off');
  });

  it('hear a self-harm answer under a low total, and do not call an unseen one negative', () => {
    expect(result('epds', 2, { total: 6 }, { items: { 'item-10': 1 } }).safety.state).toBe('positive');
    expect(result('phq-9', 158, { total: 4 }, { items: { 'item-9': 1 } }).safety.state).toBe('positive');
    expect(result('epds', 2, { total: 6 }).negative).toBe(false);
    expect(result('epds', 2, { total: 6 }, { items: { 'item-10': 0 } }).negative).toBe(true);
    expect(result('epds', 2, { total: 10 }, { items: { 'item-10': 0 } }).band).toBe('above');
    expect(result('phq-9', 158, { total: 9 }, { items: { 'item-9': 0 } }).band).toBe('below');
  });
});

describe('due lines', () => {
  const due = (months: number, state: string | undefined = 'IL') =>
    Object.fromEntries(
      decideDue(
        content.periodicity,
        content.instruments,
        [],
        { birthDate, state },
        addMonths(birth, months),
        true,
      ).map(({ rule, state: is, tools }) => [rule.id, `${is}: ${tools.map(({ id }) => id).join(' ')}`]),
    );

  it('ask for autism at 18 and 24 months, and for a caregiver screen at two months', () => {
    expect(due(18).autism).toBe('due: m-chat-r posi');
    expect(due(24).autism).toBe('due: m-chat-r posi');
    expect(due(2)['caregiver-depression']).toBe('due: epds phq-2 phq-9');
    expect(due(9)['caregiver-depression']).toBe('missed: epds phq-2 phq-9');
  });

  it('offer tools that fit the age at every yearly visit from one month to 17 years', () => {
    for (const months of [1, 6, 12, 17, 18, 24, 36, 47, 48, 60, 71, 72, 120, 215])
      expect(due(months)['behavioural-social-emotional'], `month ${months}`).toMatch(/: \S/);
    expect(due(30)['behavioural-social-emotional']).toContain('asq-se-2');
    expect(due(30)['behavioural-social-emotional']).not.toContain('psc-17');
    expect(due(150)['youth-depression']).toContain('phq-9');
  });

  it('offer a screen at each early visit in Massachusetts only', () => {
    expect(due(15, 'MA')['ma-behavioural-each-visit']).toMatch(/^due: /);
    expect(due(15, 'IL')['ma-behavioural-each-visit']).toBeUndefined();
    expect(due(3, 'MA')['ma-caregiver-epds']).toBe('due: epds');
  });
});

describe('the page', () => {
  it('has a handful of prompts for every tier at every age, in English and Spanish', () => {
    for (const tier of tiers)
      for (const months of [0, 2, 12, 24, 36, 60, 72, 110, 144, 200, 251]) {
        const { prompts, missingLanguage } = choosePrompts(content, { tier, because: '' }, months, 'es-MX');
        expect(prompts.length, `${tier} at ${months}`).toBeGreaterThanOrEqual(4);
        // Where nobody knows who gave a safety answer, the words for parent and young person stand side by side.
        expect(prompts.length, `${tier} at ${months}`).toBeLessThanOrEqual(13);
        for (const aboutWhom of ['child', 'caregiver'] as const)
          expect(
            choosePrompts(content, { tier, because: '', aboutWhom }, months, 'es').prompts.length,
            `${tier} at ${months} about the ${aboutWhom}`,
          ).toBeLessThanOrEqual(12);
        expect(missingLanguage).toBeUndefined();
      }
  });

  it('offers Early Intervention before the third birthday and the district after it', () => {
    const states = (months: number) =>
      Object.fromEntries(
        decideNextSteps(content.referralKinds, { tier: 'positive' }, birthDate, addMonths(birth, months)).map(
          ({ kind, state }) => [kind.id, state],
        ),
      );
    expect(states(30)).toMatchObject({
      'early-intervention': 'offer',
      'preschool-special-education': 'not-now',
    });
    expect(states(36)).toMatchObject({
      'early-intervention': 'not-now',
      'preschool-special-education': 'offer',
      'ecmh-clinician': 'offer',
    });
    expect(states(108)['ecmh-clinician']).toBe('not-now');
  });

  it('has a next step to offer in every tier', () => {
    for (const tier of tiers)
      expect(
        decideNextSteps(content.referralKinds, { tier }, birthDate, addMonths(birth, 20)).some(
          ({ state }) => state === 'offer',
        ),
        tier,
      ).toBe(true);
  });
});
