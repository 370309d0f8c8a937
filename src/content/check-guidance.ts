// Tiers, prompts, lines, kinds of help and reasons: ages nobody has words for, a line given in the wrong hour, a reason that tells too much.
import {
  type ConsultLine,
  type CrisisLine,
  type Prompt,
  type ReasonCode,
  type ReferralKind,
  type Tier,
  type TierContent,
  tiers,
} from '../domain/screening/content.ts';
import type { Instrument } from '../domain/screening/instrument.ts';
import { type Fault, type KeyFault, plainFault } from './fault.ts';
import type { ReadRows } from './read-rows.ts';

/** Every tier has words for each of these, chronological months, upper bound exclusive. */
const promptAgeBands = [
  { name: '0-11 months', from: 0, to: 12 },
  { name: '12-35 months', from: 12, to: 36 },
  { name: '3-5 years', from: 36, to: 72 },
  { name: '6-11 years', from: 72, to: 144 },
  { name: '12-20 years', from: 144, to: 252 },
] as const;

/** Without any current result the page shows only what fits every outcome: both must have words at every age (see `choosePrompts`). */
export const coverageFaults = (prompts: ReadRows<Prompt>): readonly Fault[] => {
  if (prompts.faulty.size > 0) return [];
  const all = [...prompts.rows.values()].map(({ row }) => row);
  const covered = (wanted: readonly Tier[], month: number): boolean =>
    all.some(
      ({ tiers: own, ageMonths }) =>
        wanted.every((tier) => own.includes(tier)) && month >= ageMonths.from && month < ageMonths.to,
    );
  const holes = (wanted: readonly Tier[], called: string): Fault[] =>
    promptAgeBands.flatMap(({ name, from, to }) => {
      const hole = Array.from({ length: to - from }, (_, index) => from + index).find(
        (month) => !covered(wanted, month),
      );
      return hole === undefined
        ? []
        : [
            plainFault(
              `prompts: no words for ${called} at ${name} (month ${hole}); add a prompt or widen one`,
            ),
          ];
    });
  return [
    ...tiers.flatMap((tier) => holes([tier], `tier ${tier}`)),
    ...holes(['negative', 'positive'], 'a visit without any result (tiers negative and positive)'),
  ];
};

/** Each tier is explained once. */
export const missingTierFaults = ({ rows, faulty }: ReadRows<TierContent>): readonly Fault[] =>
  tiers
    .filter((tier) => !rows.has(tier) && !faulty.has(tier))
    .map((tier) => plainFault(`tiers: tier ${tier} has no row; add it`));

export const tierFaults = (
  { id, first }: TierContent,
  replaced: readonly TierContent[],
): readonly KeyFault[] =>
  id === 'safety' && first === null && replaced.some((one) => one.first !== null)
    ? [['first', 'what comes first where somebody may not be safe may be reworded, not left out']]
    : [];

/** What is given in a crisis stays what it is: a hotline for other hours never becomes one, nor a crisis line less (CLINICAL trap 10). */
export const crisisLineFaults = (
  { crisis, isNot }: CrisisLine,
  replaced: readonly CrisisLine[],
): readonly KeyFault[] => [
  ...(!crisis && isNot === null
    ? [['isNot', 'this is no crisis line; say so, so that nobody waits on it in a crisis'] as const]
    : []),
  ...(replaced.some((one) => one.crisis !== crisis)
    ? [['crisis', `must stay ${!crisis}; add a line of your own under another id`] as const]
    : []),
];

export const crisisFaults = ({ rows, faulty }: ReadRows<CrisisLine>): readonly Fault[] =>
  faulty.size > 0 || [...rows.values()].some(({ row }) => row.crisis && row.states === null)
    ? []
    : [plainFault('crisis: no crisis line serves every state; add one with states null and crisis true')];

export const consultLineFaults = ({ contact, hours }: ConsultLine): readonly KeyFault[] =>
  contact === null && hours !== null
    ? [['contact', 'hours without a number to call; type in the contact or leave both null']]
    : [];

/** The default reason goes out with every referral: plain words, no instrument, no score (CLINICAL 7). */
export const kindFaults = (
  kind: ReferralKind,
  replaced: readonly ReferralKind[],
  instruments: ReadRows<Instrument>,
): readonly KeyFault[] => {
  const faults: KeyFault[] = kind.firstIn
    .filter((tier) => !kind.tiers.includes(tier))
    .map((tier) => ['firstIn', `${tier} is none of its tiers; add it there or leave it out here`]);
  if (kind.topics.length > 0)
    for (const topic of kind.firstFor.filter((one) => !kind.topics.includes(one)))
      faults.push(['firstFor', `${topic} is none of its topics; add it there or leave it out here`]);
  const reason = kind.reason.toLowerCase();
  const named = [...instruments.rows.values()].find(
    ({ row }) => reason.includes(row.id) || reason.includes(row.name.toLowerCase()),
  );
  if (named) faults.push(['reason', 'names an instrument; say in plain words what help is asked for']);
  if (/\d/.test(reason)) faults.push(['reason', 'holds a number; leave scores and ages out']);
  if (kind.need === 'ecmh-consultation' && kind.track === 'family')
    faults.push(['track', 'consultation helps a program or practice, not a family; correct it']);
  if (kind.forCaregiver && kind.track !== 'family')
    faults.push(['forCaregiver', 'a caregiver’s own care is on the family track; correct one of them']);
  if (!kind.forCaregiver && replaced.some(({ forCaregiver }) => forCaregiver))
    faults.push(['forCaregiver', 'must stay true: a caregiver’s own care is not on the child’s record']);
  return faults;
};

/** Codes of the caregiver's own chart, whatever a row says (CLINICAL 7). */
const ofTheCaregiver = /^(?:Z13\.32|F53|O\d)/;
/** The chapter of mental disorders: a screen never suggests a diagnosis (CLINICAL trap 16). */
const ofADiagnosis = /^F/;

export const reasonFaults = (
  { code, use }: ReasonCode,
  replaced: readonly ReasonCode[],
): readonly KeyFault[] => {
  if (ofTheCaregiver.test(code) && use !== 'caregiver-chart-only')
    return [['use', `${code} belongs to the caregiver’s own chart; use "caregiver-chart-only"`]];
  if (ofADiagnosis.test(code) && (use === 'neutral' || use === 'screening-encounter'))
    return [['use', `${code} is a diagnosis, which no screen makes; use "diagnosed-only"`]];
  return use === 'neutral' &&
    replaced.some((one) => one.use === 'caregiver-chart-only' || one.use === 'diagnosed-only')
    ? [['use', 'a code kept from a child’s referral is not made neutral']]
    : [];
};

/** One code, one use: the same code under a second id would let the stricter row be passed by. */
export const reasonCodeFaults = ({ rows }: ReadRows<ReasonCode>): readonly Fault[] => {
  const taken = new Map<string, string>();
  return [...rows.values()].flatMap(({ row, file }): Fault[] => {
    const other = taken.get(row.code);
    taken.set(row.code, row.id);
    return other === undefined
      ? []
      : [plainFault(`${file}: row ${row.id}, code: ${row.code} already has the row ${other}; keep one`)];
  });
};
