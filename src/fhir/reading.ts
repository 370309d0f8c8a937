// What became of each thing in a chart while it was read. The forms of the page and the trace of the administrator are both made of these.
import type { CodeableConcept, Reference } from 'fhir/r4.js';
import type { CalendarDate } from '../domain/age.ts';
import type { NamedPerson, PersonKind, ResultOrigin, SourceVerdict, UnusableForm } from '../domain/chart.ts';
import type { CodeMaps, FormPart } from '../domain/screening/code-map.ts';
import { type CodeIndex, indexMaps, type Mapped } from './code-index.ts';
import { clinicDate, codingsOf, localReference, type ReadDate } from './codes.ts';
import { visibleText } from './text.ts';
import type { ReadValue } from './value.ts';

export interface FormReadingContext {
  readonly maps: CodeMaps;
  readonly timeZone: string;
  readonly today: CalendarDate;
  /** What to call the people of this chart, by reference: `RelatedPerson/1` -> `mother`. */
  readonly people: ReadonlyMap<string, string>;
  /** Related people who are children themselves: a sibling is neither this child nor a caregiver. */
  readonly otherChildren?: ReadonlyMap<string, string>;
  /** The EHR's FHIR base: with it, an absolute reference to another server is nobody of this chart. */
  readonly base?: string;
}

/** The context made ready, once for a whole chart. */
export interface ReadingTools extends FormReadingContext {
  readonly index: CodeIndex;
  /** A date as written, in the clinic's zone; members of a panel say the same one over and over. */
  readonly dateOf: (text: string) => ReadDate;
}

export const readingTools = (context: FormReadingContext): ReadingTools => {
  const dates = new Map<string, ReadDate>();
  return {
    ...context,
    index: indexMaps(context.maps, context.base),
    dateOf: (text) => {
      const known = dates.get(text);
      if (known) return known;
      const read = clinicDate(text, context.timeZone);
      dates.set(text, read);
      return read;
    },
  };
};

/** What one resource, component or answer says of one administration of one instrument. */
export interface Fragment extends NamedPerson {
  /** The same for what the source itself ties together: a panel and its members, a form and what was derived from it. */
  readonly administration: string;
  /** The time as written: what was filed at one and the same is looked at together before the rest of the day. */
  readonly moment: string;
  readonly resource: string;
  readonly instrumentId: string;
  readonly on: CalendarDate;
  readonly origin: ResultOrigin;
  /** Absent for a panel that only frames its members. */
  readonly part?: Exclude<FormPart, { kind: 'panel' }>;
  /** `null` = asked, not answered. */
  readonly value: number | null;
  readonly edition?: string;
  readonly formId?: string;
  readonly dateNote?: string;
  readonly language?: string;
  readonly verdict?: SourceVerdict;
  readonly notes: readonly string[];
}

export type Outcome =
  /** `otherwise`: how a frame is listed when nothing of its form comes. */
  | { readonly kind: 'part'; readonly fragment: Fragment; readonly otherwise?: UnusableForm }
  /** `otherwise`: how it is listed when other parts of the same form were answered. */
  | { readonly kind: 'declined'; readonly fragment: Fragment; readonly otherwise: UnusableForm }
  | { readonly kind: 'row'; readonly row: UnusableForm }
  | { readonly kind: 'withdrawn'; readonly reason: string }
  /** Neither a result nor listed on the page; said to the administrator alone. */
  | { readonly kind: 'not-screening'; readonly reason: string }
  | { readonly kind: 'not-recognised'; readonly reason: string };

export interface Reading {
  /** `Observation/1`; a contained one `Observation/1#a`. */
  readonly resource: string;
  readonly label: string;
  readonly on?: CalendarDate | undefined;
  /** As the EHR sends it, for whoever maps it. */
  readonly concept?: CodeableConcept | undefined;
  readonly outcome: Outcome;
}

/** Words by which a survey row is known for a screening, whatever its code (CLINICAL 0b.15). */
export const saysScreening =
  /screen|questionnaire|checklist|score|scale|inventory|\basq|swyc|\bbpsc|\bppsc|\bpsc|\bsdq|m-?chat|epds|edinburgh|\bphq|\bgad|bitsea|\bdeca|\becsa|\bseek|pearls|depress|anxi|autis|suicid|self.?harm/i;

const statuses = new Map<string, 'usable' | 'withdrawn' | { readonly reason: string }>([
  ...['final', 'amended', 'corrected', 'completed'].map((one) => [one, 'usable'] as const),
  ...['entered-in-error', 'cancelled'].map((one) => [one, 'withdrawn'] as const),
  ['registered', { reason: 'the EHR has it registered, not final' }],
  ['preliminary', { reason: 'it is preliminary, not final' }],
  ['unknown', { reason: 'the EHR does not say whether it is final' }],
  ['in-progress', { reason: 'the form is not finished' }],
  ['stopped', { reason: 'the form was stopped before its end' }],
]);

/** `withdrawn`: by the source, so neither shown nor counted. A status FHIR does not know is no final one. */
export const standingOf = (status: unknown): 'usable' | 'withdrawn' | { readonly reason: string } =>
  status === undefined || typeof status !== 'string'
    ? { reason: 'the EHR does not say whether it is final' }
    : (statuses.get(status) ?? { reason: `its status is “${visibleText(status, 30)}”, not final` });

export const codeOf = (concept: CodeableConcept | undefined): UnusableForm['code'] => {
  const coding = codingsOf(concept).find((one) => one.code !== undefined);
  if (!coding?.code) return undefined;
  return {
    system: visibleText(coding.system ?? 'no system'),
    code: visibleText(coding.code),
    ...(coding.display ? { display: visibleText(coding.display) } : {}),
  };
};

const isPerson = (reference: Reference): boolean =>
  /(?:^|\/)(?:Patient|RelatedPerson)\//.test(reference.reference ?? '') ||
  reference.type === 'Patient' ||
  reference.type === 'RelatedPerson';

/** A reference as written, where it leads to nobody of this chart: still one person, and not another. */
const keyOf = (reference: Reference, base: string | undefined): string => {
  const { identifier, display } = reference;
  return (
    localReference(reference, base) ??
    reference.reference ??
    JSON.stringify([identifier?.system, identifier?.value, display])
  );
};

/**
 * The person or persons a source names. One the chart does not show is `unknown`, never nobody: a related person's answers are not the
 * child's. Two at once are a person of their own, and the child's only where both are.
 */
const namedPerson = (
  references: readonly Reference[],
  { people, otherChildren, base }: FormReadingContext,
): NamedPerson => {
  const keys = [...new Set(references.map((one) => keyOf(one, base)))].toSorted();
  if (keys.length === 0) return {};
  const kinds = new Set(
    keys.map((key): PersonKind => {
      if (otherChildren?.has(key)) return 'other-child';
      const label = people.get(key);
      return label === undefined ? 'unknown' : label === 'the child' ? 'child' : 'caregiver';
    }),
  );
  const [kind = 'unknown'] = kinds;
  const [only = ''] = keys;
  const label = keys.length === 1 ? (people.get(only) ?? otherChildren?.get(only)) : undefined;
  return {
    person: keys.join(' '),
    personIs: kinds.size === 1 ? kind : 'unknown',
    ...(label === undefined ? {} : { respondent: label }),
  };
};

/** Who answered, and the system named beside a verdict: performer or device, never a family's name, else the chart (CLINICAL 0b.10). */
export const performedBy = (
  performers: readonly Reference[],
  device: Reference | undefined,
  context: FormReadingContext,
): { readonly who: NamedPerson; readonly system: string } => {
  const named = [...performers.filter((one) => !isPerson(one)), ...(device ? [device] : [])].find(
    (one) => one.display,
  )?.display;
  return {
    who: namedPerson(performers.filter(isPerson), context),
    system: named === undefined ? 'the chart' : visibleText(named),
  };
};

/** Items of a form that may not be used as a whole which hold an answer other than zero: a safety item's is not let go unread. */
export const answeredItems = (
  parts: readonly { readonly part: FormPart; readonly value: ReadValue }[],
): readonly string[] => [
  ...new Set(
    parts.flatMap(({ part, value }) => {
      if (part.kind !== 'item') return [];
      const isAnswered = value.kind === 'unusable' || (value.kind === 'number' && value.value !== 0);
      return isAnswered ? [part.id] : [];
    }),
  ),
];

/** What is the same for every part of one resource. */
export type Base = NamedPerson &
  Pick<Fragment, 'administration' | 'moment' | 'resource' | 'on' | 'origin' | 'notes'> & {
    readonly id: string;
    readonly dateNote?: string;
    readonly language?: string;
  };

/** One mapped value as it becomes part of a form, or the reason why it does not. */
export const partOutcome = (
  mapped: Mapped,
  value: ReadValue,
  base: Base,
  said: {
    readonly label: string;
    readonly code: UnusableForm['code'];
    readonly verdict?: SourceVerdict | undefined;
  },
): Outcome => {
  const { id, notes, ...shared } = base;
  const part = mapped.part.kind === 'panel' ? ({ kind: 'score', id: 'total' } as const) : mapped.part;
  const speaksForAll = part.kind === 'score' && part.id === 'total';
  const { verdict } = said;
  const fragment: Fragment = {
    ...shared,
    instrumentId: mapped.instrumentId,
    part,
    value: null,
    ...(mapped.edition === null ? {} : { edition: mapped.edition }),
    ...(mapped.form === null ? {} : { formId: mapped.form }),
    // A verdict on the total (or the panel) is one on the form; a subscale's own would speak for the whole, so it is a note.
    ...(verdict && speaksForAll ? { verdict } : {}),
    notes: [
      ...notes,
      ...(verdict && part.kind === 'score' && !speaksForAll
        ? [`${said.label}: “${verdict.text}”, as reported by ${base.origin.system}`]
        : []),
    ],
  };
  if (value.kind === 'number')
    return {
      kind: 'part',
      fragment: {
        ...fragment,
        value: value.value,
        notes: value.note === undefined ? fragment.notes : [...fragment.notes, value.note],
      },
    };
  if (value.kind === 'not-answered' && part.kind === 'item') return { kind: 'part', fragment };
  const row: UnusableForm = {
    id,
    instrumentId: mapped.instrumentId,
    label: said.label,
    reason:
      value.kind === 'none'
        ? 'it has no value'
        : value.kind === 'not-answered'
          ? `not done: ${value.why}`
          : value.why,
    on: base.on,
    kind: 'unusable',
    // Something was answered that has no number here; nothing at all was answered where the value is absent.
    ...(part.kind === 'item' && value.kind === 'unusable' ? { itemIds: [part.id] } : {}),
    ...(verdict ? { sourceVerdict: verdict } : {}),
    ...(said.code ? { code: said.code } : {}),
  };
  if (value.kind === 'not-answered' && value.declined && speaksForAll)
    return { kind: 'declined', fragment, otherwise: row };
  if (mapped.part.kind === 'panel' && value.kind !== 'unusable') {
    const { part: _none, ...frame } = fragment;
    return { kind: 'part', fragment: frame, otherwise: row };
  }
  return { kind: 'row', row };
};
