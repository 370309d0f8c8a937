// The only way out of this module: to configured origins, over TLS, without redirects, within a deadline and a size.
import { SmartLaunchError } from './errors.ts';

/** The part of a registration that says where requests may go. */
export interface OriginPolicy {
  readonly iss: string;
  readonly allowedOrigins: readonly string[];
  readonly allowInsecureHttp: boolean;
}

export interface FetchLimits {
  /** For the whole exchange, body included; milliseconds. */
  readonly deadlineMs: number;
  /** Of the decompressed body. */
  readonly maxBytes: number;
}

/** What a guarded request may say. */
export interface GuardedInit {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: URLSearchParams;
  readonly signal?: AbortSignal;
}

/**
 * Sends one request and reads the whole answer, which comes back as a Response already in memory.
 * Throws SmartLaunchError: `SMART_ENDPOINT_REFUSED` (before anything is sent), `SMART_REDIRECT_REFUSED`,
 * `SMART_EHR_TIMEOUT`, `SMART_ANSWER_TOO_LARGE`, `SMART_EHR_UNREACHABLE` (no connection, or 429 and 5xx).
 */
export type GuardedFetch = (url: string, init?: GuardedInit) => Promise<Response>;

const defaultLimits: FetchLimits = { deadlineMs: 10_000, maxBytes: 1_048_576 };

/** localhost, 127.0.0.0/8 and ::1, as a parsed URL's `hostname` writes them. */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** The parsed URL when policy lets us go there. Throws `SMART_ENDPOINT_REFUSED`; `reason` says which rule. */
export function permittedUrl(policy: OriginPolicy, value: string): URL {
  if (!URL.canParse(value)) throw new SmartLaunchError('SMART_ENDPOINT_REFUSED', { reason: 'not a URL' });
  const url = new URL(value);
  if (url.username !== '' || url.password !== '') {
    throw new SmartLaunchError('SMART_ENDPOINT_REFUSED', { reason: 'credentials in the URL' });
  }
  const plainHttp = url.protocol === 'http:' && policy.allowInsecureHttp && isLoopbackHost(url.hostname);
  if (url.protocol !== 'https:' && !plainHttp) {
    throw new SmartLaunchError('SMART_ENDPOINT_REFUSED', { reason: 'not https' });
  }
  // Parsed origins are compared, never prefixes: https://ehr.example.evil.test begins like https://ehr.example.
  const origins = [new URL(policy.iss).origin, ...policy.allowedOrigins];
  if (!origins.includes(url.origin)) {
    throw new SmartLaunchError('SMART_ENDPOINT_REFUSED', { reason: 'origin not configured' });
  }
  return url;
}

/** Binds a fetch to one registration's origins. */
export function guardFetch(
  policy: OriginPolicy,
  fetchImpl: typeof fetch,
  limits: Partial<FetchLimits> = {},
): GuardedFetch {
  const { deadlineMs, maxBytes } = { ...defaultLimits, ...limits };
  return async (target, init = {}) => {
    const url = permittedUrl(policy, target);
    const deadline = AbortSignal.timeout(deadlineMs);
    const signal = init.signal === undefined ? deadline : AbortSignal.any([deadline, init.signal]);
    try {
      // `manual`, not `error`: both never follow, but this one can say afterwards that it was a redirect.
      const { signal: _, ...rest } = init;
      const response = await fetchImpl(url.href, { ...rest, redirect: 'manual', signal });
      if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
        await response.body?.cancel();
        throw new SmartLaunchError('SMART_REDIRECT_REFUSED');
      }
      if (response.status >= 500 || response.status === 429) {
        // Nothing was judged: the same request may do better in a while, and no grant should end over it.
        await response.body?.cancel();
        throw new SmartLaunchError('SMART_EHR_UNREACHABLE', { reason: `HTTP ${response.status}` });
      }
      return inMemory(response, await readCapped(response, maxBytes));
    } catch (cause) {
      if (cause instanceof SmartLaunchError) throw cause;
      if (deadline.aborted) throw new SmartLaunchError('SMART_EHR_TIMEOUT', { cause });
      throw new SmartLaunchError('SMART_EHR_UNREACHABLE', { cause });
    }
  };
}

async function readCapped(response: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = (response.body as ReadableStream<Uint8Array> | null)?.getReader();
  while (reader !== undefined) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw new SmartLaunchError('SMART_ANSWER_TOO_LARGE');
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks);
}

function inMemory(response: Response, body: Uint8Array): Response {
  const headers = new Headers(response.headers);
  headers.delete('content-encoding'); // fetch has undone it already
  headers.delete('content-length');
  const { status } = response;
  // Some statuses may not carry a body at all, not even an empty one.
  return new Response(body.byteLength === 0 ? null : Buffer.from(body), { status, headers });
}
