// The real store in memory with one clinician's grant in it, and a clock the test moves.
import { freshDelivery } from '../../src/domain/referral/delivery.ts';
import type { Referral } from '../../src/domain/referral/referral.ts';
import { makeSqliteStore } from '../../src/store/sqlite.ts';
import type { Grant, OutboxEntry, Store } from '../../src/store/port.ts';
import type { Clinic } from '../../src/workflows/context.ts';
import { referral } from '../domain/referral/referrals.ts';

export const t0 = Date.parse('2026-11-23T15:00:00Z');

export const clinicOf = (ehrId: string): Clinic => ({
  ehrId,
  iss: 'https://ehr.example.org/fhir',
  name: 'Sample Pediatrics',
  timeZone: 'America/Chicago',
  state: 'IL',
});

export const grant = (change: Partial<Grant> = {}): Grant => ({
  id: 'grant-1',
  ehrId: 'practice',
  appId: 'clinician',
  fhirUser: 'Practitioner/ada',
  userName: 'Ada Prueba',
  patientId: 'child-1',
  scopes: 'patient/ServiceRequest.c patient/Task.c patient/Provenance.c',
  tokens: { accessToken: 'first', refreshToken: 'refresh-1', accessTokenExpiresAt: t0 + 600_000 },
  version: 1,
  ...change,
});

const audit = {
  at: t0,
  ehrId: 'practice',
  actor: 'Practitioner/ada',
  role: 'clinician',
  action: 'test',
  entity: 'test',
  outcome: 'success',
} as const;

/** In memory, unless the test wants to reach into the file. */
export const openStore = async (given: Grant = grant(), file = ':memory:'): Promise<Store> => {
  const store = await makeSqliteStore({
    file,
    keys: [new Uint8Array(32).fill(7)],
    serving: false,
  });
  await store.openLaunch({
    session: {
      id: 'session-1',
      ehrId: given.ehrId,
      fhirUser: given.fhirUser,
      csrfSecret: 'secret',
      createdAt: t0,
      lastSeenAt: t0,
    },
    grant: given,
    launch: {
      id: 'launch-1',
      sessionId: 'session-1',
      grantId: given.id,
      ehrId: given.ehrId,
      role: 'clinician',
      patientId: 'child-1',
      needPatientBanner: true,
      createdAt: t0,
    },
    audit,
  });
  return store;
};

/** Saves a referral with its outbox entry, as the form does. */
export const submit = async (
  store: Store,
  given: Referral = referral(),
  change: Partial<OutboxEntry> = {},
): Promise<void> => {
  const entry: OutboxEntry = {
    id: `entry-${given.id}`,
    referralId: given.id,
    grantId: 'grant-1',
    ehrId: given.ehrId,
    patientId: given.patientId,
    state: freshDelivery,
    dueAt: t0,
    createdAt: t0,
    fence: 0,
    ...change,
  };
  await store.submitReferral({ referral: given, entry, audit });
};

export const clock = (at = t0) => {
  let current = at;
  return {
    now: () => new Date(current),
    pass: (ms: number) => {
      current += ms;
    },
  };
};
