// Anything thrown ends here: one code, one page, one log line. Nothing of a patient, a token or an address leaves with it.
import type { ErrorRequestHandler, Request } from 'express';
import { SmartLaunchError } from '../../smart-launch/index.ts';
import { AppError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { errorTable, type PublicCode } from './error-table.ts';
import { typedFields } from './forms/referral-form.ts';
import { sendPage } from './render.ts';
import { ErrorPage } from './views/error.tsx';

const isPublicCode = (code: unknown): code is PublicCode =>
  typeof code === 'string' && Object.hasOwn(errorTable, code);

/** body-parser's own faults, by their `type`. */
const parserCodes: Readonly<Record<string, PublicCode>> = {
  'entity.too.large': 'FORM_TOO_LARGE',
  'parameters.too.many': 'FORM_TOO_LARGE',
  'encoding.unsupported': 'FORM_TYPE_UNSUPPORTED',
  'charset.unsupported': 'FORM_TYPE_UNSUPPORTED',
};

const codeOf = (fault: unknown): PublicCode => {
  if (typeof fault !== 'object' || fault === null) return 'INTERNAL';
  const { code, type, status } = fault as { code?: unknown; type?: unknown; status?: unknown };
  if (isPublicCode(code)) return code;
  if (typeof type === 'string' && parserCodes[type]) return parserCodes[type];
  // A path Express cannot decode is no page of ours.
  return status === 400 ? 'NOT_FOUND' : 'INTERNAL';
};

/** Where this same launch begins in a window of its own: the address just asked for, or the one the probe carried. */
const launchAgainHref = (request: Request): string | undefined => {
  const continued = /^\/launch\/continue\/([a-z0-9-]+)(\/standalone)?$/.exec(request.path);
  if (continued) {
    const query = (request.body as { query?: unknown } | undefined)?.query;
    const app = continued[1] === 'clinician' ? '' : `/${continued[1]}`;
    return typeof query === 'string' && query.length < 8192
      ? `/launch${app}${continued[2] ?? ''}?${query}`
      : undefined;
  }
  return request.path.startsWith('/launch') ? request.originalUrl.replace(/&cookie-tried=1$/, '') : undefined;
};

export const errorHandler =
  (logger: Logger): ErrorRequestHandler =>
  (fault: unknown, request, response, next) => {
    if (response.headersSent) return next(fault);
    const code = codeOf(fault);
    const row = errorTable[code];
    const smart = fault instanceof SmartLaunchError ? fault : undefined;
    const reason = [smart?.reason, smart?.oauthError].filter((part) => part !== undefined).join(', ');
    const level = row.status >= 500 ? 'error' : 'warn';
    // Only our own classes' reasons are fixed words; a stranger's message may quote anything, its name cannot.
    const name =
      code === 'INTERNAL' && fault instanceof Error && !(fault instanceof AppError) ? fault.name : '';
    logger[level]('request.refused', {
      code,
      status: row.status,
      method: request.method,
      ...(reason || name ? { reason: reason || name } : {}),
    });
    sendPage(
      response,
      ErrorPage({
        row,
        code,
        reason: reason || undefined,
        ehrSays: smart?.description,
        newWindowHref: row.newWindow ? launchAgainHref(request) : undefined,
        typed: request.method === 'POST' ? typedFields(request.body) : undefined,
      }),
      row.status,
    );
  };
