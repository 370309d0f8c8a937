// The day an Observation was made: one calendar date in the clinic's zone, or why there is none (CLINICAL 0b.6, SECURITY H18).
import { dateWords } from '../domain/date-words.ts';
import type { Observation } from 'fhir/r4.js';
import type { CalendarDate } from '../domain/age.ts';
import type { ReadDate } from './codes.ts';

export type Dated = { readonly date: CalendarDate; readonly note?: string } | { readonly fault: string };

/** A date as written -> the calendar date in the clinic's zone. */
type DateOf = (text: string) => ReadDate;

const onlyDay = (texts: readonly string[], dateOf: DateOf, note?: string): Dated => {
  const read = texts.map(dateOf);
  const fault = read.find((one) => 'fault' in one);
  if (fault) return fault;
  const days = [...new Set(read.flatMap((one) => ('date' in one ? [one.date] : [])))];
  const [date] = days;
  if (date === undefined) return { fault: 'it has no date' };
  if (days.length > 1) return { fault: 'it is dated on more than one day' };
  return note === undefined ? { date } : { date, note };
};

const written = (observation: Observation, dateOf: DateOf): Dated => {
  const { effectiveDateTime, effectiveInstant, effectivePeriod, effectiveTiming } = observation;
  if (effectiveInstant === undefined && effectivePeriod === undefined && effectiveTiming === undefined)
    return effectiveDateTime === undefined ? { fault: 'it has no date' } : dateOf(effectiveDateTime);
  const said = [effectiveDateTime, effectiveInstant, effectivePeriod, effectiveTiming];
  if (said.filter((one) => one !== undefined).length > 1)
    return { fault: 'it is dated in more than one way' };
  if (effectivePeriod !== undefined) {
    const { start, end } = effectivePeriod;
    if (end === undefined) return { fault: 'its period has no end, so it cannot be dated' };
    const ended = onlyDay([end], dateOf, 'dated by the end of its period');
    const began = start === undefined ? undefined : dateOf(start);
    const isReversed = began && 'date' in began && 'date' in ended && began.date > ended.date;
    return isReversed ? { fault: 'its period ends before it begins' } : ended;
  }
  if (effectiveTiming !== undefined) return onlyDay(effectiveTiming.event ?? [], dateOf);
  return dateOf(effectiveInstant ?? '');
};

/** @param otherwise what dates it when it says nothing itself: the resource that contains it */
export const datedBy = (
  observation: Observation,
  dateOf: DateOf,
  today: CalendarDate,
  otherwise?: Observation,
): Dated => {
  const isSilent =
    observation.effectiveDateTime === undefined &&
    observation.effectiveInstant === undefined &&
    observation.effectivePeriod === undefined &&
    observation.effectiveTiming === undefined;
  const read = written(isSilent && otherwise ? otherwise : observation, dateOf);
  if (!('date' in read) || read.date <= today) return read;
  return { fault: `it is dated in the future (${dateWords(read.date)})` };
};
