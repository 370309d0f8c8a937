// Who is asking, for which launch. Everything after this line works for one person, one launch, one child.
import type { Request } from 'express';
import { AppError } from '../errors.ts';
import type { AccessForGrant } from '../workflows/access-for-grant.ts';
import type { LaunchInUse, Now } from '../workflows/context.ts';
import type { Session, Store } from '../store/port.ts';
import { type CookiePolicy, hashOf, readCookie } from './cookies.ts';

/** SECURITY S3: idle and absolute limits of a session. */
export const idleMs = 15 * 60_000;
export const absoluteMs = 12 * 3_600_000;
/** Written at most this often: a page is not a write. */
const touchEveryMs = 60_000;

export interface SessionParts {
  readonly store: Store;
  readonly accessForGrant: AccessForGrant;
  readonly cookies: CookiePolicy;
  readonly now: Now;
}

export interface Sessions {
  /** The living session of this request, if there is one. */
  current(request: Request): Promise<Session | undefined>;
  /** @throws AppError `SESSION_EXPIRED` without a living session or for one's own launch of an earlier one, `NOT_FOUND` for a launch of another session */
  inLaunch(request: Request, launchId: string): Promise<LaunchInUse>;
}

export const makeSessions = ({ store, accessForGrant, cookies, now }: SessionParts): Sessions => {
  // One look-up a request, however many ask.
  const known = new WeakMap<Request, Promise<Session | undefined>>();

  const load = async (request: Request): Promise<Session | undefined> => {
    const secret = readCookie(request, 'session', cookies);
    const session = secret === undefined ? undefined : await store.findSession(hashOf(secret));
    const at = now().getTime();
    if (!session || session.endedAt !== undefined) return undefined;
    if (at - session.lastSeenAt > idleMs || at - session.createdAt > absoluteMs) return undefined;
    if (at - session.lastSeenAt > touchEveryMs) await store.touchSession(session.id, at);
    return session;
  };

  const current = (request: Request): Promise<Session | undefined> => {
    const loading = known.get(request) ?? load(request);
    known.set(request, loading);
    return loading;
  };

  return {
    current,
    inLaunch: async (request, launchId) => {
      const session = await current(request);
      if (!session) throw new AppError('SESSION_EXPIRED');
      const launch = await store.findLaunch(launchId);
      if (!launch) throw new AppError('NOT_FOUND');
      if (launch.sessionId !== session.id) {
        const other = await store.findSession(launch.sessionId);
        // One's own launch of a session that was replaced: two windows that opened at once, say. It stays shut.
        if (other?.fhirUser === session.fhirUser && other.ehrId === session.ehrId)
          throw new AppError('SESSION_EXPIRED');
        // Another person's launch does not exist for this one (SECURITY S8).
        throw new AppError('NOT_FOUND');
      }
      const grant = await store.findGrant(launch.grantId);
      if (!grant) throw new AppError('SESSION_EXPIRED');
      return {
        launch,
        grantId: grant.id,
        user: { person: { fhirUser: grant.fhirUser, display: grant.userName }, role: launch.role },
        access: () => accessForGrant(grant.id),
      };
    },
  };
};
