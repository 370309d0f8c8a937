// What was said of a child in Hearth is handed out only where the EHR shows that child (DESIGN, promise 3).
import { expect, it } from 'vitest';
import { loadContent } from '../../src/content/load.ts';
import { calendarDate } from '../../src/domain/age.ts';
import { chartSlices } from '../../src/domain/chart.ts';
import { declinedKey, nextStepKey } from '../../src/domain/visit-record.ts';
import type { ChartReads } from '../../src/ehr/port.ts';
import { makeSqliteStore } from '../../src/store/sqlite.ts';
import { makeOpenSummary, type SummaryParts } from '../../src/workflows/open-summary.ts';
import type { LaunchInUse } from '../../src/workflows/context.ts';
import { audit, launch } from '../store/samples.ts';

const at = new Date('2026-11-22T15:00:00Z');
const on = calendarDate('2026-11-22');
const child = { ehrId: 'practice', patientId: 'child-1' };

const openedWith = async (isShown: boolean) => {
  const store = await makeSqliteStore({
    file: ':memory:',
    keys: [new Uint8Array(32).fill(1)],
    serving: true,
  });
  const said = { by: 'Ada Prueba-Sample', at: at.getTime() };
  await store.saveVisitRecord({ ...nextStepKey(child, on), ...said, text: 'Read together' }, audit('a'));
  await store.saveVisitRecord({ ...declinedKey(child, 'rule-a', on), ...said, text: '' }, audit('b'));
  const reads = Object.fromEntries(
    chartSlices.map((slice) => [
      slice,
      slice === 'patient'
        ? isShown
          ? { resources: [{ resourceType: 'Patient', id: 'child-1', birthDate: '2024-01-01' }] }
          : { resources: [], gap: { slice, reason: 'refused', partial: false } }
        : { resources: [] },
    ]),
  ) as unknown as ChartReads;
  const open = makeOpenSummary({
    store,
    ehr: { readChart: () => Promise.resolve(reads) },
    content: loadContent([]),
    directory: { records: [] },
    places: {},
    clinicOf: () => ({
      ehrId: 'practice',
      iss: 'https://ehr.example.org/fhir',
      name: 'Sample',
      timeZone: 'UTC',
      state: 'IL',
      onSiteTeam: [{ id: 'p', role: 'family-partner', name: 'Bea Sample', languages: ['en'] }],
    }),
    now: () => at,
  } as unknown as SummaryParts);
  const use = { launch: launch(), access: () => Promise.resolve({}) } as unknown as LaunchInUse;
  const opened = await open(use, {});
  await store.close();
  return [opened.nextStep?.record.text, opened.declinedHere.length, opened.onSite.length];
};

it('hands out the next step, the declined screens and the team where the EHR shows the child', async () => {
  expect(await openedWith(true)).toEqual(['Read together', 1, 1]);
});

it('hands out none of them where it does not', async () => {
  expect(await openedWith(false)).toEqual([undefined, 0, 0]);
});
