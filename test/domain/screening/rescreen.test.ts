import { describe, expect, it } from 'vitest';
import type { TierContent } from '../../../src/domain/screening/content.ts';
import { rescreenOf } from '../../../src/domain/screening/rescreen.ts';
import { day } from './forms.ts';

const tier = (rescreenMonths: TierContent['rescreenMonths']): TierContent => ({
  id: 'monitor',
  version: '1',
  source: 's',
  evidence: 'verified',
  reviewedBy: null,
  reviewedOn: null,
  name: 'Monitoring',
  when: 'w',
  first: null,
  firstForCaregiver: null,
  firstForYoungPerson: null,
  firstAfterSafety: null,
  rescreenMonths,
});
const words = (on: string, today: string) => rescreenOf(tier({ from: 2, to: 4 }), day(on), day(today))?.words;

describe('when to screen again', () => {
  it.each([
    ['2026-11-23', '2026-11-23', 'Screen again between Jan 23, 2027 and Mar 23, 2027.'],
    ['2026-11-23', '2027-01-22', 'Screen again between Jan 23, 2027 and Mar 23, 2027.'],
    ['2026-11-23', '2027-01-23', 'Screen again now: the time for it is from Jan 23, 2027 to Mar 23, 2027.'],
    ['2026-11-23', '2027-03-23', 'Screen again now: the time for it is from Jan 23, 2027 to Mar 23, 2027.'],
    [
      '2026-11-23',
      '2027-03-24',
      'To be screened again between Jan 23, 2027 and Mar 23, 2027: that time is over, screen again now.',
    ],
    ['2026-12-31', '2027-01-01', 'Screen again between Feb 28, 2027 and Apr 30, 2027.'], // clamped
  ])('after a result of %s, on %s: %s', (on, today, expected) => {
    expect(words(on, today)).toBe(expected);
  });

  it('is left to the next due date where the tier says nothing, or no result leads', () => {
    expect(rescreenOf(tier(null), day('2026-11-23'), day('2026-11-23'))).toBeUndefined();
    expect(rescreenOf(tier({ from: 2, to: 4 }), undefined, day('2026-11-23'))).toBeUndefined();
    expect(rescreenOf(undefined, day('2026-11-23'), day('2026-11-23'))).toBeUndefined();
  });
});
