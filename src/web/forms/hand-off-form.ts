// The short form of a warm hand-off: who meets the family, who agreed, one neutral line. Nothing typed is ever lost.
import { z } from 'zod';
import type { CalendarDate } from '../../domain/age.ts';
import { notNeutral } from '../../domain/referral/neutral-words.ts';
import { needOfRole, type OnSiteMember, warmHandOffTo } from '../../domain/referral/on-site-team.ts';
import type { Consent } from '../../domain/referral/referral.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { ReferralWish } from '../../workflows/send-referral.ts';
import type { FieldFault, TypedFields } from './referral-form.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export const agreeing: readonly { readonly value: Consent['authority']; readonly label: string }[] = [
  { value: 'parent', label: 'A parent' },
  { value: 'guardian', label: 'A guardian' },
  { value: 'foster-agency', label: 'The foster agency' },
  { value: 'young-person', label: 'The young person' },
];

const formSchema = z.object({
  referralId: z.string().regex(uuid, 'Open the form again: its number is missing.'),
  to: z.string().max(80),
  agreedBy: z.enum(['parent', 'guardian', 'foster-agency', 'young-person'], {
    error: 'Say who in the family agreed. Without it nobody is asked to come.',
  }),
  reason: z
    .string()
    .trim()
    .min(1, 'Say in a few neutral words why.')
    .max(200, 'Shorten this to 200 characters.'),
  interpreterNeeded: z.enum(['yes', 'no', 'unknown'], { error: 'Choose yes, no or not known.' }),
  nextStep: z
    .string()
    .trim()
    .max(300, 'Shorten this to 300 characters.')
    .default('')
    .transform((text) => (text === '' ? undefined : text)),
  familyLanguage: z
    .string()
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
    .optional()
    .catch(undefined),
  again: z
    .literal('yes')
    .optional()
    .catch(undefined)
    .transform((value) => value === 'yes'),
});

export type HandOffForm = z.infer<typeof formSchema>;

/** Checks the whole form at once; what goes onto the child's record must be neutral (CLINICAL traps 12 and 16). */
export const readHandOffForm = (
  typed: TypedFields,
  instruments: readonly { readonly id: string }[],
): Result<HandOffForm, readonly FieldFault[]> => {
  const parsed = formSchema.safeParse(typed);
  if (!parsed.success)
    return fail(
      parsed.error.issues.map(({ path, message }) => ({ field: String(path[0] ?? ''), words: message })),
    );
  const faults = (['reason', 'nextStep'] as const).flatMap((field): FieldFault[] => {
    const words = notNeutral(parsed.data[field] ?? '', instruments);
    return words === undefined ? [] : [{ field, words }];
  });
  return faults.length > 0 ? fail(faults) : ok(parsed.data);
};

/** A young child does not agree for the family; from twelve on a young person may be the one who said yes (ours: a person judges). */
export const youngPersonFromYears = 12;

/** The form as a referral to one person, for today alone. Contact is not asked: the family is here. */
export const handOffWish = (
  form: HandOffForm,
  member: OnSiteMember,
  clinicName: string,
  directorySystem: string,
  today: CalendarDate,
): ReferralWish => ({
  id: form.referralId,
  track: 'family',
  need: needOfRole[member.role],
  consultant: {
    id: member.id,
    name: member.name,
    organizationId: 'clinic',
    organizationName: clinicName,
    directorySystem,
    inHome: false,
  },
  warmHandOff: warmHandOffTo(member),
  reason: form.reason,
  attachments: [],
  ...(form.familyLanguage ? { familyLanguage: form.familyLanguage } : {}),
  interpreterNeeded: form.interpreterNeeded,
  safeContact: { kind: 'usual', noVoicemail: false },
  consent: { givenBy: 'the family', authority: form.agreedBy, form: 'spoken', on: today },
  familyAnswers: {},
  targetDate: today,
  ...(form.nextStep ? { nextStep: form.nextStep } : {}),
});
