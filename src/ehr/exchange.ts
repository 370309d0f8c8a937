// One request and its answer: the only place that sends, and the only place that reads the client's errors.
import { Client } from 'fhir-kit-client';
import type { Agent } from 'undici';
import { EhrError } from './errors.ts';
import { isRecord } from './json.ts';
import { issueCodes } from './operation-outcome.ts';
import { type FhirBase, underBase } from './origin-guard.ts';
import { retryAfterSeconds } from './retry-after.ts';
import { silenceFhirClient } from './silence-debug.ts';
import { acceptedEncoding, type Wire, watchedBy } from './transport.ts';

silenceFhirClient();

/** A way to one EHR for one user. Made for one call and dropped: a client holds its token for good (SMART e). */
export interface Channel {
  readonly base: FhirBase;
  readonly client: Client;
  readonly pool: Agent;
  readonly bodyCapBytes: number;
  readonly now: () => number;
}

/** No `accessToken`, no Authorization header: an undefined one would be sent as "Bearer undefined". */
export const openChannel = (parts: Omit<Channel, 'client'> & { readonly accessToken?: string }): Channel => {
  const { accessToken, ...rest } = parts;
  const client = new Client({
    baseUrl: rest.base.href,
    // A followed 307 would carry token and body to wherever the EHR points (SECURITY, anchors).
    requestOptions: { redirect: 'error' },
    ...(accessToken ? { bearerToken: accessToken } : {}),
  });
  return { ...rest, client };
};

export interface Request {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly signal: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; `undefined` when the body was empty or not JSON. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

// Node's and undici's codes for "never connected". TLS faults belong here: nothing is sent before the handshake is through.
const neverConnected =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EAI_FAIL|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|CERT_.*|ERR_TLS_.*|ERR_SSL_.*|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.*|HOSTNAME_MISMATCH)$/;

const causes = (error: unknown): readonly unknown[] => {
  const found: unknown[] = [];
  for (let one = error; one !== undefined && one !== null && found.length < 5;) {
    found.push(one);
    if (one instanceof AggregateError) found.push(...(one.errors as unknown[]).slice(0, 5));
    one = typeof one === 'object' && 'cause' in one ? one.cause : undefined;
  }
  return found;
};
const codeOf = (error: unknown): string => {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
};

/** The fault of an exchange that gave no HTTP answer. */
const transportFault = (error: unknown, wire: Wire, signal: AbortSignal): EhrError => {
  if (wire.spoilt) return new EhrError('EHR_UNREADABLE', { detail: wire.spoilt });
  // The client pins its Response onto whatever it parsed, which fails for JSON that is a string, a number or null.
  if (error instanceof TypeError && error.message.includes('Object.defineProperty'))
    return new EhrError('EHR_UNREADABLE', { detail: 'not an object' });
  const chain = causes(error);
  // Known to have waited for a connection only: certain, even when it was the deadline that ended it.
  if (wire.dispatched && !wire.sent && signal.aborted)
    return new EhrError('EHR_UNREACHABLE', { detail: 'too slow' });
  if (signal.aborted) return new EhrError('EHR_TOO_SLOW');
  if (chain.some((one) => one instanceof Error && /redirect/i.test(one.message)))
    return new EhrError('EHR_REDIRECTED');
  if (!wire.sent && chain.some((one) => neverConnected.test(codeOf(one))))
    return new EhrError('EHR_UNREACHABLE');
  return new EhrError('EHR_BROKEN');
};

const isJson = (headers: Headers): boolean => {
  const type = headers.get('content-type');
  return type === null || /^[^;]*json/i.test(type);
};

/** The HTTP answer fhir-kit-client threw away into an error, if there was one. */
const answerInside = (error: unknown): Answer | undefined => {
  if (!isRecord(error) && !(error instanceof Error)) return undefined;
  const { response, config } = error as { response?: unknown; config?: unknown };
  if (!isRecord(response) || typeof response['status'] !== 'number') return undefined;
  const headers =
    isRecord(config) && config['headers'] instanceof Headers ? config['headers'] : new Headers();
  const data = response['data'];
  return { status: response['status'], headers, body: isRecord(data) ? data : undefined };
};

/**
 * Sends one request under the channel's base and answers whatever HTTP status came back.
 * Throws `EhrError` when no whole answer came. Never follows a redirect; never sends outside the base.
 */
export const exchange = async (channel: Channel, request: Request): Promise<Answer> => {
  if (!underBase(channel.base, request.url.href)) throw new EhrError('EHR_UNKNOWN');
  const wire: Wire = { dispatched: false, sent: false };
  try {
    const sent = channel.client.request(request.url.href, {
      method: request.method,
      options: {
        signal: request.signal,
        headers: { ...request.headers, 'accept-encoding': acceptedEncoding },
        dispatcher: watchedBy(channel.pool, wire, channel.bodyCapBytes),
      } as never, // `dispatcher` is Node's addition to RequestInit, which the client's type leaves out
      ...(request.body === undefined ? {} : { body: request.body as never }),
    });
    const parsed: unknown = await sent;
    const { response } = Client.httpFor(parsed as never);
    if (!response) throw new EhrError('EHR_UNREADABLE', { detail: 'not an object' });
    return {
      status: response.status,
      headers: response.headers,
      body: isRecord(parsed) ? parsed : undefined,
    };
  } catch (error) {
    if (error instanceof EhrError) throw error;
    const answer = answerInside(error);
    if (answer) return answer;
    throw transportFault(error, wire, request.signal);
  }
};

/** The failure an answer stands for, when it is not a success. */
export const failureOf = (answer: Answer, now: number): EhrError => {
  const facts = {
    status: answer.status,
    issues: issueCodes(answer.body),
    ...retryAfterSeconds(answer.headers.get('retry-after'), now),
  };
  return new EhrError(answer.status === 401 || answer.status === 403 ? 'EHR_REFUSED' : 'EHR_FAILED', facts);
};

/** Sends one request and reads the JSON resource it answers with. Throws `EhrError` for everything else, HTML with status 200 included. */
export const askForJson = async (
  channel: Channel,
  request: Request,
): Promise<Readonly<Record<string, unknown>>> => {
  const answer = await exchange(channel, request);
  if (answer.status < 200 || answer.status > 299) throw failureOf(answer, channel.now());
  if (!isJson(answer.headers) || !answer.body) throw new EhrError('EHR_UNREADABLE', { detail: 'not JSON' });
  return answer.body;
};

/** Reads one JSON resource. Throws `EhrError` for everything else. */
export const readJson = (
  channel: Channel,
  url: URL,
  signal: AbortSignal,
): Promise<Readonly<Record<string, unknown>>> => askForJson(channel, { method: 'GET', url, signal });
