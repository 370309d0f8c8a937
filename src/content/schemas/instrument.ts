// What an instrument looks like in its file. No shape has room for an item’s text: most owners forbid it, and Hearth never needs it.
import { z } from 'zod';
import {
  words,
  id,
  evidence,
  months,
  sourced,
  cited,
  languageTag,
  agePoint,
  monthsInclusive,
  formId,
} from './words.ts';

export const instrument = z.strictObject({
  ...sourced,
  name: words,
  about: z.enum(['child', 'caregiver']),
  respondent: words,
  ageMonths: z
    .strictObject({ from: months, to: months.describe('Inclusive to its last day'), evidence })
    .refine(({ from, to }) => from <= to, 'to must not be below from; correct one of them')
    .nullable(),
  correctsUntilMonths: months.nullable(),
  forms: z
    .array(
      z.strictObject({
        id: z.string().trim().min(1).max(40),
        name: words,
        from: agePoint,
        to: agePoint.describe('Inclusive'),
        evidence,
      }),
    )
    .default([]),
  scores: z
    .array(
      z.strictObject({
        id,
        name: words,
        min: z.int(),
        max: z.int().nullable(),
        concern: z.enum(['higher', 'lower']).describe('Which end of the scale is more concern'),
        sumOf: z
          .union([z.literal('all-items'), z.array(id).min(1)])
          .nullable()
          .default(null)
          .describe('The answers it is the plain sum of; null when that is not known'),
        evidence,
      }),
    )
    .min(1, 'an instrument reports at least one score; add it'),
  thresholds: z.array(
    z.strictObject({
      score: id,
      form: formId.describe('Only for this age form; null for whichever'),
      ageMonths: monthsInclusive.nullable().default(null),
      at: z.number().nullable(),
      monitorAt: z.number().nullable().default(null),
      ...cited,
    }),
  ),
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
  itemRange: z
    .strictObject({ min: z.int(), max: z.int() })
    .refine(({ min, max }) => min < max, 'max must be above min; correct one of them')
    .nullable()
    .default(null),
  extraItems: z.array(id).default([]),
  missingItems: z
    .strictObject({
      blank: z.enum(['counts-as-zero', 'changes-nothing', 'not-allowed', 'see-manual']),
      invalidFrom: z.int().min(1).nullable(),
      rule: words,
      evidence,
    })
    .nullable(),
  safetyItems: z.array(z.strictObject({ id, label: words })),
  confidential: z.boolean(),
  familyRisk: z
    .boolean()
    .default(false)
    .describe('Confidential because it asks about violence, want or adversity at home'),
  edition: words
    .nullable()
    .default(null)
    .describe(
      'The edition its cut-offs are of, where another edition has others; a result must name it to be banded',
    ),
  languages: z.array(languageTag).default([]),
  licence: words,
  mayShipCutOffs: z.boolean(),
  cutOffsDifferBy: z
    .enum(['form', 'age'])
    .nullable()
    .default(null)
    .describe('Its guide has a cut-off for each age form or age, so that one number for all would be wrong'),
  cannotSay: words,
  answeredElsewhere: z
    .boolean()
    .default(false)
    .describe('Somebody who is not at the visit answers it: it counts when it comes, and is not handed out'),
  givesWayTo: id
    .nullable()
    .default(null)
    .describe('The tool of the same series for older children; where both fit, that one is named'),
});
