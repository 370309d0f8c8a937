// Every kind from every directory, put together and judged: what loading, `hearth content check`, `status` and `sign` all go by.
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { crossFaults, type ReadContent, reviewFaults } from './cross-check.ts';
import { type Fault, plainFault } from './fault.ts';
import { type Layer, layerFaults, type ReadRows, readRows } from './read-rows.ts';
import { type ContentKind, rowSchemas } from './schema.ts';
import { type SignableKind, signableKinds } from './schemas/code-maps.ts';
import { settleCodes } from './settle-codes.ts';
import { type SignatureState, type SignableRows, withSignatures } from './signatures.ts';
import { withTranslations } from './translations.ts';

/** Beside this module, in `src` and, copied by the build, in `dist/src`. */
const builtIn: Layer = {
  label: 'hearth',
  path: fileURLToPath(new URL('./data/', import.meta.url)),
  isSite: false,
  depth: 0,
};

export interface ContentReading {
  /** Settled rows: translations laid in, signatures applied. */
  readonly content: ReadContent;
  readonly signatures: readonly SignatureState[];
  /** Every fault of every file together; content with any is not used. */
  readonly faults: readonly Fault[];
}

const fieldOf = {
  instruments: 'instruments',
  periodicity: 'periodicity',
  visits: 'visits',
  tiers: 'tiers',
  prompts: 'prompts',
  'consult-lines': 'consultLines',
  'referral-kinds': 'referralKinds',
  reasons: 'reasons',
  crisis: 'crisis',
} as const satisfies Record<SignableKind, keyof ReadContent>;

/** The rows a clinician signs, by the name of their kind. */
export const signableOf = (content: ReadContent): SignableRows =>
  Object.fromEntries(
    signableKinds.map((kind) => [kind, content[fieldOf[kind]]] as const),
  ) as unknown as SignableRows;

/** `withSignatures` changes the review of a row and nothing of its shape. */
const signedInto = (content: ReadContent, rows: SignableRows): ReadContent => ({
  ...content,
  ...(Object.fromEntries(
    signableKinds.map((kind) => [fieldOf[kind], rows[kind]] as const),
  ) as Partial<ReadContent>),
});

/**
 * Reads the built-in content and lays site directories over it, in order. Throws nothing: what is wrong stands in `faults`.
 * @param directories paths of site directories, `[]` for the built-in content alone
 */
export const readContent = (directories: readonly string[]): ContentReading => {
  const site = directories.map((path, index): Layer => ({
    label: basename(resolve(path)),
    path,
    isSite: true,
    depth: index + 1,
  }));
  const texts: string[] = [];
  const layers = [builtIn, ...site].filter((layer) => {
    const found = layerFaults(layer);
    texts.push(...found.faults);
    return !found.unreadable;
  });
  const rows = <Kind extends ContentKind>(kind: Kind): ReadRows<z.infer<(typeof rowSchemas)[Kind]>> =>
    readRows<z.infer<(typeof rowSchemas)[Kind]>>(kind, rowSchemas[kind] as never, layers, texts);
  const read: ReadContent = {
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
  const translations = rows('translations');
  const signatures = rows('signatures');
  const faults = texts.map(plainFault);
  const worded = { ...read, prompts: withTranslations(read.prompts, translations, faults) };
  faults.push(...reviewFaults(signableOf(worded)));
  const signed = withSignatures(signableOf(worded), signatures, faults);
  const content = settleCodes(signedInto(worded, signed.rows), faults);
  faults.push(...crossFaults(content));
  return { content, signatures: signed.states, faults };
};
