// Cut-offs and zones: numbers of scores that do not exist, bands that overlap or leave holes, numbers nobody may ship.
import type { Instrument, Threshold, Zone } from '../domain/screening/instrument.ts';
import type { KeyFault } from './fault.ts';

const overlaps = (one: Threshold['ageMonths'], other: Threshold['ageMonths']): boolean =>
  one === null || other === null || (one.from <= other.to && other.from <= one.to);

/** A cut-off and its monitoring zone on the score's own scale: inside its range, the zone on the side of less concern. */
const numberFaults = (
  { scores }: Instrument,
  { score, at, monitorAt }: Threshold,
  index: number,
): readonly KeyFault[] => {
  const scale = scores.find((one) => one.id === score);
  if (!scale) return [];
  const { min, max, concern } = scale;
  const outside = (value: number | null, key: string): KeyFault[] =>
    value !== null && (value < min || (max !== null && value > max))
      ? [[`thresholds.${index}.${key}`, `is outside ${min} to ${max ?? 'its maximum'}; correct it`]]
      : [];
  const faults = [...outside(at, 'at'), ...outside(monitorAt, 'monitorAt')];
  const key = `thresholds.${index}.monitorAt`;
  if (monitorAt !== null && at === null)
    faults.push([key, 'a monitoring zone ends at the cut-off; type in the cut-off too']);
  else if (monitorAt !== null && at !== null && (concern === 'higher' ? monitorAt >= at : monitorAt <= at))
    faults.push([
      key,
      `must be ${concern === 'higher' ? 'below' : 'above'} the cut-off ${at}, on the side of less concern; correct one of them`,
    ]);
  return faults;
};

/** A number where the guide has one for each form or age (CLINICAL 1b): it would band most children wrongly. */
const oneForAll = (
  { id, forms, cutOffsDifferBy }: Instrument,
  { form, ageMonths }: Threshold,
): string | undefined => {
  if (cutOffsDifferBy === 'form' && form === null)
    return forms.length === 0
      ? `one number cannot serve every age form; add the forms of ${id} with their ages, and one row for each`
      : `one number cannot serve every age form; write one row for each form (${forms.map((one) => one.id).join(', ')})`;
  return cutOffsDifferBy === 'age' && ageMonths === null
    ? 'one number cannot serve every age; write one row for each, with its ageMonths'
    : undefined;
};

/** Cut-offs that belong to an owner's guide (CLINICAL 1d): only a site that holds it types them in, and its clinician signs for them. */
const licenceFaults = (
  instrument: Instrument,
  threshold: Threshold,
  index: number,
  isSite: boolean,
): readonly KeyFault[] => {
  if (threshold.at === null && threshold.monitorAt === null) return [];
  const key = `thresholds.${index}.at`;
  const tooFew = oneForAll(instrument, threshold);
  if (tooFew !== undefined) return [[key, tooFew]];
  if (instrument.mayShipCutOffs) return [];
  if (!isSite || threshold.evidence !== 'verified')
    return [
      [
        key,
        'belongs to a licensed guide; leave it null, or copy it from the guide at a licensed site, with evidence "verified"',
      ],
    ];
  return instrument.reviewedBy === null
    ? [
        [
          key,
          'belongs to a licensed guide; the clinician who holds the guide signs it with `hearth content sign`',
          'needs-signature',
        ],
      ]
    : [];
};

const overlapFaults = ({ thresholds }: Instrument): readonly KeyFault[] =>
  thresholds.flatMap((one, index): KeyFault[] => {
    const earlier = thresholds.findIndex(
      (other, at) =>
        at < index &&
        other.score === one.score &&
        (other.form === one.form || other.form === null || one.form === null) &&
        overlaps(other.ageMonths, one.ageMonths),
    );
    return earlier === -1
      ? []
      : [
          [
            `thresholds.${index}`,
            `speaks of the same children as thresholds.${earlier}; keep one, or tell them apart by form or ages`,
          ],
        ];
  });

const zoneFaults = ({ scores, zones }: Instrument): readonly KeyFault[] =>
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

const pointerFaults = ({ scores, forms, thresholds, zones }: Instrument): readonly KeyFault[] => {
  const known = (ids: readonly string[], what: string, key: string, id: string): KeyFault[] =>
    ids.includes(id) ? [] : [[key, `"${id}" is none of its ${what} (${ids.join(', ')}); correct it`]];
  const scoreIds = scores.map(({ id }) => id);
  const formIds = forms.map(({ id }) => id);
  return [
    ...thresholds.flatMap(({ score, form }, index) => [
      ...known(scoreIds, 'scores', `thresholds.${index}.score`, score),
      ...(form === null ? [] : known(formIds, 'forms', `thresholds.${index}.form`, form)),
    ]),
    ...zones.flatMap(({ score }, index) => known(scoreIds, 'scores', `zones.${index}.score`, score)),
  ];
};

/** @param isSite whether the row stands in a site's directory */
export const cutOffFaults = (instrument: Instrument, isSite: boolean): readonly KeyFault[] => {
  const { thresholds, zones, reviewedBy } = instrument;
  const numbered = [...thresholds.filter(({ at }) => at !== null), ...zones];
  return [
    ...(thresholds.length === 0 && zones.length === 0
      ? [['thresholds', 'has no cut-off and no zone; add one, with at null where none is signed'] as const]
      : []),
    ...pointerFaults(instrument),
    ...thresholds.flatMap((one, index) => [
      ...numberFaults(instrument, one, index),
      ...licenceFaults(instrument, one, index, isSite),
    ]),
    ...overlapFaults(instrument),
    ...zoneFaults(instrument),
    ...(isSite && reviewedBy === null && numbered.some(({ evidence }) => evidence === 'verified')
      ? [
          [
            'reviewedBy',
            'a site’s cut-offs need the clinician who signs them; let them run `hearth content sign`',
            'needs-signature',
          ] as const,
        ]
      : []),
  ];
};
