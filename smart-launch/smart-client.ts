// Builds the module's parts once, so discovery and keys are cached for every launch.
import type { AttemptStore } from './attempt.ts';
import type { Discover } from './discovery.ts';
import { makeDiscover } from './discovery.ts';
import type { SmartErrorCode } from './errors.ts';
import { SmartLaunchError } from './errors.ts';
import { makeJwks } from './jwks.ts';
import type { BeginLaunchInput, CompletedLaunch, CompleteLaunchInput } from './launch.ts';
import { identifyLaunch, makeBeginLaunch, makeCompleteLaunch } from './launch.ts';
import type { AppRegistration, Registration } from './registration.ts';
import type { TokenSource } from './token-source.ts';
import { makeTokenSource } from './token-source.ts';

export interface SmartClientDeps {
  readonly registrations: readonly Registration[];
  /** The public callback address, exactly as registered with each EHR. */
  readonly redirectUri: string;
  readonly fetch: typeof fetch;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Cryptographically random bytes (`node:crypto` randomBytes). */
  readonly random: (bytes: number) => Uint8Array;
  readonly attempts: AttemptStore;
}

/** How warming went for one EHR; `problem` is absent when all is well. */
export interface Warmth {
  readonly registrationId: string;
  readonly problem?: SmartErrorCode;
}

export interface SmartClient {
  /** Which registered EHR and app a launch request is for; fetches and saves nothing. Throws as `beginLaunch` does first. */
  identify(input: Pick<BeginLaunchInput, 'query' | 'app' | 'standalone'>): {
    registration: Registration;
    app: AppRegistration;
  };
  beginLaunch(input: BeginLaunchInput): Promise<{ authorizationUrl: string; state: string }>;
  completeLaunch(input: CompleteLaunchInput): Promise<CompletedLaunch>;
  /** Renews tokens, single-flight by key within this process. */
  refresh: TokenSource;
  /** Fetches discovery and keys of every registration, so no launch waits for them. Never throws. */
  warm(): Promise<Warmth[]>;
  discover: Discover;
}

export function makeSmartClient(deps: SmartClientDeps): SmartClient {
  const discover = makeDiscover(deps);
  const jwks = makeJwks(deps);
  const parts = { ...deps, discover, jwks };

  const warmOne = async (registration: Registration): Promise<Warmth> => {
    try {
      const { jwks_uri: jwksUri } = await discover(registration);
      if (jwksUri !== undefined) await jwks.keys(registration, jwksUri);
      return { registrationId: registration.id };
    } catch (error) {
      const problem = error instanceof SmartLaunchError ? error.code : 'SMART_DISCOVERY_INVALID';
      return { registrationId: registration.id, problem };
    }
  };

  return {
    identify: (input) => identifyLaunch(deps.registrations, input),
    beginLaunch: makeBeginLaunch(parts),
    completeLaunch: makeCompleteLaunch(parts),
    refresh: makeTokenSource(parts),
    warm: () => Promise.all(deps.registrations.map(warmOne)),
    discover,
  };
}
