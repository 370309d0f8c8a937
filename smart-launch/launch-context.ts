// SMART App Launch 2.2, "Scopes and launch context": what the token response says about where the app was opened.
import { SmartLaunchError } from './errors.ts';

/** One entry of `fhirContext`; at least one of reference, canonical, identifier is there. */
export interface FhirContextItem {
  readonly reference?: string;
  readonly canonical?: string;
  readonly identifier?: Readonly<Record<string, unknown>>;
  readonly type?: string;
  /** `launch` when the EHR gave none. */
  readonly role: string;
}

export interface LaunchContext {
  /** Patient id, no type in front. Undefined when the launch carries none: stop or ask, never guess. */
  readonly patient?: string;
  readonly encounter?: string;
  /** Undefined when the EHR did not say: show the banner, that is the safe side. */
  readonly needPatientBanner?: boolean;
  readonly intent?: string;
  readonly fhirContext: readonly FhirContextItem[];
  readonly tenant?: string;
  readonly smartStyleUrl?: string;
}

/** Some EHRs issue ids longer than FHIR's 64, so the cap is wide; characters that could leave a path are not. */
const idPattern = /^[A-Za-z0-9._~-]{1,512}$/;

function idFrom(name: 'patient' | 'encounter', value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string' || !idPattern.test(value) || /^\.+$/.test(value)) {
    throw new SmartLaunchError('SMART_TOKEN_INVALID', { reason: `unusable ${name}` });
  }
  return value;
}

function textFrom(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= 2048 ? value : undefined;
}

function bannerFrom(value: unknown): boolean | undefined {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  return undefined;
}

function contextItem(value: unknown): FhirContextItem | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const fields = value as Record<string, unknown>;
  const reference = textFrom(fields['reference']);
  const canonical = textFrom(fields['canonical']);
  const identifier = fields['identifier'];
  const isIdentifier = typeof identifier === 'object' && identifier !== null && !Array.isArray(identifier);
  if (reference === undefined && canonical === undefined && !isIdentifier) return undefined;
  const type = textFrom(fields['type']);
  return {
    ...(reference === undefined ? {} : { reference }),
    ...(canonical === undefined ? {} : { canonical }),
    ...(isIdentifier ? { identifier: identifier as Record<string, unknown> } : {}),
    ...(type === undefined ? {} : { type }),
    role: textFrom(fields['role']) ?? 'launch',
  };
}

/**
 * Reads the context out of a token response. Unknown fields and malformed optional ones are passed by;
 * a `patient` or `encounter` that is no id throws `SMART_TOKEN_INVALID`: guessing there picks a child.
 */
export function launchContextFrom(tokenResponse: Readonly<Record<string, unknown>>): LaunchContext {
  const patient = idFrom('patient', tokenResponse['patient']);
  const encounter = idFrom('encounter', tokenResponse['encounter']);
  const needPatientBanner = bannerFrom(tokenResponse['need_patient_banner']);
  const intent = textFrom(tokenResponse['intent']);
  const tenant = textFrom(tokenResponse['tenant']);
  const smartStyleUrl = textFrom(tokenResponse['smart_style_url']);
  const items: unknown = tokenResponse['fhirContext'];
  return {
    ...(patient === undefined ? {} : { patient }),
    ...(encounter === undefined ? {} : { encounter }),
    ...(needPatientBanner === undefined ? {} : { needPatientBanner }),
    ...(intent === undefined ? {} : { intent }),
    fhirContext: (Array.isArray(items) ? items : [])
      .map(contextItem)
      .filter((item): item is FhirContextItem => item !== undefined),
    ...(tenant === undefined ? {} : { tenant }),
    ...(smartStyleUrl === undefined ? {} : { smartStyleUrl }),
  };
}

const userTypes = 'Practitioner|PractitionerRole|Patient|RelatedPerson|Person';
const relativeUser = new RegExp(`^(${userTypes})/([A-Za-z0-9._~-]{1,512})(?:/_history/[A-Za-z0-9._~-]+)?$`);

/**
 * `fhirUser` as one spelling for one person: `Practitioner/123` when it lies on the EHR's own FHIR base or is
 * relative; a URL elsewhere is kept whole, to compare and never to fetch. Undefined when it is neither.
 */
export function normaliseFhirUser(iss: string, value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '' || value.length > 2048) return undefined;
  const base = iss.replace(/\/$/, '');
  const relative = value.startsWith(`${base}/`) ? value.slice(base.length + 1) : value;
  const [, type, id] = relativeUser.exec(relative) ?? [];
  if (type !== undefined && id !== undefined) return /^\.+$/.test(id) ? undefined : `${type}/${id}`;
  if (!URL.canParse(value) || /[\s\p{C}]/u.test(value)) return undefined;
  const url = new URL(value);
  const foreign = url.origin !== new URL(iss).origin || !url.href.startsWith(`${new URL(base).href}/`);
  return foreign && (url.protocol === 'https:' || url.protocol === 'http:') ? value : undefined;
}
