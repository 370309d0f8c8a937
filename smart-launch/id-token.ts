// OpenID Connect Core 3.1.3.7, as SMART 2.2 asks: who the user is, from a token whose signature we checked.
import type { JSONWebKeySet, JWTPayload, JWTVerifyOptions } from 'jose';
import { createLocalJWKSet, errors, jwtVerify } from 'jose';
import type { SmartConfiguration } from './discovery.ts';
import { SmartLaunchError } from './errors.ts';
import type { OriginPolicy } from './guarded-fetch.ts';
import type { Jwks } from './jwks.ts';
import { clockToleranceSeconds } from './oauth-server.ts';

/** Asymmetric only: `none` and the HMAC family would let anyone who knows the client id, or its secret, sign. */
export const idTokenAlgorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
] as const;

export interface IdTokenClaims {
  readonly sub: string;
  /** Display name, when the EHR gives one. */
  readonly name?: string;
  /** As the EHR wrote it; `profile` (SMART 1) when there is no `fhirUser`. */
  readonly fhirUser?: string;
}

export interface IdTokenExpectation {
  readonly configuration: SmartConfiguration;
  readonly clientId: string;
  /** Undefined when none was sent: then none is looked for. */
  readonly nonce: string | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** A token older than this was not issued for this exchange. */
const maxAgeSeconds = 24 * 3600;

/** Verifies signature and claims. Throws `SMART_ID_TOKEN_INVALID` with the failed check as `reason`, or as the key fetch does. */
export async function verifyIdToken(
  idToken: string,
  expectation: IdTokenExpectation,
  policy: OriginPolicy,
  jwks: Jwks,
): Promise<IdTokenClaims> {
  const { configuration, clientId, nonce, now } = expectation;
  const jwksUri = configuration.jwks_uri;
  if (jwksUri === undefined) throw invalid('the EHR publishes no signing keys');
  const options: JWTVerifyOptions = {
    algorithms: [...idTokenAlgorithms],
    issuer: configuration.issuer,
    audience: clientId,
    currentDate: new Date(now),
    clockTolerance: clockToleranceSeconds,
    maxTokenAge: maxAgeSeconds,
    requiredClaims: ['iss', 'aud', 'exp', 'iat', 'sub'],
  };
  let payload: JWTPayload;
  try {
    payload = await verifyWith(await jwks.keys(policy, jwksUri), idToken, options);
  } catch (error) {
    if (!(error instanceof errors.JWKSNoMatchingKey)) throw refusal(error);
    // An unknown key id is how a rotated key first shows.
    const newer = await jwks.newerKeys(policy, jwksUri);
    if (newer === undefined) throw refusal(error);
    payload = await verifyWith(newer, idToken, options).catch((again: unknown) => {
      throw refusal(again);
    });
  }
  if (typeof payload.sub !== 'string' || payload.sub === '') throw invalid('sub');
  const azp = payload['azp'];
  const severalAudiences = Array.isArray(payload.aud) && payload.aud.length > 1;
  if (azp === undefined ? severalAudiences : azp !== clientId) throw invalid('azp');
  if (nonce !== undefined && payload['nonce'] !== nonce) throw invalid('nonce');
  const fhirUser = payload['fhirUser'] ?? payload['profile'];
  const name = payload['name'];
  return {
    sub: payload.sub,
    ...(typeof name === 'string' && name !== '' ? { name: name.slice(0, 200) } : {}),
    ...(typeof fhirUser === 'string' ? { fhirUser } : {}),
  };
}

async function verifyWith(
  keySet: JSONWebKeySet,
  idToken: string,
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  try {
    return (await jwtVerify(idToken, createLocalJWKSet(keySet), options)).payload;
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    // No key id in the token and several candidates: any of them may have signed.
    for await (const key of error) {
      try {
        return (await jwtVerify(idToken, key, options)).payload;
      } catch (inner) {
        if (!(inner instanceof errors.JWSSignatureVerificationFailed)) throw inner;
      }
    }
    throw new errors.JWSSignatureVerificationFailed();
  }
}

function invalid(reason: string, cause?: unknown): SmartLaunchError {
  return new SmartLaunchError('SMART_ID_TOKEN_INVALID', { reason, cause });
}

function refusal(error: unknown): SmartLaunchError {
  if (error instanceof SmartLaunchError) return error;
  if (error instanceof errors.JWTExpired) return invalid(error.claim, error);
  if (error instanceof errors.JWTClaimValidationFailed) return invalid(error.claim, error);
  if (error instanceof errors.JOSEAlgNotAllowed) return invalid('algorithm', error);
  if (error instanceof errors.JWSSignatureVerificationFailed) return invalid('signature', error);
  if (error instanceof errors.JWKSNoMatchingKey) return invalid('unknown key', error);
  return invalid('malformed', error);
}
