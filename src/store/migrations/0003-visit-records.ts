// What was said in a visit and no EHR has a place for: declined screens, and the next step agreed with the family.
import type { Kysely, Migration } from 'kysely';

export const visitRecords = (): Migration => ({
  up: async (db: Kysely<unknown>): Promise<void> => {
    await db.schema
      .createTable('visit_records')
      .addColumn('ehr_id', 'text', (c) => c.notNull())
      .addColumn('patient_id', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('subject', 'text', (c) => c.notNull())
      .addColumn('on_date', 'text', (c) => c.notNull())
      .addColumn('sealed_body', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('visit_records_key', ['ehr_id', 'patient_id', 'kind', 'subject', 'on_date'])
      .execute();
  },
});
