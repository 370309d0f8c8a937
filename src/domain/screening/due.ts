// What is due at this visit, rule by rule, each with its reason (CLINICAL 2a, 0b.1-2, 0b.11-14).
import { addMonths, ageOn, type CalendarDate, type PartialDate } from '../age.ts';
import type { DeclinedScreen, GestationalAge } from '../chart.ts';
import { dateWords } from '../date-words.ts';
import { birthsWithin } from './births-within.ts';
import { type DueTool, firstToolOn, toolsFor } from './due-tools.ts';
import { type DueState, type Verdict, verdictOf } from './due-verdict.ts';
import type { Instrument } from './instrument.ts';
import type { ScreeningResult } from './result.ts';
import { followUpScore } from './scored.ts';
import type { PeriodicityRule } from './schedule.ts';

export interface DueLine extends Omit<Verdict, 'current'> {
  readonly rule: PeriodicityRule;
  readonly tools: readonly DueTool[];
  /** Lines of the same topic told together with this one: the state's beside the national one. */
  readonly also?: readonly DueLine[];
}

/** The child as the schedule sees it. */
export interface ScheduledChild {
  readonly birthDate: PartialDate;
  /** The clinic's state. */
  readonly state: string | undefined;
  /** Where known: it chooses the forms, never what is due. */
  readonly gestation?: GestationalAge | undefined;
  readonly declined?: readonly DeclinedScreen[];
  /** The first day of the visit of today or of the one before, by the clinic's schedule. */
  readonly visitBegan?: CalendarDate | undefined;
}

/** The same question about the same person, whoever asks for it. */
export const sameMatter = (one: PeriodicityRule, other: PeriodicityRule): boolean =>
  one.topic === other.topic && one.about === other.about;

export const ruleApplies = (rule: PeriodicityRule, state: string | undefined): boolean =>
  rule.inUse && (rule.states === null || (state !== undefined && rule.states.includes(state)));

/** Blanks and a single answer are no administration; a screen done but not read to its end is one (CLINICAL 0b.11). */
const wasAnswered = ({ form, scores, instrument }: ScreeningResult): boolean => {
  if (scores.some(({ id }) => id !== followUpScore) || form.sourceVerdict !== undefined) return true;
  const answered = Object.values(form.items).filter((value) => value !== null).length;
  return instrument.itemCount !== null && answered * 2 >= instrument.itemCount;
};

/** Whether a result meets a rule at all: a tool of the rule, about the right person, usable, with its safety item where that is the point. */
export const meetsRule = (result: ScreeningResult, rule: PeriodicityRule): boolean =>
  rule.acceptable.includes(result.instrument.id) &&
  result.aboutWhom === rule.about &&
  result.band !== 'unusable' &&
  wasAnswered(result) &&
  (!rule.needsSafetyItem || result.safety.state === 'clear' || result.safety.state === 'positive');

/**
 * Whether a "no" was said to this rule: to a tool that would have met it, or to a rule of the same matter. The family is asked once, whether
 * it was the state's rule or the national one that the page named.
 */
export const declinesRule = (
  one: DeclinedScreen,
  rule: PeriodicityRule,
  rules: readonly PeriodicityRule[],
  instruments: readonly Instrument[] = [],
): boolean => {
  if (one.ruleId === undefined) {
    if (one.instrumentId === undefined || !rule.acceptable.includes(one.instrumentId)) return false;
    const isOwnForm = instruments.find(({ id }) => id === one.instrumentId)?.confidential === true;
    // What somebody says no to about themself is no answer of anybody else.
    return !isOwnForm || one.personIs === undefined || one.personIs === rule.about;
  }
  const named = rules.find(({ id }) => id === one.ruleId);
  return named !== undefined && sameMatter(named, rule);
};

const unknownDates = 'dates depend on the exact birth date';

/** With a partial birth date a state is said only when the whole range agrees, and dates only when they do (CLINICAL 0b.14). */
const agreedVerdict = (verdicts: readonly (Verdict | undefined)[]): Verdict | undefined => {
  const said = verdicts.filter((one) => one !== undefined);
  const [first, ...others] = said;
  if (!first) return undefined;
  const quiet = said.every(({ state }) => state === 'not-yet');
  if (others.some(({ state }) => state !== first.state) || (said.length < verdicts.length && !quiet))
    return {
      state: 'uncertain',
      window: unknownDates,
      why: 'the birth date is incomplete, and the answer depends on it',
    };
  if (others.every(({ window, why }) => window === first.window && why === first.why)) return first;
  return {
    ...first,
    window: unknownDates,
    why: 'the same for every day the birth date may be',
  };
};

/** What looks open, and so must not be said when not everything was read. */
const openStates: readonly DueState[] = ['due', 'overdue', 'missed', 'no-tool'];

/** A form of another age lies on the page and does not count: said beside "none found". One answered in confidence is not named. */
const notCounted = (
  rule: PeriodicityRule,
  results: readonly ScreeningResult[],
  { last }: Pick<Verdict, 'last'>,
  today: CalendarDate,
): string => {
  const since = last?.form.administeredOn ?? addMonths(today, -12);
  const one = results.find(
    ({ instrument, aboutWhom, cause, band, form: { administeredOn: on } }) =>
      rule.acceptable.includes(instrument.id) &&
      aboutWhom === rule.about &&
      band === 'unusable' &&
      cause === 'age' &&
      on >= since &&
      on <= today,
  );
  if (!one) return '';
  const name = one.confidence === 'none' ? `the ${one.instrument.name}` : 'a form';
  const words = one.bandWords.charAt(0).toLowerCase() + one.bandWords.slice(1);
  return `; ${name} of ${dateWords(one.form.administeredOn)} does not count: ${words}`;
};

/**
 * One line a rule that applies. Visits go by chronological age, forms by corrected age where the instrument corrects. Where results could
 * not all be read, what looks due is `uncertain`: absence never reads as normal.
 *
 * @param results usable and unusable, newest first
 * @param resultsReadWhole false when a slice that may hold results is a gap
 */
export const decideDue = (
  rules: readonly PeriodicityRule[],
  instruments: readonly Instrument[],
  results: readonly ScreeningResult[],
  child: ScheduledChild,
  today: CalendarDate,
  resultsReadWhole: boolean,
): readonly DueLine[] => {
  const births = birthsWithin(child.birthDate);
  const ends = [...new Set([child.birthDate.earliest, child.birthDate.latest])];
  const declined = (child.declined ?? [])
    .filter(({ on }) => on <= today)
    .toSorted((one, other) => (one.on < other.on ? 1 : one.on > other.on ? -1 : 0));
  return rules.flatMap((rule): readonly DueLine[] => {
    if (!ruleApplies(rule, child.state)) return [];
    const met = results.filter((result) => meetsRule(result, rule) && result.form.administeredOn <= today);
    const refused = declined.filter((one) => declinesRule(one, rule, rules, instruments));
    const tools = toolsFor(rule, instruments, ends, today, child.gestation);
    const verdict = agreedVerdict(
      births
        .filter((birth) => ageOn(birth, today) !== undefined)
        .map((birth) =>
          verdictOf({
            rule,
            results: met,
            declined: refused,
            birth,
            today,
            hasTool: tools.length > 0,
            toolFrom:
              tools.length > 0 ? undefined : firstToolOn(rule, instruments, birth, today, child.gestation),
            visitBegan: child.visitBegan,
          }),
        ),
    );
    if (!verdict) return [];
    const { current: _current, ...told } = verdict;
    if (!openStates.includes(told.state)) return [{ rule, tools, ...told }];
    if (resultsReadWhole)
      return [{ rule, tools, ...told, why: `${told.why}${notCounted(rule, results, told, today)}` }];
    const why = 'not every result could be read, so Hearth cannot tell whether this was done';
    return [{ rule, tools, ...told, state: 'uncertain', why }];
  });
};
