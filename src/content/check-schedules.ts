// Rules and visits: instruments that are not there, windows that overlap, a state with two schedules.
import type { Instrument } from '../domain/screening/instrument.ts';
import type { PeriodicityRule, VisitSchedule } from '../domain/screening/schedule.ts';
import { isBefore } from './check-instrument.ts';
import { type Fault, type KeyFault, plainFault } from './fault.ts';
import type { ReadRows } from './read-rows.ts';

/** Finds the instrument an id points at; a row that is there but faulty is not blamed twice. */
export const pointing = (
  instruments: ReadRows<Instrument>,
  key: string,
  id: string,
): { readonly found?: Instrument; readonly faults: readonly KeyFault[] } => {
  const found = instruments.rows.get(id)?.row;
  if (found) return { found, faults: [] };
  if (instruments.faulty.has(id)) return { faults: [] };
  return { faults: [[key, `"${id}" is no instrument here; correct it or add its row`]] };
};

type Window = PeriodicityRule['windows'][number];
const opens = ({ fromMonths, fromDays }: Window) => ({ months: fromMonths, days: fromDays });
/** Without days a window runs to the last day of its month, whichever that is. */
const closes = ({ toMonths, toDays }: Window) => ({ months: toMonths, days: toDays ?? 31 });

const windowFaults = (rule: PeriodicityRule, tools: readonly (Instrument | undefined)[]): KeyFault[] =>
  rule.windows.flatMap((window, index): KeyFault[] => {
    const faults: KeyFault[] = [];
    const before = rule.windows[index - 1];
    if (isBefore(closes(window), opens(window)))
      faults.push([`windows.${index}`, 'ends before it begins; correct one of them']);
    if (before && !isBefore(closes(before), opens(window)))
      faults.push([`windows.${index}.fromMonths`, 'windows follow one another without overlap; correct it']);
    const fits = tools.some(
      (tool) =>
        tool === undefined ||
        tool.ageMonths === null ||
        (tool.ageMonths.from <= window.toMonths && tool.ageMonths.to >= window.fromMonths),
    );
    if (!fits)
      faults.push([
        `windows.${index}`,
        'none of its acceptable instruments is made for these ages; add one that is',
      ]);
    return faults;
  });

/** @param isSite whether the row stands in a site's directory: only a site switches a rule off */
export const ruleFaults = (
  rule: PeriodicityRule,
  isSite: boolean,
  instruments: ReadRows<Instrument>,
): readonly KeyFault[] => {
  const tools = rule.acceptable.map((id, index) => pointing(instruments, `acceptable.${index}`, id));
  const faults = tools.flatMap((tool) => [...tool.faults]);
  for (const [index, { found }] of tools.entries()) {
    if (rule.acceptable.indexOf(rule.acceptable[index] ?? '') !== index)
      faults.push([`acceptable.${index}`, 'is already named; keep one']);
    if (rule.about === 'child' && found?.about === 'caregiver')
      faults.push([`acceptable.${index}`, 'is about the caregiver and meets no rule about the child']);
    if (rule.needsSafetyItem && found?.safetyItems.length === 0)
      faults.push([`acceptable.${index}`, 'has no safety question, which this rule asks for; take it out']);
  }
  if (!rule.inUse && !isSite) faults.push(['inUse', 'only a site switches a rule off; leave it true']);
  if ((rule.everyMonths === null) === (rule.windows.length === 0))
    faults.push(['windows', 'a rule has either windows or everyMonths; give one of them']);
  if (rule.spanMonths !== null && rule.everyMonths === null)
    faults.push(['spanMonths', 'is the span of a yearly rule; windows say their own ages']);
  return [
    ...faults,
    ...windowFaults(
      rule,
      tools.map(({ found }) => found),
    ),
  ];
};

export const visitFaults = ({ visits }: VisitSchedule): readonly KeyFault[] =>
  visits.flatMap(({ id, from, to }, index): KeyFault[] => {
    const before = visits[index - 1];
    const faults: KeyFault[] = [];
    if (visits.findIndex((one) => one.id === id) !== index)
      faults.push([`visits.${index}.id`, `"${id}" is already used; keep one`]);
    if (isBefore(to, from)) faults.push([`visits.${index}.to`, 'is before from; correct one of them']);
    if (before && !isBefore(before.to, from))
      faults.push([`visits.${index}.from`, 'visits follow one another without overlap; correct it']);
    return faults;
  });

/** A day belongs to one schedule: the state's, else the one for everywhere. */
export const scheduleFaults = ({ rows, faulty }: ReadRows<VisitSchedule>): readonly Fault[] => {
  const taken = new Map<string, string>();
  const twice = [...rows.values()].flatMap(({ row, file }) =>
    (row.states ?? ['every other state']).flatMap((state): Fault[] => {
      const other = taken.get(state);
      taken.set(state, row.id);
      return other === undefined
        ? []
        : [
            plainFault(
              `${file}: row ${row.id}, states: ${state} already has the schedule ${other}; keep one`,
            ),
          ];
    }),
  );
  const hasNational = faulty.size > 0 || [...rows.values()].some(({ row }) => row.states === null);
  return hasNational
    ? twice
    : [...twice, plainFault('visits: no schedule serves every state; add one with states null')];
};
