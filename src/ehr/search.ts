// A search and its pages. What came before a fault is kept; the fault is said beside it.
import type { FhirResource } from 'fhir/r4.js';
import { EhrError } from './errors.ts';
import { askForJson, type Channel, readJson } from './exchange.ts';
import { isRecord } from './json.ts';
import { saysIncomplete } from './operation-outcome.ts';
import { underBase } from './origin-guard.ts';

/** Why a search is not all of it. */
export type Shortfall =
  | { readonly kind: 'fault'; readonly error: EhrError }
  | { readonly kind: 'foreign-link' }
  | { readonly kind: 'beyond-cap' }
  | { readonly kind: 'warned' }
  | { readonly kind: 'stray' };

export interface Found {
  readonly resources: readonly FhirResource[];
  readonly shortfall?: Shortfall;
}

export interface Caps {
  /** `next` links followed at most. */
  readonly pageCap: number;
  readonly resourceCap: number;
}

const isResource = (value: unknown): value is FhirResource =>
  isRecord(value) && typeof value['resourceType'] === 'string';

const entriesOf = (bundle: Readonly<Record<string, unknown>>) => {
  const entry = bundle['entry'];
  return (Array.isArray(entry) ? (entry as readonly unknown[]) : []).filter(isRecord);
};

const nextOf = (bundle: Readonly<Record<string, unknown>>): string | undefined => {
  const link = bundle['link'];
  const next = (Array.isArray(link) ? (link as readonly unknown[]) : [])
    .filter(isRecord)
    .find((one) => one['relation'] === 'next');
  return typeof next?.['url'] === 'string' ? next['url'] : undefined;
};

interface Page {
  readonly wanted: readonly FhirResource[];
  readonly problem?: 'warned' | 'stray';
  readonly next: string | undefined;
}

const pageFrom = (bundle: Readonly<Record<string, unknown>>, resourceType: string): Page => {
  if (bundle['resourceType'] !== 'Bundle') throw new EhrError('EHR_UNREADABLE', { detail: 'not a Bundle' });
  const wanted: FhirResource[] = [];
  let problem: Page['problem'];
  for (const entry of entriesOf(bundle)) {
    const resource = entry['resource'];
    const mode = isRecord(entry['search']) ? entry['search']['mode'] : undefined;
    if (isResource(resource) && resource.resourceType === resourceType && mode !== 'outcome')
      wanted.push(resource);
    else if (isResource(resource) && resource.resourceType === 'OperationOutcome') {
      if (saysIncomplete(resource)) problem = 'warned';
    } else if (mode !== 'include') problem ??= 'stray';
  }
  return { wanted, ...(problem ? { problem } : {}), next: nextOf(bundle) };
};

/** Runs a search and follows at most `pageCap` next links, each only under the EHR's own base. Never throws `EhrError`. */
export const searchAll = async (
  channel: Channel,
  resourceType: string,
  first: URL,
  signal: AbortSignal,
  caps: Caps,
): Promise<Found> => {
  const resources: FhirResource[] = [];
  let shortfall: Shortfall | undefined;
  try {
    let url = first;
    for (let followed = 0; ; followed += 1) {
      const page = pageFrom(await readJson(channel, url, signal), resourceType);
      const room = caps.resourceCap - resources.length;
      resources.push(...page.wanted.slice(0, room));
      if (page.problem) shortfall = { kind: page.problem };
      if (page.wanted.length > room) return { resources, shortfall: { kind: 'beyond-cap' } };
      if (page.next === undefined) break;
      const next = underBase(channel.base, page.next, url.href);
      if (!next) return { resources, shortfall: { kind: 'foreign-link' } };
      if (followed >= caps.pageCap) return { resources, shortfall: { kind: 'beyond-cap' } };
      url = next;
    }
  } catch (error) {
    if (!(error instanceof EhrError)) throw error;
    shortfall = { kind: 'fault', error };
  }
  return { resources, ...(shortfall ? { shortfall } : {}) };
};

/**
 * One page of a search whose parameters may stand in no address (R4 3.1.1.4, "search by POST"). What lies beyond the page is
 * not followed. Never throws `EhrError`.
 */
export const searchByPost = async (
  channel: Channel,
  resourceType: string,
  params: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Found> => {
  try {
    const page = pageFrom(
      await askForJson(channel, {
        method: 'POST',
        url: new URL(`${resourceType}/_search`, channel.base.href),
        signal,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(params).toString(),
      }),
      resourceType,
    );
    if (page.problem) return { resources: page.wanted, shortfall: { kind: page.problem } };
    return {
      resources: page.wanted,
      ...(page.next === undefined ? {} : { shortfall: { kind: 'beyond-cap' } }),
    };
  } catch (error) {
    if (!(error instanceof EhrError)) throw error;
    return { resources: [], shortfall: { kind: 'fault', error } };
  }
};
