// SMART App Launch 2.2, "Refresh access token". The caller keeps the tokens; this asks for newer ones, once at a time.
import { refreshTokenGrantRequest } from 'oauth4webapi';
import { clientAuthentication } from './client-auth.ts';
import type { Discover, SmartConfiguration } from './discovery.ts';
import { SmartLaunchError } from './errors.ts';
import type { GuardedFetch } from './guarded-fetch.ts';
import { guardFetch } from './guarded-fetch.ts';
import { verifyIdToken } from './id-token.ts';
import type { Jwks } from './jwks.ts';
import { launchContextFrom } from './launch-context.ts';
import { authorizationServer, oauthClient } from './oauth-server.ts';
import type { AppRegistration, Registration } from './registration.ts';
import type { TokenAnswer, Tokens } from './token-exchange.ts';
import { processTokenResponse, viaGuard } from './token-exchange.ts';

/** Whether a token should be renewed before it is used. The margin covers one slow FHIR request. */
export function isExpiring(tokens: { readonly expiresAt: number }, now: number, marginMs = 60_000): boolean {
  return tokens.expiresAt - now <= marginMs;
}

/** Asks for new tokens; `scope` is left out, which means the same as before (RFC 6749 section 6). */
export function refreshRequest(
  configuration: SmartConfiguration,
  app: AppRegistration,
  refreshToken: string,
  guardedFetch: GuardedFetch,
): Promise<Response> {
  return refreshTokenGrantRequest(
    authorizationServer(configuration),
    oauthClient(app.clientId, Date.now()),
    clientAuthentication(app.clientAuth),
    refreshToken,
    viaGuard(guardedFetch),
  );
}

/** What the tokens to be renewed were for. A refresh that answers for anyone else is refused. */
export interface RefreshSubject {
  readonly patient?: string;
  /** The id_token's `sub` at launch. */
  readonly sub?: string;
}

/**
 * Judges the answer: a rotated refresh token is adopted, otherwise the old one is kept.
 * Throws `SMART_REFRESH_REFUSED`, `SMART_TOKEN_INVALID`, `SMART_CONTEXT_CHANGED`.
 */
export async function processRefreshResponse(
  response: Response,
  expectation: {
    readonly configuration: SmartConfiguration;
    readonly clientId: string;
    readonly tokens: Tokens;
    readonly subject: RefreshSubject;
    readonly askedAt: number;
  },
): Promise<TokenAnswer> {
  const { tokens, subject } = expectation;
  const answer = await processTokenResponse(response, {
    configuration: expectation.configuration,
    clientId: expectation.clientId,
    askedScopes: tokens.scopes,
    askedAt: expectation.askedAt,
    refused: 'SMART_REFRESH_REFUSED',
  });
  const { patient } = launchContextFrom(answer.body);
  if (patient !== undefined && patient !== subject.patient) {
    throw new SmartLaunchError('SMART_CONTEXT_CHANGED', { reason: 'patient' });
  }
  const refreshToken = answer.tokens.refreshToken ?? tokens.refreshToken;
  return {
    ...answer,
    tokens: { ...answer.tokens, ...(refreshToken === undefined ? {} : { refreshToken }) },
  };
}

export interface RefreshInput {
  /** What may be refreshed only once at a time: the grant's id. */
  readonly key: string;
  readonly registration: Registration;
  readonly app: AppRegistration;
  readonly tokens: Tokens;
  readonly subject: RefreshSubject;
}

/** Renews tokens; calls with the same key while one is under way get its answer. The caller saves what it gives. */
export type TokenSource = (input: RefreshInput) => Promise<Tokens>;

export function makeTokenSource(deps: {
  readonly fetch: typeof fetch;
  readonly now: () => number;
  readonly discover: Discover;
  readonly jwks: Jwks;
}): TokenSource {
  const underWay = new Map<string, Promise<Tokens>>();

  const refresh = async ({ registration, app, tokens, subject }: RefreshInput): Promise<Tokens> => {
    if (tokens.refreshToken === undefined) {
      throw new SmartLaunchError('SMART_REFRESH_REFUSED', { reason: 'no refresh token' });
    }
    const configuration = await deps.discover(registration);
    const askedAt = deps.now();
    const guarded = guardFetch(registration, deps.fetch);
    const response = await refreshRequest(configuration, app, tokens.refreshToken, guarded);
    const clientId = app.clientId;
    const answer = await processRefreshResponse(response, {
      configuration,
      clientId,
      tokens,
      subject,
      askedAt,
    });
    if (answer.idToken !== undefined && subject.sub !== undefined) {
      const expectation = { configuration, clientId, nonce: undefined, now: deps.now() };
      const { sub } = await verifyIdToken(answer.idToken, expectation, registration, deps.jwks);
      if (sub !== subject.sub) throw new SmartLaunchError('SMART_CONTEXT_CHANGED', { reason: 'user' });
    }
    return answer.tokens;
  };

  return (input) => {
    const running = underWay.get(input.key);
    if (running !== undefined) return running;
    const started = refresh(input).finally(() => underWay.delete(input.key));
    underWay.set(input.key, started);
    return started;
  };
}
