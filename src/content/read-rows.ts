// Files of a content directory -> checked rows by key, later directories laid over earlier ones. Collects faults; throws nothing.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { keyedBy, keyOf } from './row-key.ts';
import { type ContentKind, contentKinds } from './schema.ts';

/** A content directory: Hearth's own, or a site's laid over it. */
export interface Layer {
  /** Names the directory in faults; never a whole path. */
  readonly label: string;
  readonly path: string;
  readonly isSite: boolean;
  /** Its place in the order: 0 is Hearth's own. */
  readonly depth: number;
}

/** A checked row and where it stands. */
export interface Located<Row> {
  readonly row: Row;
  readonly key: string;
  /** `label/kind/file.json`. */
  readonly file: string;
  readonly isSite: boolean;
  readonly depth: number;
  /** The rows of earlier directories this one stands in for, the nearest first. */
  readonly replaced: readonly Located<Row>[];
}

export interface ReadRows<Row> {
  readonly rows: ReadonlyMap<string, Located<Row>>;
  /** Keys of rows that were found but are faulty, so that nothing else is blamed for pointing at them. */
  readonly faulty: ReadonlySet<string>;
}

/** How a fault is worded everywhere: `file: row, key: what is wrong; the fix`. */
export const faultAt = (file: string, row: string, key: string, message: string): string =>
  `${file}: row ${nameInFault(row)}, ${key}: ${message}`;

/** A key may hold whatever a file does: one line of it is enough, and a terminal obeys none of it. */
const nameInFault = (row: string): string => row.replace(/\p{C}/gu, '\u{fffd}').slice(0, 120);

const filesOf = (layer: Layer, kind: ContentKind, faults: string[]): readonly string[] => {
  try {
    const entries = readdirSync(layer.path, { withFileTypes: true });
    if (!entries.some((entry) => entry.name === kind && !entry.isFile())) return [];
    return readdirSync(join(layer.path, kind))
      .filter((name) => name.endsWith('.json'))
      .sort();
  } catch {
    faults.push(`${layer.label}/${kind}: whole folder: cannot be read; check its permissions`);
    return [];
  }
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
    // An editor's byte order mark is no fault of the site's.
    const value: unknown = JSON.parse(readFileSync(path, 'utf8').replace(/^\u{feff}/u, ''));
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
    for (const name of filesOf(layer, kind, faults)) {
      const file = `${layer.label}/${kind}/${name}`;
      for (const [index, raw] of parsed(join(layer.path, kind, name), file, faults).entries()) {
        const read = schema.safeParse(raw);
        // As checked where it can be: a blank at the end of a code makes no second row.
        const key = keyOf(kind, read.success ? read.data : raw);
        const rowName = key ?? `number ${index + 1}`;
        if (!read.success)
          for (const issue of read.error.issues)
            faults.push(faultAt(file, rowName, issue.path.join('.') || 'whole row', issueWords(issue)));
        if (key === undefined) continue;
        const before = seenHere.get(key);
        if (before !== undefined)
          faults.push(
            faultAt(file, rowName, keyedBy(kind), `is already used in ${before}; keep one of them`),
          );
        seenHere.set(key, file);
        if (!read.success) {
          faulty.add(key);
          continue;
        }
        const earlier = rows.get(key);
        rows.set(key, {
          row: read.data,
          key,
          file,
          isSite: layer.isSite,
          depth: layer.depth,
          replaced: earlier ? [earlier, ...earlier.replaced] : [],
        });
      }
    }
  }
  return { rows, faulty };
};
