import { insertAudit } from './audit.ts';
import { StoreError } from './errors.ts';
import type { Store } from './port.ts';
import type { StoreParts } from './parts.ts';

/** What a session's CSRF secret is sealed for. */
export const csrfPurpose = (sessionId: string): string => `sessions.csrf_secret:${sessionId}`;

/** Browser sessions; `id` is already a hash, so a stolen file opens none. */
export const sessionStore = ({
  db,
  sealer,
}: StoreParts): Pick<Store, 'findSession' | 'touchSession' | 'endSession'> => ({
  findSession: async (id) => {
    const row = await db.selectFrom('sessions').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) return undefined;
    return {
      id: row.id,
      ehrId: row.ehr_id,
      fhirUser: row.fhir_user,
      csrfSecret: (await sealer.open(csrfPurpose(id), row.sealed_csrf_secret)) as string,
      createdAt: row.created_at,
      lastSeenAt: row.last_seen_at,
      ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
    };
  },

  touchSession: async (id, lastSeenAt) => {
    // Two requests at once may arrive the other way round: time only goes forward.
    await db
      .updateTable('sessions')
      .set({ last_seen_at: lastSeenAt })
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .where('last_seen_at', '<', lastSeenAt)
      .execute();
  },

  endSession: (id, endedAt, audit) =>
    db.transaction().execute(async (tx) => {
      const known = await tx.selectFrom('sessions').select('id').where('id', '=', id).executeTakeFirst();
      if (!known) throw new StoreError('STORE_CONFLICT', 'no such session');
      await tx
        .updateTable('sessions')
        .set({ ended_at: endedAt })
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .execute();
      await insertAudit(tx, audit);
    }),
});
