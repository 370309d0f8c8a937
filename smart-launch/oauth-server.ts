// Our view of an EHR in the shapes oauth4webapi works with.
import type { AuthorizationServer, Client } from 'oauth4webapi';
import { clockSkew, clockTolerance } from 'oauth4webapi';
import type { SmartConfiguration } from './discovery.ts';

/** Seconds two honest clocks may differ. */
export const clockToleranceSeconds = 60;

export function authorizationServer(configuration: SmartConfiguration): AuthorizationServer {
  return {
    issuer: configuration.issuer,
    authorization_endpoint: configuration.authorization_endpoint,
    token_endpoint: configuration.token_endpoint,
    authorization_response_iss_parameter_supported:
      configuration.authorization_response_iss_parameter_supported,
  };
}

/** `now` is our clock; the library has its own and is told the difference. */
export function oauthClient(clientId: string, now: number): Client {
  return {
    client_id: clientId,
    [clockSkew]: Math.round((now - Date.now()) / 1000),
    [clockTolerance]: clockToleranceSeconds,
  };
}
