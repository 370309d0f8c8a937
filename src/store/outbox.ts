import type { Kysely, Selectable } from 'kysely';
import { type DeliveryState, freshDelivery } from '../domain/referral/delivery.ts';
import type { Referral } from '../domain/referral/referral.ts';
import { insertAudit } from './audit.ts';
import { StoreError } from './errors.ts';
import type { AuditEvent, OutboxEntry, Store } from './port.ts';
import type { Tables } from './schema.ts';
import type { StoreParts } from './parts.ts';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const stateFrom = (text: string): DeliveryState | undefined => {
  let state: unknown;
  try {
    state = JSON.parse(text);
  } catch {
    return undefined;
  }
  const holds =
    isRecord(state) &&
    isRecord(state['written']) &&
    isRecord(state['skipped']) &&
    typeof state['tries'] === 'number' &&
    ['waiting', 'done', 'parked'].includes(String(state['status']));
  return holds ? (state as DeliveryState) : undefined;
};

/** What an unreadable row is shown as: nobody can know how far it came, so a person looks in the chart. */
const unreadableState: DeliveryState = {
  ...freshDelivery,
  status: 'parked',
  parked: { reason: 'unconfirmed', detail: 'its saved state cannot be read' },
};

/** Waiting longer than any delay Hearth gives or takes from an EHR: the clock was set back, and the row is due (SECURITY Z16). */
const longestWaitMs = 3_600_000;
/** A row from the future by more than clocks differ was made before the clock was set back. */
const clockSlackMs = 60_000;

const entryFrom = (row: Selectable<Tables['outbox']>): OutboxEntry => ({
  id: row.id,
  referralId: row.referral_id,
  grantId: row.grant_id,
  ehrId: row.ehr_id,
  patientId: row.patient_id,
  state: stateFrom(row.state) ?? unreadableState,
  dueAt: row.due_at,
  createdAt: row.created_at,
  fence: row.fence,
  ...(row.leased_until === null ? {} : { leasedUntil: row.leased_until }),
});

const stateColumns = (state: DeliveryState) => ({ status: state.status, state: JSON.stringify(state) });

/** Adds the delivery of a referral, in the transaction that saves the referral. Both must speak of the same child. */
export const insertEntry = async (
  db: Kysely<Tables>,
  entry: OutboxEntry,
  referral: Referral,
): Promise<void> => {
  if (
    entry.referralId !== referral.id ||
    entry.patientId !== referral.patientId ||
    entry.ehrId !== referral.ehrId
  )
    throw new StoreError('STORE_CONFLICT', 'the outbox entry is of another referral or child');
  await db
    .insertInto('outbox')
    .values({
      id: entry.id,
      referral_id: entry.referralId,
      grant_id: entry.grantId,
      ehr_id: entry.ehrId,
      patient_id: entry.patientId,
      ...stateColumns(entry.state),
      due_at: entry.dueAt,
      created_at: entry.createdAt,
      fence: entry.fence,
      leased_until: null,
    })
    .execute();
};

/**
 * Adds the entry, or replaces the one the caller read (same id and fence) while nobody holds it. False when a worker has
 * or had it since: what that worker learns from the EHR must not be overwritten.
 */
export const replaceIdleEntry = async (
  db: Kysely<Tables>,
  entry: OutboxEntry,
  referral: Referral,
): Promise<boolean> => {
  const known = await db
    .selectFrom('outbox')
    .select(['id'])
    .where('referral_id', '=', referral.id)
    .executeTakeFirst();
  if (!known) {
    await insertEntry(db, entry, referral);
    return true;
  }
  const { numUpdatedRows } = await db
    .updateTable('outbox')
    .set({ ...stateColumns(entry.state), grant_id: entry.grantId, due_at: entry.dueAt })
    .where('id', '=', entry.id)
    .where('referral_id', '=', referral.id)
    .where('fence', '=', entry.fence)
    .where((eb) => eb.or([eb('leased_until', 'is', null), eb('status', '<>', 'waiting')]))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
};

const unreadableAudit = (ehrId: string, referralId: string, at: number): AuditEvent => ({
  at,
  ehrId,
  actor: 'hearth',
  role: 'worker',
  action: 'referral.delivery.unreadable',
  entity: `Referral/${referralId}`,
  outcome: 'failed',
});

/** Deliveries on their way: leased to one worker at a time, fenced against one that comes back late. */
export const outboxStore = ({
  db,
}: StoreParts): Pick<Store, 'outboxEntryOf' | 'leaseDue' | 'saveDelivery' | 'reopenEntry'> => ({
  outboxEntryOf: async (referralId) => {
    const row = await db
      .selectFrom('outbox')
      .selectAll()
      .where('referral_id', '=', referralId)
      .executeTakeFirst();
    return row && entryFrom(row);
  },

  leaseDue: ({ now, leaseUntil, limit, referralId }) =>
    db.transaction().execute(async (tx) => {
      let due = tx
        .selectFrom('outbox as entry')
        .select(['entry.id', 'entry.fence', 'entry.state', 'entry.ehr_id', 'entry.referral_id'])
        .where('entry.status', '=', 'waiting')
        .where((eb) =>
          eb.or([
            eb('entry.due_at', '<=', now),
            eb('entry.due_at', '>', now + longestWaitMs),
            eb('entry.created_at', '>', now + clockSlackMs),
          ]),
        )
        .where((eb) => eb.or([eb('entry.leased_until', 'is', null), eb('entry.leased_until', '<=', now)]))
        // First in, first out for each child: the family's second wish does not overtake the first.
        .where((of) =>
          of.not(
            of.exists(
              of
                .selectFrom('outbox as earlier')
                .select('earlier.id')
                .whereRef('earlier.ehr_id', '=', 'entry.ehr_id')
                .whereRef('earlier.patient_id', '=', 'entry.patient_id')
                .where('earlier.status', '=', 'waiting')
                .where((eb) =>
                  eb.or([
                    eb('earlier.created_at', '<', eb.ref('entry.created_at')),
                    eb.and([
                      eb('earlier.created_at', '=', eb.ref('entry.created_at')),
                      eb('earlier.id', '<', eb.ref('entry.id')),
                    ]),
                  ]),
                ),
            ),
          ),
        )
        .orderBy('entry.created_at')
        .orderBy('entry.id')
        .limit(limit);
      if (referralId !== undefined) due = due.where('entry.referral_id', '=', referralId);

      const leased: OutboxEntry[] = [];
      for (const { id, fence, state, ehr_id, referral_id } of await due.execute()) {
        if (!stateFrom(state)) {
          // Its text stays as it is, for whoever mends it.
          await tx
            .updateTable('outbox')
            .set({ status: 'parked', fence: fence + 1, leased_until: null })
            .where('id', '=', id)
            .where('fence', '=', fence)
            .execute();
          await insertAudit(tx, unreadableAudit(ehr_id, referral_id, now));
          continue;
        }
        // The fence in the condition makes this safe also where reading did not lock the row.
        const row = await tx
          .updateTable('outbox')
          .set({ fence: fence + 1, leased_until: leaseUntil })
          .where('id', '=', id)
          .where('fence', '=', fence)
          .returningAll()
          .executeTakeFirst();
        if (row) leased.push(entryFrom(row));
      }
      return leased;
    }),

  saveDelivery: ({ entryId, fence, state, dueAt, release, leaseUntil, audit }) =>
    db.transaction().execute(async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable('outbox')
        .set({
          ...stateColumns(state),
          due_at: dueAt,
          ...(release
            ? { leased_until: null }
            : leaseUntil === undefined
              ? {}
              : { leased_until: leaseUntil }),
        })
        .where('id', '=', entryId)
        .where('fence', '=', fence)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) return false;
      if (audit) await insertAudit(tx, audit);
      return true;
    }),

  reopenEntry: (entryId, grantId, dueAt, state) =>
    db.transaction().execute(async (tx) => {
      const entry = await tx
        .selectFrom('outbox')
        .innerJoin('grants', 'grants.id', 'outbox.grant_id')
        .select(['outbox.status', 'outbox.leased_until', 'grants.ehr_id', 'grants.fhir_user'])
        .where('outbox.id', '=', entryId)
        .executeTakeFirst();
      const grant = await tx
        .selectFrom('grants')
        .select(['ehr_id', 'fhir_user'])
        .where('id', '=', grantId)
        .executeTakeFirst();
      if (!entry || !grant) throw new StoreError('STORE_CONFLICT', 'no such entry or grant');
      // Never under another user's token (SECURITY 3).
      if (entry.ehr_id !== grant.ehr_id || entry.fhir_user !== grant.fhir_user)
        throw new StoreError('STORE_CONFLICT', 'the grant is another user’s');
      if (entry.status === 'done') return;
      // A worker that holds the entry knows more than the caller: it keeps its state, and the next try uses the new grant.
      const held = entry.status === 'waiting' && entry.leased_until !== null;
      await tx
        .updateTable('outbox')
        .set({
          grant_id: grantId,
          ...(held ? {} : { ...stateColumns(state), due_at: dueAt, leased_until: null }),
        })
        .where('id', '=', entryId)
        .execute();
    }),
});
