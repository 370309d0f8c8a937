// Reads a directory and its overlays: all faults together, each naming the record, the field and the fix, or none of it is used.
import { readFileSync } from 'node:fs';
import type { CalendarDate } from '../domain/age.ts';
import type { Consultant } from '../domain/consultant/consultant.ts';
import type { Directory, DirectorySource } from '../domain/consultant/directory.ts';
import { canonicalLanguage } from '../domain/language.ts';
import { type DirectoryFile, directoryFile, type FileRecord } from './directory-schema.ts';
import { recordFaults } from './record-faults.ts';

/** `faults` are plain sentences for the admin who keeps the file. */
export class DirectoryError extends Error {
  readonly code = 'DIRECTORY_INVALID';
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`The directory was not loaded: ${faults.length} fault${faults.length === 1 ? '' : 's'}.`);
    this.name = 'DirectoryError';
    this.faults = faults;
  }
}

/** A file's name for messages, and what it holds, parsed from JSON. */
export interface DirectoryInput {
  readonly name: string;
  readonly content: unknown;
}

/** The record's id where it has one, else its position: what an admin can search the file for. */
const nameOf = (content: unknown, index: number): string => {
  const records = (content as { records?: unknown } | null)?.records;
  const record: unknown = Array.isArray(records) ? records[index] : undefined;
  const id: unknown = (record as { id?: unknown } | null | undefined)?.id;
  return typeof id === 'string' && id !== '' ? `record ${id.slice(0, 64)}` : `record number ${index + 1}`;
};

const shapeFaults = (input: DirectoryInput): { file?: DirectoryFile; faults: string[] } => {
  const read = directoryFile.safeParse(input.content);
  if (read.success) return { file: read.data, faults: [] };
  const faults = read.error.issues.map((issue) => {
    const [head, index, ...rest] = issue.path;
    const inRecord = head === 'records' && typeof index === 'number';
    const where = inRecord
      ? `${nameOf(input.content, index)}, ${rest.join('.') || 'whole record'}`
      : issue.path.join('.') || 'whole file';
    return `${input.name}: ${where}: ${issue.message}`;
  });
  return { faults };
};

const toConsultant = (record: FileRecord): Consultant => {
  const languages = record.languages.map((one) => ({ ...one, tag: canonicalLanguage(one.tag) ?? one.tag }));
  const phones = record.phones.map((phone) => ({
    ...phone,
    languages: phone.languages.map((tag) => canonicalLanguage(tag) ?? tag),
  }));
  // The schema has checked every date against the calendar.
  return { ...record, languages, phones } as Consultant;
};

/**
 * Puts a base file and overlays together. Ids are unique across all of them.
 * @throws DirectoryError with every fault of every file.
 */
export const directoryFrom = (inputs: readonly DirectoryInput[]): Directory => {
  const faults: string[] = [];
  const files: DirectoryFile[] = [];
  const owner = new Map<string, string>();
  for (const input of inputs) {
    const read = shapeFaults(input);
    faults.push(...read.faults);
    if (!read.file) continue;
    files.push(read.file);
    for (const record of read.file.records) {
      const before = owner.get(record.id);
      if (before !== undefined)
        faults.push(
          `${input.name}: record ${record.id}, id: already used in ${before}; give each record its own id`,
        );
      owner.set(record.id, input.name);
      faults.push(
        ...recordFaults(record, read.file.updatedOn).map(
          (fault) => `${input.name}: record ${record.id}, ${fault}`,
        ),
      );
    }
  }
  const [base] = files;
  if (inputs.length === 0) faults.push('no directory file was named; name at least one');
  if (faults.length > 0 || !base) throw new DirectoryError(faults);

  const records = files.flatMap((file) => file.records.map(toConsultant));
  const byId = new Map(records.map((record) => [record.id, record]));
  const systems = new Map(
    files.flatMap((file) => file.records.map((record) => [record.id, file.system] as const)),
  );
  const sources = files.map((file): DirectorySource => ({
    id: file.id,
    system: file.system,
    label: file.label,
    updatedOn: file.updatedOn as CalendarDate,
    recordCount: file.records.length,
  }));
  return {
    id: base.id,
    system: base.system,
    label: base.label,
    updatedOn: base.updatedOn as CalendarDate,
    records,
    sources,
    find: (id) => byId.get(id),
    systemOf: (id) => systems.get(id),
  };
};

/** File names of paths, without their folders: messages need no more. */
const shortName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

/**
 * Loads directory files, the base first, then overlays.
 * @throws DirectoryError (`DIRECTORY_INVALID`) with all faults, including a file that cannot be read or is no JSON.
 */
export const loadDirectory = (paths: readonly string[]): Directory => {
  const unreadable: string[] = [];
  const inputs = paths.flatMap((path): DirectoryInput[] => {
    try {
      return [{ name: shortName(path), content: JSON.parse(readFileSync(path, 'utf8')) as unknown }];
    } catch (error) {
      const why =
        error instanceof SyntaxError
          ? 'is not valid JSON; check it with an editor'
          : 'cannot be read; check the path and its permissions';
      unreadable.push(`${shortName(path)}: ${why}`);
      return [];
    }
  });
  if (unreadable.length === 0) return directoryFrom(inputs);
  try {
    directoryFrom(inputs);
  } catch (error) {
    if (error instanceof DirectoryError && inputs.length > 0)
      throw new DirectoryError([...unreadable, ...error.faults]);
  }
  throw new DirectoryError(unreadable);
};
