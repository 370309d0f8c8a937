// Was this the right form for the child's age on that day? Known windows refuse; recalled ones only put it in doubt (CLINICAL 0b.1, 0b.14, trap 6).
import type { Age } from '../age.ts';
import type { ReportedForm } from '../chart.ts';
import { isKnown } from './answers.ts';
import type { Setting } from './cut-off.ts';
import type { AgeForm, AgePoint, Instrument } from './instrument.ts';

/** Before the day a preterm child's corrected age is counted from: younger than any form. */
export const beforeDueDate: Age = { months: -1, days: 0, ageInDays: -1 };

export interface AgeFit {
  /** Every way the form can have been; one where age and form are known. */
  readonly settings: readonly Setting[];
  /** Why it is the wrong form for this age, for certain. */
  readonly wrong?: string;
  /** Outside every age the instrument is made for, verified or only recalled: `4 to 17 years`. */
  readonly madeFor?: string;
  /** What leaves its age open: said, and never negative. */
  readonly doubts: readonly string[];
  readonly ageForm?: { readonly form: AgeForm; readonly how: 'said by the source' | 'by age' };
}

const monthsWords = (months: number): string =>
  months % 12 === 0 && months >= 24 ? `${months / 12} years` : `${months} months`;

/** The same day in years and in months: 71 months inclusive is "5 years", to the day before the sixth birthday. */
const rangeWords = ({ from, to }: { from: number; to: number }): string => {
  const [first, last] = [
    monthsWords(from),
    to >= 36 && (to + 1) % 12 === 0 ? `${(to + 1) / 12 - 1} years` : monthsWords(to),
  ];
  const unit = last.slice(last.indexOf(' '));
  return `${first.endsWith(unit) ? first.slice(0, -unit.length) : first} to ${last}`;
};

const pointWords = ({ months, days }: AgePoint): string =>
  days === 0 ? `${months} months` : `${months} months ${days} days`;

const isBefore = (age: AgePoint, point: AgePoint): boolean =>
  age.months < point.months || (age.months === point.months && age.days < point.days);

const isWithin = (age: Age, { from, to }: AgeForm): boolean => !isBefore(age, from) && !isBefore(to, age);

/** Every month between the two ends of an uncertain age, first and last day of each. */
const agesBetween = (ages: readonly Age[]): readonly Age[] => {
  const [first, ...others] = ages.toSorted((one, other) => one.ageInDays - other.ageInDays);
  const last = others.at(-1);
  if (!first || !last) return ages;
  const months = Array.from({ length: last.months - first.months }, (_, index) => first.months + index);
  return [
    first,
    ...months.flatMap((month) => [
      { months: month, days: 30, ageInDays: first.ageInDays },
      { months: month + 1, days: 0, ageInDays: first.ageInDays },
    ]),
    last,
  ];
};

const agedWords = (ages: readonly Age[]): string =>
  ages.includes(beforeDueDate)
    ? 'the child had not reached the due date'
    : `the child was ${[...new Set(ages.map((age) => pointWords(age)))].join(' or ')}`;

interface Fault {
  readonly wrong?: string;
  readonly madeFor?: string;
  readonly doubt?: string;
}

const rangeFault = (instrument: Instrument, ages: readonly Age[]): Fault => {
  const range = instrument.ageMonths;
  if (!range) return {};
  if (ages.length === 0) return { doubt: 'the child’s age on that day is not known' };
  const tooYoung = ages.filter((age) => age.months < range.from);
  const tooOld = ages.filter((age) => age.months > range.to);
  if (tooYoung.length + tooOld.length === 0) return {};
  const words = `made for ${rangeWords(range)}`;
  if (tooYoung.length + tooOld.length < ages.length)
    return { doubt: `${words}; the birth date leaves open whether it fits` };
  const madeFor = rangeWords(range);
  if (!isKnown(range, instrument))
    return { madeFor, doubt: `${words}, as far as is recalled; ${agedWords(ages)}` };
  if (ages.includes(beforeDueDate))
    return { madeFor, wrong: `by corrected age no form of it fits before the due date: ${words}` };
  return {
    madeFor,
    wrong: `the child was too ${tooYoung.length > 0 ? 'young' : 'old'} for this form: ${words}`,
  };
};

const formFault = (form: AgeForm, instrument: Instrument, ages: readonly Age[]): Fault => {
  if (ages.length === 0) return {};
  const outside = ages.filter((age) => !isWithin(age, form));
  if (outside.length === 0) return {};
  const words = `the ${form.name} is for ${pointWords(form.from)} to ${pointWords(form.to)}`;
  if (outside.length < ages.length) return { doubt: `${words}; the birth date leaves open whether it fits` };
  return isKnown(form, instrument)
    ? { wrong: `${words}; ${agedWords(ages)}` }
    : { doubt: `${words}, as far as is recalled; ${agedWords(ages)}` };
};

/** Ages at which a cut-off changes: where no age is known each of them is possible. */
const monthsOf = (instrument: Instrument, ages: readonly Age[]): readonly (number | undefined)[] => {
  if (ages.length > 0) return [...new Set(ages.map(({ months }) => months))];
  const starts = instrument.thresholds.flatMap(({ ageMonths }) => ageMonths?.from ?? []);
  return starts.length > 0 ? [...new Set(starts)] : [undefined];
};

const madeForOf = ({ madeFor }: Fault): Pick<AgeFit, 'madeFor'> => (madeFor === undefined ? {} : { madeFor });

const saidForm = (said: AgeForm, instrument: Instrument, ages: readonly Age[], range: Fault): AgeFit => {
  const fault = formFault(said, instrument, ages);
  const wrong = range.wrong ?? fault.wrong;
  return {
    settings: monthsOf(instrument, ages).map((months) => ({ form: said.id, months })),
    doubts: [range.doubt, fault.doubt].flatMap((one) => one ?? []),
    ...(wrong === undefined ? {} : { wrong }),
    ...madeForOf(range),
    ageForm: { form: said, how: 'said by the source' },
  };
};

const formByAge = (instrument: Instrument, ages: readonly Age[], range: Fault): AgeFit => {
  const { forms } = instrument;
  // A window nobody has verified chooses no cut-off: it neither takes a form in nor leaves one out.
  const mayBe = (form: AgeForm, age: Age): boolean => !isKnown(form, instrument) || isWithin(age, form);
  const settings =
    ages.length === 0
      ? forms.flatMap((form) => monthsOf(instrument, ages).map((months) => ({ form: form.id, months })))
      : ages.flatMap((age) =>
          forms.filter((form) => mayBe(form, age)).map((form) => ({ form: form.id, months: age.months })),
        );
  const fitting = forms.filter((form) => ages.length > 0 && ages.every((age) => isWithin(age, form)));
  const [only, ...more] = fitting;
  const isOut = ages.length > 0 && ages.every((age) => !forms.some((form) => mayBe(form, age)));
  const isOpen = !isOut && ages.some((age) => !forms.some((form) => mayBe(form, age)));
  const wrong = range.wrong ?? (isOut ? `no form of it is made for this age; ${agedWords(ages)}` : undefined);
  return {
    settings,
    doubts: [
      ...(range.doubt === undefined ? [] : [range.doubt]),
      ...(isOpen ? ['the birth date leaves open whether any form of it fits'] : []),
    ],
    ...(wrong === undefined ? {} : { wrong }),
    ...madeForOf(range),
    ...(only && more.length === 0 ? { ageForm: { form: only, how: 'by age' as const } } : {}),
  };
};

/**
 * @param ends the age on the day the form was filled in, corrected where the instrument corrects: one, or both ends of a range;
 * empty when it is not known
 */
export const ageFit = (form: ReportedForm, instrument: Instrument, ends: readonly Age[]): AgeFit => {
  const ages = agesBetween(ends);
  const range = rangeFault(instrument, ages);
  if (form.formId !== undefined) {
    const said = instrument.forms.find(({ id }) => id === form.formId);
    if (said) return saidForm(said, instrument, ages, range);
  }
  const unknownForm =
    form.formId === undefined ? [] : [`the source calls it form ${form.formId}, which is not known here`];
  if (instrument.forms.length > 0) {
    const fit = formByAge(instrument, ages, range);
    return { ...fit, doubts: [...fit.doubts, ...unknownForm] };
  }
  return {
    settings: monthsOf(instrument, ages).map((months) => ({ form: null, months })),
    doubts: [...(range.doubt === undefined ? [] : [range.doubt]), ...unknownForm],
    ...(range.wrong === undefined ? {} : { wrong: range.wrong }),
    ...madeForOf(range),
  };
};

/** A form about a grown-up: the child's age says nothing of it. Cut-offs that go by the age of a young person hold for nobody here. */
export const ageless: AgeFit = { settings: [{ form: null, months: undefined }], doubts: [] };
