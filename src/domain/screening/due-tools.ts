// The tools of a rule that fit a child on a day: by corrected age where the instrument corrects, as `readResult` will judge them (CLINICAL 0b.1).
import { type Age, ageOn, type CalendarDate } from '../age.ts';
import type { GestationalAge } from '../chart.ts';
import { type CorrectedAge, correctedAgeOn } from './corrected-age.ts';
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
  /** `ASQ:SE-2 24-month form (by corrected age; needs a license)`. */
  readonly words: string;
}

/** A site that has the owner's guide types its cut-offs in, or signs the row (CLINICAL 0.2, 1d). */
const needsLicence = ({ mayShipCutOffs, reviewedBy, thresholds }: Instrument): boolean =>
  !mayShipCutOffs && reviewedBy === null && thresholds.every(({ at }) => at === null);

/** The clinic has what its owner sells: it will want to use it. */
const isOwnOfClinic = (instrument: Instrument): boolean =>
  !instrument.mayShipCutOffs && !needsLicence(instrument);

/** The clinic's own first, then the free ones, then those it would have to buy. */
const placeOf = (instrument: Instrument): number =>
  isOwnOfClinic(instrument) ? 0 : needsLicence(instrument) ? 2 : 1;

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
    words: `${instrument.name}${form ? ` ${form.name}` : ''}${notes === '' ? '' : ` (${notes})`}`,
  };
};

interface AgesToday {
  readonly birth: CalendarDate;
  readonly chronological: Age;
  readonly corrected: CorrectedAge | undefined;
}

const agesToday = (
  births: readonly CalendarDate[],
  today: CalendarDate,
  gestation: GestationalAge | undefined,
): readonly AgesToday[] =>
  births.flatMap((birth) => {
    const chronological = ageOn(birth, today);
    return chronological
      ? [{ birth, chronological, corrected: correctedAgeOn(birth, today, gestation) }]
      : [];
  });

/** The corrected age where, on this day, this instrument goes by it at all. */
const correctedFor = (
  { correctsUntilMonths }: Instrument,
  { chronological, corrected }: AgesToday,
): CorrectedAge | undefined => (chronological.months < (correctsUntilMonths ?? 0) ? corrected : undefined);

/** Those that may be handed out now: of a series the later tool, and nothing for somebody who is not here while another will do. */
const handedOut = (fitting: readonly Instrument[]): readonly Instrument[] => {
  const ids = new Set(fitting.map(({ id }) => id));
  const best = fitting.filter(({ givesWayTo }) => !givesWayTo || !ids.has(givesWayTo));
  const here = best.filter(({ answeredElsewhere }) => !answeredElsewhere);
  return here.length > 0 ? here : best;
};

/**
 * Those the clinic has come first, then the free ones; those whose owner wants a license are named after them.
 *
 * @param births every day the birth date may be that matters; a tool is named when it fits for any of them
 */
export const toolsFor = (
  rule: PeriodicityRule,
  instruments: readonly Instrument[],
  births: readonly CalendarDate[],
  today: CalendarDate,
  gestation: GestationalAge | undefined,
): readonly DueTool[] => {
  const all = agesToday(births, today, gestation);
  const fitting = instruments.flatMap((instrument) => {
    if (!rule.acceptable.includes(instrument.id)) return [];
    const range = instrument.ageMonths;
    const corrected = all.map((one) => correctedFor(instrument, one));
    // Before the day it is counted from, a child has no corrected age, and the age from birth does not stand in for it.
    const ages = all.flatMap(({ chronological }, index) => {
      const one = corrected[index];
      return one ? (one.age ?? []) : chronological;
    });
    const fits = range === null || ages.some(({ months }) => months >= range.from && months <= range.to);
    const byCorrectedAge = range !== null && corrected.some((one) => one !== undefined);
    return fits ? [{ instrument, tool: toolOf(instrument, ages, byCorrectedAge) }] : [];
  });
  const named = handedOut(fitting.map(({ instrument }) => instrument));
  return fitting
    .filter(({ instrument }) => named.includes(instrument))
    .toSorted((one, other) => placeOf(one.instrument) - placeOf(other.instrument))
    .map(({ tool }) => tool);
};

/** The first day after today on which a tool of the rule begins to fit; `undefined` when none will. */
export const firstToolOn = (
  rule: PeriodicityRule,
  instruments: readonly Instrument[],
  birth: CalendarDate,
  today: CalendarDate,
  gestation: GestationalAge | undefined,
): CalendarDate | undefined =>
  agesToday([birth], today, gestation)
    .flatMap((one) =>
      instruments.flatMap((instrument) => {
        const { ageMonths, id } = instrument;
        if (!rule.acceptable.includes(id) || ageMonths === null) return [];
        const from = correctedFor(instrument, one)?.countedFrom ?? birth;
        const begins = dayOf(from, { months: ageMonths.from, days: 0 });
        return begins > today ? [begins] : [];
      }),
    )
    .toSorted()[0];
