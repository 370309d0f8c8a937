// Clinical content from its files: Hearth's own, then a site's laid over it. All of it is right, or none of it is used.
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import type { ClinicalContent } from '../domain/screening/content.ts';
import { crossFaults } from './cross-check.ts';
import { type Layer, layerFaults, type ReadRows, readRows } from './read-rows.ts';
import { type ContentKind, rowSchemas } from './schema.ts';

/** Thrown before the server listens. `faults` are plain sentences for whoever keeps the files: file, row, key and the fix. */
export class ContentInvalidError extends Error {
  readonly code = 'CONTENT_INVALID';
  readonly faults: string[];
  constructor(faults: readonly string[]) {
    super(`The clinical content was not loaded: ${faults.length} fault${faults.length === 1 ? '' : 's'}.`);
    this.name = 'ContentInvalidError';
    this.faults = [...faults];
  }
}

/** Beside this module, in `src` and, copied by the build, in `dist/src`. */
const builtIn: Layer = {
  label: 'hearth',
  path: fileURLToPath(new URL('./data/', import.meta.url)),
  isSite: false,
};

const valuesOf = <Row>({ rows }: ReadRows<Row>): readonly Row[] => [...rows.values()].map(({ row }) => row);

/**
 * Reads the built-in content and lays site directories over it, in order. A site's directory has the same folders; a row with an id already
 * known replaces that row whole, any other is added. Code mappings are known by system and code.
 *
 * @param directories paths of site directories, `[]` for the built-in content alone
 * @throws ContentInvalidError (`CONTENT_INVALID`) with every fault of every file together
 */
export const loadContent = (directories: readonly string[]): ClinicalContent => {
  const site = directories.map((path): Layer => ({ label: basename(path), path, isSite: true }));
  const faults: string[] = [];
  const layers = [builtIn, ...site].filter((layer) => {
    const found = layerFaults(layer);
    faults.push(...found.faults);
    return !found.unreadable;
  });
  const rows = <Kind extends ContentKind>(kind: Kind) =>
    readRows<z.infer<(typeof rowSchemas)[Kind]>>(kind, rowSchemas[kind] as never, layers, faults);
  const read = {
    instruments: rows('instruments'),
    visits: rows('visits'),
    periodicity: rows('periodicity'),
    tiers: rows('tiers'),
    prompts: rows('prompts'),
    codes: rows('codes'),
    setAside: rows('set-aside'),
    questionnaires: rows('questionnaires'),
    answers: rows('answers'),
    crisis: rows('crisis'),
    consultLines: rows('consult-lines'),
    referralKinds: rows('referral-kinds'),
    reasons: rows('reasons'),
  };
  faults.push(...crossFaults(read));
  if (faults.length > 0) throw new ContentInvalidError(faults);
  return {
    instruments: valuesOf(read.instruments),
    visits: valuesOf(read.visits),
    periodicity: valuesOf(read.periodicity),
    tiers: valuesOf(read.tiers),
    prompts: valuesOf(read.prompts),
    codes: valuesOf(read.codes),
    setAside: valuesOf(read.setAside),
    questionnaires: valuesOf(read.questionnaires),
    answers: valuesOf(read.answers),
    crisisLines: valuesOf(read.crisis),
    consultLines: valuesOf(read.consultLines),
    referralKinds: valuesOf(read.referralKinds),
    reasons: valuesOf(read.reasons),
  };
};
