// Where a token may go: under the registered FHIR base and nowhere else (SMART a28, SECURITY R1-R4, R9).
// Compared as parsed origin and whole path segments: a prefix of text would let `https://ehr.example.evil` pass.
import { EhrError } from './errors.ts';

/** A registered FHIR base, parsed once. */
export interface FhirBase {
  readonly origin: string;
  /** Ends with a slash. */
  readonly path: string;
  readonly href: string;
}

/**
 * Parses a registered `iss`. Throws `EHR_UNKNOWN` for anything that is not a plain http(s) address,
 * and for plain http unless the registration allows it.
 */
export const fhirBase = (iss: string, allowInsecureHttp = false): FhirBase => {
  const url = URL.canParse(iss) ? new URL(iss) : undefined;
  if (!url || url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '')
    throw new EhrError('EHR_UNKNOWN');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && allowInsecureHttp))
    throw new EhrError('EHR_UNKNOWN');
  const path = url.pathname.endsWith('/') ? url.pathname : `${url.pathname}/`;
  return { origin: url.origin, path, href: `${url.origin}${path}` };
};

// `%2e%2e`, `%2f` and `%5c` are segments or separators to some servers and text to others: none is ours to send.
const disguised = /%2e|%2f|%5c|\\/i;

/**
 * The address when it lies under the base, else `undefined`. Takes absolute and relative addresses
 * (a relative one is resolved against `from`, the base unless said). Nothing is fetched.
 */
export const underBase = (base: FhirBase, candidate: string, from = base.href): URL | undefined => {
  if (!URL.canParse(candidate, from)) return undefined;
  const url = new URL(candidate, from);
  if (url.origin !== base.origin || url.username !== '' || url.password !== '') return undefined;
  // Some servers page at the base itself (`/fhir?_getpages=…`), without the slash.
  const atBase = url.pathname === base.path.slice(0, -1);
  if (!atBase && !url.pathname.startsWith(base.path)) return undefined;
  if (disguised.test(url.pathname)) return undefined;
  url.hash = '';
  return url;
};

// R4 says 64 characters; Epic's are longer (SMART b).
const idShape = /^[A-Za-z0-9\-._~]{1,256}$/;

/** Whether a logical id may stand in a path. */
export const isFhirId = (id: unknown): id is string =>
  typeof id === 'string' && idShape.test(id) && id !== '.' && id !== '..';

/** `{base}/{type}/{id}`. Throws `EHR_BAD_REQUEST` for an id that is not one. */
export const readUrl = (base: FhirBase, resourceType: string, id: string): URL => {
  if (!isFhirId(id)) throw new EhrError('EHR_BAD_REQUEST');
  return new URL(`${resourceType}/${encodeURIComponent(id)}`, base.href);
};

/** `{base}/{type}?{params}`, each value encoded. */
export const searchUrl = (
  base: FhirBase,
  resourceType: string,
  params: Readonly<Record<string, string>>,
): URL => new URL(`${resourceType}?${new URLSearchParams(params).toString()}`, base.href);

const reference = /^([A-Za-z]+)\/([A-Za-z0-9\-._~]{1,256})(?:\/_history\/([A-Za-z0-9\-._~]{1,256}))?$/;

/** Type, id and version of a reference or Location into this base; `undefined` for one that leads elsewhere. */
export const localReference = (
  base: FhirBase,
  text: unknown,
): { readonly type: string; readonly id: string; readonly versionId?: string } | undefined => {
  if (typeof text !== 'string' || text.startsWith('#')) return undefined;
  const url = underBase(base, text);
  if (!url || url.search !== '') return undefined;
  const found = reference.exec(url.pathname.slice(base.path.length));
  if (!found || !isFhirId(found[2])) return undefined;
  return { type: found[1] ?? '', id: found[2], ...(found[3] ? { versionId: found[3] } : {}) };
};
