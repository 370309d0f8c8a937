import type { Observation, QuestionnaireResponse } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { explainReading } from '../../src/fhir/reading-trace.ts';
import { local, observation, readingContext, response, survey } from './resources.ts';

const outcomes = (given: readonly Observation[], answered: readonly QuestionnaireResponse[] = []) =>
  explainReading(given, answered, readingContext).map(
    ({ resource, outcome }) => [resource, outcome] as const,
  );

describe('the trace of a chart', () => {
  it('says of every part what it became', () => {
    const component = (code: string, more: object) => ({
      code: { coding: [{ system: local, code }], text: code },
      ...more,
    });
    const panel = observation('psc', {
      component: [component('psc-total', { valueInteger: 9 }), component('psc-x', { valueInteger: 4 })],
    });
    expect(explainReading([panel], [], readingContext)).toEqual([
      {
        resource: 'Observation/o-psc',
        label: 'Result psc',
        date: '2026-11-20',
        codes: [{ system: local, code: 'psc' }],
        outcome: { kind: 'read', instrumentId: 'psc-17', part: 'panel' },
      },
      {
        resource: 'Observation/o-psc',
        label: 'psc-total',
        date: '2026-11-20',
        codes: [{ system: local, code: 'psc-total' }],
        outcome: { kind: 'read', instrumentId: 'psc-17', part: 'score total', value: 9 },
      },
      {
        resource: 'Observation/o-psc',
        label: 'psc-x',
        date: '2026-11-20',
        codes: [{ system: local, code: 'psc-x' }],
        outcome: { kind: 'not-recognised', reason: 'the component’s code is not in Hearth’s code map' },
      },
    ]);
  });

  it.each<[string, Observation, object]>([
    [
      'read',
      observation('71353-7', { valueInteger: 2 }),
      { kind: 'read', instrumentId: 'epds', part: 'question item-10', value: 2 },
    ],
    [
      'blank',
      observation('71353-7', { dataAbsentReason: {} }),
      { kind: 'read', instrumentId: 'epds', part: 'question item-10', value: null },
    ],
    [
      'unusable',
      observation('99046-5', { valueString: '>9' }),
      { kind: 'unusable', reason: 'the value is words, not a number' },
    ],
    ['empty', observation('71354-5'), { kind: 'unusable', reason: 'it has no value' }],
    [
      'not recognised',
      observation('x', { code: { text: 'A screening' } }),
      { kind: 'not-recognised', reason: 'the code is not in Hearth’s code map' },
    ],
    [
      'another survey',
      observation('x', { code: { text: 'Sleep' } }),
      { kind: 'not-screening', reason: 'the code is not in Hearth’s code map' },
    ],
    [
      'withdrawn',
      observation('99046-5', { status: 'entered-in-error', valueInteger: 1 }),
      { kind: 'withdrawn', reason: 'the EHR withdrew it' },
    ],
    [
      'declined',
      observation('99046-5', { dataAbsentReason: { coding: [{ code: 'asked-declined' }] } }),
      { kind: 'declined' },
    ],
    [
      'no survey at all',
      observation('x', { category: [] }),
      { kind: 'not-screening', reason: 'it is filed as no survey, and no map knows its code' },
    ],
  ])('of one %s', (_, given, outcome) => {
    expect(outcomes([given])).toEqual([[`Observation/${given.id}`, outcome]]);
  });

  it('names a form’s unmapped questions by form and linkId, never their answers', () => {
    const given = response(
      { '71353-7': 1 },
      { questionnaire: 'https://clinic.example.org/Questionnaire/epds|2' },
    );
    given.item?.push(
      { linkId: 'q.7', text: 'A question', answer: [{ valueString: 'a private answer' }] },
      { linkId: 'heading' },
    );
    const rows = explainReading([], [given], readingContext);
    expect(rows.map(({ codes }) => codes[0])).toEqual([
      { system: 'https://clinic.example.org/Questionnaire/epds', code: '71353-7' },
      { system: 'https://clinic.example.org/Questionnaire/epds', code: 'q.7', display: 'A question' },
    ]);
    expect(JSON.stringify(rows)).not.toContain('private');
  });

  it('has a row for what is contained, and for a form no map knows with each of its questions', () => {
    const contained: Observation = {
      resourceType: 'Observation',
      id: 'a',
      status: 'final',
      code: { coding: [{ system: local, code: 'psc-total' }] },
      valueInteger: 20,
    };
    expect(outcomes([observation('psc', { contained: [contained] })])).toEqual([
      ['Observation/o-psc', { kind: 'read', instrumentId: 'psc-17', part: 'panel' }],
      ['Observation/o-psc#a', { kind: 'read', instrumentId: 'psc-17', part: 'score total', value: 20 }],
    ]);
    expect(
      outcomes([], [response({ a: 1, b: 2 }, { questionnaire: 'https://x.example.org/intake' })]),
    ).toEqual([
      ['QuestionnaireResponse/q-1', { kind: 'not-screening', reason: 'Hearth does not know this form' }],
      [
        'QuestionnaireResponse/q-1',
        { kind: 'not-recognised', reason: 'the question is not in Hearth’s map of the form' },
      ],
      [
        'QuestionnaireResponse/q-1',
        { kind: 'not-recognised', reason: 'the question is not in Hearth’s map of the form' },
      ],
    ]);
  });

  it('gives system and code exactly as sent, so that they can be mapped', () => {
    const odd = { coding: [{ system: 'https://x ', code: 'a\u200b', display: 'b\u200b' }] };
    expect(
      explainReading([observation('x', { code: odd, category: survey })], [], readingContext)[0]?.codes,
    ).toEqual([{ system: 'https://x ', code: 'a\u200b', display: 'b[U+200B]' }]);
  });
});
