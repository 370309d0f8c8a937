import { describe, expect, it } from 'vitest';
import { calendarDate } from '../../src/domain/age.ts';
import {
  agreedNextStep,
  declinedKey,
  declinedScreens,
  nextStepKey,
  type VisitRecord,
} from '../../src/domain/visit-record.ts';

const child = { ehrId: 'practice', patientId: 'child-1' };
const said = { by: 'Ada Prueba-Sample', at: 1 };
const today = calendarDate('2026-11-22');
const step = (on: string, text: string, at = 1): VisitRecord => ({
  ...nextStepKey(child, calendarDate(on)),
  ...said,
  text,
  at,
});

describe('What was said in a visit', () => {
  it.each([
    ['2026-11-22', true, true],
    ['2026-11-21', false, true],
    ['2026-10-23', false, true],
    ['2026-10-22', false, false],
  ])('a next step of %s is of today: %s, and still meant in a new form: %s', (on, isOfToday, isFresh) => {
    expect(agreedNextStep([step(on, 'x')], today)).toMatchObject({ isOfToday, isFresh });
  });

  it('the newest next step is the one, whatever the order', () => {
    const [old, first, last] = [
      step('2026-05-01', 'old', 9),
      step('2026-11-22', 'a', 1),
      step('2026-11-22', 'b', 2),
    ];
    for (const records of [
      [old, first, last],
      [last, first, old],
    ] as VisitRecord[][])
      expect(agreedNextStep(records, today)?.record.text).toBe('b');
    expect(agreedNextStep([], today)).toBeUndefined();
  });

  it('a declined screen names its rule, its day and who recorded it, and is no next step', () => {
    const record: VisitRecord = { ...declinedKey(child, 'rule-a', today), ...said, text: '' };
    expect(declinedScreens([record, step('2026-11-22', 'x')])).toEqual([
      { id: 'hearth/rule-a/2026-11-22', ruleId: 'rule-a', on: today, by: 'Ada Prueba-Sample' },
    ]);
    expect(agreedNextStep([record], today)).toBeUndefined();
  });
});
