// Who may import whom (DESIGN "The house"), held on every file of production code.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

const sourcesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(folder, file));

interface Import {
  readonly from: string;
  /** Path from the root for our own files, the package's name for others. */
  readonly to: string;
  readonly typeOnly: boolean;
}

/** Every import and re-export; a statement whose every name is a type counts as type only. */
const importsOf = (file: string, text: string): Import[] => {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const add = (specifier: string, typeOnly: boolean): void => {
    const to = specifier.startsWith('.')
      ? relative(root, resolve(root, dirname(file), specifier))
      : packageOf(specifier);
    found.push({ from: file, to, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const clause = node.importClause;
      const named = clause?.namedBindings;
      const names = named && ts.isNamedImports(named) ? named.elements : [];
      const allTypes =
        clause?.name === undefined && names.length > 0 && names.every((name) => name.isTypeOnly);
      add(node.moduleSpecifier.text, clause?.phaseModifier === ts.SyntaxKind.TypeKeyword || allTypes);
    }
    if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier))
      add(node.moduleSpecifier.text, node.isTypeOnly);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [specifier] = node.arguments;
      if (specifier && ts.isStringLiteral(specifier)) add(specifier.text, false);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
};

const packageOf = (specifier: string): string =>
  specifier.startsWith('node:')
    ? specifier
    : specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/');

const roomOf = (path: string): string => {
  const [top, second] = path.split('/');
  if (top === 'smart-launch') return 'smart-launch';
  if (top !== 'src') return path.includes('/') ? (top ?? '') : `package:${path}`;
  return second?.endsWith('.ts') ? `src/${second}` : `src/${second}`;
};

/** What each room may import from our own rooms; `type` where only types may be. */
const allowed: Readonly<Record<string, Readonly<Record<string, 'all' | 'type'>>>> = {
  'smart-launch': {},
  'src/domain': { 'src/result.ts': 'all' },
  'src/fhir': { 'src/domain': 'all', 'src/result.ts': 'all', 'src/ehr': 'type' },
  'src/content': { 'src/domain': 'all', 'src/result.ts': 'all' },
  'src/directory': { 'src/domain': 'all', 'src/result.ts': 'all' },
  'src/ehr': { 'src/domain': 'all', 'src/result.ts': 'all', 'src/errors.ts': 'all' },
  'src/store': {
    'src/domain': 'all',
    'src/result.ts': 'all',
    'src/errors.ts': 'all',
    'smart-launch': 'type',
  },
  'src/workflows': {
    'src/domain': 'all',
    'src/fhir': 'all',
    'src/result.ts': 'all',
    'src/errors.ts': 'all',
    'src/ehr': 'type',
    'src/store': 'type',
    'smart-launch': 'type',
  },
  'src/web': {
    'src/domain': 'all',
    'src/fhir': 'all',
    'src/workflows': 'all',
    'src/result.ts': 'all',
    'src/errors.ts': 'all',
    'src/ehr': 'type',
    'src/store': 'type',
    'src/logger.ts': 'type',
    'smart-launch': 'all',
  },
  'src/cli': {
    'src/domain': 'all',
    'src/content': 'all',
    'src/config.ts': 'all',
    'src/result.ts': 'all',
    'src/errors.ts': 'all',
    'smart-launch': 'all',
  },
};

/** Packages that have one home. */
const homes: Readonly<Record<string, readonly string[]>> = {
  'fhir-kit-client': ['src/ehr'],
  undici: ['src/ehr'],
  express: ['src/web', 'src/cds-hooks'],
  helmet: ['src/web'],
  'express-rate-limit': ['src/web'],
  preact: ['src/web'],
  'preact-render-to-string': ['src/web'],
  kysely: ['src/store'],
  libsql: ['src/store'],
  jose: ['smart-launch', 'src/store', 'src/cds-hooks'],
  oauth4webapi: ['smart-launch'],
  pino: ['src/logger.ts'],
};

/** Rooms that decide: no clock of their own, no I/O, no packages beyond types. */
const pureRooms = ['src/domain', 'src/fhir'];

const files = [...sourcesIn('src'), ...sourcesIn('smart-launch')];
const all = files.flatMap((file) => importsOf(file, readFileSync(join(root, file), 'utf8')));
const isOurs = (to: string): boolean => to.startsWith('src/') || to.startsWith('smart-launch/');

/** What is wrong with one import, or nothing. */
const faultOf = ({ from, to, typeOnly }: Import): string | undefined => {
  const room = roomOf(from);
  if (/^(fixtures|test)\//.test(to)) return 'production code imports neither fixtures nor tests';
  if (isOurs(to)) {
    const other = roomOf(to);
    if (room === other || room === 'src/compose.ts' || room === 'src/main.ts') return undefined;
    if (other === 'smart-launch' && to !== 'smart-launch/index.ts')
      return 'index.ts is the only door of smart-launch';
    const permission = allowed[room]?.[other];
    if (room in allowed && permission === undefined) return `${room} does not know ${other}`;
    if (permission === 'type' && !typeOnly) return `${room} may only know types of ${other}`;
    return undefined;
  }
  const home = homes[to];
  if (home && !home.includes(room) && room !== 'src/compose.ts') return `${to} belongs to ${home.join(', ')}`;
  if (pureRooms.includes(room) && !typeOnly) return `${room} is pure: it imports no package (${to})`;
  return undefined;
};

describe('import rules', () => {
  it('are kept by every file of production code', () => {
    const faults = all.flatMap((one) => {
      const fault = faultOf(one);
      return fault ? [`${one.from} -> ${one.to}: ${fault}`] : [];
    });
    expect(faults).toEqual([]);
    expect(all.length).toBeGreaterThan(200);
  });

  it.each([
    ['src/domain/age.ts', "import { readFileSync } from 'node:fs';"],
    ['src/domain/age.ts', "import { x } from '../store/store.ts';"],
    ['src/workflows/open-summary.ts', "import { makeFhirEhr } from '../ehr/fhir-ehr.ts';"],
    ['src/workflows/open-summary.ts', "import express from 'express';"],
    ['src/web/app.ts', "import { startSandboxEhr } from '../../fixtures/sandbox-ehr/index.ts';"],
    ['src/web/app.ts', "import { hash } from '../../smart-launch/launch.ts';"],
    ['smart-launch/launch.ts', "import { AppError } from '../src/errors.ts';"],
    ['src/store/store.ts', "import { allows } from '../../smart-launch/index.ts';"],
  ])('would catch a forbidden import in %s', (file, line) => {
    expect(importsOf(file, line).map(faultOf)).toEqual([expect.any(String)]);
  });

  it('leave no cycle among values', () => {
    const graph = new Map<string, string[]>();
    for (const { from, to, typeOnly } of all)
      if (isOurs(to) && !typeOnly) graph.set(from, [...(graph.get(from) ?? []), to]);
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[] = [];
    const walk = (file: string, path: readonly string[]): void => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') {
        cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
        return;
      }
      state.set(file, 'open');
      for (const next of graph.get(file) ?? []) walk(next, [...path, file]);
      state.set(file, 'done');
    };
    for (const file of graph.keys()) walk(file, []);
    expect(cycles).toEqual([]);
  });

  it('keep the process to main.ts', () => {
    const touching = files.filter(
      (file) =>
        file !== 'src/main.ts' &&
        /\bprocess\.(?!env\b)[a-z]/.test(withoutComments(readFileSync(join(root, file), 'utf8'))),
    );
    expect(touching).toEqual([]);
  });

  it('keep the pure rooms without clock, randomness or waiting', () => {
    const impure = files
      .filter((file) => pureRooms.includes(roomOf(file)))
      .filter((file) =>
        /\b(await|async|Date\.now|Math\.random|new Date\(\)|setTimeout|fetch\()/.test(
          withoutComments(readFileSync(join(root, file), 'utf8')),
        ),
      );
    expect(impure).toEqual([]);
  });
});

const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
