// One child's chart in one wave: every request leaves at once, and each slice answers for itself.
import type { FhirResource } from 'fhir/r4.js';
import type { ChartSlice, Gap } from '../domain/chart.ts';
import { gestationalAgeCodes } from '../domain/gestational-age-sources.ts';
import { EhrError } from './errors.ts';
import { type Channel, readJson } from './exchange.ts';
import { gapOf, gapOfShortfall } from './gap.ts';
import { isFhirId, readUrl, searchUrl } from './origin-guard.ts';
import type { ChartReads, SliceRead } from './port.ts';
import { type Caps, type Found, searchAll } from './search.ts';
import { isAboutPatient } from './subject.ts';

export interface ChartReading {
  readonly channel: Channel;
  readonly patientId: string;
  readonly encounterId?: string;
  readonly signal: AbortSignal;
  readonly caps: Caps & { readonly pageSize: number };
  /** `system|code` of every score and panel the site's content knows. */
  readonly screeningCodes: readonly string[];
  readonly may: (resourceType: string, interaction: 'r' | 's') => boolean;
}

const notGranted = (slice: ChartSlice): SliceRead => ({
  resources: [],
  gap: { slice, reason: 'not-granted', partial: false },
});

const foreignGap = (slice: ChartSlice): Gap => ({
  slice,
  reason: 'unreadable',
  detail: "another patient's resource was dropped",
  partial: true,
});

/** Keeps what is this patient's; says when something else came along. */
const ownOnly = (reading: ChartReading, slice: ChartSlice, read: SliceRead): SliceRead => {
  const resources = read.resources.filter((one) =>
    isAboutPatient(reading.channel.base, one, reading.patientId),
  );
  if (resources.length === read.resources.length) return read;
  // Another patient's data in the answer outweighs any other fault: that one is the alarm.
  return { resources, gap: foreignGap(slice) };
};

const readOne = async (
  reading: ChartReading,
  slice: ChartSlice,
  type: string,
  id: string,
): Promise<SliceRead> => {
  if (!reading.may(type, 'r')) return notGranted(slice);
  try {
    const resource = await readJson(reading.channel, readUrl(reading.channel.base, type, id), reading.signal);
    if (resource['resourceType'] !== type)
      throw new EhrError('EHR_UNREADABLE', { detail: `not a resource of type ${type}` });
    return { resources: [resource as unknown as FhirResource] };
  } catch (error) {
    if (error instanceof EhrError) return { resources: [], gap: gapOf(slice, error, false) };
    throw error;
  }
};

/** One answer per resource id; of several versions the one with the newest `meta.lastUpdated`. */
const distinct = (resources: readonly FhirResource[]): readonly FhirResource[] => {
  const byId = new Map<string, FhirResource>();
  for (const one of resources) {
    const key = one.id ?? `without id ${byId.size}`;
    const known = byId.get(key);
    if (!known || (one.meta?.lastUpdated ?? '') > (known.meta?.lastUpdated ?? '')) byId.set(key, one);
  }
  return [...byId.values()];
};

const merge = (slice: ChartSlice, found: readonly Found[]): SliceRead => {
  const resources = distinct(found.flatMap((one) => one.resources));
  const faulty = found.find((one) => one.shortfall);
  if (!faulty?.shortfall) return { resources };
  const gap = gapOfShortfall(slice, faulty.shortfall, resources.length);
  // A search that came through whole is something that was read, even when it found nothing.
  return { resources, gap: { ...gap, partial: gap.partial || found.some((one) => !one.shortfall) } };
};

const readMany = async (
  reading: ChartReading,
  slice: ChartSlice,
  type: string,
  searches: readonly Readonly<Record<string, string>>[],
): Promise<SliceRead> => {
  if (!reading.may(type, 's')) return notGranted(slice);
  const { channel, patientId, signal, caps } = reading;
  const all = searches.map((params) =>
    searchAll(
      channel,
      type,
      searchUrl(channel.base, type, { patient: patientId, ...params, _count: String(caps.pageSize) }),
      signal,
      caps,
    ),
  );
  return merge(slice, await Promise.all(all));
};

/** FHIR search escaping of a value inside an OR list (R4 3.1.1.4.1.1): backslash, comma, dollar; the bar stays a separator. */
const escapeToken = (token: string): string => token.replace(/[\\,$]/g, (one) => `\\${one}`);

/** OR lists short enough for a URL that every server takes. */
const codeLists = (codes: readonly string[]): readonly string[] => {
  const lists: string[] = [];
  for (const code of codes.map(escapeToken)) {
    const last = lists.at(-1);
    if (last !== undefined && last.length + code.length < 1_200) lists[lists.length - 1] = `${last},${code}`;
    else lists.push(code);
  }
  return lists;
};

/** Sends every read at once. What failed is a gap in its slice; nothing is thrown for the EHR's faults. */
export const readChartSlices = async (reading: ChartReading): Promise<ChartReads> => {
  const { encounterId, patientId } = reading;
  const invalid: SliceRead | undefined = isFhirId(patientId)
    ? undefined
    : { resources: [], gap: { slice: 'patient', reason: 'failed', detail: 'not a FHIR id', partial: false } };
  const slice = async (name: ChartSlice, read: () => Promise<SliceRead>): Promise<SliceRead> =>
    invalid?.gap
      ? { resources: [], gap: { ...invalid.gap, slice: name } }
      : ownOnly(reading, name, await read());
  const many = (name: ChartSlice, type: string, ...searches: readonly Readonly<Record<string, string>>[]) =>
    slice(name, () => readMany(reading, name, type, searches));

  const [
    patient,
    encounter,
    observations,
    questionnaireResponses,
    gestationalAge,
    relatedPersons,
    serviceRequests,
    tasks,
  ] = await Promise.all([
    slice('patient', () => readOne(reading, 'patient', 'Patient', patientId)),
    encounterId === undefined
      ? Promise.resolve<SliceRead>({ resources: [] })
      : slice('encounter', () => readOne(reading, 'encounter', 'Encounter', encounterId)),
    // Results filed without the survey category are found by the codes the site's content knows.
    many(
      'observations',
      'Observation',
      { category: 'survey', _sort: '-date' },
      ...codeLists(reading.screeningCodes).map((code) => ({ code, _sort: '-date' })),
    ),
    many('questionnaireResponses', 'QuestionnaireResponse', {}),
    many('gestationalAge', 'Observation', {
      code: gestationalAgeCodes.map((code) => `http://loinc.org|${code}`).join(','),
    }),
    many('relatedPersons', 'RelatedPerson', {}),
    many('serviceRequests', 'ServiceRequest', { _sort: '-authored' }),
    many('tasks', 'Task', {}),
  ]);
  return {
    patient,
    encounter,
    observations,
    questionnaireResponses,
    gestationalAge,
    relatedPersons,
    serviceRequests,
    tasks,
  };
};
