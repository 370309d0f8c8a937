import { Router } from 'express';
import type { Store } from '../../store/port.ts';
import type { Now } from '../../workflows/context.ts';
import { type CookiePolicy, clearCookie } from '../cookies.ts';
import { methodNotAllowed } from '../handlers.ts';
import { sendPage } from '../render.ts';
import type { Sessions } from '../session.ts';
import { GoodbyePage } from '../views/goodbye.tsx';

/** Ends the session everywhere; what still has to be written to the chart goes on without it. */
export const logoutRoutes = ({
  store,
  sessions,
  cookies,
  now,
}: {
  store: Store;
  sessions: Sessions;
  cookies: CookiePolicy;
  now: Now;
}): Router => {
  const router = Router();
  router
    .route('/logout')
    .post(async (request, response) => {
      const session = await sessions.current(request);
      if (session) {
        const at = now().getTime();
        await store.endSession(session.id, at, {
          at,
          ehrId: session.ehrId,
          actor: session.fhirUser,
          role: 'clinician',
          action: 'session.end',
          entity: 'Session',
          outcome: 'success',
        });
      }
      clearCookie(response, 'session', cookies);
      response.setHeader('Clear-Site-Data', '"cache", "cookies", "storage"');
      sendPage(response, GoodbyePage());
    })
    .all(methodNotAllowed);
  return router;
};
