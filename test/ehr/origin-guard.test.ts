import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fhirBase,
  isFhirId,
  localReference,
  readUrl,
  searchUrl,
  underBase,
} from '../../src/ehr/origin-guard.ts';

const base = fhirBase('https://ehr.example/api/fhir');

describe('a FHIR base', () => {
  it('is the same with and without its last slash', () => {
    expect(fhirBase('https://ehr.example/api/fhir/')).toEqual(base);
  });

  it.each([
    'http://ehr.example/fhir',
    'ftp://ehr.example',
    'ehr.example/fhir',
    'https://user:secret@ehr.example/fhir',
    'https://ehr.example/fhir?x=1',
    'https://ehr.example/fhir#x',
    '',
  ])('is refused as %j', (iss) => {
    expect(() => fhirBase(iss)).toThrow(expect.objectContaining({ code: 'EHR_UNKNOWN' }));
  });

  it('may be plain http only where the registration says so', () => {
    expect(fhirBase('http://127.0.0.1:8080/fhir', true).origin).toBe('http://127.0.0.1:8080');
  });
});

describe('an address under the base', () => {
  it.each([
    'https://ehr.example/api/fhir/Patient/1',
    'https://ehr.example:443/api/fhir/Observation?patient=1',
    'https://ehr.example/api/fhir?_getpages=opaque&_offset=200',
    'Patient/1',
    '?page=2',
  ])('is taken: %s', (url) => {
    expect(underBase(base, url)?.origin).toBe('https://ehr.example');
  });

  it.each([
    'https://ehr.example.evil.test/api/fhir/Patient/1',
    'https://ehr.example@evil.test/api/fhir/Patient/1',
    'https://evil.test/api/fhir/Patient/1',
    'http://ehr.example/api/fhir/Patient/1',
    'https://ehr.example:8443/api/fhir/Patient/1',
    'https://ehr.example/api/fhir-evil/Patient/1',
    'https://ehr.example/api/fhirPatient/1',
    'https://ehr.example/api/fhir/../../admin',
    'https://ehr.example/api/fhir/..%2f..%2fadmin',
    'https://ehr.example/api/fhir/%2e%2e/%2e%2e/admin',
    'https://ehr.example/api/fhir/..\\..\\admin',
    'https://user@ehr.example/api/fhir/Patient/1',
    '//evil.test/api/fhir/Patient/1',
    '/admin',
    '../admin',
    'javascript:alert(1)',
    'data:text/plain,x',
    'https://еhr.example/api/fhir/Patient/1',
  ])('is not: %s', (url) => {
    expect(underBase(base, url)).toBeUndefined();
  });

  it.each([
    'https://ehr.example.evil.test/Patient/1',
    'https://ehr.example@evil.test/Patient/1',
    'https://ehr.example:8443/Patient/1',
    'https://ehr.examples/Patient/1',
  ])('is not a look-alike of a base without a path either: %s', (url) => {
    expect(underBase(fhirBase('https://ehr.example'), url)).toBeUndefined();
  });

  it('is never anywhere else, whatever text a link holds', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          fc.string(),
          fc.webUrl().map((url) => `${base.href}${url}`),
        ),
        (text) => {
          const url = underBase(base, text);
          if (url) expect(`${url.origin}${url.pathname}/`.startsWith(base.href)).toBe(true);
        },
      ),
    );
  });
});

describe('an id', () => {
  it('may be long as Epic’s are', () => {
    expect(isFhirId('e'.repeat(90))).toBe(true);
  });

  it.each([
    '',
    '.',
    '..',
    '../../admin?x=1',
    'a/b',
    'a b',
    'a%2fb',
    'a?b',
    'a#b',
    'é',
    'a\n',
    'a'.repeat(257),
    7,
  ])('is not %j', (id) => {
    expect(isFhirId(id)).toBe(false);
  });

  it('that is none never becomes an address', () => {
    expect(() => readUrl(base, 'Patient', '../../admin?x=1')).toThrow(
      expect.objectContaining({ code: 'EHR_BAD_REQUEST' }),
    );
  });

  it('and search values are encoded', () => {
    expect(searchUrl(base, 'Observation', { code: 'http://loinc.org|1,x&y=z' }).search).toBe(
      '?code=http%3A%2F%2Floinc.org%7C1%2Cx%26y%3Dz',
    );
  });
});

describe('a reference', () => {
  it.each([
    ['Patient/child-1', { type: 'Patient', id: 'child-1' }],
    ['https://ehr.example/api/fhir/Patient/child-1', { type: 'Patient', id: 'child-1' }],
    ['Patient/child-1/_history/3', { type: 'Patient', id: 'child-1', versionId: '3' }],
    ['https://elsewhere.example/fhir/Patient/child-1', undefined],
    ['#contained', undefined],
    ['urn:uuid:6f1c2c1e-6a0b-4f0e-9d55-0c2f6f3a1b01', undefined],
    ['Patient?identifier=1', undefined],
    ['Patient/child-1/extra', undefined],
    [undefined, undefined],
  ])('%s leads to %o', (text, expected) => {
    expect(localReference(base, text)).toEqual(expected);
  });
});
