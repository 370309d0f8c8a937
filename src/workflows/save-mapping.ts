// Drafts of code mappings: saved, taken away, handed out as content files. None of it is live for a clinician.
import { createHash } from 'node:crypto';
import { dateInZone } from '../domain/age.ts';
import { draftFrom } from '../domain/screening/check-mapping.ts';
import type { ClinicalContent } from '../domain/screening/content.ts';
import {
  type DraftKind,
  type DraftRow,
  draftKey,
  isLive,
  type MappingDraft,
  withDrafts,
} from '../domain/screening/mapping-draft.ts';
import type { MappingFault, MappingWish } from '../domain/screening/mapping-wish.ts';
import { ok, type Result } from '../result.ts';
import type { Store } from '../store/port.ts';
import type { ClinicOf, LaunchInUse, Now } from './context.ts';
import { auditOf } from './send-referral.ts';

export interface MappingParts {
  readonly store: Store;
  readonly content: ClinicalContent;
  readonly clinicOf: ClinicOf;
  readonly now: Now;
}

export interface DraftLine {
  readonly draft: MappingDraft;
  readonly key: string;
  /** The content in use says the same: it waits here only so that the next export holds it too. */
  readonly isLive: boolean;
  /** Calendar date in the clinic's zone. */
  readonly on: string;
}

/** A form is named by what it is, so that two administrators name it alike. */
const idOfForm = (wish: MappingWish): string =>
  wish.kind === 'questionnaires'
    ? `form-${createHash('sha256')
        .update(JSON.stringify([wish.questionnaire, wish.version]))
        .digest('hex')
        .slice(0, 12)}`
    : '';

/** The mapping is content's own row with its source; the audit row names the kind alone, for a code may stand for a child. */
export const makeSaveMapping =
  ({ store, content, clinicOf, now }: MappingParts) =>
  async (use: LaunchInUse, wish: MappingWish): Promise<Result<MappingDraft, readonly MappingFault[]>> => {
    const at = now();
    const { ehrId } = use.launch;
    const by = use.user.person.display;
    const on = dateInZone(at, clinicOf(ehrId).timeZone);
    const drafts = await store.mappingDraftsOf(ehrId);
    const checked = draftFrom(wish, {
      instruments: content.instruments,
      inUse: content,
      drafted: withDrafts(content, drafts),
      source: `Mapped by ${by} on ${on} in the mapping console, from test charts of the EHR ${ehrId}`,
      newId: idOfForm(wish),
    });
    if (!checked.ok) return checked;
    const draft: MappingDraft = { ...checked.value, ehrId, by, at: at.getTime() };
    await store.saveMappingDraft(draft, auditOf(use, at, 'mapping.draft.save', `mapping/${draft.kind}`));
    return ok(draft);
  };
export type SaveMapping = ReturnType<typeof makeSaveMapping>;

/** Takes a draft away; one that is gone already is no fault. */
export const makeRemoveMapping =
  ({ store, now }: Pick<MappingParts, 'store' | 'now'>) =>
  async (use: LaunchInUse, kind: DraftKind, key: string): Promise<void> => {
    const audit = auditOf(use, now(), 'mapping.draft.remove', `mapping/${kind}`);
    await store.removeMappingDraft(use.launch.ehrId, kind, key, audit);
  };
export type RemoveMapping = ReturnType<typeof makeRemoveMapping>;

export const makeListMappings =
  ({ store, content, clinicOf }: Omit<MappingParts, 'now'>) =>
  async ({ launch }: LaunchInUse): Promise<readonly DraftLine[]> => {
    const drafts = await store.mappingDraftsOf(launch.ehrId);
    const { timeZone } = clinicOf(launch.ehrId);
    return drafts.map((draft) => ({
      draft,
      key: draftKey(draft),
      isLive: isLive(content, draft),
      on: dateInZone(new Date(draft.at), timeZone),
    }));
  };
export type ListMappings = ReturnType<typeof makeListMappings>;

export interface MappingFile {
  readonly kind: DraftKind;
  /** Where it belongs in a site's content directory. */
  readonly path: string;
  /** JSON, rows as the content's schemas want them. */
  readonly text: string;
}

/** One kind's drafts as a content file; `undefined` when there are none. Audited before anything is handed out. */
export const makeExportMappings =
  ({ store, now }: Pick<MappingParts, 'store' | 'now'>) =>
  async (use: LaunchInUse, kind: DraftKind): Promise<MappingFile | undefined> => {
    const { ehrId } = use.launch;
    const drafts = await store.mappingDraftsOf(ehrId);
    const rows = drafts.filter((one) => one.kind === kind).map((one): DraftRow['row'] => one.row);
    if (rows.length === 0) return undefined;
    await store.appendAudit(auditOf(use, now(), 'mapping.export', `mapping/${kind}`));
    return { kind, path: `${kind}/${ehrId}.json`, text: `${JSON.stringify(rows, null, 2)}\n` };
  };
export type ExportMappings = ReturnType<typeof makeExportMappings>;
