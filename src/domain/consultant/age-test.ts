// Is the child the right age for a listing today? Chronological age; with a partial birth date only what the whole range agrees on.
import { ageOn, addMonths, type CalendarDate, daysBetween, type PartialDate } from '../age.ts';
import type { Consultant } from './consultant.ts';
import { type Grade, grades } from './match-need.ts';
import { notKnown, pass, removed, type TestOutcome } from './outcome.ts';
import { dayWords } from './words.ts';

/** How long before a child ages out the page begins to say so. */
export const agesOutWarningDays = 60;

type Ages = Consultant['ages'];

/**
 * The first month of age that is certainly too old, and the first that may be. "Ages 0-5" is 71 months inclusive: the day before the
 * sixth birthday; "birth to 3" is 36 exclusive: ends at the third birthday (CLINICAL 0b.9).
 */
const upperBounds = (ages: Ages): { readonly sure: number; readonly tooOldFrom: number } | undefined => {
  if (ages.maxMonths === null) return undefined;
  const sure = ages.maxInclusive ? ages.maxMonths + 1 : ages.maxMonths;
  return { sure, tooOldFrom: Math.max(sure, ages.unclearToMonths ?? sure) };
};

type Standing = 'too-young' | 'fits' | 'unclear' | 'too-old';

const standing = (ages: Ages, birth: CalendarDate, today: CalendarDate): Standing => {
  if (birth > today) return 'too-young';
  if (ages.minMonths !== null && addMonths(birth, ages.minMonths) > today) return 'too-young';
  const upper = upperBounds(ages);
  if (upper && addMonths(birth, upper.tooOldFrom) <= today) return 'too-old';
  if (ages.minMonths === null || !upper || addMonths(birth, upper.sure) <= today) return 'unclear';
  return 'fits';
};

/** `2 y 1 m`, `8 m`, `12 d`. */
const ageWords = (birth: CalendarDate, today: CalendarDate): string => {
  const age = ageOn(birth, today);
  if (!age) return 'not yet born';
  if (age.months === 0) return `${age.days} d`;
  const years = Math.floor(age.months / 12);
  const months = age.months % 12;
  return years === 0 ? `${months} m` : months === 0 ? `${years} y` : `${years} y ${months} m`;
};

const childWords = (birth: PartialDate, today: CalendarDate): string =>
  birth.precision === 'day'
    ? `child is ${ageWords(birth.earliest, today)}`
    : "the child's birth date is known only in part";

/** Tests `ages`; a listing bound to grades is answered by the grade when it is known. */
export const testAge = (
  ages: Ages,
  birth: PartialDate | undefined,
  grade: string | undefined,
  today: CalendarDate,
): TestOutcome => {
  const byGrade = testGrade(ages, grade);
  if (byGrade) return byGrade;
  const saysNothing = ages.minMonths === null && ages.maxMonths === null;
  if (saysNothing) return notKnown('age', 'ages not listed: call');
  if (!birth) return notKnown('age', `${ages.text}; child's birth date not known`);
  // Standing only ever moves one way as a child grows, so the two ends speak for every day between them, unless they differ.
  const oldest = standing(ages, birth.earliest, today);
  const youngest = standing(ages, birth.latest, today);
  if (oldest !== youngest) return notKnown('age', `${ages.text}; ${childWords(birth, today)}: ask`);
  if (oldest === 'too-young') return removed('age', tooYoungText(ages, birth, today));
  if (oldest === 'too-old') return removed('age', `${ages.text}; ${childWords(birth, today)}`);
  if (oldest === 'unclear') return notKnown('age', unclearText(ages, birth, today));
  return pass('age', `${ages.text}, ${childWords(birth, today)}`, agesOutNote(ages, birth, today));
};

const tooYoungText = (ages: Ages, birth: PartialDate, today: CalendarDate): string => {
  if (birth.precision !== 'day' || birth.earliest > today) return `${ages.text}; ${childWords(birth, today)}`;
  const from = addMonths(birth.earliest, ages.minMonths ?? 0);
  return `${ages.text}; ${childWords(birth, today)}, old enough from ${dayWords(from, today)}`;
};

const unclearText = (ages: Ages, birth: PartialDate, today: CalendarDate): string => {
  const upper = upperBounds(ages);
  if (ages.minMonths === null) return `${ages.text}; lowest age not listed: call`;
  if (!upper) return `${ages.text}; highest age not listed: call`;
  return `${ages.text}: whether this covers a child of this age is unknown (${childWords(birth, today)}): call`;
};

const agesOutNote = (ages: Ages, birth: PartialDate, today: CalendarDate): string | undefined => {
  const upper = upperBounds(ages);
  if (!upper) return undefined;
  const earliestOut = addMonths(birth.earliest, upper.sure);
  if (daysBetween(today, earliestOut) > agesOutWarningDays) return undefined;
  const when = dayWords(earliestOut, today);
  if (birth.precision !== 'day') return `may age out from ${when}`;
  return upper.tooOldFrom > upper.sure
    ? `listed age ends ${when}: ask whether the child may stay on`
    : `ages out ${when}`;
};

const testGrade = (ages: Ages, grade: string | undefined): TestOutcome | undefined => {
  const bound = ages.grades;
  const at = gradeIndex(grade);
  if (!bound || at === undefined) return undefined;
  const from = gradeIndex(bound.from ?? undefined) ?? 0;
  const to = gradeIndex(bound.to ?? undefined) ?? grades.length - 1;
  const words = `${ages.text}, child's grade is ${grade ?? ''}`;
  return at >= from && at <= to ? pass('age', words) : removed('age', words);
};

const gradeIndex = (grade: string | undefined): number | undefined => {
  const index = grades.indexOf((grade ?? '').trim().toUpperCase() as Grade);
  return index < 0 ? undefined : index;
};
