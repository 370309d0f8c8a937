// How often the clinician waits for the EHR between the click and the page: authorize, token, one wave. Counted on the wire.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Exchange } from '../../fixtures/sandbox-ehr/index.ts';
import { type RunningPair, startPair } from '../support/hearth.ts';
import { launchFor } from '../support/visit.ts';

/** Far above the scheduling noise of a busy machine's event loop. */
const latencyMs = 250;
const everything = /^\//;

/** Groups exchanges that overlap in time; one group is one wait. */
const waves = (exchanges: readonly Exchange[]): Exchange[][] => {
  const groups: { until: number; members: Exchange[] }[] = [];
  for (const one of exchanges.toSorted((a, b) => a.startedAt - b.startedAt)) {
    const last = groups.at(-1);
    const end = one.endedAt ?? Number.POSITIVE_INFINITY;
    if (last && one.startedAt < last.until) {
      last.members.push(one);
      last.until = Math.max(last.until, end);
    } else groups.push({ until: end, members: [one] });
  }
  return groups.map(({ members }) => members);
};

const kindOf = ({ path }: Exchange): string =>
  path.startsWith('/auth/authorize') ? 'authorize' : path === '/auth/token' ? 'token' : 'read';

describe('From the click to the content', () => {
  let pair: RunningPair;
  beforeAll(async () => {
    pair = await startPair();
  });
  afterAll(() => pair.close());
  beforeEach(() => {
    pair.ehr.traffic.clear();
    pair.ehr.faults.set([{ path: everything, delayMs: latencyMs }]);
  });

  it.each(['positive-spanish', 'teen-phq9', 'due'])(
    'for %s the EHR is waited for three times: authorize, token, one wave of reads',
    async (child) => {
      const { page } = await launchFor(pair, child);
      expect(page.status).toBe(200);
      const line = pair.ehr.traffic.all();
      expect(waves(line).map((wave) => [...new Set(wave.map(kindOf))])).toEqual([
        ['authorize'],
        ['token'],
        ['read'],
      ]);
      const reads = line.filter((one) => kindOf(one) === 'read');
      const firstEnd = Math.min(...reads.map(({ endedAt }) => endedAt ?? 0));
      // Every read of the chart has left before the first answer is back.
      for (const { path, startedAt } of reads) expect([path, startedAt < firstEnd]).toEqual([path, true]);
      expect(new Set(reads.map(({ path }) => path.split('/')[2]))).toEqual(
        new Set([
          'Patient',
          'Encounter',
          'Observation',
          'QuestionnaireResponse',
          'RelatedPerson',
          'ServiceRequest',
          'Task',
        ]),
      );
    },
  );

  it('asks for no discovery, keys or metadata in that line', async () => {
    await launchFor(pair, 'positive-spanish');
    expect(pair.ehr.traffic.to(/well-known|jwks|metadata/)).toEqual([]);
  });

  it('waits once for the summary opened again within the session', async () => {
    const visit = await launchFor(pair, 'positive-spanish');
    pair.ehr.traffic.clear();
    await visit.browser.open(visit.page.url);
    expect(waves(pair.ehr.traffic.all())).toHaveLength(1);
  });
});
