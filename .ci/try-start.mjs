// Starts the build from a configuration file alone, as a site would: no fixtures, no development dependencies' code.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'hearth-start-'));
const config = join(folder, 'hearth.config.json');
writeFileSync(
  config,
  JSON.stringify({
    clinicName: 'A clinic',
    port: 19382,
    publicBaseUrl: 'https://hearth.clinic.example',
    store: { kind: 'sqlite', file: 'hearth.db' },
    sealKeys: [{ env: 'SEAL_KEY' }],
    directory: { files: [resolve('fixtures/consultants/demo-directory.json')] },
    ehrs: [
      {
        id: 'ehr',
        name: 'An EHR',
        iss: 'https://ehr.clinic.example/fhir',
        timeZone: 'America/New_York',
        state: 'MA',
        apps: [
          {
            id: 'clinician',
            role: 'clinician',
            clientId: 'hearth',
            clientAuth: { method: 'none' },
            scopes: 'launch openid fhirUser patient/Patient.rs',
          },
        ],
      },
    ],
  }),
);
const hearth = spawn('npm', ['start', '--', '--config', config], {
  env: { ...process.env, SEAL_KEY: randomBytes(32).toString('base64') },
  stdio: ['ignore', 'ignore', 'inherit'],
  detached: true,
});
const end = (code, words) => {
  console.log(words);
  try {
    process.kill(-hearth.pid, 'SIGTERM');
  } catch {
    // It has ended by itself.
  }
  setTimeout(() => process.exit(code), 500);
};
for (let tries = 0; tries < 60; tries += 1) {
  await new Promise((go) => setTimeout(go, 500));
  const ready = await fetch('http://127.0.0.1:19382/readyz').catch(() => undefined);
  if (ready?.ok) {
    const launch = await fetch('http://127.0.0.1:19382/launch?iss=https%3A%2F%2Funknown.example&launch=x');
    end(launch.status === 403 ? 0 : 1, `the build serves; an unknown EHR gets ${launch.status}`);
    break;
  }
  if (tries === 59) end(1, 'the build did not get ready');
}
