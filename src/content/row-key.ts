// How rows of a kind are told apart: by id where they have one, else by what they speak about.
import type { ContentKind } from './schema.ts';

const textAt = (raw: unknown, key: string): string | undefined => {
  const value: unknown =
    typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>)[key] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
};

const byId = (raw: unknown): string | undefined => textAt(raw, 'id');

/** Nobody names a code mapping; its system and code do. */
const byCode = (raw: unknown): string | undefined => {
  const system = textAt(raw, 'system');
  const code = textAt(raw, 'code');
  return system === undefined || code === undefined ? undefined : `${system}|${code}`;
};

/** One answer code may be worth one number in these instruments and another in those. */
const byCodeAndInstruments = (raw: unknown): string | undefined => {
  const code = byCode(raw);
  const instruments: unknown =
    code === undefined ? undefined : (raw as { instruments?: unknown }).instruments;
  return Array.isArray(instruments)
    ? `${code}|${instruments
        .filter((one) => typeof one === 'string')
        .toSorted()
        .join('+')}`
    : code;
};

const bySignedRow = (raw: unknown): string | undefined => {
  const kind = textAt(raw, 'kind');
  const row = textAt(raw, 'row');
  return kind === undefined || row === undefined
    ? undefined
    : signedRowKey(kind, row, textAt(raw, 'language'));
};

const keys: Readonly<Partial<Record<ContentKind, (raw: unknown) => string | undefined>>> = {
  codes: byCode,
  'set-aside': byCode,
  answers: byCodeAndInstruments,
  signatures: bySignedRow,
};

/** The key of the row a signature stands under. */
export const signedRowKey = (kind: string, row: string, language: string | undefined): string =>
  [kind, row, ...(language === undefined ? [] : [language])].join('|');

/** The key of a row as it was parsed, checked or not; `undefined` where it has none. */
export const keyOf = (kind: ContentKind, raw: unknown): string | undefined => (keys[kind] ?? byId)(raw);

/** What of a row its key is made of, for the fault of two rows with one key. */
export const keyedBy = (kind: ContentKind): string =>
  kind === 'signatures' ? 'row' : kind in keys ? 'code' : 'id';
