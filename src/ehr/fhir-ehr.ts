// The one implementation of the Ehr port, over fhir-kit-client.
import type { Agent } from 'undici';
import { makeCapabilities } from './capabilities.ts';
import { deliverOnce } from './deliver.ts';
import { EhrError } from './errors.ts';
import { type Channel, openChannel } from './exchange.ts';
import { gapOfShortfall } from './gap.ts';
import { type FhirBase, fhirBase, isFhirId, searchUrl } from './origin-guard.ts';
import type { Ehr, EhrAccess, PatientSearch, SliceRead } from './port.ts';
import { readChartSlices } from './read-chart.ts';
import { searchAll, searchByPost, type Shortfall } from './search.ts';
import { makePool } from './transport.ts';

/** What `ehr` needs of one registration. */
export interface EhrRegistration {
  readonly ehrId: string;
  /** FHIR base, exactly as in the launch. */
  readonly iss: string;
  /** For a practice EHR on this machine only. */
  readonly allowInsecureHttp?: boolean;
}

export interface FhirEhrOptions {
  readonly registrations: readonly EhrRegistration[];
  /** Whether granted scopes allow an interaction: `r` read, `s` search, `c` create. */
  readonly allows: (scopes: string, resourceType: string, interaction: 'r' | 's' | 'c') => boolean;
  /** `system|code` of scores and panels to look for beside the survey category. */
  readonly screeningCodes?: readonly string[];
  /** For all reads of one chart together. Default 10 s. */
  readonly deadlineMs?: number;
  /** For one exchange of a delivery. Default 20 s. */
  readonly writeDeadlineMs?: number;
  /** `_count` asked for. Default 200. */
  readonly pageSize?: number;
  /** `next` links followed in one search. Default 5. */
  readonly pageCap?: number;
  /** Resources kept of one search. Default 2,000. */
  readonly resourceCap?: number;
  /** Of one answer, decompressed. Default 10 MB. */
  readonly bodyCapBytes?: number;
  /** To one EHR at once. Default 24: two waves. */
  readonly connections?: number;
  /** Epoch milliseconds. */
  readonly now?: () => number;
}

/** Patients asked for in one search: a URL every server takes. */
const patientsPerSearch = 50;

/** Patients a search by a person answers with; a list longer than this is not looked through but narrowed. */
const patientsFound = 25;

/** A comma or a bar would mean something to a search (R4 3.1.1.4.1.1); only the one bar of a system and its value may. */
const literal = (text: string): string => text.replace(/[\\,$|]/g, (one) => `\\${one}`);
const searchParams = ({ by, text }: PatientSearch): Readonly<Record<string, string>> => {
  if (by === 'name') return { name: literal(text) };
  if (by === 'id') return { _id: literal(text) };
  const bar = text.indexOf('|');
  return {
    identifier: bar < 0 ? literal(text) : `${literal(text.slice(0, bar))}|${literal(text.slice(bar + 1))}`,
  };
};

const chunks = <One>(all: readonly One[], size: number): readonly (readonly One[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );

/**
 * The Ehr port over HTTP. Throws `EHR_UNKNOWN` at once for a registration that is not plain https (or allowed http),
 * and later for an access to an EHR that is not registered with exactly that `iss`.
 */
export const makeFhirEhr = (
  options: FhirEhrOptions,
): Ehr & {
  /** Asks every EHR what it can do, so that no page has to. */
  warm(): Promise<void>;
  close(): Promise<void>;
} => {
  const now = options.now ?? Date.now;
  const bodyCapBytes = options.bodyCapBytes ?? 10_000_000;
  const deadlineMs = options.deadlineMs ?? 10_000;
  const caps = {
    pageSize: options.pageSize ?? 200,
    pageCap: options.pageCap ?? 5,
    resourceCap: options.resourceCap ?? 2_000,
  };
  const known = new Map<string, { readonly base: FhirBase; readonly pool: Agent }>();
  const keyOf = (ehrId: string, iss: string): string => JSON.stringify([ehrId, iss]);
  for (const one of options.registrations)
    known.set(keyOf(one.ehrId, one.iss), {
      base: fhirBase(one.iss, one.allowInsecureHttp),
      pool: makePool(options.connections ?? 24),
    });

  const registered = (ehrId: string, iss: string) => {
    const found = known.get(keyOf(ehrId, iss));
    if (!found) throw new EhrError('EHR_UNKNOWN');
    return found;
  };
  const channelFor = (access: EhrAccess): Channel =>
    openChannel({
      ...registered(access.ehrId, access.iss),
      bodyCapBytes,
      now,
      accessToken: access.accessToken,
    });
  const poolOf = (base: FhirBase): Agent => {
    const found = [...known.values()].find((one) => one.base.href === base.href);
    if (!found) throw new EhrError('EHR_UNKNOWN');
    return found.pool;
  };
  const capabilitiesOf = makeCapabilities({
    channelTo: (base) => openChannel({ base, pool: poolOf(base), bodyCapBytes, now }),
    deadlineMs,
    now,
  });

  return {
    readChart: async (access, { alsoCodes = [], ...context }) =>
      readChartSlices({
        channel: channelFor(access),
        ...context,
        signal: AbortSignal.timeout(deadlineMs),
        caps,
        screeningCodes: [...new Set([...(options.screeningCodes ?? []), ...alsoCodes])],
        may: (type, interaction) => options.allows(access.scopes, type, interaction),
      }),

    deliver: async (access, command) =>
      deliverOnce(
        {
          channel: channelFor(access),
          signal: AbortSignal.timeout(options.writeDeadlineMs ?? 20_000),
          caps,
          may: (type, interaction) => options.allows(access.scopes, type, interaction),
        },
        command,
      ),

    readPatients: async (access, patientIds): Promise<SliceRead> => {
      const channel = channelFor(access);
      if (!options.allows(access.scopes, 'Patient', 's'))
        return { resources: [], gap: { slice: 'patient', reason: 'not-granted', partial: false } };
      const asked = new Set(patientIds.filter(isFhirId));
      const signal = AbortSignal.timeout(deadlineMs);
      const found = await Promise.all(
        chunks([...asked], patientsPerSearch).map((ids) =>
          searchAll(
            channel,
            'Patient',
            searchUrl(channel.base, 'Patient', { _id: ids.join(','), _count: String(ids.length) }),
            signal,
            caps,
          ),
        ),
      );
      const resources = found
        .flatMap((one) => one.resources)
        .filter((one) => one.id !== undefined && asked.has(one.id));
      const shortfall = found.find((one) => one.shortfall)?.shortfall;
      return {
        resources,
        ...(shortfall ? { gap: gapOfShortfall('patient', shortfall, resources.length) } : {}),
      };
    },

    findPatients: async (access, search): Promise<SliceRead> => {
      const channel = channelFor(access);
      if (!options.allows(access.scopes, 'Patient', 's'))
        return { resources: [], gap: { slice: 'patient', reason: 'not-granted', partial: false } };
      const found = await searchByPost(
        channel,
        'Patient',
        { ...searchParams(search), _count: String(patientsFound) },
        AbortSignal.timeout(deadlineMs),
      );
      const resources = found.resources.slice(0, patientsFound);
      const isCut = resources.length < found.resources.length;
      const shortfall: Shortfall | undefined =
        found.shortfall ?? (isCut ? { kind: 'beyond-cap' } : undefined);
      return {
        resources,
        ...(shortfall ? { gap: gapOfShortfall('patient', shortfall, resources.length) } : {}),
      };
    },

    capabilities: async (ehrId, iss) => capabilitiesOf(registered(ehrId, iss).base),

    warm: async () => {
      await Promise.all([...known.values()].map((one) => capabilitiesOf(one.base)));
    },
    close: async () => {
      await Promise.all([...known.values()].map((one) => one.pool.destroy()));
    },
  };
};
