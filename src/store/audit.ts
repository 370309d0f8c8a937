import type { Kysely } from 'kysely';
import type { AuditEvent, Store } from './port.ts';
import type { Tables } from './schema.ts';
import type { StoreParts } from './parts.ts';

/** Adds one event, inside whatever transaction the change it speaks of is made in. */
export const insertAudit = async (db: Kysely<Tables>, event: AuditEvent): Promise<void> => {
  await db
    .insertInto('audit')
    .values({
      at: event.at,
      ehr_id: event.ehrId,
      actor: event.actor,
      role: event.role,
      action: event.action,
      entity: event.entity,
      outcome: event.outcome,
      launch_id: event.launchId ?? null,
    })
    .execute();
};

/** The audit trail: added to and read, never changed; the database itself refuses (migration 0001). */
export const auditStore = ({ db }: StoreParts): Pick<Store, 'appendAudit' | 'readAudit'> => ({
  appendAudit: (event) => insertAudit(db, event),

  readAudit: async (limit) => {
    const rows = await db.selectFrom('audit').selectAll().orderBy('seq', 'desc').limit(limit).execute();
    return rows.map((row) => ({
      seq: row.seq,
      at: row.at,
      ehrId: row.ehr_id,
      actor: row.actor,
      role: row.role as AuditEvent['role'],
      action: row.action,
      entity: row.entity,
      outcome: row.outcome as AuditEvent['outcome'],
      ...(row.launch_id === null ? {} : { launchId: row.launch_id }),
    }));
  },
});
