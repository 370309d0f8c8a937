import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigInvalidError, configJsonSchema, parseConfig, readConfig } from '../src/config.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-config-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const key = Buffer.alloc(32, 5).toString('base64');
const secret = 'a-client-secret-nobody-may-read';
const app = (change: object = {}) => ({
  id: 'clinician',
  role: 'clinician',
  clientId: 'hearth',
  clientAuth: { method: 'none' },
  scopes: 'launch openid fhirUser',
  ...change,
});
const ehr = (change: object = {}) => ({
  id: 'practice',
  name: 'Practice',
  iss: 'https://ehr.example.org/fhir',
  timeZone: 'America/Chicago',
  state: 'IL',
  apps: [app()],
  ...change,
});
const raw = (change: object = {}): Record<string, unknown> => ({
  clinicName: 'Sample Pediatrics',
  publicBaseUrl: 'https://hearth.example.org',
  store: { kind: 'sqlite', file: 'hearth.db' },
  sealKeys: [key],
  directory: { files: ['directory.json'] },
  ehrs: [ehr()],
  ...change,
});
const faultsOf = (read: () => unknown): readonly string[] => {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof ConfigInvalidError) return error.faults;
    throw error;
  }
};
const faults = (change: object, env: NodeJS.ProcessEnv = {}) =>
  faultsOf(() => parseConfig(raw(change), env, folder));

describe('a configuration', () => {
  it('that is right is frozen, with safe defaults and paths read from where the file lies', () => {
    const config = parseConfig(raw(), {}, folder);
    expect(config).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      store: { file: join(folder, 'hearth.db') },
      directory: { files: [join(folder, 'directory.json')] },
      content: { directories: [] },
      limits: { chartDeadlineMs: 10_000, outboxEveryMs: 1_000 },
    });
    expect(Object.isFrozen(config)).toBe(true);
    expect(parseConfig(raw({ store: { kind: 'sqlite', file: ':memory:' } }), {}, folder).store.file).toBe(
      ':memory:',
    );
  });

  it('that is wrong in many places names every one of them at once, each with its key and the fix', () => {
    const all = faults({
      clinicName: '',
      port: 70_000,
      publicBaseUrl: 'https://hearth.example.org/app/',
      sealKeys: ['too short'],
      directory: { files: [] },
      ehrs: [ehr({ timeZone: 'Chicago', iss: 'ehr.example.org' })],
    });
    for (const path of [
      'clinicName',
      'port',
      'publicBaseUrl',
      'sealKeys[0]',
      'directory.files',
      'ehrs[0].timeZone',
      'ehrs[0].iss',
    ])
      expect(
        all.filter((fault) => fault.startsWith(`${path}: `)),
        path,
      ).toHaveLength(1);
    expect(all.join(' ')).toMatch(/openssl rand -base64 32/);
    expect(all.join(' ')).toMatch(/America\/Chicago/);
  });

  it.each<[string, object, RegExp]>([
    ['a key it does not know: a slip is not a silent default', { prot: 9_000 }, /prot/],
    ['a key inside an EHR it does not know', { ehrs: [ehr({ timezone: 'UTC' })] }, /timezone/],
    ['no EHR', { ehrs: [] }, /^ehrs: register at least one EHR/],
    ['no seal key', { sealKeys: [] }, /^sealKeys: give at least one key/],
    [
      'one EHR twice',
      { ehrs: [ehr(), ehr({ iss: 'https://other.example.org' })] },
      /"practice" is registered twice/,
    ],
    ['one address twice', { ehrs: [ehr(), ehr({ id: 'second' })] }, /registered twice/],
    ['plain http to the world', { publicBaseUrl: 'http://hearth.example.org' }, /use https/],
    [
      'plain http to an EHR',
      { ehrs: [ehr({ iss: 'http://ehr.example.org/fhir', allowInsecureHttp: true })] },
      /use https/,
    ],
    [
      'a trailing slash',
      { publicBaseUrl: 'https://hearth.example.org/' },
      /without a path or trailing slash/,
    ],
    ['an address that is no web address', { publicBaseUrl: 'javascript:alert(1)' }, /bare origin/],
  ])('is refused for %s', (_, change, words) => {
    expect(faults(change).join('\n')).toMatch(words);
  });

  it('takes plain http on loopback, for the practice EHR', () => {
    const here = {
      publicBaseUrl: 'http://127.0.0.1:8080',
      ehrs: [ehr({ iss: 'http://127.0.0.1:9000/fhir', allowInsecureHttp: true })],
    };
    expect(faults(here)).toEqual([]);
  });
});

describe('the team on site', () => {
  const person = (change: object = {}) => ({
    id: 'ecmh',
    role: 'ecmh-clinician',
    name: 'Ana Prueba-Sample',
    languages: ['en'],
    ...change,
  });
  const two = [ehr(), ehr({ id: 'second', iss: 'https://other.example.org/fhir' })];

  it('is nobody unless the site names them; languages become tags', () => {
    expect(parseConfig(raw(), {}, folder).onSiteTeam).toEqual([]);
    const team = [person({ languages: ['Spanish', 'pl'], ehr: 'practice', fhirReference: 'Practitioner/a' })];
    expect(parseConfig(raw({ onSiteTeam: team }), {}, folder).onSiteTeam).toMatchObject([
      { languages: ['es', 'pl'], fhirReference: 'Practitioner/a' },
    ]);
  });

  it.each<[string, object[], RegExp]>([
    ['a role Hearth does not know', [person({ role: 'nurse' })], /^onSiteTeam\[0\]\.role: /m],
    [
      'a reference to something else',
      [person({ fhirReference: 'Patient/a' })],
      /^onSiteTeam\[0\]\.fhirReference: write/m,
    ],
    ['no language', [person({ languages: [] })], /^onSiteTeam\[0\]\.languages: name at least one/m],
    [
      'a language that is none',
      [person({ languages: ['und'] })],
      /^onSiteTeam\[0\]\.languages\[0\]: write a language tag/m,
    ],
    ['one id twice', [person(), person()], /^onSiteTeam\[1\]\.id: "ecmh" stands here twice/m],
    [
      'an EHR that is not there',
      [person({ ehr: 'elsewhere' })],
      /^onSiteTeam\[0\]\.ehr: "elsewhere" is the id of no/m,
    ],
    ['a day that is none', [person({ days: ['monday'] })], /^onSiteTeam\[0\]\.days\[0\]: /m],
    ['no day at all', [person({ days: [] })], /^onSiteTeam\[0\]\.days: name at least one day/m],
    ['a time without its days', [person({ from: '09:00' })], /^onSiteTeam\[0\]\.days: name the days/m],
    [
      'a time nobody writes',
      [person({ days: ['mon'], to: '4 pm' })],
      /^onSiteTeam\[0\]\.to: write hours and minutes/m,
    ],
    [
      'a day that ends before it begins',
      [person({ days: ['mon'], from: '16:00', to: '09:00' })],
      /^onSiteTeam\[0\]\.to: the day ends after/m,
    ],
    ['a slip in a key', [person({ fhirRef: 'x' })], /^onSiteTeam\[0\]: .*fhirRef/m],
  ])('is refused for %s', (_words, onSiteTeam, words) => {
    expect(faults({ onSiteTeam }).join('\n')).toMatch(words);
  });

  it('names the EHR a reference belongs to where there are several', () => {
    const member = person({ fhirReference: 'Practitioner/a' });
    expect(faults({ ehrs: two, onSiteTeam: [member] }).join()).toMatch(
      /^onSiteTeam\[0\]\.ehr: name the EHR block/,
    );
    expect(faults({ ehrs: two, onSiteTeam: [{ ...member, ehr: 'second' }] })).toEqual([]);
  });
});

describe('where a program answers', () => {
  it('is whatever the site gave, and nothing is made up', () => {
    expect(parseConfig(raw(), {}, folder).clinicContact).toEqual({});
    const clinicContact = { phone: ' 630-555-0140 ' };
    expect(parseConfig(raw({ clinicContact }), {}, folder).clinicContact).toEqual({ phone: '630-555-0140' });
    expect(faults({ clinicContact: { telephone: '1' } }).join()).toMatch(/clinicContact.*telephone/);
  });
});

describe('a secret', () => {
  const withSecret = (value: unknown) => ({
    ehrs: [ehr({ apps: [app({ clientAuth: { method: 'client_secret_basic', secret: value } })] })],
  });
  const secretOf = (config: ReturnType<typeof parseConfig>) => config.ehrs[0]?.apps[0]?.clientAuth;

  it('is read from the environment, from the file the environment names, or from a file', () => {
    const file = join(folder, 'secret.txt');
    writeFileSync(file, `${secret}\n`);
    const read = (value: unknown, env: NodeJS.ProcessEnv = {}) =>
      secretOf(parseConfig(raw(withSecret(value)), env, folder));
    const expected = { method: 'client_secret_basic', secret };
    expect(read({ env: 'EHR_SECRET' }, { EHR_SECRET: secret })).toEqual(expected);
    expect(read({ env: 'EHR_SECRET' }, { EHR_SECRET_FILE: file })).toEqual(expected);
    expect(read({ env: 'EHR_SECRET' }, { EHR_SECRET: '', EHR_SECRET_FILE: file })).toEqual(expected);
    expect(read({ file: 'secret.txt' })).toEqual(expected);
  });

  it('that is missing is named by its key and its variable, once', () => {
    const path = 'ehrs[0].apps[0].clientAuth.secret';
    expect(faults(withSecret({ env: 'EHR_SECRET' }))).toEqual([
      `${path}: set the environment variable EHR_SECRET (or EHR_SECRET_FILE)`,
    ]);
    expect(faults(withSecret({ file: 'nowhere.txt' }))).toEqual([
      `${path}: the file it names cannot be read`,
    ]);
  });

  it('is in no fault, even where the fault is its own', () => {
    const short = { ...withSecret('short!!'), sealKeys: ['not-a-key-but-secret'] };
    const message = [...faults(short), new ConfigInvalidError(faults(short)).message].join(' ');
    expect(message).toContain('sealKeys[0]');
    expect(message).not.toContain('short!!');
    expect(message).not.toContain('not-a-key-but-secret');
  });
});

describe('weeks counted as full term', () => {
  it.each([38, 39, 40])('may be %i, as the clinic’s programs count', (fullTermWeeks) => {
    const config = parseConfig(raw({ content: { directories: [], fullTermWeeks } }), {}, folder);
    expect(config.content.fullTermWeeks).toBe(fullTermWeeks);
  });

  it('may be left out, and nothing else', () => {
    expect(parseConfig(raw(), {}, folder).content.fullTermWeeks).toBeUndefined();
    expect(faults({ content: { directories: [], fullTermWeeks: 37 } })).toEqual([
      expect.stringContaining('content.fullTermWeeks'),
    ]);
  });
});

describe('the file', () => {
  it('that is not there, or not JSON, is one plain fault without its content', () => {
    expect(faultsOf(() => readConfig(join(folder, 'none.json'), {}))).toEqual([
      'the configuration file cannot be read: give its path with --config',
    ]);
    const broken = join(folder, 'broken.json');
    writeFileSync(broken, `{ "sealKeys": ["${secret}" `);
    const [fault, ...more] = faultsOf(() => readConfig(broken, {}));
    expect(more).toEqual([]);
    expect(fault).toMatch(/^the configuration file is not JSON/);
    expect(fault).not.toContain(secret);
  });

  it('reads its own relative paths', () => {
    const file = join(folder, 'hearth.config.json');
    writeFileSync(file, JSON.stringify(raw()));
    expect(readConfig(file, {}).store.file).toBe(join(folder, 'hearth.db'));
  });

  it.each([null, [], 'text', 3])('that holds %j is refused', (value) => {
    expect(faultsOf(() => parseConfig(value, {}, folder)).length).toBeGreaterThan(0);
  });

  it('has a JSON Schema that knows its keys', () => {
    expect(Object.keys((configJsonSchema() as { properties: object }).properties)).toEqual(
      expect.arrayContaining(['clinicName', 'publicBaseUrl', 'sealKeys', 'ehrs']),
    );
  });
});
