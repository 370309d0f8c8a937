// Code maps, translations and signatures as they stand in their files.
import { z } from 'zod';
import { words, id, date, cited, languageTag, formId } from './words.ts';

const codeSystem = words.describe('The code system URI exactly as the EHR sends it');
const part = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('panel') }),
  z.strictObject({ kind: z.literal('score'), id }),
  z.strictObject({ kind: z.literal('item'), id: id.describe('item-1, item-2, ...') }),
]);
const edition = words
  .nullable()
  .default(null)
  .describe('Only where the code itself says it; an edition is never inferred');

export const codeMapping = z.strictObject({
  system: codeSystem,
  code: words,
  instrumentId: id,
  part,
  edition,
  form: formId,
  ...cited,
});

export const setAsideCode = z.strictObject({
  system: codeSystem,
  code: words,
  label: words,
  why: words,
  listAs: z.enum(['screening', 'other']),
  ...cited,
});

export const questionnaireMap = z.strictObject({
  id,
  questionnaire: words.describe('The canonical URL without |version, exactly as the EHR sends it'),
  versions: z.array(words).min(1, 'name a version, or use null for whichever').nullable().default(null),
  instrumentId: id,
  edition,
  form: formId,
  items: z.record(words, part),
  ...cited,
});

export const answerValue = z.strictObject({
  system: codeSystem,
  code: words,
  value: z.int(),
  instruments: z.array(id).min(1, 'name the instruments it holds for'),
  ...cited,
});

/** A prompt of this or an earlier layer in one more language; the prompt itself is not copied. */
export const translation = z.strictObject({
  id,
  promptId: id,
  language: languageTag,
  text: words,
  source: words,
  reviewedOn: date.nullable(),
});

/** Kinds a clinician signs; code maps are checked against the EHR instead. */
export const signableKinds = [
  'instruments',
  'periodicity',
  'visits',
  'tiers',
  'prompts',
  'consult-lines',
  'referral-kinds',
  'reasons',
  'crisis',
] as const;
export type SignableKind = (typeof signableKinds)[number];

/** A clinician's signature under one row exactly as it stands; it lapses when the row changes. Written by `hearth content sign`. */
export const signature = z.strictObject({
  kind: z.enum(signableKinds),
  row: id,
  language: languageTag
    .optional()
    .describe('Signs the translation of a prompt into this language, and not its English'),
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/, 'is no fingerprint; let `hearth content sign` write it'),
  by: words,
  on: date,
});
