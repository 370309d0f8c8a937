// Drafts laid over the maps in use, by the rules by which a site's files are laid over Hearth's own.
import { describe, expect, it } from 'vitest';
import type { CodeMaps, CodeMapping, QuestionnaireMap } from '../../../src/domain/screening/code-map.ts';
import { type DraftRow, draftKey, isLive, withDrafts } from '../../../src/domain/screening/mapping-draft.ts';

const cited = { evidence: 'design', source: 's' } as const;
const system = 'https://ehr.example/codes';
const code = (name: string, score = 'total', change: Partial<CodeMapping> = {}): CodeMapping => ({
  system,
  code: name,
  instrumentId: 'psc-17',
  part: { kind: 'score', id: score },
  edition: null,
  form: null,
  ...cited,
  ...change,
});
const form = (id: string, change: Partial<QuestionnaireMap> = {}): QuestionnaireMap => ({
  id,
  questionnaire: 'https://ehr.example/Questionnaire/q',
  versions: null,
  instrumentId: 'psc-17',
  edition: null,
  form: null,
  items: { a: { kind: 'item', id: 'item-1' }, b: { kind: 'score', id: 'total' } },
  ...cited,
  ...change,
});
const answer = (value: number, ...instruments: string[]) => ({
  system,
  code: 'often',
  value,
  instruments,
  ...cited,
});
const inUse: CodeMaps = {
  codes: [code('A'), code('B')],
  setAside: [
    { system, code: 'C', label: 'c', why: 'w', listAs: 'screening', ...cited },
    { system, code: 'D', label: 'd', why: 'w', listAs: 'other', ...cited },
  ],
  questionnaires: [form('q-1')],
  answers: [answer(1, 'psc-17', 'phq-9')],
};

describe('drafts laid over the maps in use', () => {
  it('replace a code in its place and add a new one, and leave the maps in use alone', () => {
    const before = structuredClone(inUse);
    const drafted = withDrafts(inUse, [
      { kind: 'codes', row: code('A', 'attention') },
      { kind: 'codes', row: code('Z') },
    ]);
    expect(drafted.codes.map((row) => [row.code, row.part])).toEqual([
      ['A', { kind: 'score', id: 'attention' }],
      ['B', { kind: 'score', id: 'total' }],
      ['Z', { kind: 'score', id: 'total' }],
    ]);
    expect(inUse).toEqual(before);
  });

  it('take a mapped code out of what is set aside, and no other', () => {
    const drafted = withDrafts(inUse, [{ kind: 'codes', row: code('C') }]);
    expect(drafted.setAside.map((row) => row.code)).toEqual(['D']);
  });

  it('replace a form by its id', () => {
    const drafted = withDrafts(inUse, [{ kind: 'questionnaires', row: form('q-1', { items: {} }) }]);
    expect(drafted.questionnaires).toEqual([form('q-1', { items: {} })]);
  });

  it('give an answer another number in one instrument and leave the others theirs', () => {
    const drafted = withDrafts(inUse, [{ kind: 'answers', row: answer(2, 'psc-17') }]);
    expect(drafted.answers.map((row) => [row.value, row.instruments])).toEqual([
      [2, ['psc-17']],
      [1, ['phq-9']],
    ]);
  });
});

describe('a draft', () => {
  it('is known by what its file knows it by', () => {
    expect(draftKey({ kind: 'codes', row: code('A') })).toBe(`${system}|A`);
    expect(draftKey({ kind: 'answers', row: answer(1, 'psc-17', 'epds') })).toBe(
      `${system}|often|epds+psc-17`,
    );
    expect(draftKey({ kind: 'questionnaires', row: form('q-9') })).toBe('q-9');
  });

  it.each<[string, DraftRow, boolean]>([
    ['the same, by whoever', { kind: 'codes', row: code('A', 'total', { source: 'other' }) }, true],
    ['another score', { kind: 'codes', row: code('A', 'attention') }, false],
    ['another edition', { kind: 'codes', row: code('A', 'total', { edition: '2' }) }, false],
    ['a code nobody maps', { kind: 'codes', row: code('Z') }, false],
    [
      'the same form in another order',
      {
        kind: 'questionnaires',
        row: form('q-1', { items: { b: { kind: 'score', id: 'total' }, a: { kind: 'item', id: 'item-1' } } }),
      },
      true,
    ],
    [
      'the same form with a question less',
      { kind: 'questionnaires', row: form('q-1', { items: { a: { kind: 'item', id: 'item-1' } } }) },
      false,
    ],
    ['an answer in use beside others', { kind: 'answers', row: answer(1, 'psc-17') }, true],
    ['an answer of another worth', { kind: 'answers', row: answer(2, 'psc-17') }, false],
    ['an answer of another instrument', { kind: 'answers', row: answer(1, 'epds') }, false],
  ])('%s: in use is %3$s', (_words, draft, live) => {
    expect(isLive(inUse, draft)).toBe(live);
  });
});
