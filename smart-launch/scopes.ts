// SMART scopes, version 1 (`.read`, `.write`, `.*`) and version 2 (`.cruds`, optionally with a query).

export type ScopeContext = 'patient' | 'user' | 'system';
/** Create, read, update, delete, search (SMART 2.2, "Scopes for requesting FHIR resources"). */
export type Permission = 'c' | 'r' | 'u' | 'd' | 's';

export interface ResourceScope {
  readonly context: ScopeContext;
  /** A resource type, or `*`. */
  readonly resource: string;
  readonly permissions: ReadonlySet<Permission>;
  /** A version 2 narrowing, as written after the question mark. */
  readonly query?: string;
}

const version1: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' };
const pattern = /^(patient|user|system)\/(\*|[A-Z][A-Za-z]{1,63})\.([a-z]+|\*)(?:\?(.+))?$/;
// The suffix is an in-order, non-empty subset of `cruds`; `.sr` grants nothing.
const version2 = /^(?=.)c?r?u?d?s?$/;

/** Splits a scope string; repeated and surrounding spaces do not matter. */
export function splitScopes(scopes: string): string[] {
  return scopes.split(' ').filter((scope) => scope !== '');
}

/** One scope read as a grant on resources; undefined for `openid`, `launch` and anything malformed. */
export function parseResourceScope(scope: string): ResourceScope | undefined {
  const [, context, resource, suffix, query] = pattern.exec(scope) ?? [];
  if (context === undefined || resource === undefined || suffix === undefined) return undefined;
  const letters = version1[suffix] ?? (version2.test(suffix) ? suffix : undefined);
  if (letters === undefined || (query !== undefined && suffix in version1)) return undefined;
  return {
    context: context as ScopeContext,
    resource,
    permissions: new Set(letters as Iterable<Permission>),
    ...(query === undefined ? {} : { query }),
  };
}

/** The resource scopes of a scope string, others left out. */
export function parseScopes(scopes: string): ResourceScope[] {
  return splitScopes(scopes)
    .map(parseResourceScope)
    .filter((scope) => scope !== undefined);
}

/**
 * Whether granted scopes let this be tried. A scope narrowed by a query counts: the EHR may still answer less.
 * `resource` is one type, never `*`; the EHR has the last word on every request.
 */
export function allows(
  granted: string,
  context: ScopeContext,
  resource: string,
  permission: Permission,
): boolean {
  return parseScopes(granted).some(
    (scope) =>
      scope.context === context &&
      (scope.resource === '*' || scope.resource === resource) &&
      scope.permissions.has(permission),
  );
}

/** Which of the asked scopes are not covered by the offered ones, in the words asked; version 1 and 2 may be mixed. */
export function uncoveredScopes(asked: string, offered: string): string[] {
  const plain = new Set(splitScopes(offered));
  const resourceScopes = parseScopes(offered);
  return splitScopes(asked).filter((scope) => {
    if (plain.has(scope)) return false;
    const wanted = parseResourceScope(scope);
    if (wanted === undefined) return true;
    const covering = resourceScopes.filter(
      (offer) =>
        offer.context === wanted.context &&
        (offer.resource === '*' || offer.resource === wanted.resource) &&
        (offer.query === undefined || offer.query === wanted.query),
    );
    return ![...wanted.permissions].every((permission) =>
      covering.some((offer) => offer.permissions.has(permission)),
    );
  });
}

/** The scopes of a standalone launch made from those of an EHR launch (SMART 2.2: there is no `launch` then). */
export function standaloneScopes(scopes: string): string {
  const needsPatient = parseScopes(scopes).some(({ context }) => context === 'patient');
  const kept = splitScopes(scopes).filter((scope) => scope !== 'launch' && scope !== 'launch/patient');
  return [...(needsPatient ? ['launch/patient'] : []), ...kept].join(' ');
}

/** An EHR launch must ask for `launch` (SMART 2.2, "Scopes for requesting context data"). */
export function ehrLaunchScopes(scopes: string): string {
  return splitScopes(scopes).includes('launch') ? scopes : `launch ${scopes}`;
}
