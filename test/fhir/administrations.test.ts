// Which Observations and answers make one administration, and what happens where they contradict each other.
import type { Observation, QuestionnaireResponse } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { screeningForms } from '../../src/fhir/screening-forms.ts';
import {
  codes,
  local,
  loinc,
  maps,
  observation,
  onlyForm,
  readForms,
  readingContext,
  response,
} from './resources.ts';

const phq9Items = [
  '44250-9',
  '44255-8',
  '44259-0',
  '44254-1',
  '44251-7',
  '44258-2',
  '44252-5',
  '44253-3',
  '44260-8',
];
const answersOf = (item9: number) => [2, 2, 2, 2, 1, 1, 1, 1, item9];
const coded = ['LA6568-5', 'LA6569-3', 'LA6570-1', 'LA6571-9'];

/** A PHQ-9 filed as US Core does: response, panel, nine coded answers and a total sent as text, all derived from the response. */
const usCore = (given: { observed: number; answered: number; total?: string }) => {
  const derivedFrom = [{ reference: 'QuestionnaireResponse/phq' }];
  const answer = (value: number | undefined) => ({ system: loinc, code: coded[value ?? 0] ?? '' });
  const items = phq9Items.map((code, index) =>
    observation(code, {
      derivedFrom,
      valueCodeableConcept: { coding: [answer(answersOf(given.observed)[index])] },
    }),
  );
  const total = observation('44261-6', { derivedFrom, valueString: given.total ?? '12' });
  const panel = observation('44249-1', {
    derivedFrom,
    hasMember: [...items, total].map(({ id }) => ({ reference: `Observation/${id}` })),
  });
  const form: QuestionnaireResponse = {
    ...response({}, { id: 'phq', questionnaire: 'http://hl7.org/fhir/us/core/Questionnaire/phq-9-example' }),
    item: [
      ...phq9Items.map((code, index) => ({
        linkId: `/${code}`,
        answer: [{ valueCoding: answer(answersOf(given.answered)[index]) }],
      })),
      { linkId: '/44261-6', answer: [{ valueDecimal: 12 }] },
    ],
  };
  const all = [panel, ...items, total];
  const read = readForms(all, [form]);
  // Whatever is in dispute, the order of the resources decides nothing of it.
  expect(readForms(all.toReversed(), [form])).toEqual(read);
  return read;
};

describe('a form filed as answers, panel, items and total', () => {
  it('is one form', () => {
    const { forms, unusable } = usCore({ observed: 0, answered: 0 });
    expect(forms).toHaveLength(1);
    expect(unusable).toEqual([]);
    expect(forms[0]).toMatchObject({ instrumentId: 'phq-9', scores: { total: 12 }, notes: ['sent as text'] });
    expect(Object.keys(forms[0]?.items ?? {})).toHaveLength(9);
  });

  it('whose self-harm answer is told in two ways is two whole forms, neither of them bare', () => {
    const { forms } = usCore({ observed: 1, answered: 0 });
    expect(forms.map(({ items }) => items['item-9']).sort()).toEqual([0, 1]);
    for (const form of forms) {
      expect(form.scores).toEqual({ total: 12 });
      expect(Object.keys(form.items)).toHaveLength(9);
      expect(form.notes).toContain('the chart says two things about this form; each is shown');
    }
  });

  it('whose total is told in two ways is two whole forms with all the answers', () => {
    const { forms } = usCore({ observed: 0, answered: 0, total: '15' });
    expect(forms.map(({ scores }) => scores.total).sort()).toEqual([12, 15]);
    for (const form of forms) expect(Object.keys(form.items)).toHaveLength(9);
    expect(new Set(forms.map(({ id }) => id)).size).toBe(2);
  });
});

describe('a panel with a number of its own and a total beside it', () => {
  const panel = (total: number) =>
    observation('44249-1', {
      valueInteger: 12,
      hasMember: [{ reference: 'Observation/o-44261-6' }, { reference: 'Observation/o-44260-8' }],
      id: 'p' + String(total),
    });
  it('that agree are one form, and that contradict each other two, each with the answers', () => {
    const rest = (total: number) => [
      observation('44261-6', { valueInteger: total }),
      observation('44260-8', { valueInteger: 1 }),
    ];
    expect(onlyForm(panel(12), ...rest(12)).scores).toEqual({ total: 12 });
    const { forms } = readForms([panel(14), ...rest(14)]);
    expect(readForms([...rest(14), panel(14)]).forms).toEqual(forms);
    expect(forms.map(({ scores, items }) => [scores.total, items['item-9']]).sort()).toEqual([
      [12, 1],
      [14, 1],
    ]);
  });
});

describe('a question two instruments share', () => {
  const two = [observation('44250-9', { valueInteger: 1 }), observation('44255-8', { valueInteger: 2 })];
  const members = {
    hasMember: [...two, { id: 'o-55758-7' }].map(({ id }) => ({ reference: `Observation/${id}` })),
  };
  const total = observation('55758-7', { valueInteger: 3 });

  it('is the one of the panel it is filed under', () => {
    expect(onlyForm(observation('55757-9', members), total, ...two)).toMatchObject({
      instrumentId: 'phq-2',
      scores: { total: 3 },
      items: { 'item-1': 1, 'item-2': 2 },
    });
    const component = two.map(({ code, valueInteger }) => ({ code, valueInteger: valueInteger ?? 0 }));
    expect(onlyForm(observation('55757-9', { component })).instrumentId).toBe('phq-2');
  });

  it('stays with its own instrument where that one’s panel holds it too, or none does', () => {
    const { forms } = readForms([
      observation('55757-9', members),
      observation('44249-1', members),
      total,
      ...two,
    ]);
    expect(forms.map(({ instrumentId, items }) => [instrumentId, Object.keys(items).length])).toEqual([
      ['phq-2', 0],
      ['phq-9', 2],
    ]);
    expect(onlyForm(...two).instrumentId).toBe('phq-9');
  });
});

describe('what nothing links', () => {
  const epds = (code: string, value: number, more: Partial<Observation> = {}) =>
    observation(code, { valueInteger: value, ...more });

  it('does not lend one of two contradicting totals its zero on the self-harm item', () => {
    const { forms } = readForms([epds('99046-5', 4), epds('99046-5', 14, { id: 'x' }), epds('71353-7', 0)]);
    expect(forms.filter(({ scores }) => scores.total !== undefined).map(({ items }) => items)).toEqual([
      {},
      {},
    ]);
    expect(forms).toHaveLength(3);
  });

  it('but was filed at one moment is looked at together before the rest of the day', () => {
    const at = { effectiveDateTime: '2026-11-20T15:00:00Z' };
    const { forms } = readForms([
      epds('99046-5', 4, at),
      epds('71353-7', 0, at),
      epds('71353-7', 1, { id: 'later' }),
    ]);
    expect(forms.map(({ scores, items }) => [scores.total, items['item-10']])).toEqual([
      [undefined, 1],
      [4, 0],
    ]);
  });

  it('and says less than a fuller form is one more place where that one stands', () => {
    const { forms } = readForms(
      [epds('99046-5', 4)],
      [response({ '99046-5': 4, '71353-7': 0 }), response({ '99046-5': 9 }, { id: 'q-2' })],
    );
    expect(forms.map(({ scores, origins }) => [scores.total, origins.length])).toEqual([
      [4, 2],
      [9, 1],
    ]);
  });
});

describe('members of a panel', () => {
  it('that are contained are read once, circles among them end, and the resource around them is named', () => {
    const inner = (id: string, other: string): Observation => ({
      resourceType: 'Observation',
      id,
      status: 'final',
      code: { coding: [{ system: local, code: 'psc-total' }] },
      valueInteger: 20,
      hasMember: [{ reference: `#${other}` }],
    });
    const form = onlyForm(
      observation('psc', {
        contained: [inner('a', 'b'), inner('b', 'a')],
        hasMember: [{ reference: '#a' }, { reference: '#b' }, { reference: '#gone' }],
        performer: [{ reference: 'RelatedPerson/rp-1' }],
      }),
    );
    expect(form).toMatchObject({ scores: { total: 20 }, respondent: 'mother', administeredOn: '2026-11-20' });
    expect(form.origins).toEqual([{ resource: 'Observation/o-psc', system: 'the chart' }]);
  });

  it('that are contained are no more final, and no more this child’s, than what contains them', () => {
    const contained: Observation = {
      resourceType: 'Observation',
      id: 'a',
      status: 'final',
      code: { coding: [{ system: local, code: 'psc-total' }] },
      valueInteger: 20,
    };
    const reasons = (more: Partial<Observation>, inside: Partial<Observation> = {}) =>
      readForms([observation('psc', { contained: [{ ...contained, ...inside }], ...more })]).unusable.map(
        ({ reason }) => reason,
      );
    expect(reasons({ status: 'preliminary' })).toEqual([
      'it is preliminary, not final',
      'it is preliminary, not final',
    ]);
    expect(reasons({}, { subject: { reference: 'Patient/sibling' } })).toContain(
      'it is about someone other than this child',
    );
    expect(readForms([observation('psc', { contained: [contained], status: 'entered-in-error' })])).toEqual({
      forms: [],
      unusable: [],
      declined: [],
    });
  });

  it.each([
    ['no map knows', 'battery'],
    ['is another instrument’s panel', 'psc'],
  ])('of a battery that %s and holds two people’s forms stay apart', (_, code) => {
    const panel = (id: string, members: string[]) =>
      observation('71354-5', { id, hasMember: members.map((one) => ({ reference: `Observation/${one}` })) });
    const battery = observation(code, {
      hasMember: [{ reference: 'Observation/p1' }, { reference: 'Observation/p2' }],
    });
    const epds = (id: string, code: string, valueInteger: number) => observation(code, { id, valueInteger });
    const { forms } = readForms([
      battery,
      panel('p1', ['t1', 'i1']),
      panel('p2', ['t2']),
      epds('t1', '99046-5', 4),
      epds('i1', '71353-7', 0),
      epds('t2', '99046-5', 14),
    ]);
    expect(forms).toHaveLength(2);
    expect(forms.find(({ scores }) => scores.total === 14)?.items).toEqual({});
    expect(forms.find(({ scores }) => scores.total === 4)?.items).toEqual({ 'item-10': 0 });
  });
});

describe('an edition or an age form', () => {
  const site = (code: string, edition: string | null, form: string | null, id = 'total') => ({
    ...(codes[0] as (typeof codes)[number]),
    system: local,
    code,
    instrumentId: 'asq-se-2',
    part: { kind: 'score' as const, id },
    edition,
    form,
  });
  const asq = [
    site('second', '2', '24'),
    site('second-36', '2', '36'),
    site('first', '1', '24'),
    site('unsaid', null, null),
    { ...site('panel', '2', '24'), part: { kind: 'panel' as const } },
  ];
  const read = (...given: Observation[]) =>
    screeningForms(given, [], {
      ...readingContext,
      maps: { ...maps, codes: [...maps.codes, ...asq] },
    }).forms.map(({ scores, edition, formId }) => [scores.total, edition, formId]);
  const total = (code: string, valueInteger: number) => observation(code, { valueInteger });

  it('is what its code says, and never inferred where it says none', () => {
    expect(read(total('second', 55))).toEqual([[55, '2', '24']]);
    expect(read(total('unsaid', 55))).toEqual([[55, undefined, undefined]]);
  });

  it('that differs makes two forms of equal scores', () => {
    expect(read(total('second', 55), total('first', 55))).toHaveLength(2);
    expect(read(total('second', 55), total('second-36', 55))).toHaveLength(2);
  });

  it('said by the panel holds for its members, and for nothing beside it', () => {
    const panel = observation('panel', { hasMember: [{ reference: 'Observation/o-unsaid' }] });
    expect(read(panel, total('unsaid', 55))).toEqual([[55, '2', '24']]);
    const { hasMember: _none, ...alone } = panel;
    expect(read(alone, total('unsaid', 55))).toEqual([[55, undefined, undefined]]);
  });
});

describe('an Observation taken from a response', () => {
  it('that was withdrawn is not used either', () => {
    const derived = observation('71353-7', {
      valueInteger: 1,
      derivedFrom: [{ reference: 'QuestionnaireResponse/q-1' }],
    });
    const { forms, unusable } = readForms(
      [derived],
      [response({ '71353-7': 1 }, { status: 'entered-in-error' })],
    );
    expect(forms).toEqual([]);
    expect(unusable).toMatchObject([
      { reason: 'it comes from a form that was withdrawn', itemIds: ['item-10'] },
    ]);
  });

  it('as a member of a withdrawn panel goes with it, whatever battery no map knows holds it too', () => {
    const total = observation('99046-5', { valueInteger: 4 });
    const hasMember = [{ reference: 'Observation/o-99046-5' }];
    const panel = observation('71354-5', { hasMember, status: 'entered-in-error' });
    const again = observation('71354-5', { id: 'again', hasMember });
    expect(readForms([panel, total, again]).forms).toHaveLength(1);
    expect(readForms([panel, total, observation('battery', { hasMember })]).forms).toEqual([]);
  });
});
