// What of a chart waits for a mapping, each thing once, and never a value.
import type { Observation, QuestionnaireResponse } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { loadContent } from '../../src/content/load.ts';
import { calendarDate } from '../../src/domain/age.ts';
import type { CodeMaps } from '../../src/domain/screening/code-map.ts';
import { explainReading } from '../../src/fhir/reading-trace.ts';
import { unmappedIn } from '../../src/fhir/unmapped.ts';

const content = loadContent([]);
const local = 'https://ehr.example/codes';
const url = 'https://ehr.example/Questionnaire/q';
const survey = [
  { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'survey' }] },
];

const observation = (id: string, code: Observation['code'], change: object = {}): Observation => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  category: survey,
  code,
  subject: { reference: 'Patient/1' },
  effectiveDateTime: '2026-01-15',
  valueInteger: 12_345,
  ...change,
});
const coded = (code: string, display = 'Screening total') => ({ coding: [{ system: local, code, display }] });
const response = (id: string, item: unknown[], change: object = {}): QuestionnaireResponse =>
  ({
    resourceType: 'QuestionnaireResponse',
    id,
    status: 'completed',
    questionnaire: `${url}|1`,
    subject: { reference: 'Patient/1' },
    authored: '2026-01-15',
    item,
    ...change,
  }) as QuestionnaireResponse;
const choice = (linkId: string, code: string, change: object = {}) => ({
  linkId,
  answer: [{ valueCoding: { system: local, code, display: `Answer ${code}` }, ...change }],
});

const withForm = (instrumentId: string, items: Record<string, number>): CodeMaps => ({
  ...content,
  questionnaires: [
    {
      id: 'q',
      questionnaire: url,
      versions: null,
      instrumentId,
      edition: null,
      form: null,
      items: Object.fromEntries(
        Object.entries(items).map(([linkId, number]) => [linkId, { kind: 'item', id: `item-${number}` }]),
      ),
      evidence: 'design',
      source: 's',
    },
  ],
});

const unmapped = (
  observations: readonly Observation[],
  responses: readonly QuestionnaireResponse[] = [],
  maps: CodeMaps = content,
) => {
  const trace = explainReading(observations, responses, {
    maps,
    timeZone: 'America/Chicago',
    today: calendarDate('2026-11-23'),
    people: new Map([['Patient/1', 'the child']]),
  });
  const isOpen = (_resource: string, id: string) =>
    content.instruments.find((one) => one.id === id)?.confidential === false;
  return unmappedIn(trace, responses, { maps, isOpen });
};

describe('codes no map knows', () => {
  it('are each listed once, with every resource they stand in, components of a known form too', () => {
    const { codes } = unmapped([
      observation('1', coded('a')),
      observation('2', coded('a')),
      observation('3', coded('b', 'Household size')),
      observation(
        '4',
        { coding: [{ system: 'http://loinc.org', code: '44249-1' }] },
        { component: [{ code: coded('c'), valueInteger: 1 }] },
      ),
    ]);
    expect(codes).toEqual([
      {
        system: local,
        code: 'a',
        label: 'Screening total',
        resources: ['Observation/1', 'Observation/2'],
        looksLikeScreening: true,
      },
      expect.objectContaining({ code: 'b', looksLikeScreening: false }),
      expect.objectContaining({ code: 'c', resources: ['Observation/4'] }),
    ]);
  });

  it('leave out what is mapped, what is set aside, what was withdrawn, and a concept one of whose codes is mapped', () => {
    const setAside = content.setAside[0];
    const { codes } = unmapped([
      observation('1', { coding: [{ system: 'http://loinc.org', code: '99046-5' }] }),
      observation('2', {
        coding: [
          { system: local, code: 'x' },
          { system: 'http://loinc.org', code: '99046-5' },
        ],
      }),
      observation('3', coded('gone'), { status: 'entered-in-error' }),
      ...(setAside ? [observation('4', { coding: [{ system: setAside.system, code: setAside.code }] })] : []),
    ]);
    expect(codes).toEqual([]);
  });

  it('tell apart what only the EHR can mend: words without a code, a code without a system', () => {
    const { codes, withoutCode } = unmapped([
      observation('1', { text: 'A screening' }),
      observation('2', { coding: [{ code: 'a' }], text: 'A screening score' }),
    ]);
    expect(codes).toEqual([]);
    expect(withoutCode.map(({ resource }) => resource)).toEqual(['Observation/1', 'Observation/2']);
  });
});

describe('forms of a chart', () => {
  it('are listed by address and version, with their questions in order, headings left out', () => {
    const { forms } = unmapped(
      [],
      [
        response('1', [
          { linkId: 'head', item: [{ linkId: 'a', text: 'How often', answer: [{ valueInteger: 1 }] }] },
        ]),
        response('2', [{ linkId: 'a' }, { linkId: 'b' }]),
        response('3', [{ linkId: 'a' }], { questionnaire: url }),
        response('4', [{ linkId: 'z' }], { status: 'entered-in-error' }),
        response('5', [{ linkId: 'z' }], { questionnaire: undefined }),
      ],
    );
    expect(forms).toEqual([
      {
        questionnaire: url,
        version: '1',
        resources: ['QuestionnaireResponse/1', 'QuestionnaireResponse/2'],
        questions: [{ linkId: 'a', text: 'How often' }, { linkId: 'b' }],
        unmappedQuestions: 2,
      },
      {
        questionnaire: url,
        resources: ['QuestionnaireResponse/3'],
        questions: [{ linkId: 'a' }],
        unmappedQuestions: 1,
      },
    ]);
  });

  it('say which questions their map, or the questions’ own codes, do not know', () => {
    const known = unmapped(
      [],
      [response('1', [{ linkId: 'a' }, { linkId: 'b' }])],
      withForm('psc-17', { a: 1 }),
    );
    expect(known.forms[0]).toMatchObject({ unmappedQuestions: 1, map: { id: 'q' } });
    const byLoinc = unmapped([], [response('1', [{ linkId: '/44260-8' }])]);
    expect(byLoinc.forms[0]).toMatchObject({ unmappedQuestions: 0 });
  });

  it('whose shape is no form’s are left to the reasons below', () => {
    const odd = response('1', [{ linkId: 3 }]);
    expect(unmapped([], [odd, response('2', [], { item: 'x' })]).forms).toEqual([]);
  });
});

describe('answers without a number', () => {
  const ordinal = {
    extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/itemWeight', valueDecimal: 2 }],
  };

  it('are listed once, in no order of the form, and not where the answer carries its number', () => {
    const { answers } = unmapped(
      [],
      [
        response('1', [
          choice('a', 'z'),
          choice('b', 'y'),
          choice('c', 'z'),
          choice('d', 'w', ordinal),
          choice('e', 'v'),
        ]),
      ],
      withForm('psc-17', { a: 1, b: 2, c: 3, d: 4 }),
    );
    expect(answers).toEqual([
      { system: local, code: 'y', label: 'Answer y', instrumentId: 'psc-17' },
      { system: local, code: 'z', label: 'Answer z', instrumentId: 'psc-17' },
    ]);
  });

  it('of a confidential instrument are not listed at all', () => {
    const { answers } = unmapped([], [response('1', [choice('a', 'z')])], withForm('epds', { a: 1 }));
    expect(answers).toEqual([]);
  });
});

it('no value of a chart is in what waits for a mapping', () => {
  const all = unmapped(
    [
      observation('1', coded('a')),
      observation('2', coded('b'), { component: [{ code: coded('c'), valueString: 'canary-9' }] }),
    ],
    [response('1', [{ linkId: 'a', answer: [{ valueString: 'canary-8' }, { valueInteger: 12_345 }] }])],
  );
  expect(JSON.stringify(all)).not.toMatch(/12345|canary/);
});
