// The callback, judged in two steps: its shape before anything is touched, its truth once its attempt is known.
import { AuthorizationResponseError, validateAuthResponse } from 'oauth4webapi';
import type { SmartConfiguration } from './discovery.ts';
import { plainDescription, SmartLaunchError, wellFormedOauthError } from './errors.ts';
import { authorizationServer, oauthClient } from './oauth-server.ts';

const queryLimit = 16_384;
const known = ['code', 'state', 'iss', 'error', 'error_description', 'error_uri'] as const;

/**
 * Reads a raw callback query. Throws `SMART_CALLBACK_INVALID` for a doubled parameter, `code` with `error`, neither,
 * or an oversized query; `SMART_STATE_MISMATCH` without `state`. No attempt is spent on any of these.
 */
export function readCallbackQuery(query: string): { parameters: URLSearchParams; state: string } {
  const invalid = (reason: string) => new SmartLaunchError('SMART_CALLBACK_INVALID', { reason });
  if (query.length > queryLimit) throw invalid('oversized query');
  const parameters = new URLSearchParams(query);
  for (const name of known) {
    if (parameters.getAll(name).length > 1) throw invalid(`repeated ${name}`);
  }
  for (const name of ['id_token', 'access_token', 'response']) {
    if (parameters.has(name)) throw invalid('not a code response');
  }
  if (parameters.get('code') && parameters.get('error')) throw invalid('code and error together');
  if (!parameters.get('code') && !parameters.get('error')) throw invalid('neither code nor error');
  const state = parameters.get('state');
  if (!state) throw new SmartLaunchError('SMART_STATE_MISMATCH', { reason: 'state absent' });
  return { parameters, state };
}

/**
 * Judges the callback against the EHR it should come from (RFC 9207 `iss`, RFC 6749 section 4.1.2.1 errors) and
 * gives the parameters a token request may be made of.
 */
export function processAuthorizationResponse(
  configuration: SmartConfiguration,
  clientId: string,
  parameters: URLSearchParams,
  state: string,
): URLSearchParams {
  const server = authorizationServer(configuration);
  const iss = parameters.get('iss');
  if (iss === null ? server.authorization_response_iss_parameter_supported === true : iss !== server.issuer) {
    throw new SmartLaunchError('SMART_ISSUER_MISMATCH', { reason: iss === null ? 'absent' : 'other issuer' });
  }
  try {
    return validateAuthResponse(server, oauthClient(clientId, Date.now()), parameters, state);
  } catch (cause) {
    if (!(cause instanceof AuthorizationResponseError)) {
      throw new SmartLaunchError('SMART_CALLBACK_INVALID', { cause });
    }
    const oauthError = wellFormedOauthError(cause.error);
    const description = plainDescription(parameters.get('error_description'));
    throw new SmartLaunchError(
      oauthError === 'access_denied' ? 'SMART_AUTHORIZATION_DENIED' : 'SMART_AUTHORIZATION_FAILED',
      {
        ...(oauthError === undefined ? {} : { oauthError }),
        ...(description === undefined ? {} : { description }),
      },
    );
  }
}
