// One exchange of a delivery, told as what is certain: stored, not stored, or not known (SECURITY 3, REFERRAL 1.5).
import type { FhirResource } from 'fhir/r4.js';
import type { DeliveryAnswer } from '../domain/referral/delivery.ts';
import { EhrError } from './errors.ts';
import { type Answer, type Channel, exchange, failureOf } from './exchange.ts';
import { isRecord } from './json.ts';
import { isFhirId, localReference, searchUrl } from './origin-guard.ts';
import type { DeliveryCommand } from './port.ts';
import { type Caps, searchAll } from './search.ts';
import { isAboutPatient } from './subject.ts';

type Post = Extract<DeliveryCommand, { do: 'post' }>;
type Search = Extract<DeliveryCommand, { do: 'search' }>;

export interface Delivering {
  readonly channel: Channel;
  readonly signal: AbortSignal;
  readonly may: (resourceType: string, interaction: 'c' | 's') => boolean;
  readonly caps: Caps & { readonly pageSize: number };
}

const unknownFate: DeliveryAnswer = { kind: 'unknown-fate' };

const detailOf = (error: EhrError): string =>
  [error.status === undefined ? '' : `HTTP ${error.status}`, error.issues.join(', ')]
    .filter(Boolean)
    .join(': ')
    .slice(0, 200);

/** Identifiers stand in a header and a query: Hearth's own are plain, and anything else is a fault of ours. */
const identifierToken = (identifier: { readonly system: string; readonly value: string }): string => {
  const plain = /^[A-Za-z0-9\-._~:/]{1,256}$/;
  if (!plain.test(identifier.system) || !plain.test(identifier.value)) throw new EhrError('EHR_BAD_REQUEST');
  return `${identifier.system}|${identifier.value}`;
};

const versionFrom = (answer: Answer): string | undefined => {
  const meta = answer.body?.['meta'];
  const fromBody = isRecord(meta) ? meta['versionId'] : undefined;
  if (isFhirId(fromBody)) return fromBody;
  const tag = /^(?:W\/)?"([^"]+)"$/.exec(answer.headers.get('etag') ?? '')?.[1];
  return isFhirId(tag) ? tag : undefined;
};

/** The id an answer to a create gives: from the resource itself, else from a Location under the same base. */
const storedAs = (channel: Channel, answer: Answer, type: string) => {
  const { body } = answer;
  const versionId = versionFrom(answer);
  if (body?.['resourceType'] === type && isFhirId(body['id']))
    return { id: body['id'], ...(versionId ? { versionId } : {}) };
  const location = answer.headers.get('location') ?? answer.headers.get('content-location');
  const place = location === null ? undefined : localReference(channel.base, location);
  if (place?.type !== type) return undefined;
  const version = place.versionId ?? versionId;
  return { id: place.id, ...(version ? { versionId: version } : {}) };
};

const answerToPost = (channel: Channel, answer: Answer, type: string): DeliveryAnswer => {
  const { status } = answer;
  if (status === 201 || status === 200) {
    const stored = storedAs(channel, answer, type);
    return stored ? { kind: status === 201 ? 'created' : 'existing', ...stored } : unknownFate;
  }
  if (status === 412) return { kind: 'several' };
  if (status === 401) return { kind: 'unauthorized' };
  const failure = failureOf(answer, channel.now());
  if (status === 429 || status === 503) {
    const { retryAfterSeconds } = failure;
    return { kind: 'busy', ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
  }
  // 408 and 425 say nothing of what became of the body; 501 is a plain no.
  if ((status >= 400 && status <= 499 && status !== 408 && status !== 425) || status === 501)
    return { kind: 'refused', status, detail: detailOf(failure) };
  return unknownFate;
};

const post = async (delivering: Delivering, command: Post): Promise<DeliveryAnswer> => {
  const { channel, signal, may } = delivering;
  const type = command.resource.resourceType;
  if (!may(type, 'c')) return { kind: 'refused', status: 403, detail: 'not granted at launch, not sent' };
  const answer = await exchange(channel, {
    method: 'POST',
    url: new URL(type, channel.base.href),
    signal,
    headers: {
      'content-type': 'application/fhir+json',
      prefer: 'return=representation',
      ...(command.ifNoneExist
        ? { 'if-none-exist': `identifier=${identifierToken(command.ifNoneExist)}` }
        : {}),
    },
    body: command.resource,
  });
  return answerToPost(channel, answer, type);
};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Whether a found resource is really the one asked for: the EHR may have ignored the parameter. */
const isTheOne = (channel: Channel, command: Search, resource: FhirResource): boolean => {
  const raw: unknown = resource;
  if (!isRecord(raw)) return false;
  const { identifier, target } = command;
  if (identifier) {
    const carries = listOf(raw['identifier'])
      .filter(isRecord)
      .some((one) => one['system'] === identifier.system && one['value'] === identifier.value);
    return carries && isAboutPatient(channel.base, resource, command.patientId);
  }
  const wanted = target === undefined ? undefined : localReference(channel.base, target);
  if (!wanted) return false;
  return listOf(raw['target'])
    .filter(isRecord)
    .map((one) => localReference(channel.base, one['reference']))
    .some((one) => one?.type === wanted.type && one.id === wanted.id);
};

const unavailable = (detail: string): DeliveryAnswer => ({ kind: 'search-unavailable', detail });

const answerToFault = (error: EhrError): DeliveryAnswer => {
  const { status } = error;
  if (status === 401) return { kind: 'unauthorized' };
  if (status === 429 || status === 503) {
    const { retryAfterSeconds } = error;
    return { kind: 'busy', ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
  }
  if ((status !== undefined && status >= 400 && status <= 499 && status !== 408) || status === 501)
    return unavailable(detailOf(error));
  return error.code === 'EHR_UNREACHABLE' ? { kind: 'unreachable' } : unknownFate;
};

const search = async (delivering: Delivering, command: Search): Promise<DeliveryAnswer> => {
  const { channel, signal, may, caps } = delivering;
  if (!may(command.resourceType, 's')) return unavailable('not granted at launch, not asked');
  const params: Record<string, string> = command.identifier
    ? { patient: command.patientId, identifier: identifierToken(command.identifier) }
    : { target: command.target ?? '' };
  if (!isFhirId(command.patientId) || params['target'] === '') throw new EhrError('EHR_BAD_REQUEST');
  const url = searchUrl(channel.base, command.resourceType, { ...params, _count: String(caps.pageSize) });
  const { resources, shortfall } = await searchAll(channel, command.resourceType, url, signal, caps);
  const ids = resources.filter((one) => isTheOne(channel, command, one)).map((one) => one.id);
  const found = [...new Set(ids.filter(isFhirId))];
  if (found.length > 0) return { kind: 'found', ids: found };
  if (!shortfall) return { kind: 'found', ids: [] };
  // "Not on the pages we could read" is not "not there".
  return shortfall.kind === 'fault'
    ? answerToFault(shortfall.error)
    : unavailable('the list of the EHR is not complete');
};

/** Carries out one command. Every outcome of the EHR is an answer; only a command that must not be sent throws. */
export const deliverOnce = async (
  delivering: Delivering,
  command: DeliveryCommand,
): Promise<DeliveryAnswer> => {
  try {
    return command.do === 'post' ? await post(delivering, command) : await search(delivering, command);
  } catch (error) {
    if (!(error instanceof EhrError) || error.code === 'EHR_BAD_REQUEST') throw error;
    return error.code === 'EHR_UNREACHABLE' ? { kind: 'unreachable' } : unknownFate;
  }
};
