// The issuer's signing keys: RFC 7517, cached, and asked for anew at most every 30 seconds when a key id is unknown.
import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';
import { SmartLaunchError } from './errors.ts';
import { makeFreshCache } from './fresh.ts';
import type { GuardedFetch, OriginPolicy } from './guarded-fetch.ts';
import { guardFetch } from './guarded-fetch.ts';

const jwksSchema = z.looseObject({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) });

/** Asks for a key set. Throws as GuardedFetch does. */
export function jwksRequest(jwksUri: string, guardedFetch: GuardedFetch): Promise<Response> {
  return guardedFetch(jwksUri, { headers: { accept: 'application/json, application/jwk-set+json' } });
}

/** Judges the answer: a set with at least one key. Throws `SMART_JWKS_INVALID`. */
export async function processJwksResponse(response: Response): Promise<JSONWebKeySet> {
  if (response.status !== 200) {
    throw new SmartLaunchError('SMART_JWKS_INVALID', { reason: `HTTP ${response.status}` });
  }
  try {
    return jwksSchema.parse(await response.json());
  } catch (cause) {
    throw new SmartLaunchError('SMART_JWKS_INVALID', { reason: 'not a key set', cause });
  }
}

export interface Jwks {
  /** The keys, from the cache whenever there is one. */
  keys(policy: OriginPolicy, jwksUri: string): Promise<JSONWebKeySet>;
  /** A newer set for an unknown key id; undefined when one was fetched less than 30 seconds ago. */
  newerKeys(policy: OriginPolicy, jwksUri: string): Promise<JSONWebKeySet | undefined>;
}

const cooldownMs = 30_000;

export function makeJwks(deps: { fetch: typeof fetch; now: () => number; deadlineMs?: number }): Jwks {
  const cache = makeFreshCache<JSONWebKeySet>({
    now: deps.now,
    freshMs: 10 * 60_000,
    staleMs: 24 * 3_600_000,
    retryMs: 5_000,
  });
  const limits = deps.deadlineMs === undefined ? {} : { deadlineMs: deps.deadlineMs };
  const load = (policy: OriginPolicy, jwksUri: string) => async () =>
    processJwksResponse(await jwksRequest(jwksUri, guardFetch(policy, deps.fetch, limits)));
  return {
    keys: (policy, jwksUri) => cache.get(jwksUri, load(policy, jwksUri)),
    async newerKeys(policy, jwksUri) {
      const last = cache.lastLoadAt(jwksUri);
      if (last !== undefined && deps.now() - last < cooldownMs) return undefined;
      return cache.reload(jwksUri, load(policy, jwksUri));
    },
  };
}
