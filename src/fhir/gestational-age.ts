// Gestational age at birth from the child's own record, in the order of CLINICAL 2b.2.
import type { Observation } from 'fhir/r4.js';
import type { GestationalAge } from '../domain/chart.ts';
import { hasCode } from './codes.ts';

const loinc = 'http://loinc.org';

/** In the order of trust; the last pair is weeks in one code and days in another. */
const inOrder: readonly { code: string; basis: string }[] = [
  { code: '76516-4', basis: 'gestational age at birth' },
  { code: '72147-2', basis: 'gestational age at birth, calculated' },
  { code: '57714-8', basis: 'obstetric estimate' },
  { code: '11884-4', basis: 'estimated gestational age' },
  { code: '11885-1', basis: 'gestational age by last menstrual period' },
  { code: '18185-9', basis: 'gestational age' },
  { code: '49051-6', basis: 'gestational age in weeks' },
];
export const gestationalAgeCodes: readonly string[] = [...inOrder.map(({ code }) => code), '49052-4'];

const daysFrom = (observation: Observation): number | undefined => {
  const text = observation.valueString?.trim();
  if (text !== undefined) {
    const found = /^(\d{2})\s*\+\s*([0-6])$/.exec(text);
    return found ? Number(found[1]) * 7 + Number(found[2]) : undefined;
  }
  const { value, code, unit, comparator } = observation.valueQuantity ?? {};
  if (value === undefined || comparator !== undefined) return undefined;
  const measure = code ?? unit;
  if (measure === 'wk' || measure === 'weeks' || measure === 'week') return Math.round(value * 7);
  if (measure === 'd' || measure === 'days' || measure === 'day') return Math.round(value);
  return undefined;
};

const usable = (observation: Observation): boolean =>
  ['final', 'amended', 'corrected'].includes(observation.status) &&
  observation.modifierExtension === undefined;

export type GestationalAgeRead = { readonly found?: GestationalAge; readonly unusable?: string };

/** The first usable one; outside 20 to 44 weeks or in an unknown unit it is refused and said, never guessed. */
export const gestationalAgeFrom = (observations: readonly Observation[]): GestationalAgeRead => {
  let unusable: string | undefined;
  for (const { code, basis } of inOrder) {
    for (const observation of observations.filter((one) => usable(one) && hasCode(one.code, loinc, code))) {
      const extra =
        code === '49051-6'
          ? observations.find((one) => usable(one) && hasCode(one.code, loinc, '49052-4'))
          : undefined;
      const days = daysFrom(observation);
      const total = days === undefined ? undefined : days + (extra ? (daysFrom(extra) ?? 0) : 0);
      if (total === undefined) unusable = `${basis}: the value or its unit cannot be read`;
      else if (total < 20 * 7 || total > 44 * 7) unusable = `${basis}: outside 20 to 44 weeks`;
      else return { found: { weeks: Math.floor(total / 7), days: total % 7, basis } };
    }
  }
  return unusable === undefined ? {} : { unusable };
};
