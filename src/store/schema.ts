// The tables as the queries see them. Text and integers only, so that PostgreSQL can join behind the same port (STACK 3).
// `sealed_*` columns hold what `seal.ts` made; patient ids stand in the open only where a lookup needs them.
import type { Generated } from 'kysely';

export interface Tables {
  launch_attempts: {
    state_hash: string;
    binding_hash: string;
    sealed_body: string;
    created_at: number;
    expires_at: number;
  };
  sessions: {
    id: string;
    ehr_id: string;
    fhir_user: string;
    sealed_csrf_secret: string;
    created_at: number;
    last_seen_at: number;
    ended_at: number | null;
  };
  grants: {
    id: string;
    ehr_id: string;
    app_id: string;
    fhir_user: string;
    scopes: string;
    /** Patient and user's name. */
    sealed_context: string;
    /** `null` once forgotten. */
    sealed_tokens: string | null;
    version: number;
    created_at: number;
    ended_at: number | null;
  };
  launches: {
    id: string;
    session_id: string;
    grant_id: string;
    ehr_id: string;
    role: string;
    /** Patient and encounter. */
    sealed_context: string;
    need_patient_banner: number;
    created_at: number;
  };
  referrals: {
    id: string;
    ehr_id: string;
    patient_id: string;
    stage: string;
    version: number;
    /** Epoch milliseconds of the instant, for paging: ISO text with different offsets does not sort. */
    created_at: number;
    /** The referral and the hash of its first content. */
    sealed_body: string;
  };
  outbox: {
    id: string;
    referral_id: string;
    grant_id: string;
    ehr_id: string;
    patient_id: string;
    status: string;
    /** DeliveryState as JSON: ids and codes, no patient data. */
    state: string;
    due_at: number;
    created_at: number;
    fence: number;
    leased_until: number | null;
  };
  audit: {
    seq: Generated<number>;
    at: number;
    ehr_id: string;
    actor: string;
    role: string;
    action: string;
    entity: string;
    outcome: string;
    launch_id: string | null;
  };
  acknowledgements: {
    ehr_id: string;
    patient_id: string;
    /** A number of the row's own; which result it was stands sealed. */
    result_key: string;
    /** The result's key and the plan. */
    sealed_plan: string;
    acknowledged_by: string;
    at: number;
  };
  mapping_drafts: {
    ehr_id: string;
    kind: string;
    key: string;
    /** The content row as JSON: codes and ids of an EHR's set-up, no patient data. */
    body: string;
    mapped_by: string;
    at: number;
  };
  visit_records: {
    ehr_id: string;
    patient_id: string;
    kind: string;
    /** Id of the declined rule; empty where the kind has but one. */
    subject: string;
    /** Calendar date in the clinic's zone. */
    on_date: string;
    /** What was said, and who recorded it. */
    sealed_body: string;
    at: number;
  };
}
