// Observations, or components of them, that no code map knows.
import type { CodeableConcept, Observation } from 'fhir/r4.js';
import type { CalendarDate } from '../domain/age.ts';
import type { UnusableForm } from '../domain/chart.ts';
import type { CodeIndex } from './code-index.ts';
import { codingsOf, hasCode, labelOf } from './codes.ts';
import type { Unit } from './observation-units.ts';
import { codeOf, type Outcome, type Reading, saysScreening } from './reading.ts';

const categorySystem = 'http://terminology.hl7.org/CodeSystem/observation-category';

const isSurvey = ({ category }: Observation): boolean =>
  category?.some((one) => hasCode(one, categorySystem, 'survey')) ?? false;

const notMapped = 'the code is not in Hearth’s code map';
const notScreening: Outcome = {
  kind: 'not-screening',
  reason: 'it is filed as no survey, and no map knows its code',
};

type Mutable<Row> = { -readonly [Key in keyof Row]: Row[Key] };
type Unlisted = Pick<UnusableForm, 'reason' | 'kind' | 'code'>;

/**
 * Set aside with the reason, listed by what it calls itself, or none of Hearth's business. The same codes come over and over: what a name and
 * a code stand for is worked out once.
 */
export const unknownReader = (index: CodeIndex) => {
  const described = new Map<string, Unlisted>();
  const describe = (concept: CodeableConcept | undefined, label: string): Unlisted => {
    const code = codeOf(concept);
    const named = code ? { code } : {};
    const aside = index.setAsideOf(concept);
    if (aside)
      return {
        kind: aside.listAs === 'screening' ? 'unusable' : 'other-survey',
        reason: aside.why,
        ...named,
      };
    const saysSo = saysScreening.test(label) || saysScreening.test(code?.display ?? '');
    return {
      kind: saysSo ? 'not-recognised' : 'other-survey',
      reason: notMapped,
      ...named,
    };
  };
  const known = (concept: CodeableConcept | undefined, label: string): Unlisted => {
    const [coding, ...more] = codingsOf(concept);
    if (coding === undefined || more.length > 0) return describe(concept, label);
    const key = `${label}\n${coding.system}\n${coding.code}\n${coding.display}`;
    const before = described.get(key);
    if (before) return before;
    const found = describe(concept, label);
    described.set(key, found);
    return found;
  };

  return (unit: Unit, label: string, on: CalendarDate | undefined): Outcome => {
    const { observation, container, odd, concept, resource } = unit;
    const { kind, reason, code } = known(concept, label);
    const isSetAside = reason !== notMapped;
    if (
      !isSetAside &&
      odd === undefined &&
      !isSurvey(observation) &&
      !(container && isSurvey(container.observation))
    )
      return notScreening;
    const said =
      isSetAside || odd === undefined
        ? { kind, reason }
        : { kind: 'not-recognised' as const, reason: `it is not well-formed FHIR (${odd})` };
    const row: Mutable<UnusableForm> = { id: resource, label, reason: said.reason, kind: said.kind };
    if (on !== undefined) row.on = on;
    if (code !== undefined) row.code = code;
    return { kind: 'row', row };
  };
};

/** Components of a known form that no map knows: for the administrator. */
export const unmappedComponents = (
  { unmapped, resource }: Unit,
  on: CalendarDate | undefined,
): readonly Reading[] =>
  unmapped.map(({ code }) => ({
    resource,
    label: labelOf(code) ?? 'A component without a name',
    on,
    concept: code,
    outcome: { kind: 'not-recognised', reason: 'the component’s code is not in Hearth’s code map' },
  }));
