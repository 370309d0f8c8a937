// What a directory file looks like. Fields a listing does not give may be left out: they are read as "not known", never as "no".
import { z } from 'zod';
import { parseCalendarDate } from '../domain/age.ts';
import {
  audiences,
  deliveries,
  funders,
  languageLevels,
  needs,
  tracks,
} from '../domain/consultant/consultant.ts';
import { grades } from '../domain/consultant/match-need.ts';

const name = z.string().trim().min(1).max(200);
const words = z.string().trim().min(1).max(1000);
const wordsOrNull = words.nullable().default(null);
const list = z.array(name).max(100).default([]);
const id = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'use letters, digits, dot, dash or underscore, at most 64');
const zip = z.string().regex(/^\d{5}$/, 'use the five digits of the ZIP');
const months = z.int().min(0).max(1200).nullable().default(null);
const flagOrNull = z.boolean().nullable().default(null);

const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'use a whole date, YYYY-MM-DD')
  .refine((text) => parseCalendarDate(text) !== undefined, 'is no day of the calendar')
  .describe('A calendar date, YYYY-MM-DD');
const dateOrNull = date.nullable().default(null);

const language = z.strictObject({
  tag: name.describe('BCP 47 tag, ISO 639 code or English name; brought to its canonical tag'),
  level: z.enum(languageLevels).describe('delivered = sessions are held in it'),
  verifiedOn: dateOrNull,
});

const record = z.strictObject({
  id,
  name,
  organization: z.strictObject({ id, name }),
  track: z
    .enum(tracks)
    .describe('Who the client is: the family, the program the child is in, or the practice'),
  needs: z.array(z.enum(needs)).max(20).default([]),
  description: z.string().trim().max(2000).default(''),
  focusAreas: list,
  audiences: z.array(z.enum(audiences)).max(10).default([]),
  topics: list,
  consultationModes: list,
  settings: list,
  ages: z
    .strictObject({
      minMonths: months,
      maxMonths: months,
      maxInclusive: z
        .boolean()
        .default(true)
        .describe('true: 71 runs to the day before the sixth birthday; false: 36 ends at the third'),
      unclearToMonths: months.describe(
        'Where the words leave the upper age open: to this age (exclusive) it is "call"',
      ),
      grades: z
        .strictObject({ from: z.enum(grades).nullable(), to: z.enum(grades).nullable() })
        .nullable()
        .default(null),
      text: name.describe("The listing's own words"),
    })
    .default({
      minMonths: null,
      maxMonths: null,
      maxInclusive: true,
      unclearToMonths: null,
      grades: null,
      text: 'ages not listed',
    }),
  languages: z.array(language).max(50).default([]),
  area: z
    .strictObject({
      states: z
        .array(z.string().regex(/^[A-Z]{2}$/, 'use two capital letters'))
        .max(60)
        .default([]),
      counties: z
        .array(z.string().regex(/^\d{5}$/, 'use five-digit county FIPS codes'))
        .max(300)
        .default([]),
      zips: z.array(zip).max(500).default([]),
      schoolDistricts: list,
      statewide: z.boolean().default(false),
    })
    .default({ states: [], counties: [], zips: [], schoolDistricts: [], statewide: false }),
  sites: z
    .array(
      z.strictObject({
        zip,
        lat: z.number().min(-90).max(90),
        lon: z.number().min(-180).max(180),
        accessibility: wordsOrNull,
      }),
    )
    .max(50)
    .default([]),
  delivery: z.array(z.enum(deliveries)).max(4).default([]),
  accepting: z
    .strictObject({
      state: z.enum(['open', 'waitlist', 'closed', 'unknown']),
      waitText: wordsOrNull,
      asOf: dateOrNull,
    })
    .default({ state: 'unknown', waitText: null, asOf: null }),
  access: z
    .strictObject({
      selfReferral: flagOrNull,
      referralRequired: flagOrNull,
      programOnly: z.boolean().default(false),
      steps: wordsOrNull,
    })
    .default({ selfReferral: null, referralRequired: null, programOnly: false, steps: null }),
  funderEligibility: z.array(z.enum(funders)).max(10).default([]),
  fees: z.strictObject({ free: flagOrNull, text: wordsOrNull }).default({ free: null, text: null }),
  phones: z
    .array(z.strictObject({ number: name, languages: list }))
    .max(10)
    .default([]),
  url: z
    .url({ protocol: /^https?$/, hostname: z.regexes.domain })
    .nullable()
    .default(null),
  active: z.boolean(),
  provenance: z.strictObject({
    source: words,
    assuredOn: dateOrNull,
    licence: name,
    kind: z.enum(['fictional', 'case-study', 'directory']),
  }),
});

/** One directory file; read it with `loadDirectory`, which also checks what a shape alone cannot say. */
export const directoryFile = z.strictObject({
  $schema: z.string().optional(),
  schemaVersion: z.literal(1),
  id,
  system: z.url().describe('Canonical URI: the system of these records as FHIR identifiers'),
  label: name,
  updatedOn: date,
  records: z.array(record).max(20_000),
});
export type DirectoryFile = z.output<typeof directoryFile>;
export type FileRecord = DirectoryFile['records'][number];

/** The published JSON Schema of a directory file, so an editor completes it. */
export const directoryJsonSchema = (): Record<string, unknown> => ({
  title: 'Hearth directory',
  ...z.toJSONSchema(directoryFile, { io: 'input', target: 'draft-2020-12' }),
});
