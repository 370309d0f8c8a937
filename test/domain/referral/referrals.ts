// One synthetic referral for the tests of what may be done to it and how it reads.
import { calendarDate } from '../../../src/domain/age.ts';
import type { Person, Referral } from '../../../src/domain/referral/referral.ts';

export const clinician: Person = { fhirUser: 'Practitioner/ada', display: 'Ada Prueba' };
export const coordinator: Person = { fhirUser: 'Practitioner/cora', display: 'Cora Muster' };

export const referral = (change: Partial<Referral> = {}): Referral => ({
  id: 'referral-1',
  ehrId: 'practice',
  patientId: 'child-1',
  track: 'family',
  need: 'counselling',
  consultant: {
    id: 'svc-1',
    name: 'Fictional clinicians',
    organizationId: 'org-1',
    organizationName: 'Fictional agency',
    directorySystem: 'https://hearth.example.org/directory/il',
    inHome: false,
  },
  reason: 'Support for the child’s social and emotional development.',
  attachments: [],
  interpreterNeeded: 'unknown',
  safeContact: { kind: 'usual', noVoicemail: false },
  consent: { givenBy: 'mother', authority: 'parent', form: 'spoken', on: calendarDate('2026-11-20') },
  familyAnswers: {},
  targetDate: calendarDate('2026-12-20'),
  stage: 'requested',
  requester: clinician,
  createdAt: '2026-11-20T09:00:00-06:00',
  requestedAt: '2026-11-21T10:00:00-06:00',
  version: 3,
  ...change,
});

/** The same, as a coordinator left it for a clinician. */
export const prepared = (change: Partial<Referral> = {}): Referral => {
  const { requester: _requester, requestedAt: _requestedAt, ...rest } = referral();
  return { ...rest, stage: 'prepared', preparedBy: coordinator, ...change };
};
