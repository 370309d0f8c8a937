import { type Kysely, Migrator } from 'kysely';
import type { DialectSql } from '../dialect-sql.ts';
import { storeError, StoreError } from '../errors.ts';
import type { Sealer } from '../seal.ts';
import { ground } from './0001-ground.ts';
import { mappingDrafts } from './0002-mapping-drafts.ts';
import { visitRecords } from './0003-visit-records.ts';
import { sealedResultKeys } from './0004-sealed-result-keys.ts';

const migrationsFor = (dialect: DialectSql, sealer: Sealer) => ({
  '0001-ground': ground(dialect),
  '0002-mapping-drafts': mappingDrafts(),
  '0003-visit-records': visitRecords(),
  '0004-sealed-result-keys': sealedResultKeys(sealer),
});

/** The name of the last migration this version knows. */
export const newestMigration = '0004-sealed-result-keys';

/** Brings a database up to this version; true when it was changed. Throws `STORE_UNAVAILABLE`, also for one that a newer version has changed. */
export const migrate = async <Database>(
  db: Kysely<Database>,
  dialect: DialectSql,
  sealer: Sealer,
): Promise<boolean> => {
  const migrations = migrationsFor(dialect, sealer);
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const applied = await migrator.getMigrations().catch((error: unknown) => {
    throw storeError(error);
  });
  const known = new Set(Object.keys(migrations));
  const names = await appliedNames(db);
  if (names.some((name) => !known.has(name)))
    throw new StoreError('STORE_UNAVAILABLE', 'a newer version of Hearth has changed this store');
  if (applied.every((one) => one.executedAt !== undefined)) return false;
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw storeError(error);
  return true;
};

/** Names of the migrations a database has been through; none for a new one. */
export const appliedNames = async <Database>(db: Kysely<Database>): Promise<readonly string[]> => {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return [];
  const any = db as unknown as Kysely<{ kysely_migration: { name: string } }>;
  const rows = await any.selectFrom('kysely_migration').select('name').execute();
  return rows.map((row) => row.name);
};
