import { describe, expect, it } from 'vitest';
import type { Chart } from '../../src/domain/chart.ts';
import { chart, child, decide, gap } from './charts.ts';
import { partial } from './screening/forms.ts';

describe('age on the page', () => {
  it('is a range when the birth date is not whole', () => {
    const summary = decide(chart({ child: child({ birthDate: partial('2025-02') }) }));
    expect(summary.age).toBeUndefined();
    expect(summary.ageRange?.map(({ months, days }) => [months, days])).toEqual([
      [20, 26],
      [21, 22],
    ]);
    expect(summary.corrected).toBeUndefined();
  });

  it('begins at nothing when part of the range lies ahead', () => {
    const summary = decide(chart({ child: child({ birthDate: partial('2026') }) }));
    expect(summary.stop).toBeUndefined();
    expect(summary.ageRange?.[0].months).toBe(0);
    expect(summary.ageRange?.[1].months).toBe(10);
  });

  const infant = child({ birthDate: partial('2026-03-23') });
  const early = { weeks: 32, days: 0, basis: 'gestational age at birth' };

  it('is corrected by the chart’s gestational age, else by what the family told', () => {
    expect(decide(chart({ child: infant, gestationalAge: early })).corrected?.weeksEarly).toBe(7);
    const told = decide(chart({ child: infant }), { toldGestation: { ...early, weeks: 30 } });
    expect(told.corrected?.weeksEarly).toBe(9);
    const both = decide(chart({ child: infant, gestationalAge: early }), {
      toldGestation: { ...early, weeks: 30 },
    });
    expect(both.corrected?.weeksEarly).toBe(7);
    expect(both.gestationNote).toBeUndefined();
  });

  it('never assumes term: it says that gestational age is missing, refused or could not be read', () => {
    const note = (change: Partial<Chart>) => decide(chart({ child: infant, ...change })).gestationNote;
    expect(note({})).toMatch(/^Gestational age is not in the chart: .*term birth is not assumed/);
    expect(note({ gaps: [gap('gestationalAge')] })).toMatch(/^Gestational age could not be read/);
    expect(note({ gestationalAgeUnusable: 'obstetric estimate: outside 20 to 44 weeks' })).toMatch(
      /^obstetric estimate/,
    );
  });

  it('needs no gestational age from the second birthday on', () => {
    const born = (text: string) =>
      decide(chart({ child: child({ birthDate: partial(text) }) })).gestationNote;
    expect(born('2024-11-24')).toBeDefined();
    expect(born('2024-11-23')).toBeUndefined();
  });
});
