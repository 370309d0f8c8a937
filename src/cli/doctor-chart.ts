// What could be read from and written to this EHR's chart, by its CapabilityStatement (FHIR R4 5.5),
// and so which rung of the write-back ladder a referral will likely reach. What is declared is needed, not enough.
import type { AppRegistration, GuardedFetch, Registration } from '../../smart-launch/index.ts';
import { allows, belowBase, SmartLaunchError } from '../../smart-launch/index.ts';
import { whyUnread } from './doctor-launch.ts';
import type { Check } from './doctor-report.ts';

interface Declared {
  readonly interactions: ReadonlySet<string>;
  readonly searchParameters: ReadonlySet<string>;
  readonly conditionalCreate: boolean;
}
type Capabilities = ReadonlyMap<string, Declared>;

/** What a summary is made of, and what is not known without it. */
const reads: readonly (readonly [type: string, without: string])[] = [
  ['Patient', 'no summary at all'],
  ['Encounter', 'visits are not named'],
  ['Observation', 'screening results are not seen'],
  ['QuestionnaireResponse', 'answers to questionnaires, safety items included, are not seen'],
  ['RelatedPerson', 'caregivers are not named'],
  ['ServiceRequest', 'orders made elsewhere are not seen'],
  ['Task', 'what recipients report is not seen'],
];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const records = (value: unknown) => (Array.isArray(value) ? value.filter(isRecord) : []);
const texts = (rows: readonly Readonly<Record<string, unknown>>[], name: string) =>
  new Set(rows.map((row) => row[name]).filter((value) => typeof value === 'string'));

/** The server side of a CapabilityStatement; undefined when it is none. */
export const declaredIn = (statement: unknown): Capabilities | undefined => {
  if (!isRecord(statement) || statement['resourceType'] !== 'CapabilityStatement') return undefined;
  const servers = records(statement['rest']).filter(({ mode }) => mode === undefined || mode === 'server');
  return new Map(
    servers
      .flatMap(({ resource }) => records(resource))
      .map((resource) => [
        String(resource['type']),
        {
          interactions: texts(records(resource['interaction']), 'code'),
          searchParameters: texts(records(resource['searchParam']), 'name'),
          conditionalCreate: resource['conditionalCreate'] === true,
        },
      ]),
  );
};

/** Reads `metadata` without a token: checks `capabilities`, `reads`, `write-back`, `duplicates`. */
export const checkChart = async (
  registration: Registration,
  guardedFetch: GuardedFetch,
): Promise<Check[]> => {
  const subject = registration.id;
  const unread = (found: string): Check[] => [
    {
      id: 'capabilities',
      subject,
      status: 'amber',
      found: `The CapabilityStatement could not be read: ${found}.`,
      whatToDo:
        'Hearth then finds out what the EHR takes by trying: a refused order ends as a letter to print.',
    },
  ];
  let statement: unknown;
  try {
    const response = await guardedFetch(belowBase(registration.iss, 'metadata'), {
      headers: { accept: 'application/fhir+json, application/json' },
    });
    if (response.status !== 200) return unread(`HTTP ${response.status}`);
    statement = await response.json();
  } catch (error) {
    return unread(error instanceof SmartLaunchError ? whyUnread(error) : 'not JSON');
  }
  const declared = declaredIn(statement);
  if (declared === undefined) return unread('not a CapabilityStatement');
  return [
    checkVersion(subject, statement),
    checkReads(subject, declared),
    ...registration.apps.map((app) => checkWriteBack(`${subject}/${app.id}`, app, declared)),
    checkDuplicates(subject, declared),
  ];
};

const checkVersion = (subject: string, statement: unknown): Check => {
  const fields = isRecord(statement) ? statement : {};
  const version = typeof fields['fhirVersion'] === 'string' ? fields['fhirVersion'] : 'none given';
  const software = isRecord(fields['software']) ? fields['software'] : {};
  const named = [software['name'], software['version']].filter((part) => typeof part === 'string').join(' ');
  const found = `FHIR ${version}${named === '' ? '' : `, ${named}`}.`;
  return version.startsWith('4.0')
    ? { id: 'capabilities', subject, status: 'green', found }
    : {
        id: 'capabilities',
        subject,
        status: 'red',
        found,
        whatToDo: 'Hearth reads FHIR R4 (4.0). Register the EHR’s R4 base as iss.',
      };
};

const checkReads = (subject: string, declared: Capabilities): Check => {
  const readable = (type: string) => {
    const interactions = declared.get(type)?.interactions;
    return interactions?.has('read') === true || interactions?.has('search-type') === true;
  };
  const missing = reads.filter(([type]) => !readable(type));
  if (missing.length === 0) {
    return {
      id: 'reads',
      subject,
      status: 'green',
      found: `Declares reading ${reads.map(([type]) => type).join(', ')}.`,
    };
  }
  const noPatient = missing.some(([type]) => type === 'Patient');
  return {
    id: 'reads',
    subject,
    status: noPatient ? 'red' : 'amber',
    found: missing.map(([type, without]) => `Does not declare reading ${type}: ${without}.`).join('\n'),
    whatToDo: noPatient
      ? 'Check that iss is the clinical FHIR base.'
      : 'The summary says what could not be read. Nothing else to do, unless the vendor can open it.',
  };
};

/** Later rungs that only matter to know of: Hearth does not climb them, a person may. */
const otherWays: readonly (readonly [type: string, name: string])[] = [
  ['DocumentReference', 'a letter filed as a document'],
  ['Communication', 'a message'],
  ['QuestionnaireResponse', 'a form'],
];

const checkWriteBack = (subject: string, app: AppRegistration, declared: Capabilities): Check => {
  const id = 'write-back';
  const creates = (type: string) => declared.get(type)?.interactions.has('create') === true;
  const asks = (type: string) =>
    allows(app.scopes, 'patient', type, 'c') || allows(app.scopes, 'user', type, 'c');
  if (!creates('ServiceRequest')) {
    const others = otherWays.filter(([type]) => creates(type)).map(([type, name]) => `${name} (${type})`);
    return {
      id,
      subject,
      status: 'amber',
      found: `This EHR takes no ServiceRequest: referrals will reach rung G, "Not in the EHR – print or paste".${
        others.length === 0
          ? ''
          : `\nIt does declare taking ${others.join(', ')}, which Hearth does not write.`
      }`,
      whatToDo:
        'Clinicians print or paste the letter, and Hearth keeps the ledger. Ask the vendor whether ServiceRequest create can be opened.',
    };
  }
  if (!asks('ServiceRequest')) {
    return {
      id,
      subject,
      status: 'amber',
      found:
        'The EHR declares ServiceRequest create, but this app does not ask for it: rung G, letters only.',
      whatToDo: 'If this app’s users send referrals, add patient/ServiceRequest.c (or .cruds) to its scopes.',
    };
  }
  const without = ['Task', 'Provenance'].filter((type) => !creates(type) || !asks(type));
  return {
    id,
    subject,
    status: without.length === 0 ? 'green' : 'amber',
    found: `Rung A: the EHR declares ServiceRequest create and this app asks for it.${
      without.length === 0
        ? ' Task and Provenance too.'
        : `\nNot ${without.join(' or ')}: the order goes to the chart without it, and Hearth keeps the status itself.`
    }`,
    ...(without.length === 0
      ? {}
      : {
          whatToDo:
            'Nothing has to be done. What is declared is not yet granted: watch the first real referral.',
        }),
  };
};

const checkDuplicates = (subject: string, declared: Capabilities): Check => {
  const id = 'duplicates';
  const order = declared.get('ServiceRequest');
  if (order?.interactions.has('create') !== true) {
    return { id, subject, status: 'green', found: 'No orders are written here, so none can be doubled.' };
  }
  const searchable = order.searchParameters.has('identifier');
  const ways = [
    ...(order.conditionalCreate ? ['conditional create'] : []),
    ...(searchable ? ['search by identifier'] : []),
  ];
  if (searchable) {
    return {
      id,
      subject,
      status: 'green',
      found: `A lost answer can be cleared up by ${ways.join(' and ')}.`,
    };
  }
  return {
    id,
    subject,
    status: 'amber',
    found: `ServiceRequest cannot be searched by identifier${order.conditionalCreate ? ', though creation may be conditional' : ' nor created conditionally'}.`,
    whatToDo:
      'When an answer is lost Hearth does not send again: the referral shows "unconfirmed – check the chart", and a person looks.',
  };
};
