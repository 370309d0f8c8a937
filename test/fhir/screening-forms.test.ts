import type { Observation } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { observation, onlyForm, readForms, response } from './resources.ts';

const total = (value: number, more: Partial<Observation> = {}): Observation =>
  observation('99046-5', { valueInteger: value, ...more });
const item10 = (value: number, more: Partial<Observation> = {}): Observation =>
  observation('71353-7', { valueInteger: value, ...more });

describe('one administration', () => {
  it('is put together from its panel and the members of it', () => {
    const panel = observation('71354-5', {
      hasMember: [{ reference: 'Observation/o-99046-5' }, { reference: 'Observation/o-71353-7' }],
    });
    const form = onlyForm(panel, total(4), item10(0));
    expect(form).toMatchObject({ instrumentId: 'epds', scores: { total: 4 }, items: { 'item-10': 0 } });
    expect(form.origins.map(({ resource }) => resource)).toEqual([
      'Observation/o-71353-7',
      'Observation/o-71354-5',
      'Observation/o-99046-5',
    ]);
  });

  it('is read from components alone', () => {
    const part = (code: string, valueInteger: number) => ({
      code: { coding: [{ system: 'http://loinc.org', code }] },
      valueInteger,
    });
    const given = observation('71354-5', { component: [part('99046-5', 4), part('71353-7', 1)] });
    expect(onlyForm(given)).toMatchObject({ scores: { total: 4 }, items: { 'item-10': 1 } });
  });

  it('takes a total that stands under the panel’s own code', () => {
    expect(onlyForm(observation('71354-5', { valueInteger: 7 })).scores).toEqual({ total: 7 });
  });

  it('is one form when the chart holds its answers and its scored Observation both', () => {
    const { forms } = readForms(
      [total(4, { derivedFrom: [{ reference: 'QuestionnaireResponse/q-1' }] })],
      [response({ '99046-5': 4, '/71353-7': 1 })],
    );
    expect(forms).toHaveLength(1);
    expect(forms[0]).toMatchObject({ scores: { total: 4 }, items: { 'item-10': 1 } });
    expect(forms[0]?.origins.map(({ resource }) => resource)).toEqual([
      'Observation/o-99046-5',
      'QuestionnaireResponse/q-1',
    ]);
  });

  it('is one form even where nothing links the two, as long as they agree', () => {
    expect(readForms([total(4)], [response({ '71353-7': 0 })]).forms).toHaveLength(1);
  });

  it('sent twice under two ids is one form that names both', () => {
    const form = onlyForm(total(4), total(4, { id: 'copy' }));
    expect(form.origins).toHaveLength(2);
  });
});

describe('what disagrees', () => {
  it('on one day stays two forms, both shown', () => {
    const { forms } = readForms([total(4), total(14, { id: 'other' })]);
    expect(forms.map(({ scores }) => scores['total']).sort()).toEqual([14, 4]);
  });

  it('in one answer stays two forms: a zero does not hide a one', () => {
    const { forms } = readForms([total(4), item10(1)], [response({ '71353-7': 0 })]);
    expect(forms.map(({ items }) => items['item-10']).sort()).toEqual([0, 1]);
  });

  it('between a blank and a zero stays two forms: a blank is not filled in', () => {
    const { forms } = readForms([item10(0)], [response({ '71353-7': undefined })]);
    expect(forms.map(({ items }) => items['item-10'])).toEqual(expect.arrayContaining([0, null]));
  });

  it('of another day is another administration, the newest first', () => {
    const { forms } = readForms([total(4, { effectiveDateTime: '2026-09-01' }), total(4, { id: 'later' })]);
    expect(forms.map(({ administeredOn }) => administeredOn)).toEqual(['2026-11-20', '2026-09-01']);
  });

  it('by mother and child stays two forms', () => {
    const { forms } = readForms([
      observation('44261-6', { valueInteger: 4, performer: [{ reference: 'RelatedPerson/rp-1' }] }),
      observation('44260-8', { valueInteger: 1, performer: [{ reference: 'Patient/child-1' }] }),
    ]);
    expect(forms.map(({ respondent }) => respondent).sort()).toEqual(['mother', 'the child']);
  });
});

describe('a panel', () => {
  it('that came without any of its members is said to be empty, not left out', () => {
    const panel = observation('71354-5', { hasMember: [{ reference: 'Observation/never-came' }] });
    expect(readForms([panel])).toMatchObject({
      forms: [],
      unusable: [{ instrumentId: 'epds', reason: 'it has no value' }],
    });
    const declined = observation('71354-5', { dataAbsentReason: { text: 'Patient declined' } });
    expect(readForms([declined]).unusable).toMatchObject([{ reason: 'not done: Patient declined' }]);
  });

  it('says nothing more where its form is there, or the reason why not', () => {
    expect(readForms([observation('71354-5'), total(4)])).toMatchObject({ forms: [{}], unusable: [] });
    const early = total(4, { status: 'preliminary' });
    expect(readForms([observation('71354-5'), early]).unusable).toMatchObject([
      { reason: 'it is preliminary, not final' },
    ]);
  });

  it('that names itself, or two that name each other, end', () => {
    const of = (id: string, member: string) =>
      observation('71354-5', { id, hasMember: [{ reference: `Observation/${member}` }] });
    expect(readForms([of('a', 'a')]).unusable).toHaveLength(1);
    expect(readForms([of('a', 'b'), of('b', 'a'), total(3)]).forms).toHaveLength(1);
    expect(
      readForms([observation('71354-5', { hasMember: [{ reference: '#inside' }] })]).unusable,
    ).toHaveLength(1);
  });
});

describe('a response', () => {
  it('keeps a question left blank as a blank', () => {
    expect(readForms([], [response({ '71353-7': undefined, '99046-5': 3 })]).forms[0]?.items).toEqual({
      'item-10': null,
    });
  });

  it.each([
    ['in-progress', 'the form is not finished'],
    ['stopped', 'the form was stopped before its end'],
  ] as const)('%s is unusable', (status, reason) => {
    expect(readForms([], [response({ '99046-5': 3 }, { status })])).toMatchObject({
      forms: [],
      unusable: [{ reason }],
    });
  });

  it('withdrawn is neither shown nor counted', () => {
    expect(readForms([], [response({ '99046-5': 3 }, { status: 'entered-in-error' })])).toEqual({
      forms: [],
      unusable: [],
      declined: [],
    });
  });

  it.each([
    ['https://x.example.org/Questionnaire/anxiety-screen', 'not-recognised'],
    ['https://x.example.org/intake', 'other-survey'],
  ])('of the form %s, which Hearth does not know, is listed as %s', (questionnaire, kind) => {
    expect(readForms([], [response({ a: 1 }, { questionnaire })]).unusable).toMatchObject([
      { kind, id: 'QuestionnaireResponse/q-1' },
    ]);
  });

  it('dated ahead, not at all, or modified is unusable', () => {
    const { authored: _none, ...undated } = response({ '99046-5': 3 });
    const reasons = readForms(
      [],
      [
        undated,
        response({ '99046-5': 3 }, { authored: '2026-11-24' }),
        response({ '99046-5': 3 }, { modifierExtension: [{ url: 'http://x' }] }),
      ],
    ).unusable.map(({ reason }) => reason);
    expect(reasons).toEqual([
      'it carries a modifier Hearth does not know',
      'it has no date',
      'it is dated in the future (Nov 24, 2026)',
    ]);
  });

  it('is read to its innermost question', () => {
    const nested = response(
      {},
      {
        item: [
          {
            linkId: 'group',
            item: [{ linkId: 'g2', item: [{ linkId: '71353-7', answer: [{ valueInteger: 2 }] }] }],
          },
        ],
      },
    );
    expect(readForms([], [nested]).forms[0]?.items).toEqual({ 'item-10': 2 });
  });
});
