// Who a referral is for and how it is called, as FHIR says it: to a program outside, or to somebody of the clinic's own team.
import type { CodeableConcept, Reference } from 'fhir/r4.js';
import { onSiteRoleNames, type WarmHandOff } from '../domain/referral/on-site-team.ts';
import type { Person, Referral } from '../domain/referral/referral.ts';
import type { ReferralKind } from '../domain/screening/content.ts';
import { onSiteTeamSystem, referralCodeSystem } from './identifiers.ts';

const snomed = 'http://snomed.info/sct';
const icd10 = 'http://hl7.org/fhir/sid/icd-10-cm';

export const personReference = (person: Person): Reference => ({
  reference: person.fhirUser,
  display: person.display,
});

/** Somebody of the clinic's own team: their record in the EHR where the site named it, else who they are there. */
const onSiteReference = ({ memberId, name, reference }: WarmHandOff): Reference =>
  reference === undefined
    ? { type: 'Practitioner', identifier: { system: onSiteTeamSystem, value: memberId }, display: name }
    : { reference, display: name };

/** Directory entries rarely exist in the EHR, so the performer is a logical reference (REFERRAL 1.4). */
export const performerReference = ({ consultant, warmHandOff }: Referral): Reference =>
  warmHandOff
    ? onSiteReference(warmHandOff)
    : {
        type: 'HealthcareService',
        identifier: { system: consultant.directorySystem, value: consultant.id },
        display: consultant.name,
      };

/** The person who meets the family, or the organization that takes the referral on. */
export const ownerReference = ({ consultant, warmHandOff }: Referral): Reference =>
  warmHandOff
    ? onSiteReference(warmHandOff)
    : {
        type: 'Organization',
        identifier: { system: consultant.directorySystem, value: consultant.organizationId },
        display: consultant.organizationName,
      };

/** A meeting in this visit cannot wait; any other referral is routine, whatever a score said (REFERRAL 1.4). */
export const priorityOf = ({ warmHandOff }: Referral): 'asap' | 'routine' =>
  warmHandOff ? 'asap' : 'routine';

/** What is asked for, as code and in words; a meeting in the clinic is not the program of the same name. */
export const askedFor = (
  { warmHandOff }: Referral,
  kind: ReferralKind,
): CodeableConcept & { text: string } => {
  const general = { system: snomed, code: '3457005', display: 'Patient referral' };
  if (!warmHandOff)
    return {
      coding: [
        { system: referralCodeSystem, code: kind.need, display: kind.name },
        kind.snomed ? { system: snomed, ...kind.snomed } : general,
      ],
      text: kind.name,
    };
  const text = `${onSiteRoleNames[warmHandOff.role]}: warm hand-off in the clinic`;
  return {
    coding: [
      { system: referralCodeSystem, code: `warm-hand-off-${warmHandOff.role}`, display: text },
      kind.snomed && warmHandOff.role === 'ecmh-clinician' ? { system: snomed, ...kind.snomed } : general,
    ],
    text,
  };
};

/** The plain words, and the code somebody chose beside them. Its label is ours, so it is no `display` of the code system. */
export const reasonOf = ({ reason, reasonCode }: Referral): CodeableConcept => ({
  ...(reasonCode ? { coding: [{ system: icd10, code: reasonCode.code }] } : {}),
  text: reason,
});
