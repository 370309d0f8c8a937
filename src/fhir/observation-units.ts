// Observations of a chart, contained ones among them, each once; and which of them the chart itself ties into one administration.
import type {
  CodeableConcept,
  Observation,
  ObservationComponent,
  QuestionnaireResponse,
  Reference,
} from 'fhir/r4.js';
import type { CodeIndex, Mapped } from './code-index.ts';
import { localReference } from './codes.ts';
import { oddInObservation, wellFormedConcept } from './well-formed.ts';

/** The Observation's own value or one of its components, with what its code stands for. */
export interface MappedElement {
  readonly element: Observation | ObservationComponent;
  /** Several only where they contradict each other. */
  readonly mappings: readonly Mapped[];
}

/** One Observation to read. */
export interface Unit {
  readonly observation: Observation;
  /** `Observation/1`; a contained one `Observation/1#a`. */
  readonly resource: string;
  /** The resource that contains it: dates it, names who performed it and whether it is final, where it is silent itself. */
  readonly container: Unit | undefined;
  /** Path of an element that is not as FHIR has it; then nothing else of it is looked at. */
  readonly odd: string | undefined;
  readonly concept: CodeableConcept | undefined;
  /** Its own value first. */
  readonly mapped: readonly MappedElement[];
  /** Components no map knows. */
  readonly unmapped: readonly ObservationComponent[];
}

/** A question that instruments share is the one of the panel it is filed under. */
const insidePanel = (
  index: CodeIndex,
  panel: readonly Mapped[],
  panelConcept: CodeableConcept | undefined,
  concept: CodeableConcept | undefined,
  mappings: readonly Mapped[],
): readonly Mapped[] => {
  const [around] = panel;
  const isForeign =
    around?.part.kind === 'panel' && mappings.some((one) => one.instrumentId !== around.instrumentId);
  const part = isForeign ? index.panelPart(panelConcept, concept) : undefined;
  return part ? [part] : mappings;
};

const unitOf = (observation: Observation, resource: string, index: CodeIndex, container?: Unit): Unit => {
  const odd = oddInObservation(observation);
  const concept = wellFormedConcept(observation.code);
  const mapped: MappedElement[] = [];
  const unmapped: ObservationComponent[] = [];
  const own = index.mappingsOf(concept);
  if (own.length > 0) mapped.push({ element: observation, mappings: own });
  for (const component of odd === undefined ? (observation.component ?? []) : []) {
    const mappings = insidePanel(index, own, concept, component.code, index.mappingsOf(component.code));
    if (mappings.length > 0) mapped.push({ element: component, mappings });
    else unmapped.push(component);
  }
  return { observation, resource, container, odd, concept, mapped, unmapped };
};

const containedIn = ({ observation, odd }: Unit): readonly Observation[] =>
  odd === undefined
    ? (observation.contained ?? []).filter((one): one is Observation => one.resourceType === 'Observation')
    : [];

const ownMappings = ({ mapped, observation }: Unit): readonly Mapped[] =>
  mapped[0]?.element === observation ? mapped[0].mappings : [];

/** Members read as what their panel asks, unless a panel of their own instrument holds them too. */
const underTheirPanels = (
  units: readonly Unit[],
  index: CodeIndex,
  base: string | undefined,
): readonly Unit[] => {
  const around = new Map<string, Unit[]>();
  for (const unit of units) {
    if (unit.odd !== undefined || ownMappings(unit)[0]?.part.kind !== 'panel') continue;
    for (const member of unit.observation.hasMember ?? []) {
      const target = targetOf(unit, member, base);
      if (target !== undefined) around.set(target, [...(around.get(target) ?? []), unit]);
    }
  }
  return units.map((unit) => {
    const panels = around.get(unit.resource);
    const own = ownMappings(unit);
    if (!panels || own.length === 0) return unit;
    if (panels.some((panel) => ownMappings(panel)[0]?.instrumentId === own[0]?.instrumentId)) return unit;
    const [panel] = panels.toSorted((one, other) => (one.resource < other.resource ? -1 : 1));
    if (!panel) return unit;
    const mappings = insidePanel(index, ownMappings(panel), panel.concept, unit.concept, own);
    return { ...unit, mapped: [{ element: unit.observation, mappings }, ...unit.mapped.slice(1)] };
  });
};

/** Every Observation and every contained one, once. What is contained holds nothing further (R4 dom-2), so this ends. */
export const unitsOf = (
  observations: readonly Observation[],
  index: CodeIndex,
  base: string | undefined,
): readonly Unit[] => {
  const units: Unit[] = [];
  for (const observation of observations) {
    const unit = unitOf(observation, `Observation/${observation.id ?? ''}`, index);
    units.push(unit);
    for (const one of containedIn(unit))
      units.push(unitOf(one, `${unit.resource}#${one.id ?? ''}`, index, unit));
  }
  return underTheirPanels(units, index, base);
};

const none: readonly string[] = [];

export const instrumentsOf = ({ mapped }: Unit): readonly string[] => {
  const [first] = mapped;
  if (first === undefined) return none;
  // Nearly every Observation is one code of one instrument.
  const [only] = first.mappings;
  if (mapped.length === 1 && first.mappings.length === 1 && only) return [only.instrumentId];
  return [...new Set(mapped.flatMap(({ mappings }) => mappings.map(({ instrumentId }) => instrumentId)))];
};

/** Whom a reference of this unit means: a `#id` points into the resource that contains it. */
const targetOf = (unit: Unit, reference: Reference, base: string | undefined): string | undefined =>
  reference.reference?.startsWith('#')
    ? `${(unit.container ?? unit).resource}${reference.reference}`
    : localReference(reference, base);

/** Forms this Observation says it was taken from. */
export const responsesBehind = (unit: Unit, base: string | undefined): readonly string[] =>
  unit.odd === undefined
    ? (unit.observation.derivedFrom ?? []).flatMap((one) => {
        const target = targetOf(unit, one, base);
        return target?.startsWith('QuestionnaireResponse/') ? [target] : [];
      })
    : [];

/** Sets that grow together; circles among the links end where they began. */
const makeSets = () => {
  const parents = new Map<string, string>();
  const rootOf = (start: string): string => {
    let root = start;
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next;
    for (let at = start; at !== root;) {
      const next = parents.get(at) ?? root;
      parents.set(at, root);
      at = next;
    }
    return root;
  };
  return {
    rootOf,
    join: (one: string, other: string): void => {
      const [first, second] = [rootOf(one), rootOf(other)];
      // The lesser name is the root, so that the order of resources changes nothing.
      if (first !== second) parents.set(first < second ? second : first, first < second ? first : second);
    },
  };
};

/**
 * The administration each resource belongs to. Members are joined to a panel of their own instrument only: a battery that holds the
 * mother's form and the child's ties neither to the other.
 */
export const administrationsOf = (
  units: readonly Unit[],
  base: string | undefined,
): ((resource: string) => string) => {
  const mapped = units.filter((unit) => unit.mapped.length > 0);
  const byResource = new Map(mapped.map((unit) => [unit.resource, new Set(instrumentsOf(unit))]));
  const sets = makeSets();
  for (const unit of mapped) {
    if (unit.container && byResource.has(unit.container.resource)) {
      const around = byResource.get(unit.container.resource);
      if (instrumentsOf(unit).some((id) => around?.has(id)))
        sets.join(unit.resource, unit.container.resource);
    }
    if (unit.odd !== undefined) continue;
    const { hasMember = [], derivedFrom = [] } = unit.observation;
    for (const reference of [...hasMember, ...derivedFrom]) {
      const target = targetOf(unit, reference, base);
      if (target === undefined) continue;
      const theirs = byResource.get(target);
      const isForm = target.startsWith('QuestionnaireResponse/');
      if (isForm || instrumentsOf(unit).some((id) => theirs?.has(id))) sets.join(unit.resource, target);
    }
  }
  return sets.rootOf;
};

/** Forms of this chart that were withdrawn; what was derived from one goes with it. */
export const withdrawnResponses = (responses: readonly QuestionnaireResponse[]): ReadonlySet<string> =>
  new Set(
    responses
      .filter(({ status }) => status === 'entered-in-error')
      .map(({ id }) => `QuestionnaireResponse/${id ?? ''}`),
  );

/** A battery no map knows, or one of another instrument, says nothing of whether this form stands. */
const knowsMember = (panel: Unit, member: Unit | undefined): boolean =>
  member !== undefined && instrumentsOf(panel).some((id) => instrumentsOf(member).includes(id));

/**
 * Members of a panel that was withdrawn, however deep, unless a panel of their instrument that stands holds them too: a corrected one often
 * takes over what the withdrawn one held.
 */
export const withdrawnMembers = (
  units: readonly Unit[],
  base: string | undefined,
  isWithdrawn: (unit: Unit) => boolean,
): ReadonlySet<string> => {
  const gone = new Set(units.filter(isWithdrawn).map(({ resource }) => resource));
  const members = new Set<string>();
  if (gone.size === 0) return members;
  const holders = new Map<string, Unit[]>();
  for (const unit of units) {
    if (unit.odd !== undefined) continue;
    for (const member of unit.observation.hasMember ?? []) {
      const target = targetOf(unit, member, base);
      if (target !== undefined) holders.set(target, [...(holders.get(target) ?? []), unit]);
    }
  }
  const byResource = new Map(units.map((unit) => [unit.resource, unit]));
  for (const resource of gone) {
    const unit = byResource.get(resource);
    if (!unit || unit.odd !== undefined) continue;
    for (const member of unit.observation.hasMember ?? []) {
      const target = targetOf(unit, member, base);
      if (target === undefined || gone.has(target)) continue;
      const others = holders.get(target) ?? [];
      if (!others.every((one) => gone.has(one.resource) || !knowsMember(one, byResource.get(target))))
        continue;
      // A set takes in what is added to it while it is gone through: members of members are reached too.
      gone.add(target);
      members.add(target);
    }
  }
  return members;
};
