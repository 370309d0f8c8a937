import { describe, expect, it } from 'vitest';
import type { Caregiver, Child, Language } from '../../src/domain/chart.ts';
import { familyLanguage } from '../../src/domain/family-language.ts';

const spoken = (tag: string, preferred = false): Language => ({ tag, original: tag, preferred });
const child = (change: Partial<Child> = {}): Child => ({
  id: 'child-1',
  name: 'Nino Prueba',
  deceased: false,
  active: true,
  languages: [],
  interpreterNeeded: 'unknown',
  hiddenCharacters: false,
  ...change,
});
const mother = (change: Partial<Caregiver> = {}): Caregiver => ({
  id: 'rp-1',
  name: 'Madre Prueba',
  relationship: 'mother',
  languages: [spoken('es')],
  interpreterNeeded: 'yes',
  ...change,
});

describe('the family’s language', () => {
  it('is the caregiver’s before the child’s', () => {
    expect(familyLanguage(child({ languages: [spoken('en', true)] }), [mother()])).toEqual({
      tag: 'es',
      from: 'mother',
      interpreterNeeded: 'yes',
    });
  });

  it('is the child’s where no caregiver has one, and unknown where nobody has: English is not assumed', () => {
    const silent = mother({ languages: [] });
    expect(familyLanguage(child({ languages: [spoken('en'), spoken('pl', true)] }), [silent])).toMatchObject({
      tag: 'pl',
      from: 'the child’s chart',
    });
    expect(familyLanguage(child(), [silent])).toEqual({
      from: 'not in the chart',
      interpreterNeeded: 'unknown',
    });
    expect(familyLanguage(undefined, [])).toEqual({ from: 'not in the chart', interpreterNeeded: 'unknown' });
  });

  it('is the preferred one of several, and the chart’s word on an interpreter fills a caregiver’s silence', () => {
    const of = mother({ languages: [spoken('en'), spoken('es', true)], interpreterNeeded: 'unknown' });
    expect(familyLanguage(child({ interpreterNeeded: 'no' }), [of])).toMatchObject({
      tag: 'es',
      interpreterNeeded: 'no',
    });
  });
});
