// Whose answers they are: two people never become one, and nobody's answers become the child's.
import type { FhirResource, Observation, Reference } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { calendarDate } from '../../src/domain/age.ts';
import { chartFromReads } from '../../src/fhir/chart-from-reads.ts';
import { decide } from '../domain/charts.ts';
import { loinc, maps, observation, reads, readForms } from './resources.ts';

const relative = (id: string, text: string): FhirResource => ({
  resourceType: 'RelatedPerson',
  id,
  patient: { reference: 'Patient/child-1' },
  relationship: [{ text }],
});
const parents = [relative('rp-1', 'Parent'), relative('rp-2', 'Parent')];

const chartOf = (
  birthDate: string,
  observations: readonly Observation[],
  relatedPersons: readonly FhirResource[] = [],
  gestationalAge: readonly Observation[] = [],
) =>
  chartFromReads(
    reads({
      patient: [{ resourceType: 'Patient', id: 'child-1', birthDate }],
      observations,
      relatedPersons,
      gestationalAge,
    }),
    { maps, timeZone: 'America/Chicago', today: calendarDate('2026-11-23') },
  );
const infant = '2026-09-23';
const teen = '2013-05-23';

const by = (...references: string[]): { performer: Reference[] } => ({
  performer: references.map((reference) => ({ reference })),
});
const epds = (id: string, reference: string, on: string, total: number) =>
  observation('71354-5', {
    id,
    ...by(reference),
    effectiveDateTime: on,
    component: [
      { code: { coding: [{ system: loinc, code: '99046-5' }] }, valueInteger: total },
      { code: { coding: [{ system: loinc, code: '71353-7' }] }, valueInteger: 0 },
    ],
  });
const phq9 = (...references: string[]) =>
  observation('44249-1', {
    ...by(...references),
    component: [
      { code: { coding: [{ system: loinc, code: '44261-6' }] }, valueInteger: 4 },
      { code: { coding: [{ system: loinc, code: '44260-8' }] }, valueInteger: 1 },
    ],
  });

describe('two caregivers', () => {
  it.each([
    ['called the same', parents],
    ['the chart does not show', []],
  ])('%s stay two: the one’s low score does not settle the other’s high one', (_, people) => {
    const given = [
      epds('m', 'RelatedPerson/rp-1', '2026-11-01', 14),
      epds('f', 'RelatedPerson/rp-2', '2026-11-20', 3),
    ];
    const page = decide(chartOf(infant, given, people));
    expect(page.leading?.tier).toBe('positive');
    expect(page.results).toHaveLength(2);
  });

  it.each([
    ['called the same', parents],
    ['the chart does not show', []],
  ])('%s do not lend each other an answer of the same day', (_, people) => {
    const { forms } = chartOf(
      infant,
      [
        observation('99046-5', { valueInteger: 9, ...by('RelatedPerson/rp-1') }),
        observation('71353-7', { valueInteger: 0, ...by('RelatedPerson/rp-2') }),
      ],
      people,
    );
    expect(forms).toHaveLength(2);
  });
});

describe('a PHQ-9 in a young person’s chart', () => {
  it.each([
    ['a related person the chart does not show', ['RelatedPerson/rp-9'], []],
    ['a patient of another chart', ['Patient/other'], []],
    ['two people at once', ['Patient/child-1', 'RelatedPerson/rp-1'], parents],
    ['a sister', ['RelatedPerson/sis'], [relative('sis', 'Sister')]],
  ])('answered by %s is nobody’s in particular, and its safety answer still speaks', (_, whom, people) => {
    const page = decide(chartOf(teen, [phq9(...whom)], people));
    expect(page.safety.map(({ result }) => result.aboutWhom)).toEqual(['unknown']);
    expect(
      page.due.filter(({ rule }) => rule.acceptable.includes('phq-9')).map(({ state }) => state),
    ).not.toContain('done');
    expect(page.safetyPrompts.prompts.length).toBeGreaterThan(0);
  });

  it('answered by the young person is their own', () => {
    const page = decide(chartOf(teen, [phq9('Patient/child-1')]));
    expect(page.safety.map(({ result }) => result.aboutWhom)).toEqual(['child']);
  });

  it('“answered” by an infant was answered by a caregiver, and says no such thing of the infant', () => {
    const [answer] = decide(chartOf(infant, [phq9('Patient/child-1')])).safety;
    expect(answer?.result.aboutWhom).toBe('caregiver');
    expect(answer?.result.form.respondent).not.toBe('the child');
  });
});

describe('a form about the child whose focus is the mother', () => {
  it('says nothing of the child, and meets no rule of the child’s', () => {
    const mchat = observation('mchat', { valueInteger: 1, focus: [{ reference: 'RelatedPerson/rp-1' }] });
    const page = decide(chartOf('2024-11-01', [mchat], [relative('rp-1', 'Mother')]));
    expect(page.results.map(({ result }) => [result.band, result.aboutWhom])).toEqual([
      ['unusable', 'caregiver'],
    ]);
    expect(page.due.find(({ rule }) => rule.id === 'autism')?.state).not.toBe('done');
  });
});

describe('a “no”', () => {
  const no = { dataAbsentReason: { coding: [{ code: 'asked-declined' }] } };
  it('says who said it, one for each person', () => {
    const { declined } = chartOf(
      teen,
      [
        observation('44261-6', { id: 'a', ...no, ...by('RelatedPerson/rp-1') }),
        observation('44261-6', { id: 'b', ...no, ...by('Patient/child-1') }),
      ],
      parents,
    );
    expect(declined.map(({ person, personIs }) => [person, personIs])).toEqual([
      ['RelatedPerson/rp-1', 'caregiver'],
      ['Patient/child-1', 'child'],
    ]);
  });

  it('of the one stands beside the answers of the other', () => {
    const { declined, forms } = chartOf(
      infant,
      [
        observation('99046-5', { id: 'a', ...no, ...by('RelatedPerson/rp-1') }),
        observation('99046-5', { id: 'b', valueInteger: 4, ...by('RelatedPerson/rp-2') }),
      ],
      parents,
    );
    expect(declined).toMatchObject([{ person: 'RelatedPerson/rp-1' }]);
    expect(forms).toMatchObject([{ person: 'RelatedPerson/rp-2' }]);
  });
});

describe('one administration', () => {
  it('dated a day apart by its parts is one form, of the first day, and says so', () => {
    const panel = observation('71354-5', {
      effectiveDateTime: '2026-11-20',
      hasMember: [{ reference: 'Observation/o-99046-5' }, { reference: 'Observation/o-71353-7' }],
    });
    const { forms } = readForms([
      panel,
      observation('99046-5', { valueInteger: 12, effectiveDateTime: '2026-11-20' }),
      observation('71353-7', { valueInteger: 0, effectiveDateTime: '2026-11-21' }),
    ]);
    expect(forms).toMatchObject([
      { administeredOn: '2026-11-20', scores: { total: 12 }, items: { 'item-10': 0 } },
    ]);
    expect(forms[0]?.dateNote).toMatch(/2026-11-20 and 2026-11-21/);
  });

  it('whose panel was withdrawn does not count by its parts, unless another panel holds them', () => {
    const holding = (id: string, status: 'entered-in-error' | 'final') =>
      observation('71354-5', { id, status, hasMember: [{ reference: 'Observation/o-99046-5' }] });
    const total = observation('99046-5', { valueInteger: 3 });
    const alone = readForms([holding('p', 'entered-in-error'), total]);
    expect(alone.forms).toEqual([]);
    expect(alone.unusable).toMatchObject([{ reason: 'it is part of a form that was withdrawn' }]);
    const battery = observation('battery', {
      status: 'entered-in-error',
      hasMember: [{ reference: 'Observation/p' }],
    });
    expect(readForms([battery, holding('p', 'final'), total]).forms).toEqual([]);
    expect(readForms([holding('p', 'entered-in-error'), holding('q', 'final'), total]).forms).toHaveLength(1);
  });
});

describe('a gestational age', () => {
  const aged = (code: string, on: string) =>
    chartOf(
      '2026-06-23',
      [],
      [],
      [observation(code, { valueQuantity: { value: 30, code: 'wk' }, effectiveDateTime: on })],
    );
  it.each([
    ['11884-4', '2026-04-20', /before the birth/],
    ['76516-4', '2026-04-20', /before the birth/],
    ['18185-9', '2026-11-01', /long after the birth/],
    ['18185-9', '2026-07-02', /long after the birth/],
  ])('under %s of %s is not the one at birth', (code, on, why) => {
    expect(aged(code, on).gestationalAge).toBeUndefined();
    expect(aged(code, on).gestationalAgeUnusable).toMatch(why);
  });
  it.each([
    ['11884-4', '2026-06-22'],
    ['18185-9', '2026-07-01'],
    ['76516-4', '2026-11-01'],
  ])('under %s of %s is', (code, on) => {
    expect(aged(code, on).gestationalAge).toMatchObject({ weeks: 30 });
  });
});
