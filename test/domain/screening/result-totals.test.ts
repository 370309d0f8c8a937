// Blanks, questions that never came, and totals nobody reported.
import { describe, expect, it } from 'vitest';
import type { Instrument } from '../../../src/domain/screening/instrument.ts';
import { answers, instrumentNamed, read, reported } from './forms.ts';

const on = '2026-11-23';
const teen = '2012-01-10';
const phq = (
  scores: Record<string, number>,
  items: Record<string, number | null>,
  instrument: Instrument = instrumentNamed('phq-9'),
) => read(reported('phq-9', on, scores, { items, respondent: 'the child' }), teen, undefined, instrument);

describe('a total nobody reported', () => {
  it('is added up from answers seen whole, and says so', () => {
    const result = phq({}, { ...answers(9, 1), 'item-9': 0 });
    expect(result).toMatchObject({ band: 'below', negative: true });
    expect(result.scores).toMatchObject([{ id: 'total', value: 8, addedUpFrom: 9 }]);
    expect(result.because[0]).toBe('Total 8 (cut-off 10; added up here from its 9 answers)');
  });

  it('is not added up with an answer blank where blanks are not zero, nor with one that never came', () => {
    expect(phq({}, { ...answers(9), 'item-3': null })).toMatchObject({ band: 'not-enough', scores: [] });
    const { 'item-3': _, ...rest } = answers(9);
    expect(phq({}, rest)).toMatchObject({ band: 'not-enough', scores: [] });
  });

  it('takes a blank for zero where a verified rule says so, and no further than the rule goes', () => {
    // Not the PSC-35: at four and five years its owner leaves four questions out, so nobody adds it up here.
    const youthPsc = (blanks: number) => {
      const items = { ...answers(35, 0), ...answers(blanks, null) };
      return read(reported('y-psc', on, {}, { items, respondent: 'the child' }), teen);
    };
    expect(youthPsc(3)).toMatchObject({ band: 'below', negative: true });
    expect(youthPsc(3).because[0]).toContain('added up here from its 32 answers');
    expect(youthPsc(4)).toMatchObject({ band: 'unusable', negative: false });
    const recalled = instrumentNamed('ppsc');
    const signedCutOff: Instrument = {
      ...recalled,
      thresholds: recalled.thresholds.map((row) => ({ ...row, evidence: 'verified' as const })),
    };
    const items = { ...answers(18), 'item-1': null };
    // The rule for blanks of the PPSC is recalled only: unsigned it adds nothing up.
    expect(read(reported('ppsc', on, {}, { items }), '2023-11-23', undefined, signedCutOff).band).toBe(
      'not-enough',
    );
    const signed = { ...recalled, reviewedBy: 'A Clinician, MD' };
    expect(read(reported('ppsc', on, {}, { items }), '2023-11-23', undefined, signed)).toMatchObject({
      band: 'below',
      negative: true,
    });
  });

  it('is never guessed where it is not known to be the plain sum', () => {
    const posi = read(reported('posi', on, {}, { items: answers(7, 1) }), '2024-11-23');
    expect(posi).toMatchObject({ band: 'not-enough', scores: [] });
  });

  it('already at a cut-off by some of its answers is above, whatever is still to come', () => {
    const some = { 'item-1': 3, 'item-2': 3, 'item-3': 3, 'item-4': 1 };
    expect(phq({}, some)).toMatchObject({ band: 'above', negative: false });
    expect(phq({}, { ...some, 'item-4': 0 }).band).toBe('not-enough');
    expect(phq({ total: 2 }, some).bandWords).toBe('Above the cut-off by its answers');
  });

  it('where lower is worse says nothing by some of its answers', () => {
    const plain = instrumentNamed('swyc-milestones');
    const milestones: Instrument = {
      ...plain,
      forms: [],
      reviewedBy: 'A Clinician, MD',
      thresholds: [
        {
          score: 'total',
          form: null,
          ageMonths: null,
          at: 12,
          monitorAt: null,
          evidence: 'design',
          source: 'made up',
        },
      ],
    };
    const few = read(
      reported('swyc-milestones', on, {}, { items: { 'item-1': 0, 'item-2': 1 } }),
      '2024-11-23',
      undefined,
      milestones,
    );
    expect(few.band).toBe('not-enough');
    const all = read(
      reported('swyc-milestones', on, {}, { items: answers(10, 1) }),
      '2024-11-23',
      undefined,
      milestones,
    );
    expect(all).toMatchObject({ band: 'above', bandWords: 'Below the cut-off, lower is more concern' });
    const well = read(
      reported('swyc-milestones', on, {}, { items: answers(10, 2) }),
      '2024-11-23',
      undefined,
      milestones,
    );
    expect(well).toMatchObject({
      band: 'below',
      negative: true,
      bandWords: 'Above the cut-off, higher is less concern',
    });
  });
});

describe('answers', () => {
  it.each([
    [4, 'question 2 was answered 4, outside 0 to 3'],
    [-1, 'question 2 was answered -1, outside 0 to 3'],
    [1.5, 'question 2 was answered 1.5, outside 0 to 3'],
  ])('of %d, which the instrument does not have, make the form unusable', (value, why) => {
    const result = phq({ total: 2 }, { ...answers(9), 'item-2': value });
    expect(result).toMatchObject({ band: 'unusable', negative: false });
    expect(result.because[0]).toBe(why);
  });

  it('that differ from the total they belong to leave it below, and not negative', () => {
    const result = phq({ total: 3 }, { ...answers(9, 1), 'item-9': 0 });
    expect(result).toMatchObject({ band: 'below', negative: false });
    expect(result.bandWords).toBe('Below the cut-off; total and answers differ');
    expect(result.because.join(' ')).toContain('add to 8, the total reported is 3');
  });

  it('sent in part, though others were sent, may have been left blank', () => {
    const sent = (count: number) => ({ ...answers(count), 'item-10': 0 });
    const epds = (items: Record<string, number | null>) =>
      read(reported('epds', '2026-11-01', { total: 4 }, { items }), '2026-09-15');
    expect(epds({ 'item-10': 0 }).negative).toBe(true); // a total of the source's own, and the safety answer
    expect(epds(sent(7))).toMatchObject({ band: 'below', negative: false });
    expect(epds(sent(7)).because.join(' ')).toContain('2 answers not in what the EHR sent');
  });

  it.each([
    [14, true], // three did not come: as with three blanks the form holds
    [13, false],
  ])('of a PSC-17 of which %i came: negative is %s', (count, negative) => {
    const scores = { total: 0, internalizing: 0, attention: 0, externalizing: 0 };
    const result = read(reported('psc-17', on, scores, { items: answers(count) }), '2018-11-23');
    expect(result).toMatchObject({ band: 'below', negative });
  });

  it('left to the owner’s guide are negative only when every one was seen', () => {
    const signed: Instrument = {
      ...instrumentNamed('ecsa'),
      reviewedBy: 'A Clinician, MD',
    };
    const scores = { 'items-1-36': 0 };
    const ecsa = (items: Record<string, number | null>) =>
      read(reported('ecsa', on, scores, { items }), '2023-11-23', undefined, signed);
    expect(ecsa({})).toMatchObject({ band: 'below', negative: false });
    expect(ecsa(answers(40))).toMatchObject({ band: 'below', negative: true });
    expect(ecsa({ ...answers(40), 'item-2': null }).negative).toBe(false);
  });
});

it('"below" needs a cut-off that may band for every scale it is said of', () => {
  const domains = ['communication', 'gross-motor', 'fine-motor', 'problem-solving', 'personal-social'];
  const plain = instrumentNamed('asq-3');
  const oneSigned: Instrument = {
    ...plain,
    forms: [],
    reviewedBy: 'A Clinician, MD',
    thresholds: [
      {
        score: 'communication',
        form: null,
        ageMonths: null,
        at: 20,
        monitorAt: 30,
        evidence: 'design',
        source: 'made up',
      },
    ],
  };
  const asq3 = (communication: number, others: number) =>
    read(
      reported(
        'asq-3',
        on,
        {
          ...Object.fromEntries(domains.map((id) => [id, others])),
          communication,
        },
        { ...(plain.edition ? { edition: plain.edition } : {}) },
      ),
      '2024-11-23',
      undefined,
      oneSigned,
    );
  expect(asq3(60, 60)).toMatchObject({ band: 'not-enough', negative: false });
  expect(asq3(60, 60).because.join(' ')).toMatch(/no signed cut-off for Gross motor/i);
  expect(asq3(20, 60)).toMatchObject({
    band: 'above',
    bandWords: 'Below the cut-off, lower is more concern: Communication',
  });
  expect(asq3(25, 60).band).toBe('monitor');
});
