// Observations -> pieces of forms: panels, totals under the panel's code, components, single items.
import type { Observation, ObservationComponent } from 'fhir/r4.js';
import type { CalendarDate } from '../domain/age.ts';
import type { SourceVerdict, UnusableForm } from '../domain/chart.ts';
import { clinicDate, codingsOf, hasCode, labelOf, localReference } from './codes.ts';
import {
  answeredItems,
  codeOf,
  type FormReadingContext,
  type Found,
  mappingOf,
  notYet,
  performedBy,
  pieceFrom,
  saysScreening,
  withdrawn,
} from './form-piece.ts';
import { visibleText } from './text.ts';
import { observedValue } from './value.ts';

const categorySystem = 'http://terminology.hl7.org/CodeSystem/observation-category';

/** v3-ObservationInterpretation, sorted into what a verdict can mean for a score. */
const verdictKinds: Readonly<Record<string, SourceVerdict['kind']>> = {
  H: 'above',
  HH: 'above',
  HU: 'above',
  A: 'above',
  AA: 'above',
  POS: 'above',
  '>': 'above',
  N: 'below',
  NEG: 'below',
  L: 'other',
  LL: 'other',
};

const verdictOf = (observation: Observation | ObservationComponent): SourceVerdict | undefined => {
  for (const interpretation of observation.interpretation ?? []) {
    const code = codingsOf(interpretation).find((one) => one.code !== undefined)?.code ?? '';
    const text = labelOf(interpretation);
    if (text) return { text, kind: verdictKinds[code] ?? 'other' };
  }
  const range = observation.referenceRange?.[0];
  const text =
    range?.text ??
    (range?.high?.value !== undefined ? `reference range up to ${range.high.value}` : undefined);
  return text === undefined ? undefined : { text: visibleText(text), kind: 'other' };
};

const dated = (
  resource: Observation,
  context: FormReadingContext,
): { date: CalendarDate; note?: string } | { fault: string } => {
  const written = resource.effectiveDateTime ?? resource.effectiveInstant ?? resource.effectivePeriod?.end;
  if (written === undefined)
    return {
      fault: resource.effectivePeriod ? 'its period has no end, so it cannot be dated' : 'it has no date',
    };
  const read = clinicDate(written, context.timeZone);
  if ('fault' in read) return read;
  if (read.date > context.today) return { fault: `it is dated in the future (${read.date})` };
  return resource.effectivePeriod ? { date: read.date, note: 'dated by the end of its period' } : read;
};

export const readObservation = (
  observation: Observation,
  groupOf: ReadonlyMap<string, string>,
  context: FormReadingContext,
): readonly Found[] => {
  if (withdrawn.has(observation.status)) return [];
  const id = `Observation/${observation.id ?? ''}`;
  const own = mappingOf(observation.code, context.codes);
  const componentMappings = (observation.component ?? []).map((component) => ({
    component,
    mapping: mappingOf(component.code, context.codes),
  }));
  const anyMapping = own ?? componentMappings.find(({ mapping }) => mapping !== undefined)?.mapping;
  const label = labelOf(observation.code) ?? 'A result without a name';
  const code = codeOf(observation.code);
  const when = dated(observation, context);
  const on = 'date' in when ? { on: when.date } : {};
  if (!anyMapping) {
    // A form's own questions carry their panel with them; the panel alone is named.
    const isSurvey = hasCode(
      { coding: (observation.category ?? []).flatMap((one) => one.coding ?? []) },
      categorySystem,
      'survey',
    );
    if (!isSurvey) return [];
    const kind =
      saysScreening.test(label) || saysScreening.test(code?.display ?? '')
        ? 'not-recognised'
        : 'other-survey';
    const reason = 'the code is not in Hearth’s code map';
    return [{ unusable: { id, label, reason, kind, ...on, ...(code ? { code } : {}) } }];
  }
  const unusable = (reason: string): readonly Found[] => {
    const verdict = verdictOf(observation);
    const row: UnusableForm = {
      id,
      instrumentId: anyMapping.instrumentId,
      label,
      reason,
      kind: 'unusable',
      ...on,
      ...(verdict ? { sourceVerdict: verdict } : {}),
      ...(code ? { code } : {}),
    };
    const parts = [
      ...(own ? [{ mapping: own, value: observedValue(observation) }] : []),
      ...componentMappings.flatMap(({ component, mapping }) =>
        mapping ? [{ mapping, value: observedValue(component) }] : [],
      ),
    ];
    const items = answeredItems(parts);
    return [{ unusable: items.length > 0 ? { ...row, itemIds: items } : row }];
  };
  const early = notYet[observation.status];
  if (early !== undefined) return unusable(early);
  if (observation.modifierExtension !== undefined)
    return unusable('it carries a modifier Hearth does not know');
  if (!('date' in when)) return unusable(when.fault);

  const about = observation.focus
    ?.map((one) => localReference(one) ?? '')
    .filter((one) => one !== localReference(observation.subject));
  const person = about?.map((one) => context.people.get(one)).find((one) => one !== undefined);
  // A result is about its focus where that is not the subject (CLINICAL 0b.13): a caregiver of this chart, or nobody Hearth knows.
  if (about?.length && person === undefined) return unusable('it is about someone other than this child');

  const performed = performedBy(observation.performer, context);
  const { system } = performed;
  const respondent = person ?? performed.respondent;
  const groupKey = groupOf.get(id) ?? `${observation.effectiveDateTime ?? when.date}`;
  const base = { groupKey, on: when.date, dateNote: when.note, respondent, system };
  const found: Found[] = [];
  if (own)
    found.push(
      pieceFrom(own, observedValue(observation), {
        ...base,
        id,
        label,
        code,
        verdict: verdictOf(observation),
      }),
    );
  for (const { component, mapping } of componentMappings)
    if (mapping)
      found.push(
        pieceFrom(mapping, observedValue(component), {
          ...base,
          id,
          label: labelOf(component.code) ?? label,
          code: codeOf(component.code),
          verdict: verdictOf(component),
        }),
      );
  return found;
};

/** Members of a panel, and everything derived from one response, belong to one administration. */
export const groupsOf = (observations: readonly Observation[]): ReadonlyMap<string, string> => {
  const groups = new Map<string, string>();
  for (const observation of observations) {
    const id = `Observation/${observation.id ?? ''}`;
    const response = observation.derivedFrom
      ?.map(localReference)
      .find((one) => one?.startsWith('QuestionnaireResponse/'));
    if (response) groups.set(id, response);
  }
  for (const panel of observations) {
    if (!panel.hasMember?.length) continue;
    const id = `Observation/${panel.id ?? ''}`;
    const group = groups.get(id) ?? id;
    groups.set(id, group);
    for (const member of panel.hasMember) {
      const reference = localReference(member);
      if (reference && !groups.has(reference)) groups.set(reference, group);
    }
  }
  return groups;
};
