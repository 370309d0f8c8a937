// Trip 2, second half: carries one outbox entry forward, one exchange and one save at a time, until it is done, parked or has to wait.
import { type CalendarDate, dateInZone } from '../domain/age.ts';
import { languageName } from '../domain/language.ts';
import type { DeliveryAnswer, DeliveryState, DeliveryStep, Write } from '../domain/referral/delivery.ts';
import { applyAnswer, dueAfter, nextStep } from '../domain/referral/next-step.ts';
import type { Person, Referral } from '../domain/referral/referral.ts';
import { consentHolds } from '../domain/referral/transition.ts';
import type { ReferralKind } from '../domain/screening/instrument.ts';
import type { DeliveryCommand, Ehr, EhrAccess } from '../ehr/port.ts';
import { AppError } from '../errors.ts';
import {
  provenanceFrom,
  referralIdentifier,
  serviceRequestFrom,
  taskFrom,
  taskIdentifier,
} from '../fhir/referral-resources.ts';
import type { AuditEvent, OutboxEntry, Store } from '../store/port.ts';
import type { AccessForGrant } from './access-for-grant.ts';
import type { ClinicOf, Now } from './context.ts';
import { instantInZone } from './instant.ts';

/** How long one entry is held; longer than any one exchange with the EHR may take. */
const leaseMs = 60_000;
/** A worker that found nothing to do for an entry after this many exchanges has met a fault of ours. */
const mostExchanges = 24;

const resourceTypeOf = { order: 'ServiceRequest', task: 'Task', provenance: 'Provenance' } as const;

export interface DeliveryParts {
  readonly store: Store;
  readonly ehr: Ehr;
  readonly accessForGrant: AccessForGrant;
  readonly kindOf: (need: Referral['need']) => ReferralKind | undefined;
  /** Whether the granted scopes let this be tried at all. */
  readonly mayCreate: (scopes: string, resourceType: string) => boolean;
  readonly clinicOf: ClinicOf;
  readonly now: Now;
  readonly random: () => number;
  readonly softwareVersion: string;
}

const parked = (
  state: DeliveryState,
  reason: NonNullable<DeliveryState['parked']>['reason'],
  detail?: string,
): DeliveryState => ({
  ...state,
  status: 'parked',
  parked: { reason, ...(detail === undefined ? {} : { detail }) },
});

export const makeDeliverReferral = (parts: DeliveryParts) => {
  const { store, ehr, accessForGrant, kindOf, mayCreate, clinicOf, now, random, softwareVersion } = parts;

  const commandFor = (
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

  /** A write this EHR or this grant does not offer is answered here, without asking: the same answer a 403 would have given. */
  const foreknown = async (
    entry: OutboxEntry,
    access: EhrAccess,
    write: Write,
  ): Promise<DeliveryAnswer | undefined> => {
    const type = resourceTypeOf[write];
    if (!mayCreate(access.scopes, type))
      return { kind: 'refused', status: 403, detail: `the launch did not grant writing ${type}` };
    const { interactions } = await ehr.capabilities(entry.ehrId, access.iss);
    if (interactions && !(interactions[type] ?? []).includes('create'))
      return { kind: 'refused', status: 405, detail: `this EHR does not offer writing ${type}` };
    return undefined;
  };

  const stopFor = (
    referral: Referral | undefined,
    today: CalendarDate,
  ): DeliveryState['parked'] | undefined => {
    if (!referral) return { reason: 'gave-up', detail: 'its referral is gone' };
    if (referral.stage === 'withdrawn' || !consentHolds(referral, today))
      return { reason: 'consent-withdrawn' };
    if (referral.stage !== 'requested' || !referral.requester)
      return { reason: 'gave-up', detail: 'no clinician has confirmed it' };
    return undefined;
  };

  const audit = (entry: OutboxEntry, state: DeliveryState): AuditEvent => ({
    at: now().getTime(),
    ehrId: entry.ehrId,
    actor: 'hearth',
    role: 'worker',
    action:
      state.status === 'parked'
        ? `referral.delivery.${state.parked?.reason ?? 'parked'}`
        : 'referral.delivery.write',
    entity: `Referral/${entry.referralId}`,
    outcome: state.status === 'parked' ? 'failed' : 'success',
  });

  /** Carries a leased entry on. Every state it reaches is saved under the lease's fence before the next exchange. */
  const carry = async (entry: OutboxEntry): Promise<DeliveryState> => {
    let state = entry.state;
    const save = (
      next: DeliveryState,
      release: boolean,
      dueAt = now().getTime(),
      withAudit = false,
    ): Promise<boolean> => {
      state = next;
      return store.saveDelivery({
        entryId: entry.id,
        fence: entry.fence,
        state: next,
        dueAt,
        release,
        ...(withAudit ? { audit: audit(entry, next) } : {}),
      });
    };

    for (let exchange = 0; exchange < mostExchanges; exchange += 1) {
      const referral = await store.findReferral(entry.ehrId, entry.referralId);
      const stop = stopFor(referral, dateInZone(now(), clinicOf(entry.ehrId).timeZone));
      const kind = referral ? kindOf(referral.need) : undefined;
      // A write whose fate is unknown is looked up even after consent ended: the page owes the truth about it.
      if (stop && !(stop.reason === 'consent-withdrawn' && state.uncertain)) {
        await save({ ...state, status: 'parked', parked: stop }, true, undefined, true);
        return state;
      }
      const step = nextStep(state);
      if (step.do === 'done') {
        await save({ ...state, status: 'done' }, true, undefined, true);
        return state;
      }
      if (step.do === 'park') {
        await save(parked(state, step.reason, step.detail), true, undefined, true);
        return state;
      }
      if (!referral?.requester || !kind) {
        await save(
          parked(state, 'gave-up', 'this kind of referral is no longer in the content'),
          true,
          undefined,
          true,
        );
        return state;
      }
      const command = commandFor(referral, referral.requester, kind, entry, state, step);
      if (!command) throw new AppError('INTERNAL');

      const answer = await exchangeOnce(entry, step, command);
      const at = now().getTime();
      const next = applyAnswer(state, step, answer, at);
      const hasMoved = Object.keys(next.written).length > Object.keys(state.written).length;
      // No progress means "not now": the lease is given back and the entry rests until it is due again.
      const mustWait = next.tries > 0;
      const dueAt = dueAfter(next, answer, random(), at);
      const ended = next.status !== 'waiting';
      // False: the lease ran out and another worker took over; what it knows is newer than what we hold.
      if (!(await save(next, mustWait || ended, dueAt, hasMoved || ended)) || mustWait || ended) return state;
    }
    await save(state, true, now().getTime() + leaseMs);
    return state;
  };

  const exchangeOnce = async (
    entry: OutboxEntry,
    step: Extract<DeliveryStep, { do: 'post' | 'search' }>,
    command: DeliveryCommand,
  ): Promise<DeliveryAnswer> => {
    let access: EhrAccess;
    try {
      access = await accessForGrant(entry.grantId);
    } catch (error) {
      if (error instanceof AppError && error.code === 'EHR_UNREACHABLE') return { kind: 'unreachable' };
      return { kind: 'unauthorized' };
    }
    const known = step.do === 'post' ? await foreknown(entry, access, step.write) : undefined;
    return known ?? ehr.deliver(access, command);
  };

  /** Takes what is due (or one referral's entry) and carries each on. Returns how many were taken. */
  return async (only?: { referralId: string }): Promise<number> => {
    const at = now().getTime();
    const entries = await store.leaseDue({
      now: at,
      leaseUntil: at + leaseMs,
      limit: only ? 1 : 10,
      ...(only ?? {}),
    });
    await Promise.all(entries.map(carry));
    return entries.length;
  };
};
export type DeliverReferral = ReturnType<typeof makeDeliverReferral>;
