import type { Patient, RelatedPerson } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { caregiverFrom, childFrom } from '../../src/fhir/patient.ts';

const patient = (more: Partial<Patient> = {}): Patient => ({
  resourceType: 'Patient',
  id: 'child-1',
  ...more,
});
const person = (more: Partial<RelatedPerson> = {}): RelatedPerson => ({
  resourceType: 'RelatedPerson',
  id: 'rp-1',
  patient: { reference: 'Patient/child-1' },
  ...more,
});
const speaks = (code: string, preferred?: boolean) => ({
  language: { coding: [{ code }] },
  ...(preferred === undefined ? {} : { preferred }),
});

describe('a child’s name', () => {
  it('is the official one, then the usual one, then the first, and never empty', () => {
    const of = (...name: NonNullable<Patient['name']>) => childFrom(patient({ name })).name;
    expect(
      of({ use: 'old', text: 'Old' }, { use: 'usual', text: 'Usual' }, { use: 'official', text: 'Official' }),
    ).toBe('Official');
    expect(of({ use: 'old', text: 'Old' }, { use: 'usual', given: ['Nino', 'B'], family: 'Prueba' })).toBe(
      'Nino B Prueba',
    );
    expect(of({ family: 'Prueba' })).toBe('Prueba');
    expect(of({})).toBe('Name not in the chart');
    expect(childFrom(patient()).name).toBe('Name not in the chart');
  });

  it('with hidden characters is spelled out and flagged; as markup it is plain text', () => {
    expect(childFrom(patient({ name: [{ text: 'Ni\u202Eno' }] }))).toMatchObject({
      name: 'Ni[U+202E]no',
      hiddenCharacters: true,
    });
    expect(childFrom(patient({ name: [{ text: '<img onerror=x>' }] }))).toMatchObject({
      name: '<img onerror=x>',
      hiddenCharacters: false,
    });
  });
});

describe('a birth date', () => {
  it.each([
    ['2024', 'year'],
    ['2024-03', 'month'],
    ['2024-03-09', 'day'],
  ])('%s is kept as exact as it is', (birthDate, precision) => {
    expect(childFrom(patient({ birthDate })).birthDate?.precision).toBe(precision);
  });

  it.each(['2023-02-29', 'unknown', ''])('%j is no birth date', (birthDate) => {
    expect(childFrom(patient({ birthDate })).birthDate).toBeUndefined();
  });
});

describe('a chart nobody should work in', () => {
  it.each<[Partial<Patient>, object]>([
    [{ deceasedBoolean: true }, { deceased: true }],
    [{ deceasedBoolean: false }, { deceased: false }],
    [{ deceasedDateTime: '2026-01' }, { deceased: true }],
    [{ _deceasedDateTime: { extension: [{ url: 'http://x', valueCode: 'masked' }] } }, { deceased: true }],
    [{ active: false }, { active: false }],
    [{}, { active: true, deceased: false }],
    [
      { link: [{ type: 'replaced-by', other: { reference: 'Patient/survivor' } }] },
      { replacedBy: 'Patient/survivor' },
    ],
    [{ link: [{ type: 'replaced-by', other: { display: 'elsewhere' } }] }, { replacedBy: 'another chart' }],
  ])('%j is known as %j', (more, known) => {
    expect(childFrom(patient(more))).toMatchObject(known);
  });

  it('is not one that only replaces another', () => {
    const link: Patient['link'] = [{ type: 'replaces', other: { reference: 'Patient/old' } }];
    expect(childFrom(patient({ link })).replacedBy).toBeUndefined();
  });
});

describe('languages', () => {
  it('are read from codes, displays or text; what names none is left out', () => {
    const communication = [
      speaks('spa', true),
      { language: { text: 'Polish' } },
      speaks('und'),
      { language: { coding: [{ code: 'x-1', display: 'Arabic' }] } },
    ];
    expect(childFrom(patient({ communication })).languages).toEqual([
      { tag: 'es', original: 'spa', preferred: true },
      { tag: 'pl', original: 'Polish', preferred: false },
      { tag: 'ar', original: 'Arabic', preferred: false },
    ]);
  });

  const needed = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-interpreter-needed';
  it.each<[string, Patient['extension'], string]>([
    ['US Core says so', [{ url: needed, valueCoding: { code: '373066001' } }], 'yes'],
    ['US Core says no', [{ url: needed, valueCoding: { code: '373067005' } }], 'no'],
    [
      'the older boolean says so',
      [{ url: 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired', valueBoolean: true }],
      'yes',
    ],
    ['the code says it is not known', [{ url: needed, valueCoding: { code: '261665006' } }], 'unknown'],
    ['nothing says', [], 'unknown'],
  ])('and an interpreter: %s', (_, extension, expected) => {
    expect(childFrom(patient({ extension })).interpreterNeeded).toBe(expected);
    expect(caregiverFrom(person({ extension: extension ?? [] })).interpreterNeeded).toBe(expected);
  });
});

describe('where the family lives', () => {
  it('is five digits and a state; the street never leaves the read', () => {
    const child = childFrom(
      patient({
        address: [
          { use: 'work', postalCode: '99999' },
          { use: 'home', line: ['1 Sample St'], postalCode: '60185-1234', state: 'IL' },
        ],
      }),
    );
    expect(child).toMatchObject({ zip: '60185', state: 'IL' });
    expect(JSON.stringify(child)).not.toContain('Sample St');
    expect(childFrom(patient({ address: [{ postalCode: 'K1A 0B1' }] })).zip).toBeUndefined();
  });
});

it('a caregiver is named by the relationship, in small letters', () => {
  const given = person({
    relationship: [{}, { coding: [{ code: 'MTH', display: 'Mother' }] }],
    name: [{ text: 'Ma\u200Bdre' }],
    communication: [speaks('es')],
  });
  expect(caregiverFrom(given)).toMatchObject({
    relationship: 'mother',
    name: 'Ma[U+200B]dre',
    languages: [{ tag: 'es' }],
  });
  expect(caregiverFrom(person()).relationship).toBeUndefined();
});
