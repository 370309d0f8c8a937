import { describe, expect, it } from 'vitest';
import { addDays, calendarDate } from '../../../src/domain/age.ts';
import type { PeriodicityRule } from '../../../src/domain/screening/schedule.ts';
import {
  type MarkState,
  markStates,
  type Timeline,
  type TimelineMark,
} from '../../../src/domain/screening/timeline.ts';
import { TimelineCard } from '../../../src/web/views/timeline.tsx';
import { rendered, textOf, today } from './made.ts';

const birth = calendarDate('2022-05-23');
const rule = (change: Partial<PeriodicityRule> = {}): PeriodicityRule => ({
  id: 'made',
  version: '1',
  source: 'made for a test',
  evidence: 'verified',
  reviewedBy: null,
  reviewedOn: null,
  name: 'Made screening',
  topic: 'behavioural',
  inUse: true,
  about: 'child',
  states: null,
  windows: [],
  everyMonths: null,
  spanMonths: null,
  acceptable: [],
  needsSafetyItem: false,
  catchUp: true,
  notBeforeWindow: false,
  why: 'made for a test',
  ...change,
});
const mark = (state: MarkState, from: string, to: string, on?: string): TimelineMark => ({
  name: `the ${state} one`,
  from: calendarDate(from),
  to: calendarDate(to),
  state,
  ...(on ? { on: calendarDate(on) } : {}),
});
const timeline = (marks: readonly TimelineMark[], about: PeriodicityRule = rule()): Timeline => ({
  birth,
  today,
  rows: [{ rule: about, marks }],
});
/** One mark of every state, a year apart from the next. */
const everyState = markStates.map((state, index) =>
  mark(state, addDays(birth, 30 + index * 190), addDays(birth, 100 + index * 190)),
);

describe('the picture from birth to now', () => {
  it('gives every state a shape of its own and a word of its own', () => {
    const shapes = everyState.map((one) => {
      const row = rendered(<TimelineCard timeline={timeline([one])} />).querySelector('svg.track');
      return row?.querySelector('svg svg')?.innerHTML;
    });
    expect(shapes.every((shape) => shape && shape.length > 0)).toBe(true);
    // Without their colors they still differ: paper is gray.
    const gray = shapes.map((shape) => shape?.replaceAll(/(fill|stroke)="#[0-9a-f]{6}"/g, ''));
    expect(new Set(gray).size).toBe(markStates.length);
    const words = everyState.map((one) => textOf(<TimelineCard timeline={timeline([one])} />));
    expect(new Set(words).size).toBe(markStates.length);
  });

  it('says the same in a table, window by window, with the day', () => {
    const page = rendered(
      <TimelineCard
        timeline={timeline([
          mark('done', '2023-02-23', '2023-05-22', '2023-03-01'),
          mark('not-known', '2023-11-23', '2024-04-22'),
        ])}
      />,
    );
    const rows = page
      .querySelectorAll('tbody tr')
      .map((row) => row.querySelectorAll('td').map((cell) => cell.textContent));
    expect(rows).toEqual([
      ['the done one', 'Feb 23, 2023 to May 22, 2023', 'done Mar 1, 2023'],
      ['the not-known one', 'Nov 23, 2023 to Apr 22, 2024', 'not known: not every result could be read'],
    ]);
    expect(page.querySelector('svg.track')?.getAttribute('aria-label')).toBe(
      'Made screening: the done one done Mar 1, 2023, the not-known one not known: not every result could be read',
    );
  });

  it('marks today, and keeps everything inside the picture from birth to what comes next', () => {
    const page = rendered(<TimelineCard timeline={timeline(everyState)} />);
    const places = page
      .querySelectorAll('svg.track [x], svg.track [x1]')
      .flatMap((one) => [one.getAttribute('x'), one.getAttribute('x1')])
      .filter((x) => x?.endsWith('%'))
      .map((x) => Number.parseFloat(x ?? ''));
    expect(places.length).toBeGreaterThan(10);
    for (const x of places) expect(x >= 2 && x <= 98).toBe(true);
    expect(textOf(<TimelineCard timeline={timeline(everyState)} />)).toMatch(/birth.*today|today.*birth/);
  });

  it('keeps the rows of early childhood one tap away for a school child, and in the open before the sixth birthday', () => {
    const early = rule({
      id: 'early',
      name: 'Autism',
      windows: [
        { name: '18 months', fromMonths: 18, fromDays: 0, toMonths: 23, toDays: null, evidence: 'verified' },
      ],
    });
    const yearly = rule({ id: 'yearly', name: 'Every year', everyMonths: 12 });
    const at = (born: string) =>
      rendered(
        <TimelineCard
          timeline={{
            birth: calendarDate(born),
            today,
            rows: [early, yearly].map((one) => ({
              rule: one,
              marks: [mark('missed', addDays(calendarDate(born), 560), addDays(calendarDate(born), 700))],
            })),
          }}
        />,
      );
    const school = at('2020-11-23').querySelectorAll('details')[0];
    expect(school?.querySelector('summary')?.textContent).toBe('Early childhood (1)');
    expect(school?.querySelectorAll('strong').map((one) => one.textContent)).toEqual(['Autism']);
    const young = at('2020-11-24');
    expect(young.querySelectorAll('details').map((one) => one.querySelector('summary')?.textContent)).toEqual(
      ['The same in words, with dates'],
    );
  });

  it('tells a state’s row from the national one of the same name', () => {
    const marks = [mark('missed', '2023-11-23', '2024-04-22')];
    const rows = [
      { rule: rule({ id: 'national' }), marks },
      { rule: rule({ id: 'local', states: ['IL'] }), marks },
    ];
    const page = rendered(<TimelineCard timeline={{ birth, today, rows }} />);
    expect(page.querySelectorAll('p.score strong').map((one) => one.textContent)).toEqual([
      'Made screening',
      'Made screening (IL)',
    ]);
  });

  it.each([
    ['a row on paper', 'behavioural', undefined],
    ['a confidential row only', 'suicide-risk', 'no-print'],
  ] as const)('explains "missed" on paper only beside %s', (_, topic, paper) => {
    const page = rendered(
      <TimelineCard timeline={timeline([mark('missed', '2023-11-23', '2024-04-22')], rule({ topic }))} />,
    );
    const note = page.querySelectorAll('p').find((one) => one.textContent.startsWith('Missed:'));
    expect(note?.classNames.includes('no-print') ? 'no-print' : undefined).toBe(paper);
  });

  it('never puts what is overdue ahead of today', () => {
    const page = rendered(
      <TimelineCard timeline={timeline([mark('overdue', '2026-10-23', '2027-10-22')])} />,
    );
    const row = page.querySelector('svg.track');
    expect(row?.querySelector('svg')?.getAttribute('x')).toBe(
      row?.querySelector('line[stroke-dasharray="2 2"]')?.getAttribute('x1'),
    );
  });

  it('puts what is due today at today', () => {
    const page = rendered(<TimelineCard timeline={timeline([mark('due', '2026-05-23', '2027-05-22')])} />);
    const row = page.querySelector('svg.track');
    expect(row?.querySelector('svg')?.getAttribute('x')).toBe(
      row?.querySelector('line[stroke-dasharray="2 2"]')?.getAttribute('x1'),
    );
  });

  it('counts in words what stands too close to be drawn apart', () => {
    const close = Array.from({ length: 6 }, (_, index) =>
      mark('missed', addDays(birth, 900 + index * 10), addDays(birth, 905 + index * 10)),
    );
    const page = rendered(<TimelineCard timeline={timeline(close)} />);
    expect(page.querySelectorAll('svg.track > svg').length).toBeLessThan(6);
    expect(textOf(<TimelineCard timeline={timeline(close)} />)).toContain('missed 6');
    expect(page.querySelectorAll('tbody tr')).toHaveLength(6);
  });

  it.each([
    ['a caregiver', rule({ about: 'caregiver', topic: 'caregiver-depression' })],
    ['youth depression', rule({ topic: 'youth-depression' })],
    ['suicide risk', rule({ topic: 'suicide-risk' })],
  ])('leaves the row about %s off paper', (_name, about) => {
    const page = rendered(<TimelineCard timeline={timeline(everyState, about)} />);
    expect(page.querySelector('svg.track')?.closest('.no-print')).not.toBeNull();
    const open = rendered(<TimelineCard timeline={timeline(everyState)} />);
    expect(open.querySelector('svg.track')?.closest('.no-print')).toBeNull();
  });
});
