import { describe, expect, it } from 'vitest';
import { trendOf } from '../../../src/domain/screening/series.ts';
import { TrendPart } from '../../../src/web/views/trend.tsx';
import { instrumentOf, lineOf, rendered, resultOf, scoreOf, textOf, trendedOf } from './made.ts';

const at = (on: string, value: number, concern: 'higher' | 'lower' = 'higher', edition?: string) =>
  resultOf({
    on,
    instrument: instrumentOf({ scores: [scoreOf('total', 'Total', 34, { concern })] }),
    scores: [lineOf(value, { concern })],
    ...(edition ? { form: { edition } } : {}),
  });

const view = (...results: readonly ReturnType<typeof at>[]) => {
  const [latest, ...earlier] = results;
  const trend = latest && trendOf(trendedOf(latest, earlier));
  if (!trend) throw new Error('no trend');
  return <TrendPart trend={trend} instrumentName="Made" />;
};
const heights = (page: ReturnType<typeof rendered>) =>
  page.querySelectorAll('circle').map((dot) => Number(dot.getAttribute('cy')));

describe('a score over time', () => {
  it('is one picture with every point, joined in the order of the days', () => {
    const page = rendered(view(at('2026-11-23', 18), at('2025-11-20', 11), at('2024-11-02', 14)));
    expect(page.querySelectorAll('circle')).toHaveLength(3);
    expect(page.querySelectorAll('line[stroke-width="2"]:not([stroke-dasharray])')).toHaveLength(2);
    const [oldest, middle, newest] = heights(page);
    expect(newest).toBeLessThan(oldest ?? 0);
    expect(middle).toBeGreaterThan(oldest ?? 0);
  });

  it.each([
    [at('2026-11-23', 18), at('2025-11-20', 11), /more concern than on Nov 20, 2025 \(11, now 18\)/],
    [at('2026-11-23', 11), at('2025-11-20', 18), /less concern than on Nov 20, 2025/],
    [at('2026-11-23', 18, 'lower'), at('2025-11-20', 11, 'lower'), /less concern than on Nov 20, 2025/],
    [at('2026-11-23', 11), at('2025-11-20', 11), /unchanged since Nov 20, 2025/],
  ])('says which way it went, by the direction of the score', (now, before, words) => {
    expect(textOf(view(now, before))).toMatch(words);
    expect(rendered(view(now, before)).querySelector('svg')?.getAttribute('aria-label')).toMatch(words);
  });

  it('gives the same numbers as a table', () => {
    const table = rendered(view(at('2026-11-23', 18), at('2025-11-20', 11))).querySelector('details table');
    const rows = table?.querySelectorAll('tbody tr').map((row) => row.textContent);
    expect(rows).toEqual(['Nov 23, 202618', 'Nov 20, 202511']);
    expect(table?.querySelector('thead')?.textContent).toContain('Total (cut-off 15)');
  });

  it('does not join points of people nobody named, and says why', () => {
    const unnamed = (on: string, value: number) => {
      const made = at(on, value);
      const { respondent: _respondent, ...form } = made.form;
      return { ...made, form };
    };
    const page = view(unnamed('2026-11-23', 18), unnamed('2025-11-20', 11));
    expect(rendered(page).querySelectorAll('circle')).toHaveLength(2);
    expect(rendered(page).querySelectorAll('line[stroke-width="2"]:not([stroke-dasharray])')).toEqual([]);
    expect(textOf(page)).toMatch(/Who answered is not said each time/);
  });

  it('never joins two editions, and says so', () => {
    const page = view(at('2026-11-23', 18, 'higher', '2'), at('2025-11-20', 11, 'higher', '1'));
    expect(rendered(page).querySelector('svg')).toBeNull();
    expect(textOf(page)).toMatch(/Not compared with this one \(1\).*Nov 20, 2025: another edition \(1\)/);
  });
});
