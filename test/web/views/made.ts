// Instruments and results made for the pictures' tests: no content file, so that a change of content changes no picture's test.
import { renderToString } from 'preact-render-to-string';
import { parse } from 'node-html-parser';
import type { VNode } from 'preact';
import { calendarDate } from '../../../src/domain/age.ts';
import type { Instrument, Score, Threshold } from '../../../src/domain/screening/instrument.ts';
import type { ScoreLine, ScreeningResult } from '../../../src/domain/screening/result.ts';
import type { TrendedResult } from '../../../src/domain/screening/trend.ts';

export const today = calendarDate('2026-11-23');

export const scoreOf = (
  id: string,
  name: string,
  max: number | null,
  change: Partial<Score> = {},
): Score => ({
  id,
  name,
  min: 0,
  max,
  concern: 'higher',
  sumOf: null,
  evidence: 'verified',
  ...change,
});

export const thresholdOf = (score: string, at: number, change: Partial<Threshold> = {}): Threshold => ({
  score,
  form: null,
  ageMonths: null,
  at,
  monitorAt: null,
  evidence: 'verified',
  source: 'made for a test',
  ...change,
});

export const instrumentOf = (change: Partial<Instrument> = {}): Instrument => ({
  id: 'made',
  version: '1',
  source: 'made for a test',
  evidence: 'verified',
  reviewedBy: null,
  reviewedOn: null,
  name: 'Made Checklist',
  about: 'child',
  respondent: 'a caregiver',
  ageMonths: null,
  correctsUntilMonths: null,
  forms: [],
  scores: [scoreOf('total', 'Total', 34)],
  thresholds: [thresholdOf('total', 15)],
  zones: [],
  neededForBelow: ['total'],
  itemCount: null,
  itemRange: null,
  extraItems: [],
  missingItems: null,
  safetyItems: [],
  confidential: false,
  languages: [],
  licence: 'made for a test',
  mayShipCutOffs: true,
  cannotSay: 'It says nothing about sleep.',
  ...change,
});

export const lineOf = (value: number, change: Partial<ScoreLine> = {}): ScoreLine => {
  const line = {
    id: 'total',
    name: 'Total',
    value,
    min: 0,
    max: 34,
    concern: 'higher' as const,
    cutOff: 15,
    monitorAt: null,
    ...change,
  };
  const reached =
    line.cutOff !== null && (line.concern === 'higher' ? value >= line.cutOff : value <= line.cutOff);
  return { reached, ...line };
};

export interface MadeResult extends Partial<Omit<ScreeningResult, 'form'>> {
  readonly on?: string;
  readonly form?: Partial<ScreeningResult['form']>;
}

export const resultOf = (change: MadeResult = {}): ScreeningResult => {
  const { on = '2026-11-23', form, ...rest } = change;
  const instrument = change.instrument ?? instrumentOf();
  const scores = change.scores ?? [lineOf(18)];
  return {
    key: `${instrument.id}|${on}`,
    instrument,
    band: 'above',
    negative: false,
    bandWords: 'Above the cut-off',
    because: [],
    bandedBy: 'source-verified',
    scores,
    safety: { state: 'none', positive: [], unseen: [] },
    aboutWhom: 'child',
    confidence: 'none',
    ...rest,
    form: {
      id: `Observation/${on}`,
      instrumentId: instrument.id,
      administeredOn: calendarDate(on),
      scores: Object.fromEntries(scores.map(({ id, value }) => [id, value])),
      items: {},
      respondent: 'mother',
      notes: [],
      origins: [{ resource: `Observation/${on}`, system: 'the chart' }],
      ...form,
    },
  };
};

export const trendedOf = (
  result: ScreeningResult,
  earlier: readonly ScreeningResult[] = [],
  change: Partial<TrendedResult> = {},
): TrendedResult => ({ result, earlier, ageInDays: 0, isOld: false, ...change });

/** A view as its HTML, parsed. */
export const rendered = (view: VNode) => parse(renderToString(view));
export type Rendered = ReturnType<typeof rendered>;

/** A copy to cut things out of. */
export const copyOf = (page: Rendered): Rendered => parse(page.toString());

/** What a person reads, runs of white space made one. */
export const textOf = (view: VNode): string => rendered(view).textContent.replaceAll(/\s+/g, ' ').trim();
