// The timeline in words: a row at a glance, and each mark with its dates.
import { addMonths } from '../../domain/age.ts';
import { dateWords } from '../../domain/date-words.ts';
import type { MarkState, Timeline, TimelineMark, TimelineRow } from '../../domain/screening/timeline.ts';
import { markStates } from '../../domain/screening/timeline.ts';

/** The same shapes as in the picture, as letters. */
const shapes: Readonly<Record<MarkState, string>> = {
  done: '✓',
  unfinished: '◐',
  missed: '◇',
  declined: '–',
  due: '●',
  overdue: '▲',
  later: '○',
  'no-tool': '×',
  'not-known': '?',
};

const words: Readonly<Record<MarkState, string>> = {
  done: 'done',
  unfinished: 'not finished: Follow-Up interview',
  missed: 'missed',
  declined: 'declined',
  due: 'due now',
  overdue: 'overdue',
  later: 'later',
  'no-tool': 'no tool for this age',
  'not-known': 'not known',
};

/** `done 3`, `missed 1`, `due now`: every state this row has, so that the picture needs no legend. */
export const markWords = ({
  marks,
}: TimelineRow): readonly { readonly shape: string; readonly words: string }[] =>
  markStates.flatMap((state) => {
    const number = marks.filter((mark) => mark.state === state).length;
    return number === 0
      ? []
      : [{ shape: shapes[state], words: number === 1 ? words[state] : `${words[state]} ${number}` }];
  });

export const whatBecame = ({ state, on, days }: TimelineMark): string => {
  if (state === 'not-known') return 'not known: not every result could be read';
  const dated = days && days.length > 0 ? days : on === undefined ? [] : [on];
  return [words[state], dated.map(dateWords).join(' and ')].filter((part) => part !== '').join(' ');
};

/** The row in one sentence, for whoever does not see the picture. */
export const rowWords = ({ marks }: TimelineRow): string =>
  marks.map((mark) => `${mark.name} ${whatBecame(mark)}`).join(', ');

/** A state's row beside a national one of the same name says whose it is. */
export const rowName = ({ rule }: TimelineRow, rows: readonly TimelineRow[]): string =>
  rule.states !== null && rows.some((other) => other.rule.id !== rule.id && other.rule.name === rule.name)
    ? `${rule.name} (${rule.states.join(', ')})`
    : rule.name;

/** Schedules of early childhood end before the sixth birthday; a school child's page keeps them one tap away. */
const earlyChildhoodMonths = 72;

/** Whether every window of the row lies in early childhood; yearly rules go on. */
export const isOfEarlyChildhood = ({ rule, marks }: TimelineRow): boolean =>
  marks.length > 0 &&
  rule.everyMonths === null &&
  rule.windows.length > 0 &&
  rule.windows.every(({ toMonths }) => toMonths < earlyChildhoodMonths);

export const isPastEarlyChildhood = ({ birth, today }: Timeline): boolean =>
  addMonths(birth, earlyChildhoodMonths) <= today;

export const ageLabel = (months: number): string =>
  months === 0 ? 'birth' : months < 24 ? `${months} mo` : `${Math.floor(months / 12)} y`;
