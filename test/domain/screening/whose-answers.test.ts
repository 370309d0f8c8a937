// Whose answers they are, and what may not pass for an all-clear: each case would have hidden a positive once.
import { describe, expect, it } from 'vitest';
import { parsePartialDate } from '../../../src/domain/age.ts';
import type { ReportedForm, UnusableForm } from '../../../src/domain/chart.ts';
import { chart, child, decide, gap } from '../charts.ts';
import { answers, day, read, reported } from './forms.ts';

const infant = () => {
  const birthDate = parsePartialDate('2026-09-20');
  return child(birthDate ? { birthDate } : {});
};
const teen = () => {
  const birthDate = parsePartialDate('2012-01-10');
  return child(birthDate ? { birthDate } : {});
};
const epds = (on: string, total: number, respondent: string, item10 = 0): ReportedForm =>
  reported(
    'epds',
    on,
    { total },
    {
      respondent,
      items: { 'item-10': item10 },
      id: `Observation/${respondent}`,
      origins: [{ resource: `Observation/${respondent}-${on}`, system: 'the chart' }],
    },
  );
const phq9 = (on: string, total: number, respondent?: string, item9 = 0): ReportedForm =>
  reported(
    'phq-9',
    on,
    { total },
    {
      items: { 'item-9': item9 },
      ...(respondent ? { respondent } : {}),
      origins: [{ resource: `Observation/p-${respondent ?? 'x'}-${on}`, system: 'the chart' }],
    },
  );
const psc17 = (on: string, total = 5): ReportedForm =>
  reported('psc-17', on, { total, internalizing: 1, attention: 1, externalizing: 1 });
const unusable = (more: Partial<UnusableForm>): UnusableForm => ({
  id: 'Observation/u',
  label: 'a form',
  reason: 'it is preliminary, not final',
  kind: 'unusable',
  ...more,
});

describe('two people', () => {
  it('keep their own result: the mother’s low score does not settle the father’s high one', () => {
    const page = decide(
      chart({ child: infant(), forms: [epds('2026-11-20', 6, 'mother'), epds('2026-11-19', 15, 'father')] }),
    );
    expect(page.leading?.tier).toBe('positive');
    expect(page.results.map(({ result }) => result.form.respondent)).toEqual(['mother', 'father']);
  });

  it('do not meet each other’s rules: a mother’s PHQ-9 is no youth screening', () => {
    const page = decide(chart({ child: teen(), forms: [phq9('2026-11-20', 2, 'mother')] }));
    expect(page.due.find(({ rule }) => rule.id === 'youth-depression')?.state).not.toBe('done');
  });

  it('a young person’s own PHQ-9 meets no caregiver rule, however late', () => {
    const page = decide(chart({ child: teen(), forms: [phq9('2026-11-20', 2, 'the child')] }));
    expect(page.due.map(({ rule }) => rule.id)).not.toContain('caregiver-depression');
    expect(page.due.find(({ rule }) => rule.id === 'youth-depression')?.state).toBe('done');
  });

  it.each([
    ['2026-09-20', undefined, 'caregiver'],
    ['2012-01-10', undefined, 'child'],
    ['2012-01-10', 'mother', 'caregiver'],
    ['2012-01-10', 'the child', 'child'],
  ])(
    'a PHQ-9 in the chart of a child born %s, answered by %s, is about the %s',
    (birth, respondent, whom) => {
      expect(read(phq9('2026-11-20', 4, respondent), birth).aboutWhom).toBe(whom);
    },
  );
});

describe('the strip speaks to whoever answered', () => {
  it('a caregiver is met with a caregiver’s words in a young person’s chart', () => {
    const page = decide(chart({ child: teen(), forms: [phq9('2026-11-20', 4, 'mother', 1)] }));
    expect(page.safetyPrompts.prompts.map(({ prompt }) => prompt.id)).toContain('safety-ask-caregiver');
    expect(page.safetyPrompts.prompts.map(({ prompt }) => prompt.id)).not.toContain('safety-ask-youth');
  });

  it('a young person is met with theirs, and handed no maternity line and no caregiver’s care', () => {
    const page = decide(chart({ child: teen(), forms: [phq9('2026-11-20', 4, 'the child', 1)] }));
    expect(page.safetyPrompts.prompts.map(({ prompt }) => prompt.id)).toContain('safety-ask-youth');
    expect(page.crisisLines.map(({ id }) => id)).not.toContain('maternal-hotline');
    expect(page.safetySteps.some(({ kind }) => kind.forCaregiver)).toBe(false);
  });

  it('an answer dated before the child’s birth still speaks', () => {
    const page = decide(chart({ child: infant(), forms: [epds('2026-09-01', 6, 'mother', 2)] }));
    expect(page.safety).toHaveLength(1);
  });

  it('a safety item Hearth may not use is named there until somebody has looked', () => {
    const row = unusable({ instrumentId: 'epds', itemIds: ['item-10'], on: day('2026-11-20') });
    const page = decide(chart({ child: infant(), unusable: [row] }));
    expect(page.safetyUnread).toEqual([row]);
    expect(page.safetyPrompts.prompts.length).toBeGreaterThan(0);
    const acknowledged = [{ resultKey: row.id, plan: 'seen', by: 'someone', on: day('2026-11-23') }];
    expect(decide(chart({ child: infant(), unusable: [row] }), { acknowledged }).safetyUnread).toEqual([]);
  });

  it('an amended answer is a new one', () => {
    const first = read(epds('2026-11-20', 6, 'mother', 1), '2026-09-20').key;
    expect(read(epds('2026-11-20', 6, 'mother', 3), '2026-09-20').key).not.toBe(first);
  });
});

describe('not an all-clear', () => {
  it('when the forms could not be read', () => {
    expect(decide(chart({ forms: [psc17('2026-11-20')] })).leading?.tier).toBe('negative');
    expect(
      decide(chart({ forms: [psc17('2026-11-20')], gaps: [gap('questionnaireResponses')] })).leading?.tier,
    ).toBe('unusable');
  });

  it.each([
    ['2026-11-23', 'unusable'],
    [undefined, 'unusable'],
    ['2026-11-01', 'negative'],
  ])('when one of the same instrument, dated %s, was found and not used: %s', (on, tier) => {
    const row = unusable({ instrumentId: 'psc-17', ...(on ? { on: day(on) } : {}) });
    expect(decide(chart({ forms: [psc17('2026-11-20')], unusable: [row] })).leading?.tier).toBe(tier);
  });

  it('when the source says above and the cut-off says below', () => {
    const result = read({ ...psc17('2026-11-20', 12), sourceVerdict: { text: 'Positive', kind: 'above' } });
    expect(result).toMatchObject({ band: 'below', negative: false });
  });

  it('when the answers add to more than the total that was reported', () => {
    const items = { ...answers(8, 3), 'item-9': 0 };
    expect(read(reported('phq-9', '2026-11-20', { total: 4 }, { items }), '2012-01-10').band).toBe('above');
    expect(read(reported('phq-9', '2026-11-20', {}, { items }), '2012-01-10').band).toBe('above');
  });

  it('when the answers and a low total differ', () => {
    const items = { ...answers(8, 1), 'item-9': 0 };
    expect(read(reported('phq-9', '2026-11-20', { total: 3 }, { items }), '2012-01-10').negative).toBe(false);
    expect(read(reported('phq-9', '2026-11-20', { total: 8 }, { items }), '2012-01-10').negative).toBe(true);
  });

  it('an M-CHAT-R of 3 to 7 is not finished until the Follow-Up is', () => {
    const birthDate = parsePartialDate('2025-04-01');
    const page = decide(
      chart({
        child: child(birthDate ? { birthDate } : {}),
        forms: [reported('m-chat-r', '2026-11-20', { total: 4 })],
      }),
    );
    expect(page.due.find(({ rule }) => rule.id === 'autism')?.state).toBe('unfinished');
  });
});

describe('said in the open', () => {
  it('a confidential form that is not usable is kept apart', () => {
    const row = unusable({ instrumentId: 'epds', on: day('2026-11-20') });
    const page = decide(
      chart({ child: infant(), unusable: [row, unusable({ id: 'Observation/v', instrumentId: 'bpsc' })] }),
    );
    expect(page.unusableConfidential).toEqual([row]);
    expect(page.unusable.map(({ id }) => id)).toEqual(['Observation/v']);
  });

  it('the scale that was reached is named when the total was not', () => {
    const result = read(
      reported('psc-17', '2026-11-20', { total: 11, internalizing: 6, attention: 3, externalizing: 2 }),
    );
    expect(result.bandWords).toMatch(/^Above the cut-off: Internalizing/);
  });

  it('an ASQ:SE-2 the chart calls above says so first', () => {
    const form = reported(
      'asq-se-2',
      '2026-11-20',
      { total: 90 },
      { sourceVerdict: { text: 'above cut-off', kind: 'above' } },
    );
    expect(read(form, '2024-05-01').bandWords).toBe('Above, says the chart; no signed cut-off here');
  });
});
