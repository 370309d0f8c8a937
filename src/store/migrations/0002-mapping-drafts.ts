// Code mappings an administrator tries before they become content.
import type { Kysely, Migration } from 'kysely';

export const mappingDrafts = (): Migration => ({
  up: async (db: Kysely<unknown>): Promise<void> => {
    await db.schema
      .createTable('mapping_drafts')
      .addColumn('ehr_id', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('key', 'text', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('mapped_by', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('mapping_drafts_key', ['ehr_id', 'kind', 'key'])
      .execute();
  },
});
