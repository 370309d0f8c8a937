// The H cases, black box: the chart is put into the practice EHR, Hearth is launched over HTTP, and the page is read.
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { type RunningPair, startPair } from '../support/hearth.ts';
import { launchFor } from '../support/visit.ts';
import { clinicZone, type HostileCase, todayIn } from './case.ts';
import { fhirContentCases } from './fhir-content-cases.ts';

const pairs = new Map<string, Promise<RunningPair>>();
const pairFor = ({ timeZone = clinicZone, now }: HostileCase): Promise<RunningPair> => {
  const key = `${timeZone} ${now ?? ''}`;
  const known = pairs.get(key);
  if (known) return known;
  const started = startPair({
    ehr: { seed: false, timeZone },
    configure: (raw) => ({
      ...raw,
      limits: { chartDeadlineMs: 10_000, outboxEveryMs: 1_000 },
      ehrs: (raw.ehrs as Record<string, unknown>[]).map((one) => ({ ...one, timeZone })),
    }),
  });
  pairs.set(key, started);
  return started;
};

afterEach(() => void vi.useRealTimers());
afterAll(async () => {
  for (const pair of pairs.values()) await (await pair).close();
});

describe('What a chart may hold', () => {
  it.each(fhirContentCases)('$id: $input: $expected', { timeout: 60_000 }, async (each) => {
    // The EHR, Hearth and every library of theirs live in this process: one calendar for all, while time itself runs on.
    if (each.now) vi.useFakeTimers({ now: new Date(each.now), toFake: ['Date'] });
    const pair = await pairFor(each);
    const today = todayIn(each.timeZone ?? clinicZone, new Date());
    const patientId = `hostile-${each.id.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;
    const { patient, resources } = each.chart(patientId, today);
    pair.ehr.faults.clear();
    pair.ehr.put(patient);
    for (const resource of resources) pair.ehr.put(resource);
    pair.ehr.faults.set(each.faults?.(patientId) ?? []);
    pair.ehr.traffic.clear();
    const { page } = await launchFor(pair, undefined, { patient: patientId });
    pair.ehr.faults.clear();
    if (each.mostSearches !== undefined)
      expect(pair.ehr.traffic.to(/^\/fhir\/Observation/).length).toBeLessThanOrEqual(each.mostSearches);
    expect(page.status).toBe(200);
    const text = `${page.root.querySelector('header.banner')?.structuredText ?? ''} ${page.text}`;
    for (const words of [...each.says, ...(each.saysOf?.(today) ?? [])]) expect(text).toMatch(words);
    for (const words of each.neverSays ?? []) expect(text).not.toMatch(words);
    for (const { resourceType, id } of resources) if (id) pair.ehr.remove(resourceType, id);
  });
});
