// A saved referral -> ServiceRequest, Task and Provenance (REFERRAL 1.4, 1.7; US Core ServiceRequest; BSeR Task).
import type { CodeableConcept, Identifier, Provenance, ServiceRequest, Task } from 'fhir/r4.js';
import { onSiteRoleNames } from '../domain/referral/on-site-team.ts';
import type { Person, Referral, SafeContact } from '../domain/referral/referral.ts';
import type { ReferralKind } from '../domain/screening/content.ts';
import { referralIdSystem, softwareSystem, taskIdSystem } from './identifiers.ts';
import {
  askedFor,
  ownerReference,
  performerReference,
  personReference,
  priorityOf,
  reasonOf,
} from './referral-parts.ts';

export const referralIdentifier = (referral: Referral): { system: string; value: string } => ({
  system: referralIdSystem,
  value: referral.id,
});
export const taskIdentifier = (referral: Referral): { system: string; value: string } => ({
  system: taskIdSystem,
  value: `${referral.id}-1`,
});

const placer: CodeableConcept = {
  coding: [
    { system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'PLAC', display: 'Placer Identifier' },
  ],
};

const contactNote = (contact: SafeContact): string | undefined => {
  if (contact.kind === 'no-contact') return 'Do not contact the family: the clinic will.';
  const parts = [
    ...(contact.noVoicemail ? ['No voicemail.'] : []),
    ...(contact.number ? [`Safe number: ${contact.number}.`] : []),
    ...(contact.hours ? [`Call: ${contact.hours}.`] : []),
  ];
  return parts.length > 0 ? parts.join(' ') : undefined;
};

const notesOf = (referral: Referral, languageName: string | undefined): string[] => {
  const interpreter = referral.interpreterNeeded === 'yes' ? ' Interpreter needed.' : '';
  const contact = contactNote(referral.safeContact);
  return [
    ...(languageName
      ? [`Family speaks ${languageName}.${interpreter}`]
      : interpreter
        ? [interpreter.trim()]
        : []),
    `${referral.consent.form === 'written' ? 'Written' : 'Spoken'} consent to share on ${referral.consent.on}.`,
    ...(contact ? [contact] : []),
    ...(referral.nextStep ? [`Agreed next step: ${referral.nextStep}`] : []),
    ...(referral.note ? [referral.note] : []),
  ];
};

export interface ReferralWriting {
  readonly kind: ReferralKind;
  /** English name of the family's language, for the note. */
  readonly languageName?: string;
}

/** The order itself. Only a confirmed referral has a requester; an unconfirmed one is never translated. */
export const serviceRequestFrom = (
  referral: Referral,
  requester: Person,
  { kind, languageName }: ReferralWriting,
): ServiceRequest => {
  const identifier: Identifier = { type: placer, ...referralIdentifier(referral) };
  const code = askedFor(referral, kind);
  const authoredOn = referral.requestedAt ?? referral.createdAt;
  return {
    resourceType: 'ServiceRequest',
    meta: { profile: ['http://hl7.org/fhir/us/core/StructureDefinition/us-core-servicerequest'] },
    identifier: [identifier],
    status: 'active',
    intent: 'order',
    priority: priorityOf(referral),
    category: [{ coding: [kind.category] }],
    code,
    subject: { reference: `Patient/${referral.patientId}` },
    ...(referral.encounterId ? { encounter: { reference: `Encounter/${referral.encounterId}` } } : {}),
    occurrencePeriod: { start: authoredOn.slice(0, 10), end: referral.targetDate },
    authoredOn,
    requester: personReference(requester),
    performerType: {
      text: referral.warmHandOff ? onSiteRoleNames[referral.warmHandOff.role] : kind.name,
    },
    performer: [performerReference(referral)],
    ...(referral.consultant.inHome
      ? {
          locationCode: [
            {
              coding: [
                {
                  system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode',
                  code: 'PTRES',
                  display: "Patient's Residence",
                },
              ],
            },
          ],
        }
      : {}),
    ...(referral.safeContact.kind === 'no-contact'
      ? {
          orderDetail: [
            {
              coding: [
                {
                  system:
                    'http://hl7.org/fhir/us/sdoh-clinicalcare/CodeSystem/SDOHCC-CodeSystemTemporaryCodes',
                  code: 'contacting-subject-prohibited',
                },
              ],
              text: 'Do not contact the family',
            },
          ],
        }
      : {}),
    reasonCode: [reasonOf(referral)],
    ...(referral.attachments.length > 0
      ? { supportingInfo: referral.attachments.map((reference) => ({ reference })) }
      : {}),
    note: notesOf(referral, languageName).map((text) => ({ text })),
  };
};

/** How the order is going, for the program to fulfil. */
export const taskFrom = (referral: Referral, requester: Person, orderId: string): Task => {
  const at = referral.requestedAt ?? referral.createdAt;
  return {
    resourceType: 'Task',
    identifier: [taskIdentifier(referral)],
    status: 'requested',
    intent: 'order',
    priority: priorityOf(referral),
    businessStatus: {
      coding: [
        {
          system: 'http://hl7.org/fhir/us/bser/CodeSystem/TaskBusinessStatusCS',
          code: '2.0',
          display: 'Service Request Created',
        },
      ],
    },
    code: { coding: [{ system: 'http://hl7.org/fhir/CodeSystem/task-code', code: 'fulfill' }] },
    focus: { reference: `ServiceRequest/${orderId}` },
    for: { reference: `Patient/${referral.patientId}` },
    ...(referral.encounterId ? { encounter: { reference: `Encounter/${referral.encounterId}` } } : {}),
    authoredOn: at,
    lastModified: at,
    requester: personReference(requester),
    owner: ownerReference(referral),
    restriction: { period: { end: referral.targetDate } },
  };
};

const participant = (code: string): CodeableConcept => ({
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type', code }],
});

/** Who confirmed, who prepared, and that Hearth assembled it. `recorded` is an ISO instant. */
export const provenanceFrom = (
  referral: Referral,
  requester: Person,
  written: { orderId: string; taskId?: string },
  recorded: string,
  softwareVersion: string,
): Provenance => ({
  resourceType: 'Provenance',
  target: [
    { reference: `ServiceRequest/${written.orderId}` },
    ...(written.taskId ? [{ reference: `Task/${written.taskId}` }] : []),
  ],
  recorded,
  activity: {
    coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-DataOperation', code: 'CREATE' }],
  },
  agent: [
    { type: participant('author'), who: personReference(requester) },
    ...(referral.preparedBy
      ? [{ type: participant('enterer'), who: personReference(referral.preparedBy) }]
      : []),
    {
      type: participant('assembler'),
      who: {
        type: 'Device',
        identifier: { system: softwareSystem, value: `hearth/${softwareVersion}` },
        display: 'Hearth',
      },
    },
  ],
});
