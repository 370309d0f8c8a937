// Trip 2, first half: one transaction saves referral, outbox entry and audit; only then is anything said or sent.
import { isDeepStrictEqual } from 'node:util';
import type { Person, Referral } from '../domain/referral/referral.ts';
import { type Action, applyTransition, type Forbidden } from '../domain/referral/transition.ts';
import { freshDelivery } from '../domain/referral/delivery.ts';
import { dateInZone } from '../domain/age.ts';
import type { Ehr } from '../ehr/port.ts';
import { fail, ok, type Result } from '../result.ts';
import type { AuditEvent, OutboxEntry, Store } from '../store/port.ts';
import { readChartStop } from './chart-stop.ts';
import type { ClinicOf, LaunchInUse, Now } from './context.ts';
import { instantInZone } from './instant.ts';

/** A checked form; who acts, when, and for whom is added here and never taken from the form. */
export type ReferralWish = Omit<
  Referral,
  | 'ehrId'
  | 'patientId'
  | 'encounterId'
  | 'preparedBy'
  | 'requester'
  | 'stage'
  | 'handOff'
  | 'createdAt'
  | 'requestedAt'
  | 'version'
>;

export type SendProblem =
  | { readonly code: 'DIFFERENT_CONTENT' } // this form was sent before with other words
  | { readonly code: 'ALREADY_STANDS' } // another one like it was saved in the same moment
  | { readonly code: 'CHART_STOPPED'; readonly words: string } // nobody is referred from this chart any more
  | { readonly code: 'CHANGED_MEANWHILE'; readonly current: Referral }
  | Forbidden;

export const auditOf = (
  use: LaunchInUse,
  now: Date,
  action: string,
  entity: string,
  outcome: AuditEvent['outcome'] = 'success',
): AuditEvent => ({
  at: now.getTime(),
  ehrId: use.launch.ehrId,
  actor: use.user.person.fhirUser,
  role: use.user.role,
  action,
  entity,
  outcome,
  launchId: use.launch.id,
});

const entryFor = (referral: Referral, grantId: string, now: Date): OutboxEntry => ({
  id: `${referral.id}-delivery`,
  referralId: referral.id,
  grantId,
  ehrId: referral.ehrId,
  patientId: referral.patientId,
  state: freshDelivery,
  dueAt: now.getTime(),
  createdAt: now.getTime(),
  fence: 0,
});

const wishOf = ({
  ehrId,
  patientId,
  encounterId,
  preparedBy,
  requester,
  stage,
  handOff,
  createdAt,
  requestedAt,
  version,
  ...wish
}: Referral): ReferralWish => wish;

/** What a slow EHR may cost a family that stands in the door; the delivery asks again. */
const chartWaitsMs = 1_000;

interface SendParts {
  readonly store: Store;
  readonly ehr: Ehr;
  readonly clinicOf: ClinicOf;
  readonly now: Now;
}

/** Why this chart takes no order now; undefined when it does, or when the EHR does not say in a moment. */
const stoppedWords = async (
  { ehr, clinicOf, now }: SendParts,
  use: LaunchInUse,
  patientId: string,
): Promise<string | undefined> => {
  const today = dateInZone(now(), clinicOf(use.launch.ehrId).timeZone);
  let timer: NodeJS.Timeout | undefined;
  const waited = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), chartWaitsMs);
  });
  const asked = use
    .access()
    .then((access) => readChartStop(ehr, access, patientId, today))
    // Whatever is wrong with the EHR or the access is said where the referral is delivered.
    .catch(() => undefined);
  const chart = await Promise.race([asked, waited]);
  clearTimeout(timer);
  return chart?.state === 'stopped' ? chart.words : undefined;
};

export const makeSendReferral =
  (parts: SendParts) =>
  /**
   * Saves a clinician's order (with its delivery) or a coordinator's prepared referral (without). The same form twice is one referral.
   * @param isSame whether a referral of this child makes this one a repeat: asked of the store in the moment of saving
   */
  async (
    use: LaunchInUse,
    patientId: string,
    wish: ReferralWish,
    isSame?: (other: Referral) => boolean,
  ): Promise<Result<Referral, SendProblem>> => {
    const { store, clinicOf, now } = parts;
    const at = now();
    const { launch, user } = use;
    const createdAt = instantInZone(at, clinicOf(launch.ehrId).timeZone);
    const isOrder = user.role === 'clinician';
    const person: Person = user.person;
    const referral: Referral = {
      ...wish,
      ehrId: launch.ehrId,
      patientId,
      ...(launch.encounterId ? { encounterId: launch.encounterId } : {}),
      ...(isOrder ? { requester: person, requestedAt: createdAt } : { preparedBy: person }),
      stage: isOrder ? 'requested' : 'prepared',
      createdAt,
      version: 1,
    };
    const before = await store.findReferral(launch.ehrId, wish.id);
    if (before) {
      // A reload, a double click or the Back button: same words are the same referral, whatever the hour they were said.
      return before.patientId === patientId && isDeepStrictEqual(wishOf(before), { ...wish })
        ? ok(before)
        : fail({ code: 'DIFFERENT_CONTENT' });
    }
    const words = await stoppedWords(parts, use, patientId);
    if (words !== undefined) {
      await store.appendAudit(auditOf(use, at, 'referral.request', `Referral/${referral.id}`, 'refused'));
      return fail({ code: 'CHART_STOPPED', words });
    }
    const saved = await store.submitReferral({
      referral,
      ...(isSame ? { unless: isSame } : {}),
      ...(isOrder ? { entry: entryFor(referral, use.grantId, at) } : {}),
      audit: auditOf(use, at, isOrder ? 'referral.request' : 'referral.prepare', `Referral/${referral.id}`),
    });
    if (saved === 'repeat') return fail({ code: 'ALREADY_STANDS' });
    if (saved === 'different') {
      // Two submissions of one form ran beside each other; the first one's clock differs, not its words.
      const winner = await store.findReferral(launch.ehrId, wish.id);
      return winner && winner.patientId === patientId && isDeepStrictEqual(wishOf(winner), { ...wish })
        ? ok(winner)
        : fail({ code: 'DIFFERENT_CONTENT' });
    }
    return ok(referral);
  };
export type SendReferral = ReturnType<typeof makeSendReferral>;

export const makeActOnReferral =
  (parts: SendParts) =>
  /** One action of the transition table, saved against the version the person saw. A confirmation brings the outbox entry with it. */
  async (
    use: LaunchInUse,
    referral: Referral,
    action: Action,
    expectedVersion: number,
  ): Promise<Result<Referral, SendProblem>> => {
    const { store, clinicOf, now } = parts;
    const at = now();
    const { timeZone } = clinicOf(referral.ehrId);
    if (expectedVersion !== referral.version) return fail({ code: 'CHANGED_MEANWHILE', current: referral });
    const after = applyTransition(
      referral,
      action,
      user(use),
      instantInZone(at, timeZone),
      dateInZone(at, timeZone),
    );
    if (!after.ok) {
      await store.appendAudit(
        auditOf(use, at, `referral.${action.name}`, `Referral/${referral.id}`, 'refused'),
      );
      return after;
    }
    const words = action.name === 'confirm' ? await stoppedWords(parts, use, referral.patientId) : undefined;
    if (words !== undefined) {
      await store.appendAudit(auditOf(use, at, 'referral.confirm', `Referral/${referral.id}`, 'refused'));
      return fail({ code: 'CHART_STOPPED', words });
    }
    const saved = await store.saveReferral({
      referral: after.value,
      expectedVersion,
      ...(action.name === 'confirm' ? { entry: entryFor(after.value, use.grantId, at) } : {}),
      audit: auditOf(use, at, `referral.${action.name}`, `Referral/${referral.id}`),
    });
    if (saved === 'saved') return ok({ ...after.value, version: expectedVersion + 1 });
    const current = await store.findReferral(referral.ehrId, referral.id);
    return fail({ code: 'CHANGED_MEANWHILE', current: current ?? referral });
  };
export type ActOnReferral = ReturnType<typeof makeActOnReferral>;

const user = (use: LaunchInUse) => ({ role: use.user.role, person: use.user.person });
