// What the chart says was not done, and codes that say too little to be used.
import type { Observation } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import type { SetAsideCode } from '../../src/domain/screening/code-map.ts';
import { screeningForms } from '../../src/fhir/screening-forms.ts';
import { maps, observation, readForms, readingContext, survey } from './resources.ts';

const reason = (code: string) => ({
  dataAbsentReason: {
    coding: [
      { system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code, display: `Reason ${code}` },
    ],
  },
});
const no = reason('asked-declined');

describe('a form the family said no to', () => {
  it.each(['99046-5', '71354-5'])('under the code %s is declined, neither done nor unusable', (code) => {
    expect(readForms([observation(code, no)])).toEqual({
      forms: [],
      unusable: [],
      declined: [{ id: `Observation/o-${code}`, instrumentId: 'epds', on: '2026-11-20', by: 'the chart' }],
    });
  });

  it('as panel, total and every answer is declined once', () => {
    const members = ['99046-5', '71353-7'].map((code) => observation(code, no));
    const panel = observation('71354-5', {
      ...no,
      hasMember: members.map(({ id }) => ({ reference: `Observation/${id}` })),
    });
    expect(readForms([panel, ...members])).toMatchObject({
      forms: [],
      unusable: [],
      declined: [{ instrumentId: 'epds' }],
    });
  });

  it('while a part of it was answered the same day is a form, with the reason beside it', () => {
    const { forms, unusable, declined } = readForms([
      observation('99046-5', no),
      observation('71353-7', { valueInteger: 1 }),
    ]);
    expect(forms).toMatchObject([{ items: { 'item-10': 1 } }]);
    expect(unusable).toMatchObject([{ reason: 'not done: Reason asked-declined' }]);
    expect(declined).toEqual([]);
  });

  it('for any other reason, or of a subscale alone, is listed as not done', () => {
    for (const given of [observation('99046-5', reason('unknown')), observation('psc-int', no)])
      expect(readForms([given])).toMatchObject({
        forms: [],
        unusable: [{ reason: /^not done: Reason/ }],
        declined: [],
      });
  });

  it('is not declined by a code of another system', () => {
    const other: Partial<Observation> = {
      dataAbsentReason: { coding: [{ system: 'http://other', code: 'asked-declined' }] },
    };
    expect(readForms([observation('99046-5', other)]).declined).toEqual([]);
  });

  it('in the future, or before it is final, is not declined yet', () => {
    for (const more of [{ effectiveDateTime: '2026-11-24' }, { status: 'preliminary' as const }])
      expect(readForms([observation('99046-5', { ...no, ...more })]).declined).toEqual([]);
  });
});

describe('a code that is set aside', () => {
  const row = (code: string, listAs: SetAsideCode['listAs']): SetAsideCode => ({
    system: 'https://clinic.example.org/codes',
    code,
    label: code,
    why: `the code ${code} does not say which form`,
    listAs,
    evidence: 'design',
    source: 'made up for tests',
  });
  const read = (...given: Observation[]) =>
    screeningForms(given, [], {
      ...readingContext,
      maps: { ...maps, setAside: [row('vague', 'screening'), row('hunger', 'other')] },
    });

  it('is listed with its reason: as a screening, or closed among the other surveys', () => {
    expect(read(observation('vague', { valueInteger: 3 })).unusable).toMatchObject([
      { kind: 'unusable', reason: 'the code vague does not say which form' },
    ]);
    expect(read(observation('hunger', { valueInteger: 3 })).unusable).toMatchObject([
      { kind: 'other-survey' },
    ]);
  });

  it('is listed whether or not it is filed as a survey, and not when it was withdrawn', () => {
    const { category: _none, ...unfiled } = observation('vague', { valueInteger: 3 });
    expect(read(unfiled).unusable).toHaveLength(1);
    expect(read({ ...unfiled, category: survey, status: 'entered-in-error' }).unusable).toEqual([]);
  });

  it('gives way to a code beside it that is mapped', () => {
    const coding = ['vague', 'psc-total'].map((code) => ({
      system: 'https://clinic.example.org/codes',
      code,
    }));
    expect(read(observation('vague', { code: { coding }, valueInteger: 3 })).forms).toMatchObject([
      { scores: { total: 3 } },
    ]);
  });

  it('of the built-in content says why', () => {
    const asq = observation('71954-2', { valueInteger: 45 });
    expect(readForms([asq])).toMatchObject({ forms: [], unusable: [{ kind: 'unusable' }] });
  });
});
