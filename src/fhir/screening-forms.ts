// Survey Observations and QuestionnaireResponses -> ReportedForm and UnusableForm. Reads and dates; it never judges a score.
import type {
  CodeableConcept,
  Observation,
  ObservationComponent,
  QuestionnaireResponse,
  QuestionnaireResponseItem,
  Reference,
} from 'fhir/r4.js';
import type { CalendarDate } from '../domain/age.ts';
import type { ReportedForm, SourceVerdict, UnusableForm } from '../domain/chart.ts';
import type { CodeMapping } from '../domain/screening/instrument.ts';
import { clinicDate, codingsOf, hasCode, labelOf, localReference } from './codes.ts';
import { visibleText } from './text.ts';
import { answeredValue, observedValue, type ReadValue } from './value.ts';

export interface FormReadingContext {
  readonly codes: readonly CodeMapping[];
  readonly timeZone: string;
  readonly today: CalendarDate;
  /** What to call the people of this chart, by reference: `RelatedPerson/1` -> `mother`. */
  readonly people: ReadonlyMap<string, string>;
}

export interface ReadForms {
  readonly forms: readonly ReportedForm[];
  readonly unusable: readonly UnusableForm[];
}

/** One number on its way into a form: from an Observation, a component or an answer. */
interface Piece {
  readonly groupKey: string;
  readonly form: ReportedForm;
}

type Found = { readonly piece: Piece } | { readonly unusable: UnusableForm } | undefined;

const loinc = 'http://loinc.org';
const categorySystem = 'http://terminology.hl7.org/CodeSystem/observation-category';
const saysScreening = /screen|questionnaire|checklist|score|scale|inventory/i;
const notYet: Readonly<Record<string, string>> = {
  registered: 'the EHR has it registered, not final',
  preliminary: 'it is preliminary, not final',
  unknown: 'the EHR does not say whether it is final',
  'in-progress': 'the form is not finished',
  stopped: 'the form was stopped before its end',
};
/** Withdrawn by the source: neither shown nor counted. */
const withdrawn = new Set(['entered-in-error', 'cancelled']);

const mappingOf = (
  concept: CodeableConcept | undefined,
  codes: readonly CodeMapping[],
): CodeMapping | undefined => {
  for (const coding of codingsOf(concept)) {
    const found = codes.find((one) => one.system === coding.system && one.code === coding.code);
    if (found) return found;
  }
  return undefined;
};

const codeOf = (concept: CodeableConcept | undefined): UnusableForm['code'] => {
  const coding = codingsOf(concept).find((one) => one.code !== undefined);
  if (!coding?.code) return undefined;
  return {
    system: visibleText(coding.system ?? 'no system'),
    code: visibleText(coding.code),
    ...(coding.display ? { display: visibleText(coding.display) } : {}),
  };
};

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

const performedBy = (references: readonly Reference[] | undefined, context: FormReadingContext) => {
  const known = (references ?? []).map((one) => localReference(one));
  const respondent = known
    .map((one) => (one === undefined ? undefined : context.people.get(one)))
    .find((one) => one !== undefined);
  const named = (references ?? []).find(
    (one, index) => one.display && !context.people.has(known[index] ?? ''),
  )?.display;
  return { respondent, system: named === undefined ? 'the chart' : visibleText(named) };
};

const pieceFrom = (
  mapping: CodeMapping,
  value: ReadValue,
  base: {
    id: string;
    groupKey: string;
    on: CalendarDate;
    dateNote?: string | undefined;
    label: string;
    respondent?: string | undefined;
    system: string;
    verdict?: SourceVerdict | undefined;
    code: UnusableForm['code'];
  },
): Found => {
  const part = mapping.part.kind === 'panel' ? { kind: 'score' as const, id: 'total' } : mapping.part;
  if (mapping.part.kind === 'panel' && (value.kind === 'none' || value.kind === 'not-answered'))
    return undefined;
  if (
    value.kind === 'unusable' ||
    value.kind === 'none' ||
    (value.kind === 'not-answered' && part.kind === 'score')
  ) {
    const why =
      value.kind === 'none'
        ? 'it has no value'
        : value.kind === 'not-answered'
          ? `not done: ${value.why}`
          : value.why;
    return {
      unusable: {
        id: base.id,
        instrumentId: mapping.instrumentId,
        label: base.label,
        reason: why,
        on: base.on,
        kind: 'unusable',
        ...(base.verdict ? { sourceVerdict: base.verdict } : {}),
        ...(base.code ? { code: base.code } : {}),
      },
    };
  }
  const number = value.kind === 'number' ? value.value : null;
  return {
    piece: {
      groupKey: base.groupKey,
      form: {
        id: base.id,
        instrumentId: mapping.instrumentId,
        administeredOn: base.on,
        ...(base.dateNote ? { dateNote: base.dateNote } : {}),
        scores: part.kind === 'score' && number !== null ? { [part.id]: number } : {},
        items: part.kind === 'item' ? { [part.id]: number } : {},
        // A verdict belongs to the total (or the panel); a subscale's own would speak for the whole form.
        ...(base.verdict && part.kind === 'score' && part.id === 'total'
          ? { sourceVerdict: base.verdict }
          : {}),
        ...(base.respondent ? { respondent: base.respondent } : {}),
        notes: value.kind === 'number' && value.note ? [value.note] : [],
        origins: [{ resource: base.id, system: base.system }],
      },
    },
  };
};

const readObservation = (
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
    return [
      {
        unusable: {
          id,
          instrumentId: anyMapping.instrumentId,
          label,
          reason,
          kind: 'unusable',
          ...on,
          ...(verdict ? { sourceVerdict: verdict } : {}),
          ...(code ? { code } : {}),
        },
      },
    ];
  };
  const early = notYet[observation.status];
  if (early !== undefined) return unusable(early);
  if (observation.modifierExtension !== undefined)
    return unusable('it carries a modifier Hearth does not know');
  if (!('date' in when)) return unusable(when.fault);

  const { respondent, system } = performedBy(observation.performer, context);
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

const itemsOf = (
  items: readonly QuestionnaireResponseItem[] | undefined,
): readonly QuestionnaireResponseItem[] =>
  (items ?? []).flatMap((item) => [
    item,
    ...itemsOf(item.item),
    ...(item.answer ?? []).flatMap((answer) => itemsOf(answer.item)),
  ]);

/** A linkId is matched as a LOINC code, with or without a leading slash, as LOINC-derived forms write it. */
const itemMapping = (
  item: QuestionnaireResponseItem,
  codes: readonly CodeMapping[],
): CodeMapping | undefined => {
  const bare = item.linkId.replace(/^\//, '');
  return codes.find(
    (one) => (one.system === loinc || one.system === item.definition?.split('#')[0]) && one.code === bare,
  );
};

const readResponse = (response: QuestionnaireResponse, context: FormReadingContext): readonly Found[] => {
  if (withdrawn.has(response.status)) return [];
  const id = `QuestionnaireResponse/${response.id ?? ''}`;
  const mapped = itemsOf(response.item).flatMap((item) => {
    const mapping = itemMapping(item, context.codes);
    return mapping && mapping.part.kind !== 'panel' ? [{ item, mapping }] : [];
  });
  const form = visibleText(response.questionnaire ?? 'a form without a name');
  const when =
    response.authored === undefined
      ? { fault: 'it has no date' }
      : clinicDate(response.authored, context.timeZone);
  const on = 'date' in when ? { on: when.date } : {};
  const first = mapped[0];
  if (!first) {
    const kind = saysScreening.test(form) ? 'not-recognised' : 'other-survey';
    return [
      {
        unusable: {
          id,
          label: form,
          reason: 'Hearth does not know this form',
          kind,
          ...on,
          code: { system: 'form', code: form },
        },
      },
    ];
  }
  const unusable = (reason: string): readonly Found[] => [
    {
      unusable: {
        id,
        instrumentId: first.mapping.instrumentId,
        label: form,
        reason,
        kind: 'unusable',
        ...on,
      },
    },
  ];
  const early = notYet[response.status];
  if (early !== undefined) return unusable(early);
  if (response.modifierExtension !== undefined) return unusable('it carries a modifier Hearth does not know');
  if (!('date' in when)) return unusable(when.fault);
  if (when.date > context.today) return unusable(`it is dated in the future (${when.date})`);
  const { respondent, system } = performedBy(
    [response.source, response.author].filter((one) => one !== undefined),
    context,
  );
  return mapped.map(({ item, mapping }) =>
    pieceFrom(mapping, answeredValue(item.answer?.[0]), {
      id,
      groupKey: id,
      on: when.date,
      respondent,
      system,
      label: visibleText(item.text ?? form),
      code: { system: loinc, code: item.linkId },
    }),
  );
};

/** Members of a panel, and everything derived from one response, belong to one administration. */
const groupsOf = (observations: readonly Observation[]): ReadonlyMap<string, string> => {
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
  ].filter((one) => one !== undefined);

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
  return { forms, unusable: found.flatMap((one) => ('unusable' in one ? [one.unusable] : [])) };
};
