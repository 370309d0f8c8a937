import { describe, expect, it } from 'vitest';
import type { DueLine } from '../../../src/domain/screening/due.ts';
import { foldLines } from '../../../src/domain/screening/due-fold.ts';
import type { DueState } from '../../../src/domain/screening/due-verdict.ts';
import type { PeriodicityRule } from '../../../src/domain/screening/schedule.ts';
import { result, rule } from './rules.ts';

const line = (
  state: DueState,
  change: Partial<PeriodicityRule> = {},
  tools: readonly string[] = ['a'],
): DueLine => ({
  rule: rule({ topic: 'behavioural', ...change }),
  state,
  window: 'a window',
  why: `it is ${state}`,
  tools: tools.map((id) => ({ id, name: id, needsLicence: false, byCorrectedAge: false, words: id })),
});
const national = (state: DueState, tools?: readonly string[]) => line(state, { id: 'national' }, tools);
const local = (state: DueState, tools?: readonly string[]) =>
  line(state, { id: 'ma', states: ['MA'] }, tools);

describe('a state’s rule beside the national one of the same topic', () => {
  it.each([
    ['done', 'due', 'ma'],
    ['due', 'done', 'national'],
    ['overdue', 'due', 'national'],
    ['due', 'due', 'ma'], // at a tie the state’s own, whose window is the visit
    ['done', 'missed', 'national'],
    ['done', 'not-yet', 'national'],
    ['uncertain', 'done', 'national'],
    ['not-yet', 'no-tool', 'ma'],
  ] as const)(
    'national %s and state %s is one line led by %s, and the other stays with its reason',
    (one, other, leads) => {
      const folded = foldLines([national(one), local(other)]);
      expect(folded).toHaveLength(1);
      expect(folded[0]?.rule.id).toBe(leads);
      expect(folded[0]?.also?.map(({ rule: { id }, why }) => [id, why])).toEqual([
        leads === 'ma' ? ['national', `it is ${one}`] : ['ma', `it is ${other}`],
      ]);
    },
  );

  it('says both where one rule is met and the other is not, and names no form', () => {
    const done = { ...local('done'), last: result('2026-11-23') };
    expect(foldLines([national('overdue'), done])[0]?.why).toBe(
      'a form of Nov 23, 2026 counts for the state’s rule; for the national one, it is overdue',
    );
    expect(foldLines([national('not-yet'), done])[0]?.why).toBe('it is done');
  });

  it('stands where the first of them stood', () => {
    const other = line('due', { id: 'autism', topic: 'autism' });
    const last = line('due', { id: 'development', topic: 'developmental' });
    expect(foldLines([national('done'), other, local('due'), last]).map(({ rule: { id } }) => id)).toEqual([
      'ma',
      'autism',
      'development',
    ]);
  });

  it('names the tool that meets both first and alone, else those of the line that leads', () => {
    const tools = (mine: readonly string[], theirs: readonly string[]) =>
      foldLines([national('due', theirs), local('due', mine)])[0]?.tools.map(({ id }) => id);
    expect(tools(['a', 'b'], ['b', 'c'])).toEqual(['b']);
    expect(tools(['a'], ['c'])).toEqual(['a']);
    const settled = foldLines([national('done', ['c']), local('due', ['a', 'b'])])[0]?.tools;
    expect(settled?.map(({ id }) => id)).toEqual(['a', 'b']);
  });
});

describe('lines that are not the same matter', () => {
  it.each([
    ['two national rules', [national('due'), line('due', { id: 'second' })]],
    ['another topic', [national('due'), line('due', { id: 'ma', states: ['MA'], topic: 'autism' })]],
    [
      'about another person',
      [national('due'), line('due', { id: 'ma', states: ['MA'], about: 'caregiver' })],
    ],
  ])('stay as they are: %s', (_what, lines) => {
    expect(foldLines(lines)).toEqual(lines);
  });
});
