// A form being put together from its fragments, as far as the source itself ties them to one another.
import type { CalendarDate } from '../domain/age.ts';
import type { NamedPerson, ReportedForm, ResultOrigin, SourceVerdict } from '../domain/chart.ts';
import type { Fragment } from './reading.ts';

interface HeldVerdict {
  readonly verdict: SourceVerdict;
  readonly onTotal: boolean;
  readonly origin: ResultOrigin;
}

/** A form being put together; without parts it is a panel nobody filled. */
export interface Draft {
  readonly id: string;
  readonly instrumentId: string;
  readonly on: CalendarDate;
  readonly moment: string;
  /** `score total` or `item item-9`, with its value. */
  readonly parts: ReadonlyMap<string, number | null>;
  readonly said: Readonly<Partial<Record<Identity, string>>>;
  /** What is known of the person in `said`. */
  readonly who: NamedPerson;
  readonly dateNote?: string;
  readonly verdicts: readonly HeldVerdict[];
  readonly notes: readonly string[];
  readonly origins: readonly ResultOrigin[];
  readonly resources: readonly string[];
}

/** Two forms that differ in one of these are two forms. */
export const identities = ['person', 'edition', 'formId', 'language'] as const;
export type Identity = (typeof identities)[number];

const partKey = ({ part }: Fragment): string | undefined => (part ? `${part.kind} ${part.id}` : undefined);

export const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

export const inOrder = (fragments: readonly Fragment[]): readonly Fragment[] =>
  fragments.toSorted(
    (one, other) =>
      byText(one.resource, other.resource) ||
      byText(partKey(one) ?? '', partKey(other) ?? '') ||
      (one.value ?? -1) - (other.value ?? -1),
  );

export const grouped = <Value>(
  values: readonly Value[],
  keyOf: (value: Value) => string,
): readonly Value[][] => {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return [...groups.values()];
};

export const distinctOrigins = (origins: readonly ResultOrigin[]): readonly ResultOrigin[] => [
  ...new Map(origins.map((one) => [one.resource, one])).values(),
];

const draftOf = (fragments: readonly Fragment[], id: string, note?: string): Draft | undefined => {
  const [first] = fragments;
  if (!first) return undefined;
  const said: Partial<Record<Identity, string>> = {};
  for (const identity of identities) {
    const value = fragments.find((one) => one[identity] !== undefined)?.[identity];
    if (value !== undefined) said[identity] = value;
  }
  const { personIs, isAboutPerson, respondent } = fragments.find(({ person }) => person !== undefined) ?? {};
  const dateNote = fragments.find((one) => one.dateNote !== undefined)?.dateNote;
  return {
    id,
    instrumentId: first.instrumentId,
    on: first.on,
    moment: first.moment,
    parts: new Map(
      fragments.flatMap((one) => {
        const key = partKey(one);
        return key === undefined ? [] : [[key, one.value] as const];
      }),
    ),
    said,
    who: {
      ...(personIs === undefined ? {} : { personIs }),
      ...(isAboutPerson === undefined ? {} : { isAboutPerson }),
      ...(respondent === undefined ? {} : { respondent }),
    },
    ...(dateNote === undefined ? {} : { dateNote }),
    verdicts: fragments.flatMap(({ verdict, part, origin }) =>
      verdict ? [{ verdict, onTotal: part !== undefined, origin }] : [],
    ),
    notes: [...new Set([...fragments.flatMap(({ notes }) => notes), ...(note === undefined ? [] : [note])])],
    origins: distinctOrigins(fragments.map(({ origin }) => origin)),
    resources: [...new Set(fragments.map(({ resource }) => resource))],
  };
};

/** Apart by what they say differently; what says nothing goes along only while there is one alternative. */
export const splitBy = (
  fragments: readonly Fragment[],
  identity: Identity,
): readonly (readonly Fragment[])[] => {
  const known = new Set(fragments.flatMap((one) => one[identity] ?? []));
  return known.size <= 1 ? [fragments] : grouped(fragments, (one) => one[identity] ?? '');
};

/**
 * One administration as the source ties it together. Where it gives one part two values, each stands on a form of its own with all that is
 * not in dispute, so that neither hides the other and none looks emptier than it was.
 */
export const formsOfOne = (fragments: readonly Fragment[]): readonly Draft[] => {
  const frames = fragments.filter(({ part }) => part === undefined);
  const byPart = grouped(
    fragments.filter(({ part }) => part !== undefined),
    (one) => partKey(one) ?? '',
  ).map((same) => grouped(same, ({ value }) => String(value)));
  const count = Math.max(1, ...byPart.map((values) => values.length));
  return Array.from({ length: count }, (_, index) => {
    const chosen = byPart.map((values) => values[Math.min(index, values.length - 1)] ?? []);
    const disputed = byPart.flatMap((values, at) => (values.length > 1 ? (chosen[at] ?? []) : []));
    const parts = chosen.flat();
    return draftOf(
      inOrder([...frames, ...parts]),
      (disputed[0] ?? parts[0] ?? frames[0])?.resource ?? '',
      count > 1 ? 'the chart says two things about this form; each is shown' : undefined,
    );
  }).flatMap((draft) => draft ?? []);
};

const verdictRank: Readonly<Record<SourceVerdict['kind'], number>> = { above: 0, other: 1, below: 2 };

/** The total's before the panel's; of several the more worrying one. */
const leadingVerdict = (verdicts: readonly HeldVerdict[]): HeldVerdict | undefined =>
  verdicts.toSorted(
    (one, other) =>
      Number(other.onTotal) - Number(one.onTotal) ||
      verdictRank[one.verdict.kind] - verdictRank[other.verdict.kind] ||
      byText(one.origin.resource, other.origin.resource),
  )[0];

/** The form as the chart reports it. Takes a draft with at least one part. */
export const reported = (draft: Draft): ReportedForm => {
  const verdict = leadingVerdict(draft.verdicts);
  const scores: Record<string, number> = {};
  const items: Record<string, number | null> = {};
  for (const [key, value] of [...draft.parts].sort((one, other) => byText(one[0], other[0]))) {
    const [kind = '', id = ''] = [key.slice(0, key.indexOf(' ')), key.slice(key.indexOf(' ') + 1)];
    if (kind === 'item') items[id] = value;
    else if (value !== null) scores[id] = value;
  }
  return {
    id: draft.id,
    instrumentId: draft.instrumentId,
    administeredOn: draft.on,
    ...(draft.dateNote === undefined ? {} : { dateNote: draft.dateNote }),
    scores,
    items,
    ...(verdict ? { sourceVerdict: verdict.verdict } : {}),
    ...draft.said,
    ...draft.who,
    notes: draft.notes.toSorted(byText),
    // The one whose verdict is shown comes first: it is the system named beside it.
    origins: draft.origins.toSorted(
      (one, other) =>
        Number(other.resource === verdict?.origin.resource) -
          Number(one.resource === verdict?.origin.resource) || byText(one.resource, other.resource),
    ),
  };
};
