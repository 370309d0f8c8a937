// What an administrator may map to what, and the words for what does not fit.
import { describe, expect, it } from 'vitest';
import { loadContent } from '../../../src/content/load.ts';
import { draftFrom } from '../../../src/domain/screening/check-mapping.ts';
import { withDrafts } from '../../../src/domain/screening/mapping-draft.ts';
import type { MappingContext, MappingWish } from '../../../src/domain/screening/mapping-wish.ts';

const content = loadContent([]);
const context: MappingContext = {
  instruments: content.instruments,
  inUse: content,
  drafted: content,
  source: 'mapped by a test',
  newId: 'form-new',
};
const url = 'https://ehr.example/Questionnaire/q';
const loinc = 'http://loinc.org';

type CodeWish = Extract<MappingWish, { kind: 'codes' }>;
type FormWish = Extract<MappingWish, { kind: 'questionnaires' }>;
const code = (change: Partial<CodeWish> = {}): CodeWish => ({
  kind: 'codes',
  system: 'https://ehr.example/codes',
  code: 'x',
  instrumentId: 'psc-17',
  part: { kind: 'score', id: 'total' },
  item: undefined,
  edition: undefined,
  form: undefined,
  ...change,
});
const form = (change: Partial<FormWish> = {}): FormWish => ({
  kind: 'questionnaires',
  questionnaire: url,
  version: undefined,
  instrumentId: 'psc-17',
  edition: undefined,
  form: undefined,
  items: { a: '1' },
  ...change,
});
const answer = (value: number, change = {}): MappingWish => ({
  kind: 'answers',
  system: loinc,
  code: 'LA6569-3',
  instrumentId: 'phq-9',
  value,
  ...change,
});
const faultsOf = (wish: MappingWish, change: Partial<MappingContext> = {}): string[] => {
  const checked = draftFrom(wish, { ...context, ...change });
  return checked.ok ? [] : checked.problem.map(({ field, words }) => `${field}: ${words}`);
};
const rowOf = (wish: MappingWish, change: Partial<MappingContext> = {}) => {
  const checked = draftFrom(wish, { ...context, ...change });
  if (!checked.ok) throw new Error(JSON.stringify(checked.problem));
  return checked.value.row;
};

describe('a code', () => {
  it('becomes a row of the site’s own, with its source and nothing guessed', () => {
    expect(rowOf(code())).toEqual({
      system: 'https://ehr.example/codes',
      code: 'x',
      instrumentId: 'psc-17',
      part: { kind: 'score', id: 'total' },
      edition: null,
      form: null,
      evidence: 'design',
      source: 'mapped by a test',
    });
  });

  it.each([
    ['1', 'item-1'],
    ['17', 'item-17'],
    ['017', 'item-17'],
    ['item-3', 'item-3'],
  ])('that carries question %s carries %s', (item, id) => {
    expect(rowOf(code({ part: { kind: 'item' }, item }))).toMatchObject({ part: { kind: 'item', id } });
  });

  it.each<[string, Partial<CodeWish>, RegExp]>([
    ['no such instrument', { instrumentId: 'none' }, /^instrument: Choose the instrument/],
    [
      'a score of another',
      { part: { kind: 'score', id: 'irritability' } },
      /^carries: Choose one of the scores/,
    ],
    ['question 18 of 17', { part: { kind: 'item' }, item: '18' }, /^item: .*a number from 1 to 17/],
    ['question 0', { part: { kind: 'item' }, item: '0' }, /^item: /],
    ['no question', { part: { kind: 'item' } }, /^item: Say which question/],
    ['a question and a score', { item: '3' }, /^item: A question’s number goes with/],
    ['an age form it has not', { form: '24' }, /^form: The PSC-17 has one form for all ages/],
  ])('is refused for %s', (_words, change, words) => {
    expect(faultsOf(code(change))).toEqual([expect.stringMatching(words)]);
  });

  it('says every fault at once', () => {
    expect(faultsOf(code({ part: { kind: 'item' }, form: '24' }))).toHaveLength(2);
  });

  it.each([
    ['71353-7', 'epds', 'item-10'],
    ['44260-8', 'phq-9', 'item-9'],
  ])('of a safety answer (%s) is never led away', (safetyCode, instrumentId, item) => {
    const there = code({ system: loinc, code: safetyCode, instrumentId, part: { kind: 'item' }, item });
    expect(faultsOf(there)).toEqual([]);
    for (const away of [
      { ...there, item: 'item-1' },
      { ...there, instrumentId: 'psc-17', part: { kind: 'panel' as const }, item: undefined },
    ])
      expect(faultsOf(away)).toEqual([expect.stringMatching(/^carries: This code carries a safety answer/)]);
  });
});

describe('a form', () => {
  it('is read by question, and named anew when nothing reads it yet', () => {
    expect(rowOf(form({ items: { a: '1', 'b/2': 'total' }, version: '2' }))).toMatchObject({
      id: 'form-new',
      questionnaire: url,
      versions: ['2'],
      items: { a: { kind: 'item', id: 'item-1' }, 'b/2': { kind: 'score', id: 'total' } },
    });
  });

  it.each<[string, Partial<FormWish>, RegExp]>([
    ['no question', { items: {} }, /^questions: Say of at least one/],
    ['a question it has not', { items: { a: '18' } }, /^q\.a: “a” carries nothing the PSC-17 has/],
    ['two that carry the same', { items: { a: '1', b: '01' } }, /^q\.b: “b” carries what another/],
    ['a linkId out of the ordinary', { items: { ['__proto__']: 'x' } }, /^questions|^q\.__proto__/],
  ])('is refused for %s', (_words, change, words) => {
    expect(faultsOf(form(change))).toEqual([expect.stringMatching(words)]);
  });

  it('replaces the row that reads it already, and keeps the versions that row holds for', () => {
    const own = {
      ...(rowOf(form({ version: '1' })) as Extract<
        ReturnType<typeof rowOf>,
        { readonly questionnaire: string }
      >),
      id: 'q-site',
      versions: ['1', '2'],
    };
    const drafted = withDrafts(content, [{ kind: 'questionnaires', row: own }]);
    expect(rowOf(form({ version: '2' }), { drafted })).toMatchObject({ id: 'q-site', versions: ['1', '2'] });
    expect(rowOf(form({ version: '3' }), { drafted })).toMatchObject({ id: 'form-new', versions: ['3'] });
    expect(rowOf(form(), { drafted })).toMatchObject({ id: 'q-site', versions: null });
    const another = { ...own, id: 'q-other', versions: ['4'] };
    const two = withDrafts(drafted, [{ kind: 'questionnaires', row: another }]);
    expect(faultsOf(form(), { drafted: two })).toEqual([
      expect.stringMatching(/^versions: Versions of this form/),
    ]);
  });

  it('keeps every question that carries a safety answer where it is', () => {
    const own = {
      id: 'q-epds',
      questionnaire: url,
      versions: null,
      instrumentId: 'epds',
      edition: null,
      form: null,
      items: { harm: { kind: 'item' as const, id: 'item-10' } },
      evidence: 'verified' as const,
      source: 's',
    };
    const inUse = withDrafts(content, [{ kind: 'questionnaires', row: own }]);
    const change = { inUse, drafted: inUse };
    expect(faultsOf(form({ instrumentId: 'epds', items: { harm: '10' } }), change)).toEqual([]);
    for (const items of [{ harm: '9' }, { other: '1' }])
      expect(faultsOf(form({ instrumentId: 'epds', items }), change)).toEqual([
        expect.stringMatching(/^q\.harm: “harm” carries a safety answer/),
      ]);
  });
});

describe('an answer', () => {
  it.each([
    [-1, false],
    [0, false],
    [1, true],
    [3, true],
    [4, false],
  ])('of the PHQ-9 that counts above zero may be worth %i: %s', (value, may) => {
    expect(faultsOf(answer(value)).length === 0).toBe(may);
  });

  it('nobody counts yet may be worth nothing', () => {
    expect(rowOf(answer(0, { code: 'never' }))).toMatchObject({ value: 0, instruments: ['phq-9'] });
  });
});
