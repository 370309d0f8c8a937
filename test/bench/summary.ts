// Our own time from what the EHR answered to the finished page: reading, deciding and rendering one child's chart.
import type { Observation } from 'fhir/r4.js';
import { render } from 'preact-render-to-string';
import { loadContent } from '../../src/content/load.ts';
import { addDays, calendarDate } from '../../src/domain/age.ts';
import { chartSlices } from '../../src/domain/chart.ts';
import { decideSummary } from '../../src/domain/summary.ts';
import type { ChartReads } from '../../src/ehr/port.ts';
import { chartFromReads } from '../../src/fhir/chart-from-reads.ts';
import { SummaryPage } from '../../src/web/views/summary.tsx';

const sizes = [200, 2_000, 20_000] as const;
const today = calendarDate('2026-11-23');
const birth = calendarDate('2019-03-02');
const daysOfLife = 2_820;
const loinc = 'http://loinc.org';
const content = loadContent([]);
const child = { reference: 'Patient/bench' };

/** The same chart at every run. */
const seeded = (seed: number) => () => {
  seed = (seed * 1_664_525 + 1_013_904_223) % 4_294_967_296;
  return seed / 4_294_967_296;
};

const row = (id: string, system: string, code: string, text: string, on: string): Observation => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  category: [
    { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'survey' }] },
  ],
  code: { coding: [{ system, code, display: text }], text },
  subject: child,
  effectiveDateTime: `${on}T15:30:00Z`,
  performer: [{ reference: 'Practitioner/1', display: 'Practice EHR' }],
});

const phq9Items = content.codes.filter(
  ({ instrumentId, part }) => instrumentId === 'phq-9' && part.kind === 'item',
);

/** A PHQ-9 as US Core files it: panel, nine answers, total. */
const phq9 = (id: string, on: string, random: () => number): readonly Observation[] => {
  const answers = phq9Items.map(({ code }, index): Observation => ({
    ...row(`${id}-${index}`, loinc, code, `Question ${index + 1}`, on),
    valueCodeableConcept: {
      coding: [{ system: loinc, code: ['LA6568-5', 'LA6569-3'][Math.floor(random() * 2)] ?? 'LA6568-5' }],
    },
  }));
  const total: Observation = {
    ...row(`${id}-total`, loinc, '44261-6', 'PHQ-9 total score', on),
    valueInteger: Math.floor(random() * 28),
  };
  return [
    {
      ...row(id, loinc, '44249-1', 'PHQ-9 panel', on),
      hasMember: [...answers, total].map((one) => ({ reference: `Observation/${one.id}` })),
    },
    ...answers,
    total,
  ];
};

/** Mostly surveys of no concern here, about one row in ten part of a screening; vitals stay out, as the search leaves them out. */
const chartOf = (count: number): readonly Observation[] => {
  const random = seeded(count);
  const day = () => addDays(birth, Math.floor(random() * daysOfLife));
  const rows: Observation[] = [];
  while (rows.length < count) {
    const id = `o-${rows.length}`;
    const kind = random();
    if (kind < 0.005) rows.push(...phq9(id, day(), random));
    else if (kind < 0.03)
      rows.push({
        ...row(id, loinc, '99046-5', 'EPDS total score', day()),
        valueQuantity: { value: Math.floor(random() * 31), code: '{score}' },
      });
    else if (kind < 0.04)
      rows.push(row(id, 'https://practice.example/codes', 'psc-x', 'PSC screening score', day()));
    else {
      const code = Math.floor(random() * 60);
      rows.push({
        ...row(id, 'https://practice.example/codes', `s-${code}`, `Hours of sleep, question ${code}`, day()),
        valueString: 'about nine',
      });
    }
  }
  return rows.slice(0, count);
};

const readsOf = (observations: readonly Observation[]): ChartReads => {
  const none = Object.fromEntries(
    chartSlices.map((slice) => [slice, { resources: [] }]),
  ) as unknown as ChartReads;
  return {
    ...none,
    patient: {
      resources: [
        {
          resourceType: 'Patient',
          id: 'bench',
          active: true,
          birthDate: birth,
          name: [{ text: 'Bench Sample' }],
        },
      ],
    },
    observations: { resources: observations },
  };
};

const stages = ['read', 'decide', 'render'] as const;
type Times = Record<(typeof stages)[number], number>;

const once = (reads: ChartReads): Times => {
  const start = performance.now();
  const chart = chartFromReads(reads, { maps: content, timeZone: 'America/Chicago', today });
  const read = performance.now();
  const summary = decideSummary(chart, { content, today, state: 'IL', acknowledged: [], concern: false });
  const decided = performance.now();
  const page = render(
    SummaryPage({
      opened: { summary, referrals: [], onSite: [], declinedHere: [], readAt: '09:30' },
      navigation: { launchId: 'bench', hasChild: true, logoutToken: 'bench' },
      csrf: 'bench',
      needPatientBanner: true,
      state: { concern: false, bornAtWeeks: '', bornAtDays: '' },
      referWord: 'Refer',
      mayAcknowledge: true,
    }),
  );
  const end = performance.now();
  if (!page.includes('Bench Sample')) throw new Error('the page was not rendered');
  return { read: read - start, decide: decided - read, render: end - decided };
};

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
const rounded = (value: number): number => Math.round(value * 100) / 100;

/** Medians in milliseconds by number of Observations; `--json` ends with `{"ms":{"200":n,"2000":n,"20000":n}}`. */
export const bench = (): object => {
  const charts = sizes.map((size) => ({ size, reads: readsOf(chartOf(size)) }));
  // Warm the compiler on the middle one, as a server is warm.
  for (let run = 0; run < 30; run += 1) for (const { size, reads } of charts) if (size === 2_000) once(reads);
  const ms: Record<string, number> = {};
  console.log('Observations      read    decide    render       all (ms, median)');
  for (const { size, reads } of charts) {
    const runs = Array.from({ length: size > 10_000 ? 9 : 31 }, () => once(reads));
    const all = median(runs.map((run) => stages.reduce((sum, stage) => sum + run[stage], 0)));
    const cells = [...stages.map((stage) => median(runs.map((run) => run[stage]))), all];
    console.log(String(size).padStart(12) + cells.map((cell) => cell.toFixed(2).padStart(10)).join(''));
    ms[String(size)] = rounded(all);
  }
  return { ms };
};
