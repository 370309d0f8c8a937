// Every check of an instrument, shown able to fail: one broken row each, laid over the built-in content, which alone has no fault.
import { describe, expect, it } from 'vitest';
import { ContentInvalidError, loadContent } from '../../src/content/load.ts';
import { changed, faultsWith, type Row, site } from './site.ts';

const signed = { reviewedBy: 'Dr. Example', reviewedOn: '2026-01-05' };
const psc = (change: Row): Row => changed('instruments', 'psc-17', { ...signed, ...change });
const mchat = (change: Row): Row => changed('instruments', 'm-chat-r', { ...signed, ...change });
const epds = (change: Row): Row => changed('instruments', 'epds', { ...signed, ...change });
const asq = (change: Row): Row => changed('instruments', 'asq-se-2', { ...signed, ...change });
const form = (id: string, from: number, to: number): Row => ({
  id,
  name: id,
  from: { months: from },
  to: { months: to, days: 30 },
  evidence: 'verified',
});
const total = (change: Row): Row => ({
  id: 'total',
  name: 'Total',
  min: 0,
  max: 30,
  concern: 'higher',
  evidence: 'verified',
  ...change,
});

const refused: readonly (readonly [string, Row, RegExp])[] = [
  [
    'a needed score that is not there',
    psc({ neededForBelow: ['mood'] }),
    /neededForBelow\.0: "mood" is none/,
  ],
  [
    'one score id twice',
    mchat({
      scores: [0, 1].map(() => ({
        id: 'total',
        name: 'Total',
        min: 0,
        max: 20,
        concern: 'higher',
        evidence: 'verified',
      })),
    }),
    /scores\.1\.id: "total" is already used/,
  ],
  [
    'a maximum below the minimum',
    mchat({
      scores: [{ id: 'total', name: 'Total', min: 5, max: 2, concern: 'higher', evidence: 'verified' }],
    }),
    /scores\.0\.max: must be above/,
  ],
  [
    'an age range the wrong way round',
    psc({ ageMonths: { from: 60, to: 48, evidence: 'recalled' } }),
    /ageMonths: to must not be below from/,
  ],
  [
    'a safety item beyond the questions',
    epds({
      safetyItems: [
        { id: 'item-10', label: 'x' },
        { id: 'item-11', label: 'x' },
      ],
    }),
    /safetyItems\.1\.id: "item-11" is none of its questions/,
  ],
  ['a site that leaves a safety item out', epds({ safetyItems: [] }), /safetyItems: leaves out item-10/],
  [
    'a site that opens a caregiver’s own answers',
    epds({ confidential: false }),
    /confidential: must stay true/,
  ],
  [
    'forms out of order',
    asq({ forms: [form('24', 21, 26), form('12', 9, 14)] }),
    /forms\.1\.from: forms stand youngest first/,
  ],
  [
    'a form inside another',
    asq({ forms: [form('24', 9, 26), form('12', 12, 14)] }),
    /forms\.1\.from: forms stand youngest first, none inside another/,
  ],
  ['a form that ends before it begins', asq({ forms: [form('24', 26, 21)] }), /forms\.0\.to: is before from/],
  [
    'one form id twice',
    asq({ forms: [form('24', 9, 14), form('24', 21, 26)] }),
    /forms\.1\.id: "24" is already used/,
  ],
  [
    'a sum of answers it does not ask for',
    epds({ scores: [total({ sumOf: ['item-1', 'item-11'] })] }),
    /scores\.0\.sumOf\.1: "item-11" is none of its questions/,
  ],
  [
    'a sum that counts an answer twice',
    epds({ scores: [total({ sumOf: ['item-1', 'item-1'] })] }),
    /scores\.0\.sumOf\.1: "item-1" is already used/,
  ],
  [
    'a sum of an unknown number of questions',
    epds({ itemCount: null, scores: [total({ sumOf: 'all-items' })] }),
    /scores\.0\.sumOf: cannot be all of an unknown number/,
  ],
  [
    'a maximum its answers cannot add to',
    epds({ itemRange: { min: 0, max: 3 }, scores: [total({ sumOf: 'all-items', max: 27 })] }),
    /scores\.0\.max: is 27 where its answers add to 30 at most/,
  ],
  [
    'an extra question that reads like a numbered one',
    epds({ extraItems: ['item-11'] }),
    /extraItems\.0: reads like a numbered question/,
  ],
  [
    'more blanks than questions',
    epds({ missingItems: { blank: 'not-allowed', invalidFrom: 11, rule: 'x', evidence: 'design' } }),
    /missingItems\.invalidFrom: is more than its 10 questions/,
  ],
  [
    'a site that gives a caregiver’s answers to the child',
    epds({ about: 'child' }),
    /about: must stay "caregiver"/,
  ],
  [
    'a site that opens what is asked about the home',
    changed('instruments', 'seek-pq-r', { familyRisk: false }),
    /familyRisk: must stay true/,
  ],
  [
    'a site that lets any edition pass for the one its cut-offs are of',
    asq({ edition: null }),
    /edition: must stay "2"/,
  ],
  ['a site that lifts an owner’s licence', asq({ mayShipCutOffs: true }), /mayShipCutOffs: must stay false/],
  [
    'a site that gives one cut-off where the guide has one for each form',
    asq({ cutOffsDifferBy: null }),
    /cutOffsDifferBy: must stay "form"/,
  ],
  [
    'a site that turns a scale round',
    epds({ scores: [total({ concern: 'lower' })] }),
    /scores\.0\.concern: must stay "higher"/,
  ],
];

describe('an instrument is refused for', () => {
  it.each(refused)('%s', (_, row, fault) => {
    const faults = faultsWith({ 'instruments/site.json': [row] });
    expect(faults).toContainEqual(expect.stringMatching(fault));
  });
});

describe('a safety question', () => {
  it('is not taken away by two directories where the first is faulty and the second repeats it', () => {
    const quiet = { 'instruments/epds.json': [epds({ safetyItems: [] })] };
    const first = site(quiet);
    const second = site(quiet);
    expect(() => loadContent([first.path, second.path])).toThrow(ContentInvalidError);
    first.remove();
    second.remove();
  });
});
