// A gestational age as charts write it: weeks and days in many forms, and decimals that may mean two things.
import type { Observation, ObservationComponent, Quantity } from 'fhir/r4.js';
import { labelOf } from './codes.ts';

export type GestationValue = { readonly days: number; readonly note?: string } | { readonly fault: string };

const ucum = 'http://unitsofmeasure.org';
const weekUnits = new Set(['wk', 'w', 'wks', 'week', 'weeks']);
const dayUnits = new Set(['d', 'day', 'days']);

export const weeksAndDays = (days: number): string =>
  days % 7 === 0
    ? `${days / 7} weeks`
    : `${Math.floor(days / 7)} weeks ${days % 7} day${days % 7 === 1 ? '' : 's'}`;

/** Four or more days round up, three or fewer down (CLINICAL 2b.3). */
const countsAs = (days: number): number => Math.floor(days / 7) + (days % 7 >= 4 ? 1 : 0);

/**
 * 36.4 weeks is written for 36 weeks 4 days as well as for 36 and four tenths. Where the two would be counted as different weeks, neither is
 * taken.
 */
const fromWeeks = (value: number): GestationValue => {
  if (!Number.isFinite(value) || value < 0) return { fault: 'the value cannot be read' };
  if (Number.isInteger(value)) return { days: value * 7 };
  const [, whole = '', fraction = ''] = /^(\d+)\.(\d+)$/.exec(String(value)) ?? [];
  if (whole === '') return { fault: 'the value cannot be read' };
  const asTenths = Math.round(value * 7);
  const asDays = /^[1-6]$/.test(fraction) ? Number(whole) * 7 + Number(fraction) : asTenths;
  if (countsAs(asDays) !== countsAs(asTenths))
    return {
      fault: `${value} weeks may mean ${weeksAndDays(asDays)} or ${weeksAndDays(asTenths)}, and the two are counted differently`,
    };
  return { days: asTenths, note: `${value} weeks read as ${weeksAndDays(asTenths)}` };
};

const weeksAndDaysText = [
  // 36+5, 36 w 5 d, 36 weeks and 5 days
  /^(\d{2})\s*(?:\+|w(?:k|ks|eeks?)?\.?\s*,?\s*(?:and\s+)?)\s*([0-6])\s*(?:d(?:ays?)?\.?)?$/i,
  // 36 5/7
  /^(\d{2})\s*(?:\+|\s|w(?:k|ks|eeks?)?\.?)\s*([0-6])\/7\s*(?:w(?:k|ks|eeks?)?\.?)?$/i,
];

const fromText = (text: string, bareUnit: 'weeks' | 'days' | undefined): GestationValue => {
  const written = text.trim();
  for (const shape of weeksAndDaysText) {
    const found = shape.exec(written);
    if (found) return { days: Number(found[1]) * 7 + Number(found[2]) };
  }
  const [, number = '', unit = ''] = /^(\d{1,3}(?:\.\d+)?)\s*([a-z]*)\.?$/i.exec(written) ?? [];
  const measure = unit === '' ? bareUnit : unit.toLowerCase();
  if (number !== '' && measure !== undefined && weekUnits.has(measure)) return fromWeeks(Number(number));
  if (/^\d+$/.test(number) && measure !== undefined && dayUnits.has(measure)) return { days: Number(number) };
  return { fault: 'the value or its unit cannot be read' };
};

const fromQuantity = (quantity: Quantity, bareUnit: 'weeks' | 'days' | undefined): GestationValue => {
  const { value, comparator, code, unit, system } = quantity;
  if (value === undefined) return { fault: 'the value or its unit cannot be read' };
  if (comparator !== undefined) return { fault: `it says "${comparator}" a number, not a number` };
  const isUcum = system === undefined || system === ucum;
  const measure = (isUcum ? (code ?? unit) : unit) ?? bareUnit;
  if (measure !== undefined && weekUnits.has(measure.trim().toLowerCase())) return fromWeeks(value);
  if (measure !== undefined && dayUnits.has(measure.trim().toLowerCase()))
    return Number.isSafeInteger(value) ? { days: value } : { fault: 'the value cannot be read' };
  return { fault: 'the value or its unit cannot be read' };
};

/** @param bareUnit the unit the code itself names, where a value may come without one */
export const gestationValue = (
  element: Observation | ObservationComponent,
  bareUnit?: 'weeks' | 'days',
): GestationValue => {
  if (element.valueString !== undefined) return fromText(element.valueString, bareUnit);
  if (element.valueQuantity !== undefined) return fromQuantity(element.valueQuantity, bareUnit);
  if (element.valueInteger !== undefined && bareUnit !== undefined)
    return fromQuantity({ value: element.valueInteger }, bareUnit);
  if (element.dataAbsentReason !== undefined)
    return { fault: `not recorded (${labelOf(element.dataAbsentReason) ?? 'no reason given'})` };
  return { fault: 'the value or its unit cannot be read' };
};
