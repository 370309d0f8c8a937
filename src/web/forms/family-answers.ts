// What the clinic asks the family because no EHR holds it: read from a query or a form, each answer optional, none invented.
import { z } from 'zod';
import { funders, needs, tracks } from '../../domain/consultant/consultant.ts';
import { type MatchNeed, parentRoles, programKinds } from '../../domain/consultant/match-need.ts';

const blank = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() === '' ? undefined : value;
const maybe = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess(blank, schema.optional()).catch(undefined);

/** Unknown or malformed answers are left out: a filter must never stop a page. */
const answersSchema = z.object({
  need: maybe(z.enum(needs)),
  track: maybe(z.enum(tracks)),
  language: maybe(z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)),
  schoolDistrict: maybe(z.string().trim().max(80)),
  program: maybe(z.enum(programKinds)),
  funder: maybe(z.enum(funders)),
  parentRole: maybe(z.enum(parentRoles)),
});
export type AskedAnswers = z.infer<typeof answersSchema>;

export const readAnswers = (input: unknown): AskedAnswers => answersSchema.parse(input ?? {});

/** The answers as a query, to carry them from page to page. */
export const answersQuery = (answers: AskedAnswers, extra: Readonly<Record<string, string>> = {}): string => {
  const pairs = Object.entries({ ...answers, ...extra }).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string',
  );
  return new URLSearchParams(pairs).toString();
};

/** A match need with the family's answers laid over what the chart said. */
export const withAnswers = (need: MatchNeed, answers: AskedAnswers): MatchNeed => ({
  ...need,
  ...(answers.language ? { languages: [answers.language] } : {}),
  ...(answers.schoolDistrict ? { schoolDistrict: answers.schoolDistrict } : {}),
  ...(answers.program
    ? { program: { kind: answers.program, ...(answers.funder ? { funder: answers.funder } : {}) } }
    : {}),
  ...(answers.parentRole ? { parentRole: answers.parentRole } : {}),
});
