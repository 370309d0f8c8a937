// SMART App Launch 2.2, "Conformance": .well-known/smart-configuration, asked for and judged.
import { z } from 'zod';
import { SmartLaunchError } from './errors.ts';
import { makeFreshCache } from './fresh.ts';
import type { GuardedFetch, OriginPolicy } from './guarded-fetch.ts';
import { guardFetch, permittedUrl } from './guarded-fetch.ts';

const wireSchema = z.looseObject({
  issuer: z.string().min(1).optional(),
  jwks_uri: z.string().min(1).optional(),
  authorization_endpoint: z.string().min(1),
  token_endpoint: z.string().min(1),
  capabilities: z.array(z.string()).optional(),
  scopes_supported: z.array(z.string()).optional(),
  code_challenge_methods_supported: z.array(z.string()).optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
});

/** What the EHR says of itself, its endpoints made absolute and found on configured origins. Wire names are kept. */
export interface SmartConfiguration {
  /** Compared with id_token `iss` and the callback's `iss`; the FHIR base when the EHR names none. Never fetched. */
  readonly issuer: string;
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly jwks_uri?: string;
  readonly capabilities: readonly string[];
  /** Undefined when the EHR does not list them. */
  readonly scopes_supported?: readonly string[];
  readonly code_challenge_methods_supported: readonly string[];
  readonly token_endpoint_auth_methods_supported?: readonly string[];
  /** RFC 9207: the callback carries `iss`. */
  readonly authorization_response_iss_parameter_supported: boolean;
}

/** The FHIR base with something below it, whether or not the base ends in a slash. */
export function belowBase(iss: string, path: string): string {
  return `${iss.replace(/\/$/, '')}/${path}`;
}

/** Asks for the smart-configuration of one FHIR base. Throws as GuardedFetch does. */
export function discoveryRequest(iss: string, guardedFetch: GuardedFetch): Promise<Response> {
  return guardedFetch(belowBase(iss, '.well-known/smart-configuration'), {
    headers: { accept: 'application/json' },
  });
}

/**
 * Judges the answer. Relative endpoints are resolved against the FHIR base (SMART 2.2).
 * Throws `SMART_DISCOVERY_INVALID`, or `SMART_ENDPOINT_REFUSED` for an endpoint outside the policy.
 */
export async function processDiscoveryResponse(
  policy: OriginPolicy,
  response: Response,
): Promise<SmartConfiguration> {
  if (response.status !== 200) {
    throw new SmartLaunchError('SMART_DISCOVERY_INVALID', { reason: `HTTP ${response.status}` });
  }
  let json: unknown;
  try {
    json = await response.json();
  } catch (cause) {
    throw new SmartLaunchError('SMART_DISCOVERY_INVALID', { reason: 'not JSON', cause });
  }
  const parsed = wireSchema.safeParse(json);
  if (!parsed.success) {
    const reason = `unusable ${parsed.error.issues.map(({ path }) => path[0] ?? 'document').join(', ')}`;
    throw new SmartLaunchError('SMART_DISCOVERY_INVALID', { reason, cause: parsed.error });
  }
  const wire = parsed.data;
  const endpoint = (value: string): string => {
    const base = belowBase(policy.iss, '');
    return permittedUrl(policy, URL.canParse(value, base) ? new URL(value, base).href : value).href;
  };
  return {
    issuer: wire.issuer ?? policy.iss,
    authorization_endpoint: endpoint(wire.authorization_endpoint),
    token_endpoint: endpoint(wire.token_endpoint),
    ...(wire.jwks_uri === undefined ? {} : { jwks_uri: endpoint(wire.jwks_uri) }),
    capabilities: wire.capabilities ?? [],
    ...(wire.scopes_supported === undefined ? {} : { scopes_supported: wire.scopes_supported }),
    code_challenge_methods_supported: wire.code_challenge_methods_supported ?? [],
    ...(wire.token_endpoint_auth_methods_supported === undefined
      ? {}
      : { token_endpoint_auth_methods_supported: wire.token_endpoint_auth_methods_supported }),
    authorization_response_iss_parameter_supported:
      wire.authorization_response_iss_parameter_supported ?? false,
  };
}

/** The smart-configuration of a registered EHR, from the cache whenever there is one. */
export type Discover = (policy: OriginPolicy) => Promise<SmartConfiguration>;

/** Ten minutes fresh, a day usable while a newer one is fetched, a failure remembered for five seconds. */
export function makeDiscover(deps: {
  fetch: typeof fetch;
  now: () => number;
  deadlineMs?: number;
}): Discover {
  const cache = makeFreshCache<SmartConfiguration>({
    now: deps.now,
    freshMs: 10 * 60_000,
    staleMs: 24 * 3_600_000,
    retryMs: 5_000,
  });
  const limits = deps.deadlineMs === undefined ? {} : { deadlineMs: deps.deadlineMs };
  return (policy) =>
    cache.get(policy.iss, async () =>
      processDiscoveryResponse(
        policy,
        await discoveryRequest(policy.iss, guardFetch(policy, deps.fetch, limits)),
      ),
    );
}
