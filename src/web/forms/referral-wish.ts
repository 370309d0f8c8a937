// A checked form as the referral it asks for; who acts, when and for whom is added where it is saved.
import type { CalendarDate } from '../../domain/age.ts';
import type { Consultant } from '../../domain/consultant/consultant.ts';
import type { ReasonCode, ReferralKind } from '../../domain/screening/content.ts';
import type { ReferralWish } from '../../workflows/send-referral.ts';
import type { ReferralForm } from './referral-form.ts';

export interface Choice {
  readonly consultant: Consultant;
  readonly kind: ReferralKind;
  /** Chosen among those the site offers. */
  readonly reasonCode?: ReasonCode | undefined;
}

export const wishFrom = (
  form: ReferralForm,
  choice: Choice,
  directorySystem: string,
  on: CalendarDate,
): ReferralWish => {
  const { consultant, kind, reasonCode } = choice;
  return {
    id: form.referralId,
    track: kind.track,
    need: kind.need,
    consultant: {
      id: consultant.id,
      name: consultant.name,
      organizationId: consultant.organization.id,
      organizationName: consultant.organization.name,
      directorySystem,
      inHome: consultant.delivery.includes('in-home') && !consultant.delivery.includes('on-site'),
    },
    reason: form.reason,
    ...(reasonCode ? { reasonCode: { code: reasonCode.code, label: reasonCode.label } } : {}),
    attachments: form.attachments,
    ...(form.familyLanguage ? { familyLanguage: form.familyLanguage } : {}),
    interpreterNeeded: form.interpreterNeeded,
    safeContact: {
      kind: form.contact,
      noVoicemail: form.noVoicemail,
      ...(form.safeNumber ? { number: form.safeNumber } : {}),
      ...(form.safeHours ? { hours: form.safeHours } : {}),
    },
    consent: {
      givenBy: form.consentBy,
      authority: form.consentAuthority,
      form: form.consentForm,
      on,
      ...(form.consentUntil ? { until: form.consentUntil } : {}),
    },
    familyAnswers: {
      ...(form.schoolDistrict ? { schoolDistrict: form.schoolDistrict } : {}),
      ...(form.program ? { program: form.program } : {}),
      ...(form.funder ? { funder: form.funder } : {}),
      ...(form.parentRole ? { parentRole: form.parentRole } : {}),
    },
    targetDate: form.targetDate,
    ...(form.nextStep ? { nextStep: form.nextStep } : {}),
    ...(form.note ? { note: form.note } : {}),
  };
};
