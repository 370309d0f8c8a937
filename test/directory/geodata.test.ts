import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadPlaces } from '../../src/directory/geodata.ts';
import { fiveDigitZip, milesBetween } from '../../src/domain/consultant/place.ts';

const places = loadPlaces();
const countiesOf = (zip: string): readonly string[] | undefined =>
  places.byZip(zip)?.counties.map((county) => county.name);

describe('ZIPs', () => {
  it.each([
    ['60187', 'IL', ['DuPage']],
    ['60174', 'IL', ['Kane']],
    ['02119', 'MA', ['Suffolk']],
    ['01604', 'MA', ['Worcester']],
  ])('%s lies in %s, %s County', (zip, state, counties) => {
    expect(places.byZip(zip)?.state).toBe(state);
    expect(countiesOf(zip)).toEqual(counties);
  });

  it('gives every candidate county of a ZIP that crosses a line', () => {
    expect(countiesOf('60103')).toEqual(expect.arrayContaining(['Cook', 'DuPage']));
    expect(countiesOf('60185')?.[0]).toBe('DuPage');
  });

  it('knows a ZIP elsewhere by its state only', () => {
    expect(places.byZip('46204')).toEqual({ zip: '46204', state: 'IN', point: undefined, counties: [] });
    expect(places.byZip('10001')?.state).toBe('NY');
  });

  it('says nothing of a prefix nobody has', () => {
    expect(places.byZip('00000')).toEqual({ zip: '00000', state: undefined, point: undefined, counties: [] });
  });

  it('takes ZIP+4 and refuses what is no ZIP', () => {
    expect(places.byZip('60185-1234')?.zip).toBe('60185');
    expect(['6018', '601850', 'K1A 0B1', '', '60185-12'].map(fiveDigitZip)).toEqual(
      Array.from({ length: 5 }, () => undefined),
    );
  });

  it('covers every Census area of both states, each with a point and a county', () => {
    for (const [name, count] of [
      ['il', 1396],
      ['ma', 539],
    ] as const) {
      const file = JSON.parse(readFileSync(`src/directory/data/geo/${name}.json`, 'utf8')) as {
        zips: Record<string, unknown>;
      };
      const zips = Object.keys(file.zips);
      expect(zips).toHaveLength(count);
      expect(zips.filter((zip) => (countiesOf(zip)?.length ?? 0) === 0)).toEqual([]);
      expect(statSync(`src/directory/data/geo/${name}.json`).size).toBeLessThan(60_000);
    }
  });

  it('names counties by their code', () => {
    expect([places.countyName('17043'), places.countyName('25025'), places.countyName('99999')]).toEqual([
      'DuPage',
      'Suffolk',
      undefined,
    ]);
  });
});

describe('straight-line miles', () => {
  it('are 6.0 from West Chicago to Wheaton South', () => {
    const [from, to] = [places.byZip('60185')?.point, places.byZip('60189')?.point];
    expect(from && to && milesBetween(from, to).toFixed(1)).toBe('6.0');
  });

  it('are nothing to oneself and half the globe to the other side', () => {
    expect(milesBetween({ lat: 41, lon: -88 }, { lat: 41, lon: -88 })).toBe(0);
    expect(milesBetween({ lat: 0, lon: 0 }, { lat: 0, lon: 180 })).toBeCloseTo(Math.PI * 3958.8, 0);
  });
});
