// The mapping console explains one test chart: which resource became which result, and why others did not, before and with the drafts.
import { isDeepStrictEqual } from 'node:util';
import type { Observation, Patient, QuestionnaireResponse, Reference } from 'fhir/r4.js';
import { dateInZone } from '../domain/age.ts';
import type { Gap } from '../domain/chart.ts';
import type { CodeMaps } from '../domain/screening/code-map.ts';
import type { ClinicalContent } from '../domain/screening/content.ts';
import { isConfidentialRow } from '../domain/screening/confidential-rows.ts';
import { withDrafts } from '../domain/screening/mapping-draft.ts';
import type { ChartReads, Ehr } from '../ehr/port.ts';
import { AppError } from '../errors.ts';
import { localReference } from '../fhir/codes.ts';
import { explainReading, type TraceRow } from '../fhir/reading-trace.ts';
import { type Unmapped, unmappedIn } from '../fhir/unmapped.ts';
import type { Store } from '../store/port.ts';
import { stopIfAccessEnded } from './access-ended.ts';
import type { ClinicOf, LaunchInUse, Now } from './context.ts';
import { type FoundPatient, foundPatient } from './search-test-patients.ts';
import { auditOf } from './send-referral.ts';

type Outcome = TraceRow['outcome'];

/** One resource, or one part of it, as it reads with the drafts. A value told in confidence is not in it. */
export interface ExplainedRow {
  readonly row: TraceRow;
  /** Read, and not shown here: an administrator sees that it was read, not what was answered. */
  readonly isInConfidence: boolean;
  /** How the same resource reads for clinicians now, where the drafts change it. */
  readonly before?: readonly Outcome[];
}

export interface ExplainedChart {
  readonly patient: FoundPatient;
  /** Of the slices this console reads. */
  readonly gaps: readonly Gap[];
  readonly rows: readonly ExplainedRow[];
  /** How many rows read otherwise with the drafts. */
  readonly changed: number;
  readonly unmapped: Unmapped;
}

export interface ExplainParts {
  readonly store: Store;
  readonly ehr: Ehr;
  readonly content: ClinicalContent;
  readonly clinicOf: ClinicOf;
  readonly now: Now;
}

const slicesRead = ['patient', 'observations', 'questionnaireResponses'] as const;

const ofType = <Type extends 'Patient' | 'Observation' | 'QuestionnaireResponse'>(
  reads: ChartReads,
  slice: (typeof slicesRead)[number],
  type: Type,
) =>
  reads[slice].resources.filter(
    (one): one is Extract<typeof one, { resourceType: Type }> => one.resourceType === type,
  );

/** This console reads no caregiver's record: whoever a result names as one is called that, and a clinician's page looks closer. */
const peopleOf = (
  patientId: string,
  observations: readonly Observation[],
  responses: readonly QuestionnaireResponse[],
): ReadonlyMap<string, string> => {
  const named: readonly (Reference | undefined)[] = [
    ...observations.flatMap((one) => [...(one.focus ?? []), ...(one.performer ?? [])]),
    ...responses.flatMap((one) => [one.source, one.author]),
  ];
  const caregivers = named
    .map((one) => localReference(one))
    .filter((one) => one?.startsWith('RelatedPerson/') === true);
  return new Map([
    ...caregivers.map((one) => [one ?? '', 'a caregiver'] as const),
    [`Patient/${patientId}`, 'the child'],
  ]);
};

const wholeOf = (resource: string): string => resource.replace(/#.*$/, '');

/**
 * Resources that hold what was told in confidence, by the maps in use or with the drafts: a draft that calls a confidential form by
 * another name makes no value of it seen. Of what no map in use knows, its own name decides: a local "Edinburgh total" drafted as an
 * open form stays what it is called.
 */
const toldInConfidence = (
  traces: readonly (readonly TraceRow[])[],
  inUse: CodeMaps,
  isOpen: (instrumentId: string) => boolean,
): ReadonlySet<string> => {
  const closed = new Set([
    ...inUse.codes.flatMap(({ system, code, instrumentId }) =>
      isOpen(instrumentId) ? [] : [JSON.stringify([system, code])],
    ),
    ...inUse.questionnaires.flatMap(({ questionnaire, instrumentId, items }) =>
      isOpen(instrumentId) ? [] : Object.keys(items).map((linkId) => JSON.stringify([questionnaire, linkId])),
    ),
  ]);
  const known = new Set([
    ...inUse.codes.map(({ system, code }) => JSON.stringify([system, code])),
    ...inUse.questionnaires.flatMap(({ questionnaire, items }) =>
      Object.keys(items).map((linkId) => JSON.stringify([questionnaire, linkId])),
    ),
  ]);
  const soundsConfidential = ({ resource, label, codes }: TraceRow): boolean =>
    !codes.some(({ system, code }) => known.has(JSON.stringify([system, code]))) &&
    [undefined, ...codes].some((code) =>
      isConfidentialRow(
        { id: resource, label, reason: '', kind: 'not-recognised', ...(code ? { code } : {}) },
        new Map(),
      ),
    );
  return new Set(
    traces
      .flat()
      .filter(
        (row) =>
          soundsConfidential(row) ||
          (row.outcome.kind === 'read' && !isOpen(row.outcome.instrumentId)) ||
          row.codes.some(({ system, code }) => closed.has(JSON.stringify([system, code]))),
      )
      .map(({ resource }) => wholeOf(resource)),
  );
};

/** A value told in confidence goes no further than here. */
const discreet = (row: TraceRow, inConfidence: ReadonlySet<string>): ExplainedRow => {
  const { outcome } = row;
  if (outcome.kind !== 'read' || !inConfidence.has(wholeOf(row.resource)))
    return { row, isInConfidence: false };
  const { kind, instrumentId, part } = outcome;
  return { row: { ...row, outcome: { kind, instrumentId, part } }, isInConfidence: true };
};

/**
 * @throws AppError `PATIENT_FORBIDDEN` when the EHR does not show this administrator that chart now, `EHR_UNREACHABLE`, `SESSION_EXPIRED`
 */
export const makeExplainChart =
  ({ store, ehr, content, clinicOf, now }: ExplainParts) =>
  async (use: LaunchInUse, patientId: string): Promise<ExplainedChart> => {
    const at = now();
    const { timeZone } = clinicOf(use.launch.ehrId);
    await store.appendAudit(auditOf(use, at, 'mapping.chart', `Patient/${patientId}`));
    const drafts = await store.mappingDraftsOf(use.launch.ehrId);
    const drafted = withDrafts(content, drafts);
    const alsoCodes = drafts.flatMap((one) =>
      one.kind === 'codes' ? [`${one.row.system}|${one.row.code}`] : [],
    );
    const access = await use.access();
    const reads = await ehr.readChart(access, { patientId, alsoCodes });
    const gaps = slicesRead.flatMap((slice) => reads[slice].gap ?? []);
    gaps.forEach(stopIfAccessEnded);
    const patient: Patient | undefined = ofType(reads, 'patient', 'Patient')[0];
    if (!patient) {
      const { reason = 'failed', detail = '' } = reads.patient.gap ?? {};
      const isDown =
        ['unreachable', 'too-slow', 'unreadable'].includes(reason) || detail.startsWith('HTTP 5');
      throw new AppError(isDown ? 'EHR_UNREACHABLE' : 'PATIENT_FORBIDDEN');
    }
    const observations = ofType(reads, 'observations', 'Observation');
    const responses = ofType(reads, 'questionnaireResponses', 'QuestionnaireResponse');
    const context = {
      base: access.iss,
      timeZone,
      today: dateInZone(at, timeZone),
      people: peopleOf(patientId, observations, responses),
    };
    const traceWith = (maps: CodeMaps): readonly TraceRow[] =>
      explainReading(observations, responses, { ...context, maps });
    const [trace, inUse] = [traceWith(drafted), traceWith(content)];
    const isOpen = (instrumentId: string): boolean =>
      content.instruments.find(({ id }) => id === instrumentId)?.confidential === false;
    const inConfidence = toldInConfidence([trace, inUse], content, isOpen);

    const before = new Map<string, Outcome[]>();
    for (const one of inUse) {
      const { resource, outcome } = discreet(one, inConfidence).row;
      before.set(resource, [...(before.get(resource) ?? []), outcome]);
    }
    const rows = trace.map((row): ExplainedRow => {
      const explained = discreet(row, inConfidence);
      const then = before.get(row.resource) ?? [];
      const isSame = then.some((outcome) => isDeepStrictEqual(outcome, explained.row.outcome));
      return isSame ? explained : { ...explained, before: then };
    });
    return {
      patient: foundPatient(patient),
      gaps,
      rows,
      changed: rows.filter((one) => one.before !== undefined).length,
      unmapped: unmappedIn(trace, responses, {
        maps: drafted,
        base: access.iss,
        isOpen: (resource, instrumentId) => isOpen(instrumentId) && !inConfidence.has(resource),
      }),
    };
  };
export type ExplainChart = ReturnType<typeof makeExplainChart>;
