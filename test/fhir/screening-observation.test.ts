import type { Observation } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { screeningForms } from '../../src/fhir/screening-forms.ts';
import {
  loinc,
  local,
  observation,
  onlyForm,
  onlyReason,
  readForms,
  readingContext,
  survey,
} from './resources.ts';

const total = (more: Partial<Observation> = {}): Observation =>
  observation('psc-total', { valueInteger: 12, ...more });

describe('a number', () => {
  it.each<[string, Partial<Observation>]>([
    ['an integer', { valueInteger: 12 }],
    ['a quantity without a unit', { valueQuantity: { value: 12 } }],
    [
      'a quantity in {score}',
      { valueQuantity: { value: 12, code: '{score}', system: 'http://unitsofmeasure.org' } },
    ],
    ['a quantity in 1', { valueQuantity: { value: 12, unit: '1' } }],
  ])('is read from %s', (_, more) => {
    expect(onlyForm(observation('psc-total', more))).toMatchObject({ scores: { total: 12 }, notes: [] });
  });

  it('is read from text that is exactly an integer, and marked', () => {
    expect(onlyForm(observation('44261-6', { valueString: ' 12 ' }))).toMatchObject({
      instrumentId: 'phq-9',
      scores: { total: 12 },
      notes: ['sent as text'],
    });
  });

  it.each(['>30', '12.5', '-3', 'twelve', '', '12 of 27', 'NaN', '1e3', '0x1F'])(
    'is not guessed from the text %j',
    (text) => {
      expect(onlyReason(observation('44261-6', { valueString: text }))).toBe(
        'the value is words, not a number',
      );
    },
  );

  it.each<[string, Partial<Observation>, string]>([
    [
      'a comparator',
      { valueQuantity: { value: 30, comparator: '>' } },
      'the value is ">" a number, not a number',
    ],
    [
      'a unit',
      { valueQuantity: { value: 12, unit: 'kg' } },
      'the value has the unit “kg”, and a score has none',
    ],
    [
      'a unit whose code says months',
      { valueQuantity: { value: 12, code: 'mo', unit: '{score}' } },
      'the value has the unit “mo”, and a score has none',
    ],
    ['a quantity without a value', { valueQuantity: { unit: '{score}' } }, 'the value is empty'],
    [
      'a concept',
      { valueCodeableConcept: { text: 'High' } },
      'the answer is a code Hearth has no number for',
    ],
    ['a boolean', { valueBoolean: true }, 'the value is of a kind a score never has'],
    ['nothing', {}, 'it has no value'],
    [
      'a reason for its absence',
      { dataAbsentReason: { text: 'Asked But Unknown' } },
      'not done: Asked But Unknown',
    ],
    ['half a point', { valueQuantity: { value: 12.5 } }, 'the value is not a whole number'],
    [
      '1e400',
      { valueQuantity: { value: Number.POSITIVE_INFINITY } },
      'the value is not a number Hearth can read',
    ],
    [
      'a number past what can be read exactly',
      { valueQuantity: { value: 2 ** 53 } },
      'the value has more digits than can be read exactly',
    ],
    ['two values', { valueInteger: 12, valueString: '12' }, 'it has more than one value'],
    [
      'a value beside a reason for none',
      { valueInteger: 12, dataAbsentReason: { text: 'Unknown' } },
      'it has a value, and a reason for having none',
    ],
  ])('is not read from %s', (_, more, reason) => {
    expect(onlyReason(observation('psc-total', more))).toBe(reason);
  });

  it('comes from the weight of a coded answer, and from LOINC’s own answer list', () => {
    const weight = { url: 'http://hl7.org/fhir/StructureDefinition/ordinalValue', valueDecimal: 2 };
    const coded = (coding: object) => observation('44260-8', { valueCodeableConcept: { coding: [coding] } });
    expect(onlyForm(coded({ code: 'x', extension: [weight] })).items).toEqual({ 'item-9': 2 });
    expect(onlyForm(coded({ system: loinc, code: 'LA6571-9' })).items).toEqual({ 'item-9': 3 });
    expect(readForms([coded({ system: 'http://other', code: 'LA6571-9' })]).unusable).toHaveLength(1);
  });

  it('of an answer that was asked and not given is a blank, not a zero', () => {
    const blank = observation('44260-8', { dataAbsentReason: { coding: [{ code: 'asked-declined' }] } });
    expect(onlyForm(blank).items).toEqual({ 'item-9': null });
  });
});

describe('what cannot be used', () => {
  it.each<[Observation['status'], string]>([
    ['preliminary', 'it is preliminary, not final'],
    ['registered', 'the EHR has it registered, not final'],
    ['unknown', 'the EHR does not say whether it is final'],
  ])('%s is listed with its reason', (status, reason) => {
    expect(onlyReason(total({ status }))).toBe(reason);
  });

  it.each(['entered-in-error', 'cancelled'] as const)(
    '%s was withdrawn: neither shown nor counted',
    (status) => {
      expect(readForms([total({ status })])).toEqual({ forms: [], unusable: [], declined: [] });
    },
  );

  it.each(['final', 'amended', 'corrected'] as const)('%s can', (status) => {
    expect(onlyForm(total({ status })).scores).toEqual({ total: 12 });
  });

  it('a modifier Hearth does not know makes it unusable, and its source’s verdict is kept beside', () => {
    const given = total({
      modifierExtension: [{ url: 'http://example.org/not', valueBoolean: true }],
      interpretation: [{ text: 'Normal' }],
    });
    expect(onlyReason(given)).toBe('it carries a modifier Hearth does not know');
    expect(readForms([given]).unusable[0]?.sourceVerdict).toEqual({ text: 'Normal', kind: 'other' });
  });

  const { effectiveDateTime: _none, ...undated } = total();
  it.each<[string, Observation, string]>([
    ['without a date', undated, 'it has no date'],
    [
      'dated tomorrow',
      total({ effectiveDateTime: '2026-11-24' }),
      'it is dated in the future (Nov 24, 2026)',
    ],
    ['dated by a month', total({ effectiveDateTime: '2026-11' }), 'its date is not a whole date'],
    ['dated on a day that is not', total({ effectiveDateTime: '2026-02-30' }), 'its date cannot be read'],
    [
      'timed on a day that is not',
      total({ effectiveDateTime: '2026-02-30T10:00:00' }),
      'its date cannot be read',
    ],
    [
      'timed there with an offset',
      total({ effectiveDateTime: '2026-02-30T10:00:00Z' }),
      'its date cannot be read',
    ],
    [
      'dated at the first instant of the calendar',
      total({ effectiveDateTime: '0001-01-01T00:00:00Z' }),
      'its date cannot be read',
    ],
    [
      'dated at its last',
      total({ effectiveDateTime: '9999-12-31T23:59:59-12:00' }),
      'its date cannot be read',
    ],
    [
      'timed with an offset on 31 April',
      total({ effectiveDateTime: '2026-04-31T10:00:00Z' }),
      'its date cannot be read',
    ],
    ['dated in words', total({ effectiveDateTime: 'yesterday' }), 'its date cannot be read'],
    [
      'of a period without an end',
      { ...undated, effectivePeriod: { start: '2026-11-01' } },
      'its period has no end, so it cannot be dated',
    ],
    [
      'of a period that ends before it begins',
      { ...undated, effectivePeriod: { start: '2026-11-09', end: '2026-11-01' } },
      'its period ends before it begins',
    ],
    [
      'dated in two ways',
      total({ effectiveInstant: '2026-11-20T10:00:00Z' }),
      'it is dated in more than one way',
    ],
    [
      'of a timing of two days',
      { ...undated, effectiveTiming: { event: ['2026-11-01', '2026-11-02'] } },
      'it is dated on more than one day',
    ],
    ['of a timing without a day', { ...undated, effectiveTiming: { repeat: {} } }, 'it has no date'],
    [
      'of rules nobody knows',
      total({ implicitRules: 'http://x' }),
      'it follows rules of its own that Hearth does not know',
    ],
    [
      'of a status FHIR does not have',
      total({ status: 'done' as 'final' }),
      'its status is “done”, not final',
    ],
  ])('%s', (_, given, reason) => {
    expect(onlyReason(given)).toBe(reason);
  });

  it('about a person Hearth does not know is not this child’s; about the mother it is hers', () => {
    expect(onlyReason(total({ focus: [{ reference: 'Patient/sibling' }] }))).toBe(
      'it is about someone other than this child',
    );
    expect(onlyReason(total({ focus: [{ display: 'an aunt' }] }))).toBe(
      'it is about someone other than this child',
    );
    const hers = observation('99046-5', { valueInteger: 4, focus: [{ reference: 'RelatedPerson/rp-1' }] });
    expect(onlyForm(hers).respondent).toBe('mother');
    expect(onlyForm(total({ focus: [{ reference: 'Patient/child-1' }] })).respondent).toBeUndefined();
    const both = [{ reference: 'RelatedPerson/rp-1' }, { display: 'an aunt' }];
    expect(onlyReason(total({ focus: both }))).toBe('it is about someone other than this child');
  });

  it('about a person of another server is nobody of this chart, whatever the id', () => {
    const read = (reference: string) =>
      screeningForms([total({ focus: [{ reference }] })], [], {
        ...readingContext,
        base: 'https://ehr.example.org/fhir',
      });
    expect(read('https://ehr.example.org/fhir/RelatedPerson/rp-1').forms).toHaveLength(1);
    expect(read('https://other.example.org/fhir/RelatedPerson/rp-1').unusable).toHaveLength(1);
    expect(read('https://ehr.example.org/fhir-test/Patient/child-1').unusable).toHaveLength(1);
  });
});

describe('the day of a form', () => {
  it('is the clinic’s calendar date, not the one in Greenwich', () => {
    const late = total({ effectiveDateTime: '2026-11-21T04:30:00Z' });
    expect(readForms([late], [], 'America/Chicago').forms[0]?.administeredOn).toBe('2026-11-20');
    expect(readForms([late], [], 'Europe/Berlin').forms[0]?.administeredOn).toBe('2026-11-21');
    expect(onlyForm(total({ effectiveDateTime: '2026-11-20T23:59:00' })).administeredOn).toBe('2026-11-20');
    expect(onlyForm(total({ effectiveDateTime: '2026-11-23T23:59:00-06:00' })).administeredOn).toBe(
      '2026-11-23',
    );
  });

  it('is read from an instant, and from a timing of one day', () => {
    const { effectiveDateTime: _none, ...rest } = total();
    const dayOf = (more: Partial<Observation>) => onlyForm({ ...rest, ...more }).administeredOn;
    expect(dayOf({ effectiveInstant: '2026-11-21T04:30:00Z' })).toBe('2026-11-20');
    expect(dayOf({ effectiveTiming: { event: ['2026-11-20T10:00:00', '2026-11-20T11:00:00'] } })).toBe(
      '2026-11-20',
    );
  });

  it('of a period is its end, and said so', () => {
    const { effectiveDateTime: _none, ...rest } = total();
    const given = { ...rest, effectivePeriod: { start: '2026-11-01', end: '2026-11-19' } };
    expect(onlyForm(given)).toMatchObject({
      administeredOn: '2026-11-19',
      dateNote: 'dated by the end of its period',
    });
  });
});

describe('a code', () => {
  it('of the clinic that nobody has mapped is listed for the administrator', () => {
    const given = observation('psc-new', {
      code: { coding: [{ system: 'https://clinic.example.org/x', code: 'q9' }], text: 'PSC screening score' },
    });
    expect(readForms([given]).unusable).toEqual([
      {
        id: 'Observation/o-psc-new',
        label: 'PSC screening score',
        reason: 'the code is not in Hearth’s code map',
        kind: 'not-recognised',
        on: '2026-11-20',
        code: { system: 'https://clinic.example.org/x', code: 'q9' },
      },
    ]);
  });

  it('of another survey is listed apart, and one of no survey is none of Hearth’s business', () => {
    const other = observation('zz', { code: { text: 'Hours of sleep' } });
    expect(readForms([other]).unusable).toMatchObject([{ kind: 'other-survey', label: 'Hours of sleep' }]);
    const { category: _category, ...rest } = other;
    expect(readForms([rest])).toEqual({ forms: [], unusable: [], declined: [] });
  });

  it('is known by any of its codings, and only with its system', () => {
    const code = {
      coding: [
        { system: 'http://other', code: 'a' },
        { system: loinc, code: '99046-5' },
      ],
    };
    expect(onlyForm(observation('a', { code, valueInteger: 3 })).instrumentId).toBe('epds');
    const alone = { coding: [{ system: 'http://other', code: '99046-5' }] };
    expect(readForms([observation('a', { code: alone, valueInteger: 3 })]).forms).toEqual([]);
  });

  it('mapped to one thing and beside it to another is believed in neither', () => {
    const code = { coding: ['psc-total', 'mchat'].map((one) => ({ system: local, code: one })) };
    const { forms, unusable } = readForms([observation('psc-total', { code, valueInteger: 3 })]);
    expect(forms).toEqual([]);
    expect(unusable.map(({ instrumentId, reason }) => [instrumentId, reason])).toEqual(
      ['psc-17', 'm-chat-r'].map((one) => [one, 'its codes are mapped to different things']),
    );
    const panelToo = { coding: ['psc', 'psc-total'].map((one) => ({ system: local, code: one })) };
    expect(onlyForm(observation('psc', { code: panelToo, valueInteger: 3 })).scores).toEqual({ total: 3 });
  });

  it('with hidden characters is spelled out', () => {
    const code = { coding: [{ system: 'http://x', code: 'a\u200bb' }], text: 'Screen\u202Egnineercs' };
    expect(readForms([observation('a', { code, category: survey })]).unusable[0]).toMatchObject({
      label: 'Screen[U+202E]gnineercs',
      code: { code: 'a[U+200B]b' },
    });
  });
});
