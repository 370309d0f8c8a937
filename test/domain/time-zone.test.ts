import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateInZone } from '../../src/domain/age.ts';

/** Asked anew each time. */
const byIntl = (instant: Date, timeZone: string): string => {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(instant);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
};

const zones = [
  'America/Chicago',
  'America/New_York',
  'Pacific/Kiritimati',
  'Pacific/Niue',
  'Pacific/Apia',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Europe/London',
  'UTC',
];

describe('the day of an instant in a zone', () => {
  it('is what the calendar of that zone says, at any time', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1950-01-01'), max: new Date('2060-01-01'), noInvalidDate: true }),
        fc.constantFrom(...zones),
        (instant, zone) => {
          expect(dateInZone(instant, zone)).toBe(byIntl(instant, zone));
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it.each([
    ['America/Chicago', '2026-03-08T05:59:59Z', '2026-03-07'],
    ['America/Chicago', '2026-03-08T06:00:00Z', '2026-03-08'],
    ['America/Chicago', '2026-03-09T04:59:59Z', '2026-03-08'],
    ['America/Chicago', '2026-03-09T05:00:00Z', '2026-03-09'],
    ['America/Chicago', '2026-11-01T04:59:59Z', '2026-10-31'],
    ['America/Chicago', '2026-11-02T05:59:59Z', '2026-11-01'],
    ['America/Chicago', '2026-11-02T06:00:00Z', '2026-11-02'],
    // Samoa left the 30th of December 2011 out.
    ['Pacific/Apia', '2011-12-30T09:59:59Z', '2011-12-29'],
    ['Pacific/Apia', '2011-12-30T10:00:00Z', '2011-12-31'],
    ['UTC', '0004-02-29T12:00:00Z', '0004-02-29'],
  ])('in %s at %s is %s', (zone, instant, day) => {
    expect(dateInZone(new Date(instant), zone)).toBe(day);
    // Said again from what was kept.
    expect(dateInZone(new Date(instant), zone)).toBe(day);
  });

  it('is refused for a zone nobody knows', () => {
    expect(() => dateInZone(new Date(0), 'Mars/Olympus')).toThrow(RangeError);
  });
});
