// What the rest of Hearth asks of its store. Each method is one transaction and named for why it is called.
import type { AttemptStore } from '../../smart-launch/index.ts';
import type { DeliveryState } from '../domain/referral/delivery.ts';
import type { Referral } from '../domain/referral/referral.ts';
import type { VisitRecord, VisitRecordKey } from '../domain/visit-record.ts';
import type { DraftKind, MappingDraft } from '../domain/screening/mapping-draft.ts';

export type Role = 'clinician' | 'coordinator' | 'admin';

/** A browser's session. `id` is a hash of the cookie's value; the value itself is never stored. */
export interface Session {
  readonly id: string;
  readonly ehrId: string;
  readonly fhirUser: string;
  readonly csrfSecret: string;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  readonly endedAt?: number;
}

/** Tokens as the EHR gave them; sealed by the store before they touch the disk. */
export interface GrantTokens {
  readonly accessToken: string;
  readonly refreshToken?: string;
  /** Epoch milliseconds. */
  readonly accessTokenExpiresAt: number;
  /** The id_token's `sub` at launch: a renewal for anyone else is refused. */
  readonly subject?: string;
}

/** (EHR, app, fhirUser, patient or none, scopes, tokens, version): DESIGN "Grants". */
export interface Grant {
  readonly id: string;
  readonly ehrId: string;
  readonly appId: string;
  readonly fhirUser: string;
  readonly userName: string;
  readonly patientId?: string;
  readonly scopes: string;
  readonly tokens: GrantTokens;
  readonly version: number;
  /** Set when the EHR no longer honours it. */
  readonly endedAt?: number;
}

/** One launch: the context every page and form of it carries in its path. */
export interface Launch {
  readonly id: string;
  readonly sessionId: string;
  readonly grantId: string;
  readonly ehrId: string;
  readonly role: Role;
  readonly patientId?: string;
  readonly encounterId?: string;
  readonly needPatientBanner: boolean;
  readonly createdAt: number;
}

export interface OutboxEntry {
  readonly id: string;
  readonly referralId: string;
  readonly grantId: string;
  readonly ehrId: string;
  readonly patientId: string;
  readonly state: DeliveryState;
  /** Epoch milliseconds. */
  readonly dueAt: number;
  readonly createdAt: number;
  /** Fencing token: grows with every lease; a save with an older one is refused. */
  readonly fence: number;
  readonly leasedUntil?: number;
}

/** Minimal by design: who did what to which thing, never what it said (SECURITY "Audit trail"). */
export interface AuditEvent {
  readonly at: number;
  readonly ehrId: string;
  readonly actor: string;
  readonly role: Role | 'worker';
  readonly action: string;
  readonly entity: string;
  readonly outcome: 'success' | 'refused' | 'failed';
  readonly launchId?: string;
}

/** A clinician saw a tier 4 answer and planned for it; keyed by the result so a new answer interrupts again. */
export interface Acknowledgement {
  readonly ehrId: string;
  readonly patientId: string;
  readonly resultKey: string;
  readonly plan: string;
  readonly by: string;
  readonly at: number;
}

/** One page of the referrals' list. */
export interface ReferralPage {
  readonly rows: readonly Referral[];
  /** Whose rows stand on this page but could not be read. */
  readonly unreadable: readonly { readonly id: string; readonly patientId: string }[];
  /** Where the next page begins, sealed: it says nothing of any row. Absent on the last page. */
  readonly next?: string;
}

export interface Store extends AttemptStore {
  /** After a completed launch: session (new or the one that goes on), grant, launch and audit together. */
  openLaunch(opened: { session: Session; grant: Grant; launch: Launch; audit: AuditEvent }): Promise<void>;
  findSession(id: string): Promise<Session | undefined>;
  touchSession(id: string, lastSeenAt: number): Promise<void>;
  /** Ends it; its grants live on only while the outbox needs them. */
  endSession(id: string, endedAt: number, audit: AuditEvent): Promise<void>;
  findLaunch(id: string): Promise<Launch | undefined>;
  findGrant(id: string): Promise<Grant | undefined>;
  /** Saves rotated tokens; false when someone else saved first (version moved on). */
  replaceTokens(grantId: string, expectedVersion: number, tokens: GrantTokens): Promise<boolean>;
  endGrant(grantId: string, endedAt: number): Promise<void>;
  /** Forgets the tokens of grants older than `before` that no live session and no waiting outbox entry needs. Returns how many. */
  forgetIdleGrants(before: number): Promise<number>;

  /**
   * A new referral with its outbox entry (none while it only waits for a clinician) and audit row.
   * `same` when this id was saved before with the same content, `different` when with other content, `repeat` when
   * `unless` says so of another referral of this child, looked at in the same transaction: nothing is changed then.
   */
  submitReferral(submission: {
    referral: Referral;
    entry?: OutboxEntry;
    audit: AuditEvent;
    /** Whether another referral of this child makes this one a repeat. */
    unless?: (other: Referral) => boolean;
  }): Promise<'saved' | 'same' | 'different' | 'repeat'>;
  /** A change to a saved referral; `conflict` when the version moved on. Stores `referral.version` as `expectedVersion + 1`. */
  saveReferral(change: {
    referral: Referral;
    expectedVersion: number;
    entry?: OutboxEntry;
    audit: AuditEvent;
  }): Promise<'saved' | 'conflict'>;
  findReferral(ehrId: string, id: string): Promise<Referral | undefined>;
  referralsOfPatient(ehrId: string, patientId: string): Promise<readonly Referral[]>;
  /**
   * Newest first, of the whole EHR or of one patient. `after` is the `next` of the page before; `STORE_CONFLICT` when it is
   * no place in this list.
   */
  pageReferrals(
    ehrId: string,
    page: { after?: string; limit: number; patientId?: string },
  ): Promise<ReferralPage>;

  outboxEntryOf(referralId: string): Promise<OutboxEntry | undefined>;
  /**
   * Takes up to `limit` due entries under a lease, oldest first and one a child at a time (FIFO per child). An entry whose
   * state cannot be read is parked instead, with an audit row, so that the others flow.
   */
  leaseDue(lease: {
    now: number;
    leaseUntil: number;
    limit: number;
    referralId?: string;
  }): Promise<readonly OutboxEntry[]>;
  /**
   * Saves the state after one exchange and releases the lease, or keeps it, longer with `leaseUntil`; false when the fence
   * is stale: nothing is changed then.
   */
  saveDelivery(save: {
    entryId: string;
    fence: number;
    state: DeliveryState;
    dueAt: number;
    release: boolean;
    leaseUntil?: number;
    audit?: AuditEvent;
  }): Promise<boolean>;
  /** Puts a parked or waiting entry under a grant of the same user (they opened the app again). */
  reopenEntry(entryId: string, grantId: string, dueAt: number, state: DeliveryState): Promise<void>;

  acknowledge(acknowledgement: Acknowledgement, audit: AuditEvent): Promise<void>;
  acknowledgementsOf(ehrId: string, patientId: string): Promise<readonly Acknowledgement[]>;

  /** Saves what was said in a visit; the newest word of a day, kind and subject stands. */
  saveVisitRecord(record: VisitRecord, audit: AuditEvent): Promise<void>;
  /** Takes one back; false, and nothing is audited, when there was none. */
  removeVisitRecord(key: VisitRecordKey, audit: AuditEvent): Promise<boolean>;
  /** Newest first. */
  visitRecordsOf(ehrId: string, patientId: string): Promise<readonly VisitRecord[]>;

  /** Saves a draft of a code mapping; the newest word for a key of this EHR stands. */
  saveMappingDraft(draft: MappingDraft, audit: AuditEvent): Promise<void>;
  /** Takes a draft away; false, and nothing is audited, when there was none. `key` is `draftKey`. */
  removeMappingDraft(ehrId: string, kind: DraftKind, key: string, audit: AuditEvent): Promise<boolean>;
  /** Every draft of this EHR, by kind and key. */
  mappingDraftsOf(ehrId: string): Promise<readonly MappingDraft[]>;

  appendAudit(event: AuditEvent): Promise<void>;
  readAudit(limit: number): Promise<readonly (AuditEvent & { seq: number })[]>;
  /** Answers when the database can be read and its migrations are through; throws `STORE_UNAVAILABLE` otherwise. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
