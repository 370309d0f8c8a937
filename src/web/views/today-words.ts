// A line of Today in words: its tag, what the last screen said, and which tools would do.
import type { CalendarDate } from '../../domain/age.ts';
import type { DueLine } from '../../domain/screening/due.ts';
import type { DueState } from '../../domain/screening/due-verdict.ts';
import type { PeriodicityRule } from '../../domain/screening/schedule.ts';
import { agoWords } from './result-words.ts';
import { sentence } from './words.ts';

const dueTag: Readonly<
  Record<DueState, { kind: 'act' | 'above' | 'below' | 'unknown' | 'monitor'; shape: string; word: string }>
> = {
  due: { kind: 'act', shape: '●', word: 'Due' },
  overdue: { kind: 'above', shape: '▲', word: 'Overdue' },
  unfinished: { kind: 'monitor', shape: '◐', word: 'Not finished: Follow-Up interview' },
  declined: { kind: 'unknown', shape: '–', word: 'Declined' },
  done: { kind: 'below', shape: '✓', word: 'Done' },
  missed: { kind: 'monitor', shape: '◇', word: 'Missed' },
  'not-yet': { kind: 'unknown', shape: '○', word: 'Not yet' },
  'no-tool': { kind: 'unknown', shape: '×', word: 'No tool' },
  uncertain: { kind: 'unknown', shape: '?', word: 'Not known' },
};

/** Whether a rule is about what a caregiver or a young person says of themselves: on the screen, never on paper. */
export const isInConfidence = ({ about, topic }: PeriodicityRule): boolean =>
  about === 'caregiver' || topic === 'youth-depression' || topic === 'suicide-risk';

/** The tag of a line. What was answered in confidence is done and no more: no color of an all-clear stands beside it. */
export const tagFor = ({ state, last, isIncomplete }: DueLine): (typeof dueTag)[DueState] => {
  if (state !== 'done' || !last) return dueTag[state];
  if (isIncomplete) return { kind: 'unknown', shape: '?', word: 'Done, incomplete' };
  return last.confidence === 'none' ? dueTag.done : { ...dueTag.done, kind: 'unknown' };
};

/** What was done; a form answered in confidence is neither named nor judged in the open. */
export const lastWords = ({ last, state }: DueLine, today: CalendarDate): string | undefined => {
  if (!last || state !== 'done') return undefined;
  const when = `${last.form.administeredOn}, ${agoWords(last.form.administeredOn, today)}`;
  return last.confidence === 'none'
    ? `${last.instrument.name} ${when}: ${last.bandWords.toLowerCase()}`
    : `answered in confidence ${when}`;
};

/** Named only where somebody may hand one out now. */
export const toolWords = ({ state, tools }: DueLine): string | undefined =>
  state === 'due' || state === 'overdue' || state === 'declined' || state === 'uncertain'
    ? tools.length > 0
      ? `Tools that fit this age: ${tools.map((tool) => tool.words).join(' · ')}`
      : 'No tool Hearth knows fits this age.'
    : undefined;

const evidenceWords = {
  verified: 'checked in its source',
  recalled: 'recalled, not checked',
  design: 'our own rule',
};

/** The rule's own words and where they come from, then those of the rules told together with it. */
export const whyWords = (line: DueLine): readonly string[] =>
  [line, ...(line.also ?? [])].map(
    ({ rule, why, window }, index) =>
      `${index === 0 ? sentence(why) : `${rule.name}, ${window}: ${why}.`} ${rule.why} Source: ${rule.source} (${evidenceWords[rule.evidence]}).`,
  );
