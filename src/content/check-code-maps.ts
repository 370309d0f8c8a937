// Code maps: parts that are not there, one code or form read two ways, a safety answer led away.
import type {
  AnswerValue,
  CodeMapping,
  FormPart,
  QuestionnaireMap,
  SetAsideCode,
} from '../domain/screening/code-map.ts';
import type { Instrument } from '../domain/screening/instrument.ts';
import { isItem, itemHint } from './check-instrument.ts';
import { pointing } from './check-schedules.ts';
import { each, type Fault, type KeyFault } from './fault.ts';
import type { Located, ReadRows } from './read-rows.ts';

export interface ReadCodeMaps {
  readonly instruments: ReadRows<Instrument>;
  readonly codes: ReadRows<CodeMapping>;
  readonly setAside: ReadRows<SetAsideCode>;
  readonly questionnaires: ReadRows<QuestionnaireMap>;
  readonly answers: ReadRows<AnswerValue>;
}

const partFaults = (part: FormPart, key: string, instrument: Instrument): readonly KeyFault[] => {
  const { scores } = instrument;
  if (part.kind === 'score' && !scores.some(({ id }) => id === part.id))
    return [
      [key, `"${part.id}" is none of its scores (${scores.map(({ id }) => id).join(', ')}); correct it`],
    ];
  if (part.kind === 'item' && !isItem(part.id, instrument))
    return [[key, `"${part.id}" is none of its questions; write one of ${itemHint(instrument)}`]];
  return [];
};

const formFaults = (form: string | null, { forms }: Instrument): readonly KeyFault[] =>
  form === null || forms.some(({ id }) => id === form)
    ? []
    : [
        [
          'form',
          forms.length === 0
            ? `"${form}": this instrument has one form for all ages; use null`
            : `"${form}" is none of its forms (${forms.map(({ id }) => id).join(', ')}); correct it`,
        ],
      ];

const isSafetyItem = (part: FormPart | undefined, instrument: Instrument | undefined): boolean =>
  part?.kind === 'item' && (instrument?.safetyItems.some(({ id }) => id === part.id) ?? false);

const instrumentOf = ({ instruments }: ReadCodeMaps, id: string): Instrument | undefined =>
  instruments.rows.get(id)?.row;

const codeFaults = (
  mapping: CodeMapping,
  replaced: readonly CodeMapping[],
  read: ReadCodeMaps,
): readonly KeyFault[] => {
  const { found, faults } = pointing(read.instruments, 'instrumentId', mapping.instrumentId);
  if (!found) return faults;
  const wasSafety = replaced.some((one) => isSafetyItem(one.part, instrumentOf(read, one.instrumentId)));
  return [
    ...partFaults(mapping.part, 'part.id', found),
    ...formFaults(mapping.form, found),
    ...(wasSafety && !isSafetyItem(mapping.part, found)
      ? [['part', 'this code carries a safety answer, which Hearth always watches; map it to one'] as const]
      : []),
  ];
};

const questionnaireFaults = (
  map: QuestionnaireMap,
  { depth, replaced }: Located<QuestionnaireMap>,
  read: ReadCodeMaps,
): readonly KeyFault[] => {
  const { found, faults } = pointing(read.instruments, 'instrumentId', map.instrumentId);
  const shape: KeyFault[] = [];
  if (map.questionnaire.includes('|'))
    shape.push(['questionnaire', 'holds a version after "|"; write the version into versions']);
  if (Object.keys(map.items).length === 0)
    shape.push(['items', 'maps no question; name at least one by its linkId']);
  for (const { row, key, depth: other } of read.questionnaires.rows.values())
    if (
      (other < depth || (other === depth && key < map.id)) &&
      row.questionnaire === map.questionnaire &&
      sharesVersion(row, map)
    )
      shape.push([
        'questionnaire',
        `is already read by row ${key}; use that id to replace it, or tell them apart by versions`,
      ]);
  if (!found) return [...faults, ...shape];
  const led = replaced.flatMap(({ row: one }) =>
    Object.entries(one.items)
      .filter(
        ([linkId, part]) =>
          isSafetyItem(part, instrumentOf(read, one.instrumentId)) && !isSafetyItem(map.items[linkId], found),
      )
      .map(([linkId]): KeyFault => [
        `items.${linkId}`,
        'this question carries a safety answer, which Hearth always watches; put it back',
      ]),
  );
  return [
    ...shape,
    ...Object.entries(map.items).flatMap(([linkId, part]) => partFaults(part, `items.${linkId}.id`, found)),
    ...formFaults(map.form, found),
    ...led,
  ];
};

const sharesVersion = (one: QuestionnaireMap, other: QuestionnaireMap): boolean =>
  one.versions === null ||
  other.versions === null ||
  one.versions.some((version) => other.versions?.includes(version));

const answerFaults = ({ value, instruments }: AnswerValue, read: ReadCodeMaps): readonly KeyFault[] =>
  instruments.flatMap((id, index): readonly KeyFault[] => {
    const { found, faults } = pointing(read.instruments, `instruments.${index}`, id);
    const range = found?.itemRange;
    return range && (value < range.min || value > range.max)
      ? [['value', `is outside ${range.min} to ${range.max}, what one answer of ${id} is worth; correct it`]]
      : faults;
  });

export const codeMapFaults = (read: ReadCodeMaps): readonly Fault[] => [
  ...each(read.codes, (row, { replaced }) =>
    codeFaults(
      row,
      replaced.map((one) => one.row),
      read,
    ),
  ),
  ...each(read.questionnaires, (row, where) => questionnaireFaults(row, where, read)),
  ...each(read.answers, (row) => answerFaults(row, read)),
];
