// Schedules, tiers, prompts, lines, kinds of help and reasons as they stand in their files.
import { z } from 'zod';
import { needs, tracks } from '../../domain/consultant/consultant.ts';
import { promptAudiences, tiers } from '../../domain/screening/content.ts';
import { unusableCauses } from '../../domain/screening/result.ts';
import { screeningTopics } from '../../domain/screening/schedule.ts';
import {
  words,
  id,
  date,
  evidence,
  months,
  states,
  tierList,
  sourced,
  ageBelow,
  languageTag,
  agePoint,
  monthsInclusive,
} from './words.ts';

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

export const periodicityRule = z.strictObject({
  ...sourced,
  name: words,
  topic: z.enum(screeningTopics),
  inUse: z.boolean().default(true).describe('false switches the rule off at this site'),
  about: z.enum(['child', 'caregiver']).default('child').describe('Whose answers meet the rule'),
  states,
  windows: z.array(
    z
      .strictObject({
        name: words,
        fromMonths: months,
        fromDays: z.int().min(0).max(30).default(0),
        toMonths: months.describe('Inclusive'),
        toDays: z
          .int()
          .min(0)
          .max(30)
          .nullable()
          .default(null)
          .describe('Inclusive; null for the last day of toMonths'),
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
  needsSafetyItem: z.boolean().default(false),
  catchUp: z.boolean(),
  notBeforeWindow: z.boolean(),
  why: words,
});

export const visitSchedule = z.strictObject({
  ...sourced,
  name: words,
  states,
  visits: z
    .array(
      z.strictObject({
        id,
        name: words,
        laterNames: z
          .array(z.strictObject({ from: agePoint, name: words }))
          .optional()
          .describe(
            'What it is called from these ages on, youngest first, where one period holds several visit ages',
          ),
        from: agePoint,
        to: agePoint.describe('Inclusive'),
        evidence,
      }),
    )
    .min(1, 'a schedule has at least one visit'),
});

export const tierContent = z.strictObject({
  ...sourced,
  id: z.enum(tiers),
  name: words,
  when: words,
  first: words.nullable().describe('What comes before any next step'),
  firstForCaregiver: words.nullable().default(null).describe('The same where a caregiver’s own answers lead'),
  firstForYoungPerson: words
    .nullable()
    .default(null)
    .describe('The same where a young person’s own answers lead; null for the words of any child'),
  firstAfterSafety: words
    .nullable()
    .default(null)
    .describe('Said before those where what leads is a safety answer somebody has reviewed'),
  meanwhile: z
    .array(z.strictObject({ ageMonths: ageBelow, words }))
    .default([])
    .describe('Said after `first` at these chronological ages'),
  byCause: z
    .array(z.strictObject({ cause: z.enum(unusableCauses), name: words, first: words }))
    .default([])
    .describe('Name and first words where a result is not gone by for this cause'),
  rescreenMonths: monthsInclusive.nullable(),
});

export const prompt = z.strictObject({
  ...sourced,
  title: words,
  audience: z.enum(promptAudiences).default('family'),
  component: z.enum(components),
  tiers: tierList,
  causes: z
    .array(z.enum(unusableCauses))
    .min(1, 'name a cause, or use null for whatever the cause')
    .nullable()
    .default(null)
    .describe('Where a result is not gone by: only for these causes'),
  ageMonths: ageBelow,
  order: z.int().min(0),
  words: z
    .record(languageTag, z.strictObject({ text: words, reviewedOn: date.nullable() }))
    .refine((byLanguage) => 'en' in byLanguage, 'has no English; add words.en'),
});

export const crisisLine = z.strictObject({
  ...sourced,
  name: words,
  contact: words,
  hours: words,
  isNot: words.nullable(),
  states,
  crisis: z.boolean(),
  firstFor: z
    .enum(['any', 'home'])
    .nullable()
    .default(null)
    .describe('Stands before the others for any answer, or for one that tells of danger at home'),
});

export const consultLine = z.strictObject({
  ...sourced,
  name: words,
  what: words,
  contact: words.nullable(),
  hours: words.nullable(),
  isNot: words.nullable(),
  about: z.enum(['child', 'caregiver']),
  states,
});

export const reason = z.strictObject({
  ...sourced,
  code: z.string().regex(/^[A-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{1,4})?$/, 'is no ICD-10-CM code; correct it'),
  label: words,
  use: z.enum(['neutral', 'screening-encounter', 'diagnosed-only', 'caregiver-chart-only']),
});

const coding = { code: words, display: words };

export const referralKind = z.strictObject({
  ...sourced,
  need: z.enum(needs),
  name: words,
  track: z.enum(tracks),
  what: words,
  ageMonths: ageBelow.nullable(),
  outsideAge: words,
  tiers: tierList,
  forCaregiver: z.boolean(),
  firstIn: z
    .array(z.enum(tiers))
    .default([])
    .describe('Tiers in which it stands among the first steps; in the others it is one tap away'),
  topics: z
    .array(z.enum(screeningTopics))
    .default([])
    .describe('What the results it answers were looking for; leave empty for anything'),
  firstFor: z
    .array(z.enum(screeningTopics))
    .default([])
    .describe('Of those topics, the ones that put it among the first steps; leave empty for any of them'),
  order: z.int().min(0).default(50).describe('Among its equals, lower first'),
  snomed: z.strictObject(coding).nullable(),
  category: z.strictObject({ system: z.url('is no URI; give the code system'), ...coding }),
  reason: words,
});
