// Survey Observations and QuestionnaireResponses -> ReportedForm, UnusableForm and DeclinedScreen. Reads and dates; it never judges a score.
import type { Observation, QuestionnaireResponse } from 'fhir/r4.js';
import type { DeclinedScreen, ReportedForm, UnusableForm } from '../domain/chart.ts';
import { joinForms } from './join-forms.ts';
import { type FormReadingContext, type Fragment, type Reading, readingTools } from './reading.ts';
import { readObservations } from './screening-observation.ts';
import { readResponses } from './screening-response.ts';

/** What became of a reading once the whole chart was seen. */
export type Settled =
  | { readonly kind: 'read'; readonly fragment: Fragment }
  | { readonly kind: 'declined'; readonly fragment: Fragment }
  /** `isListed: false` where the page already says the same of another part of that form. */
  | { readonly kind: 'row'; readonly row: UnusableForm; readonly isListed?: false }
  | Extract<Reading['outcome'], { kind: 'withdrawn' | 'not-screening' | 'not-recognised' }>;

export interface ReadForms {
  /** Newest first. */
  readonly forms: readonly ReportedForm[];
  /** Newest first, those without a date last. */
  readonly unusable: readonly UnusableForm[];
  readonly declined: readonly DeclinedScreen[];
}

const dayOf = ({ instrumentId, on }: { readonly instrumentId?: string; readonly on?: string }): string =>
  `${instrumentId ?? ''} ${on ?? ''}`;

const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const inOrder = (rows: UnusableForm[]): readonly UnusableForm[] =>
  rows.sort(
    (one, other) =>
      byText(other.on ?? '', one.on ?? '') || byText(one.id, other.id) || byText(one.reason, other.reason),
  );

/** Reads every resource once and settles what only the whole chart can say: the forms, and what became of each reading. */
export const settleReadings = (
  observations: readonly Observation[],
  responses: readonly QuestionnaireResponse[],
  context: FormReadingContext,
): ReadForms & { readonly readings: readonly Reading[]; readonly settle: (reading: Reading) => Settled } => {
  const tools = readingTools(context);
  const observed = readObservations(observations, responses, tools);
  const { readings } = observed;
  for (const one of readResponses(responses, tools, observed.administrationOf)) readings.push(one);

  const isSamePerson = (one: Fragment, other: Fragment): boolean =>
    one.person === undefined || other.person === undefined || one.person === other.person;

  // A "no" to the whole form counts only where nothing of that form was answered that day by the one who said it, or by nobody named.
  const answered = new Map<string, Fragment[]>();
  const declines = new Map<string, Fragment[]>();
  for (const { outcome } of readings) {
    if (outcome.kind !== 'declined' && !(outcome.kind === 'part' && outcome.fragment.value !== null))
      continue;
    const of = outcome.kind === 'declined' ? declines : answered;
    const key = dayOf(outcome.fragment);
    of.set(key, [...(of.get(key) ?? []), outcome.fragment]);
  }
  const standing = [...declines].flatMap(([key, all]): readonly Fragment[] => {
    const unanswered = all
      .filter((one) => !answered.get(key)?.some((other) => isSamePerson(one, other)))
      .toSorted((one, other) => byText(one.resource, other.resource));
    // One for each person; what names nobody adds nothing to one that does.
    return unanswered.filter((one, at) =>
      unanswered.every(
        (other, index) =>
          index === at ||
          (one.person === other.person ? at < index : one.person !== undefined || other.person === undefined),
      ),
    );
  });
  const refusals = new Map<string, Fragment[]>();
  for (const one of standing) refusals.set(dayOf(one), [...(refusals.get(dayOf(one)) ?? []), one]);
  const isDeclined = (fragment: Fragment): boolean =>
    refusals.get(dayOf(fragment))?.some((one) => isSamePerson(one, fragment)) ?? false;

  const fragments: Fragment[] = [];
  const rowDays = new Set<string>();
  for (const { outcome } of readings) {
    if (outcome.kind === 'part' && !isDeclined(outcome.fragment)) fragments.push(outcome.fragment);
    if (outcome.kind === 'row' && outcome.row.instrumentId !== undefined) rowDays.add(dayOf(outcome.row));
  }
  const { forms, emptyFrames } = joinForms(fragments);
  const formDays = new Set(forms.map(({ instrumentId, administeredOn: on }) => dayOf({ instrumentId, on })));

  const settle = ({ outcome }: Reading): Settled => {
    if (outcome.kind !== 'part' && outcome.kind !== 'declined') return outcome;
    const { fragment, otherwise } = outcome;
    if (isDeclined(fragment)) return { kind: 'declined', fragment };
    if (outcome.kind === 'declined') return { kind: 'row', row: outcome.otherwise };
    if (!otherwise || !emptyFrames.has(fragment.resource)) return { kind: 'read', fragment };
    // A panel without a value of its own stands for its members; when none of them comes, it is said to be empty, not left out.
    const hasForm = formDays.has(dayOf(fragment));
    if (hasForm && fragment.verdict === undefined) return { kind: 'read', fragment };
    return hasForm || !rowDays.has(dayOf(fragment))
      ? { kind: 'row', row: otherwise }
      : { kind: 'row', row: otherwise, isListed: false };
  };
  const rows: UnusableForm[] = [];
  for (const reading of readings) {
    const one = settle(reading);
    if (one.kind === 'row' && one.isListed !== false) rows.push(one.row);
  }
  return {
    forms,
    unusable: inOrder(rows),
    declined: standing
      .map(({ resource, instrumentId, on, person, personIs }) => ({
        id: resource,
        instrumentId,
        on,
        by: 'the chart',
        ...(person === undefined ? {} : { person }),
        ...(personIs === undefined ? {} : { personIs }),
      }))
      .sort((one, other) => byText(other.on, one.on) || byText(one.id, other.id)),
    readings,
    settle,
  };
};

/**
 * Every form of the chart, each administration once. What the same day says twice in agreement is one form; what disagrees stays two,
 * both shown (SECURITY H15, H17). Nothing that looked like a screening result is left out of every list.
 */
export const screeningForms = (
  observations: readonly Observation[],
  responses: readonly QuestionnaireResponse[],
  context: FormReadingContext,
): ReadForms => {
  const { forms, unusable, declined } = settleReadings(observations, responses, context);
  return { forms, unusable, declined };
};
