// Observations -> what became of each: panels, totals under the panel's code, components, members, contained ones, single items.
import type { Coding, Observation, Reference } from 'fhir/r4.js';
import type { NamedPerson } from '../domain/chart.ts';
import type { Mapped } from './code-index.ts';
import { labelOf, localReference } from './codes.ts';
import { type Dated, datedBy } from './effective.ts';
import {
  administrationsOf,
  instrumentsOf,
  type MappedElement,
  responsesBehind,
  type Unit,
  unitsOf,
  withdrawnMembers,
  withdrawnResponses,
} from './observation-units.ts';
import {
  answeredItems,
  type Base,
  codeOf,
  partOutcome,
  performedBy,
  type Reading,
  type ReadingTools,
  standingOf,
} from './reading.ts';
import { unknownReader, unmappedComponents } from './unknown-observation.ts';
import { observedValue, type ReadValue } from './value.ts';
import { verdictOf } from './verdict.ts';

type About = Omit<Reading, 'outcome'>;

interface Links {
  readonly administrationOf: (resource: string) => string;
  readonly withdrawnForms: ReadonlySet<string>;
  readonly withdrawnMembers: ReadonlySet<string>;
}

interface MappedPart {
  readonly mapping: Mapped;
  readonly element: MappedElement['element'];
  readonly value: ReadValue;
}

const partsOf = ({ mapped, odd }: Unit, { index }: ReadingTools): readonly MappedPart[] =>
  mapped.flatMap(({ element, mappings }) =>
    mappings.map((mapping): MappedPart => {
      const refused = (why: string): MappedPart => ({ mapping, element, value: { kind: 'unusable', why } });
      if (odd !== undefined) return refused('it is not well-formed FHIR');
      if (mappings.length > 1) return refused('its codes are mapped to different things');
      if (element.modifierExtension !== undefined)
        return refused('it carries a modifier Hearth does not know');
      const valueOf = (coding: Coding) => index.answerValue(coding, mapping.instrumentId);
      return { mapping, element, value: observedValue(element, valueOf) };
    }),
  );

/** Whom it is about, where that is not the subject (CLINICAL 0b.13); a fault where that is not one caregiver of this chart. */
const aboutWhom = (unit: Unit, tools: ReadingTools): NamedPerson | { readonly fault: string } => {
  const { people, base } = tools;
  const { observation, container } = unit;
  const stranger = { fault: 'it is about someone other than this child' };
  const subject = container?.observation.subject ?? observation.subject;
  const own = localReference(subject, base);
  if (container && observation.subject && localReference(observation.subject, base) !== own) return stranger;
  const others = (observation.focus ?? container?.observation.focus ?? [])
    .map((one: Reference) => localReference(one, base) ?? '')
    .filter((one) => one === '' || one !== own);
  if (others.length === 0) return {};
  const [person = '', ...more] = new Set(others);
  const respondent = people.get(person);
  return more.length === 0 && respondent !== undefined
    ? { person, personIs: 'caregiver', isAboutPerson: true, respondent }
    : stranger;
};

const momentOf = (observation: Observation, day: string): string =>
  observation.effectiveDateTime ?? observation.effectiveInstant ?? observation.effectivePeriod?.end ?? day;

/** Why nothing of this resource may be used, whatever its values; first come those that say it is not this at all. */
const refusalOf = (unit: Unit, tools: ReadingTools, links: Links): string | undefined => {
  const { observation, container, odd } = unit;
  if (odd !== undefined) return `it is not well-formed FHIR (${odd})`;
  for (const one of [observation, ...(container ? [container.observation] : [])]) {
    const standing = standingOf(one.status);
    if (typeof standing === 'object') return standing.reason;
    if (one.modifierExtension !== undefined) return 'it carries a modifier Hearth does not know';
    if (one.implicitRules !== undefined) return 'it follows rules of its own that Hearth does not know';
  }
  if (
    [unit.resource, container?.resource].some((one) => one !== undefined && links.withdrawnMembers.has(one))
  )
    return 'it is part of a form that was withdrawn';
  const behind = [unit, ...(container ? [container] : [])].flatMap((one) => responsesBehind(one, tools.base));
  return behind.some((one) => links.withdrawnForms.has(one))
    ? 'it comes from a form that was withdrawn'
    : undefined;
};

const isWithdrawn = ({ observation, container }: Unit): boolean =>
  standingOf(observation.status) === 'withdrawn' ||
  (container !== undefined && standingOf(container.observation.status) === 'withdrawn');

/** What is the same for every unit: what it calls itself and which day it is from. Most of a chart goes no further. */
const headOf = (unit: Unit, tools: ReadingTools): { about: About; when: Dated } => {
  const { observation, resource, container, odd, concept } = unit;
  const label = labelOf(concept) ?? 'A result without a name';
  const when =
    odd === undefined
      ? datedBy(observation, tools.dateOf, tools.today, container?.observation)
      : { fault: odd };
  return { about: { resource, label, on: 'date' in when ? when.date : undefined, concept }, when };
};

const readMapped = (
  unit: Unit,
  { about, when }: ReturnType<typeof headOf>,
  tools: ReadingTools,
  links: Links,
): readonly Reading[] => {
  const { observation, resource, container, odd, concept } = unit;
  const { label } = about;
  const instruments = instrumentsOf(unit);

  const parts = partsOf(unit, tools);
  const refused = (reason: string): readonly Reading[] =>
    instruments.map((instrumentId) => {
      const items = answeredItems(
        parts
          .filter(({ mapping }) => mapping.instrumentId === instrumentId)
          .map(({ mapping, value }) => ({ part: mapping.part, value })),
      );
      const verdict = odd === undefined ? verdictOf(observation) : undefined;
      const code = codeOf(concept);
      return {
        ...about,
        outcome: {
          kind: 'row',
          row: {
            id: resource,
            instrumentId,
            label,
            reason,
            kind: 'unusable',
            ...('date' in when ? { on: when.date } : {}),
            ...(verdict ? { sourceVerdict: verdict } : {}),
            ...(code ? { code } : {}),
            ...(items.length > 0 ? { itemIds: items } : {}),
          },
        },
      };
    });
  const refusal = refusalOf(unit, tools, links);
  if (refusal !== undefined) return refused(refusal);
  if (!('date' in when)) return refused(when.fault);
  const whom = aboutWhom(unit, tools);
  if ('fault' in whom) return refused(whom.fault);

  const { who, system } = performedBy(
    observation.performer ?? container?.observation.performer ?? [],
    observation.device ?? container?.observation.device,
    tools,
  );
  const base: Base = {
    id: resource,
    administration: links.administrationOf(resource),
    moment: momentOf(container?.observation ?? observation, when.date),
    resource,
    on: when.date,
    // What is contained cannot be pointed at; the resource around it can.
    origin: { resource: container?.resource ?? resource, system },
    notes: [],
    ...(when.note === undefined ? {} : { dateNote: when.note }),
    ...(whom.person === undefined ? who : whom),
  };
  return [
    ...parts.map(({ mapping, element, value }): Reading => {
      const own = labelOf(element.code) ?? label;
      return {
        ...about,
        label: own,
        concept: element.code,
        outcome: partOutcome(mapping, value, base, {
          label: own,
          code: codeOf(element.code),
          verdict: verdictOf(element),
        }),
      };
    }),
    ...unmappedComponents(unit, about.on),
  ];
};

/** Every Observation, contained ones among them, with what became of it. */
export const readObservations = (
  observations: readonly Observation[],
  responses: Parameters<typeof withdrawnResponses>[0],
  tools: ReadingTools,
): { readonly readings: Reading[]; readonly administrationOf: (resource: string) => string } => {
  const units = unitsOf(observations, tools.index, tools.base);
  const administrationOf = administrationsOf(units, tools.base);
  const links: Links = {
    administrationOf,
    withdrawnForms: withdrawnResponses(responses),
    withdrawnMembers: withdrawnMembers(units, tools.base, isWithdrawn),
  };
  const describe = unknownReader(tools.index);
  const readings: Reading[] = [];
  for (const unit of units) {
    const head = headOf(unit, tools);
    const { resource, label, on, concept } = head.about;
    if (isWithdrawn(unit))
      readings.push({
        resource,
        label,
        on,
        concept,
        outcome: { kind: 'withdrawn', reason: 'the EHR withdrew it' },
      });
    else if (unit.mapped.length === 0)
      readings.push({ resource, label, on, concept, outcome: describe(unit, label, on) });
    else readings.push(...readMapped(unit, head, tools, links));
  }
  return { readings, administrationOf };
};
