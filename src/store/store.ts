// The Store port over kysely, put together from one small file an area. Which database it is, is settled elsewhere.
import { acknowledgementStore } from './acknowledgements.ts';
import { attemptStore } from './attempts.ts';
import { auditStore } from './audit.ts';
import { StoreError, storeError } from './errors.ts';
import { grantStore } from './grants.ts';
import { launchStore } from './launches.ts';
import { mappingDraftStore } from './mapping-drafts.ts';
import { outboxStore } from './outbox.ts';
import type { StoreParts } from './parts.ts';
import type { Store } from './port.ts';
import { referralStore } from './referrals.ts';
import { sessionStore } from './sessions.ts';
import { visitRecordStore } from './visit-records.ts';

type AnyMethod = (...all: never[]) => Promise<unknown>;

/** Every method's fault leaves as a `StoreError`, whatever the driver threw. */
const withStoreErrors = <Methods extends object>(methods: Methods): Methods =>
  Object.fromEntries(
    Object.entries(methods as Record<string, AnyMethod>).map(([name, method]) => [
      name,
      async (...all: never[]) => {
        try {
          return await method(...all);
        } catch (error) {
          throw storeError(error);
        }
      },
    ]),
  ) as Methods;

export const makeStore = (parts: StoreParts): Store => {
  const { db } = parts;
  let closing: Promise<void> | undefined;
  return withStoreErrors<Store>({
    ...attemptStore(parts),
    ...sessionStore(parts),
    ...launchStore(parts),
    ...grantStore(parts),
    ...referralStore(parts),
    ...outboxStore(parts),
    ...acknowledgementStore(parts),
    ...visitRecordStore(parts),
    ...mappingDraftStore(parts),
    ...auditStore(parts),
    ping: async () => {
      if (!(await parts.isCurrent())) throw new StoreError('STORE_UNAVAILABLE', 'migrations are not through');
    },
    close: () => {
      closing ??= db.destroy().finally(parts.onClose);
      return closing;
    },
  });
};
