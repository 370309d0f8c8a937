// One EHR as its administrator registered it. The list of these is the allow-list: nothing else is ever contacted.
import { z } from 'zod';
import { isLoopbackHost } from './guarded-fetch.ts';

const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'use lower-case letters, digits and hyphens');

function parseUrl(value: string): URL | undefined {
  return URL.canParse(value) ? new URL(value) : undefined;
}

const origin = z.string().refine((value) => parseUrl(value)?.origin === value && /^https?:/.test(value), {
  error: 'write a bare origin such as https://ehr.example.org: no path, no wildcard, no trailing slash',
});

const timeZone = z.string().refine(
  (value) => {
    try {
      return new Intl.DateTimeFormat('en-US', { timeZone: value }).resolvedOptions().timeZone !== '';
    } catch {
      return false;
    }
  },
  { error: 'write an IANA time zone such as America/Chicago' },
);

const iss = z.string().refine(
  (value) => {
    const url = parseUrl(value);
    return (
      url !== undefined &&
      /^https?:$/.test(url.protocol) &&
      url.search === '' &&
      url.hash === '' &&
      !/[?#\s]/.test(value) &&
      url.username === '' &&
      url.password === ''
    );
  },
  { error: 'write the FHIR base exactly as the EHR sends it: an https URL without query, fragment or user' },
);

/** RFC 6749 section 3.3: space-separated tokens of printable ASCII without quotes or backslashes. */
const scopes = z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/, {
  error: 'write scopes separated by single spaces',
});

const clientAuth = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('none') }),
  z.strictObject({ method: z.literal('client_secret_basic'), secret: z.string().min(8) }),
]);

const app = z.strictObject({
  /** The name of this app entry in launch addresses and grants. */
  id: slug,
  role: z.enum(['clinician', 'coordinator', 'admin']),
  clientId: z.string().min(1).max(512),
  clientAuth,
  /** Asked for at an EHR launch. */
  scopes,
  /** Asked for at a standalone launch; without it, `scopes` with `launch` turned into `launch/patient`. */
  standaloneScopes: scopes.optional(),
});

/** One EHR block of the configuration. Unknown keys are refused, so a typing slip is not a silent default. */
export const registrationSchema = z
  .strictObject({
    id: slug,
    /** What people call it. */
    name: z.string().min(1).max(200),
    /** The FHIR base; matched string-exact against the launch's `iss`. */
    iss,
    /** The clinic's IANA zone: calendar dates are meant there. */
    timeZone,
    /** The clinic's US state or territory, two letters. */
    state: z.string().regex(/^[A-Z]{2}$/, 'write the two-letter code, such as IL'),
    /** Origins that may show the app in a frame. */
    frameOrigins: z.array(origin).default([]),
    /** Origins besides the FHIR base's own that may serve authorization, token and key endpoints. */
    allowedOrigins: z.array(origin).default([]),
    /** Permits plain http, for loopback hosts only: the practice EHR and tests. */
    allowInsecureHttp: z.boolean().default(false),
    /** `not-returned` for an EHR known to omit the nonce from its id_token: then none is sent. */
    nonce: z.enum(['required', 'not-returned']).default('required'),
    apps: z.array(app).min(1),
  })
  .superRefine((registration, context) => {
    const urls = [
      { path: ['iss'], value: registration.iss },
      ...registration.allowedOrigins.map((value, index) => ({ path: ['allowedOrigins', index], value })),
    ];
    for (const { path, value } of urls) {
      const url = parseUrl(value);
      if (url?.protocol !== 'http:') continue;
      if (registration.allowInsecureHttp && isLoopbackHost(url.hostname)) continue;
      context.addIssue({
        code: 'custom',
        path,
        message: 'use https; plain http is for loopback hosts with allowInsecureHttp only',
      });
    }
    for (const [index, duplicate] of duplicates(registration.apps.map(({ id }) => id))) {
      context.addIssue({
        code: 'custom',
        path: ['apps', index, 'id'],
        message: `"${duplicate}" is used twice; each app needs its own id`,
      });
    }
  });

/** All EHR blocks together: `id` and `iss` are each unique. */
export const registrationsSchema = z.array(registrationSchema).superRefine((registrations, context) => {
  for (const key of ['id', 'iss'] as const) {
    for (const [index, duplicate] of duplicates(registrations.map((registration) => registration[key]))) {
      context.addIssue({
        code: 'custom',
        path: [index, key],
        message: `"${duplicate}" is registered twice; keep one block for each EHR`,
      });
    }
  }
});

function duplicates(values: readonly string[]): (readonly [number, string])[] {
  return [...values.entries()].filter(([index, value]) => values.indexOf(value) !== index);
}

/** One EHR registration, checked. Holds client secrets: never log it. */
export type Registration = z.infer<typeof registrationSchema>;
/** One app entry of a registration. */
export type AppRegistration = Registration['apps'][number];
/** How the app proves itself at the token endpoint. */
export type ClientAuthConfig = z.infer<typeof clientAuth>;
