import { describe, expect, it } from 'vitest';
import type { ConsultLine } from '../../src/domain/screening/content.ts';
import { chart, child, decide, gap } from './charts.ts';
import { content, day, partial, reported } from './screening/forms.ts';

const toddler = child({ birthDate: partial('2025-04-01') });
const mChat = (total: number) => [reported('m-chat-r', '2026-11-20', { total })];

describe('the leading tier’s own words', () => {
  it('are those of the content, and none where nothing leads', () => {
    const summary = decide(chart({ child: toddler, forms: mChat(4) }));
    expect(summary.tier?.id).toBe('follow-up');
    expect(summary.tier?.first).toMatch(/Follow-Up interview/);
    expect(decide(chart({ child: toddler })).tier).toBeUndefined();
  });

  it('that screen again give the dates, counted from the result', () => {
    const psc = [
      reported('psc-17', '2026-11-20', { total: 3, internalizing: 1, attention: 1, externalizing: 1 }),
    ];
    const tiers = content.tiers.map((tier) => ({ ...tier, rescreenMonths: { from: 2, to: 4 } }));
    const summary = decide(chart({ forms: psc }), { content: { ...content, tiers } });
    expect(summary.rescreen).toMatchObject({ from: '2027-01-20', to: '2027-03-20' });
    expect(decide(chart({ forms: psc })).rescreen).toBeUndefined();
  });
});

describe('a developmental evaluation', () => {
  const placeOf = (forms: Parameters<typeof chart>[0] & object) =>
    decide(chart(forms)).nextSteps.find(({ kind }) => kind.need === 'developmental-evaluation');

  it('comes first after an autism screen, after its Follow-Up where that is not done', () => {
    expect(placeOf({ child: toddler, forms: mChat(9) })).toMatchObject({ place: 'first' });
    const waiting = placeOf({ child: toddler, forms: mChat(4) });
    expect(waiting?.place).toBe('first');
    expect(waiting?.words).toMatch(/^If it stays positive, at once/);
  });

  it('is a tap away after a behavioural one', () => {
    const forms = [reported('psc-17', '2026-11-20', { total: 20 })];
    expect(placeOf({ forms })).toMatchObject({ place: 'more' });
  });
});

describe('lines a clinician may call', () => {
  const line = (id: string, change: Partial<ConsultLine>): ConsultLine => ({
    id,
    version: '1',
    source: 's',
    evidence: 'verified',
    reviewedBy: null,
    reviewedOn: null,
    name: id,
    what: 'w',
    contact: null,
    hours: null,
    isNot: null,
    about: 'child',
    states: null,
    ...change,
  });
  const made = {
    ...content,
    consultLines: [
      line('child', {}),
      line('caregiver', { about: 'caregiver' }),
      line('ma', { states: ['MA'] }),
    ],
  };
  const ids = (birth: string, change: Partial<Parameters<typeof chart>[0]> = {}, state = 'MA') =>
    decide(chart({ child: child({ birthDate: partial(birth) }), ...change }), {
      content: made,
      state,
    }).consultLines.map(({ id }) => id);

  it('are those of this state and of everywhere', () => {
    expect(ids('2020-05-23')).toEqual(['child', 'ma']);
    expect(ids('2020-05-23', {}, 'IL')).toEqual(['child']);
  });

  it.each([
    ['2025-11-24', true],
    ['2025-11-23', false], // the first birthday
  ])('about the caregiver are there in the first year: born %s, %s', (birth, shown) => {
    expect(ids(birth).includes('caregiver')).toBe(shown);
  });

  it('about the caregiver are there when a caregiver’s form leads, and are not given away by an answer that waits', () => {
    const epds = (item: number) => [
      reported('epds', '2026-11-20', { total: 15 }, { items: { 'item-10': item } }),
    ];
    expect(ids('2025-05-23', { forms: epds(0) })).toContain('caregiver');
    expect(ids('2025-05-23', { forms: epds(2) })).not.toContain('caregiver');
  });

  it('are none on a chart the page stops at', () => {
    expect(ids('2020-05-23', { child: child({ deceased: true }) })).toEqual([]);
  });
});

describe('rows told in confidence', () => {
  const row = (kind: 'unusable' | 'not-recognised' | 'other-survey', label: string) => ({
    id: `${kind} ${label}`,
    label,
    reason: 'r',
    kind,
  });

  it('stand in the closed list whatever their kind, and in no other', () => {
    const kinds = ['unusable', 'not-recognised', 'other-survey'] as const;
    const unusable = kinds.flatMap((kind) => [row(kind, 'Intimate partner violence'), row(kind, 'Reading')]);
    const summary = decide(chart({ unusable }));
    expect(summary.unusableConfidential.map(({ kind }) => kind)).toEqual([...kinds]);
    for (const list of [summary.unusable, summary.notRecognised, summary.otherSurveys])
      expect(list.map(({ label }) => label)).toEqual(['Reading']);
  });

  it('dated before birth stand there too when the form was a caregiver’s own', () => {
    const summary = decide(chart({ forms: [reported('epds', '2022-05-22', { total: 20 })] }));
    expect(summary.unusable).toEqual([]);
    expect(summary.unusableConfidential).toMatchObject([{ instrumentId: 'epds' }]);
  });
});

describe('a negative screen', () => {
  const items = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`item-${index + 1}`, 0]));
  const forms = [reported('phq-9', '2026-11-20', { total: 0 }, { items, respondent: 'the child' })];
  const youth = child({ birthDate: partial('2012-01-10') });
  const leads = (change: Partial<Parameters<typeof chart>[0]>) =>
    decide(chart({ child: youth, forms, ...change })).leading?.tier;
  const row = {
    id: 'Observation/x',
    instrumentId: 'phq-9',
    label: 'PHQ-9',
    reason: 'r',
    kind: 'unusable',
  } as const;

  it.each([
    ['nothing else', {}, 'negative'],
    ['one that was not used and has no day', { unusable: [row] }, 'unusable'],
    ['one that was not used, of the same day', { unusable: [{ ...row, on: day('2026-11-20') }] }, 'unusable'],
    [
      'one that was not used, of the day before',
      { unusable: [{ ...row, on: day('2026-11-19') }] },
      'negative',
    ],
    [
      'an older one beside one without a day',
      { unusable: [row, { ...row, on: day('2026-11-19') }] },
      'unusable',
    ],
    ['one of another instrument', { unusable: [{ ...row, instrumentId: 'psc-17' }] }, 'negative'],
    ['results that were not all read', { gaps: [gap('observations')] }, 'unusable'],
  ] as const)('beside %s', (_what, change, tier) => {
    expect(leads(change)).toBe(tier);
  });
});

it('a chart of twenty thousand forms is decided in time that grows with it, not with its square', () => {
  const forms = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      reported(
        'psc-17',
        `20${20 + (index % 6)}-0${1 + (index % 9)}-1${index % 9}`,
        { total: index % 20 },
        {
          id: `Observation/${index}`,
          respondent: `person ${index % 500}`,
        },
      ),
    );
  const [few, many] = [chart({ forms: forms(2_000) }), chart({ forms: forms(20_000) })];
  const millisecondsFor = (given: typeof few): number => {
    const start = performance.now();
    decide(given);
    return performance.now() - start;
  };
  millisecondsFor(few);
  const best = (given: typeof few): number => Math.min(...[0, 1, 2].map(() => millisecondsFor(given)));
  expect(best(many) / best(few)).toBeLessThan(40);
});
