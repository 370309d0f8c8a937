import { describe, expect, it } from 'vitest';
import type { Evidence, Zone } from '../../../src/domain/screening/instrument.ts';
import { scalesOf } from '../../../src/domain/screening/scale.ts';
import { instrumentOf, lineOf, resultOf, scoreOf } from '../../web/views/made.ts';

const zone = (from: number, to: number, band: Zone['band'], evidence: Evidence = 'verified'): Zone => ({
  score: 'total',
  from,
  to,
  band,
  words: `${from} to ${to}`,
  evidence,
  source: 'made for a test',
});

const stretches = (change: Parameters<typeof lineOf>[1], value = 20) =>
  scalesOf(resultOf({ scores: [lineOf(value, change)] })).scales[0]?.stretches;

describe('the scale of a score', () => {
  it.each([
    ['higher is worse', { cutOff: 15 }, [{ from: 15, to: 34, kind: 'above' }]],
    ['lower is worse', { concern: 'lower', cutOff: 15 }, [{ from: 0, to: 15, kind: 'above' }]],
    [
      'a monitoring zone before the cut-off',
      { cutOff: 15, monitorAt: 10 },
      [
        { from: 10, to: 14, kind: 'monitor' },
        { from: 15, to: 34, kind: 'above' },
      ],
    ],
    [
      'a monitoring zone where lower is worse',
      { concern: 'lower', cutOff: 15, monitorAt: 20 },
      [
        { from: 0, to: 15, kind: 'above' },
        { from: 16, to: 20, kind: 'monitor' },
      ],
    ],
    ['a monitoring zone alone', { cutOff: null, monitorAt: 30 }, [{ from: 30, to: 34, kind: 'monitor' }]],
    ['no signed cut-off', { cutOff: null }, []],
  ] as const)('marks where concern lies: %s', (_name, change, expected) => {
    expect(stretches(change)).toEqual(expected);
  });

  it('takes the zones the instrument names, and leaves "below" unmarked', () => {
    const instrument = instrumentOf({
      zones: [zone(0, 2, 'below'), zone(3, 7, 'follow-up'), zone(8, 20, 'above')],
    });
    const { scales } = scalesOf(resultOf({ instrument, scores: [lineOf(4, { max: 20, cutOff: null })] }));
    expect(scales[0]?.stretches).toEqual([
      { from: 3, to: 7, kind: 'follow-up' },
      { from: 8, to: 20, kind: 'above' },
    ]);
    expect(scales[0]?.zoneWords).toEqual(['0 to 2', '3 to 7', '8 to 20']);
  });

  it('draws a recalled zone only when the site signed the instrument', () => {
    const zones = [zone(3, 7, 'follow-up', 'recalled')];
    const drawn = (reviewedBy: string | null) =>
      scalesOf(
        resultOf({
          instrument: instrumentOf({ zones, reviewedBy }),
          scores: [lineOf(4, { cutOff: null })],
        }),
      ).scales[0]?.stretches;
    expect(drawn(null)).toEqual([]);
    expect(drawn('Dr. Made')).toHaveLength(1);
  });

  it('says why a score has no picture, and keeps its number', () => {
    const result = resultOf({
      instrument: instrumentOf({ scores: [scoreOf('total', 'Total', null)] }),
      scores: [lineOf(95, { max: null, cutOff: null }), lineOf(40, { id: 'b', name: 'Other' })],
    });
    const { scales, unpictured } = scalesOf(result);
    expect(scales).toEqual([]);
    expect(unpictured).toMatchObject([
      { name: 'Total', value: 95, why: expect.stringContaining('not known') },
      { name: 'Other', value: 40, why: 'it lies outside 0 to 34' },
    ]);
  });

  it('draws no scale of a yes or no', () => {
    expect(scalesOf(resultOf({ scores: [lineOf(1, { max: 1, cutOff: 1 })] }))).toEqual({
      scales: [],
      unpictured: [],
    });
  });
});
