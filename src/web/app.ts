// The whole app, in the order a request meets it.
import { fileURLToPath } from 'node:url';
import express, { type Express, type RequestHandler } from 'express';
import { AppError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Store } from '../store/port.ts';
import type { Now } from '../workflows/context.ts';
import type { ListWorklist } from '../workflows/list-worklist.ts';
import type { RecordVisit } from '../workflows/record-visit.ts';
import type { CookiePolicy } from './cookies.ts';
import { protectEveryForm } from './csrf.ts';
import { errorHandler } from './error-handler.ts';
import { makeInLaunch } from './in-launch.ts';
import { limitLaunches } from './limit-launches.ts';
import { makeReferralDesk, type ReferralParts } from './referral-desk.ts';
import { type ConsultantRouteParts, consultantRoutes } from './routes/consultants.ts';
import { handOffRoutes } from './routes/hand-off.ts';
import { healthRoutes } from './routes/health.ts';
import { type LaunchRouteParts, launchRoutes } from './routes/launch.ts';
import { logoutRoutes } from './routes/logout.ts';
import { type MappingRouteParts, mappingRoutes } from './routes/mapping.ts';
import { newReferralRoutes } from './routes/new-referral.ts';
import { referralRoutes } from './routes/referrals.ts';
import { summaryRoutes } from './routes/summary.ts';
import { visitRecordRoutes } from './routes/visit-records.ts';
import { worklistRoutes } from './routes/worklist.ts';
import { type HeaderPolicy, securityHeaders } from './security-headers.ts';
import type { Sessions } from './session.ts';

export interface AppParts {
  /** The public origin; the only one forms may come from. */
  readonly origin: string;
  readonly cookies: CookiePolicy;
  readonly headers: HeaderPolicy;
  readonly sessions: Sessions;
  readonly logger: Logger;
  readonly store: Store;
  readonly now: Now;
  readonly listWorklist: ListWorklist;
  readonly acknowledgeSafety: Parameters<typeof summaryRoutes>[0]['acknowledgeSafety'];
  readonly recordVisit: RecordVisit;
  readonly launch: Omit<LaunchRouteParts, 'sessions' | 'cookies' | 'headers'>;
  readonly consultants: Omit<ConsultantRouteParts, 'inLaunch'>;
  readonly referrals: ReferralParts;
  readonly mapping: MappingRouteParts;
}

const publicFiles = fileURLToPath(new URL('./public/', import.meta.url));

export const createApp = (parts: AppParts): Express => {
  const { origin, cookies, headers, sessions, logger, store, now } = parts;
  const inLaunch = makeInLaunch(sessions);
  const desk = makeReferralDesk(parts.referrals);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  // No proxy header is believed: what others call us stands in the configuration (SECURITY S11).
  app.set('trust proxy', false);
  app.set('query parser', 'simple');

  app.use(requestLog(logger));
  app.use(healthRoutes(store));
  app.use(...securityHeaders(headers));
  app.use(
    '/assets',
    express.static(publicFiles, {
      index: false,
      setHeaders: (response) => response.setHeader('Cache-Control', 'public, max-age=300'),
    }),
  );
  app.use('/launch', limitLaunches(parts.launch.smart, cookies));
  app.use(formsOnly);
  app.use(express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 200 }));
  app.use(protectEveryForm({ origin, sessions, cookies }));
  app.use(launchRoutes({ ...parts.launch, sessions, cookies, headers }));
  app.use(
    summaryRoutes({
      inLaunch,
      openSummary: parts.consultants.openSummary,
      acknowledgeSafety: parts.acknowledgeSafety,
    }),
  );
  app.use(visitRecordRoutes({ inLaunch, recordVisit: parts.recordVisit }));
  app.use(consultantRoutes({ ...parts.consultants, inLaunch }));
  app.use(newReferralRoutes({ ...parts.referrals, inLaunch, desk }));
  app.use(handOffRoutes({ ...parts.referrals, inLaunch, desk }));
  app.use(referralRoutes({ ...parts.referrals, inLaunch, desk }));
  app.use(worklistRoutes({ inLaunch, listWorklist: parts.listWorklist }));
  app.use(mappingRoutes({ ...parts.mapping, inLaunch }));
  app.use(logoutRoutes({ store, sessions, cookies, now }));
  app.use(() => {
    throw new AppError('NOT_FOUND');
  });
  app.use(errorHandler(logger));
  return app;
};

/** A body that is not a web form is refused before it is read (SECURITY F5). */
const formsOnly: RequestHandler = (request, _response, next) => {
  const hasBody =
    request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined;
  if (
    hasBody &&
    request.headers['content-length'] !== '0' &&
    !request.is('application/x-www-form-urlencoded')
  )
    throw new AppError('FORM_TYPE_UNSUPPORTED');
  next();
};

/** The route's pattern, never the path: a path holds launch and referral numbers. */
const requestLog =
  (logger: Logger): RequestHandler =>
  (request, response, next) => {
    const began = performance.now();
    response.on('finish', () => {
      const route = (request.route as { path?: unknown } | undefined)?.path;
      logger.info('request', {
        method: request.method,
        route: typeof route === 'string' ? route : 'none',
        status: response.statusCode,
        ms: Math.round(performance.now() - began),
      });
    });
    next();
  };
