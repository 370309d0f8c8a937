// The two ends of a launch: /launch sends the browser to the EHR, /callback brings it back with a code.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AttemptStore } from './attempt.ts';
import { authorizationUrl, readLaunchQuery, requestedScopes } from './authorization-request.ts';
import { processAuthorizationResponse, readCallbackQuery } from './authorization-response.ts';
import type { Discover } from './discovery.ts';
import { SmartLaunchError } from './errors.ts';
import { guardFetch } from './guarded-fetch.ts';
import { verifyIdToken } from './id-token.ts';
import type { Jwks } from './jwks.ts';
import type { LaunchContext } from './launch-context.ts';
import { launchContextFrom, normaliseFhirUser } from './launch-context.ts';
import type { AppRegistration, Registration } from './registration.ts';
import type { Tokens } from './token-exchange.ts';
import { processTokenResponse, tokenRequest } from './token-exchange.ts';

export interface LaunchDeps {
  readonly registrations: readonly Registration[];
  /** Exactly as registered with the EHR. */
  readonly redirectUri: string;
  readonly fetch: typeof fetch;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Cryptographically random bytes. */
  readonly random: (bytes: number) => Uint8Array;
  readonly attempts: AttemptStore;
  readonly discover: Discover;
  readonly jwks: Jwks;
}

export interface BeginLaunchInput {
  /** The raw query string of the launch request, with or without the question mark. */
  readonly query: string;
  /** Which of the registration's apps is opened. */
  readonly app: string;
  readonly standalone?: boolean;
  /** The value of this browser's launch cookie: random, at least 128 bits. Only its hash is kept. */
  readonly browserBinding: string | undefined;
}

export interface CompleteLaunchInput {
  readonly query: string;
  readonly browserBinding: string | undefined;
  /** The request's method; anything but GET is refused before the attempt is touched. */
  readonly method?: string;
  /** The `Sec-Purpose` header: a prefetch redeems nothing. */
  readonly secPurpose?: string | undefined;
}

export interface CompletedLaunch {
  readonly registration: Registration;
  readonly app: AppRegistration;
  readonly tokens: Tokens;
  readonly context: LaunchContext;
  /** `Practitioner/123` on this EHR; a whole URL when it lies elsewhere: never fetch that. */
  readonly fhirUser: string;
  readonly idTokenClaims: { readonly sub: string; readonly name?: string };
  /** True when the EHR opened the app, false for a standalone launch. */
  readonly ehrLaunch: boolean;
}

const attemptLifetimeMs = 10 * 60_000;
const shortestBinding = 16;

const attemptSchema = z.object({
  registrationId: z.string(),
  iss: z.string(),
  appId: z.string(),
  redirectUri: z.string(),
  codeVerifier: z.string(),
  nonce: z.string().optional(),
  standalone: z.boolean(),
});

const hash = (value: string): string => createHash('sha256').update(value).digest('base64url');

function bindingHash(browserBinding: string | undefined): string {
  // Fail closed: without the cookie nobody can say that the browser which comes back is the one that left.
  if (browserBinding === undefined || browserBinding.length < shortestBinding) {
    throw new SmartLaunchError('SMART_BROWSER_UNKNOWN');
  }
  return hash(browserBinding);
}

/**
 * Which registered EHR and app a launch request is for; nothing is fetched or saved.
 * Throws `SMART_LAUNCH_INVALID`, `SMART_ISSUER_UNKNOWN`, `SMART_APP_UNKNOWN`.
 */
export function identifyLaunch(
  registrations: readonly Registration[],
  input: Pick<BeginLaunchInput, 'query' | 'app' | 'standalone'>,
) {
  const standalone = input.standalone ?? false;
  const { iss, launch } = readLaunchQuery(input.query, standalone);
  const registration = registrations.find((candidate) => candidate.iss === iss);
  if (registration === undefined) throw new SmartLaunchError('SMART_ISSUER_UNKNOWN');
  const app = registration.apps.find(({ id }) => id === input.app);
  if (app === undefined) throw new SmartLaunchError('SMART_APP_UNKNOWN');
  return { iss, launch, registration, app, standalone };
}

/**
 * Answers `/launch`: saves the attempt and gives the address to send the browser to.
 * Throws `SMART_LAUNCH_INVALID`, `SMART_ISSUER_UNKNOWN`, `SMART_APP_UNKNOWN`, `SMART_BROWSER_UNKNOWN` before
 * anything is fetched; then as discovery does, and `SMART_PKCE_UNSUPPORTED`.
 */
export function makeBeginLaunch(deps: LaunchDeps) {
  const token = () => Buffer.from(deps.random(32)).toString('base64url');
  return async (input: BeginLaunchInput): Promise<{ authorizationUrl: string; state: string }> => {
    const { iss, launch, registration, app, standalone } = identifyLaunch(deps.registrations, input);
    const binding = bindingHash(input.browserBinding);

    const configuration = await deps.discover(registration);
    const state = token();
    const codeVerifier = token();
    const nonce = registration.nonce === 'required' ? token() : undefined;
    const { redirectUri } = deps;
    const url = await authorizationUrl({
      registration,
      app,
      configuration,
      launch,
      redirectUri,
      state,
      nonce,
      codeVerifier,
    });
    const createdAt = deps.now();
    const body: z.infer<typeof attemptSchema> = {
      registrationId: registration.id,
      iss,
      appId: app.id,
      redirectUri,
      codeVerifier,
      ...(nonce === undefined ? {} : { nonce }),
      standalone,
    };
    await deps.attempts.saveAttempt({
      stateHash: hash(state),
      bindingHash: binding,
      body: JSON.stringify(body),
      createdAt,
      expiresAt: createdAt + attemptLifetimeMs,
    });
    return { authorizationUrl: url, state };
  };
}

/**
 * Answers `/callback`: takes the attempt once, redeems the code, verifies who the user is.
 * Every SmartErrorCode but the launch's own can come out; once the attempt is taken, only a new launch helps.
 */
export function makeCompleteLaunch(deps: LaunchDeps) {
  return async (input: CompleteLaunchInput): Promise<CompletedLaunch> => {
    if ((input.method ?? 'GET') !== 'GET' || /prefetch|prerender/i.test(input.secPurpose ?? '')) {
      throw new SmartLaunchError('SMART_CALLBACK_INVALID', { reason: 'not a visit' });
    }
    const binding = bindingHash(input.browserBinding);
    const { parameters, state } = readCallbackQuery(input.query);
    const attempt = await takeAttempt(deps, hash(state), binding);
    const registration = deps.registrations.find(
      ({ id, iss }) => id === attempt.registrationId && iss === attempt.iss,
    );
    if (registration === undefined) throw new SmartLaunchError('SMART_ISSUER_UNKNOWN');
    const app = registration.apps.find(({ id }) => id === attempt.appId);
    if (app === undefined) throw new SmartLaunchError('SMART_APP_UNKNOWN');

    const { clientId } = app;
    const configuration = await deps.discover(registration);
    const callback = processAuthorizationResponse(configuration, clientId, parameters, state);
    const askedAt = deps.now();
    const response = await tokenRequest(
      {
        configuration,
        app,
        callback,
        redirectUri: attempt.redirectUri,
        codeVerifier: attempt.codeVerifier,
      },
      guardFetch(registration, deps.fetch),
    );
    const askedScopes = requestedScopes(app, attempt.standalone);
    const answer = await processTokenResponse(response, { configuration, clientId, askedScopes, askedAt });
    const context = launchContextFrom(answer.body);

    if (answer.idToken === undefined) {
      throw new SmartLaunchError('SMART_FHIR_USER_MISSING', { reason: 'no id_token' });
    }
    const { nonce } = attempt;
    const expectation = { configuration, clientId, nonce, now: deps.now() };
    const claims = await verifyIdToken(answer.idToken, expectation, registration, deps.jwks);
    const fhirUser = normaliseFhirUser(registration.iss, claims.fhirUser);
    if (fhirUser === undefined) {
      throw new SmartLaunchError('SMART_FHIR_USER_MISSING', {
        reason: claims.fhirUser === undefined ? 'no fhirUser' : 'unusable fhirUser',
      });
    }
    const { sub, name } = claims;
    return {
      registration,
      app,
      tokens: answer.tokens,
      context,
      fhirUser,
      idTokenClaims: { sub, ...(name === undefined ? {} : { name }) },
      ehrLaunch: !attempt.standalone,
    };
  };
}

async function takeAttempt(deps: LaunchDeps, stateHash: string, binding: string) {
  const taken = await deps.attempts.takeAttempt(stateHash, binding);
  if (taken === undefined) throw new SmartLaunchError('SMART_STATE_MISMATCH', { reason: 'unknown or used' });
  if (deps.now() >= taken.expiresAt) throw new SmartLaunchError('SMART_ATTEMPT_EXPIRED');
  return attemptSchema.parse(JSON.parse(taken.body));
}
