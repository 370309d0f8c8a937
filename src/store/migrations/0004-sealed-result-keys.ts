// A result's key names the question and its answer: it is sealed with the plan, and the row takes a number that says nothing.
import { randomUUID } from 'node:crypto';
import type { Kysely, Migration } from 'kysely';
import type { Sealer } from '../seal.ts';

/** The table as this migration finds and leaves it. */
interface Found {
  acknowledgements: { ehr_id: string; patient_id: string; result_key: string; sealed_plan: string };
}

export const sealedResultKeys = (sealer: Sealer): Migration => ({
  up: async (db: Kysely<unknown>): Promise<void> => {
    const tables = db as Kysely<Found>;
    const rows = await tables
      .selectFrom('acknowledgements')
      .select(['ehr_id', 'patient_id', 'result_key', 'sealed_plan'])
      .execute();
    for (const { ehr_id, patient_id, result_key, sealed_plan } of rows) {
      const rowId = randomUUID();
      // The plan goes along as it is sealed: one whose key is away for now must not keep the store from opening.
      const body = await sealer.seal(`acknowledgements.body:${JSON.stringify([ehr_id, patient_id, rowId])}`, {
        resultKey: result_key,
        sealedPlan: sealed_plan,
      });
      await tables
        .updateTable('acknowledgements')
        .set({ result_key: rowId, sealed_plan: body })
        .where('ehr_id', '=', ehr_id)
        .where('patient_id', '=', patient_id)
        .where('result_key', '=', result_key)
        .execute();
    }
  },
});
