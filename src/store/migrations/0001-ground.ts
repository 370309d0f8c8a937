// The first tables. Forward only: a later change is a later file, and this one is never edited once released.
import type { Kysely, Migration } from 'kysely';
import type { DialectSql } from '../dialect-sql.ts';

export const ground = (dialect: DialectSql): Migration => ({
  up: async (db: Kysely<unknown>): Promise<void> => {
    await db.schema
      .createTable('launch_attempts')
      .addColumn('state_hash', 'text', (c) => c.primaryKey())
      .addColumn('binding_hash', 'text', (c) => c.notNull())
      .addColumn('sealed_body', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema
      .createIndex('launch_attempts_by_expiry')
      .on('launch_attempts')
      .column('expires_at')
      .execute();

    await db.schema
      .createTable('sessions')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('ehr_id', 'text', (c) => c.notNull())
      .addColumn('fhir_user', 'text', (c) => c.notNull())
      .addColumn('sealed_csrf_secret', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('last_seen_at', 'bigint', (c) => c.notNull())
      .addColumn('ended_at', 'bigint')
      .execute();

    await db.schema
      .createTable('grants')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('ehr_id', 'text', (c) => c.notNull())
      .addColumn('app_id', 'text', (c) => c.notNull())
      .addColumn('fhir_user', 'text', (c) => c.notNull())
      .addColumn('scopes', 'text', (c) => c.notNull())
      .addColumn('sealed_context', 'text', (c) => c.notNull())
      .addColumn('sealed_tokens', 'text')
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('ended_at', 'bigint')
      .execute();

    await db.schema
      .createTable('launches')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('session_id', 'text', (c) => c.notNull().references('sessions.id'))
      .addColumn('grant_id', 'text', (c) => c.notNull().references('grants.id'))
      .addColumn('ehr_id', 'text', (c) => c.notNull())
      .addColumn('role', 'text', (c) => c.notNull())
      .addColumn('sealed_context', 'text', (c) => c.notNull())
      .addColumn('need_patient_banner', 'integer', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('launches_by_grant').on('launches').column('grant_id').execute();

    await db.schema
      .createTable('referrals')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('ehr_id', 'text', (c) => c.notNull())
      .addColumn('patient_id', 'text', (c) => c.notNull())
      .addColumn('stage', 'text', (c) => c.notNull())
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('sealed_body', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createIndex('referrals_newest')
      .on('referrals')
      .columns(['ehr_id', 'created_at', 'id'])
      .execute();
    await db.schema
      .createIndex('referrals_of_patient')
      .on('referrals')
      .columns(['ehr_id', 'patient_id', 'created_at'])
      .execute();

    await db.schema
      .createTable('outbox')
      .addColumn('id', 'text', (c) => c.primaryKey())
      // One delivery a referral: a second one could write a second order.
      .addColumn('referral_id', 'text', (c) => c.notNull().unique().references('referrals.id'))
      .addColumn('grant_id', 'text', (c) => c.notNull().references('grants.id'))
      .addColumn('ehr_id', 'text', (c) => c.notNull())
      .addColumn('patient_id', 'text', (c) => c.notNull())
      .addColumn('status', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('due_at', 'bigint', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('fence', 'integer', (c) => c.notNull())
      .addColumn('leased_until', 'bigint')
      .execute();
    await db.schema.createIndex('outbox_due').on('outbox').columns(['status', 'due_at']).execute();
    await db.schema
      .createIndex('outbox_of_child')
      .on('outbox')
      .columns(['ehr_id', 'patient_id', 'status', 'created_at'])
      .execute();
    await db.schema.createIndex('outbox_by_grant').on('outbox').columns(['grant_id', 'status']).execute();

    await db.schema
      .createTable('audit')
      .addColumn('seq', dialect.serialType, dialect.serialColumn)
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('ehr_id', 'text', (c) => c.notNull())
      .addColumn('actor', 'text', (c) => c.notNull())
      .addColumn('role', 'text', (c) => c.notNull())
      .addColumn('action', 'text', (c) => c.notNull())
      .addColumn('entity', 'text', (c) => c.notNull())
      .addColumn('outcome', 'text', (c) => c.notNull())
      .addColumn('launch_id', 'text')
      .execute();
    for (const statement of dialect.appendOnly('audit')) await statement.execute(db);

    await db.schema
      .createTable('acknowledgements')
      .addColumn('ehr_id', 'text', (c) => c.notNull())
      .addColumn('patient_id', 'text', (c) => c.notNull())
      .addColumn('result_key', 'text', (c) => c.notNull())
      .addColumn('sealed_plan', 'text', (c) => c.notNull())
      .addColumn('acknowledged_by', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('acknowledgements_key', ['ehr_id', 'patient_id', 'result_key'])
      .execute();
  },
});
