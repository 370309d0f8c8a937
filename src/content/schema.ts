// What each kind of clinical content looks like in its files. The shapes are the domain's; here they are checked, strictly: a key nobody reads
// is a mistake somebody made. No shape has room for an item's text: most instruments forbid it, and Hearth never needs it.
import { z } from 'zod';
import { type CalendarDate, parseCalendarDate } from '../domain/age.ts';
import { needs, tracks } from '../domain/consultant/consultant.ts';
import { tiers } from '../domain/screening/instrument.ts';

/** Folders of a content directory; each holds `.json` files, each file a list of rows. */
export const contentKinds = [
  'instruments',
  'periodicity',
  'prompts',
  'codes',
  'crisis',
  'referral-kinds',
] as const;
export type ContentKind = (typeof contentKinds)[number];

/** Parts of the early childhood mental health toolkit's way of working that a prompt may come from; `ours` where none does. */
export const components = [
  'family-centred care',
  'strengths and needs',
  'family partner',
  'care plan',
  'warm hand-off',
  'program consultation',
  'promotion',
  'prevention',
  'intervention',
  'ours',
] as const;

const words = z.string().trim().min(1, 'may not be empty; write it or use null where null is allowed');
const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'use small letters, digits and dashes, at most 64; correct the id');
const date = z
  .string()
  .refine((text) => parseCalendarDate(text) !== undefined, 'is no calendar date; write YYYY-MM-DD')
  .transform((text) => text as CalendarDate)
  .describe('A calendar date, YYYY-MM-DD');
const evidence = z
  .enum(['verified', 'recalled', 'design'])
  .describe(
    'verified: read in the source, or signed by this site; recalled: not confirmed, never bands; design: our own rule',
  );
const months = z.int().min(0).max(1200);
const state = z.string().regex(/^[A-Z]{2}$/, 'use the two capital letters of a state, such as IL');
const states = z.array(state).min(1, 'name a state, or use null for everywhere').nullable();
const tierList = z.array(z.enum(tiers)).min(1, 'name at least one tier');

const sourced = {
  id,
  version: words,
  source: words,
  evidence,
  reviewedBy: words.nullable().describe('The clinician who signed this row'),
  reviewedOn: date.nullable(),
};

/** From inclusive, to exclusive. */
const ageBelow = z
  .strictObject({ from: months, to: months.describe('Exclusive') })
  .refine(({ from, to }) => from < to, 'to must be above from; correct one of them');

const cited = { evidence, source: words };

const instrument = z.strictObject({
  ...sourced,
  name: words,
  about: z.enum(['child', 'caregiver']),
  respondent: words,
  ageMonths: z
    .strictObject({ from: months, to: months.describe('Inclusive to its last day'), evidence })
    .refine(({ from, to }) => from <= to, 'to must not be below from; correct one of them')
    .nullable(),
  correctsUntilMonths: months.nullable(),
  scores: z
    .array(z.strictObject({ id, name: words, min: z.int(), max: z.int().nullable(), evidence }))
    .min(1, 'an instrument reports at least one score; add it'),
  higherIsMoreConcern: z.boolean(),
  thresholds: z.array(z.strictObject({ score: id, at: z.number().nullable(), ...cited })),
  zones: z.array(
    z.strictObject({
      score: id,
      from: z.number(),
      to: z.number(),
      band: z.enum(['below', 'monitor', 'follow-up', 'above']),
      words,
      ...cited,
    }),
  ),
  neededForBelow: z.array(id).min(1, 'name the scores that must be seen before "below" is said'),
  itemCount: z.int().min(1).nullable(),
  missingItems: z.strictObject({ invalidFrom: z.int().min(1).nullable(), rule: words, evidence }).nullable(),
  safetyItems: z.array(z.strictObject({ id, label: words })),
  confidential: z.boolean(),
  licence: words,
  cannotSay: words,
});

const periodicityRule = z.strictObject({
  ...sourced,
  name: words,
  about: z.enum(['child', 'caregiver']).default('child').describe('Whose answers meet the rule'),
  states,
  windows: z.array(
    z
      .strictObject({
        name: words,
        fromMonths: months,
        toMonths: months.describe('Inclusive to its last day'),
        evidence,
      })
      .refine(
        ({ fromMonths, toMonths }) => fromMonths <= toMonths,
        'toMonths must not be below fromMonths; correct one of them',
      ),
  ),
  everyMonths: z.int().min(1).nullable(),
  spanMonths: z
    .strictObject({ from: months, to: months.describe('Inclusive to its last day') })
    .refine(({ from, to }) => from <= to, 'to must not be below from; correct one of them')
    .nullable(),
  acceptable: z.array(id).min(1, 'name at least one instrument that meets this rule'),
  catchUp: z.boolean(),
  notBeforeWindow: z.boolean(),
  why: words,
});

const prompt = z.strictObject({
  ...sourced,
  title: words,
  component: z.enum(components),
  tiers: tierList,
  ageMonths: ageBelow,
  order: z.int().min(0),
  words: z
    .record(
      z.string().regex(/^[a-z]{2,3}$/, 'use the bare language tag, such as en or es'),
      z.strictObject({ text: words, reviewedOn: date.nullable() }),
    )
    .refine((byLanguage) => 'en' in byLanguage, 'has no English; add words.en'),
});

const crisisLine = z.strictObject({
  ...sourced,
  name: words,
  contact: words,
  hours: words,
  isNot: words.nullable(),
  states,
  crisis: z.boolean(),
});

const coding = { code: words, display: words };

const referralKind = z.strictObject({
  ...sourced,
  need: z.enum(needs),
  name: words,
  track: z.enum(tracks),
  what: words,
  ageMonths: ageBelow.nullable(),
  outsideAge: words,
  tiers: tierList,
  forCaregiver: z.boolean(),
  snomed: z.strictObject(coding).nullable(),
  category: z.strictObject({ system: z.url('is no URI; give the code system'), ...coding }),
  reason: words,
});

const codeMapping = z.strictObject({
  system: words.describe('The code system URI exactly as the EHR sends it'),
  code: words,
  instrumentId: id,
  part: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('panel') }),
    z.strictObject({ kind: z.literal('score'), id }),
    z.strictObject({ kind: z.literal('item'), id: id.describe('item-1, item-2, ...') }),
  ]),
  ...cited,
});

/** One row of each kind. Their output types are assignable to the domain's: `loadContent` would not compile otherwise. */
export const rowSchemas = {
  instruments: instrument,
  periodicity: periodicityRule,
  prompts: prompt,
  codes: codeMapping,
  crisis: crisisLine,
  'referral-kinds': referralKind,
} as const;

/** The published JSON Schema of each kind's files, so that an editor completes and checks a site's own. */
export const contentJsonSchemas = (): Readonly<Record<ContentKind, Record<string, unknown>>> => {
  const schemaOf = (kind: ContentKind): Record<string, unknown> => ({
    title: `Hearth content: ${kind}`,
    ...z.toJSONSchema(z.array(rowSchemas[kind]), { io: 'input', target: 'draft-2020-12' }),
  });
  return {
    instruments: schemaOf('instruments'),
    periodicity: schemaOf('periodicity'),
    prompts: schemaOf('prompts'),
    codes: schemaOf('codes'),
    crisis: schemaOf('crisis'),
    'referral-kinds': schemaOf('referral-kinds'),
  };
};
