// Synthetic forms against the content Hearth ships, for the tests of the screening rules.
import { loadContent } from '../../../src/content/load.ts';
import {
  type CalendarDate,
  calendarDate,
  type PartialDate,
  parsePartialDate,
} from '../../../src/domain/age.ts';
import type { GestationalAge, ReportedForm } from '../../../src/domain/chart.ts';
import type { Instrument } from '../../../src/domain/screening/instrument.ts';
import { readResult } from '../../../src/domain/screening/read-result.ts';
import type { ScreeningResult } from '../../../src/domain/screening/result.ts';

export const content = loadContent([]);

export const partial = (text: string): PartialDate => {
  const date = parsePartialDate(text);
  if (!date) throw new Error('not a date');
  return date;
};

export const instrumentNamed = (id: string): Instrument => {
  const found = content.instruments.find((one) => one.id === id);
  if (!found) throw new Error(`no instrument ${id}`);
  return found;
};

export const reported = (
  instrumentId: string,
  on: string,
  scores: Readonly<Record<string, number>> = {},
  more: Partial<ReportedForm> = {},
): ReportedForm => ({
  id: `Observation/${instrumentId}-${on}`,
  instrumentId,
  administeredOn: calendarDate(on),
  scores,
  items: {},
  notes: [],
  origins: [{ resource: `Observation/${instrumentId}-${on}`, system: 'the chart' }],
  ...more,
});

/** A child's birth date, the day of the form and its numbers, read as the page reads them. */
export const read = (
  form: ReportedForm,
  birth: string | null = '2022-05-23',
  gestation?: GestationalAge,
  instrument: Instrument = instrumentNamed(form.instrumentId),
): ScreeningResult => readResult(form, instrument, birth === null ? undefined : partial(birth), gestation);

/** Answers `item-1` to `item-n`, all the same. */
export const answers = (count: number, value: number | null = 0): Record<string, number | null> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`item-${index + 1}`, value]));

export const day = (text: string): CalendarDate => calendarDate(text);
