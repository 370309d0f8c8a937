// The wire under fhir-kit-client, which reads a body whole before anyone can say stop: here it is measured first.
import { isUtf8 } from 'node:buffer';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { Agent, type Dispatcher } from 'undici';
import { withoutLongNumbers } from './long-numbers.ts';

/** What was seen of one exchange on the wire, for what the client's own errors do not tell. */
export interface Wire {
  /** The dispatcher was reached (a test's interceptor may stand before it). */
  dispatched: boolean;
  /** The request was given to an open connection: from here on it may have arrived. */
  sent: boolean;
  spoilt?: 'too large' | 'not UTF-8' | 'unknown encoding' | undefined;
}
type Spoilt = NonNullable<Wire['spoilt']>;

/** The one coding asked for; sent with every request. */
export const acceptedEncoding = 'gzip';

/** One pool for each EHR, so that a hanging EHR takes no other's sockets (SECURITY Z31). */
export const makePool = (connections: number): Agent =>
  new Agent({ connections, pipelining: 1, connect: { timeout: 5_000 }, keepAliveTimeout: 4_000 });

const unzip = promisify(gunzip);
const zip = promisify(gzip);

/** What is wrong with a body that was within the cap as it came, once it is unpacked; else the body to hand on. */
const looked = async (body: Buffer, encoding: string, capBytes: number): Promise<Spoilt | Buffer> => {
  if (body.length === 0) return body;
  if (encoding !== '' && encoding !== 'gzip' && encoding !== 'identity') return 'unknown encoding';
  try {
    // `maxOutputLength` stops a bomb while it unpacks, not after.
    const plain = encoding === 'gzip' ? await unzip(body, { maxOutputLength: capBytes }) : body;
    if (!isUtf8(plain)) return 'not UTF-8';
    const changed = withoutLongNumbers(plain.toString());
    if (changed === undefined) return body;
    return encoding === 'gzip' ? await zip(changed) : Buffer.from(changed);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
      ? 'too large'
      : 'unknown encoding';
  }
};

/**
 * The pool as one exchange uses it. The body is held back until all of it is there, within the cap also when
 * unpacked, and UTF-8; only then does the client see it, as it came but for numbers that no parser could keep.
 */
export const watchedBy = (pool: Agent, wire: Wire, bodyCapBytes: number): Dispatcher =>
  pool.compose((dispatch) => (options, handler) => {
    wire.dispatched = true;
    const chunks: Buffer[] = [];
    let bytes = 0;
    let encoding = '';
    return dispatch(options, {
      onRequestStart: (controller, context) => {
        wire.sent = true;
        handler.onRequestStart?.(controller, context);
      },
      onRequestUpgrade: (...all) => handler.onRequestUpgrade?.(...all),
      onResponseStart: (controller, statusCode, headers, statusMessage) => {
        encoding = String(headers['content-encoding'] ?? '').toLowerCase();
        handler.onResponseStart?.(controller, statusCode, headers, statusMessage);
      },
      onResponseData: (controller, chunk) => {
        if (wire.spoilt) return;
        bytes += chunk.length;
        if (bytes <= bodyCapBytes) {
          chunks.push(chunk);
          return;
        }
        wire.spoilt = 'too large';
        chunks.length = 0;
        controller.abort(new Error(wire.spoilt));
      },
      onResponseEnd: (controller, trailers) => {
        looked(Buffer.concat(chunks), encoding, bodyCapBytes)
          .then((seen) => {
            if (typeof seen === 'string') {
              wire.spoilt = seen;
              throw new Error(seen);
            }
            if (seen.length > 0) handler.onResponseData?.(controller, seen);
            handler.onResponseEnd?.(controller, trailers);
          })
          .catch((error: unknown) => handler.onResponseError?.(controller, error as Error));
      },
      onResponseError: (...all) => handler.onResponseError?.(...all),
    });
  });
