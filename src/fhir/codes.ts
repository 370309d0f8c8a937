// Small readers of FHIR data types, shared by the readers of whole resources.
import type { CodeableConcept, Coding, Reference } from 'fhir/r4.js';
import { type CalendarDate, dateInZone, parseCalendarDate, parsePartialDate } from '../domain/age.ts';
import { visibleText } from './text.ts';

export const codingsOf = (concept: CodeableConcept | undefined): readonly Coding[] => concept?.coding ?? [];

/** What a person would call this concept: its own text, else the first display, else the first code. */
export const labelOf = (concept: CodeableConcept | undefined): string | undefined => {
  const codings = codingsOf(concept);
  const label =
    concept?.text ??
    codings.find((coding) => coding.display)?.display ??
    codings.find((coding) => coding.code)?.code;
  return label === undefined ? undefined : visibleText(label);
};

export const hasCode = (concept: CodeableConcept | undefined, system: string, ...codes: string[]): boolean =>
  codingsOf(concept).some(
    (coding) => coding.system === system && coding.code !== undefined && codes.includes(coding.code),
  );

/**
 * `Type/id` of a literal reference, whether the EHR sent it relative or absolute; `undefined` for contained or logical ones.
 * @param base the EHR's FHIR base: given, an absolute reference to any other server is nobody's here (CLINICAL 0b.13)
 */
export const localReference = (reference: Reference | undefined, base?: string): string | undefined => {
  const written = reference?.reference ?? '';
  const found = /(?:^|\/)([A-Z][A-Za-z]+\/[^/#?|]+)(?:\/_history\/[^/]+)?$/.exec(written);
  if (!found) return undefined;
  const isElsewhere =
    base !== undefined &&
    /^[a-z][a-z0-9+.-]*:/i.test(written) &&
    !written.startsWith(`${base.replace(/\/+$/, '')}/`);
  return isElsewhere ? undefined : found[1];
};

export type ReadDate = { readonly date: CalendarDate } | { readonly fault: string };

const timed = /^\d{4}-\d{2}-\d{2}T/;

/** A FHIR `dateTime` as a calendar date in the clinic's zone. A partial date is a fault: an age cannot be told from it. */
export const clinicDate = (text: string, timeZone: string): ReadDate => {
  if (text.length <= 10) {
    const plain = parsePartialDate(text);
    if (!plain) return { fault: 'its date cannot be read' };
    return plain.precision === 'day' ? { date: plain.earliest } : { fault: 'its date is not a whole date' };
  }
  const instant = new Date(text);
  if (!timed.test(text) || Number.isNaN(instant.getTime())) return { fault: 'its date cannot be read' };
  // At either end an offset could leave the calendar.
  if (text < '0002' || text >= '9999') return { fault: 'its date cannot be read' };
  const hasOffset = /(?:Z|[+-]\d{2}:\d{2})$/i.test(text);
  // `Date` would move 30 February into March without a word; the 28th is there in every month.
  if (!hasOffset || text.slice(8, 10) > '28') {
    const written = parseCalendarDate(text.slice(0, 10));
    if (!written) return { fault: 'its date cannot be read' };
    // A time without an offset is already local; only an offset moves it.
    if (!hasOffset) return { date: written };
  }
  return { date: dateInZone(instant, timeZone) };
};
