import { describe, expect, it } from 'vitest';
import type { UnusableForm } from '../../../src/domain/chart.ts';
import { isConfidentialRow } from '../../../src/domain/screening/confidential-rows.ts';
import { tool } from './rules.ts';

const instruments = new Map([
  ['own', tool(null, { id: 'own', confidential: true })],
  ['plain', tool(null, { id: 'plain' })],
]);
const row = (change: Partial<UnusableForm>): UnusableForm => ({
  id: 'Observation/1',
  label: 'A survey',
  reason: 'the code is not known here',
  kind: 'not-recognised',
  ...change,
});
const code = (display: string, value = 'x') => ({ system: 'urn:local', code: value, display });

describe('a row that speaks of what is told in confidence', () => {
  it.each([
    'Intimate partner violence screen',
    'HITS score',
    'Afraid of partner or ex-partner',
    'Child abuse risk',
    'Adverse childhood experiences',
    'ACE score',
    'ACEs total',
    'PEARLS part 1',
    'SEEK questionnaire',
    'Feels safe at home',
    'Maternal depression screen',
    'Edinburgh postnatal depression scale',
    'PHQ9 total',
    'GAD-7',
    'Parental stress index',
    'Caregiver strain',
    'Suicide risk (ASQ)',
    'Self-harm thoughts',
    'CRAFFT 2.1 score',
    'Alcohol use, last 12 months',
    'Vaping status',
    'Sexual activity',
    'Pregnancy intention',
    'HEADSS interview',
    'Adolescent confidential questionnaire',
    'BH_TEEN_SCREEN',
    'Depresión posparto',
    'Autolesión',
    'Violencia doméstica',
    'Cuestionario de salud del paciente',
    'Ansiedad de la madre',
    'C-SSRS screener',
    'Columbia scale',
    'CES-D score',
    'K6 distress scale',
  ])('stands in the closed list: %s', (label) => {
    expect(isConfidentialRow(row({ label }), instruments)).toBe(true);
    expect(isConfidentialRow(row({ code: code(label) }), instruments)).toBe(true);
  });

  it('by its code alone, and by its instrument', () => {
    expect(isConfidentialRow(row({ code: { system: 'urn:local', code: 'IPV_SCREEN' } }), instruments)).toBe(
      true,
    );
    expect(isConfidentialRow(row({ instrumentId: 'own' }), instruments)).toBe(true);
  });

  it('whatever its letters look like', () => {
    expect(isConfidentialRow(row({ label: 'ＶＩＯＬＥＮＣＥ screen' }), instruments)).toBe(true);
  });
});

describe('a row that does not', () => {
  it.each([
    'ASQ-3 communication',
    'Developmental screening score',
    'Hearing screen, left ear',
    'Reach Out and Read',
    'Vision screening',
    'Hemoglobin screening',
    'Lead risk questionnaire',
    'Sleep survey',
    'Social-emotional total',
    'Surface area survey',
    'Kindergarten readiness',
    'Dental screening',
    'Asthma control test',
    'Fifteen month milestones',
    'Milestones, answered by a caregiver',
  ])('stays where it is: %s', (label) => {
    expect(isConfidentialRow(row({ label, instrumentId: 'plain' }), instruments)).toBe(false);
  });
});
