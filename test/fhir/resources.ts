// Synthetic resources for the readers' tests, and one call that reads them as the summary does.
import type { FhirResource, Observation, QuestionnaireResponse } from 'fhir/r4.js';
import { loadContent } from '../../src/content/load.ts';
import { calendarDate } from '../../src/domain/age.ts';
import { type ChartSlice, chartSlices } from '../../src/domain/chart.ts';
import type { CodeMapping, CodeMaps } from '../../src/domain/screening/code-map.ts';
import type { ChartReads } from '../../src/ehr/port.ts';
import type { FormReadingContext } from '../../src/fhir/reading.ts';
import { screeningForms } from '../../src/fhir/screening-forms.ts';

export const loinc = 'http://loinc.org';
/** A clinic's own codes, as its administrator would map them. */
export const local = 'https://clinic.example.org/codes';

const mapped = (code: string, instrumentId: string, part: CodeMapping['part']): CodeMapping => ({
  system: local,
  code,
  instrumentId,
  part,
  edition: null,
  form: null,
  evidence: 'design',
  source: 'made up for tests',
});
const content = loadContent([]);
export const codes: readonly CodeMapping[] = [
  ...content.codes,
  mapped('psc', 'psc-17', { kind: 'panel' }),
  mapped('psc-total', 'psc-17', { kind: 'score', id: 'total' }),
  mapped('psc-int', 'psc-17', { kind: 'score', id: 'internalizing' }),
  mapped('mchat', 'm-chat-r', { kind: 'score', id: 'total' }),
];
export const maps: CodeMaps = {
  codes,
  setAside: content.setAside,
  questionnaires: content.questionnaires,
  answers: content.answers,
};

export const survey = [
  { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'survey' }] },
];

export const observation = (
  code: string,
  more: Partial<Observation> = {},
  system = code.includes('-') && /^\d/.test(code) ? loinc : local,
): Observation => ({
  resourceType: 'Observation',
  id: `o-${code}`,
  status: 'final',
  category: survey,
  code: { coding: [{ system, code }], text: `Result ${code}` },
  subject: { reference: 'Patient/child-1' },
  effectiveDateTime: '2026-11-20',
  ...more,
});

export const response = (
  answers: Readonly<Record<string, number | undefined>>,
  more: Partial<QuestionnaireResponse> = {},
): QuestionnaireResponse => ({
  resourceType: 'QuestionnaireResponse',
  id: 'q-1',
  status: 'completed',
  questionnaire: 'https://clinic.example.org/Questionnaire/epds',
  subject: { reference: 'Patient/child-1' },
  authored: '2026-11-20',
  item: Object.entries(answers).map(([linkId, value]) => ({
    linkId,
    ...(value === undefined ? {} : { answer: [{ valueInteger: value }] }),
  })),
  ...more,
});

export const people = new Map([
  ['Patient/child-1', 'the child'],
  ['RelatedPerson/rp-1', 'mother'],
]);

export const readingContext: FormReadingContext = {
  maps,
  timeZone: 'America/Chicago',
  today: calendarDate('2026-11-23'),
  people,
};

export const readForms = (
  observations: readonly Observation[],
  responses: readonly QuestionnaireResponse[] = [],
  timeZone = readingContext.timeZone,
) => screeningForms(observations, responses, { ...readingContext, timeZone });

/** The one form these resources make. */
export const onlyForm = (...observations: readonly Observation[]) => {
  const { forms, unusable } = readForms(observations);
  if (forms.length !== 1 || unusable.length > 0)
    throw new Error(`${forms.length} forms and ${unusable.length} unusable`);
  return forms[0] as (typeof forms)[number];
};

/** Why this one resource cannot be used. */
export const onlyReason = (...observations: readonly Observation[]): string => {
  const { forms, unusable } = readForms(observations);
  if (forms.length > 0 || unusable.length !== 1)
    throw new Error(`${forms.length} forms and ${unusable.length} unusable`);
  return unusable[0]?.reason ?? '';
};

export const reads = (given: Partial<Record<ChartSlice, readonly FhirResource[]>> = {}): ChartReads =>
  Object.fromEntries(
    chartSlices.map((slice) => [slice, { resources: given[slice] ?? [] }]),
  ) as unknown as ChartReads;
