// What each EHR declares it can do: asked without a token, remembered, and never waited for twice.
import type { FhirBase } from './origin-guard.ts';
import { EhrError } from './errors.ts';
import { type Channel, readJson } from './exchange.ts';
import { isRecord } from './json.ts';
import type { EhrCapabilities } from './port.ts';

const freshForMs = 10 * 60_000;
/** A statement that could not be read is asked for again soon. */
const retryAfterMs = 30_000;

const listOf = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? (value as readonly unknown[]).filter(isRecord) : [];

/** Reads the server side of a CapabilityStatement (FHIR R4 5.5). */
export const capabilitiesFrom = (statement: Readonly<Record<string, unknown>>): EhrCapabilities => {
  if (statement['resourceType'] !== 'CapabilityStatement')
    throw new EhrError('EHR_UNREADABLE', { detail: 'not a CapabilityStatement' });
  const server = listOf(statement['rest']).find((one) => one['mode'] === 'server');
  const rows = listOf(server?.['resource']).flatMap((resource) => {
    const type = resource['type'];
    if (typeof type !== 'string' || !/^[A-Z][A-Za-z]{1,60}$/.test(type)) return [];
    const codes = listOf(resource['interaction'])
      .map((one) => one['code'])
      .filter((code): code is string => typeof code === 'string');
    return [[type, codes] as const];
  });
  const software = isRecord(statement['software']) ? statement['software']['name'] : undefined;
  return {
    interactions: Object.fromEntries(rows),
    ...(typeof software === 'string' ? { software: software.slice(0, 100) } : {}),
  };
};

interface Remembered {
  readonly value: EhrCapabilities;
  readonly askAgainAt: number;
}

/**
 * Answers from memory whenever anything is remembered, and refreshes behind the answer when it is old.
 * Only the first question of all waits for the EHR: ask it at start.
 */
export const makeCapabilities = (parts: {
  readonly channelTo: (base: FhirBase) => Channel;
  readonly deadlineMs: number;
  readonly now: () => number;
}) => {
  const remembered = new Map<string, Remembered>();
  const asking = new Map<string, Promise<EhrCapabilities>>();

  const ask = async (base: FhirBase): Promise<EhrCapabilities> => {
    try {
      const url = new URL('metadata', base.href);
      const value = capabilitiesFrom(
        await readJson(parts.channelTo(base), url, AbortSignal.timeout(parts.deadlineMs)),
      );
      remembered.set(base.href, { value, askAgainAt: parts.now() + freshForMs });
      return value;
    } catch (error) {
      if (!(error instanceof EhrError)) throw error;
      // What was known stays known while the EHR cannot be asked.
      const value = remembered.get(base.href)?.value ?? { interactions: undefined };
      remembered.set(base.href, { value, askAgainAt: parts.now() + retryAfterMs });
      return value;
    }
  };

  const askOnce = (base: FhirBase): Promise<EhrCapabilities> => {
    const known = asking.get(base.href);
    if (known) return known;
    const asked = ask(base).finally(() => asking.delete(base.href));
    asking.set(base.href, asked);
    return asked;
  };

  return async (base: FhirBase): Promise<EhrCapabilities> => {
    const known = remembered.get(base.href);
    if (!known) return askOnce(base);
    // Behind the answer: `ask` keeps every fault of the EHR to itself.
    if (parts.now() >= known.askAgainAt) void askOnce(base);
    return known.value;
  };
};
