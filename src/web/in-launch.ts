// What every page of a launch needs, gathered in one place: who, which child, which token for its forms.
import type { Request, Response } from 'express';
import type { LaunchInUse } from '../workflows/context.ts';
import { AppError } from '../errors.ts';
import { csrfToken } from './csrf.ts';
import { mayEnter } from './rooms.ts';
import type { Sessions } from './session.ts';
import type { Navigation } from './views/layout.tsx';

export interface InLaunch {
  readonly use: LaunchInUse;
  /** Good for every form of this launch and of no other. */
  readonly csrf: string;
  /** Marks what this page showed, so that a later form of this launch can prove it is unchanged. */
  readonly markOf: (shown: string) => string;
  readonly navigation: Navigation;
  /** `/launches/{id}` */
  readonly base: string;
}

export type LaunchHandler = (context: InLaunch, request: Request, response: Response) => Promise<void> | void;

export const makeInLaunch =
  (sessions: Sessions) =>
  (handler: LaunchHandler) =>
  async (request: Request, response: Response): Promise<void> => {
    const launchId = request.params.launchId;
    if (typeof launchId !== 'string') throw new AppError('NOT_FOUND');
    const use = await sessions.inLaunch(request, launchId);
    if (!mayEnter(use.user.role, request.path)) throw new AppError('ROLE_FORBIDDEN');
    const session = await sessions.current(request);
    if (!session) throw new AppError('SESSION_EXPIRED');
    const base = `/launches/${launchId}`;
    await handler(
      {
        use,
        csrf: csrfToken(session.csrfSecret, base),
        markOf: (shown) => csrfToken(session.csrfSecret, `shown:${base}:${shown}`),
        navigation: {
          launchId,
          isAdmin: use.user.role === 'admin',
          hasChild: use.launch.patientId !== undefined,
          logoutToken: csrfToken(session.csrfSecret, '/logout'),
        },
        base,
      },
      request,
      response,
    );
  };
export type WithLaunch = ReturnType<typeof makeInLaunch>;

/** The child of this launch. @throws AppError `NO_PATIENT` */
export const patientOf = (use: LaunchInUse): string => {
  if (use.launch.patientId === undefined) throw new AppError('NO_PATIENT');
  return use.launch.patientId;
};
