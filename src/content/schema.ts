// What each kind of clinical content looks like in its files. The shapes are the domain's; here they are checked, strictly: a key nobody reads
// is a mistake somebody made.
import { z } from 'zod';
import {
  codeMapping,
  setAsideCode,
  questionnaireMap,
  answerValue,
  translation,
  signature,
} from './schemas/code-maps.ts';
import {
  periodicityRule,
  visitSchedule,
  tierContent,
  prompt,
  crisisLine,
  consultLine,
  reason,
  referralKind,
} from './schemas/guidance.ts';
import { instrument } from './schemas/instrument.ts';

/** Folders of a content directory; each holds `.json` files, each file a list of rows. */
export const contentKinds = [
  'instruments',
  'visits',
  'periodicity',
  'tiers',
  'prompts',
  'translations',
  'codes',
  'set-aside',
  'questionnaires',
  'answers',
  'crisis',
  'consult-lines',
  'referral-kinds',
  'reasons',
  'signatures',
] as const;
export type ContentKind = (typeof contentKinds)[number];

/** One row of each kind. Their output types are assignable to the domain's: `loadContent` would not compile otherwise. */
export const rowSchemas = {
  instruments: instrument,
  visits: visitSchedule,
  periodicity: periodicityRule,
  tiers: tierContent,
  prompts: prompt,
  translations: translation,
  codes: codeMapping,
  'set-aside': setAsideCode,
  questionnaires: questionnaireMap,
  answers: answerValue,
  crisis: crisisLine,
  'consult-lines': consultLine,
  'referral-kinds': referralKind,
  reasons: reason,
  signatures: signature,
} as const;

/** The published JSON Schema of each kind's files, so that an editor completes and checks a site's own. */
export const contentJsonSchemas = (): Readonly<Record<ContentKind, Record<string, unknown>>> => {
  const schemaOf = (kind: ContentKind): Record<string, unknown> => ({
    title: `Hearth content: ${kind}`,
    ...z.toJSONSchema(z.array(rowSchemas[kind]), { io: 'input', target: 'draft-2020-12' }),
  });
  return Object.fromEntries(contentKinds.map((kind) => [kind, schemaOf(kind)])) as Record<
    ContentKind,
    Record<string, unknown>
  >;
};
