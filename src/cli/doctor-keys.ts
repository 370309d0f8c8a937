// Can the EHR's id_token be verified? Its keys: reachable, public only, of a kind we accept.
import type { GuardedFetch, Registration, SmartConfiguration } from '../../smart-launch/index.ts';
import { idTokenAlgorithms, jwksRequest, processJwksResponse } from '../../smart-launch/index.ts';
import { whyUnread } from './doctor-launch.ts';
import type { Check } from './doctor-report.ts';

/** Members that only a private or shared key has (RFC 7518 section 6). */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

type Key = Readonly<Record<string, unknown>>;

const isUsable = (key: Key): boolean => {
  if (key['use'] !== undefined && key['use'] !== 'sig') return false;
  if (typeof key['alg'] === 'string') return (idTokenAlgorithms as readonly string[]).includes(key['alg']);
  return key['kty'] === 'RSA' || (key['kty'] === 'EC' && ['P-256', 'P-384'].includes(String(key['crv'])));
};

/** Check `keys`: red when no id_token could be verified, amber when something is odd about the set. */
export const checkKeys = async (
  registration: Registration,
  configuration: SmartConfiguration,
  guardedFetch: GuardedFetch,
): Promise<Check> => {
  const base = { id: 'keys', subject: registration.id } as const;
  const jwksUri = configuration.jwks_uri;
  if (jwksUri === undefined) {
    return {
      ...base,
      status: 'red',
      found: 'The SMART configuration names no jwks_uri.',
      whatToDo: 'Without it no id_token can be verified, and launches stop. Ask the vendor to publish it.',
    };
  }
  let keys: readonly Key[];
  try {
    ({ keys } = await processJwksResponse(await jwksRequest(jwksUri, guardedFetch)));
  } catch (error) {
    return {
      ...base,
      status: 'red',
      found: `The EHR’s keys at ${jwksUri}: ${whyUnread(error)}.`,
      whatToDo:
        'Launches stop until the keys can be read. Check the network path and the configured origins.',
    };
  }
  const usable = keys.filter(isUsable).length;
  if (usable === 0) {
    return {
      ...base,
      status: 'red',
      found: `None of the ${keys.length} keys is for ${idTokenAlgorithms.join(', ')}.`,
      whatToDo: 'No id_token can be verified. Ask the vendor for an RSA or elliptic-curve signing key.',
    };
  }
  const leaked = keys.filter((key) => privateMembers.some((member) => member in key)).length;
  const ids = keys.map((key) => key['kid']);
  const oddities = [
    ...(leaked === 0 ? [] : [`${leaked} of them published with private members`]),
    ...(new Set(ids).size === ids.length ? [] : ['key ids that are missing or repeated']),
  ];
  return {
    ...base,
    status: leaked > 0 ? 'red' : oddities.length > 0 ? 'amber' : 'green',
    found: `${usable} of ${keys.length} keys usable for verifying sign-ins${oddities.length === 0 ? '' : `; ${oddities.join('; ')}`}.`,
    ...(leaked > 0
      ? {
          whatToDo: 'A private key is public: anyone can sign in as anyone. Tell the vendor before going on.',
        }
      : oddities.length > 0
        ? { whatToDo: 'Sign-ins are verified by trying each key; tell the vendor.' }
        : {}),
  };
};
