// SQLite by way of libsql: opening, locking, and the words of its dialect.
import { closeSync, openSync, realpathSync } from 'node:fs';
import Libsql from 'libsql';
import { Kysely, sql } from 'kysely';
import type { DialectSql } from './dialect-sql.ts';
import { StoreError, storeError } from './errors.ts';
import { appliedNames, migrate, newestMigration } from './migrations/index.ts';
import type { Store } from './port.ts';
import type { Tables } from './schema.ts';
import { makeSealer } from './seal.ts';
import { isBusy, LibsqlDialect } from './sqlite-driver.ts';
import { makeStore } from './store.ts';

const sqliteSql: DialectSql = {
  serialType: 'integer',
  serialColumn: (column) => column.primaryKey().autoIncrement(),
  appendOnly: (table) =>
    (['update', 'delete'] as const).map((verb) =>
      sql.raw(
        `create trigger ${table}_refuses_${verb} before ${verb} on ${table} begin select raise(abort, 'append only'); end`,
      ),
    ),
};

/** While opening nothing else runs, and SQLite may do the waiting. */
const openingBusyMs = 3_000;

/** A private file, made before SQLite would make it readable for others; its journal files take the same rights. */
const makePrivate = (file: string): string => {
  try {
    // Never opens one that is there: closing any handle of a file drops all locks this process has on it (POSIX).
    closeSync(openSync(file, 'ax', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return realpathSync(file);
};

/**
 * Holds an exclusive lock on `{file}.lock` for as long as this process lives: the operating system lets go of it
 * when the process dies, however it dies. Throws `STORE_LOCKED`.
 */
const lock = (file: string): (() => void) => {
  const held = new Libsql(makePrivate(`${file}.lock`));
  try {
    held.pragma('busy_timeout = 0');
    held.exec('begin exclusive');
  } catch (error) {
    held.close();
    throw isBusy(error) ? new StoreError('STORE_LOCKED') : storeError(error);
  }
  return () => {
    held.exec('rollback');
    held.close();
  };
};

const connect = (file: string): Libsql.Database => {
  const database = new Libsql(file);
  database.pragma(`busy_timeout = ${openingBusyMs}`);
  if (file !== ':memory:') database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  // What is deleted is overwritten: a forgotten token does not linger in a free page.
  database.pragma('secure_delete = ON');
  database.pragma('busy_timeout = 0');
  return database;
};

export interface SqliteStoreOptions {
  /** A path, or `:memory:` for a store that ends with the process. */
  readonly file: string;
  /** 32 bytes each; the first seals, all open. */
  readonly keys: readonly Uint8Array[];
  /** A serving process takes the lock; the command line reads and imports beside it. */
  readonly serving: boolean;
}

/**
 * Opens, locks (when serving) and migrates a store. Throws `StoreError`: `STORE_LOCKED` when another process serves from
 * the file, else `STORE_UNAVAILABLE`.
 */
export const makeSqliteStore = async (options: SqliteStoreOptions): Promise<Store> => {
  const inMemory = options.file === ':memory:';
  const sealer = makeSealer(options.keys);
  let unlock: (() => void) | undefined;
  let db: Kysely<Tables> | undefined;
  try {
    const file = inMemory ? options.file : makePrivate(options.file);
    unlock = options.serving && !inMemory ? lock(file) : undefined;
    const database = connect(file);
    db = new Kysely<Tables>({ dialect: new LibsqlDialect(database) });
    // What a migration sealed stands in clear in the journal until it is emptied.
    if ((await migrate(db, sqliteSql, sealer)) && !inMemory) database.pragma('wal_checkpoint(TRUNCATE)');
    const opened = db;
    return makeStore({
      db: opened,
      sealer,
      isCurrent: async () => (await appliedNames(opened)).includes(newestMigration),
      onClose: () => unlock?.(),
    });
  } catch (error) {
    await db?.destroy();
    unlock?.();
    throw storeError(error);
  }
};
