// What no row can say alone: ids that point nowhere, ages nobody has words for, a reason that tells too much.
import { type CodeMapping } from '../domain/screening/code-map.ts';
import {
  type CrisisLine,
  type Prompt,
  type ReferralKind,
  type Tier,
  tiers,
} from '../domain/screening/content.ts';
import { type Instrument, type Sourced } from '../domain/screening/instrument.ts';
import { type PeriodicityRule } from '../domain/screening/schedule.ts';
import { instrumentFaults, isItem, type KeyFault } from './check-instrument.ts';
import { faultAt, type Located, type ReadRows } from './read-rows.ts';

export interface ReadContent {
  readonly instruments: ReadRows<Instrument>;
  readonly periodicity: ReadRows<PeriodicityRule>;
  readonly prompts: ReadRows<Prompt>;
  readonly codes: ReadRows<CodeMapping>;
  readonly crisis: ReadRows<CrisisLine>;
  readonly referralKinds: ReadRows<ReferralKind>;
}

/** Every tier has words for each of these, chronological months, upper bound exclusive. */
export const promptAgeBands = [
  { name: '0-11 months', from: 0, to: 12 },
  { name: '12-35 months', from: 12, to: 36 },
  { name: '3-5 years', from: 36, to: 72 },
  { name: '6-11 years', from: 72, to: 144 },
  { name: '12-20 years', from: 144, to: 252 },
] as const;

const each = <Row>(
  { rows }: ReadRows<Row>,
  check: (row: Row, located: Located<Row>) => readonly KeyFault[],
): string[] =>
  [...rows.values()].flatMap((located) =>
    check(located.row, located).map(([key, message]) => faultAt(located.file, located.key, key, message)),
  );

const signature = ({ reviewedBy, reviewedOn }: Sourced): readonly KeyFault[] =>
  (reviewedBy === null) === (reviewedOn === null)
    ? []
    : [['reviewedBy', 'a review has a name and a date; give both or neither']];

const pointing = (
  instruments: ReadRows<Instrument>,
  key: string,
  id: string,
): { readonly found?: Instrument; readonly faults: readonly KeyFault[] } => {
  const found = instruments.rows.get(id)?.row;
  if (found) return { found, faults: [] };
  if (instruments.faulty.has(id)) return { faults: [] };
  return { faults: [[key, `"${id}" is no instrument here; correct it or add its row`]] };
};

const ruleFaults = (rule: PeriodicityRule, instruments: ReadRows<Instrument>): readonly KeyFault[] => {
  const tools = rule.acceptable.map((id, index) => pointing(instruments, `acceptable.${index}`, id));
  const faults = tools.flatMap((tool) => [...tool.faults]);
  if ((rule.everyMonths === null) === (rule.windows.length === 0))
    faults.push(['windows', 'a rule has either windows or everyMonths; give one of them']);
  for (const [index, window] of rule.windows.entries()) {
    const before = rule.windows[index - 1];
    if (before && window.fromMonths <= before.toMonths)
      faults.push([`windows.${index}.fromMonths`, 'windows follow one another without overlap; correct it']);
    const fits = tools.some(
      ({ found }) =>
        found === undefined ||
        found.ageMonths === null ||
        (found.ageMonths.from <= window.toMonths && found.ageMonths.to >= window.fromMonths),
    );
    if (!fits)
      faults.push([
        `windows.${index}`,
        'none of its acceptable instruments is made for these ages; add one that is',
      ]);
  }
  return faults;
};

/** Without any current result the page shows only what fits every outcome: both must have words at every age (see `choosePrompts`). */
const coverageFaults = (prompts: ReadRows<Prompt>): readonly string[] => {
  if (prompts.faulty.size > 0) return [];
  const all = [...prompts.rows.values()].map(({ row }) => row);
  const covered = (wanted: readonly Tier[], month: number): boolean =>
    all.some(
      ({ tiers: own, ageMonths }) =>
        wanted.every((tier) => own.includes(tier)) && month >= ageMonths.from && month < ageMonths.to,
    );
  const holes = (wanted: readonly Tier[], called: string): string[] =>
    promptAgeBands.flatMap(({ name, from, to }) => {
      const hole = Array.from({ length: to - from }, (_, index) => from + index).find(
        (month) => !covered(wanted, month),
      );
      return hole === undefined
        ? []
        : [`prompts: no words for ${called} at ${name} (month ${hole}); add a prompt or widen one`];
    });
  return [
    ...tiers.flatMap((tier) => holes([tier], `tier ${tier}`)),
    ...holes(['negative', 'positive'], 'a visit without any result (tiers negative and positive)'),
  ];
};

const codeFaults = (
  { instrumentId, part }: CodeMapping,
  instruments: ReadRows<Instrument>,
): readonly KeyFault[] => {
  const { found, faults } = pointing(instruments, 'instrumentId', instrumentId);
  if (!found) return faults;
  if (part.kind === 'score' && !found.scores.some(({ id }) => id === part.id))
    return [
      [
        'part.id',
        `"${part.id}" is none of its scores (${found.scores.map(({ id }) => id).join(', ')}); correct it`,
      ],
    ];
  if (part.kind === 'item' && !isItem(part.id, found.itemCount))
    return [
      ['part.id', `"${part.id}" is none of its questions; write item-1 to item-${found.itemCount ?? 'n'}`],
    ];
  return [];
};

const lineFaults = ({ crisis, isNot }: CrisisLine): readonly KeyFault[] =>
  !crisis && isNot === null
    ? [['isNot', 'this is no crisis line; say so, so that nobody waits on it in a crisis']]
    : [];

const crisisFaults = ({ rows, faulty }: ReadRows<CrisisLine>): readonly string[] =>
  faulty.size > 0 || [...rows.values()].some(({ row }) => row.crisis && row.states === null)
    ? []
    : ['crisis: no crisis line serves every state; add one with states null and crisis true'];

/** The default reason goes out with every referral: plain words, no instrument, no score (CLINICAL 7). */
const kindFaults = (kind: ReferralKind, instruments: ReadRows<Instrument>): readonly KeyFault[] => {
  const faults: KeyFault[] = [];
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
  return faults;
};

/** Every fault between rows, in the words of `faultAt`. */
export const crossFaults = (content: ReadContent): readonly string[] => {
  const { instruments, periodicity, prompts, codes, crisis, referralKinds } = content;
  return [
    ...each(instruments, (row, { isSite, replaced }) => [
      ...signature(row),
      ...instrumentFaults(row, isSite, replaced),
    ]),
    ...each(periodicity, (row) => [...signature(row), ...ruleFaults(row, instruments)]),
    ...each(prompts, (row) => signature(row)),
    ...coverageFaults(prompts),
    ...each(codes, (row) => codeFaults(row, instruments)),
    ...each(crisis, (row) => [...signature(row), ...lineFaults(row)]),
    ...crisisFaults(crisis),
    ...each(referralKinds, (row) => [...signature(row), ...kindFaults(row, instruments)]),
  ];
};
