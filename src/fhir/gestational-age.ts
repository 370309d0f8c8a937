// Gestational age at birth from the child's own record, in the order of CLINICAL 2b.2.
import type { Observation, ObservationComponent } from 'fhir/r4.js';
import type { GestationalAge } from '../domain/chart.ts';
import { addDays, type PartialDate, parsePartialDate } from '../domain/age.ts';
import { atBirth, daysAlone, gestationalAgeSources, weeksAlone } from '../domain/gestational-age-sources.ts';
import { loinc } from './code-index.ts';
import { hasCode, localReference } from './codes.ts';
import { type GestationValue, gestationValue, weeksAndDays } from './gestation-value.ts';
import { standingOf } from './reading.ts';
import { oddInObservation, wellFormedConcept } from './well-formed.ts';

const leastDays = 20 * 7;
const mostDays = 44 * 7;

interface Element {
  readonly element: Observation | ObservationComponent;
  readonly observation: Observation;
}

/** One thing the chart says of it. */
interface Saying {
  readonly order: number;
  readonly basis: string;
  readonly when: string;
  readonly id: string;
  readonly value: GestationValue;
}

/** Why an Observation may not be used, whatever it says. */
const refusalOf = (observation: Observation): string | undefined => {
  if (oddInObservation(observation) !== undefined) return 'it is not well-formed FHIR';
  const standing = standingOf(observation.status);
  if (typeof standing === 'object') return standing.reason;
  const isModified = observation.modifierExtension !== undefined || observation.implicitRules !== undefined;
  return isModified ? 'it carries a modifier Hearth does not know' : undefined;
};

/** Of a mother's current pregnancy, or of a sibling: where the focus is another than the subject, it is not this child's. */
const isAboutSubject = ({ focus, subject }: Observation): boolean =>
  (focus ?? []).every((one) => {
    const whom = localReference(one);
    return whom !== undefined && whom === localReference(subject);
  });

const whenOf = ({ effectiveDateTime, effectiveInstant, effectivePeriod }: Observation): string =>
  effectiveDateTime ?? effectiveInstant ?? effectivePeriod?.end ?? '';

/** An instant may be a day off in another zone. */
const slackDays = 1;
/** Later than this a gestational age no birth record names is a later one: of a newborn as it grows, or of another pregnancy. */
const recordedWithinDays = 7;

/** Why a gestational age of this day is not the one at birth (CLINICAL 2b.2); without a date of its own nothing can be said against it. */
const dateFault = (when: string, code: string, birth: PartialDate | undefined): string | undefined => {
  const on = parsePartialDate(when.slice(0, 10));
  if (!birth || !on) return undefined;
  if (on.latest < addDays(birth.earliest, -slackDays))
    return 'it is dated before the birth, so it is not the age at birth';
  return !atBirth.has(code) && on.earliest > addDays(birth.latest, recordedWithinDays + slackDays)
    ? 'it is dated long after the birth, and does not say that it is the age at birth'
    : undefined;
};

const withCode = (elements: readonly Element[], code: string): readonly Element[] =>
  elements.filter(({ element }) => hasCode(element.code, loinc, code));

/** The days that go with these weeks: beside them in one Observation, or filed at the same time. */
const daysBeside = (weeks: Element, elements: readonly Element[]): GestationValue => {
  const days = withCode(elements, daysAlone).filter((one) => refusalOf(one.observation) === undefined);
  const own = days.filter(({ observation }) => observation === weeks.observation);
  const beside =
    own.length > 0 ? own : days.filter((one) => whenOf(one.observation) === whenOf(weeks.observation));
  const values = beside.map(({ element }) => gestationValue(element, 'days'));
  const fault = values.find((one) => 'fault' in one);
  if (fault) return { fault: 'its days cannot be read' };
  const counts = new Set(values.flatMap((one) => ('days' in one ? [one.days] : [])));
  const [count = 0] = counts;
  if (counts.size > 1) return { fault: 'its days are said twice and differ' };
  return count <= 6 ? { days: count } : { fault: 'its days are more than six' };
};

const valueOf = (
  one: Element,
  code: string,
  elements: readonly Element[],
  birth: PartialDate | undefined,
): GestationValue => {
  const refusal = refusalOf(one.observation) ?? dateFault(whenOf(one.observation), code, birth);
  if (refusal !== undefined) return { fault: refusal };
  if (one.element.modifierExtension !== undefined)
    return { fault: 'it carries a modifier Hearth does not know' };
  if (!isAboutSubject(one.observation)) return { fault: 'it is about someone other than this child' };
  const value = gestationValue(one.element, code === weeksAlone ? 'weeks' : undefined);
  if (code !== weeksAlone || 'fault' in value) return value;
  const beside = daysBeside(one, elements);
  if ('fault' in beside || beside.days === 0) return 'fault' in beside ? beside : value;
  return value.days % 7 === 0 ? { days: value.days + beside.days } : { fault: 'its weeks are not whole' };
};

const inRange = (value: GestationValue): GestationValue =>
  'days' in value && (value.days < leastDays || value.days > mostDays)
    ? { fault: 'outside 20 to 44 weeks' }
    : value;

export interface GestationalAgeRead {
  readonly found?: GestationalAge;
  /** Why nothing of what the chart holds could be used. */
  readonly unusable?: string;
}

/**
 * The first usable one, the newest of its code; outside 20 to 44 weeks, in an unknown unit or in a decimal that may mean two things it is
 * refused and said, never guessed. What else the chart says stands in the basis.
 *
 * @param birth the child's, where known: what is dated before it or long after is the age of another day
 */
export const gestationalAgeFrom = (
  observations: readonly Observation[],
  birth?: PartialDate,
): GestationalAgeRead => {
  const elements: readonly Element[] = observations
    .filter((one) => standingOf(one.status) !== 'withdrawn' && wellFormedConcept(one.code) !== undefined)
    .flatMap((observation) => {
      const components = oddInObservation(observation) === undefined ? (observation.component ?? []) : [];
      return [observation, ...components].map((element) => ({ element, observation }));
    });
  const sayings = gestationalAgeSources
    .flatMap(({ code, basis }, order): readonly Saying[] =>
      withCode(elements, code).map((one) => ({
        order,
        basis,
        when: whenOf(one.observation),
        id: one.observation.id ?? '',
        value: inRange(valueOf(one, code, elements, birth)),
      })),
    )
    .sort(
      (one, other) =>
        one.order - other.order ||
        (one.when < other.when ? 1 : one.when > other.when ? -1 : 0) ||
        (one.id < other.id ? -1 : 1),
    );
  const faults = (among: readonly Saying[]): readonly string[] => [
    ...new Set(among.flatMap(({ basis, value }) => ('fault' in value ? [`${basis}: ${value.fault}`] : []))),
  ];
  const at = sayings.findIndex(({ value }) => 'days' in value);
  const first = sayings[at];
  if (!first || 'fault' in first.value)
    return sayings.length > 0
      ? { unusable: faults(sayings).join('; ') }
      : withCode(elements, daysAlone).length > 0
        ? { unusable: 'gestational age: only the days beside the weeks are there' }
        : {};
  const { days, note } = first.value;
  const others = new Set(
    sayings.flatMap(({ basis, value }) =>
      'days' in value && value.days !== days
        ? [`the chart also says ${weeksAndDays(value.days)} (${basis})`]
        : [],
    ),
  );
  const basis = [
    first.basis,
    ...(note === undefined ? [] : [note]),
    ...others,
    ...faults(sayings.slice(0, at)).map((fault) => `not used: ${fault}`),
  ].join('; ');
  return { found: { weeks: Math.floor(days / 7), days: days % 7, basis } };
};
