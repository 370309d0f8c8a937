import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DirectoryError, directoryFrom, loadDirectory } from '../../src/directory/load-directory.ts';

const record = (change: object = {}): object => ({
  id: 'svc-1',
  name: 'Example clinicians (fictional)',
  organization: { id: 'org-1', name: 'Example (fictional)' },
  track: 'family',
  active: true,
  provenance: { source: 'a test', licence: 'none', kind: 'fictional' },
  ...change,
});
const file = (records: readonly object[], change: object = {}): object => ({
  schemaVersion: 1,
  id: 'test',
  system: 'https://hearth.example.org/directory/test',
  label: 'Test',
  updatedOn: '2026-11-01',
  records,
  ...change,
});
const faultsOf = (...files: readonly unknown[]): readonly string[] => {
  try {
    directoryFrom(files.map((content, index) => ({ name: `file-${index + 1}.json`, content })));
    return [];
  } catch (error) {
    if (!(error instanceof DirectoryError)) throw error;
    expect(error.code).toBe('DIRECTORY_INVALID');
    return error.faults;
  }
};
const loaded = (...records: readonly object[]) =>
  directoryFrom([{ name: 'file.json', content: file(records) }]);

describe('a directory file', () => {
  it('reads what a sparse listing leaves out as not known', () => {
    const found = loaded(record()).find('svc-1');
    expect(found).toMatchObject({
      needs: [],
      languages: [],
      delivery: [],
      ages: { minMonths: null, maxMonths: null },
      accepting: { state: 'unknown' },
      access: { selfReferral: null, referralRequired: null },
      fees: { free: null },
      provenance: { assuredOn: null },
    });
  });

  it.each([
    ['spa', 'es'],
    ['Spanish', 'es'],
    ['es_MX', 'es-MX'],
    ['cmn', 'zh'],
    ['yue', 'yue'],
    ['hat', 'ht'],
    ['pol', 'pl'],
  ])('brings the language %s to %s', (tag, canonical) => {
    const directory = loaded(
      record({
        languages: [{ tag, level: 'delivered' }],
        phones: [{ number: '630-555-0100', languages: [tag] }],
      }),
    );
    expect(directory.find('svc-1')?.languages[0]?.tag).toBe(canonical);
    expect(directory.find('svc-1')?.phones[0]?.languages).toEqual([canonical]);
  });

  it.each<[string, object, RegExp]>([
    [
      'a language that is none',
      { languages: [{ tag: 'und', level: 'delivered' }] },
      /record svc-1, languages\.0\.tag: names no language; use/,
    ],
    [
      'a language under two names',
      { languages: ['es', 'spa'].map((tag) => ({ tag, level: 'delivered' })) },
      /languages\.1: es is listed twice/,
    ],
    [
      'ages that cross',
      { ages: { minMonths: 60, maxMonths: 36, text: 'x' } },
      /record svc-1, ages\.maxMonths: is below minMonths/,
    ],
    [
      'a day the calendar does not have',
      { accepting: { state: 'open', asOf: '2026-02-30' } },
      /accepting\.asOf: is no day of the calendar/,
    ],
    [
      'a confirmation from the future',
      { provenance: { source: 's', licence: 'l', kind: 'fictional', assuredOn: '2026-11-02' } },
      /assuredOn: is later/,
    ],
    ['a field nobody knows', { rating: 5 }, /record svc-1, whole record: .*rating/],
    ['an unknown kind of help', { needs: ['magic'] }, /record svc-1, needs\.0: /],
    [
      'a county name for a code',
      { area: { counties: ['DuPage'] } },
      /area\.counties\.0: use five-digit county FIPS codes/,
    ],
    ['statewide without a state', { area: { statewide: true } }, /area\.states: statewide needs the state/],
    [
      'care on the program track',
      { track: 'program', needs: ['counselling'] },
      /counselling is care for a family/,
    ],
    [
      'consultation on the family track',
      { needs: ['ecmh-consultation'] },
      /ecmh-consultation helps a program or practice/,
    ],
    [
      'a fictional record that does not say so',
      { name: 'Real sounding' },
      /name: a fictional record ends with/,
    ],
    [
      'contact details on a case-study record',
      { phones: [{ number: '1' }], provenance: { source: 's', licence: 'l', kind: 'case-study' } },
      /holds no contact details/,
    ],
    ['a script for a link', { url: 'javascript:alert(1)' }, /record svc-1, url: /],
  ])('refuses %s', (_, change, fault) => {
    expect(faultsOf(file([record(change)])).join('\n')).toMatch(fault);
  });

  it('refuses an id used twice, in one file or across overlays', () => {
    expect(faultsOf(file([record(), record()]))).toEqual([
      'file-1.json: record svc-1, id: already used in file-1.json; give each record its own id',
    ]);
    expect(faultsOf(file([record()]), file([record()]))).toHaveLength(1);
  });

  it('reports the faults of all files together, a record without an id by its place', () => {
    const faults = faultsOf(
      file([record({ id: '' }), record({ id: 'svc-2', track: 'other' })]),
      file([], { schemaVersion: 2, extra: 1 }),
      null,
    );
    expect(faults.filter((fault) => fault.startsWith('file-1.json: record number 1, id:'))).toHaveLength(1);
    expect(faults.filter((fault) => fault.startsWith('file-1.json: record svc-2, track:'))).toHaveLength(1);
    expect(faults.filter((fault) => fault.startsWith('file-2.json: schemaVersion:'))).toHaveLength(1);
    expect(faults.filter((fault) => fault.startsWith('file-2.json: whole file:'))).toHaveLength(1);
    expect(faults.filter((fault) => fault.startsWith('file-3.json: whole file:'))).toHaveLength(1);
  });

  it('keeps each record’s own system when files are put together', () => {
    const overlay = file([record({ id: 'cs-1' })], {
      id: 'overlay',
      system: 'https://hearth.example.org/directory/overlay',
    });
    const directory = directoryFrom([
      { name: 'base', content: file([record()]) },
      { name: 'overlay', content: overlay },
    ]);
    expect(directory.id).toBe('test');
    expect(directory.systemOf('svc-1')).toBe('https://hearth.example.org/directory/test');
    expect(directory.systemOf('cs-1')).toBe('https://hearth.example.org/directory/overlay');
    expect(directory.sources.map((source) => [source.id, source.recordCount])).toEqual([
      ['test', 1],
      ['overlay', 1],
    ]);
    expect(directory.find('nobody')).toBeUndefined();
  });
});

describe('directory files on disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-directory-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const faultsOfPaths = (...paths: readonly string[]): readonly string[] => {
    try {
      loadDirectory(paths);
      return [];
    } catch (error) {
      return error instanceof DirectoryError ? error.faults : ['another error'];
    }
  };

  it('reads files in order', () => {
    const path = write('good.json', JSON.stringify(file([record()])));
    expect(loadDirectory([path]).records).toHaveLength(1);
  });

  it('names a missing file, one that is no JSON and the faults of the rest together', () => {
    const faults = faultsOfPaths(
      join(folder, 'missing.json'),
      write('broken.json', '{'),
      write('bad.json', JSON.stringify(file([record({ track: 'x' })]))),
    );
    expect(faults[0]).toBe('missing.json: cannot be read; check the path and its permissions');
    expect(faults[1]).toBe('broken.json: is not valid JSON; check it with an editor');
    expect(faults[2]).toMatch(/^bad\.json: record svc-1, track: /);
    expect(faults).toHaveLength(3);
  });

  it('asks for a file when none is named', () => {
    expect(faultsOfPaths()).toEqual(['no directory file was named; name at least one']);
  });
});
