// SMART App Launch 2.2, "Obtain access token": the code for tokens, and how any token response is judged.
import type { TokenEndpointResponse } from 'oauth4webapi';
import {
  allowInsecureRequests,
  authorizationCodeGrantRequest,
  customFetch,
  processGenericTokenEndpointResponse,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'oauth4webapi';
import { clientAuthentication } from './client-auth.ts';
import type { SmartConfiguration } from './discovery.ts';
import type { SmartErrorCode } from './errors.ts';
import { plainDescription, SmartLaunchError, wellFormedOauthError } from './errors.ts';
import type { GuardedFetch } from './guarded-fetch.ts';
import { authorizationServer, oauthClient } from './oauth-server.ts';
import type { AppRegistration } from './registration.ts';

/** Tokens as the caller keeps them: sealed at rest, never logged. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken?: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  /** Granted scopes, space-separated. */
  readonly scopes: string;
}

/** A token response that holds what it must. */
export interface TokenAnswer {
  readonly tokens: Tokens;
  readonly idToken?: string;
  /** The whole response, for the launch context. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** An EHR that does not say how long a token lives is believed for this long. */
const defaultLifetimeSeconds = 300;
const longestLifetimeSeconds = 24 * 3600;

/** How oauth4webapi is to reach a token endpoint: through the guard, which alone decides about plain http. */
export function viaGuard(guardedFetch: GuardedFetch) {
  return {
    [allowInsecureRequests]: true,
    [customFetch]: (
      url: string,
      init: { body: URLSearchParams; headers: Record<string, string>; method: 'POST' },
    ) => guardedFetch(url, { body: init.body, headers: init.headers, method: init.method }),
  };
}

/** Redeems a code. `callback` comes from processAuthorizationResponse. Throws as GuardedFetch does. */
export function tokenRequest(
  exchange: {
    readonly configuration: SmartConfiguration;
    readonly app: AppRegistration;
    readonly callback: URLSearchParams;
    readonly redirectUri: string;
    readonly codeVerifier: string;
  },
  guardedFetch: GuardedFetch,
): Promise<Response> {
  return authorizationCodeGrantRequest(
    authorizationServer(exchange.configuration),
    oauthClient(exchange.app.clientId, Date.now()),
    clientAuthentication(exchange.app.clientAuth),
    exchange.callback,
    exchange.redirectUri,
    exchange.codeVerifier,
    viaGuard(guardedFetch),
  );
}

/**
 * Judges a token response. `askedScopes` stand when the EHR echoes none (RFC 6749 section 5.1); `askedAt` is when
 * the request left, so a slow answer does not lengthen the token's life. The id_token is handed on unread.
 * Throws `refused` (default `SMART_TOKEN_REFUSED`) or `SMART_TOKEN_INVALID`.
 */
export async function processTokenResponse(
  response: Response,
  expectation: {
    readonly configuration: SmartConfiguration;
    readonly clientId: string;
    readonly askedScopes: string;
    readonly askedAt: number;
    readonly refused?: SmartErrorCode;
  },
): Promise<TokenAnswer> {
  const { rest, idToken, lifetimeSeconds } = await splitBody(response);
  let body: TokenEndpointResponse;
  try {
    body = await processGenericTokenEndpointResponse(
      authorizationServer(expectation.configuration),
      oauthClient(expectation.clientId, expectation.askedAt),
      rest,
    );
  } catch (cause) {
    throw tokenRefusal(cause, expectation.refused ?? 'SMART_TOKEN_REFUSED');
  }
  if (body.token_type !== 'bearer') throw invalid('token_type');
  return {
    tokens: {
      accessToken: body.access_token,
      ...(body.refresh_token === undefined ? {} : { refreshToken: body.refresh_token }),
      expiresAt: expectation.askedAt + lifetimeSeconds * 1000,
      scopes: body.scope === undefined || body.scope === '' ? expectation.askedScopes : body.scope,
    },
    ...(idToken === undefined ? {} : { idToken }),
    body,
  };
}

/**
 * Takes out what we judge ourselves: the id_token, whose signature the library would not check here, and
 * `expires_in`, where the library reads "12 hours" as 12.
 */
async function splitBody(
  response: Response,
): Promise<{ rest: Response; idToken: string | undefined; lifetimeSeconds: number }> {
  const untouched = { rest: response, idToken: undefined, lifetimeSeconds: defaultLifetimeSeconds };
  if (response.status !== 200) return untouched;
  let body: unknown;
  try {
    body = await response.json();
  } catch (cause) {
    throw invalid('not JSON', cause);
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw invalid('not an object');
  const { id_token: idToken, expires_in: expiresIn, ...others } = body as Record<string, unknown>;
  if (idToken !== undefined && idToken !== null && typeof idToken !== 'string') throw invalid('id_token');
  return {
    rest: Response.json(others),
    idToken: idToken ?? undefined,
    lifetimeSeconds: lifetime(expiresIn),
  };
}

function lifetime(expiresIn: unknown): number {
  if (expiresIn === undefined || expiresIn === null) return defaultLifetimeSeconds;
  const seconds =
    typeof expiresIn === 'string' && /^\d{1,9}$/.test(expiresIn) ? Number(expiresIn) : expiresIn;
  if (typeof seconds !== 'number' || !Number.isFinite(seconds) || seconds <= 0) throw invalid('expires_in');
  return Math.min(seconds, longestLifetimeSeconds);
}

function invalid(reason: string, cause?: unknown): SmartLaunchError {
  return new SmartLaunchError('SMART_TOKEN_INVALID', { reason, cause });
}

function tokenRefusal(cause: unknown, refused: SmartErrorCode): SmartLaunchError {
  if (cause instanceof ResponseBodyError) {
    const oauthError = wellFormedOauthError(cause.error);
    const description = plainDescription(cause.error_description);
    return new SmartLaunchError(refused, {
      ...(oauthError === undefined ? {} : { oauthError }),
      ...(description === undefined ? {} : { description }),
      cause,
    });
  }
  if (cause instanceof WWWAuthenticateChallengeError) {
    return new SmartLaunchError(refused, { oauthError: 'invalid_client', cause });
  }
  return invalid('not a token response', cause);
}
