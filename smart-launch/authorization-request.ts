// SMART App Launch 2.2, "Obtain authorization code": the address the browser is sent to.
import { calculatePKCECodeChallenge } from 'oauth4webapi';
import type { SmartConfiguration } from './discovery.ts';
import { SmartLaunchError } from './errors.ts';
import type { AppRegistration, Registration } from './registration.ts';
import { ehrLaunchScopes, standaloneScopes } from './scopes.ts';

export interface LaunchQuery {
  readonly iss: string;
  /** The EHR's opaque launch handle; undefined at a standalone launch. */
  readonly launch: string | undefined;
}

const limits: Readonly<Record<string, number>> = { iss: 2_048, launch: 4_096 };
const queryLimit = 8_192;

/**
 * Reads `iss` and `launch` from a raw query string. Repeated, array-like (`iss[]`), missing, oversized values and
 * control characters throw `SMART_LAUNCH_INVALID`; a standalone launch must not carry `launch`.
 */
export function readLaunchQuery(query: string, standalone: boolean): LaunchQuery {
  const invalid = (reason: string) => new SmartLaunchError('SMART_LAUNCH_INVALID', { reason });
  if (query.length > queryLimit) throw invalid('oversized query');
  const parameters = new URLSearchParams(query);
  for (const name of parameters.keys()) {
    if (/^(iss|launch)[^A-Za-z0-9_-]/.test(name)) throw invalid('array-like parameter');
  }
  const one = (name: 'iss' | 'launch'): string | undefined => {
    const [value, ...more] = parameters.getAll(name);
    if (more.length > 0) throw invalid(`repeated ${name}`);
    if (value === undefined || value === '') return undefined;
    if (value.length > (limits[name] ?? 0)) throw invalid(`oversized ${name}`);
    if (/\p{Cc}/u.test(value)) throw invalid(`control character in ${name}`);
    return value;
  };
  const iss = one('iss');
  const launch = one('launch');
  if (iss === undefined) throw invalid('missing iss');
  if (standalone && launch !== undefined) throw invalid('launch at a standalone launch');
  if (!standalone && launch === undefined) throw invalid('missing launch');
  return { iss, launch };
}

export interface AuthorizationRequest {
  readonly registration: Registration;
  readonly app: AppRegistration;
  readonly configuration: SmartConfiguration;
  readonly launch: string | undefined;
  readonly redirectUri: string;
  readonly state: string;
  readonly nonce: string | undefined;
  readonly codeVerifier: string;
}

/** The scopes one launch asks for. */
export function requestedScopes(app: AppRegistration, standalone: boolean): string {
  return standalone ? (app.standaloneScopes ?? standaloneScopes(app.scopes)) : ehrLaunchScopes(app.scopes);
}

/**
 * Builds the authorization URL: `aud` is the launch's `iss` letter for letter, PKCE S256 always.
 * Throws `SMART_PKCE_UNSUPPORTED` when a public client meets an EHR without S256.
 */
export async function authorizationUrl(request: AuthorizationRequest): Promise<string> {
  const { registration, app, configuration, launch } = request;
  const s256 = configuration.code_challenge_methods_supported.includes('S256');
  if (!s256 && app.clientAuth.method === 'none') throw new SmartLaunchError('SMART_PKCE_UNSUPPORTED');
  const url = new URL(configuration.authorization_endpoint);
  const parameters = {
    response_type: 'code',
    client_id: app.clientId,
    redirect_uri: request.redirectUri,
    scope: requestedScopes(app, launch === undefined),
    state: request.state,
    aud: registration.iss,
    code_challenge: await calculatePKCECodeChallenge(request.codeVerifier),
    code_challenge_method: 'S256',
    ...(launch === undefined ? {} : { launch }),
    ...(request.nonce === undefined ? {} : { nonce: request.nonce }),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}
