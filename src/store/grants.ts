import type { Grant, GrantTokens, Store } from './port.ts';
import type { StoreParts } from './parts.ts';

export const grantTokensPurpose = (grantId: string): string => `grants.tokens:${grantId}`;
export const grantContextPurpose = (grantId: string): string => `grants.context:${grantId}`;

/** Grants with their sealed tokens. A grant whose tokens were forgotten is not found any more. */
export const grantStore = ({
  db,
  sealer,
}: StoreParts): Pick<Store, 'findGrant' | 'replaceTokens' | 'endGrant' | 'forgetIdleGrants'> => ({
  findGrant: async (id) => {
    const row = await db.selectFrom('grants').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row || row.sealed_tokens === null) return undefined;
    const tokens = (await sealer.open(grantTokensPurpose(id), row.sealed_tokens)) as GrantTokens;
    const context = (await sealer.open(grantContextPurpose(id), row.sealed_context)) as Pick<
      Grant,
      'patientId' | 'userName'
    >;
    return {
      id: row.id,
      ehrId: row.ehr_id,
      appId: row.app_id,
      fhirUser: row.fhir_user,
      ...context,
      scopes: row.scopes,
      tokens,
      version: row.version,
      ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
    };
  },

  replaceTokens: async (grantId, expectedVersion, tokens) => {
    const sealed = await sealer.seal(grantTokensPurpose(grantId), tokens);
    const { numUpdatedRows } = await db
      .updateTable('grants')
      .set({ sealed_tokens: sealed, version: expectedVersion + 1 })
      .where('id', '=', grantId)
      .where('version', '=', expectedVersion)
      .where('sealed_tokens', 'is not', null)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  },

  endGrant: async (grantId, endedAt) => {
    await db
      .updateTable('grants')
      .set({ ended_at: endedAt })
      .where('id', '=', grantId)
      .where('ended_at', 'is', null)
      .execute();
  },

  forgetIdleGrants: async (before) => {
    // A session nobody has used since `before` keeps nothing alive, ended or not.
    const { numUpdatedRows } = await db
      .updateTable('grants')
      .set({ sealed_tokens: null })
      .where('sealed_tokens', 'is not', null)
      .where('created_at', '<', before)
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('launches')
              .innerJoin('sessions', 'sessions.id', 'launches.session_id')
              .select('launches.id')
              .whereRef('launches.grant_id', '=', 'grants.id')
              .where('sessions.ended_at', 'is', null)
              .where('sessions.last_seen_at', '>=', before),
          ),
        ),
      )
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('outbox')
              .select('outbox.id')
              .whereRef('outbox.grant_id', '=', 'grants.id')
              .where('outbox.status', '=', 'waiting'),
          ),
        ),
      )
      .executeTakeFirst();
    return Number(numUpdatedRows);
  },
});
