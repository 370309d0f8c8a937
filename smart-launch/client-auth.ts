// How the app proves itself at the token endpoint. One case a method, so a new one is one case more.
import type { ClientAuth } from 'oauth4webapi';
import { None } from 'oauth4webapi';
import type { ClientAuthConfig } from './registration.ts';

/** The function oauth4webapi calls on each token request. */
export function clientAuthentication(config: ClientAuthConfig): ClientAuth {
  switch (config.method) {
    case 'none':
      return None(); // client_id in the body: SMART 2.2, public apps
    case 'client_secret_basic':
      return clientSecretBasic(config.secret);
  }
}

/**
 * RFC 6749 section 2.3.1. Unreserved characters stay as they are, as in SMART's own example
 * (`my-app:my-app-secret-123`); the library's strict spelling `my%2Dapp` is refused by servers that do not decode.
 */
function clientSecretBasic(secret: string): ClientAuth {
  return (_as, client, _body, headers) => {
    const credentials = `${formEncode(client.client_id)}:${formEncode(secret)}`;
    headers.set('authorization', `Basic ${Buffer.from(credentials).toString('base64')}`);
  };
}

function formEncode(value: string): string {
  return encodeURIComponent(value).replaceAll('%20', '+');
}
