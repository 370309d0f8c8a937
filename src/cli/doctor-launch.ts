// Would a launch get through? What holds for the EHR as a whole: discovery, endpoints, clock.
import type { GuardedFetch, Registration, SmartConfiguration } from '../../smart-launch/index.ts';
import {
  discoveryRequest,
  permittedUrl,
  processDiscoveryResponse,
  SmartLaunchError,
} from '../../smart-launch/index.ts';
import type { Check } from './doctor-report.ts';

/** Slower than this, the first launch after a start is felt. */
const slowMs = 3_000;
const clockAmberSeconds = 30;
const clockRedSeconds = 60;

export interface Discovered {
  readonly checks: readonly Check[];
  /** Undefined when it could not be read; then nothing built on it is checked. */
  readonly configuration?: SmartConfiguration;
}

/** What an EHR's failure to answer means, in an administrator's words. */
export const whyUnread = (error: unknown): string => {
  if (!(error instanceof SmartLaunchError)) throw error;
  const { code, reason } = error;
  const why: Partial<Record<typeof code, string>> = {
    SMART_EHR_UNREACHABLE: 'no usable connection (name, network, TLS, or the server is out of order)',
    SMART_EHR_TIMEOUT: 'no whole answer within ten seconds',
    SMART_ANSWER_TOO_LARGE: 'the answer is larger than any such document should be',
    SMART_REDIRECT_REFUSED: 'the address answers with a redirect, which is never followed',
    SMART_ENDPOINT_REFUSED: 'the address is not on a configured origin with https',
    SMART_DISCOVERY_INVALID: 'the answer is not a SMART configuration',
    SMART_JWKS_INVALID: 'the answer is not a key set',
  };
  return `${why[code] ?? code}${reason === undefined ? '' : ` (${reason})`}`;
};

/** Fetches and judges the smart-configuration: checks `discovery`, `endpoints` and `clock`. */
export const checkDiscovery = async (
  registration: Registration,
  guardedFetch: GuardedFetch,
  now: () => number,
): Promise<Discovered> => {
  const subject = registration.id;
  const red = (found: string): Discovered => ({
    checks: [
      {
        id: 'discovery',
        subject,
        status: 'red',
        found: `.well-known/smart-configuration under ${registration.iss}: ${found}.`,
        whatToDo:
          'Check that iss is the FHIR base exactly as the EHR sends it, and that this machine may reach it.',
      },
    ],
  });

  const askedAt = now();
  let response: Response;
  try {
    response = await discoveryRequest(registration.iss, guardedFetch);
  } catch (error) {
    return red(whyUnread(error));
  }
  const tookMs = now() - askedAt;
  const date = response.headers.get('date');
  const text = await response.text();
  const answer = () => new Response(text, { status: response.status });

  const endpoints = checkEndpoints(registration, text);
  let configuration: SmartConfiguration;
  try {
    // Endpoints elsewhere are reported by their own check; the rest of the document is still worth reading.
    const readable = { ...registration, allowedOrigins: endpoints.origins };
    configuration = await processDiscoveryResponse(readable, answer());
  } catch (error) {
    const unread = red(whyUnread(error));
    return endpoints.check.status === 'red' ? { checks: [...unread.checks, endpoints.check] } : unread;
  }
  const slow = tookMs > slowMs;
  const discovery: Check = {
    id: 'discovery',
    subject,
    status: slow ? 'amber' : 'green',
    found: `Read in ${Math.round(tookMs)} ms; issuer ${configuration.issuer}.`,
    ...(slow
      ? { whatToDo: 'Slow. Launches use a warmed copy, but the EHR’s other answers may be slow too.' }
      : {}),
  };
  return { checks: [discovery, endpoints.check, checkClock(subject, date, askedAt, tookMs)], configuration };
};

const endpointNames = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const;

const checkEndpoints = (registration: Registration, text: string): { check: Check; origins: string[] } => {
  const wire = parseObject(text);
  const urls = endpointNames.flatMap((name) => {
    const value = wire[name];
    const base = `${registration.iss.replace(/\/$/, '')}/`;
    return typeof value === 'string' && URL.canParse(value, base)
      ? [{ name, url: new URL(value, base) }]
      : [];
  });
  const refused = urls.flatMap(({ name, url }) => {
    try {
      permittedUrl(registration, url.href);
      return [];
    } catch (error) {
      const reason = error instanceof SmartLaunchError ? error.reason : undefined;
      return [{ name, origin: url.origin, reason }];
    }
  });
  const elsewhere = [...new Set(refused.map(({ origin }) => origin))];
  const { id: subject } = registration;
  const origins = urls.map(({ url }) => url.origin);
  if (refused.length === 0) {
    const hosts = [...new Set(urls.map(({ url }) => url.host))].join(', ');
    return {
      origins,
      check: {
        id: 'endpoints',
        subject,
        status: 'green',
        found: `On expected hosts with permitted transport: ${hosts}.`,
      },
    };
  }
  return {
    origins,
    check: {
      id: 'endpoints',
      subject,
      status: 'red',
      found: refused.map(({ name, origin, reason }) => `${name} is on ${origin}: ${reason}.`).join('\n'),
      whatToDo: `Launches are refused. If your EHR vendor confirms ${elsewhere.join(' and ')}, add it to this registration’s allowedOrigins; plain http is never accepted outside this machine.`,
    },
  };
};

const parseObject = (text: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};

const checkClock = (subject: string, date: string | null, askedAt: number, tookMs: number): Check => {
  const theirs = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(theirs)) {
    return {
      id: 'clock',
      subject,
      status: 'amber',
      found: 'The EHR’s answer carries no Date, so the clocks could not be compared.',
      whatToDo: 'Make sure this machine’s clock is kept by a time service.',
    };
  }
  // The header has whole seconds and was written somewhere during the round trip.
  const seconds = Math.round((askedAt + tookMs / 2 - theirs) / 1000);
  const off = Math.abs(seconds);
  const status = off > clockRedSeconds ? 'red' : off > clockAmberSeconds ? 'amber' : 'green';
  return {
    id: 'clock',
    subject,
    status,
    found:
      off <= 1
        ? 'The clocks agree.'
        : `This machine is ${off} s ${seconds > 0 ? 'ahead of' : 'behind'} the EHR.`,
    ...(status === 'green'
      ? {}
      : {
          whatToDo: 'Set this machine’s clock by a time service: a minute’s difference makes sign-ins fail.',
        }),
  };
};
