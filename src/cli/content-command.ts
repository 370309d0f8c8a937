// `hearth content ...`: what the keeper of a site's clinical content types. Gives what to print and how to exit; prints nothing itself.
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { readContent, signableOf } from '../content/read-content.ts';
import { contentJsonSchemas } from '../content/schema.ts';
import { type SignableKind, signableKinds } from '../content/schemas/code-maps.ts';
import { contentStatus } from '../content/status.ts';
import { renderContentStatus } from './content-report.ts';
import { signContent } from './content-sign.ts';
import { nearNames } from './near-names.ts';
import { printable } from './printable.ts';

export interface ContentCommand {
  /** What follows `hearth content`: the verb, then directories. */
  readonly words: readonly string[];
  /** The site directories of the configuration, none without one; asked for only where the command names none. @throws ConfigInvalidError */
  readonly configured: () => readonly string[];
  /** Whether --config was typed. */
  readonly hasConfig: boolean;
  readonly json: boolean;
  readonly kind?: string | undefined;
  readonly row?: string | undefined;
  readonly language?: string | undefined;
  readonly by?: string | undefined;
  readonly on?: string | undefined;
  /** Today where the command is typed, `YYYY-MM-DD`. */
  readonly today: string;
}

export interface Printed {
  readonly text: string;
  /** 0 well, 1 the content has faults or the command was refused, 2 wrong usage. */
  readonly exitCode: 0 | 1 | 2;
  /** Belongs on stderr: nothing was done, and nothing of it belongs into a file. */
  readonly isRefusal: boolean;
}

const printed = (lines: readonly string[], exitCode: Printed['exitCode']): Printed => ({
  text: printable(lines.join('\n')),
  exitCode,
  isRefusal: false,
});

/** A heading and what stands under it. */
const listed = (heading: string, lines: readonly string[]): readonly string[] => [
  heading,
  ...lines.map((line) => `  - ${line}`),
];

const refused = (lines: readonly string[], exitCode: 1 | 2 = 1): Printed => ({
  ...printed(lines, exitCode),
  isRefusal: true,
});

const directoriesOf = ({ words, configured }: ContentCommand): readonly string[] =>
  words.length > 1 ? words.slice(1) : configured();

const check = (command: ContentCommand): Printed => {
  const reading = readContent(directoriesOf(command));
  const { faults, maps, rows, signatures } = contentStatus(reading);
  if (faults.length > 0)
    return printed(
      listed(
        `${faults.length} fault${faults.length === 1 ? '' : 's'}; Hearth does not start with this content:`,
        faults,
      ),
      1,
    );
  const counts = [
    ...Object.entries(rows).map(([kind, all]) => `${all.length} ${kind}`),
    ...maps.map(({ kind, rows: all }) => `${all.length} ${kind}`),
    `${signatures.length} signatures`,
  ];
  const changed = signatures.filter(({ state }) => state === 'changed');
  return printed(
    [
      `In order: ${counts.join(', ')}.`,
      ...changed.map(
        ({ kind, row, language }) =>
          `Changed since signed, so unsigned: ${kind} ${row}${language === null ? '' : ` ${language}`}; look at it and sign it again.`,
      ),
    ],
    0,
  );
};

const status = (command: ContentCommand): Printed => {
  const directories = directoriesOf(command);
  const found = contentStatus(readContent(directories));
  return {
    text: command.json
      ? JSON.stringify(found, null, 2)
      : renderContentStatus(
          found,
          directories.map((path) => basename(resolve(path))),
        ),
    exitCode: found.faults.length > 0 ? 1 : 0,
    isRefusal: false,
  };
};

const sign = (command: ContentCommand): Printed => {
  const [, directory, ...others] = command.words;
  if (directory === undefined || others.length > 0)
    return refused(['sign: name the one site directory the signature is kept in'], 2);
  const directories = command.hasConfig ? command.configured() : [directory];
  if (!directories.some((one) => resolve(one) === resolve(directory)))
    return refused(
      ['sign: the directory is none of the configuration’s; write its path as it stands there'],
      2,
    );
  const { kind, row, language, by, on, today } = command;
  const signed = signContent({ directory, directories, kind, row, language, by, on, today });
  if (signed.ok) return printed(signed.value, 0);
  return refused(listed('Nothing was signed:', signed.problem.lines), signed.problem.isUsage ? 2 : 1);
};

/** A row as it stands, as a file of its own: what a site copies to type its cut-offs into. */
const show = (command: ContentCommand): Printed => {
  const kind = signableKinds.find((one): one is SignableKind => one === command.kind);
  if (kind === undefined || command.row === undefined)
    return refused([`show: name --kind (${signableKinds.join(', ')}) and --row`], 2);
  const { rows } = signableOf(readContent(directoriesOf(command)).content)[kind];
  const found = rows.get(command.row)?.row;
  if (!found)
    return refused([`"${command.row}" is no row of ${kind}; ${nearNames(command.row, [...rows.keys()])}`]);
  return {
    text: JSON.stringify([{ ...found, reviewedBy: null, reviewedOn: null }], null, 2),
    exitCode: 0,
    isRefusal: false,
  };
};

const schemas = ({ words }: ContentCommand): Printed => {
  const [, folder, ...others] = words;
  if (folder === undefined || others.length > 0)
    return refused(['schemas: name the one folder to write the JSON Schemas into'], 2);
  const all = Object.entries(contentJsonSchemas());
  try {
    mkdirSync(folder, { recursive: true });
    for (const [kind, schema] of all)
      writeFileSync(join(folder, `content-${kind}.schema.json`), `${JSON.stringify(schema, null, 2)}\n`);
  } catch {
    return refused(['schemas: the folder cannot be written; check its path and permissions']);
  }
  return printed([`${all.length} schemas written.`], 0);
};

const verbs: Readonly<Record<string, (command: ContentCommand) => Printed>> = {
  check,
  status,
  sign,
  show,
  schemas,
};

/** `undefined` for a verb there is not: the caller shows the usage. */
export const contentCommand = (command: ContentCommand): Printed | undefined => {
  const [verb = ''] = command.words;
  return Object.hasOwn(verbs, verb) ? verbs[verb]?.(command) : undefined;
};
