// What an instrument's shape alone cannot say: scores and questions that do not exist, forms out of order, safety taken away.
import type { AgePoint, Instrument } from '../domain/screening/instrument.ts';
import { cutOffFaults } from './check-cut-offs.ts';
import type { KeyFault } from './fault.ts';

/** Whether one point on the way from birth comes before another. */
export const isBefore = (one: AgePoint, other: AgePoint): boolean =>
  one.months < other.months || (one.months === other.months && one.days < other.days);

const repeated = (ids: readonly string[], key: (index: number) => string): KeyFault[] =>
  ids.flatMap((id, index): KeyFault[] =>
    ids.indexOf(id) === index ? [] : [[key(index), `"${id}" is already used; keep one`]],
  );

/** Whether `item-7` is a numbered question of an instrument with so many; with an unknown count any number will do. */
const isNumbered = (id: string, itemCount: number | null): boolean => {
  const number = Number(/^item-([1-9]\d*)$/.exec(id)?.[1] ?? Number.NaN);
  return number >= 1 && (itemCount === null || number <= itemCount);
};

/** Whether it is a question of this instrument: a numbered one, or one beside them. */
export const isItem = (
  id: string,
  { itemCount, extraItems }: Pick<Instrument, 'itemCount' | 'extraItems'>,
): boolean => isNumbered(id, itemCount) || extraItems.includes(id);

/** The fix for a question that is none. */
export const itemHint = ({ itemCount, extraItems }: Instrument): string =>
  ['item-1 to item-' + (itemCount ?? 'n'), ...extraItems].join(', ');

const scoreFaults = (instrument: Instrument): KeyFault[] => {
  const { scores, neededForBelow, itemCount, itemRange } = instrument;
  const ids = scores.map(({ id }) => id);
  return [
    ...repeated(ids, (index) => `scores.${index}.id`),
    ...scores.flatMap(({ min, max, sumOf }, index): KeyFault[] => {
      const key = `scores.${index}.sumOf`;
      const faults: KeyFault[] = [];
      if (max !== null && max <= min)
        faults.push([`scores.${index}.max`, 'must be above min; correct one of them']);
      if (sumOf === 'all-items' && itemCount === null)
        faults.push([key, 'cannot be all of an unknown number of questions; give itemCount or use null']);
      if (sumOf === null || sumOf === 'all-items') return faults;
      faults.push(...repeated(sumOf, (item) => `${key}.${item}`));
      for (const [item, id] of sumOf.entries())
        if (!isItem(id, instrument))
          faults.push([
            `${key}.${item}`,
            `"${id}" is none of its questions; write one of ${itemHint(instrument)}`,
          ]);
      return faults;
    }),
    ...scores.flatMap(({ max, sumOf }, index): KeyFault[] => {
      const items = sumOf === 'all-items' ? itemCount : (sumOf?.length ?? null);
      const most = items === null || itemRange === null ? null : items * itemRange.max;
      return most === null || max === null || most === max
        ? []
        : [
            [
              `scores.${index}.max`,
              `is ${max} where its answers add to ${most} at most; correct one of them`,
            ],
          ];
    }),
    ...neededForBelow.flatMap((id, index): KeyFault[] =>
      ids.includes(id)
        ? []
        : [[`neededForBelow.${index}`, `"${id}" is none of its scores (${ids.join(', ')}); correct it`]],
    ),
  ];
};

/** Neighbours may share ages, as the two forms of the SDQ do at four years; one form inside another would never be told apart. */
const formFaults = ({ forms }: Instrument): KeyFault[] => [
  ...repeated(
    forms.map(({ id }) => id),
    (index) => `forms.${index}.id`,
  ),
  ...forms.flatMap(({ from, to }, index): KeyFault[] => {
    const before = forms[index - 1];
    if (isBefore(to, from)) return [[`forms.${index}.to`, 'is before from; correct one of them']];
    return before && (!isBefore(before.from, from) || !isBefore(before.to, to))
      ? [
          [
            `forms.${index}.from`,
            'forms stand youngest first, none inside another; correct its ages or order',
          ],
        ]
      : [];
  }),
];

const itemFaults = (instrument: Instrument): KeyFault[] => {
  const { safetyItems, itemCount, extraItems, missingItems } = instrument;
  return [
    ...repeated(extraItems, (index) => `extraItems.${index}`),
    ...extraItems.flatMap((id, index): KeyFault[] =>
      id.startsWith('item-')
        ? [[`extraItems.${index}`, 'reads like a numbered question; give it a name of its own']]
        : [],
    ),
    ...safetyItems.flatMap(({ id }, index): KeyFault[] =>
      isItem(id, instrument) || instrument.scores.some((score) => score.id === id)
        ? []
        : [
            [
              `safetyItems.${index}.id`,
              `"${id}" is none of its questions; write one of ${itemHint(instrument)}`,
            ],
          ],
    ),
    ...(itemCount !== null && (missingItems?.invalidFrom ?? 0) > itemCount
      ? [['missingItems.invalidFrom', `is more than its ${itemCount} questions; correct it`] as const]
      : []),
  ];
};

/**
 * A site may add and sign; it may not quieten a safety answer, open what a caregiver or young person said of themselves, turn a scale
 * round, or lift an owner's licence. Held against every row this one stands in for, so that no directory between takes it away either.
 */
const weakened = (instrument: Instrument, replaced: Instrument): KeyFault[] => [
  ...replaced.safetyItems
    .filter(({ id }) => !instrument.safetyItems.some((one) => one.id === id))
    .map(({ id }): KeyFault => ['safetyItems', `leaves out ${id}, which Hearth always watches; put it back`]),
  ...(replaced.confidential && !instrument.confidential
    ? [['confidential', 'must stay true: these are somebody’s own answers about themselves'] as const]
    : []),
  ...(replaced.about === 'caregiver' && instrument.about === 'child'
    ? [['about', 'must stay "caregiver": these answers do not belong to the child'] as const]
    : []),
  ...(replaced.familyRisk === true && instrument.familyRisk !== true
    ? [['familyRisk', 'must stay true: these answers may put somebody at home in danger'] as const]
    : []),
  ...(replaced.edition != null && replaced.edition !== instrument.edition
    ? [
        [
          'edition',
          `must stay "${replaced.edition}"; another edition is an instrument of its own, under another id`,
        ] as const,
      ]
    : []),
  ...(!replaced.mayShipCutOffs && instrument.mayShipCutOffs
    ? [['mayShipCutOffs', 'must stay false: the owner’s licence keeps the cut-offs in its guide'] as const]
    : []),
  ...(replaced.cutOffsDifferBy != null && replaced.cutOffsDifferBy !== instrument.cutOffsDifferBy
    ? [
        [
          'cutOffsDifferBy',
          `must stay "${replaced.cutOffsDifferBy}": one number for all would band wrongly`,
        ] as const,
      ]
    : []),
  ...instrument.scores.flatMap(({ id, concern }, index): KeyFault[] => {
    const earlier = replaced.scores.find((one) => one.id === id);
    return earlier && earlier.concern !== concern
      ? [
          [
            `scores.${index}.concern`,
            `must stay "${earlier.concern}": which end is more concern is the instrument’s`,
          ],
        ]
      : [];
  }),
];

/** @param replaced the rows of earlier directories this one stands in for */
export const instrumentFaults = (
  instrument: Instrument,
  isSite: boolean,
  replaced: readonly Instrument[],
): readonly KeyFault[] => {
  const taken = new Map(
    replaced.flatMap((one) => weakened(instrument, one)).map((fault) => [fault.join(), fault]),
  );
  return [
    ...scoreFaults(instrument),
    ...formFaults(instrument),
    ...itemFaults(instrument),
    ...cutOffFaults(instrument, isSite),
    ...taken.values(),
  ];
};
