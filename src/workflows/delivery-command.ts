// One step of a delivery as the exchange it asks of the EHR: which resource, found again by which number.
import { languageName } from '../domain/language.ts';
import type { DeliveryState, DeliveryStep } from '../domain/referral/delivery.ts';
import type { Person, Referral } from '../domain/referral/referral.ts';
import type { ReferralKind } from '../domain/screening/content.ts';
import type { DeliveryCommand } from '../ehr/port.ts';
import {
  provenanceFrom,
  referralIdentifier,
  serviceRequestFrom,
  taskFrom,
  taskIdentifier,
} from '../fhir/referral-resources.ts';
import type { OutboxEntry } from '../store/port.ts';
import type { ClinicOf, Now } from './context.ts';
import { instantInZone } from './instant.ts';

export const resourceTypeOf = { order: 'ServiceRequest', task: 'Task', provenance: 'Provenance' } as const;

export interface CommandParts {
  readonly clinicOf: ClinicOf;
  readonly now: Now;
  readonly softwareVersion: string;
}

/** The exchange for a step; none for a step that asks nothing, or that has no order yet to speak of. */
export const commandFor = (
  { clinicOf, now, softwareVersion }: CommandParts,
  referral: Referral,
  requester: Person,
  kind: ReferralKind,
  entry: OutboxEntry,
  state: DeliveryState,
  step: DeliveryStep,
): DeliveryCommand | undefined => {
  if (step.do !== 'post' && step.do !== 'search') return undefined;
  const { write } = step;
  const order = state.written.order;
  const identifier =
    write === 'order'
      ? referralIdentifier(referral)
      : write === 'task'
        ? taskIdentifier(referral)
        : undefined;
  if (step.do === 'search')
    return {
      do: 'search',
      resourceType: resourceTypeOf[write],
      patientId: entry.patientId,
      ...(identifier ? { identifier } : {}),
      ...(write === 'provenance' && order ? { target: `ServiceRequest/${order.id}` } : {}),
    };
  if (write === 'order') {
    const family = referral.familyLanguage ? { languageName: languageName(referral.familyLanguage) } : {};
    return {
      do: 'post',
      resource: serviceRequestFrom(referral, requester, { kind, ...family }),
      ...(identifier ? { ifNoneExist: identifier } : {}),
    };
  }
  if (!order) return undefined;
  if (write === 'task')
    return {
      do: 'post',
      resource: taskFrom(referral, requester, order.id),
      ...(identifier ? { ifNoneExist: identifier } : {}),
    };
  const task = state.written.task;
  const recorded = instantInZone(now(), clinicOf(entry.ehrId).timeZone);
  return {
    do: 'post',
    resource: provenanceFrom(
      referral,
      requester,
      { orderId: order.id, ...(task ? { taskId: task.id } : {}) },
      recorded,
      softwareVersion,
    ),
  };
};
