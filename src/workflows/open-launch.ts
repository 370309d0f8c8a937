// Trip 1, the seam between SMART and Hearth: a completed launch becomes a session, a grant and a launch, saved together.
import type { CompletedLaunch } from '../../smart-launch/index.ts';
import { reopened } from '../domain/referral/next-step.ts';
import { AppError } from '../errors.ts';
import type { Grant, Launch, Role, Session, Store } from '../store/port.ts';
import type { Now } from './context.ts';

const staff = /^(?:Practitioner|PractitionerRole|Person)\//;

export interface OpenedLaunch {
  readonly launch: Launch;
  readonly session: Session;
  /** True when the browser has to be given a new session cookie. */
  readonly isNewSession: boolean;
}

export interface NewSession {
  /** Hash of the cookie's value. */
  readonly id: string;
  readonly csrfSecret: string;
}

/**
 * The session goes on when the same person launches again from the same EHR; anyone else's is ended (SECURITY S6).
 * @throws AppError `USER_NOT_STAFF` when the EHR says the user is a patient or a relative, `NO_PATIENT` when a clinician launch names no child
 */
export const makeOpenLaunch =
  ({ store, newId, now }: { store: Store; newId: () => string; now: Now }) =>
  async (
    completed: CompletedLaunch,
    current: Session | undefined,
    fresh: NewSession,
  ): Promise<OpenedLaunch> => {
    const at = now().getTime();
    const { registration, app, tokens, context, fhirUser, idTokenClaims } = completed;
    if (!staff.test(fhirUser)) throw new AppError('USER_NOT_STAFF');
    const role: Role = app.role;
    if (context.patient === undefined && role === 'clinician') throw new AppError('NO_PATIENT');

    const ehrId = registration.id;
    const goesOn =
      current !== undefined &&
      current.endedAt === undefined &&
      current.ehrId === ehrId &&
      current.fhirUser === fhirUser;
    const session: Session = goesOn
      ? { ...current, lastSeenAt: at }
      : { ...fresh, ehrId, fhirUser, createdAt: at, lastSeenAt: at };
    const grant: Grant = {
      id: newId(),
      ehrId,
      appId: app.id,
      fhirUser,
      userName: idTokenClaims.name ?? 'Signed-in user',
      ...(context.patient ? { patientId: context.patient } : {}),
      scopes: tokens.scopes,
      tokens: {
        accessToken: tokens.accessToken,
        ...(tokens.refreshToken ? { refreshToken: tokens.refreshToken } : {}),
        accessTokenExpiresAt: tokens.expiresAt,
        subject: idTokenClaims.sub,
      },
      version: 1,
    };
    const launch: Launch = {
      id: newId(),
      sessionId: session.id,
      grantId: grant.id,
      ehrId,
      role,
      ...(context.patient ? { patientId: context.patient } : {}),
      ...(context.encounter ? { encounterId: context.encounter } : {}),
      // The EHR decides; when it is silent the banner is shown (SMART row 25).
      needPatientBanner: context.needPatientBanner ?? true,
      createdAt: at,
    };
    const audit = { at, ehrId, actor: fhirUser, role, outcome: 'success' as const, launchId: launch.id };
    if (current && !goesOn)
      await store.endSession(current.id, at, {
        ...audit,
        actor: current.fhirUser,
        action: 'session.replaced',
        entity: 'Session',
      });
    await store.openLaunch({
      session,
      grant,
      launch,
      audit: {
        ...audit,
        action: 'launch.open',
        entity: context.patient ? `Patient/${context.patient}` : 'worklist',
      },
    });
    if (context.patient)
      await resume(store, { ehrId, patientId: context.patient, fhirUser, grantId: grant.id, at });
    return { launch, session, isNewSession: !goesOn };
  };
export type OpenLaunch = ReturnType<typeof makeOpenLaunch>;

/** Deliveries that waited for this very person go on under the new grant; never another user's (SECURITY 3). */
const resume = async (
  store: Store,
  back: { ehrId: string; patientId: string; fhirUser: string; grantId: string; at: number },
): Promise<void> => {
  for (const referral of await store.referralsOfPatient(back.ehrId, back.patientId)) {
    if (referral.requester?.fhirUser !== back.fhirUser) continue;
    const entry = await store.outboxEntryOf(referral.id);
    if (entry?.state.status !== 'parked' || entry.state.parked?.reason !== 'needs-relaunch') continue;
    await store.reopenEntry(entry.id, back.grantId, back.at, reopened(entry.state));
  }
};
