import { randomUUID } from 'node:crypto';
import { insertAudit } from './audit.ts';
import type { Acknowledgement, Store } from './port.ts';
import type { StoreParts } from './parts.ts';

/** What stands sealed in a row: the key itself tells which question was answered, and how. */
type Body =
  | Pick<Acknowledgement, 'resultKey' | 'plan'>
  /** A row from before migration 0004: its plan is still sealed for the key it then stood under. */
  | { readonly resultKey: string; readonly sealedPlan: string };

/** Not the key of the result: a row's own number, which says nothing. */
const purposeOf = (ehrId: string, patientId: string, rowId: string): string =>
  `acknowledgements.body:${JSON.stringify([ehrId, patientId, rowId])}`;

const earlierPurpose = (ehrId: string, patientId: string, resultKey: string): string =>
  `acknowledgements.plan:${JSON.stringify([ehrId, patientId, resultKey])}`;

/**
 * Safety answers a clinician has seen, with the plan made; the newest word for a result stands. Each word is a row of its own: a
 * key that could be found again in the table could also be guessed.
 */
export const acknowledgementStore = ({
  db,
  sealer,
}: StoreParts): Pick<Store, 'acknowledge' | 'acknowledgementsOf'> => ({
  acknowledge: async ({ ehrId, patientId, resultKey, plan, by, at }, audit) => {
    const rowId = randomUUID();
    const body = await sealer.seal(purposeOf(ehrId, patientId, rowId), {
      resultKey,
      plan,
    } satisfies Body);
    await db.transaction().execute(async (tx) => {
      await tx
        .insertInto('acknowledgements')
        .values({
          ehr_id: ehrId,
          patient_id: patientId,
          result_key: rowId,
          sealed_plan: body,
          acknowledged_by: by,
          at,
        })
        .execute();
      await insertAudit(tx, audit);
    });
  },

  acknowledgementsOf: async (ehrId, patientId) => {
    const rows = await db
      .selectFrom('acknowledgements')
      .selectAll()
      .where('ehr_id', '=', ehrId)
      .where('patient_id', '=', patientId)
      .orderBy('at', 'desc')
      .execute();
    const words = await Promise.all(
      rows.map(async (row): Promise<Acknowledgement> => {
        const purpose = purposeOf(ehrId, patientId, row.result_key);
        const body = (await sealer.open(purpose, row.sealed_plan)) as Body;
        const { resultKey } = body;
        const plan =
          'plan' in body
            ? body.plan
            : ((await sealer.open(earlierPurpose(ehrId, patientId, resultKey), body.sealedPlan)) as string);
        return { ehrId, patientId, resultKey, plan, by: row.acknowledged_by, at: row.at };
      }),
    );
    const newest = new Map<string, Acknowledgement>();
    for (const word of words) if (!newest.has(word.resultKey)) newest.set(word.resultKey, word);
    return [...newest.values()];
  },
});
