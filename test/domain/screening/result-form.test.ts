// Which age form, which edition, which language: the numbers of one say nothing of another.
import { describe, expect, it } from 'vitest';
import type { ReportedForm } from '../../../src/domain/chart.ts';
import type { Instrument, Threshold } from '../../../src/domain/screening/instrument.ts';
import { tierOf } from '../../../src/domain/screening/tier.ts';
import { day, instrumentNamed, read, reported } from './forms.ts';

const signedOn = day('2026-11-01');
const threshold = (change: Partial<Threshold>): Threshold => ({
  score: 'total',
  form: null,
  ageMonths: null,
  at: null,
  monitorAt: null,
  evidence: 'recalled',
  source: 'made up for this test',
  ...change,
});
/** The numbers are made up; no licensed cut-off is in this file. */
const madeUp: Readonly<Record<string, { at: number; monitorAt: number }>> = {
  '18': { at: 50, monitorAt: 40 },
  '24': { at: 70, monitorAt: 60 },
};
const asqSigned: Instrument = {
  ...instrumentNamed('asq-se-2'),
  reviewedBy: 'A Clinician, MD',
  reviewedOn: signedOn,
  thresholds: Object.entries(madeUp).map(([form, numbers]) => threshold({ form, ...numbers })),
};
const asq = (
  total: number,
  more: Partial<ReportedForm> = {},
  birth = '2024-11-23',
  instrument: Instrument = asqSigned,
  on = '2026-11-23',
) => read(reported('asq-se-2', on, { total }, { edition: '2', ...more }), birth, undefined, instrument);

describe('a site’s own cut-offs by age form', () => {
  it.each([
    // 24 months on the day: the 24-month form
    [59, '2024-11-23', 'below'],
    [60, '2024-11-23', 'monitor'],
    [69, '2024-11-23', 'monitor'],
    [70, '2024-11-23', 'above'],
    // 20 months 30 days and 21 months 0 days: the last day of one form and the first of the next
    [55, '2025-02-24', 'above'],
    [55, '2025-02-23', 'below'],
  ])('band %i of a child born %s as %s', (total, birth, band) => {
    expect(asq(total, {}, birth).band).toBe(band);
  });

  it('name who signed them', () => {
    const signedBy = { signedBy: 'A Clinician, MD', on: signedOn };
    expect(asq(10)).toMatchObject({ band: 'below', negative: true, bandedBy: signedBy });
    expect(asq(99).bandedBy).toEqual(signedBy);
    expect(asq(99, {}, '2024-11-23', { ...asqSigned, reviewedBy: null })).toMatchObject({
      band: 'no-cut-off',
      bandedBy: 'nobody',
    });
  });

  it('go with the form the source names', () => {
    expect(asq(55, { formId: '24' }, '2024-11-23').band).toBe('below');
    const wrong = asq(55, { formId: '18' }, '2024-11-23');
    expect(wrong).toMatchObject({ band: 'unusable', bandWords: 'Not the form for this age', cause: 'age' });
    expect(wrong.because[0]).toMatch(/is for 15 months to 20 months 30 days; the child was 24 months$/);
    expect(wrong.scores).toMatchObject([{ cutOff: null, reached: false }]);
  });

  it('say nothing of an age they were not typed in for', () => {
    const result = asq(200, {}, '2022-11-23');
    expect(result).toMatchObject({ band: 'no-cut-off', bandWords: 'No cut-off for this age or form' });
  });

  it('choose the form by corrected age', () => {
    const form = reported('asq-se-2', '2026-11-23', { total: 55 }, { edition: '2' });
    const early = { weeks: 31, days: 0, basis: 'gestational age at birth' };
    // 21 months by the calendar, 19 corrected.
    expect(read(form, '2025-02-23', early, asqSigned).band).toBe('above');
    expect(read(form, '2025-02-23', undefined, asqSigned).band).toBe('below');
    expect(read(form, '2025-02-23', early, asqSigned).ageForm).toMatchObject({
      form: { id: '18' },
      how: 'by age',
    });
  });

  it('fit no child before the day the corrected age is counted from', () => {
    const form = reported('asq-se-2', '2026-11-23', { total: 55 }, { edition: '2' });
    const result = read(form, '2026-10-20', { weeks: 30, days: 0, basis: 'told' }, asqSigned);
    expect(result.band).toBe('unusable');
    expect(result.because[0]).toMatch(/before the due date/);
    expect(result.correctedThen).toBeUndefined();
  });

  it('stand only where every day the birth date leaves open has the same answer', () => {
    expect(asq(80, {}, '2025-02').band).toBe('above'); // 20 or 21 months: above on both forms
    expect(asq(55, {}, '2025-02')).toMatchObject({ band: 'not-enough', negative: false });
    expect(asq(10, {}, '2025-02').band).toBe('below');
  });
});

it('a birth year alone is tried at every month between its ends, not at the ends alone', () => {
  // Born in 2024 the child is 22 to 34 months old: the 24-, the 30- or the 36-month form.
  const middle: Instrument = {
    ...asqSigned,
    thresholds: [
      ['24', 70],
      ['30', 50],
      ['36', 70],
    ].map(([form, at]) => threshold({ form: String(form), at: Number(at) })),
  };
  expect(asq(60, {}, '2024', middle).band).toBe('not-enough');
  expect(asq(70, {}, '2024', middle).band).toBe('above');
  expect(asq(40, {}, '2024', middle).band).toBe('below');
});

describe('an edition', () => {
  it.each([
    ['is not said', undefined, 'edition not said'],
    ['is the first', '1', 'another edition (1)'],
  ])('that %s is never guessed: no cut-off of the second is used', (_, edition, why) => {
    const { edition: _said, ...form } = reported('asq-se-2', '2026-11-23', { total: 99 }, { edition: '2' });
    const result = read(edition ? { ...form, edition } : form, '2024-11-23', undefined, asqSigned);
    expect(result).toMatchObject({ band: 'no-cut-off', negative: false, bandedBy: 'nobody' });
    expect(result.because.join(' ')).toContain(why);
    expect(result.scores).toMatchObject([{ cutOff: null, monitorAt: null, reached: false }]);
    expect(tierOf(result)).toBe('no-cut-off');
  });

  it('that is not said leaves the source’s own verdict, attributed', () => {
    const form = reported(
      'asq-se-2',
      '2026-11-23',
      { total: 99 },
      { sourceVerdict: { text: 'Above cutoff', kind: 'above' } },
    );
    const result = read(form, '2024-11-23', undefined, asqSigned);
    expect(result).toMatchObject({ band: 'no-cut-off', bandedBy: 'the source' });
    expect(result.bandWords).toBe('Above, says the chart; no cut-off used here');
  });
});

describe('an SDQ', () => {
  const sdq = (total: number, birth: string, formId?: string) =>
    read(reported('sdq', '2026-11-23', { total }, formId ? { formId } : {}), birth);

  it.each([
    [15, '2023-06-01', undefined, 'monitor'], // 3 years: 2-4 form alone
    [16, '2023-06-01', undefined, 'above'],
    [13, '2016-06-01', undefined, 'below'], // 10 years: 4-17 form alone
    [14, '2016-06-01', undefined, 'monitor'],
    [17, '2016-06-01', undefined, 'above'],
    [16, '2022-06-01', undefined, 'not-enough'], // 4 years: above on one form, borderline on the other
    [13, '2022-06-01', undefined, 'not-enough'],
    [14, '2022-06-01', undefined, 'monitor'],
    [17, '2022-06-01', undefined, 'above'],
    [12, '2022-06-01', undefined, 'below'],
    [16, '2022-06-01', '4-17', 'monitor'],
    [16, '2022-06-01', '2-4', 'above'],
    [17, '2016-06-01', '2-4', 'unusable'],
  ])('total %i of a child born %s on form %s is %s', (total, birth, formId, band) => {
    const result = sdq(total, birth, formId);
    expect(result.band).toBe(band);
    if (band === 'not-enough')
      expect(result.bandWords).toBe('Not enough to say: which form it was is not said');
  });

  it('has a rule for blanks nobody here knows, so it is never negative', () => {
    expect(sdq(3, '2016-06-01')).toMatchObject({ band: 'below', negative: false });
  });
});

describe('a window nobody has verified', () => {
  const recalled: Instrument = {
    ...asqSigned,
    reviewedBy: null,
    thresholds: asqSigned.thresholds.map((row) => ({ ...row, evidence: 'verified' as const })),
  };
  it('chooses no cut-off and refuses no form: it only puts the result in doubt', () => {
    expect(asq(99, {}, '2024-11-23', recalled).band).toBe('not-enough');
    const named = asq(10, { formId: '18' }, '2024-11-23', recalled);
    expect(named).toMatchObject({ band: 'below', negative: false });
    expect(named.because.join(' ')).toMatch(/as far as is recalled/);
  });

  it('of a whole instrument gives no all-clear: one verdict, with the ages it is made for', () => {
    const scores = { total: 3, internalizing: 1, attention: 1, externalizing: 1 };
    const result = read(reported('psc-17', '2026-11-23', scores), '2024-11-23');
    expect(result).toMatchObject({
      band: 'unusable',
      bandWords: 'Not for this age (4 to 17 years)',
      cause: 'age',
      negative: false,
    });
    expect(result.because.join(' ')).toContain('made for 4 to 17 years, as far as is recalled');
    expect(result.scores[0]).toMatchObject({ value: 3, cutOff: null });
    expect(tierOf(result)).toBe('unusable');
  });

  it('of a whole instrument takes no concern away', () => {
    const result = read(reported('psc-17', '2026-11-23', { total: 20 }), '2024-11-23');
    expect(result.band).toBe('above');
    expect(result.because.join(' ')).toContain('the child was 24 months');
  });
});

it.each([
  ['m-chat-r', '2022-11-23', 'Not for this age (16 to 30 months)'],
  ['psc-35', '2024-11-23', 'Not for this age (4 to 16 years)'],
])('a %s of a child born %s is called by one verdict: %s', (id, birth, words) => {
  expect(read(reported(id, '2026-11-23', { total: 1 }), birth)).toMatchObject({
    band: 'unusable',
    bandWords: words,
    cause: 'age',
  });
});

it('a birth date that leaves the age range open leaves the negative open too', () => {
  const form = reported('m-chat-r', '2023-09-22', { total: 1 });
  expect(read(form, '2022-05-01').negative).toBe(true);
  expect(read(form, '2022-05').negative).toBe(false); // 15 or 16 months
  expect(read(form, null).negative).toBe(false);
});

describe('cut-offs by age', () => {
  it.each([
    [23, '2021-11-23', 'below'], // 5 years
    [24, '2021-11-23', 'above'],
    [24, '2020-11-24', 'above'], // the day before the sixth birthday
    [24, '2020-11-23', 'below'], // the sixth birthday
    [28, '2020-11-23', 'above'],
    [26, '2020-11', 'not-enough'], // five or six, by the month alone
    [28, '2020-11', 'above'],
  ])('a PSC-35 of %i of a child born %s is %s', (total, birth, band) => {
    expect(read(reported('psc-35', '2026-11-23', { total }), birth).band).toBe(band);
  });
});

describe('a form in a language without a known form of its own', () => {
  const low = { total: 3, internalizing: 1, attention: 1, externalizing: 1 };
  const psc = (scores: Record<string, number>, language?: string) =>
    read(reported('psc-17', '2026-11-23', scores, language ? { language } : {}), '2018-11-23');

  it.each([
    [undefined, true],
    ['en-US', true],
    ['es-MX', true],
    ['so', false],
  ])('%s: negative is %s', (language, negative) => {
    const result = psc(low, language);
    expect(result).toMatchObject({ band: 'below', negative });
    if (!negative) expect(result.bandWords).toBe('Below the cut-off; in a language without a known form');
  });

  it('is said beside a positive too', () => {
    const result = psc({ ...low, total: 20 }, 'so');
    expect(result.band).toBe('above');
    expect(result.because.join(' ')).toMatch(/filled in in Somali: no checked form/);
  });
});
