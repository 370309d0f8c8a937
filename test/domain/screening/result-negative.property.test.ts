// "Negative" only where the instrument's own rules are known and met: random forms of every instrument, judged again here from the rows.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays } from '../../../src/domain/age.ts';
import type { ReportedForm } from '../../../src/domain/chart.ts';
import type { Evidence, Instrument, Threshold, Zone } from '../../../src/domain/screening/instrument.ts';
import type { ScreeningResult } from '../../../src/domain/screening/result.ts';
import { content, day, read } from './forms.ts';

const on = day('2026-11-23');

/** As a site would have it that typed in and signed every missing number. */
const signed = (instrument: Instrument): Instrument => ({
  ...instrument,
  reviewedBy: 'A Clinician, MD',
  reviewedOn: day('2026-11-01'),
  thresholds: instrument.thresholds.map((row) => ({ ...row, at: row.at ?? 3 })),
});
const instruments = [...content.instruments, ...content.instruments.map(signed)];

const known = (row: { evidence: Evidence }, { reviewedBy }: Instrument): boolean =>
  row.evidence === 'verified' || reviewedBy !== null;

const itemIds = (instrument: Instrument): string[] => [
  ...Array.from({ length: instrument.itemCount ?? 3 }, (_, index) => `item-${index + 1}`),
  ...instrument.extraItems,
];

const dated = fc.record({
  instrument: fc.constantFrom(...instruments),
  ageInDays: fc.integer({ min: 0, max: 7000 }),
  answer: fc.constantFrom('zeros', 'mixed', 'none', 'safety only'),
  score: fc.constantFrom('low', 'any', 'none', 'some'),
  seed: fc.infiniteStream(fc.integer({ min: 0, max: 1000 })),
  verdict: fc.constantFrom(undefined, 'above' as const, 'below' as const),
  language: fc.constantFrom(undefined, 'en', 'es', 'tlh'),
  edition: fc.constantFrom(undefined, '2', '1'),
  form: fc.constantFrom(undefined, 'first', 'by age'),
});

const formOf = (given: typeof dated extends fc.Arbitrary<infer T> ? T : never): ReportedForm => {
  const { instrument } = given;
  const next = (): number => Number(given.seed.next().value);
  const pick = <T>(...choices: readonly T[]): T => choices[next() % choices.length] as T;
  const safety = new Set(instrument.safetyItems.map(({ id }) => id));
  const items: Record<string, number | null> = {};
  for (const id of itemIds(instrument)) {
    if (given.answer === 'none' || (given.answer === 'safety only' && !safety.has(id))) continue;
    const value = given.answer === 'mixed' ? pick(0, 0, 0, 0, 1, null, undefined, 0) : 0;
    if (value !== undefined) items[id] = value;
  }
  const scores: Record<string, number> = {};
  for (const { id, max } of instrument.scores) {
    if (given.score === 'none' || (given.score === 'some' && next() % 2 === 0)) continue;
    scores[id] = given.score === 'any' ? next() % ((max ?? 60) + 1) : pick(0, 1, max ?? 60);
  }
  const month = given.ageInDays / 30.44;
  const byAge = instrument.forms.find(({ from, to }) => from.months <= month && month <= to.months);
  const formId = given.form === 'first' ? instrument.forms[0]?.id : byAge?.id;
  return {
    id: 'Observation/1',
    instrumentId: instrument.id,
    administeredOn: on,
    scores,
    items,
    ...(given.verdict ? { sourceVerdict: { text: given.verdict, kind: given.verdict } } : {}),
    ...(given.language ? { language: given.language } : {}),
    ...(given.edition ? { edition: given.edition } : {}),
    ...(given.form && formId ? { formId } : {}),
    notes: [],
    origins: [{ resource: 'Observation/1', system: 'the chart' }],
  };
};

const beyond = (row: Threshold | Zone, value: number, concern: 'higher' | 'lower'): boolean => {
  if ('band' in row) return value >= row.from && value <= row.to && row.band !== 'below';
  const passed = (at: number | null): boolean =>
    at !== null && (concern === 'higher' ? value >= at : value <= at);
  return passed(row.at) || passed(row.monitorAt);
};

/** Why a result may not be called negative, read from the rows alone. */
const objections = ({ instrument, form, ageThen, correctedThen }: ScreeningResult): string[] => {
  const found: string[] = [];
  const rule = instrument.missingItems;
  const blanks = Object.values(form.items).filter((value) => value === null).length;
  if (!rule) found.push('no rule for blanks');
  else {
    if (rule.invalidFrom !== null && blanks >= rule.invalidFrom) found.push('too many blanks');
    if (
      blanks > 0 &&
      (!known(rule, instrument) || rule.blank === 'not-allowed' || rule.blank === 'see-manual')
    )
      found.push('a blank that no known rule forgives');
  }
  for (const { id } of instrument.safetyItems) if (form.items[id] !== 0) found.push(`${id} not seen as zero`);
  if (form.sourceVerdict?.kind === 'above') found.push('the source says above');
  if (form.language !== undefined && form.language !== 'en' && !instrument.languages.includes(form.language))
    found.push('language');
  if (instrument.edition && form.edition !== instrument.edition) found.push('edition');
  const months = (correctedThen ?? ageThen)?.months;
  const range = instrument.ageMonths;
  if (range && (months === undefined || months < range.from || months > range.to)) found.push('age');
  for (const id of instrument.neededForBelow) {
    const score = instrument.scores.find((one) => one.id === id);
    if (!score) continue;
    const parts = score.sumOf === null ? [] : score.sumOf === 'all-items' ? itemIds(instrument) : score.sumOf;
    const sum = parts.reduce((all, part) => all + (form.items[part] ?? 0), 0);
    const value = form.scores[id] ?? (parts.some((part) => part in form.items) ? sum : undefined);
    if (value === undefined) found.push(`${id} neither reported nor added up`);
    const rows = [...instrument.thresholds, ...instrument.zones].filter(
      (row) => row.score === id && known(row, instrument) && ('band' in row || row.at !== null),
    );
    if (rows.length === 0) found.push(`${id} has no number that may band`);
    const forMe = rows.filter(
      (row) =>
        'band' in row ||
        ((row.form === null || form.formId === undefined || row.form === form.formId) &&
          (row.ageMonths === null ||
            (months !== undefined && months >= row.ageMonths.from && months <= row.ageMonths.to))),
    );
    if (value !== undefined && forMe.length > 0 && forMe.every((row) => beyond(row, value, score.concern)))
      found.push(`${id} is beyond every number that holds`);
  }
  return found;
};

it('a result is negative only where the instrument’s own rules are known and met, whatever the form', () => {
  let negatives = 0;
  fc.assert(
    fc.property(dated, (given) => {
      const birth = addDays(on, -given.ageInDays);
      const result = read(formOf(given), birth, undefined, given.instrument);
      if (!result.negative) return;
      negatives += 1;
      expect(objections(result)).toEqual([]);
      expect(result.band).toBe('below');
      expect(['source-verified', 'object']).toContain(
        typeof result.bandedBy === 'string' ? result.bandedBy : 'object',
      );
    }),
    { numRuns: 6000 },
  );
  // It would say nothing if no form ever came through.
  expect(negatives).toBeGreaterThan(40);
});

it('whatever the form, a positive safety answer is heard and never negative', () => {
  const withSafety = instruments.filter(({ safetyItems }) => safetyItems.length > 0);
  fc.assert(
    fc.property(dated, fc.constantFrom(...withSafety), fc.nat(), (given, instrument, which) => {
      const item = instrument.safetyItems[which % instrument.safetyItems.length];
      const form = formOf({ ...given, instrument });
      const items = { ...form.items, ...(item ? { [item.id]: 1 } : {}) };
      const birth = addDays(on, -given.ageInDays);
      const result = read({ ...form, items }, birth, undefined, instrument);
      expect(result.safety.state).toBe('positive');
      expect(result.negative).toBe(false);
    }),
    { numRuns: 1500 },
  );
});
