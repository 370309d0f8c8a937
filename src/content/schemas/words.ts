// The small shapes every kind of content is made of: words, dates, months, states, evidence.
import { z } from 'zod';
import { type CalendarDate, parseCalendarDate } from '../../domain/age.ts';
import { tiers } from '../../domain/screening/content.ts';

export const words = z.string().trim().min(1, 'may not be empty; write it or use null where null is allowed');
export const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'use small letters, digits and dashes, at most 64; correct the id');
export const date = z
  .string()
  .refine((text) => parseCalendarDate(text) !== undefined, 'is no calendar date; write YYYY-MM-DD')
  .transform((text) => text as CalendarDate)
  .describe('A calendar date, YYYY-MM-DD');
export const evidence = z
  .enum(['verified', 'recalled', 'design'])
  .describe(
    'verified: read in the source, or signed by this site; recalled: not confirmed, never bands; design: our own rule',
  );
export const months = z.int().min(0).max(1200);
export const state = z.string().regex(/^[A-Z]{2}$/, 'use the two capital letters of a state, such as IL');
export const states = z.array(state).min(1, 'name a state, or use null for everywhere').nullable();
export const tierList = z.array(z.enum(tiers)).min(1, 'name at least one tier');

export const sourced = {
  id,
  version: words,
  source: words,
  evidence,
  reviewedBy: words.nullable().describe('The clinician who signed this row'),
  reviewedOn: date.nullable(),
};

/** From inclusive, to exclusive. */
export const ageBelow = z
  .strictObject({ from: months, to: months.describe('Exclusive') })
  .refine(({ from, to }) => from < to, 'to must be above from; correct one of them');

export const cited = { evidence, source: words };
export const languageTag = z.string().regex(/^[a-z]{2,3}$/, 'use the bare language tag, such as en or es');
export const agePoint = z.strictObject({ months, days: z.int().min(0).max(31).default(0) });
export const monthsInclusive = z
  .strictObject({ from: months, to: months.describe('Inclusive to its last day') })
  .refine(({ from, to }) => from <= to, 'to must not be below from; correct one of them');
export const formId = z.string().trim().min(1).max(40).nullable().default(null);
