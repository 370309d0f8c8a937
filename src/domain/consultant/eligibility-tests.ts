// The hard tests that are about the listing's own rules: whom it is for, whether it takes families now, which program they must be in.
import type { Consultant, Need, Track } from './consultant.ts';
import { funderText } from './funder.ts';
import type { MatchNeed, ParentRole } from './match-need.ts';
import { notKnown, pass, removed, type TestOutcome } from './outcome.ts';
import { monthWords } from '../date-words.ts';
import { anyOf, audienceWords, funderWords, needWords, settingWords } from './words.ts';

const otherTrack: Readonly<Record<Track, string>> = {
  family: 'serves children and families, not programs or practices',
  program: 'works with programs and their staff; it is not care for a child',
  practice: 'works with the practice and its staff, not with a child or family',
};

export const testTrack = (record: Consultant, track: Track): TestOutcome =>
  record.track === track ? pass('track') : removed('track', otherTrack[record.track]);

export const testActive = (record: Consultant): TestOutcome =>
  record.active ? pass('active') : removed('active', 'no longer offered, as its listing says');

/** Kinds close enough to be shown for one another, later in the order: talking care for a child goes by both names. */
const related: Partial<Readonly<Record<Need, readonly Need[]>>> = {
  'ecmh-clinician': ['counselling'],
  counselling: ['ecmh-clinician'],
};

export type Fit = 'exact' | 'related' | 'unlisted';

/** How a listing fits the kind of help chosen; `undefined` = it offers other things. */
export const fitOf = (record: Consultant, need: Need | undefined): Fit | undefined => {
  if (need === undefined) return 'exact';
  if (record.needs.length === 0) return 'unlisted';
  if (record.needs.includes(need)) return 'exact';
  return record.needs.some((offered) => related[need]?.includes(offered)) ? 'related' : undefined;
};

export const testNeed = (record: Consultant, need: Need | undefined): TestOutcome => {
  const offered = anyOf(record.needs.map((kind) => needWords[kind]));
  const fit = fitOf(record, need);
  if (need === undefined) return pass('need', record.needs.length === 0 ? '' : `offers ${offered}`);
  if (fit === 'unlisted') return notKnown('need', `kind of help not listed: ask about ${needWords[need]}`);
  if (fit === 'exact') return pass('need', `offers ${needWords[need]}`);
  if (fit === 'related') return pass('need', `offers ${offered}, close to ${needWords[need]}`);
  return removed('need', `offers ${offered}, not ${needWords[need]}`);
};

const audienceOf: Readonly<Record<ParentRole, Consultant['audiences'][number] | undefined>> = {
  mother: 'mothers',
  father: 'fathers',
  'teen-parent': 'teen-parents',
  grandparent: 'grandparents',
  other: undefined,
};

/** A group for fathers is for fathers; one for children or parents is for any family. */
export const testAudience = (record: Consultant, role: ParentRole | undefined): TestOutcome => {
  const { audiences } = record;
  const open =
    audiences.length === 0 ||
    audiences.some((one) => one === 'child' || one === 'parents' || one === 'staff');
  if (open) return pass('audience');
  const words = `for ${anyOf(audiences.map((one) => audienceWords[one]))}`;
  const asked = role === undefined ? undefined : audienceOf[role];
  if (asked === undefined) return notKnown('audience', `${words}: ask who the parent is`);
  return audiences.includes(asked) ? pass('audience', words) : removed('audience', words);
};

export const testAccepting = (record: Consultant): TestOutcome => {
  const { state, waitText, asOf } = record.accepting;
  const dated = asOf === null ? ', date not given' : `, as of ${monthWords(asOf)}`;
  const wait = waitText === null ? '' : ` (${waitText})`;
  switch (state) {
    case 'open':
      return pass('accepting', `taking new families${wait}${dated}`);
    case 'waitlist':
      return pass('accepting', `waiting list${wait}${dated}`);
    case 'closed':
      return removed('accepting', `not taking new families${wait}${dated}`);
    case 'unknown':
      return notKnown('accepting', 'taking new families: unknown, call');
  }
};

const plain = (text: string): string => text.trim().toLowerCase().replaceAll(/\s+/g, ' ');

/** District-bound listings are for children of that district only; the family is asked, the EHR does not know. */
export const testSchoolDistrict = (record: Consultant, district: string | undefined): TestOutcome => {
  const bound = record.area.schoolDistricts;
  if (bound.length === 0) return pass('school-district');
  const words = `only for children of ${anyOf(bound)}`;
  if (district === undefined || district.trim() === '')
    return notKnown('school-district', `${words}: ask which district the family is in`);
  return bound.some((one) => plain(one) === plain(district))
    ? pass('school-district', `for ${district.trim()}, the family's district`)
    : removed('school-district', `${words}; the family's is ${district.trim()}`);
};

/** Program-bound help: the program the child is in decides, and who funds that program (not the child's insurance). */
export const testProgram = (record: Consultant, program: MatchNeed['program']): TestOutcome => {
  const bound =
    record.track === 'program' || record.access.programOnly || record.funderEligibility.length > 0;
  if (!bound || record.track === 'practice') return pass('program');
  const kinds = record.settings.map(settingWords);
  const whom = kinds.length > 0 ? `for ${anyOf(kinds)} programs` : 'for enrolled programs';
  if (!program) return notKnown('program', `${whom}: ask which program the child is in`);
  if (program.kind === 'none') return removed('program', `${whom}; the child is in none`);
  const kindKnown = record.settings.length > 0 && program.kind !== 'other';
  if (kindKnown && !record.settings.includes(program.kind))
    return removed('program', `${whom}; the child's program is ${settingWords(program.kind)}`);
  if (record.funderEligibility.length > 0) {
    const eligible = anyOf(record.funderEligibility.map(funderWords));
    if (!program.funder)
      return notKnown('program', `${whom} funded by ${eligible}: ask who funds the child's program`);
    if (!record.funderEligibility.includes(program.funder))
      return removed(
        'program',
        `${whom} funded by ${eligible}; the child's program is funded by ${funderWords(program.funder)}`,
      );
  }
  if (!kindKnown)
    return notKnown('program', `${whom}: ask whether the child's program is one`, funderText(program.funder));
  return pass(
    'program',
    `${whom}; the child is in one`,
    record.track === 'program' ? funderText(program.funder) : undefined,
  );
};
