import { insertAudit } from './audit.ts';
import type { Acknowledgement, Store } from './port.ts';
import type { StoreParts } from './parts.ts';

const purpose = (one: Pick<Acknowledgement, 'ehrId' | 'patientId' | 'resultKey'>): string =>
  `acknowledgements.plan:${JSON.stringify([one.ehrId, one.patientId, one.resultKey])}`;

/** Safety answers a clinician has seen, with the plan made; the newest word for a result stands. */
export const acknowledgementStore = ({
  db,
  sealer,
}: StoreParts): Pick<Store, 'acknowledge' | 'acknowledgementsOf'> => ({
  acknowledge: async (acknowledgement, audit) => {
    const plan = {
      sealed_plan: await sealer.seal(purpose(acknowledgement), acknowledgement.plan),
      acknowledged_by: acknowledgement.by,
      at: acknowledgement.at,
    };
    await db.transaction().execute(async (tx) => {
      await tx
        .insertInto('acknowledgements')
        .values({
          ehr_id: acknowledgement.ehrId,
          patient_id: acknowledgement.patientId,
          result_key: acknowledgement.resultKey,
          ...plan,
        })
        .onConflict((on) => on.columns(['ehr_id', 'patient_id', 'result_key']).doUpdateSet(plan))
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
    return Promise.all(
      rows.map(async (row) => {
        const key = { ehrId, patientId, resultKey: row.result_key };
        const plan = (await sealer.open(purpose(key), row.sealed_plan)) as string;
        return { ...key, plan, by: row.acknowledged_by, at: row.at };
      }),
    );
  },
});
