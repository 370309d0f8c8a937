// The referral form: what may be typed, and what is wrong with it in words that say how to mend it. Nothing typed is ever lost.
import { z } from 'zod';
import { addDays, type CalendarDate, parseCalendarDate } from '../../domain/age.ts';
import { needs } from '../../domain/consultant/consultant.ts';
import { parentRoles } from '../../domain/consultant/match-need.ts';
import { fail, ok, type Result } from '../../result.ts';

/** Every field as the browser sends it; what is absent is empty. */
export type TypedFields = Readonly<Record<string, string | readonly string[]>>;

export interface FieldFault {
  readonly field: string;
  readonly words: string;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const line = (most: number, empty: string) =>
  z.string().trim().min(1, empty).max(most, `Shorten this to ${most} characters.`);
const maybeLine = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `Shorten this to ${most} characters.`)
    .default('')
    .transform((text) => (text === '' ? undefined : text));

const dated = (empty: string) =>
  z
    .string()
    .trim()
    .default('')
    .transform((text, context): CalendarDate => {
      const date = parseCalendarDate(text);
      if (date) return date;
      context.addIssue({ code: 'custom', message: empty });
      return z.NEVER;
    });

const checkbox = z
  .literal('yes')
  .optional()
  .catch(undefined)
  .transform((value) => value === 'yes');

/** FHIR ids have 64 characters; some EHRs give longer ones. */
const reference = z.string().regex(/^(Observation|QuestionnaireResponse)\/[A-Za-z0-9.-]{1,512}$/, {
  error: 'Choose the results again: one of them cannot be read.',
});
const many = z
  .union([reference, z.array(reference).max(50)], {
    error: 'Choose the results again: one of them cannot be read.',
  })
  .optional()
  .transform((value) => (value === undefined ? [] : typeof value === 'string' ? [value] : value));

const formSchema = z
  .object({
    referralId: z.string().regex(uuid, 'Open the form again: its number is missing.'),
    consultant: line(120, 'Choose a consultant or program.'),
    kind: z.enum(needs, { error: 'Choose the kind of help.' }),
    reason: line(300, 'Say in plain words why.'),
    reasonCode: maybeLine(20),
    targetDate: dated('Give a date, such as 2026-12-22.'),
    nextStep: maybeLine(300),
    note: maybeLine(1000),
    attachments: many,
    familyLanguage: z
      .string()
      .trim()
      .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
      .optional()
      .catch(undefined),
    interpreterNeeded: z.enum(['yes', 'no', 'unknown'], { error: 'Choose yes, no or not known.' }),
    contact: z.enum(['usual', 'careful', 'no-contact'], { error: 'Choose how the family may be reached.' }),
    noVoicemail: checkbox,
    safeNumber: maybeLine(40),
    safeHours: maybeLine(80),
    consentAgreed: z.literal('yes', { error: 'Without the family’s consent nothing is shared.' }),
    consentBy: line(120, 'Say who agreed.'),
    consentAuthority: z.enum(['parent', 'guardian', 'foster-agency', 'young-person'], {
      error: 'Choose with what authority.',
    }),
    consentForm: z.enum(['spoken', 'written'], { error: 'Choose spoken or written.' }),
    again: checkbox,
    consentUntil: z
      .string()
      .trim()
      .default('')
      .transform((text, context): CalendarDate | undefined => {
        if (text === '') return undefined;
        const date = parseCalendarDate(text);
        if (date) return date;
        context.addIssue({ code: 'custom', message: 'Give a date, such as 2027-06-30, or leave it empty.' });
        return z.NEVER;
      }),
    schoolDistrict: maybeLine(80),
    program: maybeLine(80),
    funder: maybeLine(40),
    parentRole: z.enum(parentRoles).optional().catch(undefined),
  })
  .superRefine((form, context) => {
    if (form.contact === 'careful' && !form.noVoicemail && !form.safeNumber && !form.safeHours)
      context.addIssue({
        code: 'custom',
        path: ['contact'],
        message: 'Say what is safe: a number, hours, or no voicemail.',
      });
  });

export type ReferralForm = z.infer<typeof formSchema>;

/**
 * What a person can have typed: line ends as one character, so that lengths are what the browser counted, and no control
 * characters but tab and line end.
 */
export const clean = (text: string): string => text.replace(/\r\n?/g, '\n').replace(/(?![\t\n])\p{Cc}/gu, '');

/** Only text and lists of text; anything deeper was not typed into our form. */
export const typedFields = (body: unknown): TypedFields => {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]): [string, string | readonly string[]][] => {
      if (name === '_csrf' || name === 'step' || name === 'reviewed') return [];
      if (typeof value === 'string') return [[name, clean(value)]];
      return Array.isArray(value) && value.every((one): one is string => typeof one === 'string')
        ? [[name, value.map(clean)]]
        : [];
    }),
  );
};

/** Checks the whole form at once. `today` is the clinic's calendar date. */
export const readReferralForm = (
  typed: TypedFields,
  today: CalendarDate,
): Result<ReferralForm, readonly FieldFault[]> => {
  const parsed = formSchema.safeParse(typed);
  const faults: FieldFault[] = parsed.success
    ? []
    : parsed.error.issues.map((issue) => ({ field: String(issue.path[0] ?? ''), words: issue.message }));
  if (parsed.success) {
    const { targetDate, consentUntil } = parsed.data;
    if (targetDate < today)
      faults.push({ field: 'targetDate', words: 'This date has passed. Give today or a later one.' });
    if (targetDate > addDays(today, 366))
      faults.push({ field: 'targetDate', words: 'This is more than a year away. Give an earlier date.' });
    if (consentUntil && consentUntil < today)
      faults.push({ field: 'consentUntil', words: 'This date has passed, so the consent would not hold.' });
  }
  if (!parsed.success || faults.length > 0) return fail(faults);
  return ok(parsed.data);
};
