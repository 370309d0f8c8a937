// The wire under fhir-kit-client: bounded connections, and a body that is measured as it arrives, after decompression.
import { Agent, type Dispatcher, interceptors } from 'undici';

/** What was seen of one exchange on the wire, for what the client's own errors do not tell. */
export interface Wire {
  /** The dispatcher was reached (a test's interceptor may stand before it). */
  dispatched: boolean;
  /** The request was given to an open connection: from here on it may have arrived. */
  sent: boolean;
  spoilt?: 'too large' | 'not UTF-8';
}

class SpoiltBody extends Error {}

/** One pool for each EHR, so that a hanging EHR takes no other's sockets (SECURITY Z31). */
export const makePool = (connections: number): Agent =>
  new Agent({ connections, pipelining: 1, connect: { timeout: 5_000 }, keepAliveTimeout: 4_000 });

/** The pool as one exchange uses it: it decompresses, stops at the cap and refuses bytes that are not UTF-8. */
export const watchedBy = (pool: Agent, wire: Wire, bodyCapBytes: number): Dispatcher =>
  pool.compose(interceptors.decompress({ skipErrorResponses: false }), (dispatch) => (options, handler) => {
    wire.dispatched = true;
    const utf8 = new TextDecoder('utf-8', { fatal: true });
    let bytes = 0;
    const spoil = (controller: Dispatcher.DispatchController, how: NonNullable<Wire['spoilt']>) => {
      wire.spoilt = how;
      controller.abort(new SpoiltBody(how));
    };
    return dispatch(options, {
      onRequestStart: (controller, context) => {
        wire.sent = true;
        handler.onRequestStart?.(controller, context);
      },
      onRequestUpgrade: (...all) => handler.onRequestUpgrade?.(...all),
      onResponseStart: (...all) => handler.onResponseStart?.(...all),
      onResponseData: (controller, chunk) => {
        if (wire.spoilt) return;
        bytes += chunk.length;
        if (bytes > bodyCapBytes) return spoil(controller, 'too large');
        try {
          utf8.decode(chunk, { stream: true });
        } catch {
          return spoil(controller, 'not UTF-8');
        }
        handler.onResponseData?.(controller, chunk);
      },
      onResponseEnd: (...all) => handler.onResponseEnd?.(...all),
      onResponseError: (...all) => handler.onResponseError?.(...all),
    });
  });
