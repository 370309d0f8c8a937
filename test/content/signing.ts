// Signatures for the tests, as `hearth content sign` writes them.
import { readContent, signableOf } from '../../src/content/read-content.ts';
import type { SignableKind } from '../../src/content/schemas/code-maps.ts';
import { fingerprintOf } from '../../src/content/signatures.ts';
import { faultsWith, type Row, site } from './site.ts';

/** A signature under a row as these directories give it. */
export const signatureFor = (
  directories: readonly string[],
  kind: SignableKind,
  row: string,
  more: { readonly language?: string; readonly by?: string; readonly on?: string } = {},
): Row => {
  const found = signableOf(readContent(directories).content)[kind].rows.get(row)?.row;
  if (!found) throw new Error(`no row ${row}`);
  return {
    kind,
    row,
    fingerprint: fingerprintOf(found, more.language),
    by: 'Ana Ruiz-Ejemplo, MD',
    on: '2026-11-02',
    ...more,
  };
};

/** These rows of a site with a signature under each. */
export const signedFiles = (
  kind: SignableKind,
  rows: readonly Row[],
  more: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> => {
  const files = { ...more, [`${kind}/site.json`]: rows };
  const made = site(files);
  const signatures = rows.map(({ id }) => signatureFor([made.path], kind, String(id)));
  made.remove();
  return { ...files, 'signatures/site.json': signatures };
};

/** The faults these rows are refused for once a clinician signed each of them. */
export const faultsWhenSigned = (kind: SignableKind, ...rows: readonly Row[]): readonly string[] =>
  faultsWith(signedFiles(kind, rows));
