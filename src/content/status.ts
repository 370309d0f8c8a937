// How far a site's content has come: what rests on which evidence, who signed it, what still has to be typed in, signed or translated.
import { isKnown } from '../domain/screening/answers.ts';
import type { Instrument, Sourced, Threshold, Zone } from '../domain/screening/instrument.ts';
import type { ReadContent } from './cross-check.ts';
import { type ContentReading, signableOf } from './read-content.ts';
import type { Located } from './read-rows.ts';
import { signedRowKey } from './row-key.ts';
import { type SignableKind, signableKinds } from './schemas/code-maps.ts';

/** `changed`: signed once, and not as the row stands now. `typed-in`: the review stands in the row itself, without a fingerprint. */
export interface ReviewStatus {
  readonly state: 'signed' | 'typed-in' | 'changed' | 'unsigned';
  readonly by: string | null;
  readonly on: string | null;
}

export interface RowStatus {
  readonly row: string;
  readonly name: string;
  readonly evidence: Sourced['evidence'];
  /** `hearth`, or the site directory the row comes from. */
  readonly from: string;
  readonly review: ReviewStatus;
  /** What the row still waits for, or what a reader should know of it; plain sentences. */
  readonly notes: readonly string[];
}

/** `bands`: a number may band; `waits`: it has numbers and none may band yet; `licensed`: its numbers are in the owner's guide. */
export interface BandingStatus {
  readonly instrument: string;
  readonly state: 'bands' | 'waits' | 'licensed' | 'no-number';
  readonly safetyItems: readonly string[];
}

export interface LanguageStatus {
  readonly language: string;
  readonly prompts: number;
  readonly reviewed: number;
  /** Prompts without words in it. */
  readonly missing: readonly string[];
}

export interface MapStatus {
  readonly kind: 'codes' | 'set-aside' | 'questionnaires' | 'answers';
  readonly rows: readonly {
    readonly row: string;
    readonly what: string;
    readonly evidence: string;
    readonly from: string;
  }[];
}

export interface ContentStatus {
  readonly faults: readonly string[];
  readonly rows: Readonly<Record<SignableKind, readonly RowStatus[]>>;
  readonly banding: readonly BandingStatus[];
  readonly languages: readonly LanguageStatus[];
  readonly maps: readonly MapStatus[];
  readonly switchedOff: readonly string[];
  readonly signatures: readonly {
    readonly kind: SignableKind;
    readonly row: string;
    readonly language: string | null;
    readonly by: string;
    readonly on: string;
    readonly state: 'holds' | 'changed';
  }[];
}

/** The cut-off a threshold speaks of: `total, form 24`. */
export const thresholdName = ({ scores }: Instrument, { score, form, ageMonths }: Threshold): string =>
  [
    scores.find(({ id }) => id === score)?.name ?? score,
    ...(form === null ? [] : [`form ${form}`]),
    ...(ageMonths === null ? [] : [`${ageMonths.from}-${ageMonths.to} months`]),
  ].join(', ');

const numbersOf = ({ thresholds, zones }: Instrument): readonly (Threshold | Zone)[] => [
  ...thresholds.filter(({ at }) => at !== null),
  ...zones,
];

const toTypeIn = (instrument: Instrument): readonly string[] =>
  instrument.mayShipCutOffs
    ? []
    : instrument.thresholds.filter(({ at }) => at === null).map((one) => thresholdName(instrument, one));

const bandingOf = (instrument: Instrument): BandingStatus => {
  const numbers = numbersOf(instrument);
  const bands = numbers.some((one) => isKnown(one, instrument));
  const withoutNumber = instrument.mayShipCutOffs ? 'no-number' : 'licensed';
  return {
    instrument: instrument.id,
    state: bands ? 'bands' : numbers.length > 0 ? 'waits' : withoutNumber,
    safetyItems: instrument.safetyItems.map(({ id }) => id),
  };
};

const instrumentNotes = (instrument: Instrument): readonly string[] => {
  const typeIn = toTypeIn(instrument);
  const waiting = instrument.thresholds.filter((one) => one.at !== null && !isKnown(one, instrument));
  const unknown = instrument.thresholds.filter(({ at }) => at === null && instrument.mayShipCutOffs);
  const zones = instrument.zones.filter((one) => !isKnown(one, instrument));
  const listed = (rows: readonly Threshold[]): string =>
    rows.map((one) => `${thresholdName(instrument, one)}${one.at === null ? '' : ` ${one.at}`}`).join('; ');
  return [
    ...(typeIn.length > 0 ? [`cut-offs to type in from the licensed guide: ${typeIn.join('; ')}`] : []),
    ...(waiting.length > 0 ? [`bands only once signed: ${listed(waiting)}`] : []),
    ...(zones.length > 0 ? ['its zones band only once signed'] : []),
    ...(unknown.length > 0 ? [`no cut-off known: ${listed(unknown)}`] : []),
  ];
};

const nameOf = (row: Sourced): string => {
  const { name, title, label } = row as { name?: unknown; title?: unknown; label?: unknown };
  return [name, title, label].find((one): one is string => typeof one === 'string') ?? row.id;
};

const labelOf = ({ file }: Pick<Located<unknown>, 'file'>): string => file.split('/')[0] ?? file;

const mapsOf = (content: ReadContent): readonly MapStatus[] => {
  const rows = <Row extends { readonly evidence: string }>(
    kind: MapStatus['kind'],
    { rows: all }: { readonly rows: ReadonlyMap<string, Located<Row>> },
    what: (row: Row) => string,
  ): MapStatus => ({
    kind,
    rows: [...all.values()].map((where) => ({
      row: where.key,
      what: what(where.row),
      evidence: where.row.evidence,
      from: labelOf(where),
    })),
  });
  return [
    rows('codes', content.codes, ({ instrumentId, part }) =>
      [instrumentId, part.kind === 'panel' ? 'panel' : `${part.kind} ${part.id}`].join(' '),
    ),
    rows('set-aside', content.setAside, ({ label, why }) => `${label}: ${why}`),
    rows(
      'questionnaires',
      content.questionnaires,
      ({ instrumentId, items }) => `${instrumentId}, ${Object.keys(items).length} questions`,
    ),
    rows('answers', content.answers, ({ value, instruments }) => `${value} in ${instruments.join(', ')}`),
  ];
};

const languagesOf = ({ prompts }: ReadContent): readonly LanguageStatus[] => {
  const all = [...prompts.rows.values()].map(({ row }) => row);
  const tags = [...new Set(all.flatMap(({ words }) => Object.keys(words)))].toSorted();
  return tags.map((language) => {
    const own = all.filter(({ words }) => language in words);
    const isReviewed = ({ words, reviewedBy }: (typeof all)[number]): boolean =>
      language === 'en' ? reviewedBy !== null : words[language]?.reviewedOn !== null;
    return {
      language,
      prompts: own.length,
      reviewed: own.filter(isReviewed).length,
      missing: all.filter(({ words }) => !(language in words)).map(({ id }) => id),
    };
  });
};

/** Pure: everything `hearth content status` says, before it is put in words. */
export const contentStatus = ({ content, signatures, faults }: ContentReading): ContentStatus => {
  const signedAs = new Map(signatures.map((one) => [signedRowKey(one.kind, one.row, one.language), one]));
  const reviewOf = (kind: SignableKind, { id, reviewedBy, reviewedOn }: Sourced): ReviewStatus => {
    const signature = signedAs.get(signedRowKey(kind, id, undefined));
    if (signature)
      return {
        state: signature.state === 'holds' ? 'signed' : 'changed',
        by: signature.by,
        on: signature.on,
      };
    return { state: reviewedBy === null ? 'unsigned' : 'typed-in', by: reviewedBy, on: reviewedOn };
  };
  const signable = signableOf(content);
  const instruments = [...content.instruments.rows.values()].map(({ row }) => row);
  const notesOf = (kind: SignableKind, row: Sourced): readonly string[] => {
    if (kind === 'instruments') return instrumentNotes(row as Instrument);
    if (kind === 'periodicity' && !(row as { inUse?: boolean }).inUse) return ['switched off at this site'];
    if (kind === 'consult-lines' && (row as { contact?: unknown }).contact === null)
      return ['number to type in'];
    return [];
  };
  return {
    faults: faults.map(({ text }) => text),
    rows: Object.fromEntries(
      signableKinds.map((kind) => [
        kind,
        [...signable[kind].rows.values()].map((where): RowStatus => ({
          row: where.key,
          name: nameOf(where.row),
          evidence: where.row.evidence,
          from: labelOf(where),
          review: reviewOf(kind, where.row),
          notes: notesOf(kind, where.row),
        })),
      ]),
    ) as unknown as ContentStatus['rows'],
    banding: instruments.map(bandingOf),
    languages: languagesOf(content),
    maps: mapsOf(content),
    switchedOff: [...content.periodicity.rows.values()].filter(({ row }) => !row.inUse).map(({ key }) => key),
    signatures: signatures.map(({ kind, row, language, by, on, state }) => ({
      kind,
      row,
      language: language ?? null,
      by,
      on,
      state,
    })),
  };
};
