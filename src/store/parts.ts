// What every area of the store is built from.
import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';
import type { Sealer } from './seal.ts';

export interface StoreParts {
  readonly db: Kysely<Tables>;
  readonly sealer: Sealer;
  /** Whether the database has been through this version's migrations. */
  readonly isCurrent: () => Promise<boolean>;
  readonly onClose: () => void;
}
