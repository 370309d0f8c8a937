// The tools of a rule that fit a child on a day: by corrected age where the instrument corrects, as `readResult` will judge them (CLINICAL 0b.1).
import { type Age, ageOn, type CalendarDate } from '../age.ts';
import type { CorrectedAge } from './corrected-age.ts';
import type { AgeForm, AgePoint, Instrument } from './instrument.ts';
import type { PeriodicityRule } from './schedule.ts';
import { dayOf } from './visit.ts';

export interface DueTool {
  readonly id: string;
  readonly name: string;
  /** The printed form for this age, where exactly one holds it. */
  readonly form?: AgeForm;
  /** The owner sells it, and nothing in the site's content says that this clinic has it. */
  readonly needsLicence: boolean;
  readonly byCorrectedAge: boolean;
  /** `ASQ:SE-2, 24 months (by corrected age; needs a licence)`. */
  readonly words: string;
}

/** A site that has the owner's guide types its cut-offs in, or signs the row (CLINICAL 0.2, 1d). */
const needsLicence = ({ mayShipCutOffs, reviewedBy, thresholds }: Instrument): boolean =>
  !mayShipCutOffs && reviewedBy === null && thresholds.every(({ at }) => at === null);

const isAtLeast = (age: Age, { months, days }: AgePoint): boolean =>
  age.months > months || (age.months === months && age.days >= days);
const isAtMost = (age: Age, { months, days }: AgePoint): boolean =>
  age.months < months || (age.months === months && age.days <= days);

const toolOf = (instrument: Instrument, ages: readonly Age[], byCorrectedAge: boolean): DueTool => {
  const forms = instrument.forms.filter(({ from, to }) =>
    ages.every((age) => isAtLeast(age, from) && isAtMost(age, to)),
  );
  const form = forms.length === 1 ? forms[0] : undefined;
  const licence = needsLicence(instrument);
  const notes = [
    ...(byCorrectedAge ? ['by corrected age'] : []),
    ...(licence ? ['needs a license'] : []),
  ].join('; ');
  return {
    id: instrument.id,
    name: instrument.name,
    ...(form ? { form } : {}),
    needsLicence: licence,
    byCorrectedAge,
    words: `${instrument.name}${form ? `, ${form.name}` : ''}${notes === '' ? '' : ` (${notes})`}`,
  };
};

/** Whether, on this day, the instrument goes by the corrected age at all. */
const corrects = (instrument: Instrument, ages: readonly Age[]): boolean =>
  ages.every(({ months }) => months < (instrument.correctsUntilMonths ?? 0));

/**
 * Those the clinic can use as it stands come first; those whose owner wants a license are named after them.
 *
 * @param births every day the birth date may be that matters; a tool is named when it fits for any of them
 */
export const toolsFor = (
  rule: PeriodicityRule,
  instruments: readonly Instrument[],
  births: readonly CalendarDate[],
  today: CalendarDate,
  corrected: CorrectedAge | undefined,
): readonly DueTool[] => {
  const chronological = births.flatMap((birth) => ageOn(birth, today) ?? []);
  const fitting = instruments.flatMap((instrument) => {
    if (!rule.acceptable.includes(instrument.id)) return [];
    const range = instrument.ageMonths;
    const byCorrected = corrected !== undefined && corrects(instrument, chronological);
    // Before the day it is counted from, a child has no corrected age, and the age from birth does not stand in for it.
    const ages = byCorrected ? (corrected.age ? [corrected.age] : []) : chronological;
    const fits = range === null || ages.some(({ months }) => months >= range.from && months <= range.to);
    return fits ? [toolOf(instrument, ages, byCorrected && range !== null)] : [];
  });
  return fitting.toSorted((one, other) => Number(one.needsLicence) - Number(other.needsLicence));
};

/** The first day after today on which a tool of the rule begins to fit; `undefined` when none will. */
export const firstToolOn = (
  rule: PeriodicityRule,
  instruments: readonly Instrument[],
  birth: CalendarDate,
  today: CalendarDate,
  corrected: CorrectedAge | undefined,
): CalendarDate | undefined => {
  const age = ageOn(birth, today);
  return instruments
    .flatMap((instrument) => {
      const { ageMonths, id } = instrument;
      if (!rule.acceptable.includes(id) || ageMonths === null || !age) return [];
      const from = corrected !== undefined && corrects(instrument, [age]) ? corrected.countedFrom : birth;
      const begins = dayOf(from, { months: ageMonths.from, days: 0 });
      return begins > today ? [begins] : [];
    })
    .toSorted()[0];
};
