// ZIPs, counties and states from the data files of `data/geo`, as the look-up matching is given. No network, ever.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type County, fiveDigitZip, type Place, type Places } from '../domain/consultant/place.ts';

const stateFile = z.strictObject({
  state: z.string().regex(/^[A-Z]{2}$/),
  fips: z.string().regex(/^\d{2}$/),
  vintage: z.string(),
  method: z.string(),
  counties: z.record(z.string().regex(/^\d{5}$/), z.string()),
  /** ZIP: latitude, longitude, county codes within the state, likeliest first. */
  zips: z.record(z.string().regex(/^\d{5}$/), z.tuple([z.number(), z.number(), z.string()])),
});
const prefixFile = z.strictObject({ vintage: z.string(), states: z.record(z.string(), z.string()) });

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`./data/geo/${name}.json`, import.meta.url), 'utf8'));

/** States with ZIP points and counties; other ZIPs are known by state only. */
const statesWithData = ['il', 'ma'] as const;

/** Reads the data files once; about 70 kB. */
export const loadPlaces = (): Places => {
  const states = statesWithData.map((name) => stateFile.parse(read(name)));
  const stateByPrefix = new Map<string, string>();
  for (const [state, prefixes] of Object.entries(prefixFile.parse(read('prefixes')).states))
    for (const prefix of prefixes.split(' ')) stateByPrefix.set(prefix, state);

  const countyNames = new Map<string, string>(states.flatMap((state) => Object.entries(state.counties)));
  const known = new Map<string, Place>();
  for (const { state, fips, zips } of states)
    for (const [zip, [lat, lon, codes]] of Object.entries(zips)) {
      const counties = codes.split(' ').flatMap((code): County[] => {
        const name = countyNames.get(fips + code);
        return name === undefined ? [] : [{ fips: fips + code, name }];
      });
      known.set(zip, { zip, state, point: { lat, lon }, counties });
    }

  return {
    byZip: (text) => {
      const zip = fiveDigitZip(text);
      if (zip === undefined) return undefined;
      return (
        known.get(zip) ?? { zip, state: stateByPrefix.get(zip.slice(0, 3)), point: undefined, counties: [] }
      );
    },
    countyName: (fips) => countyNames.get(fips),
  };
};
