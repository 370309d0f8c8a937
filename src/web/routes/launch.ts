// The way in: /launch sends the browser to the EHR, /callback brings it back, and the browser in between must be the same one.
import { randomBytes } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import { type SmartClient, SmartLaunchError } from '../../../smart-launch/index.ts';
import type { OpenLaunch } from '../../workflows/open-launch.ts';
import { type CookiePolicy, hashOf, newSecret, readCookie, setCookie } from '../cookies.ts';
import { csrfToken } from '../csrf.ts';
import { methodNotAllowed } from '../handlers.ts';
import { sendPage } from '../render.ts';
import { firstRoom } from '../rooms.ts';
import { type HeaderPolicy, relaxPolicy } from '../security-headers.ts';
import type { Sessions } from '../session.ts';
import { LaunchProbePage } from '../views/launch-probe.tsx';

export interface LaunchRouteParts {
  readonly smart: SmartClient;
  readonly openLaunch: OpenLaunch;
  readonly sessions: Sessions;
  readonly cookies: CookiePolicy;
  readonly headers: HeaderPolicy;
}

/** Said once in the address after the cookie was set at the top of a window, so that a browser without cookies ends in words, not in a loop. */
const triedMark = 'cookie-tried';

const rawQuery = (request: Request): string => {
  const at = request.originalUrl.indexOf('?');
  return at < 0 ? '' : request.originalUrl.slice(at + 1);
};

const isFramed = (request: Request): boolean =>
  ['iframe', 'frame', 'embed', 'object'].includes(String(request.headers['sec-fetch-dest']));

interface Entry {
  readonly appId: string;
  readonly standalone: boolean;
  /** The path this entry is opened under, to come back to in a window of its own. */
  readonly path: string;
}

const entryOf = (appId: string, standalone: boolean): Entry => {
  const app = appId === 'clinician' ? '' : `/${appId}`;
  return { appId, standalone, path: `/launch${app}${standalone ? '/standalone' : ''}` };
};

export const launchRoutes = ({ smart, openLaunch, sessions, cookies, headers }: LaunchRouteParts): Router => {
  const router = Router();

  /** Sends the browser to the EHR; the attempt is bound to the cookie this browser has just shown it keeps. */
  const toEhr = async (response: Response, entry: Entry, query: string, binding: string): Promise<void> => {
    const { authorizationUrl } = await smart.beginLaunch({
      query,
      app: entry.appId,
      standalone: entry.standalone,
      browserBinding: binding,
    });
    response.redirect(303, authorizationUrl);
  };

  const begin = async (request: Request, response: Response, entry: Entry): Promise<void> => {
    const query = rawQuery(request);
    // Before any cookie or fetch: only a registered EHR gets further.
    const { registration } = smart.identify({ query, app: entry.appId, standalone: entry.standalone });
    const newWindowHref = `${entry.path}?${query}`;
    const known = readCookie(request, 'binding', cookies);
    const framed = isFramed(request);
    if (known !== undefined && !framed) return toEhr(response, entry, query, known);

    const binding = known ?? newSecret();
    if (known === undefined)
      setCookie(response, 'binding', binding, cookies, framed || registration.frameOrigins.length > 0);
    if (framed) {
      // A sandboxed frame may keep cookies and still have no origin to send forms from; a form is the only true probe.
      const scriptNonce = randomBytes(16).toString('base64');
      const action = `/launch/continue/${entry.appId}${entry.standalone ? '/standalone' : ''}`;
      const { authorization_endpoint } = await smart.discover(registration);
      relaxPolicy(response, headers, { formAction: new URL(authorization_endpoint).origin, scriptNonce });
      sendPage(
        response,
        LaunchProbePage({ action, csrf: csrfToken(binding, action), query, scriptNonce, newWindowHref }),
      );
      return;
    }
    if (new URLSearchParams(query).has(triedMark)) throw new SmartLaunchError('SMART_BROWSER_UNKNOWN');
    response.redirect(303, `${newWindowHref}&${triedMark}=1`);
  };

  const goOn = async (request: Request, response: Response, entry: Entry): Promise<void> => {
    const { query } = request.body as { query?: unknown };
    const binding = readCookie(request, 'binding', cookies);
    if (typeof query !== 'string' || binding === undefined)
      throw new SmartLaunchError('SMART_BROWSER_UNKNOWN');
    await toEhr(response, entry, query, binding);
  };

  router.route('/launch').get((request, response) => begin(request, response, entryOf('clinician', false)));
  router
    .route('/launch/standalone')
    .get((request, response) => begin(request, response, entryOf('clinician', true)));
  router
    .route('/launch/continue/:appId')
    .post((request, response) => goOn(request, response, entryOf(request.params.appId, false)))
    .all(methodNotAllowed);
  router
    .route('/launch/continue/:appId/standalone')
    .post((request, response) => goOn(request, response, entryOf(request.params.appId, true)))
    .all(methodNotAllowed);
  router
    .route('/launch/:appId')
    .get((request, response) => begin(request, response, entryOf(request.params.appId, false)));
  router
    .route('/launch/:appId/standalone')
    .get((request, response) => begin(request, response, entryOf(request.params.appId, true)));

  router.route('/callback').get(async (request, response) => {
    const secPurpose = request.headers['sec-purpose'];
    const completed = await smart.completeLaunch({
      query: rawQuery(request),
      browserBinding: readCookie(request, 'binding', cookies),
      method: request.method,
      secPurpose: typeof secPurpose === 'string' ? secPurpose : undefined,
    });
    const secret = newSecret();
    const current = await sessions.current(request);
    const opened = await openLaunch(completed, current, { id: hashOf(secret), csrfSecret: newSecret() });
    if (opened.isNewSession)
      setCookie(response, 'session', secret, cookies, completed.registration.frameOrigins.length > 0);
    const page = firstRoom(opened.launch.role, opened.launch.patientId !== undefined);
    response.redirect(303, `/launches/${opened.launch.id}/${page}`);
  });
  return router;
};
