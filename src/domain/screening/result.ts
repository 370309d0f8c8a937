// One reported form against its instrument: what may be said of it, and nothing more.
import { type Age, ageOn, type PartialDate } from '../age.ts';
import type { GestationalAge, ReportedForm } from '../chart.ts';
import { correctedAgeOn } from './corrected-age.ts';
import type { Concern, Instrument, Threshold, Zone } from './instrument.ts';
import { resultKey, type SafetyReading, safetyOf } from './safety.ts';

export const bands = [
  'above',
  'follow-up',
  'monitor',
  'below',
  'no-cut-off',
  'not-enough',
  'unusable',
] as const;
/** `not-enough`: valid as far as it goes, but "below" may not be said of it. */
export type Band = (typeof bands)[number];

export interface ScoreLine {
  readonly id: string;
  readonly name: string;
  readonly value: number;
  readonly max: number | null;
  readonly concern: Concern;
  /** The signed cut-off, if any. */
  readonly cutOff: number | null;
  readonly reached: boolean;
}

export interface ScreeningResult {
  /** Stable for one administration, so that an acknowledged answer stays acknowledged and a new one does not. */
  readonly key: string;
  readonly instrument: Instrument;
  readonly form: ReportedForm;
  readonly band: Band;
  /** Only when the instrument's own rules for a negative are known and met (DESIGN, settled questions). */
  readonly negative: boolean;
  readonly bandWords: string;
  readonly because: readonly string[];
  readonly scores: readonly ScoreLine[];
  readonly safety: SafetyReading;
  /** Whom the answers are about: a PHQ-9 in a child's chart may be the mother's. */
  readonly aboutWhom: 'child' | 'caregiver';
  readonly ageThen?: Age;
  readonly correctedThen?: Age;
}

/** Only a verified (or site-signed) number may put a result in a band. */
const mayBand = (row: Threshold | Zone): boolean => row.evidence === 'verified';

const reached = (value: number, at: number, concern: Concern): boolean =>
  concern === 'higher' ? value >= at : value <= at;

const scoreLines = (form: ReportedForm, instrument: Instrument): readonly ScoreLine[] =>
  instrument.scores.flatMap(({ id, name, max, concern }) => {
    const value = form.scores[id];
    if (value === undefined) return [];
    const threshold = instrument.thresholds.find(
      (one) => one.score === id && one.at !== null && mayBand(one),
    );
    const cutOff = threshold?.at ?? null;
    return [
      { id, name, value, max, concern, cutOff, reached: cutOff !== null && reached(value, cutOff, concern) },
    ];
  });

const outOfRange = (form: ReportedForm, instrument: Instrument): string | undefined => {
  for (const [id, value] of Object.entries(form.scores)) {
    const score = instrument.scores.find((one) => one.id === id);
    if (!score) continue;
    if (!Number.isSafeInteger(value)) return `${score.name} ${value} is not a whole number`;
    if (value < score.min || (score.max !== null && value > score.max))
      return `${score.name} ${value} is outside ${score.min} to ${score.max ?? 'its maximum'}`;
  }
  return undefined;
};

const monthsRange = (months: number): string =>
  months % 12 === 0 && months >= 24 ? `${months / 12} years` : `${months} months`;

/** Out of its age range on the day it was filled in; with a partial birth date only when the whole range agrees. */
const wrongAge = (ages: readonly Age[], instrument: Instrument): string | undefined => {
  const range = instrument.ageMonths;
  if (!range || range.evidence !== 'verified' || ages.length === 0) return undefined;
  const words = `made for ${monthsRange(range.from)} to ${monthsRange(range.to)}`;
  if (ages.every((age) => age.months < range.from)) return `the child was too young for this form: ${words}`;
  if (ages.every((age) => age.months > range.to)) return `the child was too old for this form: ${words}`;
  return undefined;
};

const blankItems = (form: ReportedForm): number =>
  Object.values(form.items).filter((value) => value === null).length;

/** Below this age nobody fills in a form about themselves; who answered one is then the caregiver (CLINICAL 1a: youth forms from 11 years). */
const selfReportMonths = 11 * 12;

const aboutWhom = (
  form: ReportedForm,
  instrument: Instrument,
  ages: readonly Age[],
): 'child' | 'caregiver' => {
  if (instrument.about === 'caregiver') return 'caregiver';
  // Only a self-report changes its subject with whoever answers it.
  if (!instrument.confidential) return 'child';
  if (form.respondent !== undefined) return form.respondent === 'the child' ? 'child' : 'caregiver';
  return ages.length > 0 && ages.every((age) => age.months < selfReportMonths) ? 'caregiver' : 'child';
};

/** What the answers seen add to, where a total is the plain sum of its numbered items (PHQ-9, EPDS). */
const seenSum = (
  form: ReportedForm,
  instrument: Instrument,
): { readonly sum: number; readonly isWhole: boolean } => {
  const numbers = Object.entries(form.items).flatMap(([id, value]) =>
    /^item-\d+$/.test(id) && typeof value === 'number' && value > 0 ? [value] : [],
  );
  const answered = Object.values(form.items).filter((value) => typeof value === 'number').length;
  return { sum: numbers.reduce((all, one) => all + one, 0), isWhole: answered === instrument.itemCount };
};

type Judgement = Pick<ScreeningResult, 'band' | 'negative' | 'bandWords' | 'because'>;
const judged = (band: Band, bandWords: string, because: readonly string[], negative = false): Judgement => ({
  band,
  bandWords,
  because,
  negative,
});

const sourceSays = (form: ReportedForm): string | undefined => {
  if (!form.sourceVerdict) return undefined;
  const system = form.origins[0]?.system ?? 'the chart';
  return `“${form.sourceVerdict.text}”, as reported by ${system}; not recalculated`;
};

const zoneOf = (form: ReportedForm, instrument: Instrument): Zone | undefined =>
  instrument.zones.find((zone) => {
    const value = form.scores[zone.score];
    return value !== undefined && mayBand(zone) && value >= zone.from && value <= zone.to;
  });

const listed = (words: readonly string[]): string => words.join(', ');

/** Named when the total itself stays below: "above" beside a low total would puzzle. */
const namedScales = (reachedLines: readonly ScoreLine[]): string =>
  reachedLines.some((line) => line.id === 'total')
    ? ''
    : `: ${listed(reachedLines.map((line) => line.name))}`;

const judge = (
  form: ReportedForm,
  instrument: Instrument,
  ages: readonly Age[],
  scores: readonly ScoreLine[],
  safety: SafetyReading,
): Judgement => {
  const verdict = sourceSays(form);
  const withVerdict = (lines: readonly string[]): readonly string[] =>
    verdict ? [...lines, verdict] : lines;
  const range = outOfRange(form, instrument);
  if (range) return judged('unusable', 'Not usable', withVerdict([range]));
  const age = wrongAge(ages, instrument);
  if (age) return judged('unusable', 'Not usable: wrong form for this age', withVerdict([age]));
  const blank = blankItems(form);
  const invalidFrom = instrument.missingItems?.invalidFrom ?? null;
  if (invalidFrom !== null && blank >= invalidFrom)
    return judged(
      'unusable',
      'Not usable: too many questions left blank',
      withVerdict([`${blank} left blank; ${instrument.missingItems?.rule ?? ''}`]),
    );

  const reachedLines = scores.filter((line) => line.reached);
  const lines = scores.map(
    (line) => `${line.name} ${line.value}${line.cutOff === null ? '' : ` (cut-off ${line.cutOff})`}`,
  );
  const itemsUnseen =
    Object.keys(form.items).length === 0 ? ['as scored by the source; the single answers were not seen'] : [];
  const because = withVerdict([...lines, ...itemsUnseen]);
  const zone = zoneOf(form, instrument);
  const seen = seenSum(form, instrument);
  const totalCutOff = instrument.thresholds.find((one) => one.score === 'total' && mayBand(one))?.at ?? null;
  if (totalCutOff !== null && seen.sum >= totalCutOff && reachedLines.length === 0)
    return judged('above', 'Above the cut-off by its answers', [
      ...because,
      `the answers seen add to ${seen.sum} (cut-off ${totalCutOff}), whatever total was reported`,
    ]);
  if (reachedLines.length > 0 && (!zone || zone.band === 'above'))
    return judged(
      'above',
      zone?.words ??
        (reachedLines[0]?.concern === 'higher'
          ? `Above the cut-off${namedScales(reachedLines)}`
          : 'Below the cut-off, lower is more concern'),
      because,
    );
  if (zone && zone.band !== 'below') return judged(zone.band, zone.words, because);

  const bandable =
    instrument.thresholds.some((one) => one.at !== null && mayBand(one)) || instrument.zones.some(mayBand);
  if (scores.length === 0) return judged('not-enough', 'Not enough to say: no score was reported', because);
  if (!bandable)
    return judged(
      'no-cut-off',
      form.sourceVerdict?.kind === 'above'
        ? 'Above, says the chart; no signed cut-off here'
        : 'No signed cut-off',
      verdict ? because : [...because, 'the source gave no verdict either'],
    );
  const absent = instrument.neededForBelow.filter((id) => form.scores[id] === undefined);
  if (absent.length > 0) {
    const names = absent.map((id) => instrument.scores.find((one) => one.id === id)?.name ?? id);
    return judged('not-enough', 'Not enough to say', [
      ...because,
      `${listed(names)} not reported, so “below” cannot be said`,
    ]);
  }
  const safetyLabel = instrument.safetyItems[0]?.label ?? 'safety item';
  if (safety.state === 'not-seen')
    return judged('below', `Below the cut-off; ${safetyLabel} not seen`, [
      ...because,
      `look at the form: the ${safetyLabel} was not in what the EHR sent`,
    ]);
  // A blank answer under an unverified rule for blanks could be the one that counts (CLINICAL trap 7).
  if (instrument.missingItems === null || (blank > 0 && instrument.missingItems.evidence !== 'verified'))
    return judged('below', 'Below the cut-off', [
      ...because,
      'the rule for blank answers is not known, so this is not called negative',
    ]);
  if (form.sourceVerdict?.kind === 'above')
    return judged('below', 'Below the cut-off; the chart says above', [
      ...because,
      'the source and the cut-off disagree: look at the form',
    ]);
  const total = form.scores.total;
  if (seen.isWhole && total !== undefined && total !== seen.sum)
    return judged('below', 'Below the cut-off; total and answers differ', [
      ...because,
      `its answers add to ${seen.sum}, the total reported is ${total}: look at the form`,
    ]);
  return judged('below', zone?.words ?? 'Below the cut-off', because, safety.state !== 'positive');
};

/**
 * What may be said of one administration. Ages are those on the day it was filled in; the corrected one chooses where the instrument
 * corrects (CLINICAL 0b.1). Safety is read first and whatever the rest says (CLINICAL 5, tier 4).
 */
export const readResult = (
  form: ReportedForm,
  instrument: Instrument,
  birthDate: PartialDate | undefined,
  gestation: GestationalAge | undefined,
): ScreeningResult => {
  const births = birthDate ? [...new Set([birthDate.earliest, birthDate.latest])] : [];
  const chronological = births.flatMap((birth) => ageOn(birth, form.administeredOn) ?? []);
  const corrected = births.flatMap((birth) => {
    const until = instrument.correctsUntilMonths;
    const age = ageOn(birth, form.administeredOn);
    if (until === null || !age || age.months >= until) return [];
    return correctedAgeOn(birth, form.administeredOn, gestation)?.age ?? [];
  });
  const scores = scoreLines(form, instrument);
  const safety = safetyOf(form, instrument);
  const isExact = birthDate?.precision === 'day';
  return {
    key: resultKey(form, instrument, safety),
    instrument,
    form,
    ...judge(form, instrument, corrected.length > 0 ? corrected : chronological, scores, safety),
    scores,
    safety,
    aboutWhom: aboutWhom(form, instrument, chronological),
    ...(isExact && chronological[0] ? { ageThen: chronological[0] } : {}),
    ...(isExact && corrected[0] ? { correctedThen: corrected[0] } : {}),
  };
};
