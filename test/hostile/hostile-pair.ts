// Hearth beside a practice EHR that holds the hostile chart, with a directory whose listing is hostile too.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningPair, startPair, writeJson } from '../support/hearth.ts';
import { clinicZone, todayIn } from './case.ts';
import { hostileChart, hostileListing } from './cross-site-cases.ts';

export const hostilePatient = 'hostile-texts';

export const startHostilePair = async (url: string | null = null): Promise<RunningPair> => {
  const file = join(mkdtempSync(join(tmpdir(), 'hearth-hostile-')), 'directory.json');
  writeJson(file, {
    schemaVersion: 1,
    id: 'hostile',
    system: 'https://hearth.example.org/directory/hostile',
    label: 'A directory of hostile texts',
    updatedOn: '2026-11-01',
    records: [hostileListing('hostile-listing', url)],
  });
  const pair = await startPair({ configure: (raw) => ({ ...raw, directory: { files: [file] } }) });
  for (const resource of hostileChart(hostilePatient, todayIn(clinicZone, new Date())))
    pair.ehr.put(resource);
  return pair;
};
