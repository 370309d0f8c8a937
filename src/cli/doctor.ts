// Why would a launch fail? Asked before any clinician clicks, without a token and without a patient.
import type { Registration } from '../../smart-launch/index.ts';
import { guardFetch } from '../../smart-launch/index.ts';
import { checkApp } from './doctor-app.ts';
import { checkChart } from './doctor-chart.ts';
import { checkKeys } from './doctor-keys.ts';
import { checkDiscovery } from './doctor-launch.ts';
import type { Check, DoctorReport } from './doctor-report.ts';
import { worstOf } from './doctor-report.ts';

export interface DoctorInput {
  readonly registrations: readonly Registration[];
  /** Looks at this EHR only; all registered ones without it. */
  readonly iss?: string | undefined;
  readonly fetch: typeof fetch;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Origin under which browsers reach Hearth. */
  readonly publicBaseUrl: string;
  /** For each request, body included; milliseconds. */
  readonly deadlineMs?: number;
}

/** A CapabilityStatement of a large EHR is far larger than any other document read here. */
const metadataBytes = 8 * 1_048_576;

/**
 * Runs every check of every EHR asked for; what fails is a check, never thrown. Sends no token and no secret, goes
 * only where a launch would go, and puts nothing in the report that may not be shown to an administrator.
 */
export const runDoctor = async (input: DoctorInput): Promise<DoctorReport> => {
  const { iss } = input;
  const chosen = input.registrations.filter((registration) => iss === undefined || registration.iss === iss);
  const checks =
    chosen.length === 0
      ? [unregistered(input)]
      : (await Promise.all(chosen.map((registration) => checkEhr(registration, input)))).flat();
  return { checks, worst: worstOf(checks) };
};

const checkEhr = async (registration: Registration, input: DoctorInput): Promise<Check[]> => {
  const limits = input.deadlineMs === undefined ? {} : { deadlineMs: input.deadlineMs };
  const guarded = guardFetch(registration, input.fetch, limits);
  const chart = checkChart(
    registration,
    guardFetch(registration, input.fetch, { ...limits, maxBytes: metadataBytes }),
  );
  const { checks, configuration } = await checkDiscovery(registration, guarded, input.now);
  const launch =
    configuration === undefined
      ? []
      : [
          await checkKeys(registration, configuration, guarded),
          ...registration.apps.flatMap((app) => checkApp(registration, app, configuration)),
        ];
  return [...checks, ...launch, ...(await chart), addresses(registration, input.publicBaseUrl)];
};

const addresses = (registration: Registration, publicBaseUrl: string): Check => ({
  id: 'addresses',
  subject: registration.id,
  status: 'green',
  found: [
    'To paste into the EHR’s registration of the app:',
    ...registration.apps.map(
      ({ id, role }) => `launch URL (${role}): ${publicBaseUrl}/launch${id === 'clinician' ? '' : `/${id}`}`,
    ),
    `redirect URL: ${publicBaseUrl}/callback`,
  ].join('\n'),
});

const unregistered = ({ registrations, iss = '' }: DoctorInput): Check => {
  const plain = (value: string) => value.replace(/\/+$/, '').toLowerCase();
  const near = registrations.find((registration) => plain(registration.iss) === plain(iss));
  return {
    id: 'registration',
    subject: iss,
    status: 'red',
    found:
      near === undefined
        ? `Not registered. Registered are: ${registrations.map((registration) => registration.iss).join(', ') || 'none'}.`
        : `Not registered letter for letter; ${near.iss} is.`,
    whatToDo:
      'Launches from it are refused before anything is fetched. Write iss exactly as the EHR sends it, trailing slash and capitals included.',
  };
};
