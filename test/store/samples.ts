// Synthetic records for the store's tests; the marked words must never be found in the file.
import { calendarDate } from '../../src/domain/age.ts';
import { freshDelivery } from '../../src/domain/referral/delivery.ts';
import type { Referral } from '../../src/domain/referral/referral.ts';
import type { AuditEvent, Grant, Launch, OutboxEntry, Session } from '../../src/store/port.ts';

export const t0 = Date.parse('2026-11-22T15:00:00Z');

/** Words that stand only inside sealed columns. */
export const secrets = {
  accessToken: 'canary-access-token-7f3a',
  refreshToken: 'canary-refresh-token-91bc',
  csrfSecret: 'canary-csrf-secret-44d0',
  codeVerifier: 'canary-code-verifier-0be2',
  reason: 'canary-reason-the-family-gave',
  number: '+1-555-0142-canary',
  note: 'canary-note-of-the-referral',
  plan: 'canary-plan-for-the-family',
  encounter: 'canary-encounter-id-55',
  nextStep: 'canary-next-step-agreed',
  recordedBy: 'canary-who-recorded-it',
} as const;

export const audit = (action: string, at = t0): AuditEvent => ({
  at,
  ehrId: 'practice',
  actor: 'Practitioner/ada',
  role: 'clinician',
  action,
  entity: 'launch',
  outcome: 'success',
});

export const session = (id = 'session-1', change: Partial<Session> = {}): Session => ({
  id,
  ehrId: 'practice',
  fhirUser: 'Practitioner/ada',
  csrfSecret: secrets.csrfSecret,
  createdAt: t0,
  lastSeenAt: t0,
  ...change,
});

export const grant = (id = 'grant-1', change: Partial<Grant> = {}): Grant => ({
  id,
  ehrId: 'practice',
  appId: 'clinician',
  fhirUser: 'Practitioner/ada',
  userName: 'Ada Prueba-Sample',
  patientId: 'child-1',
  scopes: 'launch patient/Patient.r',
  tokens: {
    accessToken: secrets.accessToken,
    refreshToken: secrets.refreshToken,
    accessTokenExpiresAt: t0 + 600_000,
  },
  version: 1,
  ...change,
});

export const launch = (id = 'launch-1', change: Partial<Launch> = {}): Launch => ({
  id,
  sessionId: 'session-1',
  grantId: 'grant-1',
  ehrId: 'practice',
  role: 'clinician',
  patientId: 'child-1',
  encounterId: secrets.encounter,
  needPatientBanner: true,
  createdAt: t0,
  ...change,
});

export const referral = (id = 'referral-1', change: Partial<Referral> = {}): Referral => ({
  id,
  ehrId: 'practice',
  patientId: 'child-1',
  track: 'family',
  need: 'ecmh-clinician',
  consultant: {
    id: 'svc-1',
    name: 'Fictional clinicians',
    organizationId: 'org-1',
    organizationName: 'Fictional agency',
    directorySystem: 'https://hearth.example.org/directory/il',
    inHome: true,
  },
  reason: secrets.reason,
  attachments: [],
  interpreterNeeded: 'unknown',
  safeContact: { kind: 'careful', noVoicemail: true, number: secrets.number },
  consent: {
    givenBy: 'mother',
    authority: 'parent',
    form: 'spoken',
    on: calendarDate('2026-11-22'),
  },
  familyAnswers: {},
  targetDate: calendarDate('2026-12-22'),
  note: secrets.note,
  requester: { fhirUser: 'Practitioner/ada', display: 'Ada Prueba-Sample' },
  stage: 'requested',
  createdAt: '2026-11-22T09:00:00-06:00',
  requestedAt: '2026-11-22T09:00:00-06:00',
  version: 1,
  ...change,
});

export const entry = (id = 'entry-1', change: Partial<OutboxEntry> = {}): OutboxEntry => ({
  id,
  referralId: 'referral-1',
  grantId: 'grant-1',
  ehrId: 'practice',
  patientId: 'child-1',
  state: freshDelivery,
  dueAt: t0,
  createdAt: t0,
  fence: 0,
  ...change,
});
