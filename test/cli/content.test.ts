// `hearth content check | status | show | sign | schemas` as real processes, from an empty directory to a signed one.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadContent } from '../../src/content/load.ts';
import type { ContentStatus } from '../../src/content/status.ts';
import { changed, type Row, type Site, site } from '../content/site.ts';
import { hearth } from './content-process.ts';

let clinic: Site;
let elsewhere: string;
beforeEach(() => {
  clinic = site({});
  elsewhere = mkdtempSync(join(tmpdir(), 'hearth-cli-'));
});
afterEach(() => {
  clinic.remove();
  rmSync(elsewhere, { recursive: true, force: true });
});

const by = ['--by', 'Ana Ruiz-Ejemplo, MD'];
const ppsc = ['--kind', 'instruments', '--row', 'ppsc'];
const run = (...words: readonly string[]) => hearth(elsewhere, 'content', ...words);
const signaturesIn = (file: string): Row[] =>
  JSON.parse(readFileSync(join(clinic.path, 'signatures', file), 'utf8')) as Row[];

describe('hearth content check', () => {
  it('says what is there and ends with 0 when all is in order', async () => {
    const { exitCode, out, err } = await run('check', clinic.path);
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).toMatch(/^In order: \d+ instruments, .* 0 signatures\.\n$/);
  });

  it('says every fault at once, with file, row, key and the fix, and ends with 1', async () => {
    clinic.write('codes/local.json', [{ system: 'x', code: 'y' }]);
    clinic.write('crisis/lines.json', [changed('crisis', '988-lifeline', { isNott: 'x' })]);
    const { exitCode, out } = await run('check', clinic.path);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/^\d+ faults; Hearth does not start with this content:/);
    expect(out).toMatch(
      / {2}- clinic\/crisis\/lines\.json: row 988-lifeline, whole row: has "isNott".*remove it/,
    );
    expect(out).toMatch(/ {2}- clinic\/codes\/local\.json: row x\|y, instrumentId: /);
  });

  it('reads the directories of a configuration, without the secrets the rest of it names', async () => {
    clinic.write('codes/local.json', '{');
    writeFileSync(
      join(elsewhere, 'hearth.config.json'),
      JSON.stringify({ sealKeys: [{ env: 'NOWHERE' }], content: { directories: [clinic.path] } }),
    );
    const { exitCode, out } = await run('check');
    expect(exitCode).toBe(1);
    expect(out).toContain('clinic/codes/local.json: whole file: is not valid JSON');
  });
});

describe('hearth content sign', () => {
  it('signs a row, says in words what was signed, and the row bands from then on', async () => {
    const { exitCode, out, err } = await run('sign', clinic.path, ...ppsc, ...by, '--on', '2026-11-02');
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).toContain('Ana Ruiz-Ejemplo, MD signed instruments ppsc, version 1, on 2026-11-02:');
    expect(out).toMatch(/Total: positive at 9 or more \(recalled: /);
    expect(out).toContain('Kept in clinic/signatures/instruments.json. It lapses when the row changes.');
    expect(signaturesIn('instruments.json')).toMatchObject([
      { kind: 'instruments', row: 'ppsc', by: 'Ana Ruiz-Ejemplo, MD', on: '2026-11-02' },
    ]);
    const signed = loadContent([clinic.path]).instruments.find(({ id }) => id === 'ppsc');
    expect(signed?.reviewedBy).toBe('Ana Ruiz-Ejemplo, MD');

    const status = await run('status', clinic.path, '--json');
    const { rows, banding, signatures } = JSON.parse(status.out) as ContentStatus;
    expect(rows.instruments.find(({ row }) => row === 'ppsc')?.review).toEqual({
      state: 'signed',
      by: 'Ana Ruiz-Ejemplo, MD',
      on: '2026-11-02',
    });
    expect(banding).toContainEqual({ instrument: 'ppsc', state: 'bands', safetyItems: [] });
    expect(signatures).toMatchObject([{ row: 'ppsc', state: 'holds' }]);
  });

  it('signs cut-offs typed in from a licensed guide, which nothing else would load', async () => {
    const shown = await run('show', '--kind', 'instruments', '--row', 'asq-se-2');
    expect([shown.exitCode, shown.err]).toEqual([0, '']);
    const [row] = JSON.parse(shown.out) as Row[];
    const thresholds = (row?.thresholds as Row[]).map((one) =>
      one.form === '24' ? { ...one, at: 65, evidence: 'verified', source: 'our licensed guide' } : one,
    );
    clinic.write('instruments/asq-se-2.json', [{ ...row, thresholds }]);
    expect((await run('check', clinic.path)).out).toContain('hearth content sign');
    const { exitCode, out } = await run(
      ...['sign', clinic.path, '--kind', 'instruments', '--row', 'asq-se-2', ...by],
    );
    expect(exitCode).toBe(0);
    expect(out).toContain('Total, form 24: positive at 65 or more (verified: our licensed guide)');
    expect(out).toContain('Total, form 30: no cut-off, bands nothing');
    expect((await run('check', clinic.path)).exitCode).toBe(0);
  });

  it('keeps the other signatures, replaces its own in whichever file it stands, and leaves no file behind', async () => {
    await run('sign', clinic.path, ...ppsc, ...by, '--on', '2026-10-01');
    const [first] = signaturesIn('instruments.json');
    clinic.write('signatures/our-own.json', [first]);
    rmSync(join(clinic.path, 'signatures/instruments.json'));
    await run('sign', clinic.path, '--kind', 'instruments', '--row', 'pearls', ...by);
    await run('sign', clinic.path, '--kind', 'instruments', '--row', 'psc-35', ...by);
    await run('sign', clinic.path, ...ppsc, '--by', 'Sam Okoye-Example, DO', '--on', '2026-11-02');
    expect(signaturesIn('our-own.json')).toMatchObject([{ row: 'ppsc', by: 'Sam Okoye-Example, DO' }]);
    expect(signaturesIn('instruments.json')).toMatchObject([{ row: 'pearls' }, { row: 'psc-35' }]);
    expect(readdirSync(join(clinic.path, 'signatures')).toSorted()).toEqual([
      'instruments.json',
      'our-own.json',
    ]);
  });

  it('signs one language of a prompt beside its English', async () => {
    const { exitCode, out } = await run(
      ...['sign', clinic.path, '--kind', 'prompts', '--row', 'worry-family', '--language', 'es', ...by],
    );
    expect(exitCode).toBe(0);
    const words = loadContent([clinic.path]).prompts.find(({ id }) => id === 'worry-family')?.words;
    expect(out).toContain(`  en: ${words?.en?.text}\n  es: ${words?.es?.text}\n`);
    expect(words?.es?.reviewedOn).not.toBeNull();
  });

  it.each<readonly [string, readonly string[], number, RegExp]>([
    ['a row that is not there', ['--kind', 'instruments', '--row', 'ppcs', ...by], 1, /did you mean .*ppsc/],
    [
      'words that are not there',
      ['--kind', 'prompts', '--row', 'worry-family', '--language', 'ht', ...by],
      1,
      /no ht words; it has en, es/,
    ],
    [
      'a kind nobody signs',
      ['--kind', 'codes', '--row', 'x', ...by],
      2,
      /--kind: is none; write one of instr/,
    ],
    [
      'a name without a credential',
      [...ppsc, '--by', 'Ana Ruiz'],
      2,
      /--by: write the name and the credential/,
    ],
    ['a day to come', [...ppsc, ...by, '--on', '2999-01-01'], 2, /--on: is after today/],
  ])('refuses %s, and writes nothing', async (_, words, code, said) => {
    const { exitCode, out, err } = await run('sign', clinic.path, ...words);
    expect([exitCode, out]).toEqual([code, '']);
    expect(err).toMatch(said);
    expect(existsSync(join(clinic.path, 'signatures'))).toBe(false);
  });

  it('refuses to sign over faults, and a directory that is not there', async () => {
    clinic.write('codes/local.json', '{');
    const faulty = await run('sign', clinic.path, ...ppsc, ...by);
    expect([faulty.exitCode, faulty.err]).toEqual([1, expect.stringContaining('is not valid JSON')]);
    const nowhere = await run('sign', join(elsewhere, 'nowhere'), ...ppsc, ...by);
    expect([nowhere.exitCode, nowhere.err]).toEqual([1, expect.stringContaining('cannot be read')]);
    expect(existsSync(join(elsewhere, 'nowhere'))).toBe(false);
  });
});

describe('hearth content status', () => {
  it('says first what bands, what waits and which languages are there, then every row', async () => {
    const { exitCode, out } = await run('status');
    expect(exitCode).toBe(0);
    const [summary = '', details = ''] = out.split('\ninstruments (');
    expect(summary).toMatch(/that band only once a clinician signs them \(.*ppsc.*\)/);
    expect(summary).toMatch(/cut-offs to type in from the owner’s licensed guide \(.*asq-se-2.*\)/);
    expect(summary).toMatch(/safety questions act whatever is signed: .*epds item-10/);
    expect(summary).toMatch(/prompts in es: \d+, complete; \d+ not reviewed/);
    expect(details).toMatch(
      /asq-se-2: ASQ:SE-2 \| verified \| hearth \| unsigned\n {6}cut-offs to type in .*form 24/,
    );
    expect(details).toMatch(/http:\/\/loinc\.org\|44260-8 \| phq-9 item item-9 \| verified \| hearth/);
  });

  it('tells a signature whose row changed since, and a half-translated language', async () => {
    await run('sign', clinic.path, ...ppsc, ...by, '--on', '2026-11-02');
    clinic.write('instruments/ppsc.json', [changed('instruments', 'ppsc', { version: '2' })]);
    clinic.write('translations/ht.json', [
      { id: 'a', promptId: 'worry-family', language: 'ht', text: 'x', source: 'us', reviewedOn: null },
    ]);
    const { exitCode, out } = await run('status', clinic.path);
    expect(exitCode).toBe(0);
    expect(out).toContain(
      'changed since signed: instruments ppsc, signed by Ana Ruiz-Ejemplo, MD on 2026-11-02',
    );
    expect(out).toMatch(/ppsc: PPSC \(SWYC\) \| verified \| clinic \| changed since signed/);
    expect(out).toMatch(/prompts in ht: 1, \d+ of \d+ missing; 1 not reviewed/);
    expect((await run('check', clinic.path)).out).toMatch(
      /^In order: .*\nChanged since signed, so unsigned: instruments ppsc/,
    );
  });

  it('ends with 1 and the faults first when there are any', async () => {
    clinic.write('codes/local.json', '{');
    const { exitCode, out } = await run('status', clinic.path);
    expect(exitCode).toBe(1);
    expect(out).toMatch(
      /^Clinical content: Hearth’s own and clinic\nNOT IN ORDER: 1 fault; .*\n {2}- clinic\/codes/,
    );
    expect((await run('status', clinic.path, '--json')).exitCode).toBe(1);
  });
});

describe('hearth content', () => {
  it('writes the schemas that are published', async () => {
    const { exitCode } = await run('schemas', join(elsewhere, 'schemas'));
    expect(exitCode).toBe(0);
    for (const name of readdirSync(join(elsewhere, 'schemas')))
      expect(readFileSync(join(elsewhere, 'schemas', name), 'utf8'), name).toBe(
        readFileSync(new URL(`../../docs/schemas/${name}`, import.meta.url), 'utf8'),
      );
  });

  it.each([[[]], [['sing']], [['toString']]])('shows the usage for %j, and ends with 2', async (words) => {
    const { exitCode, out, err } = await run(...words);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toContain('hearth content check');
  });

  it('lets no escape sequence of a file reach the terminal', async () => {
    clinic.write('codes/local.json', [{ system: '\u001b[2J', code: 'y', instrumentId: 'x' }]);
    const { out } = await run('check', clinic.path);
    expect(out).toContain('row \u{fffd}[2J|y');
    expect(out).not.toContain('\u001b');
    clinic.write('codes/local.json', []);
    clinic.write('prompts/ours.json', [changed('prompts', 'worry-family', { title: 'Ask \u001b[2J' })]);
    const status = await run('status', clinic.path);
    expect(status.out).toContain('Ask \u{fffd}[2J');
    expect(status.out).not.toContain('\u001b');
  });
});
