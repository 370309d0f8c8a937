// The H cases, black box: the chart is put into the practice EHR, Hearth is launched over HTTP, and the page is read.
import { afterAll, describe, expect, it } from 'vitest';
import { type RunningPair, startPair } from '../support/hearth.ts';
import { launchFor } from '../support/visit.ts';
import { clinicZone, type HostileCase, todayIn } from './case.ts';
import { fhirContentCases } from './fhir-content-cases.ts';

const pairs = new Map<string, Promise<RunningPair>>();
const pairFor = ({ timeZone = clinicZone }: HostileCase): Promise<RunningPair> => {
  const known = pairs.get(timeZone);
  if (known) return known;
  const started = startPair({
    ehr: { seed: false, timeZone },
    configure: (raw) => ({
      ...raw,
      limits: { chartDeadlineMs: 10_000, outboxEveryMs: 1_000 },
      ehrs: (raw.ehrs as Record<string, unknown>[]).map((one) => ({ ...one, timeZone })),
    }),
  });
  pairs.set(timeZone, started);
  return started;
};

afterAll(async () => {
  for (const pair of pairs.values()) await (await pair).close();
});

describe('What a chart may hold', () => {
  it.each(fhirContentCases)('$id: $input: $expected', { timeout: 60_000 }, async (each) => {
    const pair = await pairFor(each);
    const today = todayIn(each.timeZone ?? clinicZone, new Date());
    const patientId = `hostile-${each.id.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;
    const { patient, resources } = each.chart(patientId, today);
    pair.ehr.faults.clear();
    pair.ehr.put(patient);
    for (const resource of resources) pair.ehr.put(resource);
    pair.ehr.faults.set(each.faults?.(patientId) ?? []);
    const { page } = await launchFor(pair, undefined, { patient: patientId });
    pair.ehr.faults.clear();
    expect(page.status).toBe(200);
    const text = `${page.root.querySelector('header.banner')?.structuredText ?? ''} ${page.text}`;
    for (const words of [...each.says, ...(each.saysOf?.(today) ?? [])]) expect(text).toMatch(words);
    for (const words of each.neverSays ?? []) expect(text).not.toMatch(words);
    for (const { resourceType, id } of resources) if (id) pair.ehr.remove(resourceType, id);
  });
});
