import { type DraftRow, draftKey, type MappingDraft } from '../domain/screening/mapping-draft.ts';
import { insertAudit } from './audit.ts';
import type { Store } from './port.ts';
import type { StoreParts } from './parts.ts';

/** Drafts of code mappings. They hold codes of an EHR's set-up and who mapped them, nothing of a patient: they stand in the clear. */
export const mappingDraftStore = ({
  db,
}: StoreParts): Pick<Store, 'saveMappingDraft' | 'removeMappingDraft' | 'mappingDraftsOf'> => ({
  saveMappingDraft: async (draft, audit) => {
    const word = { body: JSON.stringify(draft.row), mapped_by: draft.by, at: draft.at };
    await db.transaction().execute(async (tx) => {
      await tx
        .insertInto('mapping_drafts')
        .values({ ehr_id: draft.ehrId, kind: draft.kind, key: draftKey(draft), ...word })
        .onConflict((on) => on.columns(['ehr_id', 'kind', 'key']).doUpdateSet(word))
        .execute();
      await insertAudit(tx, audit);
    });
  },

  removeMappingDraft: async (ehrId, kind, key, audit) =>
    db.transaction().execute(async (tx) => {
      const { numDeletedRows } = await tx
        .deleteFrom('mapping_drafts')
        .where('ehr_id', '=', ehrId)
        .where('kind', '=', kind)
        .where('key', '=', key)
        .executeTakeFirst();
      if (numDeletedRows === 0n) return false;
      await insertAudit(tx, audit);
      return true;
    }),

  mappingDraftsOf: async (ehrId) => {
    const rows = await db
      .selectFrom('mapping_drafts')
      .selectAll()
      .where('ehr_id', '=', ehrId)
      .orderBy('kind')
      .orderBy('key')
      .execute();
    return rows.map(({ kind, body, mapped_by, at }): MappingDraft => ({
      ...({ kind, row: JSON.parse(body) as unknown } as DraftRow),
      ehrId,
      by: mapped_by,
      at,
    }));
  },
});
