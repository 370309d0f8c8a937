import fc from 'fast-check';
import type { Observation, QuestionnaireResponse } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { explainReading } from '../../src/fhir/reading-trace.ts';
import { local, observation, readForms, readingContext, response } from './resources.ts';

/** Anything JSON can hold, laid over any element of a sound resource. */
const junk = fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' });
const overlaid = <Resource extends object>(sound: Resource, keys: readonly string[]) =>
  fc
    .tuple(fc.dictionary(fc.constantFrom(...keys), junk, { maxKeys: 3 }))
    .map(([over]) => ({ ...sound, ...over }));

describe('whatever JSON stands where FHIR has its elements', () => {
  const soundObservation = observation('71353-7', {
    id: 'o',
    valueInteger: 2,
    subject: { reference: 'Patient/child-1' },
  });
  const soundResponse = response({ '71353-7': 2 }, { id: 'q' });

  it('never makes the reading throw, and the resource is still placed somewhere', () => {
    fc.assert(
      fc.property(
        overlaid(soundObservation, [
          'status',
          'code',
          'category',
          'subject',
          'focus',
          'effectiveDateTime',
          'effectivePeriod',
          'effectiveTiming',
          'performer',
          'device',
          'valueQuantity',
          'valueInteger',
          'valueString',
          'valueCodeableConcept',
          'dataAbsentReason',
          'interpretation',
          'referenceRange',
          'component',
          'hasMember',
          'derivedFrom',
          'contained',
          'modifierExtension',
          'implicitRules',
        ]),
        overlaid(soundResponse, [
          'status',
          'questionnaire',
          'authored',
          'author',
          'source',
          'item',
          'contained',
          'language',
          'modifierExtension',
        ]),
        (given, answered) => {
          readForms([given], [answered]);
          const rows = explainReading([given], [answered], readingContext);
          expect(rows.map(({ resource }) => resource)).toEqual(
            expect.arrayContaining(['Observation/o', 'QuestionnaireResponse/q']),
          );
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('is listed as not well formed where it stands in a known code’s resource, with the safety item named', () => {
    const given = { ...soundObservation, focus: 'Patient/sibling' } as unknown as Observation;
    expect(readForms([given])).toMatchObject({
      forms: [],
      unusable: [
        { instrumentId: 'epds', reason: 'it is not well-formed FHIR (focus)', itemIds: ['item-10'] },
      ],
    });
    const answered = { ...soundResponse, source: [] } as unknown as QuestionnaireResponse;
    expect(readForms([], [answered]).unusable).toMatchObject([
      { reason: 'it is not well-formed FHIR (source)' },
    ]);
    const deep = { ...soundResponse, item: [{ linkId: '71353-7', answer: [{ valueInteger: '2' }] }] };
    expect(readForms([], [deep as unknown as QuestionnaireResponse]).unusable).toMatchObject([
      { instrumentId: 'epds', itemIds: ['item-10'] },
    ]);
  });

  it('groups nested ten thousand deep are read to the end', () => {
    let item: object = { linkId: '71353-7', answer: [{ valueInteger: 1 }] };
    for (let depth = 0; depth < 10_000; depth += 1) item = { linkId: `g${depth}`, item: [item] };
    const given = response({}, { item: [item] as never });
    expect(readForms([], [given]).forms[0]?.items).toEqual({ 'item-10': 1 });
  });

  it(`a code of ${local} named like a part of every object stands for nothing`, () => {
    for (const code of ['constructor', '__proto__', 'toString'])
      expect(readForms([observation(code, { valueInteger: 1 }, local)]).forms).toEqual([]);
    expect(readForms([], [response({ constructor: 1, __proto__: 1 })]).forms).toEqual([]);
  });
});
