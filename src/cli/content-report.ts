// `hearth content status` in words: a summary a person reads in a minute, then every row.
import type { BandingStatus, ContentStatus, ReviewStatus, RowStatus } from '../content/status.ts';
import { printable } from './printable.ts';

const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

const named = (rows: readonly string[]): string => (rows.length === 0 ? '' : ` (${rows.join(', ')})`);

const bandingLines = (banding: readonly BandingStatus[]): readonly string[] => {
  const of = (state: BandingStatus['state']): readonly string[] =>
    banding.filter((one) => one.state === state).map(({ instrument }) => instrument);
  const line = (state: BandingStatus['state'], words: string): readonly string[] => {
    const rows = of(state);
    return rows.length === 0 ? [] : [`  ${rows.length} ${words}${named(rows)}`];
  };
  const watched = banding.flatMap(({ instrument, safetyItems }) =>
    safetyItems.length === 0 ? [] : [`${instrument} ${safetyItems.join(' ')}`],
  );
  return [
    `${plural(banding.length, 'instrument')}:`,
    ...line('bands', 'with cut-offs or zones that band'),
    ...line('waits', 'that band only once a clinician signs them'),
    ...line('licensed', 'with cut-offs to type in from the owner’s licensed guide'),
    ...line('no-number', 'without any number known'),
    ...(watched.length > 0 ? [`  safety questions act whatever is signed: ${watched.join(', ')}`] : []),
  ];
};

const languageLines = ({ languages }: ContentStatus): readonly string[] =>
  languages.map(({ language, prompts, reviewed, missing }) => {
    const all = prompts + missing.length;
    const whole = missing.length === 0 ? 'complete' : `${missing.length} of ${all} missing`;
    const left = prompts - reviewed;
    const review = left === 0 ? 'all reviewed' : `${left} not reviewed`;
    return `prompts in ${language}: ${prompts}, ${whole}; ${review}`;
  });

const signatureLines = ({ signatures }: ContentStatus): readonly string[] => {
  const changed = signatures.filter(({ state }) => state === 'changed');
  return [
    signatures.length === 0
      ? 'no signatures: what is not verified bands nothing until a clinician signs it (hearth content sign)'
      : `${plural(signatures.length - changed.length, 'signature')} in force, ${changed.length} changed since signed`,
    ...changed.map(
      ({ kind, row, language, by, on }) =>
        `  changed since signed: ${kind} ${row}${language === null ? '' : ` ${language}`}, signed by ${by} on ${on}`,
    ),
  ];
};

const reviewWords: Readonly<Record<ReviewStatus['state'], (review: ReviewStatus) => string>> = {
  signed: ({ by, on }) => `signed by ${by} on ${on}`,
  'typed-in': ({ by, on }) => `review typed in: ${by} on ${on}`,
  changed: ({ by, on }) => `changed since signed by ${by} on ${on}`,
  unsigned: () => 'unsigned',
};

const rowLines = ({ row, name, evidence, from, review, notes }: RowStatus): readonly string[] => [
  `  ${row}${name === row ? '' : `: ${name}`} | ${evidence} | ${from} | ${reviewWords[review.state](review)}`,
  ...notes.map((note) => `      ${note}`),
];

/** The status for a terminal; `sources` are the directories laid over Hearth's own content, by name. */
export const renderContentStatus = (status: ContentStatus, sources: readonly string[]): string =>
  printable(
    [
      `Clinical content: Hearth’s own${sources.length === 0 ? ', no site directory' : ` and ${sources.join(', ')}`}`,
      ...(status.faults.length === 0
        ? ['in order']
        : [
            `NOT IN ORDER: ${plural(status.faults.length, 'fault')}; Hearth does not start with this content`,
            ...status.faults.map((fault) => `  - ${fault}`),
          ]),
      '',
      ...bandingLines(status.banding),
      ...signatureLines(status),
      ...languageLines(status),
      ...(status.switchedOff.length > 0 ? [`rules switched off here: ${status.switchedOff.join(', ')}`] : []),
      ...Object.entries(status.rows).flatMap(([kind, rows]) => [
        '',
        `${kind} (${rows.length})`,
        ...rows.flatMap(rowLines),
      ]),
      ...status.maps.flatMap(({ kind, rows }) => [
        '',
        `${kind} (${rows.length})`,
        ...rows.map(({ row, what, evidence, from }) => `  ${row} | ${what} | ${evidence} | ${from}`),
      ]),
    ].join('\n'),
  );
