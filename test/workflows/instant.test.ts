import { describe, expect, it } from 'vitest';
import { instantInZone } from '../../src/workflows/instant.ts';

describe('an instant in the clinic’s zone', () => {
  it.each([
    ['2026-01-15T18:05:09Z', 'America/Chicago', '2026-01-15T12:05:09-06:00'],
    ['2026-07-15T18:05:09Z', 'America/Chicago', '2026-07-15T13:05:09-05:00'],
    ['2026-11-23T04:30:00Z', 'America/New_York', '2026-11-22T23:30:00-05:00'],
    ['2026-11-23T06:00:00Z', 'America/Chicago', '2026-11-23T00:00:00-06:00'],
    ['2026-11-23T04:30:00Z', 'UTC', '2026-11-23T04:30:00+00:00'],
    ['2026-11-23T04:30:00Z', 'Asia/Kolkata', '2026-11-23T10:00:00+05:30'],
    ['2026-11-23T04:30:00Z', 'America/St_Johns', '2026-11-23T01:00:00-03:30'],
  ])('%s in %s is %s', (at, zone, expected) => {
    expect(instantInZone(new Date(at), zone)).toBe(expected);
  });

  it('is the same instant, also in the hour the clocks repeat', () => {
    for (const at of [
      '2026-11-01T06:30:00Z',
      '2026-11-01T07:30:00Z',
      '2026-03-08T07:59:59Z',
      '2026-03-08T08:00:00Z',
    ])
      expect(new Date(instantInZone(new Date(at), 'America/Chicago')).toISOString()).toBe(
        new Date(at).toISOString(),
      );
    expect(instantInZone(new Date('2026-11-01T06:30:00Z'), 'America/Chicago')).toBe(
      '2026-11-01T01:30:00-05:00',
    );
    expect(instantInZone(new Date('2026-11-01T07:30:00Z'), 'America/Chicago')).toBe(
      '2026-11-01T01:30:00-06:00',
    );
  });
});
