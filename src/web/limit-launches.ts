// How many launches a minute may begin. Behind a proxy all clients share one address, so real launches are counted apart.
import type { Request, RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { SmartClient } from '../../smart-launch/index.ts';
import { AppError } from '../errors.ts';
import { type CookiePolicy, readCookie } from './cookies.ts';

/** For each of the two counts. */
export const launchesPerMinute = 300;

const perMinute = (): RequestHandler =>
  rateLimit({
    windowMs: 60_000,
    limit: launchesPerMinute,
    standardHeaders: true,
    legacyHeaders: false,
    handler: () => {
      throw new AppError('TOO_MANY_REQUESTS');
    },
  });

/** Whether this names a registered EHR and app, or goes on with a cookie Hearth gave: what a real launch does. */
const canBegin = (smart: Pick<SmartClient, 'identify'>, cookies: CookiePolicy, request: Request): boolean => {
  const [first = 'clinician', second] = request.path.split('/').filter(Boolean);
  if (first === 'continue') return readCookie(request, 'binding', cookies) !== undefined;
  const at = request.originalUrl.indexOf('?');
  try {
    smart.identify({
      query: at < 0 ? '' : request.originalUrl.slice(at + 1),
      app: first === 'standalone' ? 'clinician' : first,
      standalone: first === 'standalone' || second === 'standalone',
    });
    return true;
  } catch {
    return false;
  }
};

/**
 * For `/launch` alone. What names no EHR of ours has a count of its own and never keeps a real launch out; a real one is
 * counted whether it succeeds or not, because each saves an attempt. A callback needs no count: its attempt is single use.
 * Throws `TOO_MANY_REQUESTS`.
 */
export const limitLaunches = (
  smart: Pick<SmartClient, 'identify'>,
  cookies: CookiePolicy,
): RequestHandler => {
  const real = perMinute();
  const others = perMinute();
  return (request, response, next) =>
    (canBegin(smart, cookies, request) ? real : others)(request, response, next);
};
