// The answers that call for a look in this visit, whatever the total says (CLINICAL 5, tier 4).
import type { ReportedForm } from '../chart.ts';
import type { Instrument } from './instrument.ts';

export interface SafetyReading {
  /** `clear`: every safety item was seen and is zero. */
  readonly state: 'positive' | 'clear' | 'not-seen' | 'none';
  readonly positive: readonly { readonly id: string; readonly label: string; readonly value: number }[];
  /** Safety items without an answer that can be read: blank, or never sent. */
  readonly unseen: readonly { readonly id: string; readonly label: string }[];
}

/** A question's answer, or the score of the questions about it where an instrument reports only that. */
const answerTo = (form: ReportedForm, id: string): number | null | undefined =>
  form.items[id] ?? form.scores[id];

export const safetyOf = (form: ReportedForm, instrument: Instrument): SafetyReading => {
  if (instrument.safetyItems.length === 0) return { state: 'none', positive: [], unseen: [] };
  const positive = instrument.safetyItems.flatMap(({ id, label }) => {
    const value = answerTo(form, id);
    return typeof value === 'number' && value > 0 ? [{ id, label, value }] : [];
  });
  // Zero alone clears: a number below it, as some systems send for "no answer", is no answer.
  const unseen = instrument.safetyItems.filter(({ id }) => !((answerTo(form, id) ?? -1) >= 0));
  if (positive.length > 0) return { state: 'positive', positive, unseen };
  return { state: unseen.length === 0 ? 'clear' : 'not-seen', positive: [], unseen };
};

/** Whatever order the EHR answers in; an amended safety answer is a new one. */
export const resultKey = (form: ReportedForm, instrument: Instrument, safety: SafetyReading): string => {
  const resource = form.origins.map((origin) => origin.resource).toSorted()[0] ?? form.id;
  const answers = safety.positive.map(({ id, value }) => `${id}=${value}`).join(',');
  return [instrument.id, form.administeredOn, resource, ...(answers ? [answers] : [])].join('|');
};
