// Structured logs of allow-listed fields only: what is not named here cannot be logged, so no patient data can be.
import { type DestinationStream, pino } from 'pino';

/** Every field a line may carry. Codes, counts and route patterns; never an id, a name, a URL or a body. */
export interface LogFields {
  readonly code?: string;
  readonly route?: string;
  readonly method?: string;
  readonly status?: number;
  readonly ms?: number;
  readonly ehr?: string;
  readonly app?: string;
  readonly reason?: string;
  readonly requestId?: string;
  readonly count?: number;
  readonly port?: number;
}

export interface Logger {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

const allowed = [
  'code',
  'route',
  'method',
  'status',
  'ms',
  'ehr',
  'app',
  'reason',
  'requestId',
  'count',
  'port',
] as const;

/** A line break or a control character in a value must not become a second line (SECURITY P2). */
const plain = (value: unknown): unknown =>
  typeof value === 'string' ? value.replace(/\p{C}+/gu, ' ').slice(0, 120) : value;

export const makeLogger = (stream?: DestinationStream): Logger => {
  const sink = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, stream ?? pino.destination(1));
  const write =
    (level: 'info' | 'warn' | 'error') =>
    (event: string, fields: LogFields = {}) => {
      const kept = Object.fromEntries(
        allowed.flatMap((name) => (fields[name] === undefined ? [] : [[name, plain(fields[name])]])),
      );
      sink[level]({ event, ...kept });
    };
  return { info: write('info'), warn: write('warn'), error: write('error') };
};
