// What an instrument's shape alone cannot say: scores that do not exist, zones with holes, cut-offs nobody may ship, safety taken away.
import type { Instrument, Zone } from '../domain/screening/instrument.ts';

/** Cut-offs that belong to a licensed guide (CLINICAL 1d): only a site that holds it may type them in, and signs for them. */
const licensedCutOffs = /^(?:asq|deca|bitsea)(?:-|$)/;
/** Its cut-off differs by age form, so a single number would band most children wrongly (CLINICAL 1b). */
const cutOffByForm = new Set(['asq-se-2', 'asq-3']);

/** One fault: the key it is at, what is wrong and the fix. */
export type KeyFault = readonly [key: string, message: string];

const scoreFaults = ({ scores, thresholds, zones, neededForBelow }: Instrument): KeyFault[] => {
  const ids = scores.map(({ id }) => id);
  const known = (key: string, id: string): KeyFault[] =>
    ids.includes(id) ? [] : [[key, `"${id}" is none of its scores (${ids.join(', ')}); correct it`]];
  return [
    ...scores.flatMap(({ id, min, max }, index): KeyFault[] => [
      ...(ids.indexOf(id) === index
        ? []
        : [[`scores.${index}.id`, `"${id}" is already used; keep one`] as const]),
      ...(max !== null && max <= min
        ? [[`scores.${index}.max`, 'must be above min; correct one of them'] as const]
        : []),
    ]),
    ...thresholds.flatMap(({ score }, index) => known(`thresholds.${index}.score`, score)),
    ...zones.flatMap(({ score }, index) => known(`zones.${index}.score`, score)),
    ...neededForBelow.flatMap((id, index) => known(`neededForBelow.${index}`, id)),
    ...(thresholds.length === 0 && zones.length === 0
      ? [['thresholds', 'has no cut-off and no zone; add one, with at null where none is signed'] as const]
      : []),
  ];
};

const thresholdFaults = ({ id, scores, thresholds, reviewedBy }: Instrument): KeyFault[] =>
  thresholds.flatMap(({ score, at, evidence }, index): KeyFault[] => {
    if (at === null) return [];
    const key = `thresholds.${index}.at`;
    const range = scores.find((one) => one.id === score);
    if (range && (at < range.min || (range.max !== null && at > range.max)))
      return [[key, `is outside ${range.min} to ${range.max ?? 'its maximum'}; correct it`]];
    if (cutOffByForm.has(id))
      return [
        [
          key,
          `one number cannot serve every age form; add a row for each form, such as ${id}-24, with its ages`,
        ],
      ];
    if (licensedCutOffs.test(id) && (evidence !== 'verified' || reviewedBy === null))
      return [
        [
          key,
          'belongs to a licensed guide; leave it null, or have the clinician who holds the guide sign it',
        ],
      ];
    return [];
  });

const zoneFaults = ({ scores, zones }: Instrument): KeyFault[] =>
  scores.flatMap(({ id, min, max }): KeyFault[] => {
    const own = zones.filter(({ score }) => score === id).toSorted((one, other) => one.from - other.from);
    const [first] = own;
    if (!first) return [];
    const faults: KeyFault[] = [];
    const key = (zone: Zone): string => `zones.${zones.indexOf(zone)}`;
    let next = min;
    for (const zone of own) {
      if (zone.to < zone.from) faults.push([key(zone), 'to is below from; correct one of them']);
      if (zone.from !== next)
        faults.push([
          key(zone),
          `begins at ${zone.from} where ${next} is next; zones leave no hole and do not overlap`,
        ]);
      next = zone.to + 1;
    }
    if (max !== null && next !== max + 1)
      faults.push([
        key(own.at(-1) ?? first),
        `ends at ${next - 1}, the score at ${max}; bring them together`,
      ]);
    return faults;
  });

const itemFaults = ({ safetyItems, itemCount }: Instrument): KeyFault[] =>
  safetyItems.flatMap(({ id }, index) =>
    isItem(id, itemCount)
      ? []
      : [
          [
            `safetyItems.${index}.id`,
            `"${id}" is none of its questions; write item-1 to item-${itemCount ?? 'n'}`,
          ] as const,
        ],
  );

/** Whether `item-7` is a question of an instrument with so many; with an unknown count any number will do. */
export const isItem = (id: string, itemCount: number | null): boolean => {
  const number = Number(/^item-([1-9]\d*)$/.exec(id)?.[1] ?? Number.NaN);
  return number >= 1 && (itemCount === null || number <= itemCount);
};

/** A site may add and sign; it may not quieten a safety answer or open what a caregiver or young person said of themselves. */
const weakened = (instrument: Instrument, replaced: Instrument): KeyFault[] => [
  ...replaced.safetyItems
    .filter(({ id }) => !instrument.safetyItems.some((one) => one.id === id))
    .map(({ id }): KeyFault => ['safetyItems', `leaves out ${id}, which Hearth always watches; put it back`]),
  ...(replaced.confidential && !instrument.confidential
    ? [['confidential', 'must stay true: these are somebody’s own answers about themselves'] as const]
    : []),
];

/** @param replaced the row of an earlier directory this one stands in for */
export const instrumentFaults = (
  instrument: Instrument,
  isSite: boolean,
  replaced: Instrument | undefined,
): readonly KeyFault[] => {
  const bands = [...instrument.thresholds.filter(({ at }) => at !== null), ...instrument.zones].some(
    ({ evidence }) => evidence === 'verified',
  );
  return [
    ...scoreFaults(instrument),
    ...thresholdFaults(instrument),
    ...zoneFaults(instrument),
    ...itemFaults(instrument),
    ...(replaced ? weakened(instrument, replaced) : []),
    ...(isSite && bands && instrument.reviewedBy === null
      ? [
          [
            'reviewedBy',
            'a site’s cut-offs need the clinician who signs them; name them and the date',
          ] as const,
        ]
      : []),
  ];
};
