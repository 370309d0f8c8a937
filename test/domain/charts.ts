// Synthetic charts for the tests of the summary, and one call that decides them as the page does.
import { calendarDate } from '../../src/domain/age.ts';
import type { Caregiver, Chart, Child, Gap, Language } from '../../src/domain/chart.ts';
import { decideSummary, type SummaryContext } from '../../src/domain/summary.ts';
import { content, partial } from './screening/forms.ts';

export const today = calendarDate('2026-11-23');
export const spoken = (tag: string, preferred = false): Language => ({ tag, original: tag, preferred });

export const child = (change: Partial<Child> = {}): Child => ({
  id: 'child-1',
  name: 'Nino Prueba',
  birthDate: partial('2022-05-23'),
  deceased: false,
  active: true,
  languages: [],
  interpreterNeeded: 'unknown',
  hiddenCharacters: false,
  ...change,
});
export const mother = (change: Partial<Caregiver> = {}): Caregiver => ({
  id: 'rp-1',
  name: 'Madre Prueba',
  relationship: 'mother',
  languages: [spoken('es')],
  interpreterNeeded: 'yes',
  ...change,
});
export const chart = (change: Partial<Chart> = {}): Chart => ({
  child: child(),
  forms: [],
  unusable: [],
  declined: [],
  caregivers: [],
  orders: [],
  gaps: [],
  ...change,
});
export const decide = (given: Chart, change: Partial<SummaryContext> = {}) =>
  decideSummary(given, { content, today, state: 'IL', acknowledged: [], concern: false, ...change });
export const gap = (slice: Gap['slice']): Gap => ({ slice, reason: 'refused', partial: false });
