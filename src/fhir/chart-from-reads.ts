// What the EHR answered -> what Hearth knows of the child. Pure; a slice that could not be read stays a gap.
import type { FhirResource, ServiceRequest, Task } from 'fhir/r4.js';
import type { CalendarDate } from '../domain/age.ts';
import { type Caregiver, type Chart, type ChartOrder, chartSlices } from '../domain/chart.ts';
import type { CodeMaps } from '../domain/screening/code-map.ts';
import type { ChartReads } from '../ehr/port.ts';
import { clinicDate, labelOf, localReference } from './codes.ts';
import { gestationalAgeFrom } from './gestational-age.ts';
import { referralIdSystem } from './identifiers.ts';
import { caregiverFrom, childFrom } from './patient.ts';
import { screeningForms } from './screening-forms.ts';
import { visibleText } from './text.ts';

const ofType = <Type extends FhirResource['resourceType']>(resources: readonly FhirResource[], type: Type) =>
  resources.filter((one): one is Extract<FhirResource, { resourceType: Type }> => one.resourceType === type);

/** A related person whose result must never pass for this child's or a caregiver's (CLINICAL trap 8). */
const otherChild =
  /\b(?:sibling|sister|brother|twin|cousin)\b|\b(?:son|daughter)$|^(?:natural |foster |adopted |step)?child$/i;

const orderFrom = (request: ServiceRequest, tasks: readonly Task[], timeZone: string): ChartOrder => {
  const when = request.authoredOn === undefined ? undefined : clinicDate(request.authoredOn, timeZone);
  const ours = request.identifier?.find((one) => one.system === referralIdSystem)?.value;
  const task = tasks.find((one) => localReference(one.focus) === `ServiceRequest/${request.id ?? ''}`);
  const performer = request.performer?.find((one) => one.display)?.display ?? request.performerType?.text;
  return {
    id: request.id ?? '',
    label: labelOf(request.code) ?? 'An order without a name',
    status: visibleText(request.status),
    ...(when && 'date' in when ? { on: when.date } : {}),
    ...(performer ? { performer: visibleText(performer) } : {}),
    ...(ours ? { referralId: visibleText(ours) } : {}),
    ...(task ? { taskStatus: visibleText(task.status) } : {}),
  };
};

/**
 * Translates a wave of reads. Takes the site's code maps, the clinic's zone and today's date there; decides nothing clinical.
 * `base` is the EHR's FHIR base, by which references to other servers are known.
 */
export const chartFromReads = (
  reads: ChartReads,
  context: {
    readonly maps: CodeMaps;
    readonly timeZone: string;
    readonly today: CalendarDate;
    readonly base?: string;
    readonly encounterId?: string;
  },
): Chart => {
  const patient = ofType(reads.patient.resources, 'Patient')[0];
  const caregivers = ofType(reads.relatedPersons.resources, 'RelatedPerson').map(caregiverFrom);
  const isOtherChild = ({ relationship }: Caregiver): boolean =>
    relationship !== undefined && otherChild.test(relationship);
  const byReference = (some: readonly Caregiver[]): Map<string, string> =>
    new Map(some.map((one) => [`RelatedPerson/${one.id}`, one.relationship ?? 'caregiver']));
  const people = byReference(caregivers.filter((one) => !isOtherChild(one)));
  if (patient?.id) people.set(`Patient/${patient.id}`, 'the child');
  const child = patient ? childFrom(patient) : undefined;
  const age = gestationalAgeFrom(ofType(reads.gestationalAge.resources, 'Observation'), child?.birthDate);
  const { forms, unusable, declined } = screeningForms(
    ofType(reads.observations.resources, 'Observation'),
    ofType(reads.questionnaireResponses.resources, 'QuestionnaireResponse'),
    {
      maps: context.maps,
      timeZone: context.timeZone,
      today: context.today,
      people,
      otherChildren: byReference(caregivers.filter(isOtherChild)),
      ...(context.base === undefined ? {} : { base: context.base }),
    },
  );
  const tasks = ofType(reads.tasks.resources, 'Task');
  return {
    ...(child ? { child } : {}),
    ...(context.encounterId ? { encounterId: context.encounterId } : {}),
    forms,
    unusable,
    declined,
    ...(age.found ? { gestationalAge: age.found } : {}),
    ...(age.unusable ? { gestationalAgeUnusable: age.unusable } : {}),
    caregivers,
    orders: ofType(reads.serviceRequests.resources, 'ServiceRequest')
      .filter((one) => one.status !== 'entered-in-error')
      .map((one) => orderFrom(one, tasks, context.timeZone)),
    gaps: chartSlices.flatMap((slice) => reads[slice].gap ?? []),
  };
};
