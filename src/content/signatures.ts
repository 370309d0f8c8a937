// Clinicians' signatures: what exactly was signed, and whether it still stands so. A row that changed is unsigned until it is signed again.
import { createHash } from 'node:crypto';
import type { CalendarDate } from '../domain/age.ts';
import type { Prompt } from '../domain/screening/content.ts';
import type { Sourced } from '../domain/screening/instrument.ts';
import { type Fault, located } from './fault.ts';
import type { Located, ReadRows } from './read-rows.ts';
import { type SignableKind, signableKinds } from './schemas/code-maps.ts';

/** A row of `signatures`. */
export interface Signature {
  readonly kind: SignableKind;
  readonly row: string;
  readonly language?: string | undefined;
  readonly fingerprint: string;
  readonly by: string;
  readonly on: CalendarDate;
}

/** A signature and whether its row is still what was signed. */
export interface SignatureState extends Signature {
  readonly file: string;
  readonly state: 'holds' | 'changed';
}

export type SignableRows = Readonly<Record<SignableKind, ReadRows<Sourced>>>;

/** JSON with its keys in order: the same content has one text, whoever's editor saved it. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const pairs = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${pairs.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`;
};

const isPrompt = (row: Sourced): row is Prompt => 'words' in row;

/** What a signature stands under: the row as read, without its review; of a prompt its English, or one language beside its English. */
const signedPart = (row: Sourced, language: string | undefined): unknown => {
  const { reviewedBy: _by, reviewedOn: _on, ...content } = row;
  if (!isPrompt(row)) return content;
  const english = row.words.en?.text;
  return language === undefined
    ? { ...content, words: { en: english } }
    : { english, translation: row.words[language]?.text };
};

/** SHA-256 (hex) of the canonical JSON of what is signed. */
export const fingerprintOf = (row: Sourced, language?: string): string =>
  createHash('sha256')
    .update(canonical(signedPart(row, language)))
    .digest('hex');

const faultOf = (
  { row: signature, isSite }: Located<Signature>,
  target: Located<Sourced> | undefined,
): readonly [key: string, message: string] | undefined => {
  const { kind, row, language } = signature;
  if (!isSite) return ['by', 'only a site signs; take the signature out of Hearth’s own content'];
  if (!target) return ['row', `"${row}" is no row of ${kind} here; correct it or remove the signature`];
  if (language === undefined) return undefined;
  if (!isPrompt(target.row)) return ['language', `${kind} have no languages; remove it`];
  if (language === 'en') return ['language', 'English is signed with the prompt itself; remove it'];
  return language in target.row.words
    ? undefined
    : ['language', `"${row}" has no ${language} words; add them or remove the signature`];
};

const signed = (row: Sourced, { language, by, on }: Signature, holds: boolean): Sourced => {
  if (language === undefined) return { ...row, reviewedBy: holds ? by : null, reviewedOn: holds ? on : null };
  if (!isPrompt(row)) return row;
  const own = row.words[language];
  if (!own) return row;
  const words = { ...row.words, [language]: { text: own.text, reviewedOn: holds ? on : null } };
  return { ...row, words } as Prompt;
};

/** A review typed into a site's row says nothing of what stood there when it was typed: only a signature counts. */
const withoutTypedReview = (where: Located<Sourced>): Located<Sourced> =>
  where.isSite ? { ...where, row: { ...where.row, reviewedBy: null, reviewedOn: null } } : where;

/**
 * Sets the review of every signed row: its clinician and date where the signature still fits, none where the row changed since. A review
 * typed into a site's row counts for nothing. Collects faults: a signature under no row, or in Hearth's own content.
 */
export const withSignatures = (
  read: SignableRows,
  signatures: ReadRows<Signature>,
  faults: Fault[],
): { readonly rows: SignableRows; readonly states: readonly SignatureState[] } => {
  const rows = Object.fromEntries(
    signableKinds.map(
      (kind) =>
        [
          kind,
          new Map([...read[kind].rows].map(([id, where]) => [id, withoutTypedReview(where)] as const)),
        ] as const,
    ),
  ) as unknown as Record<SignableKind, Map<string, Located<Sourced>>>;
  const states: SignatureState[] = [];
  for (const where of signatures.rows.values()) {
    const { row: signature } = where;
    const { kind, row: id, language, fingerprint } = signature;
    const target = rows[kind].get(id);
    if (!target && read[kind].faulty.has(id)) continue;
    const fault = faultOf(where, target);
    if (fault || !target) {
      if (fault) faults.push(located(where, fault));
      continue;
    }
    const holds = fingerprintOf(target.row, language) === fingerprint;
    states.push({ ...signature, file: where.file, state: holds ? 'holds' : 'changed' });
    rows[kind].set(id, { ...target, row: signed(target.row, signature, holds) });
  }
  return {
    rows: Object.fromEntries(
      signableKinds.map((kind) => [kind, { rows: rows[kind], faulty: read[kind].faulty }] as const),
    ) as unknown as SignableRows,
    states,
  };
};
