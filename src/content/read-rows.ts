// Files of a content directory -> checked rows by key, later directories laid over earlier ones. Collects faults; throws nothing.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { type ContentKind, contentKinds } from './schema.ts';

/** A content directory: Hearth's own, or a site's laid over it. */
export interface Layer {
  /** Names the directory in faults; never a whole path. */
  readonly label: string;
  readonly path: string;
  readonly isSite: boolean;
}

/** A checked row and where it stands. */
export interface Located<Row> {
  readonly row: Row;
  readonly key: string;
  /** `label/kind/file.json`. */
  readonly file: string;
  readonly isSite: boolean;
  /** The row of an earlier directory this one stands in for. */
  readonly replaced?: Row;
}

export interface ReadRows<Row> {
  readonly rows: ReadonlyMap<string, Located<Row>>;
  /** Keys of rows that were found but are faulty, so that nothing else is blamed for pointing at them. */
  readonly faulty: ReadonlySet<string>;
}

/** How a fault is worded everywhere: `file: row, key: what is wrong; the fix`. */
export const faultAt = (file: string, row: string, key: string, message: string): string =>
  `${file}: row ${row}, ${key}: ${message}`;

const filesOf = (layer: Layer, kind: ContentKind): readonly string[] => {
  const entries = readdirSync(layer.path, { withFileTypes: true });
  if (!entries.some((entry) => entry.name === kind && entry.isDirectory())) return [];
  return readdirSync(join(layer.path, kind))
    .filter((name) => name.endsWith('.json'))
    .sort();
};

/**
 * Faults of the directory itself: a folder whose name no kind has (misspelt, it would be read by nobody), or `unreadable`, when there is no
 * directory to read.
 */
export const layerFaults = (layer: Layer): { readonly unreadable: boolean; readonly faults: string[] } => {
  try {
    const faults = readdirSync(layer.path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !contentKinds.some((kind) => kind === entry.name))
      .map(
        (entry) =>
          `${layer.label}/${entry.name}: is no kind of content; name it one of ${contentKinds.join(', ')}`,
      );
    return { unreadable: false, faults };
  } catch {
    return {
      unreadable: true,
      faults: [`${layer.label}: the content directory cannot be read; check its path and permissions`],
    };
  }
};

const parsed = (path: string, file: string, faults: string[]): readonly unknown[] => {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (Array.isArray(value)) return value;
    faults.push(`${file}: whole file: is not a list; put its rows between [ and ]`);
  } catch (error) {
    faults.push(
      error instanceof SyntaxError
        ? `${file}: whole file: is not valid JSON; check it with an editor`
        : `${file}: whole file: cannot be read; check its permissions`,
    );
  }
  return [];
};

const textAt = (raw: unknown, key: string): string | undefined => {
  const value: unknown =
    typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>)[key] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** Rows are told apart by id; a code mapping by its system and code, since no one names those. */
export const keyOf = (raw: unknown): string | undefined => {
  const id = textAt(raw, 'id');
  if (id !== undefined) return id;
  const system = textAt(raw, 'system');
  const code = textAt(raw, 'code');
  return system !== undefined && code !== undefined ? `${system}|${code}` : undefined;
};

const issueWords = (issue: z.core.$ZodIssue): string =>
  issue.code === 'unrecognized_keys'
    ? `has ${issue.keys.map((key) => `"${key}"`).join(', ')}, which nothing reads; remove it or correct its spelling`
    : issue.message;

/** Reads one kind from every layer. The first layer's order is kept; a replaced row keeps its place. */
export const readRows = <Row>(
  kind: ContentKind,
  schema: z.ZodType<Row>,
  layers: readonly Layer[],
  faults: string[],
): ReadRows<Row> => {
  const rows = new Map<string, Located<Row>>();
  const faulty = new Set<string>();
  for (const layer of layers) {
    const seenHere = new Map<string, string>();
    for (const name of filesOf(layer, kind)) {
      const file = `${layer.label}/${kind}/${name}`;
      for (const [index, raw] of parsed(join(layer.path, kind, name), file, faults).entries()) {
        const key = keyOf(raw);
        const rowName = key?.slice(0, 120) ?? `number ${index + 1}`;
        const read = schema.safeParse(raw);
        if (!read.success)
          for (const issue of read.error.issues)
            faults.push(faultAt(file, rowName, issue.path.join('.') || 'whole row', issueWords(issue)));
        if (key === undefined) continue;
        const before = seenHere.get(key);
        if (before !== undefined)
          faults.push(
            faultAt(
              file,
              rowName,
              key.includes('|') ? 'code' : 'id',
              `is already used in ${before}; keep one of them`,
            ),
          );
        seenHere.set(key, file);
        if (!read.success) {
          faulty.add(key);
          continue;
        }
        const replaced = rows.get(key);
        rows.set(key, {
          row: read.data,
          key,
          file,
          isSite: layer.isSite,
          ...(replaced ? { replaced: replaced.row } : {}),
        });
      }
    }
  }
  return { rows, faulty };
};
