import { describe, expect, it } from 'vitest';
import { scalesOf } from '../../../src/domain/screening/scale.ts';
import type { ScoreLine } from '../../../src/domain/screening/result.ts';
import { ScoreScales } from '../../../src/web/views/score-scale.tsx';
import { lineOf, rendered, resultOf, textOf } from './made.ts';

const view = (...scores: ScoreLine[]) => (
  <ScoreScales instrumentName="Made" {...scalesOf(resultOf({ scores }))} />
);
const number = (text: string | undefined): number => Number.parseFloat(text ?? 'none');

/** Where the dot stands and where the stretch of concern begins and ends, in percent of the width. */
const places = (line: ScoreLine) => {
  const page = rendered(view(line));
  const [, stretch] = page.querySelectorAll('rect');
  const from = number(stretch?.getAttribute('x'));
  return {
    dot: number(page.querySelector('circle')?.getAttribute('cx')),
    from,
    to: from + number(stretch?.getAttribute('width')),
  };
};

describe('a score on its scale', () => {
  it.each([
    ['the cut-off itself', lineOf(15), true],
    ['one under the cut-off', lineOf(14), false],
    ['the highest score', lineOf(34), true],
    ['lower is worse, the cut-off itself', lineOf(15, { concern: 'lower' }), true],
    ['lower is worse, one over the cut-off', lineOf(16, { concern: 'lower' }), false],
    ['lower is worse, the lowest score', lineOf(0, { concern: 'lower' }), true],
    ['a scale that begins at 28', lineOf(40, { min: 28, max: 72, concern: 'lower', cutOff: 40 }), true],
  ])('puts %s on the right side of the line', (_name, line, isInside) => {
    const { dot, from, to } = places(line);
    expect(dot >= from && dot <= to + 0.01).toBe(isInside);
    expect(dot).toBeGreaterThanOrEqual(2);
    expect(dot).toBeLessThanOrEqual(98);
  });

  it.each([
    [lineOf(18), '0 less concern', '34 more concern', '▲ above its cut-off 15', /higher is more concern/],
    [
      lineOf(10, { concern: 'lower' }),
      '0 more concern',
      '34 less concern',
      '▲ below its cut-off 15',
      /lower is more concern/,
    ],
    [lineOf(15), '0 less concern', '34 more concern', '▲ at its cut-off 15', /cut-off 15/],
    [
      lineOf(12, { monitorAt: 10 }),
      '0 less concern',
      '34 more concern',
      '◆ monitoring zone',
      /monitor 10 to 14/,
    ],
  ])('says the direction at both ends and the standing in words', (line, low, high, standing, spoken) => {
    const text = textOf(view(line));
    for (const words of [low, high, standing]) expect(text).toContain(words);
    expect(rendered(view(line)).querySelector('svg')?.getAttribute('aria-label')).toMatch(spoken);
  });

  it('gives no mark of concern to a score that has not reached its cut-off', () => {
    expect(textOf(view(lineOf(14)))).not.toMatch(/[▲◆]/);
    expect(textOf(view(lineOf(16, { concern: 'lower' })))).toContain('above its cut-off 15');
    expect(textOf(view(lineOf(16, { concern: 'lower' })))).not.toMatch(/[▲◆]/);
  });

  it('stacks several scales, each with its own direction', () => {
    const page = rendered(
      view(
        lineOf(30, { id: 'a', name: 'Difficulties' }),
        lineOf(3, { id: 'b', name: 'Prosocial', max: 10, concern: 'lower', cutOff: 5 }),
      ),
    );
    const labels = page.querySelectorAll('svg').map((svg) => svg.getAttribute('aria-label'));
    expect(labels).toHaveLength(2);
    expect(labels[0]).toMatch(/difficulties: 30 .* higher is more concern/);
    expect(labels[1]).toMatch(/prosocial: 3 .* lower is more concern/);
  });

  it('has words instead of a picture where the end of the scale is not known', () => {
    const page = view(lineOf(95, { max: null, cutOff: null }));
    expect(rendered(page).querySelector('svg')).toBeNull();
    expect(textOf(page)).toMatch(/Total 95.*no picture: its highest possible score is not known/);
  });

  it('tells zones apart by pattern, not by color alone, and carries no style the policy would drop', () => {
    const page = rendered(view(lineOf(12, { monitorAt: 10 })));
    const patterns = page
      .querySelectorAll('line[stroke-opacity]')
      .map((one) => one.getAttribute('stroke-dasharray'));
    expect(new Set(patterns).size).toBe(2);
    expect(page.querySelectorAll('[style]')).toEqual([]);
  });
});
