import { insertAudit } from './audit.ts';
import { StoreError } from './errors.ts';
import { grantContextPurpose, grantTokensPurpose } from './grants.ts';
import type { Launch, Role, Store } from './port.ts';
import { csrfPurpose } from './sessions.ts';
import type { StoreParts } from './parts.ts';

const purpose = (launchId: string): string => `launches.context:${launchId}`;

/** What of a launch names a child. */
type Context = Pick<Launch, 'patientId' | 'encounterId'>;

export const launchStore = ({ db, sealer }: StoreParts): Pick<Store, 'openLaunch' | 'findLaunch'> => ({
  openLaunch: async ({ session, grant, launch, audit }) => {
    // Sealed before the transaction: it holds the only connection, and waits for nothing but the database.
    const csrfSecret = await sealer.seal(csrfPurpose(session.id), session.csrfSecret);
    const grantContext = await sealer.seal(grantContextPurpose(grant.id), {
      patientId: grant.patientId,
      userName: grant.userName,
    });
    const tokens = await sealer.seal(grantTokensPurpose(grant.id), grant.tokens);
    const context: Context = {
      ...(launch.patientId === undefined ? {} : { patientId: launch.patientId }),
      ...(launch.encounterId === undefined ? {} : { encounterId: launch.encounterId }),
    };
    const launchContext = await sealer.seal(purpose(launch.id), context);

    await db.transaction().execute(async (tx) => {
      const known = await tx
        .selectFrom('sessions')
        .select(['ehr_id', 'fhir_user', 'ended_at'])
        .where('id', '=', session.id)
        .executeTakeFirst();
      if (!known)
        await tx
          .insertInto('sessions')
          .values({
            id: session.id,
            ehr_id: session.ehrId,
            fhir_user: session.fhirUser,
            sealed_csrf_secret: csrfSecret,
            created_at: session.createdAt,
            last_seen_at: session.lastSeenAt,
            ended_at: null,
          })
          .execute();
      // A session goes on only for the same person: another user's launch never slips into it (SECURITY S6).
      else if (
        known.ehr_id !== session.ehrId ||
        known.fhir_user !== session.fhirUser ||
        known.ended_at !== null
      )
        throw new StoreError('STORE_CONFLICT', 'the session is ended or another user’s');
      else
        await tx
          .updateTable('sessions')
          .set({ last_seen_at: session.lastSeenAt })
          .where('id', '=', session.id)
          .execute();
      await tx
        .insertInto('grants')
        .values({
          id: grant.id,
          ehr_id: grant.ehrId,
          app_id: grant.appId,
          fhir_user: grant.fhirUser,
          scopes: grant.scopes,
          sealed_context: grantContext,
          sealed_tokens: tokens,
          version: grant.version,
          created_at: launch.createdAt,
          ended_at: grant.endedAt ?? null,
        })
        .execute();
      await tx
        .insertInto('launches')
        .values({
          id: launch.id,
          session_id: launch.sessionId,
          grant_id: launch.grantId,
          ehr_id: launch.ehrId,
          role: launch.role,
          sealed_context: launchContext,
          need_patient_banner: launch.needPatientBanner ? 1 : 0,
          created_at: launch.createdAt,
        })
        .execute();
      await insertAudit(tx, audit);
    });
  },

  findLaunch: async (id) => {
    const row = await db.selectFrom('launches').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) return undefined;
    const context = (await sealer.open(purpose(id), row.sealed_context)) as Context;
    return {
      id: row.id,
      sessionId: row.session_id,
      grantId: row.grant_id,
      ehrId: row.ehr_id,
      role: row.role as Role,
      ...context,
      needPatientBanner: row.need_patient_banner === 1,
      createdAt: row.created_at,
    };
  },
});
