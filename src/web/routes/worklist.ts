import { Router } from 'express';
import type { ListWorklist } from '../../workflows/list-worklist.ts';
import type { WithLaunch } from '../in-launch.ts';
import { sendPage } from '../render.ts';
import { WorklistPage } from '../views/worklist.tsx';

/** A page's key is sealed by the store (a compact JWE); anything else is not even tried. */
const keyShape = /^[\w-]{1,400}\.\.[\w-]{1,40}\.[\w-]{1,400}\.[\w-]{1,40}$/;

export const worklistRoutes = ({
  inLaunch,
  listWorklist,
}: {
  inLaunch: WithLaunch;
  listWorklist: ListWorklist;
}): Router => {
  const router = Router();
  router.route('/launches/:launchId/worklist').get(
    inLaunch(async ({ use, navigation }, request, response) => {
      const { after } = request.query;
      const key = typeof after === 'string' && keyShape.test(after) ? after : undefined;
      sendPage(response, WorklistPage({ page: await listWorklist(use, key), navigation }));
    }),
  );
  return router;
};
