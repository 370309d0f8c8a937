// Survey Observations and QuestionnaireResponses -> ReportedForm and UnusableForm. Reads and dates; it never judges a score.
import type { Observation, QuestionnaireResponse } from 'fhir/r4.js';
import type { ReportedForm, UnusableForm } from '../domain/chart.ts';
import type { FormReadingContext } from './form-piece.ts';
import { groupsOf, readObservation } from './screening-observation.ts';
import { readResponse } from './screening-response.ts';

export interface ReadForms {
  readonly forms: readonly ReportedForm[];
  readonly unusable: readonly UnusableForm[];
}

const sameOrAbsent = <Value>(
  one: Readonly<Record<string, Value>>,
  other: Readonly<Record<string, Value>>,
): boolean => Object.entries(one).every(([key, value]) => !(key in other) || other[key] === value);

const agree = (one: ReportedForm, other: ReportedForm): boolean =>
  one.instrumentId === other.instrumentId &&
  one.administeredOn === other.administeredOn &&
  (one.respondent === undefined || other.respondent === undefined || one.respondent === other.respondent) &&
  sameOrAbsent(one.scores, other.scores) &&
  sameOrAbsent(one.items, other.items);

const joined = (one: ReportedForm, other: ReportedForm): ReportedForm => ({
  ...other,
  ...one,
  scores: { ...one.scores, ...other.scores },
  items: { ...one.items, ...other.items },
  notes: [...new Set([...one.notes, ...other.notes])],
  origins: [
    ...one.origins,
    ...other.origins.filter((origin) => !one.origins.some(({ resource }) => resource === origin.resource)),
  ],
});

/**
 * Every form of the chart, each administration once. What the same day says twice in agreement is one form; what disagrees stays two,
 * both shown (SECURITY H15, H17). Nothing that looked like a screening result is left out of one list or the other.
 */
export const screeningForms = (
  observations: readonly Observation[],
  responses: readonly QuestionnaireResponse[],
  context: FormReadingContext,
): ReadForms => {
  const groups = groupsOf(observations);
  const found = [
    ...observations.flatMap((one) => readObservation(one, groups, context)),
    ...responses.flatMap((one) => readResponse(one, context)),
  ];

  const byGroup = new Map<string, ReportedForm[]>();
  for (const one of found) {
    if (!('piece' in one)) continue;
    const { groupKey, form } = one.piece;
    const key = `${form.instrumentId} ${groupKey}`;
    const group = byGroup.get(key) ?? [];
    const index = group.findIndex((other) => agree(other, form));
    const match = group[index];
    if (match) group[index] = joined(match, form);
    else group.push(form);
    byGroup.set(key, group);
  }
  const forms: ReportedForm[] = [];
  for (const form of [...byGroup.values()].flat()) {
    const index = forms.findIndex((other) => agree(other, form));
    const match = forms[index];
    if (match) forms[index] = joined(match, form);
    else forms.push(form);
  }
  forms.sort((one, other) =>
    one.administeredOn < other.administeredOn ? 1 : one.administeredOn > other.administeredOn ? -1 : 0,
  );
  const unusable = found.flatMap((one) => ('unusable' in one ? [one.unusable] : []));
  const cameWithout = (panel: UnusableForm): boolean =>
    !forms.some((one) => one.instrumentId === panel.instrumentId && one.administeredOn === panel.on) &&
    !unusable.some((one) => one.instrumentId === panel.instrumentId && one.on === panel.on);
  const empty = found.flatMap((one) => ('panel' in one && cameWithout(one.panel) ? [one.panel] : []));
  return { forms, unusable: [...unusable, ...empty] };
};
