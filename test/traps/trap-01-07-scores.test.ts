// The safety traps of a score: direction, edition, hidden answers, ages, missing parts (CLINICAL, "Safety traps" 1 to 7).
import { describe, expect, it } from 'vitest';
import type { Instrument, Threshold } from '../../src/domain/screening/instrument.ts';
import { decideNextSteps } from '../../src/domain/screening/next-steps.ts';
import { tierOf } from '../../src/domain/screening/tier.ts';
import { chart, child, decide } from '../domain/charts.ts';
import {
  answers,
  content,
  day,
  instrumentNamed,
  partial,
  read,
  reported,
} from '../domain/screening/forms.ts';
import { pageOf } from '../web/views/page.ts';

const on = '2026-11-23';
const threshold = (score: string, at: number, form: string | null = null): Threshold => ({
  score,
  form,
  ageMonths: null,
  at,
  monitorAt: null,
  evidence: 'design',
  source: 'a number made up for this test',
});
/** As if a site had typed in a cut-off and signed it. */
const signed = (id: string, ...thresholds: Threshold[]): Instrument => ({
  ...instrumentNamed(id),
  forms: [],
  reviewedBy: 'A Clinician, MD',
  reviewedOn: day('2026-11-01'),
  thresholds,
});

describe('trap 01: direction of score', () => {
  it.each([
    ['asq-3', 'communication'],
    ['swyc-milestones', 'total'],
    ['deca-i', 'protective-factors'],
    ['deca-t', 'protective-factors'],
    ['deca-p2', 'protective-factors'],
    ['bitsea', 'competence'],
    ['sdq', 'prosocial'],
  ])('trap 01: a low %s %s is more concern, not less', (id, score) => {
    const instrument = signed(id, threshold(score, 5));
    const birth =
      id === 'deca-p2' || id === 'sdq' ? '2022-11-23' : id === 'deca-i' ? '2025-11-23' : '2024-11-23';
    const judged = (value: number) =>
      read(
        reported(id, on, { [score]: value }, instrument.edition ? { edition: instrument.edition } : {}),
        birth,
        undefined,
        instrument,
      );
    expect(judged(4)).toMatchObject({
      band: 'above',
      bandWords: expect.stringMatching(/lower is more concern/),
    });
    expect(judged(5).band).toBe('above');
    expect(judged(6).band).not.toBe('above');
    expect(judged(6).scores).toMatchObject([{ concern: 'lower', reached: false }]);
  });

  it('trap 01: one instrument may go both ways: high problems and low competence are both positive', () => {
    const both = signed('bitsea', threshold('problem', 20), threshold('competence', 5));
    const judged = (problem: number, competence: number) =>
      read(reported('bitsea', on, { problem, competence }), '2024-11-23', undefined, both).band;
    expect([judged(3, 18), judged(25, 18), judged(3, 2)]).toEqual(['below', 'above', 'above']);
  });
});

describe('trap 02: the cut-offs of one edition applied to another', () => {
  it.each([
    ['1', 'no-cut-off'],
    [undefined, 'no-cut-off'],
    ['2', 'above'],
  ])(
    'trap 02: a first-edition, or unnamed, ASQ:SE is never judged by the second: edition %s is %s',
    (edition, band) => {
      const instrument = signed('asq-se-2', threshold('total', 60));
      const form = reported('asq-se-2', on, { total: 95 }, edition ? { edition } : {});
      const result = read(form, '2024-11-23', undefined, instrument);
      expect(result).toMatchObject({ band, negative: false });
      if (band === 'no-cut-off') expect(result.scores).toMatchObject([{ cutOff: null, reached: false }]);
    },
  );
});

describe('trap 03: a low total hiding a self-harm answer', () => {
  it.each([
    ['epds', 'item-10', '2026-09-15'],
    ['phq-9', 'item-9', '2012-01-10'],
    ['phq-a', 'suicidal-thoughts-past-month', '2012-01-10'],
    ['phq-a', 'suicide-attempt-ever', '2012-01-10'],
  ])('trap 03: in a %s with a total of 1, %s above zero is heard first', (id, item, birth) => {
    const all = Object.fromEntries(instrumentNamed(id).safetyItems.map((one) => [one.id, 0]));
    const form = reported(id, on, { total: 1 }, { items: { ...all, [item]: 1 } });
    const birthDate = partial(birth);
    const page = decide(chart({ child: child({ birthDate }), forms: [form] }));
    expect(page.safety.map(({ result }) => result.safety.positive.map((one) => one.id))).toEqual([[item]]);
    expect(page.leading).toBeUndefined();
    expect(read(form, birth).negative).toBe(false);
  });

  it.each([
    ['was never sent', {}],
    ['was left blank', { 'item-10': null }],
  ])(
    'trap 03: with a self-harm question that %s a total of 0 is neither zero for it nor safe',
    (_, items) => {
      const result = read(reported('epds', on, { total: 0 }, { items }), '2026-09-15');
      expect(result).toMatchObject({ negative: false, safety: { state: 'not-seen' } });
      expect(result.bandWords).toMatch(/not seen$/);
      expect(tierOf(result)).not.toBe('negative');
    },
  );
});

describe('trap 04: a negative PSC read as no suicide risk', () => {
  const low = { total: 2, internalizing: 1, attention: 0, externalizing: 1 };
  const teen = child({ birthDate: partial('2012-01-10') });
  const forms = [reported('psc-17', on, low, { respondent: 'mother' })];

  it('trap 04: it does not meet the suicide-risk rule, nor the one for depression', () => {
    const page = decide(chart({ child: teen, forms }));
    expect(page.results[0]?.result.negative).toBe(true);
    const states = page.due
      .flatMap((line) => [line, ...(line.also ?? [])])
      .filter(({ rule }) => rule.topic === 'suicide-risk' || rule.topic === 'youth-depression')
      .map(({ state }) => state);
    expect(states.length).toBeGreaterThan(0);
    expect(states).not.toContain('done');
  });

  it('trap 04: its card says in sight that it has no such question', () => {
    const card = pageOf(chart({ child: teen, forms })).querySelector('section[aria-label="PSC-17"]');
    for (const closed of card?.querySelectorAll('details') ?? []) closed.remove();
    expect(card?.textContent).toMatch(/no question about suicide or self-harm/);
  });
});

describe('trap 05: the wrong age for the question', () => {
  const early = { weeks: 30, days: 0, basis: 'gestational age at birth' };

  it('trap 05: Early Intervention ends on the third birthday by the calendar, however early the child was born', () => {
    const page = (today: string) =>
      decide(
        chart({
          child: child({ birthDate: partial('2023-11-23') }),
          gestationalAge: early,
          forms: [reported('m-chat-r', '2026-05-20', { total: 12 })],
        }),
        { today: day(today), concern: true },
      ).nextSteps.find(({ kind }) => kind.id === 'early-intervention')?.state;
    expect([page('2026-10-08'), page('2026-10-10'), page('2026-11-23')]).toEqual([
      'offer',
      'closing',
      'not-now',
    ]);
    const states = decideNextSteps(
      content.referralKinds,
      { tier: 'positive' },
      partial('2023-11-23'),
      day('2026-11-22'),
    );
    expect(states.find(({ kind }) => kind.id === 'early-intervention')?.state).toBe('closing');
  });

  it('trap 05: a child born early gets the form of the corrected age', () => {
    const scores = { irritability: 0, inflexibility: 0, routines: 0 };
    const form = reported('bpsc', on, scores);
    // 19 months by the calendar, 17 corrected.
    expect(read(form, '2025-04-20', early).band).toBe('below');
    expect(read(form, '2025-04-20').band).toBe('unusable');
  });

  it('trap 05: term is never assumed: an unknown gestational age is said', () => {
    const page = decide(chart({ child: child({ birthDate: partial('2026-01-10') }) }));
    expect(page.corrected).toBeUndefined();
    expect(page.gestationNote).toMatch(/term birth is not assumed/);
  });
});

describe('trap 06: the day a form changes', () => {
  const bpsc = (birth: string, when = on) =>
    read(reported('bpsc', when, { irritability: 0, inflexibility: 0, routines: 0 }), birth).band;
  const ppsc = (birth: string, when = on) => read(reported('ppsc', when, { total: 3 }), birth).band;

  it.each([
    ['2025-05-24', on, 'below', 'unusable'], // 17 months 30 days
    ['2025-05-23', on, 'unusable', 'no-cut-off'], // 18 months 0 days
    ['2024-08-31', '2026-02-27', 'below', 'unusable'], // there is no 31 February
    ['2024-08-31', '2026-02-28', 'unusable', 'no-cut-off'],
    ['2024-02-29', '2025-08-28', 'below', 'unusable'],
    ['2024-02-29', '2025-08-29', 'unusable', 'no-cut-off'],
  ])('trap 06: of a child born %s, on %s, the BPSC is %s and the PPSC %s', (birth, when, baby, toddler) => {
    expect([bpsc(birth, when), ppsc(birth, when)]).toEqual([baby, toddler]);
  });
});

describe('trap 07: incomplete forms scored as negative', () => {
  it.each([
    [
      'psc-17',
      { total: 0, internalizing: 0, attention: 0, externalizing: 0 },
      { ...answers(17), ...answers(4, null) },
      '2018-11-23',
    ],
    ['psc-17', { total: 0 }, {}, '2018-11-23'],
    ['m-chat-r', { total: 0 }, { ...answers(20), 'item-4': null }, '2024-11-23'],
    ['epds', { total: 0 }, { ...answers(10), 'item-2': null }, '2026-09-23'],
    ['phq-9', {}, { ...answers(9), 'item-2': null }, '2012-01-10'],
    ['bpsc', { irritability: 0, inflexibility: 0 }, {}, '2025-11-23'],
    ['posi', { total: 0 }, {}, '2024-11-23'],
    ['ppsc', { total: 0 }, answers(18), '2024-11-23'],
  ])(
    'trap 07: a %s of zeros that is not whole, or whose rule is not known, is no all-clear (%o)',
    (id, scores, items, birth) => {
      const result = read(reported(id, on, scores, { items }), birth);
      expect(result.negative).toBe(false);
      expect(tierOf(result)).not.toBe('negative');
    },
  );

  it.each([
    [3, 'below'],
    [4, 'unusable'],
  ])('trap 07: a PSC-17 with %i blanks is %s: from four on its owner calls it invalid', (blanks, band) => {
    const scores = { total: 0, internalizing: 0, attention: 0, externalizing: 0 };
    const items = { ...answers(17), ...answers(blanks, null) };
    expect(read(reported('psc-17', on, scores, { items }), '2018-11-23').band).toBe(band);
  });
});
