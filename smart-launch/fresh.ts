// A small cache for documents that every launch needs and nobody should wait for.

export interface FreshLimits {
  readonly now: () => number;
  /** Until then the value is used as it is. */
  readonly freshMs: number;
  /** Until then the old value is used while a new one is fetched beside it. */
  readonly staleMs: number;
  /** How long a failure is remembered, so that a dead EHR is not asked at every click. */
  readonly retryMs: number;
}

export interface FreshCache<Value> {
  /** The value: at once when fresh or stale; loading it (once for all who wait) otherwise. Rethrows the load's error. */
  get(key: string, load: () => Promise<Value>): Promise<Value>;
  /** Loads anew even when fresh; joins a load under way. */
  reload(key: string, load: () => Promise<Value>): Promise<Value>;
  /** When the last load of this key began, epoch milliseconds. */
  lastLoadAt(key: string): number | undefined;
}

interface Entry<Value> {
  value?: { readonly of: Value; readonly at: number };
  failure?: { readonly error: unknown; readonly at: number };
  pending?: Promise<Value>;
  startedAt?: number;
}

export function makeFreshCache<Value>(limits: FreshLimits): FreshCache<Value> {
  const entries = new Map<string, Entry<Value>>();
  const entryOf = (key: string): Entry<Value> => {
    const entry = entries.get(key) ?? {};
    entries.set(key, entry);
    return entry;
  };

  const reload = (key: string, load: () => Promise<Value>): Promise<Value> => {
    const entry = entryOf(key);
    if (entry.pending !== undefined) return entry.pending;
    entry.startedAt = limits.now();
    const pending = load()
      .then((value) => {
        entry.value = { of: value, at: limits.now() };
        delete entry.failure;
        return value;
      })
      .catch((error: unknown) => {
        entry.failure = { error, at: limits.now() };
        throw error;
      })
      .finally(() => {
        delete entry.pending;
      });
    entry.pending = pending;
    return pending;
  };

  return {
    reload,
    lastLoadAt: (key) => entries.get(key)?.startedAt,
    async get(key, load) {
      const { value, failure } = entryOf(key);
      const age = value === undefined ? Number.POSITIVE_INFINITY : limits.now() - value.at;
      const failedJustNow = failure !== undefined && limits.now() - failure.at < limits.retryMs;
      if (value !== undefined && age < limits.freshMs) return value.of;
      if (value !== undefined && age < limits.staleMs) {
        // Nobody waits for this one; its failure is kept in the entry and tried again later.
        if (!failedJustNow) reload(key, load).catch(() => undefined);
        return value.of;
      }
      if (failedJustNow) throw failure.error;
      return reload(key, load);
    },
  };
}
