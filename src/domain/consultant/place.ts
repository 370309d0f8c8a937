// Where things are, as coarsely as a ZIP tells: a point, a state, and the counties it may lie in. Streets are never known here.

export interface Point {
  readonly lat: number;
  readonly lon: number;
}

export interface County {
  /** Five-digit FIPS code. */
  readonly fips: string;
  readonly name: string;
}

export interface Place {
  readonly zip: string;
  /** Two-letter postal code; `undefined` where the ZIP's first digits do not settle it. */
  readonly state: string | undefined;
  /** Absent for postal ZIPs that are not Census areas, and for states without data here. */
  readonly point: Point | undefined;
  /** Counties this ZIP may lie in, most likely first; ZIPs cross county lines, so more than one means: ask (REFERRAL 3). */
  readonly counties: readonly County[];
}

/** The look-up matching is given; built once from data files by the directory room. */
export interface Places {
  /** `undefined` when the text is no five-digit ZIP. */
  readonly byZip: (zip: string) => Place | undefined;
  /** e.g. `17043` gives `DuPage`. */
  readonly countyName: (fips: string) => string | undefined;
}

const earthRadiusMiles = 3958.8;

/** Straight-line miles over the sphere (haversine). Not travel time: the page says "straight line". */
export const milesBetween = (from: Point, to: Point): number => {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const dLat = radians(to.lat - from.lat);
  const dLon = radians(to.lon - from.lon);
  const chord =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * Math.sin(dLon / 2) ** 2;
  return 2 * earthRadiusMiles * Math.asin(Math.min(1, Math.sqrt(chord)));
};

/** The nearest of several sites, in miles; `undefined` without a starting point or sites. */
export const nearestMiles = (from: Point | undefined, sites: readonly Point[]): number | undefined => {
  if (!from || sites.length === 0) return undefined;
  return Math.min(...sites.map((site) => milesBetween(from, site)));
};

/** Five digits of a ZIP or ZIP+4, else `undefined`. */
export const fiveDigitZip = (text: string): string | undefined =>
  /^\s*(\d{5})(?:-?\d{4})?\s*$/.exec(text)?.[1];
