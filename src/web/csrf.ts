// Every request that may change something passes here before any route sees it, so no route can forget it (SECURITY F1-F8).
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { SmartLaunchError } from '../../smart-launch/index.ts';
import { AppError } from '../errors.ts';
import { type CookiePolicy, readCookie } from './cookies.ts';
import type { Sessions } from './session.ts';

export const csrfField = '_csrf';

/** A token is good for one secret (the session's, or before one exists the launch cookie's) and one context (a launch's path). */
export const csrfToken = (secret: string, context: string): string =>
  createHmac('sha256', secret).update(context).digest('base64url');

/** The part of a path a token belongs to: a form of one launch is worth nothing in another. */
export const csrfContext = (path: string): string => /^\/launches\/[^/]+/.exec(path)?.[0] ?? path;

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
const equal = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
};

const comesFromUs = (request: Request, origin: string): boolean => {
  const site = request.headers['sec-fetch-site'];
  // A frame without its own origin sends `Origin: null`; it is refused like any stranger and shown the way out.
  if (site !== undefined && site !== 'same-origin') return false;
  return request.headers.origin === origin;
};

export const protectEveryForm =
  ({
    origin,
    sessions,
    cookies,
  }: {
    origin: string;
    sessions: Sessions;
    cookies: CookiePolicy;
  }): RequestHandler =>
  async (request, _response, next) => {
    if (safeMethods.has(request.method)) return next();
    const body = request.body as Record<string, unknown> | undefined;
    const given = body?.[csrfField];
    if (!comesFromUs(request, origin)) throw new AppError('FORM_FORGED');
    const session = await sessions.current(request);
    const isLaunch = request.path.startsWith('/launch/');
    const secret = isLaunch ? readCookie(request, 'binding', cookies) : session?.csrfSecret;
    if (secret === undefined) {
      // Without a session there is nothing to forge: the person is told to open the app again, and what was typed stays on the page.
      throw isLaunch ? new SmartLaunchError('SMART_BROWSER_UNKNOWN') : new AppError('SESSION_EXPIRED');
    }
    if (typeof given !== 'string' || !equal(given, csrfToken(secret, csrfContext(request.path))))
      throw new AppError('FORM_FORGED');
    next();
  };
