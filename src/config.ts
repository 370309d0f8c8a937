// Everything a site decides, in one file: read, checked as a whole, frozen. Every fault is reported with its key and the fix.
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { isLoopbackHost, registrationsSchema } from '../smart-launch/index.ts';
import { canonicalLanguage } from './domain/language.ts';
import { weekdays } from './domain/referral/on-site-days.ts';
import { onSiteRoles } from './domain/referral/on-site-team.ts';

/** A configuration that cannot be used; `faults` names each key and what to do. Holds no secret's value. */
export class ConfigInvalidError extends Error {
  readonly code = 'CONFIG_INVALID';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`CONFIG_INVALID\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'ConfigInvalidError';
    this.faults = faults;
  }
}

const publicBaseUrl = z.string().superRefine((value, context) => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.origin !== value)
    context.addIssue({
      code: 'custom',
      message: 'write a bare origin such as https://hearth.example.org, without a path or trailing slash',
    });
  else if (url.protocol === 'http:' && !isLoopbackHost(url.hostname))
    context.addIssue({ code: 'custom', message: 'use https; plain http is for loopback addresses only' });
});

const sealKey = z.string().refine((value) => Buffer.from(value, 'base64').length === 32, {
  error: 'write 32 random bytes in base64, for example from: openssl rand -base64 32',
});

const languageTag = z.string().transform((text, context): string => {
  const tag = canonicalLanguage(text);
  if (tag !== undefined) return tag;
  context.addIssue({ code: 'custom', message: 'write a language tag such as es or ht' });
  return z.NEVER;
});

/** One line as it is printed. */
const contactText = z.string().trim().min(1).max(200);

const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write hours and minutes on a 24-hour clock, such as 09:00');

/** Somebody of the clinic's own team who may meet a family in the visit. */
const onSiteMember = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,60}$/, 'write small letters, digits and hyphens only'),
  /** The EHR block whose clinic they work in; every one without it. */
  ehr: z.string().optional(),
  role: z.enum(onSiteRoles),
  /** As colleagues call them; families and the chart see it. */
  name: z.string().trim().min(1).max(120),
  /** Their record in that EHR, so that the task lands on their list. */
  fhirReference: z
    .string()
    .regex(
      /^(Practitioner|PractitionerRole)\/[A-Za-z0-9.-]{1,64}$/,
      'write Practitioner/ID or PractitionerRole/ID',
    )
    .optional(),
  languages: z.array(languageTag).min(1, 'name at least one language'),
  /** Without them the page says "ask whether X is here", never that they are. */
  days: z.array(z.enum(weekdays)).min(1, 'name at least one day, or leave it out').optional(),
  /** On the clinic's clock, on each of those days. */
  from: clockTime.optional(),
  to: clockTime.optional(),
  hours: z.string().trim().min(1).max(120).optional(),
});

/** What one member's row cannot know of the rest of the file. */
const onSiteFaults = (
  team: readonly z.infer<typeof onSiteMember>[],
  ehrIds: readonly string[],
): readonly { readonly path: readonly (string | number)[]; readonly message: string }[] =>
  team.flatMap(({ id, ehr, fhirReference, days, from, to }, index) => [
    ...(!days && (from ?? to) !== undefined
      ? [{ path: ['onSiteTeam', index, 'days'], message: 'name the days these times are for' }]
      : []),
    ...(from !== undefined && to !== undefined && from >= to
      ? [{ path: ['onSiteTeam', index, 'to'], message: 'the day ends after it begins' }]
      : []),
    ...(team.findIndex((one) => one.id === id) < index
      ? [{ path: ['onSiteTeam', index, 'id'], message: `"${id}" stands here twice` }]
      : []),
    ...(ehr !== undefined && !ehrIds.includes(ehr)
      ? [{ path: ['onSiteTeam', index, 'ehr'], message: `"${ehr}" is the id of no EHR block` }]
      : []),
    ...(ehr === undefined && fhirReference !== undefined && ehrIds.length > 1
      ? [
          {
            path: ['onSiteTeam', index, 'ehr'],
            message: 'name the EHR block this reference belongs to: another EHR knows it as somebody else',
          },
        ]
      : []),
  ]);

const configSchema = z.strictObject({
  $schema: z.string().optional(),
  /** What the clinic calls itself on letters. */
  clinicName: z.string().min(1).max(200),
  /** Where a program answers; a letter says which of these are missing. */
  clinicContact: z
    .strictObject({
      phone: contactText.optional(),
      fax: contactText.optional(),
      address: contactText.optional(),
    })
    .default({}),
  port: z.int().min(0).max(65535).default(8080),
  /** The address to listen on; behind a proxy on the same machine, keep the default. */
  host: z.string().default('127.0.0.1'),
  /** What browsers and EHRs reach Hearth under. Never read from a request's headers. */
  publicBaseUrl,
  store: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('sqlite'), file: z.string().min(1) }),
  ]),
  /** The first key seals what is written; all of them open what was sealed before. */
  sealKeys: z.array(sealKey).min(1, 'give at least one key'),
  directory: z.strictObject({ files: z.array(z.string()).min(1, 'name at least one directory file') }),
  content: z
    .strictObject({
      directories: z.array(z.string()).default([]),
      /** What the clinic's programs count as full term when they correct for early birth; 39 where it is not given (CLINICAL 2b.3). */
      fullTermWeeks: z.literal([38, 39, 40]).optional(),
    })
    .default({ directories: [] }),
  ehrs: registrationsSchema.refine((ehrs) => ehrs.length > 0, { error: 'register at least one EHR' }),
  /** Whom a family can meet before they go home; a warm hand-off goes to nobody else. */
  onSiteTeam: z.array(onSiteMember).max(50).default([]),
  limits: z
    .strictObject({
      /** Total milliseconds for the whole wave of chart reads. */
      chartDeadlineMs: z.int().min(500).max(60_000).default(10_000),
      /** How often the outbox is looked at while nothing is due. */
      outboxEveryMs: z.int().min(50).max(60_000).default(1_000),
    })
    .default({ chartDeadlineMs: 10_000, outboxEveryMs: 1_000 }),
});

export type Config = Readonly<z.infer<typeof configSchema>>;

/** For editors: the JSON Schema of `hearth.config.json` as it is written (secrets by name, see `readSecrets`). */
export const configJsonSchema = (): unknown => {
  const schema = z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' }) as Record<
    string,
    unknown
  >;
  return {
    ...schema,
    title: 'hearth.config.json',
    description:
      'Any text value may instead be given as {"env": "NAME"} or {"file": "PATH"}: use that for secrets.',
  };
};

type Faults = string[];

/**
 * Replaces `{"env": "NAME"}` and `{"file": "PATH"}` anywhere by the text they name, so that no secret stands in the file.
 * `NAME_FILE` is honoured when `NAME` is unset.
 */
const readSecrets = (
  value: unknown,
  env: NodeJS.ProcessEnv,
  base: string,
  path: string,
  faults: Faults,
): unknown => {
  if (Array.isArray(value))
    return value.map((one, index) => readSecrets(one, env, base, `${path}[${index}]`, faults));
  if (typeof value !== 'object' || value === null) return value;
  const keys = Object.keys(value);
  const named = value as { env?: unknown; file?: unknown };
  if (keys.length === 1 && typeof named.env === 'string') {
    const text = env[named.env];
    if (text !== undefined && text !== '') return text;
    const file = env[`${named.env}_FILE`];
    if (file) return readText(file, path, faults);
    faults.push(`${path}: set the environment variable ${named.env} (or ${named.env}_FILE)`);
    return '';
  }
  // The store's own `file` stands beside `kind`, so it is not taken for a secret.
  if (keys.length === 1 && typeof named.file === 'string')
    return readText(resolve(base, named.file), path, faults);
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      readSecrets(one, env, base, path === '' ? key : `${path}.${key}`, faults),
    ]),
  );
};

const readText = (file: string, path: string, faults: Faults): string => {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    faults.push(`${path}: the file it names cannot be read`);
    return '';
  }
};

const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (all, key) =>
      typeof key === 'number' ? `${all}[${key}]` : all === '' ? String(key) : `${all}.${String(key)}`,
    '',
  );

/** Checks a parsed configuration. Relative paths are read from `base`. @throws ConfigInvalidError with every fault at once */
export const parseConfig = (raw: unknown, env: NodeJS.ProcessEnv, base: string): Config => {
  const faults: Faults = [];
  const parsed = configSchema.safeParse(readSecrets(raw, env, base, '', faults));
  if (!parsed.success)
    for (const issue of parsed.error.issues) {
      const path = pathOf(issue.path);
      if (!faults.some((fault) => path !== '' && fault.startsWith(`${path}:`)))
        faults.push(`${path === '' ? 'the file' : path}: ${issue.message}`);
    }
  if (parsed.success)
    for (const { path, message } of onSiteFaults(
      parsed.data.onSiteTeam,
      parsed.data.ehrs.map(({ id }) => id),
    ))
      faults.push(`${pathOf(path)}: ${message}`);
  if (faults.length > 0 || !parsed.success) throw new ConfigInvalidError(faults);
  const { data } = parsed;
  const here = (file: string): string => (file === ':memory:' ? file : resolve(base, file));
  return Object.freeze({
    ...data,
    store: { ...data.store, file: here(data.store.file) },
    directory: { files: data.directory.files.map(here) },
    content: { ...data.content, directories: data.content.directories.map(here) },
  });
};

const readRaw = (file: string): unknown => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new ConfigInvalidError([`the configuration file cannot be read: give its path with --config`]);
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    const where =
      cause instanceof SyntaxError
        ? (/(?:line \d+ column \d+|position \d+)/.exec(cause.message)?.[0] ?? '')
        : '';
    throw new ConfigInvalidError([`the configuration file is not JSON${where ? ` (${where})` : ''}`]);
  }
};

/** Reads `hearth.config.json`. @throws ConfigInvalidError */
export const readConfig = (file: string, env: NodeJS.ProcessEnv): Config =>
  parseConfig(readRaw(file), env, dirname(resolve(file)));

/** The content directories alone: who keeps the content needs none of the secrets the rest names. @throws ConfigInvalidError */
export const readContentDirectories = (file: string, env: NodeJS.ProcessEnv): readonly string[] => {
  const raw = readRaw(file);
  const content: unknown =
    typeof raw === 'object' && raw !== null && 'content' in raw ? raw.content : undefined;
  const base = dirname(resolve(file));
  const faults: Faults = [];
  const parsed = configSchema.shape.content.safeParse(readSecrets(content, env, base, 'content', faults));
  for (const issue of parsed.error?.issues ?? [])
    faults.push(`${pathOf(['content', ...issue.path])}: ${issue.message}`);
  if (faults.length > 0 || !parsed.success) throw new ConfigInvalidError(faults);
  return parsed.data.directories.map((path) => resolve(base, path));
};
