// How kysely drives libsql: one connection, and every write under the write lock from its start.
import { setTimeout as pause } from 'node:timers/promises';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  SqliteDialect,
  SqliteDriver,
} from 'kysely';
import type Libsql from 'libsql';
import { storeError } from './errors.ts';

/** How long a statement waits for another process's write before it gives up. */
const busyForMs = 5_000;
/** Whether another process holds what this one wants. */
export const isBusy = (error: unknown): boolean =>
  storeError(error).detail?.startsWith('SQLITE_BUSY') === true;

/**
 * Takes the write lock, waiting without standing still: SQLite's own waiting blocks the whole process. By `exec`, because
 * a prepared statement that met a busy database stays half open and keeps its connection at an old snapshot.
 */
const beginWriting = async (database: Libsql.Database): Promise<void> => {
  const until = Date.now() + busyForMs;
  for (let pauseMs = 2; ; pauseMs = Math.min(50, pauseMs * 2)) {
    try {
      database.exec('begin immediate');
      return;
    } catch (error) {
      if (!isBusy(error) || Date.now() >= until) throw error;
      await pause(pauseMs);
    }
  }
};

/** Runs every write inside a transaction that holds the write lock from its start, so that no statement finds it taken. */
class WritingConnection implements DatabaseConnection {
  readonly #inner: DatabaseConnection;
  readonly #database: Libsql.Database;

  constructor(inner: DatabaseConnection, database: Libsql.Database) {
    this.#inner = inner;
    this.#database = database;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const reads = query.query.kind === 'SelectQueryNode' || query.query.kind === 'RawNode';
    if (reads || this.#database.inTransaction) return this.#inner.executeQuery<Row>(query);
    await beginWriting(this.#database);
    try {
      const result = await this.#inner.executeQuery<Row>(query);
      this.#database.exec('commit');
      return result;
    } catch (error) {
      if (this.#database.inTransaction) this.#database.exec('rollback');
      throw error;
    }
  }

  streamQuery<Row>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<Row>> {
    return this.#inner.streamQuery<Row>(query, chunkSize);
  }
}

class ImmediateDriver extends SqliteDriver {
  readonly #database: Libsql.Database;

  constructor(database: Libsql.Database) {
    super({ database });
    this.#database = database;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return new WritingConnection(await super.acquireConnection(), this.#database);
  }

  override beginTransaction(): Promise<void> {
    return beginWriting(this.#database);
  }
}

/** kysely's SQLite over libsql. */
export class LibsqlDialect extends SqliteDialect {
  readonly #database: Libsql.Database;

  constructor(database: Libsql.Database) {
    super({ database });
    this.#database = database;
  }

  override createDriver(): Driver {
    return new ImmediateDriver(this.#database);
  }
}
