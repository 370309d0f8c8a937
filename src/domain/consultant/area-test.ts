// Does a listing reach where the family lives? By place, or from afar by video or phone; without a ZIP or an address nothing is removed.
import type { Consultant, Delivery } from './consultant.ts';
import type { MatchNeed } from './match-need.ts';
import { notKnown, pass, removed, type TestOutcome } from './outcome.ts';
import { type County, nearestMiles, type Place, type Places } from './place.ts';
import { anyOf, deliveryWords } from './words.ts';

/** Where the family is, as far as that is known: each part may be missing. */
export interface FamilyPlace {
  readonly zip: string | undefined;
  readonly state: string | undefined;
  readonly point: Place['point'];
  /** The county they said, or those their ZIP may lie in; empty = not known. */
  readonly counties: readonly County[];
}

export const familyPlace = (need: MatchNeed, places: Places): FamilyPlace => {
  const place = need.zip === undefined ? undefined : places.byZip(need.zip);
  const said = need.countyFips;
  const counties =
    said === undefined ? (place?.counties ?? []) : [{ fips: said, name: places.countyName(said) ?? said }];
  return { zip: place?.zip, state: place?.state ?? need.state?.toUpperCase(), point: place?.point, counties };
};

const remote: readonly Delivery[] = ['telehealth', 'phone'];
const isRemote = (way: Delivery): boolean => remote.includes(way);

/** Tests the listed area; several ways of listing one are each enough. */
export const testArea = (record: Consultant, family: FamilyPlace, places: Places): TestOutcome => {
  const { area } = record;
  const { state } = family;
  if (state !== undefined && area.states.length > 0 && !area.states.includes(state))
    return removed('area', `listed for ${anyOf(area.states)}, family is in ${state}`);
  if (area.zips.length > 0 || area.counties.length > 0) return testListedPlaces(record, family, places);
  // A school district is a place of its own: its test speaks for where the family lives.
  if (area.schoolDistricts.length > 0) return pass('area');
  if (area.states.length === 0) return notKnown('area', 'area served not listed: call');
  if (area.statewide) {
    const words = `serves all of ${anyOf(area.states)}`;
    return state === undefined
      ? notKnown('area', `${words}; where the family lives is not known`)
      : pass('area', words);
  }
  return notKnown('area', `which parts of ${anyOf(area.states)} it serves is not listed: call`);
};

const testListedPlaces = (record: Consultant, family: FamilyPlace, places: Places): TestOutcome => {
  const { area } = record;
  const counties = area.counties.map((fips) => places.countyName(fips) ?? `county ${fips}`);
  const listed = [
    ...(counties.length > 0 ? [`${anyOf(counties)} County`] : []),
    ...(area.zips.length > 0 ? [`ZIP ${anyOf(area.zips)}`] : []),
  ];
  const words = `serves ${anyOf(listed)}`;
  if (family.zip !== undefined && area.zips.includes(family.zip))
    return pass('area', `serves ZIP ${family.zip}`);
  const inside = family.counties.filter((county) => area.counties.includes(county.fips));
  if (inside.length > 0 && inside.length === family.counties.length)
    return pass('area', `serves ${anyOf(inside.map((county) => county.name))} County`);
  if (inside.length > 0) {
    const maybe = anyOf(family.counties.map((county) => county.name));
    return notKnown('area', `${words}; ZIP ${family.zip ?? ''} may lie in ${maybe} County: ask`);
  }
  const zipSettles = area.zips.length === 0 || family.zip !== undefined;
  const countySettles = area.counties.length === 0 || family.counties.length > 0;
  if (!zipSettles || !countySettles)
    return notKnown('area', `${words}; where the family lives is not known well enough: ask`);
  const afar = record.delivery.filter(isRemote);
  if (afar.length > 0)
    return notKnown(
      'area',
      `${words}; also works by ${anyOf(afar.map((way) => deliveryWords[way]))}: ask whether that reaches this family`,
    );
  return removed('area', `${words} only`);
};

/** Ways of meeting that are listed and not refused; a visit at home only where the listing is known to reach the family. */
export const usableDeliveries = (
  record: Consultant,
  reachesHome: boolean,
  excluded: readonly Delivery[],
): readonly Delivery[] =>
  record.delivery.filter((way) => !excluded.includes(way) && (way !== 'in-home' || reachesHome));

/** Removes a listing only when every way it works is one the family does not want. */
export const testDelivery = (record: Consultant, excluded: readonly Delivery[]): TestOutcome => {
  if (excluded.length === 0) return pass('delivery');
  const refused = `the family does not want ${anyOf(excluded.map((way) => deliveryWords[way]))}`;
  if (record.delivery.length === 0)
    return notKnown('delivery', `${refused}; how they meet families is not listed: call`);
  const left = record.delivery.filter((way) => !excluded.includes(way));
  if (left.length === 0)
    return removed(
      'delivery',
      `only by ${anyOf(record.delivery.map((way) => deliveryWords[way]))}; ${refused}`,
    );
  return pass('delivery');
};

/** Straight-line miles to the nearest site; `null` without a family point or a listed site. */
export const distanceTo = (record: Consultant, family: FamilyPlace): number | null =>
  nearestMiles(family.point, record.sites) ?? null;

/** Only when somebody chose a distance. Help that comes to the family, or by video or phone, has none. */
export const testDistance = (
  record: Consultant,
  miles: number | null,
  usable: readonly Delivery[],
  within: number | undefined,
): TestOutcome => {
  if (within === undefined || usable.some((way) => way === 'in-home' || isRemote(way)))
    return pass('distance');
  if (miles === null) return notKnown('distance', 'distance not known');
  return miles <= within
    ? pass('distance')
    : removed('distance', `${miles.toFixed(1)} mi away, beyond the ${within} mi chosen`);
};
