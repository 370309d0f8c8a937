import fc from 'fast-check';
import type { Observation, QuestionnaireResponse } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { explainReading } from '../../src/fhir/reading-trace.ts';
import { codes, observation, readForms, readingContext, survey } from './resources.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('12', '>30', '0', 'screen\u202E'),
);
const maybe = <Value>(key: string, value: fc.Arbitrary<Value>) =>
  fc.option(
    value.map((one) => ({ [key]: one })),
    { nil: {} },
  );
const all = (...parts: fc.Arbitrary<object>[]) =>
  fc.tuple(...parts).map((values) => Object.assign({}, ...values) as Record<string, unknown>);

const dates = fc.oneof(
  fc.constantFrom(
    '2026-11-20',
    '2026-11',
    '2026',
    '2026-11-20T23:30:00Z',
    '2026-11-20T10:00:00',
    '2026-02-30',
    '2026-02-30T10:00:00',
    '2031-01-01',
    '0999-01-01T00:00:00Z',
    '0000-01-01T00:00:00Z',
    '',
    '2026-11-20T25:61:00Z',
  ),
  text,
);
const number = fc.oneof(
  fc.integer({ min: -5, max: 40 }),
  fc.double(),
  fc.constantFrom(1e39, Number.POSITIVE_INFINITY),
);
const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const reference = all(
  maybe(
    'reference',
    fc.oneof(
      ids.map((id) => `Observation/${id}`),
      fc.constantFrom(
        'QuestionnaireResponse/a',
        '#a',
        'RelatedPerson/rp-1',
        'Patient/child-1',
        'https://ehr.example.org/fhir/Observation/b/_history/1',
      ),
      text,
    ),
  ),
  maybe('display', text),
);
const codeKeys = [
  ...codes.map(({ system, code }) => ({ system, code })),
  { system: 'http://other', code: 'x' },
];
const concept = all(
  maybe('coding', fc.array(all(fc.constantFrom(...codeKeys), maybe('display', text)), { maxLength: 2 })),
  maybe('text', text),
);
const value = fc.oneof(
  fc.constant({}),
  number.map((valueInteger) => ({ valueInteger })),
  all(
    maybe('value', number),
    maybe('comparator', fc.constantFrom('<', '>')),
    maybe('unit', text),
    maybe('code', fc.constantFrom('{score}', '1', 'kg')),
  ).map((valueQuantity) => ({ valueQuantity })),
  text.map((valueString) => ({ valueString })),
  concept.map((valueCodeableConcept) => ({ valueCodeableConcept })),
  fc.constantFrom({ valueBoolean: true }, { valueRange: {} }, { valueDateTime: '2026' }),
  concept.map((dataAbsentReason) => ({ dataAbsentReason })),
);
const statuses = [
  'final',
  'amended',
  'corrected',
  'preliminary',
  'registered',
  'unknown',
  'entered-in-error',
  'cancelled',
] as const;
const observations = fc
  .array(
    all(
      fc.record({ status: fc.constantFrom(...statuses), code: concept, id: ids }),
      value,
      maybe('category', fc.constant(survey)),
      maybe('effectiveDateTime', dates),
      maybe('effectivePeriod', all(maybe('start', dates), maybe('end', dates))),
      maybe('component', fc.array(all(fc.record({ code: concept }), value), { maxLength: 3 })),
      maybe('hasMember', fc.array(reference, { maxLength: 3 })),
      maybe('derivedFrom', fc.array(reference, { maxLength: 2 })),
      maybe('performer', fc.array(reference, { maxLength: 2 })),
      maybe('focus', fc.array(reference, { maxLength: 1 })),
      maybe('interpretation', fc.array(concept, { maxLength: 2 })),
      maybe('modifierExtension', fc.constant([{ url: 'http://x' }])),
    ).map((one) => ({ resourceType: 'Observation', ...one }) as unknown as Observation),
    { maxLength: 8 },
  )
  .map((list) => list.map((one, index) => ({ ...one, id: `${one.id}${index === 0 ? '' : index}` })));

const answer = fc.oneof(
  number.map((valueInteger) => ({ valueInteger })),
  text.map((valueString) => ({ valueString })),
  fc.constant({}),
  concept.map((valueCoding) => ({ valueCoding })),
);
const item = all(
  fc.record({ linkId: fc.oneof(fc.constantFrom(...codes.map(({ code }) => code)), text) }),
  maybe('text', text),
  maybe('answer', fc.array(answer, { maxLength: 2 })),
);
const responses = fc
  .array(
    all(
      fc.record({
        status: fc.constantFrom('completed', 'amended', 'in-progress', 'stopped', 'entered-in-error'),
      }),
      maybe('questionnaire', text),
      maybe('authored', dates),
      maybe('item', fc.array(item, { maxLength: 4 })),
      maybe('source', reference),
      maybe('author', reference),
    ),
    { maxLength: 4 },
  )
  .map((list) =>
    list.map(
      (one, index) =>
        ({
          resourceType: 'QuestionnaireResponse',
          id: `q${index}`,
          ...one,
        }) as unknown as QuestionnaireResponse,
    ),
  );

const isMapped = (one: { code?: Observation['code'] }): boolean =>
  (one.code?.coding ?? []).some((coding) =>
    codes.some(({ system, code }) => system === coding.system && code === coding.code),
  );
const isPanel = (one: Observation): boolean => {
  const own = (one.code.coding ?? [])
    .map((coding) => codes.find(({ system, code }) => system === coding.system && code === coding.code))
    .find((found) => found !== undefined);
  return own?.part.kind === 'panel';
};

describe('whatever Observations and responses an EHR sends', () => {
  it('reading them never throws, and every one of them ends in a form, in a reason or withdrawn', () => {
    fc.assert(
      fc.property(observations, responses, (given, answered) => {
        const { forms, unusable } = readForms(given, answered);
        const placed = new Set([
          ...forms.flatMap(({ origins }) => origins.map(({ resource }) => resource)),
          ...unusable.map(({ id }) => id),
        ]);
        for (const one of given) {
          const withdrawn = one.status === 'entered-in-error' || one.status === 'cancelled';
          const ours = isMapped(one) || (one.component ?? []).some(isMapped) || one.category !== undefined;
          const isPlaced = placed.has(`Observation/${one.id}`);
          if (withdrawn || !ours) expect(isPlaced).toBe(false);
          // A panel without a number of its own is carried by the forms of its members, or named.
          else if (!isPlaced) expect(isPanel(one) && forms.length + unusable.length > 0).toBe(true);
        }
        for (const one of answered)
          expect(placed.has(`QuestionnaireResponse/${one.id}`)).toBe(one.status !== 'entered-in-error');
      }),
      { numRuns: 1500 },
    );
  });

  it('no form holds a number that was not sent, nor a day after today', () => {
    fc.assert(
      fc.property(observations, (given) => {
        for (const form of readForms(given).forms) {
          expect(form.administeredOn <= '2026-11-23').toBe(true);
          expect(form.origins.length).toBeGreaterThan(0);
          const numbers = [...Object.values(form.scores), ...Object.values(form.items)];
          expect(numbers.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('the order they come in changes nothing', () => {
    fc.assert(
      fc.property(
        observations.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        responses.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        ([given, mixed], [answered, mixedAnswers]) => {
          expect(readForms(mixed, mixedAnswers)).toEqual(readForms(given, answered));
        },
      ),
      { numRuns: 800 },
    );
  });

  it('one more that is no screening changes no form, no reason and no "no"', () => {
    const unrelated = fc.constantFrom<Observation[]>(
      [observation('sleep', { id: 'more', valueInteger: 9 }, 'https://clinic.example.org/other')],
      [observation('mchat', { id: 'more', valueInteger: 9, status: 'entered-in-error' })],
      [
        observation(
          'battery',
          {
            id: 'more',
            hasMember: ['a', 'b', 'b1', 'c2'].map((id) => ({ reference: `Observation/${id}` })),
            derivedFrom: [{ reference: 'QuestionnaireResponse/q0' }],
          },
          'https://clinic.example.org/other',
        ),
      ],
    );
    fc.assert(
      fc.property(observations, responses, unrelated, (given, answered, more) => {
        const before = readForms(given, answered);
        const after = readForms([...given, ...more], answered);
        expect(after.forms).toEqual(before.forms);
        expect(after.declined).toEqual(before.declined);
        expect(after.unusable.filter(({ id }) => id !== 'Observation/more')).toEqual(before.unusable);
      }),
      { numRuns: 500 },
    );
  });

  it('the trace has a row for each of them, and says of each what the forms say', () => {
    fc.assert(
      fc.property(observations, responses, (given, answered) => {
        const { forms, unusable, declined } = readForms(given, answered);
        const rows = explainReading(given, answered, readingContext);
        const traced = new Set(rows.map(({ resource }) => resource));
        for (const { resourceType, id } of [...given, ...answered])
          expect(traced).toContain(`${resourceType}/${id}`);
        const valuesOf = (resource: string, instrumentId: string, part: string) =>
          forms
            .filter(
              (form) =>
                form.instrumentId === instrumentId && form.origins.some((one) => one.resource === resource),
            )
            .map((form) =>
              part.startsWith('score ') ? form.scores[part.slice(6)] : form.items[part.slice(9)],
            );
        for (const { resource, outcome } of rows) {
          if (outcome.kind === 'read' && outcome.part !== 'panel')
            expect(valuesOf(resource, outcome.instrumentId, outcome.part)).toContain(outcome.value);
          if (outcome.kind === 'withdrawn')
            expect(forms.flatMap(({ origins }) => origins)).not.toContainEqual(
              expect.objectContaining({ resource }),
            );
        }
        const readRows = new Set(
          rows.filter(({ outcome }) => outcome.kind === 'read').map(({ resource }) => resource),
        );
        for (const { origins } of forms)
          for (const { resource } of origins) expect(readRows).toContain(resource);
        for (const row of unusable)
          expect(rows).toContainEqual(
            expect.objectContaining({
              resource: row.id,
              outcome: { kind: row.kind === 'other-survey' ? 'not-screening' : row.kind, reason: row.reason },
            }),
          );
        for (const { id } of declined)
          expect(rows).toContainEqual(
            expect.objectContaining({ resource: id, outcome: { kind: 'declined' } }),
          );
      }),
      { numRuns: 500 },
    );
  });
});
