// Trip 3, first form: this clinic's referrals, each shown only when this user's own grant reads that child now.
import type { Patient } from 'fhir/r4.js';
import type { Referral } from '../domain/referral/referral.ts';
import { type Standing, standingOf } from '../domain/referral/standing.ts';
import type { Gap } from '../domain/chart.ts';
import type { Ehr } from '../ehr/port.ts';
import { childFrom } from '../fhir/patient.ts';
import type { ReferralPage, Store } from '../store/port.ts';
import { stopIfAccessEnded } from './access-ended.ts';
import type { LaunchInUse } from './context.ts';
import { isStoreConflict } from './store-faults.ts';

const pageRows = 25;

export interface WorklistRow {
  readonly referral: Referral;
  readonly standing: Standing;
  readonly childName: string;
  readonly birthDate: string;
}

export interface WorklistPage {
  readonly rows: readonly WorklistRow[];
  /** Key to pass for the next page, sealed; absent on the last one. */
  readonly next?: string;
  readonly gap?: Gap;
  /** Referrals of children this user may see that Hearth's own store cannot read any more. */
  readonly unreadable: number;
  /** The launch's access ends at one child, so the list does too. */
  readonly onlyThisChild?: true;
}

/** Names are read, never stored. A row whose child does not come back is not shown and not counted. */
export const makeListWorklist =
  ({
    store,
    ehr,
    mayReadOthers,
  }: {
    store: Store;
    ehr: Ehr;
    /** Whether the granted scopes reach beyond the child of the launch. */
    mayReadOthers: (scopes: string) => boolean;
  }) =>
  async ({ launch, access }: LaunchInUse, after?: string): Promise<WorklistPage> => {
    const ehrAccess = await access();
    // Asked for others under such a grant, many EHRs refuse the whole question, this child included.
    const only =
      launch.patientId !== undefined && !mayReadOthers(ehrAccess.scopes) ? launch.patientId : undefined;
    const page = await pageFrom(store, launch.ehrId, only, after);
    const shape = {
      ...(page.next === undefined ? {} : { next: page.next }),
      ...(only === undefined ? {} : { onlyThisChild: true as const }),
    };
    const patientIds = [...new Set([...page.rows, ...page.unreadable].map((one) => one.patientId))];
    if (patientIds.length === 0) return { rows: [], unreadable: 0, ...shape };
    const read = await ehr.readPatients(ehrAccess, patientIds);
    stopIfAccessEnded(read.gap);
    const children = new Map(
      read.resources
        .filter((one): one is Patient => one.resourceType === 'Patient')
        .map((patient) => [patient.id ?? '', childFrom(patient)]),
    );
    const rows = await Promise.all(
      page.rows.map(async (referral): Promise<WorklistRow | undefined> => {
        const child = children.get(referral.patientId);
        if (!child) return undefined;
        const entry = await store.outboxEntryOf(referral.id);
        return {
          referral,
          standing: standingOf(referral, entry?.state),
          childName: child.name,
          birthDate: child.birthDate?.earliest ?? 'not in the chart',
        };
      }),
    );
    return {
      rows: rows.filter((row) => row !== undefined),
      unreadable: page.unreadable.filter((one) => children.has(one.patientId)).length,
      ...shape,
      ...(read.gap ? { gap: read.gap } : {}),
    };
  };

/** A key that opens no place any more (its seal's key was retired) begins again at the newest. */
const pageFrom = async (
  store: Store,
  ehrId: string,
  patientId: string | undefined,
  after: string | undefined,
): Promise<ReferralPage> => {
  const page = { limit: pageRows, ...(patientId === undefined ? {} : { patientId }) };
  if (after === undefined) return store.pageReferrals(ehrId, page);
  try {
    return await store.pageReferrals(ehrId, { ...page, after });
  } catch (error) {
    if (isStoreConflict(error)) return store.pageReferrals(ehrId, page);
    throw error;
  }
};
export type ListWorklist = ReturnType<typeof makeListWorklist>;
