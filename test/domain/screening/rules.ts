// Rules, tools and results made for one case, so that the schedule's own data may change without these tests.
import { calendarDate } from '../../../src/domain/age.ts';
import type { DeclinedScreen } from '../../../src/domain/chart.ts';
import type { Instrument } from '../../../src/domain/screening/instrument.ts';
import type { ScreeningResult } from '../../../src/domain/screening/result.ts';
import type { PeriodicityRule, VisitSchedule } from '../../../src/domain/screening/schedule.ts';

const sourced = {
  version: '1',
  source: 'made for a test',
  evidence: 'verified',
  reviewedBy: null,
  reviewedOn: null,
} as const;

type Window = PeriodicityRule['windows'][number];

/** `to` is inclusive, to the last day of its month unless `toDays` says less. */
export const window = (from: number, to: number, more: Partial<Window> = {}): Window => ({
  name: `${from} months`,
  fromMonths: from,
  fromDays: 0,
  toMonths: to,
  toDays: null,
  evidence: 'verified',
  ...more,
});

export const rule = (change: Partial<PeriodicityRule> = {}): PeriodicityRule => ({
  ...sourced,
  id: 'rule',
  name: 'A rule',
  topic: 'autism',
  inUse: true,
  about: 'child',
  states: null,
  windows: [],
  everyMonths: null,
  spanMonths: null,
  acceptable: ['tool'],
  needsSafetyItem: false,
  catchUp: true,
  notBeforeWindow: true,
  why: 'Because the test says so.',
  ...change,
});

export const yearly = (from: number, to: number, change: Partial<PeriodicityRule> = {}): PeriodicityRule =>
  rule({ topic: 'behavioural', everyMonths: 12, spanMonths: { from, to }, ...change });

export const tool = (
  ages: readonly [number, number] | null,
  change: Partial<Instrument> = {},
): Instrument => ({
  ...sourced,
  id: 'tool',
  name: 'The tool',
  about: 'child',
  respondent: 'a caregiver',
  ageMonths: ages && { from: ages[0], to: ages[1], evidence: 'verified' },
  correctsUntilMonths: null,
  forms: [],
  scores: [],
  thresholds: [],
  zones: [],
  neededForBelow: [],
  itemCount: null,
  itemRange: null,
  extraItems: [],
  missingItems: null,
  safetyItems: [],
  confidential: false,
  languages: ['en'],
  licence: 'free',
  mayShipCutOffs: true,
  cannotSay: '',
  ...change,
});

export const result = (on: string, change: Partial<ScreeningResult> = {}): ScreeningResult => {
  const instrument = change.instrument ?? tool(null);
  return {
    key: `${instrument.id}|${on}`,
    instrument,
    form: {
      id: `Observation/${on}`,
      instrumentId: instrument.id,
      administeredOn: calendarDate(on),
      scores: {},
      items: {},
      notes: [],
      origins: [],
    },
    band: 'below',
    negative: true,
    bandWords: 'Below the cut-off',
    because: [],
    bandedBy: 'source-verified',
    scores: [
      {
        id: 'total',
        name: 'Total',
        value: 1,
        min: 0,
        max: null,
        concern: 'higher',
        cutOff: null,
        monitorAt: null,
        reached: false,
      },
    ],
    safety: { state: 'none', positive: [], unseen: [] },
    aboutWhom: 'child',
    confidence: 'none',
    ...change,
  };
};

export const declined = (on: string, change: Partial<DeclinedScreen> = {}): DeclinedScreen => ({
  id: `declined-${on}`,
  instrumentId: 'tool',
  on: calendarDate(on),
  by: 'the chart',
  ...change,
});

export const schedule = (
  visits: readonly (readonly [name: string, from: [number, number], to: [number, number]])[],
  states: readonly string[] | null = null,
): VisitSchedule => ({
  ...sourced,
  id: states ? `schedule-${states.join('-')}` : 'national',
  name: 'A schedule',
  states,
  visits: visits.map(([name, from, to]) => ({
    id: name,
    name,
    from: { months: from[0], days: from[1] },
    to: { months: to[0], days: to[1] },
    evidence: 'verified',
  })),
});
