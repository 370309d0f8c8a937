import type { CalendarDate } from '../domain/age.ts';
import {
  type VisitRecord,
  type VisitRecordKey,
  type VisitRecordKind,
  visitRecordKinds,
} from '../domain/visit-record.ts';
import { insertAudit } from './audit.ts';
import type { StoreParts } from './parts.ts';
import type { Store } from './port.ts';

/** What stands sealed in a row. */
type Body = Pick<VisitRecord, 'text' | 'by'>;

const purpose = ({ ehrId, patientId, kind, subject, on }: VisitRecordKey): string =>
  `visit_records.body:${JSON.stringify([ehrId, patientId, kind, subject, on])}`;

const kindIn = (text: string): VisitRecordKind | undefined => visitRecordKinds.find((kind) => kind === text);

/** What was said in a visit; of one day, kind and subject the newest word stands. */
export const visitRecordStore = ({
  db,
  sealer,
}: StoreParts): Pick<Store, 'saveVisitRecord' | 'removeVisitRecord' | 'visitRecordsOf'> => ({
  saveVisitRecord: async (record, audit) => {
    const { ehrId, patientId, kind, subject, on, text, by, at } = record;
    const word = { sealed_body: await sealer.seal(purpose(record), { text, by } satisfies Body), at };
    await db.transaction().execute(async (tx) => {
      await tx
        .insertInto('visit_records')
        .values({ ehr_id: ehrId, patient_id: patientId, kind, subject, on_date: on, ...word })
        .onConflict((conflict) =>
          conflict.columns(['ehr_id', 'patient_id', 'kind', 'subject', 'on_date']).doUpdateSet(word),
        )
        .execute();
      await insertAudit(tx, audit);
    });
  },

  removeVisitRecord: async ({ ehrId, patientId, kind, subject, on }, audit) =>
    db.transaction().execute(async (tx) => {
      const { numDeletedRows } = await tx
        .deleteFrom('visit_records')
        .where('ehr_id', '=', ehrId)
        .where('patient_id', '=', patientId)
        .where('kind', '=', kind)
        .where('subject', '=', subject)
        .where('on_date', '=', on)
        .executeTakeFirst();
      if (numDeletedRows === 0n) return false;
      await insertAudit(tx, audit);
      return true;
    }),

  visitRecordsOf: async (ehrId, patientId) => {
    const rows = await db
      .selectFrom('visit_records')
      .selectAll()
      .where('ehr_id', '=', ehrId)
      .where('patient_id', '=', patientId)
      .orderBy('on_date', 'desc')
      .orderBy('at', 'desc')
      .execute();
    const records = await Promise.all(
      rows.map(async (row): Promise<VisitRecord | undefined> => {
        const kind = kindIn(row.kind);
        if (kind === undefined) return undefined;
        const key = { ehrId, patientId, kind, subject: row.subject, on: row.on_date as CalendarDate };
        const { text, by } = (await sealer.open(purpose(key), row.sealed_body)) as Body;
        return { ...key, text, by, at: row.at };
      }),
    );
    return records.filter((one) => one !== undefined);
  },
});
