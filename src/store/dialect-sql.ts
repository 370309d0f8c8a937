// The few words a dialect says in its own way (STACK 3): each database brings these, and nothing else differs.
import type { ColumnBuilderCallback, ColumnDataType, RawBuilder } from 'kysely';

export interface DialectSql {
  readonly serialType: ColumnDataType;
  readonly serialColumn: ColumnBuilderCallback;
  /** Statements that make a table refuse UPDATE and DELETE. */
  appendOnly(table: string): readonly RawBuilder<unknown>[];
}
