// Trip 2, second half: carries one outbox entry forward, one exchange and one save at a time, until it is done, parked or has to wait.
import { type CalendarDate, dateInZone } from '../domain/age.ts';
import type { DeliveryAnswer, DeliveryState, DeliveryStep, Write } from '../domain/referral/delivery.ts';
import { applyAnswer, dueAfter, nextStep } from '../domain/referral/next-step.ts';
import type { Referral } from '../domain/referral/referral.ts';
import { consentHolds } from '../domain/referral/transition.ts';
import type { ReferralKind } from '../domain/screening/content.ts';
import type { DeliveryCommand, Ehr, EhrAccess } from '../ehr/port.ts';
import { AppError } from '../errors.ts';
import type { AuditEvent, OutboxEntry, Store } from '../store/port.ts';
import type { AccessForGrant } from './access-for-grant.ts';
import { readChartStop } from './chart-stop.ts';
import type { ClinicOf, Now } from './context.ts';
import { commandFor, resourceTypeOf } from './delivery-command.ts';
import { isUnreadable } from './store-faults.ts';

/** How long one entry is held from its last save; longer than any one exchange with the EHR may take. */
const leaseMs = 60_000;
/** The longest an exchange may take after its token is there: the write deadline of `ehr/`, and its save. */
const exchangeMs = 22_000;
/** The same with the token still to be renewed. */
const renewalMs = 10_000;
/** An entry whose key is not configured rests this long: the key may come back. */
const missingKeyRestMs = 5 * 60_000;
/** A worker that found nothing to do for an entry after this many exchanges has met a fault of ours. */
const mostExchanges = 24;

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
  const { store, ehr, accessForGrant, kindOf, mayCreate, clinicOf, now, random } = parts;

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
    const { withdrawnOn, until } = referral.consent;
    if (referral.stage === 'withdrawn' || withdrawnOn !== undefined) return { reason: 'consent-withdrawn' };
    if (!consentHolds(referral, today))
      return {
        reason: 'consent-withdrawn',
        detail: `the consent ended on ${until ?? 'a day that has passed'}`,
      };
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
    let heldUntil = entry.leasedUntil ?? 0;
    const holdsFor = (ms: number): boolean => heldUntil - now().getTime() >= ms;
    const save = (
      next: DeliveryState,
      release: boolean,
      dueAt = now().getTime(),
      withAudit = false,
    ): Promise<boolean> => {
      state = next;
      // Each save that keeps the entry holds it afresh: several slow exchanges must not outlive one lease.
      if (!release) heldUntil = now().getTime() + leaseMs;
      return store.saveDelivery({
        entryId: entry.id,
        fence: entry.fence,
        state: next,
        dueAt,
        release,
        ...(release ? {} : { leaseUntil: heldUntil }),
        ...(withAudit ? { audit: audit(entry, next) } : {}),
      });
    };

    for (let exchange = 0; exchange < mostExchanges; exchange += 1) {
      let referral: Referral | undefined;
      try {
        referral = await store.findReferral(entry.ehrId, entry.referralId);
      } catch (error) {
        if (!isUnreadable(error)) throw error;
        if (error.keyIsMissing) await save(state, true, now().getTime() + missingKeyRestMs);
        else await save(parked(state, 'unconfirmed', 'its referral cannot be read'), true, undefined, true);
        return state;
      }
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
      const command = commandFor(parts, referral, referral.requester, kind, entry, state, step);
      if (!command) throw new AppError('INTERNAL');

      // Sent only while the entry is surely ours until the answer is saved: else it is given back, for a lease of its own.
      const answer = holdsFor(renewalMs + exchangeMs)
        ? await exchangeOnce(entry, step, command, () => holdsFor(exchangeMs))
        : undefined;
      if (!answer) {
        await save(state, true);
        return state;
      }
      if (answer.kind === 'chart-stopped') {
        await save(parked(state, 'chart-stopped'), true, undefined, true);
        return state;
      }
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

  /** One exchange under a token that works now; nothing when there is no time left to send it. */
  const exchangeOnce = async (
    entry: OutboxEntry,
    step: Extract<DeliveryStep, { do: 'post' | 'search' }>,
    command: DeliveryCommand,
    hasTime: () => boolean,
  ): Promise<DeliveryAnswer | { readonly kind: 'chart-stopped' } | undefined> => {
    try {
      const access = await accessForGrant(entry.grantId);
      // Asked before every sending of the order itself: it may have waited for days.
      if (step.do === 'post' && step.write === 'order') {
        const today = dateInZone(now(), clinicOf(entry.ehrId).timeZone);
        const chart = await readChartStop(ehr, access, entry.patientId, today);
        if (chart.state === 'stopped') return { kind: 'chart-stopped' };
        // What cannot be read now is read at the next try; what may not be read is the EHR's to refuse.
        if (chart.state === 'unknown' && chart.isDown) return { kind: 'unreachable' };
      }
      const known = step.do === 'post' ? await foreknown(entry, access, step.write) : undefined;
      if (known) return known;
      if (!hasTime()) return undefined;
      const answer = await ehr.deliver(access, command);
      if (answer.kind !== 'unauthorized') return answer;
      // The EHR may drop a token before its hour; a 401 stored nothing, and a renewed token is tried once.
      const renewed = await accessForGrant(entry.grantId, { refused: access.accessToken });
      if (renewed.accessToken === access.accessToken) return answer;
      return hasTime() ? await ehr.deliver(renewed, command) : undefined;
    } catch (error) {
      if (error instanceof AppError && error.code === 'EHR_UNREACHABLE') return { kind: 'unreachable' };
      if (error instanceof AppError && error.code === 'SESSION_EXPIRED') return { kind: 'unauthorized' };
      if (isUnreadable(error) && !error.keyIsMissing) return { kind: 'unauthorized' };
      throw error;
    }
  };

  const begin = async (
    limit: number,
    only?: { referralId: string },
  ): Promise<readonly Promise<unknown>[]> => {
    const at = now().getTime();
    const entries = await store.leaseDue({ now: at, leaseUntil: at + leaseMs, limit, ...(only ?? {}) });
    return entries.map(carry);
  };

  /** Takes what is due (or one referral's entry), carries each on and waits for all. Returns how many were taken. */
  const deliver = async (only?: { referralId: string }): Promise<number> => {
    const carried = await Promise.allSettled(await begin(only ? 1 : 10, only));
    const fault = carried.find((one) => one.status === 'rejected');
    if (fault) throw fault.reason;
    return carried.length;
  };
  /** Takes up to `limit` due entries and returns what is under way for each, without waiting for it. */
  return Object.assign(deliver, { begin: (limit: number) => begin(limit) });
};
export type DeliverReferral = ReturnType<typeof makeDeliverReferral>;
