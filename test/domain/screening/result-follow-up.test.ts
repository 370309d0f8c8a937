// An M-CHAT-R of 3 to 7 is neither dismissed nor referred until its Follow-Up is known (CLINICAL trap 9).
import { describe, expect, it } from 'vitest';
import type { ReportedForm } from '../../../src/domain/chart.ts';
import { withFollowUps } from '../../../src/domain/screening/follow-up.ts';
import { tierOf } from '../../../src/domain/screening/tier.ts';
import { chart, child, decide } from '../charts.ts';
import { content, partial, read, reported } from './forms.ts';

const birth = '2024-11-23';
const mchat = (scores: Record<string, number>, on = '2026-11-20', more: Partial<ReportedForm> = {}) =>
  reported('m-chat-r', on, scores, more);
const instruments = new Map(content.instruments.map((one) => [one.id, one]));

describe('a total with its Follow-Up', () => {
  it.each([
    [2, undefined, 'below', 'negative'],
    [3, undefined, 'follow-up', 'follow-up'],
    [7, undefined, 'follow-up', 'follow-up'],
    [8, undefined, 'above', 'positive'],
    [3, 1, 'below', 'negative'],
    [7, 0, 'below', 'negative'],
    [3, 2, 'above', 'positive'],
    [8, 0, 'above', 'positive'], // at 8 the Follow-Up may be left out; a low one takes nothing back
    [2, 2, 'above', 'positive'],
    [5, 21, 'unusable', 'unusable'],
  ])('of %i and %s is %s, tier %s', (total, followUp, band, tier) => {
    const scores = { total, ...(followUp === undefined ? {} : { 'follow-up': followUp }) };
    const result = read(mchat(scores), birth);
    expect(result.band).toBe(band);
    expect(tierOf(result)).toBe(tier);
  });

  it('says what settled it', () => {
    expect(read(mchat({ total: 5, 'follow-up': 1 }), birth).bandWords).toBe(
      'Below the cut-off after the Follow-Up (1)',
    );
  });

  it('alone settles nothing below, and calls for help above', () => {
    expect(read(mchat({ 'follow-up': 1 }), birth)).toMatchObject({ band: 'not-enough', negative: false });
    expect(read(mchat({ 'follow-up': 2 }), birth).band).toBe('above');
  });
});

describe('a Follow-Up that came by itself', () => {
  const followUp = (on: string, value: number, more: Partial<ReportedForm> = {}) =>
    mchat({ 'follow-up': value }, on, more);
  const joined = (...forms: ReportedForm[]) => withFollowUps(forms, instruments);

  it.each([
    ['2026-11-10', 1],
    ['2026-11-22', 1],
  ])('on %s goes to the screen of 10 November', (on, count) => {
    const forms = joined(followUp(on, 1), mchat({ total: 4 }, '2026-11-10'));
    expect(forms).toHaveLength(count);
    expect(forms[0]).toMatchObject({
      administeredOn: '2026-11-10',
      scores: { total: 4, 'follow-up': 1 },
      notes: [expect.stringMatching(/^Follow-Up of /)],
    });
  });

  it('from before the screen belongs to an earlier one', () => {
    const forms = joined(mchat({ total: 4 }, '2026-11-10'), followUp('2026-11-09', 0));
    expect(forms.map(({ scores }) => scores)).toEqual([{ total: 4 }, { 'follow-up': 0 }]);
  });

  it('goes to the latest screen before it, and the last of two is the last word', () => {
    const forms = joined(
      mchat({ total: 4 }, '2026-06-10'),
      mchat({ total: 5 }, '2026-11-01'),
      followUp('2026-11-05', 0),
      followUp('2026-11-12', 3),
    );
    expect(forms.map(({ scores }) => scores)).toEqual([{ total: 4 }, { total: 5, 'follow-up': 3 }]);
  });

  it('never crosses from one person’s form to another’s', () => {
    const forms = joined(
      mchat({ total: 4 }, '2026-11-01', { respondent: 'mother' }),
      followUp('2026-11-05', 0, { respondent: 'father' }),
    );
    expect(forms).toHaveLength(2);
  });

  it('on the page neither hides the screen nor leaves it open', () => {
    const page = (...forms: ReportedForm[]) =>
      decide(chart({ child: child({ birthDate: partial(birth) }), forms }));
    const screen = mchat({ total: 4 }, '2026-11-20');
    expect(page(screen).leading?.tier).toBe('follow-up');
    expect(page(screen, followUp('2026-11-21', 1)).leading?.tier).toBe('negative');
    expect(page(screen, followUp('2026-11-21', 2)).leading?.tier).toBe('positive');
    expect(page(screen, followUp('2026-11-21', 2)).results).toHaveLength(1);
    expect(page(screen, followUp('2026-11-19', 0)).leading?.tier).toBe('follow-up');
  });
});
