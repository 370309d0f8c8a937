// A site's content directory for one test, and the built-in rows to start from.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ContentInvalidError, loadContent } from '../../src/content/load.ts';
import type { ContentKind } from '../../src/content/schema.ts';

export type Row = Record<string, unknown>;

const builtInPath = fileURLToPath(new URL('../../src/content/data/', import.meta.url));

/** All built-in rows of a kind, as they stand in the files. */
export const builtInRows = (kind: ContentKind): Row[] =>
  readdirSync(join(builtInPath, kind)).flatMap(
    (name) => JSON.parse(readFileSync(join(builtInPath, kind, name), 'utf8')) as Row[],
  );

/** A copy of one built-in row, changed. */
export const changed = (kind: ContentKind, id: string, change: Row): Row => {
  const row = builtInRows(kind).find((one) => one.id === id);
  if (!row) throw new Error(`no built-in ${kind} row ${id}`);
  return { ...structuredClone(row), ...change };
};

export interface Site {
  readonly path: string;
  readonly write: (file: string, content: unknown) => void;
  readonly remove: () => void;
}

/** A directory named `clinic`, with the files given; text is written as it is. */
export const site = (files: Readonly<Record<string, unknown>>): Site => {
  const root = mkdtempSync(join(tmpdir(), 'hearth-content-'));
  const path = join(root, 'clinic');
  mkdirSync(path);
  const write = (file: string, content: unknown): void => {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), typeof content === 'string' ? content : JSON.stringify(content));
  };
  for (const [file, content] of Object.entries(files)) write(file, content);
  return { path, write, remove: () => rmSync(root, { recursive: true, force: true }) };
};

/** Loads the built-in content with these site files; the faults it was refused for, `[]` when it was taken. */
export const faultsWith = (files: Readonly<Record<string, unknown>>): readonly string[] => {
  const made = site(files);
  try {
    loadContent([made.path]);
    return [];
  } catch (error) {
    if (error instanceof ContentInvalidError) return error.faults;
    throw error;
  } finally {
    made.remove();
  }
};
