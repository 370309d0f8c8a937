import type { Referral } from '../domain/referral/referral.ts';
import { insertAudit } from './audit.ts';
import { contentHash } from './content-hash.ts';
import { StoreError, UnreadableError } from './errors.ts';
import { insertEntry, replaceIdleEntry } from './outbox.ts';
import type { Store } from './port.ts';
import type { StoreParts } from './parts.ts';

const purpose = (referralId: string): string => `referrals.body:${referralId}`;

/** What stands sealed in a row: the referral, and the hash of the form it began with. */
interface Body {
  readonly referral: Referral;
  readonly submitted: string;
}

/** Thrown inside a transaction to undo it and answer `conflict`. */
class Conflict extends Error {}

const instant = (referral: Referral): number => {
  const at = Date.parse(referral.createdAt);
  if (Number.isNaN(at)) throw new StoreError('STORE_CONFLICT', 'createdAt is not an instant');
  return at;
};

const placePurpose = (ehrId: string): string => `referrals.place:${ehrId}`;

/** The last row of a page: epoch milliseconds and number. */
type Place = readonly [createdAt: number, id: string];

/** The ledger of referrals: bodies sealed, ids and instants in the open. */
export const referralStore = ({
  db,
  sealer,
}: StoreParts): Pick<
  Store,
  'submitReferral' | 'saveReferral' | 'findReferral' | 'referralsOfPatient' | 'pageReferrals'
> => {
  const open = async (row: { id: string; sealed_body: string }): Promise<Body> =>
    (await sealer.open(purpose(row.id), row.sealed_body)) as Body;
  const openAll = async (
    rows: readonly { id: string; sealed_body: string }[],
  ): Promise<readonly Referral[]> => (await Promise.all(rows.map(open))).map((body) => body.referral);

  const placeOf = async (ehrId: string, after: string): Promise<Place> => {
    try {
      return (await sealer.open(placePurpose(ehrId), after)) as Place;
    } catch (error) {
      if (error instanceof UnreadableError) throw new StoreError('STORE_CONFLICT', 'not a place in the list');
      throw error;
    }
  };

  return {
    submitReferral: async ({ referral, entry, audit, unless }) => {
      const submitted = contentHash(referral);
      const sealedBody = await sealer.seal(purpose(referral.id), { referral, submitted } satisfies Body);
      const saved = await db.transaction().execute(async (tx): Promise<'saved' | 'known' | 'repeat'> => {
        const others = unless
          ? await tx
              .selectFrom('referrals')
              .select(['id', 'sealed_body'])
              .where('ehr_id', '=', referral.ehrId)
              .where('patient_id', '=', referral.patientId)
              .execute()
          : [];
        // Sent again, the very same form is itself and no repeat.
        const isKnown = others.some(({ id }) => id === referral.id);
        if (unless && !isKnown && (await openAll(others)).some(unless)) return 'repeat';
        const { numInsertedOrUpdatedRows } = await tx
          .insertInto('referrals')
          .values({
            id: referral.id,
            ehr_id: referral.ehrId,
            patient_id: referral.patientId,
            stage: referral.stage,
            version: referral.version,
            created_at: instant(referral),
            sealed_body: sealedBody,
          })
          .onConflict((on) => on.column('id').doNothing())
          .executeTakeFirst();
        if (numInsertedOrUpdatedRows !== 1n) return 'known';
        if (entry) await insertEntry(tx, entry, referral);
        await insertAudit(tx, audit);
        return 'saved';
      });
      if (saved !== 'known') return saved;
      const known = await db
        .selectFrom('referrals')
        .select(['id', 'sealed_body'])
        .where('id', '=', referral.id)
        .executeTakeFirstOrThrow();
      return (await open(known)).submitted === submitted ? 'same' : 'different';
    },

    saveReferral: async ({ referral, expectedVersion, entry, audit }) => {
      const known = await db
        .selectFrom('referrals')
        .select(['id', 'sealed_body', 'patient_id'])
        .where('ehr_id', '=', referral.ehrId)
        .where('id', '=', referral.id)
        .executeTakeFirst();
      if (!known) return 'conflict';
      // A referral never moves to another child.
      if (known.patient_id !== referral.patientId)
        throw new StoreError('STORE_CONFLICT', 'a referral keeps its patient');
      const version = expectedVersion + 1;
      const { submitted } = await open(known);
      const changed: Body = { referral: { ...referral, version }, submitted };
      const sealedBody = await sealer.seal(purpose(referral.id), changed);
      try {
        await db.transaction().execute(async (tx) => {
          const { numUpdatedRows } = await tx
            .updateTable('referrals')
            .set({ stage: referral.stage, version, sealed_body: sealedBody })
            .where('id', '=', referral.id)
            .where('version', '=', expectedVersion)
            .executeTakeFirst();
          if (numUpdatedRows !== 1n) throw new Conflict();
          if (entry && !(await replaceIdleEntry(tx, entry, referral))) throw new Conflict();
          await insertAudit(tx, audit);
        });
        return 'saved';
      } catch (error) {
        if (error instanceof Conflict) return 'conflict';
        throw error;
      }
    },

    findReferral: async (ehrId, id) => {
      const row = await db
        .selectFrom('referrals')
        .select(['id', 'sealed_body'])
        .where('ehr_id', '=', ehrId)
        .where('id', '=', id)
        .executeTakeFirst();
      return row && (await open(row)).referral;
    },

    referralsOfPatient: async (ehrId, patientId) =>
      openAll(
        await db
          .selectFrom('referrals')
          .select(['id', 'sealed_body'])
          .where('ehr_id', '=', ehrId)
          .where('patient_id', '=', patientId)
          .orderBy('created_at', 'desc')
          .orderBy('id', 'desc')
          .execute(),
      ),

    pageReferrals: async (ehrId, { after, limit, patientId }) => {
      let query = db
        .selectFrom('referrals')
        .select(['id', 'patient_id', 'created_at', 'sealed_body'])
        .where('ehr_id', '=', ehrId)
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1);
      if (patientId !== undefined) query = query.where('patient_id', '=', patientId);
      if (after !== undefined) {
        const [at, id] = await placeOf(ehrId, after);
        query = query.where((eb) =>
          eb.or([eb('created_at', '<', at), eb.and([eb('created_at', '=', at), eb('id', '<', id)])]),
        );
      }
      const found = await query.execute();
      const page = found.slice(0, limit);
      const last = page.at(-1);
      const rows: Referral[] = [];
      const unreadable: { id: string; patientId: string }[] = [];
      for (const row of page) {
        try {
          rows.push((await open(row)).referral);
        } catch (error) {
          if (!(error instanceof UnreadableError)) throw error;
          unreadable.push({ id: row.id, patientId: row.patient_id });
        }
      }
      return {
        rows,
        unreadable,
        ...(found.length > limit && last
          ? { next: await sealer.seal(placePurpose(ehrId), [last.created_at, last.id] satisfies Place) }
          : {}),
      };
    },
  };
};
