// Observations, or components of them, that no code map knows.
import type { Observation } from 'fhir/r4.js';
import type { CalendarDate } from '../domain/age.ts';
import type { UnusableForm } from '../domain/chart.ts';
import type { CodeIndex } from './code-index.ts';
import { hasCode, labelOf } from './codes.ts';
import type { Unit } from './observation-units.ts';
import { codeOf, type Outcome, type Reading, saysScreening } from './reading.ts';

const categorySystem = 'http://terminology.hl7.org/CodeSystem/observation-category';

const isSurvey = ({ category }: Observation): boolean =>
  category?.some((one) => hasCode(one, categorySystem, 'survey')) ?? false;

/** Set aside with the reason, listed by what it calls itself, or none of Hearth's business. */
export const unknownOutcome = (
  unit: Unit,
  index: CodeIndex,
  label: string,
  on: CalendarDate | undefined,
): Outcome => {
  const { observation, container, odd, concept } = unit;
  const code = codeOf(concept);
  const listed = (kind: UnusableForm['kind'], reason: string): Outcome => {
    const row = { id: unit.resource, label, reason, kind, ...(on ? { on } : {}), ...(code ? { code } : {}) };
    return { kind: 'row', row };
  };
  const aside = index.setAsideOf(concept);
  if (aside) return listed(aside.listAs === 'screening' ? 'unusable' : 'other-survey', aside.why);
  if (odd !== undefined) return listed('not-recognised', `it is not well-formed FHIR (${odd})`);
  if (!isSurvey(observation) && !(container && isSurvey(container.observation)))
    return { kind: 'not-screening', reason: 'it is filed as no survey, and no map knows its code' };
  const saysSo = saysScreening.test(label) || saysScreening.test(code?.display ?? '');
  return listed(saysSo ? 'not-recognised' : 'other-survey', 'the code is not in Hearth’s code map');
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
