// Responses read by the map of their form, by a form they contain, and by coded answers.
import type { QuestionnaireResponse, QuestionnaireResponseItemAnswer } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import type { QuestionnaireMap } from '../../src/domain/screening/code-map.ts';
import { screeningForms } from '../../src/fhir/screening-forms.ts';
import { local, maps, readForms, readingContext, response } from './resources.ts';

const base = 'https://ehr.example.org/fhir';
const form = (id: string, questionnaire: string, more: Partial<QuestionnaireMap> = {}): QuestionnaireMap => ({
  id,
  questionnaire,
  versions: null,
  instrumentId: 'psc-17',
  edition: null,
  form: null,
  items: { 'Q.1': { kind: 'item', id: 'item-1' }, sum: { kind: 'score', id: 'total' } },
  evidence: 'design',
  source: 'made up for tests',
  ...more,
});
const site = {
  ...maps,
  questionnaires: [
    form('plain', 'https://clinic.example.org/Questionnaire/psc'),
    form('dated', 'https://clinic.example.org/Questionnaire/asq', {
      instrumentId: 'asq-se-2',
      versions: ['2', '2.1'],
      edition: '2',
      form: '24',
    }),
    form('urn', 'urn:uuid:7d8a0b52-0001-4000-8000-000000000001'),
    form('relative', 'Questionnaire/42'),
    form('two', 'https://clinic.example.org/Questionnaire/intake'),
    form('two-more', 'https://clinic.example.org/Questionnaire/intake', {
      instrumentId: 'bpsc',
      items: { 'Q.1': { kind: 'item', id: 'item-3' } },
    }),
  ],
  answers: [
    ...maps.answers,
    {
      system: local,
      code: 'often',
      value: 2,
      instruments: ['psc-17'],
      evidence: 'design' as const,
      source: 'test',
    },
  ],
};
const answered = (
  questionnaire: string,
  answers: Record<string, QuestionnaireResponseItemAnswer[]>,
  more: Partial<QuestionnaireResponse> = {},
) =>
  response(
    {},
    { questionnaire, item: Object.entries(answers).map(([linkId, answer]) => ({ linkId, answer })), ...more },
  );
const read = (...responses: QuestionnaireResponse[]) =>
  screeningForms([], responses, { ...readingContext, maps: site, base });
const sum = { sum: [{ valueInteger: 7 }] };

describe('a form the site has mapped', () => {
  it.each([
    'https://clinic.example.org/Questionnaire/psc',
    'https://clinic.example.org/Questionnaire/psc|1.0',
    'urn:uuid:7d8a0b52-0001-4000-8000-000000000001',
    'Questionnaire/42',
    `${base}/Questionnaire/42`,
    `${base}/Questionnaire/42|3`,
  ])('is known as %s', (questionnaire) => {
    expect(read(answered(questionnaire, sum)).forms).toMatchObject([
      { instrumentId: 'psc-17', scores: { total: 7 } },
    ]);
  });

  it.each([
    'https://clinic.example.org/Questionnaire/psc/2',
    'https://other.example.org/fhir/Questionnaire/42',
    'psc',
  ])('is not taken for %s', (questionnaire) => {
    expect(read(answered(questionnaire, sum)).forms).toEqual([]);
  });

  it('for certain versions is known in those alone, and says its edition and age form', () => {
    const asq = 'https://clinic.example.org/Questionnaire/asq';
    expect(read(answered(`${asq}|2.1`, sum)).forms).toMatchObject([{ edition: '2', formId: '24' }]);
    for (const other of [asq, `${asq}|1`])
      expect(read(answered(other, sum))).toMatchObject({
        forms: [],
        unusable: [{ kind: 'not-recognised', reason: 'Hearth knows this form, but not in this version' }],
      });
  });

  it('of two instruments gives a form of each, and a question of both to both', () => {
    const { forms } = read(
      answered('https://clinic.example.org/Questionnaire/intake', { 'Q.1': [{ valueInteger: 1 }] }),
    );
    expect(forms.map(({ instrumentId, items }) => [instrumentId, items])).toEqual([
      ['bpsc', { 'item-3': 1 }],
      ['psc-17', { 'item-1': 1 }],
    ]);
  });

  it('that is refused as a whole is listed for each of its instruments', () => {
    const given = answered(
      'https://clinic.example.org/Questionnaire/intake',
      { 'Q.1': [{ valueInteger: 1 }] },
      { status: 'in-progress' },
    );
    expect(read(given).unusable.map(({ instrumentId, itemIds }) => [instrumentId, itemIds])).toEqual([
      ['psc-17', ['item-1']],
      ['bpsc', ['item-3']],
    ]);
  });
});

describe('a form the response contains', () => {
  const weighed = { url: 'http://hl7.org/fhir/StructureDefinition/ordinalValue', valueDecimal: 2 };
  const contained = (more: object) =>
    answered(
      '#q',
      { a1: [{ valueCoding: { code: 'b' } }] },
      {
        contained: [{ resourceType: 'Questionnaire', id: 'q', status: 'active', ...more } as never],
      },
    );
  it('is known by its own address', () => {
    const questionnaire = {
      resourceType: 'Questionnaire',
      id: 'q',
      status: 'active',
      url: 'https://clinic.example.org/Questionnaire/asq',
      version: '2',
    };
    const given = answered('#q', sum, { contained: [questionnaire] });
    expect(read(given).forms).toMatchObject([{ instrumentId: 'asq-se-2', edition: '2' }]);
  });

  it('says by its codes what its questions are, and by its options what an answer is worth', () => {
    const question = {
      linkId: 'a1',
      code: [{ system: 'http://loinc.org', code: '44260-8' }],
      answerOption: [{ valueCoding: { code: 'b', extension: [weighed] } }],
    };
    expect(read(contained({ item: [{ linkId: 'g', item: [question] }] })).forms).toMatchObject([
      { instrumentId: 'phq-9', items: { 'item-9': 2 } },
    ]);
    expect(read(contained({ item: [{ ...question, answerOption: [] }] })).unusable).toMatchObject([
      { itemIds: ['item-9'] },
    ]);
  });

  it('that is not there, or is not well formed, says nothing', () => {
    expect(read(answered('#gone', { a1: [{ valueInteger: 1 }] })).forms).toEqual([]);
    expect(read(contained({ item: [{ linkId: 'a1', code: 'x' }] })).forms).toEqual([]);
  });
});

describe('an answer', () => {
  const weight = (url: string, valueDecimal: number) => ({
    extension: [{ url: `http://hl7.org/fhir/StructureDefinition/${url}`, valueDecimal }],
  });
  const one = (...answer: QuestionnaireResponseItemAnswer[]) =>
    read(answered('https://clinic.example.org/Questionnaire/psc', { 'Q.1': answer }));
  it.each<[string, QuestionnaireResponseItemAnswer, number]>([
    ['an integer', { valueInteger: 2 }, 2],
    ['a whole decimal', { valueDecimal: 2 }, 2],
    ['integer text', { valueString: '2' }, 2],
    ['a quantity of no unit', { valueQuantity: { value: 2, code: '{score}' } }, 2],
    ['a weight on the answer', { valueCoding: { code: 'x' }, ...weight('ordinalValue', 2) }, 2],
    ['an item weight on the coding', { valueCoding: { code: 'x', ...weight('itemWeight', 2) } }, 2],
    ['a code the site gives a value', { valueCoding: { system: local, code: 'often' } }, 2],
    ['both, agreeing', { valueCoding: { system: local, code: 'often', ...weight('ordinalValue', 2) } }, 2],
  ])('is read from %s', (_, answer, value) => {
    expect(one(answer).forms[0]?.items).toEqual({ 'item-1': value });
  });

  it.each<[string, QuestionnaireResponseItemAnswer, string]>([
    [
      'a weight that contradicts the site',
      { valueCoding: { system: local, code: 'often', ...weight('ordinalValue', 1) } },
      'the answer’s codes stand for different numbers',
    ],
    [
      'a code of no known worth',
      { valueCoding: { system: local, code: 'never' } },
      'the answer is a code Hearth has no number for',
    ],
    [
      'a code that has its worth for another instrument',
      { valueCoding: { system: 'http://loinc.org', code: 'LA6570-1' } },
      'the answer is a code Hearth has no number for',
    ],
    ['half a point', { valueDecimal: 1.5 }, 'the value is not a whole number'],
    ['a yes', { valueBoolean: true }, 'the answer is of a kind a score never has'],
    ['two values at once', { valueInteger: 1, valueString: '1' }, 'the answer has more than one value'],
    [
      'a modified one',
      { valueInteger: 1, modifierExtension: [{ url: 'http://x' }] },
      'the answer carries a modifier Hearth does not know',
    ],
  ])('is not guessed from %s', (_, answer, reason) => {
    expect(one(answer)).toMatchObject({ forms: [], unusable: [{ reason, itemIds: ['item-1'] }] });
  });

  it('given twice to one question counts the highest and says so; a score given twice must agree', () => {
    const twice = (linkId: string, ...values: number[]) =>
      read(
        response(
          {},
          {
            questionnaire: 'https://clinic.example.org/Questionnaire/psc',
            item: values.map((valueInteger) => ({ linkId, answer: [{ valueInteger }] })),
          },
        ),
      );
    expect(twice('Q.1', 0, 2).forms).toMatchObject([
      { items: { 'item-1': 2 }, notes: ['a question holds more than one answer; the highest counts'] },
    ]);
    expect(twice('Q.1', 2, 2).forms[0]?.notes).toEqual([]);
    expect(twice('sum', 7, 7).forms[0]?.scores).toEqual({ total: 7 });
    expect(twice('sum', 7, 8).unusable).toMatchObject([{ reason: 'it has more than one answer' }]);
  });
});

describe('of a response', () => {
  const given = (more: Partial<QuestionnaireResponse>) =>
    read(answered('https://clinic.example.org/Questionnaire/psc', sum, more));
  it('the source answered, the author only where no source is named', () => {
    const mother = { reference: 'RelatedPerson/rp-1' };
    const child = { reference: 'Patient/child-1' };
    expect(given({ source: mother, author: child }).forms[0]?.respondent).toBe('mother');
    expect(given({ author: mother }).forms[0]?.respondent).toBe('mother');
    expect(
      given({ source: { reference: 'Practitioner/1' }, author: mother }).forms[0]?.respondent,
    ).toBeUndefined();
    expect(
      given({ source: { reference: 'https://other.example.org/fhir/RelatedPerson/rp-1' } }).forms[0]
        ?.respondent,
    ).toBeUndefined();
    expect(given({ source: { reference: `${base}/RelatedPerson/rp-1` } }).forms[0]?.respondent).toBe(
      'mother',
    );
  });

  it('a family’s name is never the system that reported', () => {
    const author = { reference: 'RelatedPerson/unknown', display: 'Madre Prueba' };
    expect(given({ author }).forms[0]?.origins[0]?.system).toBe('the chart');
    expect(
      given({ author: { reference: 'Device/1', display: 'Tablet 4' } }).forms[0]?.origins[0]?.system,
    ).toBe('Tablet 4');
  });

  it('the language goes with the form', () => {
    expect(given({ language: 'es_MX' }).forms[0]?.language).toBe('es-MX');
    expect(given({}).forms[0]?.language).toBeUndefined();
  });

  it.each([
    ['completed', 1],
    ['amended', 1],
    ['finished', 0],
  ])('the status %s gives %d forms', (status, count) => {
    expect(given({ status: status as 'completed' }).forms).toHaveLength(count);
  });

  it('LOINC linkIds are read as bare codes, after a slash, and at the end of a path', () => {
    for (const linkId of ['71353-7', '/71353-7', '/71354-5/71353-7'])
      expect(
        readForms([], [answered('http://x', { [linkId]: [{ valueInteger: 1 }] })]).forms[0]?.items,
      ).toEqual({
        'item-10': 1,
      });
  });
});
