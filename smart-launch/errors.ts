// Everything that can go wrong between an EHR's launch and a usable token, each with a stable code.

/**
 * The closed list of codes. The words a clinician reads live with the application, one row for each code.
 *
 * - `SMART_LAUNCH_INVALID`: `/launch` was called with a missing, repeated, malformed or oversized `iss` or `launch`.
 * - `SMART_ISSUER_UNKNOWN`: `iss` is not, letter for letter, a registered EHR. Nothing was fetched.
 * - `SMART_APP_UNKNOWN`: this EHR has no app registered under that id.
 * - `SMART_BROWSER_UNKNOWN`: the launch cookie did not come (blocked in a frame, or another browser). Try a new window.
 * - `SMART_CALLBACK_INVALID`: the callback's parameters are repeated, contradictory, oversized or absent, or it was no real visit.
 * - `SMART_STATE_MISMATCH`: `state` is absent, unknown, already used, or belongs to another browser. Launch again.
 * - `SMART_ATTEMPT_EXPIRED`: the sign-in took longer than ten minutes. Launch again.
 * - `SMART_ISSUER_MISMATCH`: the callback's `iss` (RFC 9207) is wrong, or missing though the EHR says it sends it.
 * - `SMART_AUTHORIZATION_DENIED`: the user or the EHR said no (`access_denied`).
 * - `SMART_AUTHORIZATION_FAILED`: the EHR's authorization server answered another error; `oauthError` names it.
 * - `SMART_DISCOVERY_INVALID`: `.well-known/smart-configuration` is absent or is not what the specification says.
 * - `SMART_ENDPOINT_REFUSED`: the EHR names an endpoint on an origin nobody configured, or without TLS.
 * - `SMART_PKCE_UNSUPPORTED`: the EHR does not offer S256, which a public client may not do without.
 * - `SMART_EHR_UNREACHABLE`: no connection (name, network, TLS), or the EHR is out of order (429, 5xx).
 * - `SMART_EHR_TIMEOUT`: the EHR did not answer whole within the deadline.
 * - `SMART_ANSWER_TOO_LARGE`: the EHR's answer is larger than any such answer should be.
 * - `SMART_REDIRECT_REFUSED`: an endpoint answered with a redirect, which is never followed.
 * - `SMART_TOKEN_REFUSED`: the token endpoint said no; `oauthError` names its reason (`invalid_grant`, `invalid_client`...).
 * - `SMART_TOKEN_INVALID`: the token endpoint's answer is not a usable token response; `reason` says what is wrong.
 * - `SMART_ID_TOKEN_INVALID`: the id_token is forged, stale, or meant for someone else; `reason` says which check failed.
 * - `SMART_JWKS_INVALID`: the EHR's signing keys could not be read.
 * - `SMART_FHIR_USER_MISSING`: the EHR did not say who the user is (no id_token, or none with a usable `fhirUser`).
 * - `SMART_REFRESH_REFUSED`: the EHR no longer honours the refresh token. Launch again.
 * - `SMART_CONTEXT_CHANGED`: a refresh came back for another patient or user. The session must end.
 */
export const smartErrorCodes = [
  'SMART_LAUNCH_INVALID',
  'SMART_ISSUER_UNKNOWN',
  'SMART_APP_UNKNOWN',
  'SMART_BROWSER_UNKNOWN',
  'SMART_CALLBACK_INVALID',
  'SMART_STATE_MISMATCH',
  'SMART_ATTEMPT_EXPIRED',
  'SMART_ISSUER_MISMATCH',
  'SMART_AUTHORIZATION_DENIED',
  'SMART_AUTHORIZATION_FAILED',
  'SMART_DISCOVERY_INVALID',
  'SMART_ENDPOINT_REFUSED',
  'SMART_PKCE_UNSUPPORTED',
  'SMART_EHR_UNREACHABLE',
  'SMART_EHR_TIMEOUT',
  'SMART_ANSWER_TOO_LARGE',
  'SMART_REDIRECT_REFUSED',
  'SMART_TOKEN_REFUSED',
  'SMART_TOKEN_INVALID',
  'SMART_ID_TOKEN_INVALID',
  'SMART_JWKS_INVALID',
  'SMART_FHIR_USER_MISSING',
  'SMART_REFRESH_REFUSED',
  'SMART_CONTEXT_CHANGED',
] as const;
export type SmartErrorCode = (typeof smartErrorCodes)[number];

/** What may accompany a code. */
export interface SmartErrorDetail {
  /** Ours, from a fixed vocabulary ("nonce", "audience", "repeated parameter"): safe to log and to show. */
  readonly reason?: string;
  /** The OAuth error code the EHR gave, when it is a well-formed one (RFC 6749 sections 4.1.2.1 and 5.2). */
  readonly oauthError?: string;
  /** The EHR's own words: untrusted plain text, capped, control characters removed. Escape it; never log it. */
  readonly description?: string;
  /** Kept for a debugger, not enumerable, so loggers and serialisers pass it by: it may quote a token. */
  readonly cause?: unknown;
}

/** The one error this module throws on purpose. Its message holds no token, name or id. */
export class SmartLaunchError extends Error {
  readonly code: SmartErrorCode;
  readonly reason: string | undefined;
  readonly oauthError: string | undefined;
  declare readonly description: string | undefined;

  constructor(code: SmartErrorCode, detail: SmartErrorDetail = {}) {
    super([code, detail.reason, detail.oauthError].filter((part) => part !== undefined).join(': '));
    this.name = 'SmartLaunchError';
    this.code = code;
    this.reason = detail.reason;
    this.oauthError = detail.oauthError;
    Object.defineProperty(this, 'description', { value: detail.description, enumerable: false });
    if (detail.cause !== undefined) {
      Object.defineProperty(this, 'cause', { value: detail.cause, enumerable: false });
    }
  }
}

/** RFC 6749 error codes are short printable ASCII; anything else is not repeated. */
export function wellFormedOauthError(value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Za-z0-9_.-]{1,64}$/.test(value) ? value : undefined;
}

const descriptionLimit = 200;

/** The EHR's words as one line of plain text, at most 200 characters; undefined when there are none. */
export function plainDescription(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, descriptionLimit);
  return text === '' ? undefined : text;
}
