// From birth to now: what was due, and what became of it. A picture a rule, each with its own words beside it, and the whole as a table.
import { addDays, addMonths, ageOn, type CalendarDate, daysBetween } from '../../domain/age.ts';
import { dateWords } from '../../domain/date-words.ts';
import type { MarkState, Timeline, TimelineMark, TimelineRow } from '../../domain/screening/timeline.ts';
import {
  ageLabel,
  isOfEarlyChildhood,
  isPastEarlyChildhood,
  markWords,
  rowName,
  rowWords,
  whatBecame,
} from './timeline-words.ts';
import { ink, leftEnd, percent, rightEnd } from './svg.ts';
import { isInConfidence } from './today-words.ts';

/** The last thing that begins, and a little beyond it, so that "today" and "later" both have a place. */
const lastDay = ({ birth, today, rows }: Timeline): CalendarDate => {
  const begins = rows.flatMap((row) => row.marks.map((mark) => mark.from));
  const latest = begins.reduce((last, one) => (one > last ? one : last), today);
  return addDays(latest, Math.ceil(daysBetween(birth, latest) * 0.08) + 1);
};

/** The first years hold most visits, so they are drawn wider: a place goes by the square root of the age. */
const axisOf = (timeline: Timeline): ((on: CalendarDate) => number) => {
  const days = Math.max(1, daysBetween(timeline.birth, lastDay(timeline)));
  const [from, to] = [leftEnd + 1, rightEnd - 1];
  return (on) =>
    from + Math.sqrt(Math.min(1, Math.max(0, daysBetween(timeline.birth, on) / days))) * (to - from);
};

/** Told apart by shape: a tick, a half-filled ring, an empty diamond, a bar, a dot, a triangle, a ring, a struck box, a question mark. */
const Shape = ({ state, x, y }: { state: MarkState; x: number; y: number }) => {
  const at = percent(x);
  // A nested picture moves by percent, which a transform or a path cannot.
  const drawn = {
    done: (
      <g>
        <circle cx="9" cy="9" r="8" fill={ink.text} />
        <path d="M4.8 9.4 L7.8 12.4 L13.2 6" fill="none" stroke="#ffffff" stroke-width="2.2" />
      </g>
    ),
    unfinished: (
      <g>
        <circle cx="9" cy="9" r="7" fill="#ffffff" stroke={ink.text} stroke-width="2" />
        <path d="M9 2 A7 7 0 0 0 9 16 Z" fill={ink.text} />
      </g>
    ),
    missed: <path d="M9 1.5 L16.5 9 L9 16.5 L1.5 9 Z" fill="#ffffff" stroke={ink.text} stroke-width="2" />,
    declined: (
      <g>
        <rect x="1.5" y="1.5" width="15" height="15" fill="#ffffff" stroke={ink.text} stroke-width="2" />
        <path d="M5 9 H13" stroke={ink.text} stroke-width="2.2" />
      </g>
    ),
    due: <circle cx="9" cy="9" r="6.5" fill={ink.above} stroke="#ffffff" stroke-width="2" />,
    overdue: <path d="M9 1 L17 16 H1 Z" fill={ink.above} stroke="#ffffff" stroke-width="1" />,
    later: <circle cx="9" cy="9" r="5" fill="#ffffff" stroke={ink.soft} stroke-width="2" />,
    'no-tool': <path d="M4 4 L14 14 M14 4 L4 14" stroke={ink.soft} stroke-width="2.2" />,
    'not-known': (
      <text x="9" y="15" text-anchor="middle" font-weight="700" font-size="17" fill={ink.text}>
        ?
      </text>
    ),
  }[state];
  return (
    <svg x={at} y={y - 9} width="18" height="18" overflow="visible">
      <svg x="-9" width="18" height="18" overflow="visible">
        {drawn}
      </svg>
    </svg>
  );
};

/** A window is a bar; one that has not begun is an outline. */
const WindowBar = ({ mark, place }: { mark: TimelineMark; place: (on: CalendarDate) => number }) => {
  const [from, to] = [place(mark.from), place(mark.to)];
  const isLater = mark.state === 'later';
  return (
    <rect
      x={percent(from)}
      y="12"
      width={percent(Math.max(0.6, to - from))}
      height="8"
      rx="2"
      fill={isLater ? '#ffffff' : '#c3ced6'}
      stroke={isLater ? ink.soft : '#ffffff'}
      stroke-width="1"
      {...(isLater ? { 'stroke-dasharray': '3 2' } : {})}
    />
  );
};

/** Where the shape stands: on the day it happened, today where it is due today, else in the middle of its window. */
const shapeAt = (
  { on, from, to, state }: TimelineMark,
  place: (on: CalendarDate) => number,
  today: CalendarDate,
): number => {
  if (on !== undefined) return place(on);
  const [middle, now] = [(place(from) + place(to)) / 2, place(today)];
  // Nothing that is late already lies ahead.
  return state === 'due' ? now : state === 'overdue' ? Math.min(middle, now) : middle;
};

/** In percent of the width: closer than this, a second shape of the same kind would only smudge the first; the words beside it count both. */
const shapeRoom = 5;

const shapesOf = (
  { marks }: TimelineRow,
  place: (on: CalendarDate) => number,
  today: CalendarDate,
): readonly { readonly state: MarkState; readonly x: number }[] => {
  const drawn: { state: MarkState; x: number }[] = [];
  for (const mark of marks) {
    const x = shapeAt(mark, place, today);
    const before = drawn.at(-1);
    if (before?.state !== mark.state || x - before.x >= shapeRoom) drawn.push({ state: mark.state, x });
  }
  return drawn;
};

const TodayLine = ({ x, height }: { x: number; height: number }) => (
  <line
    x1={percent(x)}
    x2={percent(x)}
    y1="0"
    y2={height}
    stroke={ink.text}
    stroke-width="1"
    stroke-dasharray="2 2"
  />
);

const RowPicture = ({ row, timeline }: { row: TimelineRow; timeline: Timeline }) => {
  const place = axisOf(timeline);
  return (
    <svg class="track" height="32" role="img" aria-label={`${rowName(row, timeline.rows)}: ${rowWords(row)}`}>
      <line x1={percent(leftEnd)} x2={percent(rightEnd)} y1="16" y2="16" stroke="#c3ced6" stroke-width="1" />
      {row.marks.map((mark) => (
        <WindowBar mark={mark} place={place} />
      ))}
      <TodayLine x={place(timeline.today)} height={32} />
      {shapesOf(row, place, timeline.today).map(({ state, x }) => (
        <Shape state={state} x={x} y={16} />
      ))}
    </svg>
  );
};

/** Ages worth a label, in months; those too close to the one before are left out. */
const ageTicks = [0, 1, 2, 4, 6, 9, 12, 18, 24, 36, 48, 60, 72, 84, 96, 120, 144, 168, 192, 216, 240];
/** In percent of the width: a label needs this much in the narrowest frame. */
const tickRoom = 18;

const Axis = ({ timeline }: { timeline: Timeline }) => {
  const place = axisOf(timeline);
  const end = lastDay(timeline);
  const now = place(timeline.today);
  const ticks: { readonly x: number; readonly months: number }[] = [];
  for (const months of ageTicks) {
    const on = addMonths(timeline.birth, months);
    const x = place(on);
    const before = ticks.at(-1);
    // The word "birth" begins at its tick, the others stand astride theirs.
    const room = before?.months === 0 ? tickRoom * 1.3 : tickRoom;
    const isFree = before === undefined || (x - before.x >= room && Math.abs(x - now) >= tickRoom / 2);
    if (on <= end && isFree) ticks.push({ x, months });
  }
  const age = ageOn(timeline.birth, timeline.today);
  return (
    <svg
      class="track"
      height="46"
      role="img"
      aria-label={`Ages from birth to ${age ? ageLabel(age.months) : 'today'}; the first years are drawn wider`}
    >
      <line x1={percent(leftEnd)} x2={percent(rightEnd)} y1="6" y2="6" stroke={ink.soft} stroke-width="1" />
      <TodayLine x={now} height={30} />
      <text
        x={percent(now)}
        y="42"
        text-anchor={now > 80 ? 'end' : now < 20 ? 'start' : 'middle'}
        font-weight="700"
        fill={ink.text}
      >
        today
      </text>
      {ticks.map(({ x, months }) => (
        <g>
          <line x1={percent(x)} x2={percent(x)} y1="2" y2="10" stroke={ink.soft} stroke-width="1" />
          <text
            x={percent(x)}
            y="24"
            text-anchor={x > 92 ? 'end' : x < 8 ? 'start' : 'middle'}
            fill={ink.soft}
          >
            {ageLabel(months)}
          </text>
        </g>
      ))}
    </svg>
  );
};

const InWords = ({ timeline }: { timeline: Timeline }) => (
  <table class="numbers">
    <thead>
      <tr>
        <th scope="col">Screening</th>
        <th scope="col">At</th>
        <th scope="col">Window</th>
        <th scope="col">Outcome</th>
      </tr>
    </thead>
    <tbody>
      {timeline.rows.flatMap((row) =>
        row.marks.map((mark) => (
          <tr class={isInConfidence(row.rule) ? 'no-print' : undefined}>
            <th scope="row">{rowName(row, timeline.rows)}</th>
            <td data-label="At">{mark.name}</td>
            <td data-label="Window">{`${dateWords(mark.from)} to ${dateWords(mark.to)}`}</td>
            <td data-label="Outcome">{whatBecame(mark)}</td>
          </tr>
        )),
      )}
    </tbody>
  </table>
);

const Row = ({ row, timeline }: { row: TimelineRow; timeline: Timeline }) => (
  <div class={isInConfidence(row.rule) ? 'no-print' : undefined}>
    <p class="score">
      <strong>{rowName(row, timeline.rows)}</strong>
      <span class="small">
        {markWords(row).map(({ shape, words }, index) => (
          <>
            {index > 0 ? ' · ' : ''}
            <span aria-hidden="true">{`${shape} `}</span>
            {words}
          </>
        ))}
      </span>
    </p>
    <RowPicture row={row} timeline={timeline} />
  </div>
);

const hasMissed = (rows: readonly TimelineRow[]): boolean =>
  rows.some(({ marks }) => marks.some(({ state }) => state === 'missed'));

export const TimelineCard = ({ timeline }: { timeline: Timeline }) => {
  const rows = timeline.rows.filter((row) => row.marks.length > 0);
  if (rows.length === 0) return null;
  const whole = { ...timeline, rows };
  const early = isPastEarlyChildhood(timeline) ? rows.filter(isOfEarlyChildhood) : [];
  const shown = rows.filter((row) => !early.includes(row));
  // The note explains a word: where that word is not printed, the note would tell that it stands on the screen.
  const isMissedOnPaper = hasMissed(shown.filter(({ rule }) => !isInConfidence(rule)));
  return (
    <section class="card timeline" aria-label="From birth to now">
      <h2>From birth to now</h2>
      {shown.map((row) => (
        <Row row={row} timeline={whole} />
      ))}
      {early.length > 0 ? (
        <details class="no-print">
          <summary>{`Early childhood (${early.length})`}</summary>
          {early.map((row) => (
            <Row row={row} timeline={whole} />
          ))}
        </details>
      ) : null}
      <Axis timeline={whole} />
      {hasMissed(rows) ? (
        <p class={isMissedOnPaper ? 'small' : 'small no-print'}>
          Missed: none was found in this chart; it may have been done elsewhere.
        </p>
      ) : null}
      <details class="no-print">
        <summary>The same in words, with dates</summary>
        <InWords timeline={whole} />
      </details>
    </section>
  );
};
