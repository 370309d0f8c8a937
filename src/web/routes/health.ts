import { Router } from 'express';
import type { Store } from '../../store/port.ts';

/** Liveness looks at the process; readiness at the store, never at an EHR: its outage must not take every node away (SECURITY 3). */
export const healthRoutes = (store: Store): Router => {
  const router = Router();
  router.route('/healthz').get((_request, response) => {
    response.type('text').send('ok');
  });
  router.route('/readyz').get(async (_request, response) => {
    try {
      await store.ping();
      response.type('text').send('ready');
    } catch {
      response.status(503).type('text').send('not ready: store');
    }
  });
  router.route('/favicon.ico').get((_request, response) => {
    response.status(204).end();
  });
  return router;
};
