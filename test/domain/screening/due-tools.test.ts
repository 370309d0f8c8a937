import { describe, expect, it } from 'vitest';
import { decideDue } from '../../../src/domain/screening/due.ts';
import type { AgeForm, Instrument } from '../../../src/domain/screening/instrument.ts';
import { day, partial } from './forms.ts';
import { rule, tool, yearly } from './rules.ts';

const linesOf = (tools: readonly Instrument[], birth: string, today: string, weeks?: number) =>
  decideDue(
    [yearly(0, 263, { acceptable: tools.map(({ id }) => id) })],
    tools,
    [],
    {
      birthDate: partial(birth),
      state: undefined,
      gestation: weeks === undefined ? undefined : { weeks, days: 0, basis: 'b' },
    },
    day(today),
    true,
  )[0];
const toolsOf = (...given: Parameters<typeof linesOf>) => linesOf(...given)?.tools ?? [];
const ids = (...given: Parameters<typeof linesOf>) => toolsOf(...given).map(({ id }) => id);

const baby = tool([0, 17], { id: 'baby', correctsUntilMonths: 24 });
const toddler = tool([18, 65], { id: 'toddler', correctsUntilMonths: 24 });
const both = [baby, toddler];

describe('the tools of a line', () => {
  it('swap at 18 months 0 days', () => {
    expect(ids(both, '2025-05-24', '2026-11-23')).toEqual(['baby']);
    expect(ids(both, '2025-05-23', '2026-11-23')).toEqual(['toddler']);
  });

  it('go by corrected age where the instrument corrects, until the second birthday', () => {
    // 19 months, born at 34 weeks: 39 − 34 = 5 weeks; counted from 28 May 2025.
    expect(ids(both, '2025-04-23', '2026-11-23')).toEqual(['toddler']);
    expect(ids(both, '2025-04-23', '2026-11-23', 34)).toEqual(['baby']);
    expect(ids(both, '2025-04-23', '2026-11-28', 34)).toEqual(['toddler']);
    expect(
      ids([tool([24, 30], { id: 'two', correctsUntilMonths: 24 })], '2024-11-23', '2026-11-23', 30),
    ).toEqual(['two']);
  });

  it('go by chronological age where it does not', () => {
    const autism = tool([16, 30], { id: 'autism' });
    expect(ids([autism], '2025-05-23', '2026-11-23', 24)).toEqual(['autism']);
  });

  it('of a preterm child not yet at the day ages count from are none that correct, and the line says from when', () => {
    const line = linesOf([baby], '2026-10-20', '2026-11-23', 30); // 9 weeks: counted from 22 December
    expect(line?.tools).toEqual([]);
    expect(line).toMatchObject({
      state: 'not-yet',
      why: 'no tool Hearth knows fits before 2026-12-22',
    });
    expect(ids([baby], '2026-10-20', '2026-12-22', 30)).toEqual(['baby']);
    expect(ids([tool([0, 17], { id: 'plain' })], '2026-10-20', '2026-11-23', 30)).toEqual(['plain']);
  });

  it('of a preterm child whose birth date is not whole go by the corrected age of every day it may be', () => {
    // Born in May 2025, on 23 November 2026 the child is 17 to 18 months; 5 weeks less is under 18 for every day.
    expect(ids(both, '2025-05', '2026-11-23')).toEqual(['baby', 'toddler']);
    expect(ids(both, '2025-05', '2026-11-23', 34)).toEqual(['baby']);
  });

  it('of any age fit always, for a caregiver’s own form', () => {
    expect(ids([tool(null)], '2026-11-23', '2026-11-23')).toEqual(['tool']);
  });

  it('are those the rule takes', () => {
    const [line] = decideDue(
      [rule({ everyMonths: 12, acceptable: ['baby'] })],
      both,
      [],
      { birthDate: partial('2025-05-23'), state: undefined },
      day('2026-05-23'),
      true,
    );
    expect(line?.tools.map(({ id }) => id)).toEqual(['baby']);
  });
});

describe('the words of a tool', () => {
  const form = (id: string, from: number, to: number): AgeForm => ({
    id,
    name: `${id}-month form`,
    from: { months: from, days: 0 },
    to: { months: to, days: 30 },
    evidence: 'recalled',
  });
  const licensed = tool([1, 72], {
    name: 'Licensed',
    correctsUntilMonths: 24,
    mayShipCutOffs: false,
    forms: [form('18', 15, 20), form('24', 21, 26)],
    thresholds: [
      {
        score: 'total',
        form: '18',
        ageMonths: null,
        at: null,
        monitorAt: null,
        evidence: 'recalled',
        source: 's',
      },
    ],
  });
  const words = (instrument: Instrument, weeks?: number) =>
    toolsOf([instrument], '2025-02-10', '2026-11-23', weeks)[0]?.words;

  it('name the form for this age, by which age it was chosen, and that a license is needed', () => {
    expect(words(licensed)).toBe('Licensed 24-month form (needs a license)'); // 21 months 13 days
    expect(words(licensed, 32)).toBe('Licensed 18-month form (by corrected age; needs a license)');
  });

  it('say nothing of a license once the site has typed a cut-off in, or signed the row', () => {
    const threshold = {
      ...licensed.thresholds[0],
      score: 'total',
      form: '18',
      ageMonths: null,
      at: 50,
    } as const;
    const typed = {
      ...licensed,
      thresholds: [{ ...threshold, monitorAt: null, evidence: 'verified' as const, source: 's' }],
    };
    expect(words(typed)).toBe('Licensed 24-month form');
    expect(words({ ...licensed, reviewedBy: 'Dr. Prueba' })).toBe('Licensed 24-month form');
    expect(words(tool([1, 72], { name: 'Free' }))).toBe('Free');
  });

  it('put what the clinic has bought first, then the free ones, then those whose owner wants a license', () => {
    const free = tool([1, 72], { id: 'free', name: 'Free' });
    const bought = { ...licensed, id: 'bought', reviewedBy: 'Dr. Prueba' };
    expect(ids([licensed, free, bought], '2025-02-10', '2026-11-23')).toEqual(['bought', 'free', 'tool']);
  });

  it('name the later one of a series where both fit', () => {
    const series = [
      tool([0, 18], { id: 'infant', givesWayTo: 'toddler' }),
      tool([18, 36], { id: 'toddler', givesWayTo: 'preschool' }),
    ];
    expect(ids(series, '2025-05-24', '2026-11-23')).toEqual(['infant']); // 17 months 30 days
    expect(ids(series, '2025-05-23', '2026-11-23')).toEqual(['toddler']);
  });

  it('leave out what somebody who is not here answers, unless nothing else fits', () => {
    const teacher = tool([24, 215], { id: 'teacher', answeredElsewhere: true });
    const parent = tool([24, 60], { id: 'parent' });
    expect(ids([teacher, parent], '2024-05-23', '2026-11-23')).toEqual(['parent']);
    expect(ids([teacher, parent], '2016-05-23', '2026-11-23')).toEqual(['teacher']);
  });

  it('name no form where two hold the age', () => {
    expect(words({ ...licensed, forms: [form('a', 15, 26), form('b', 21, 26)] })).toBe(
      'Licensed (needs a license)',
    );
  });
});
