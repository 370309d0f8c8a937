// `hearth content sign`: a clinician's signature under one row as it stands now, kept in the site's own directory.
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { readContent, signableOf } from '../content/read-content.ts';
import { keyOf, signedRowKey } from '../content/row-key.ts';
import { type SignableKind, signableKinds } from '../content/schemas/code-maps.ts';
import { fingerprintOf, type Signature } from '../content/signatures.ts';
import { parseCalendarDate } from '../domain/age.ts';
import type { Prompt } from '../domain/screening/content.ts';
import type { Sourced } from '../domain/screening/instrument.ts';
import { fail, ok, type Result } from '../result.ts';
import { nearNames } from './near-names.ts';
import { signedWords } from './signed-words.ts';

export interface SignOrder {
  /** The site directory the signature is written into. */
  readonly directory: string;
  /** Every directory of the site in its order, `directory` among them: the row is signed as it will be read. */
  readonly directories: readonly string[];
  readonly kind?: string | undefined;
  readonly row?: string | undefined;
  readonly language?: string | undefined;
  readonly by?: string | undefined;
  readonly on?: string | undefined;
  /** Today where the command is typed, `YYYY-MM-DD`. */
  readonly today: string;
}

export interface Refusal {
  readonly lines: readonly string[];
  /** The command was typed wrongly, whatever the content. */
  readonly isUsage: boolean;
}
const refused = (...lines: readonly string[]) => fail({ lines, isUsage: false });

const checked = (order: SignOrder): Result<Omit<Signature, 'fingerprint'>, Refusal> => {
  const faults: string[] = [];
  const kind = signableKinds.find((one) => one === order.kind);
  if (kind === undefined)
    faults.push(
      `--kind: ${order.kind === undefined ? 'is missing' : 'is none'}; write one of ${signableKinds.join(', ')}`,
    );
  if (!order.row) faults.push('--row: is missing; write the id of the row, such as psc-17');
  if (!/\S.*,\s*\S/.test(order.by ?? ''))
    faults.push('--by: write the name and the credential of the clinician who signs, such as "Ana Ruiz, MD"');
  const on = parseCalendarDate(order.on ?? order.today);
  if (on === undefined) faults.push('--on: is no calendar date; write YYYY-MM-DD');
  else if (on > order.today) faults.push('--on: is after today; nobody signs ahead');
  if (faults.length > 0 || kind === undefined || on === undefined)
    return fail({ lines: faults, isUsage: true });
  return ok({
    kind,
    row: order.row ?? '',
    ...(order.language === undefined ? {} : { language: order.language }),
    by: (order.by ?? '').trim(),
    on,
  });
};

const rowToSign = (
  order: SignOrder,
  { kind, row: id, language }: { kind: SignableKind; row: string; language?: string | undefined },
): Result<Sourced, Refusal> => {
  const { content, faults } = readContent(order.directories);
  const blocking = faults.filter(({ needsSignature }) => !needsSignature);
  if (blocking.length > 0)
    return refused(
      'the content has faults; mend them before anyone signs',
      ...blocking.map(({ text }) => text),
    );
  const { rows } = signableOf(content)[kind];
  const found = rows.get(id)?.row;
  if (!found) return refused(`--row: "${id}" is no row of ${kind}; ${nearNames(id, [...rows.keys()])}`);
  if (language === undefined) return ok(found);
  if (kind !== 'prompts') return refused(`--language: ${kind} have no languages; leave it out`);
  if (language === 'en') return refused('--language: English is signed with the prompt itself; leave it out');
  const tags = Object.keys((found as Prompt).words);
  return tags.includes(language)
    ? ok(found)
    : refused(`--language: "${id}" has no ${language} words; it has ${tags.join(', ')}`);
};

/** The site's signature files; `undefined` where the folder is not there yet. */
const filesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort();
  } catch {
    return [];
  }
};

/** Written beside and renamed over, so that a reader or a crash meets the old file or the new one, never half of one. */
const writeWhole = (file: string, text: string): void => {
  const beside = `${file}.${randomUUID()}.new`;
  try {
    writeFileSync(beside, text, { flag: 'wx' });
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
};

/** Puts the signature in place of an earlier one under the same row, or adds it; all others stay as they are. */
const save = (directory: string, signature: Signature): Result<string, Refusal> => {
  const folder = join(directory, 'signatures');
  const key = signedRowKey(signature.kind, signature.row, signature.language);
  const rowsIn = (name: string): unknown[] =>
    JSON.parse(readFileSync(join(folder, name), 'utf8').replace(/^\u{feff}/u, '')) as unknown[];
  const isSame = (one: unknown): boolean => keyOf('signatures', one) === key;
  try {
    const files = filesIn(folder);
    const own = `${signature.kind}.json`;
    const name = files.find((one) => rowsIn(one).some(isSame)) ?? own;
    const others = files.includes(name) ? rowsIn(name).filter((one) => !isSame(one)) : [];
    mkdirSync(folder, { recursive: true });
    writeWhole(join(folder, name), `${JSON.stringify([...others, signature], null, 2)}\n`);
    return ok(`${basename(resolve(directory))}/signatures/${name}`);
  } catch {
    return refused(`${basename(resolve(directory))}/signatures: cannot be written; check its permissions`);
  }
};

/** Signs one row. Refused, nothing is written; otherwise the lines say exactly what was signed. */
export const signContent = (order: SignOrder): Result<readonly string[], Refusal> => {
  const asked = checked(order);
  if (!asked.ok) return asked;
  const found = rowToSign(order, asked.value);
  if (!found.ok) return found;
  const { kind, row, language, by, on } = asked.value;
  const signature: Signature = { ...asked.value, fingerprint: fingerprintOf(found.value, language) };
  const saved = save(order.directory, signature);
  if (!saved.ok) return saved;
  return ok([
    `${by} signed ${kind} ${row}${language === undefined ? '' : ` in ${language}`}, version ${found.value.version}, on ${on}:`,
    ...signedWords(kind, found.value, language).map((line) => `  ${line}`),
    `Kept in ${saved.value}. It lapses when the row changes.`,
  ]);
};
