// The same form again: its scores over time, one picture a score, and the numbers as a table.
import { dateWords } from '../../domain/date-words.ts';
import type { CalendarDate } from '../../domain/age.ts';
import { daysBetween } from '../../domain/age.ts';
import type { Series, SeriesPoint, Trend } from '../../domain/screening/series.ts';
import { ink, leftEnd, percent, rightEnd } from './svg.ts';

const top = 44;
const bottom = 118;
/** Points end here, so that the cut-off's own label has room to stand at its line. */
const lastPointAt = 62;

const last = (points: readonly SeriesPoint[]): SeriesPoint | undefined => points.at(-1);

/** In one sentence: first, last, direction, and what lies between. */
export const trendWords = (instrumentName: string, { name, points, concern, cutOff }: Series): string => {
  const said = points.map(({ on, value }) => `${value} on ${dateWords(on)}`).join(', then ');
  const way = changeWords(points, concern);
  return `${instrumentName}, ${name.toLowerCase()} over time: ${said}; ${way}; ${cutOff === null ? 'no one cut-off for all' : `cut-off ${cutOff}`}; ${concern} is more concern`;
};

export const changeWords = (points: readonly SeriesPoint[], concern: Series['concern']): string => {
  const [before, now] = [points.at(-2), last(points)];
  if (!before || !now) return '';
  if (now.value === before.value) return `unchanged since ${dateWords(before.on)}`;
  const isMore = now.value > before.value === (concern === 'higher');
  return `${isMore ? 'more' : 'less'} concern than on ${dateWords(before.on)} (${before.value}, now ${now.value})`;
};

/** In percent of the width: a date needs this much in the narrowest frame. */
const dateRoom = 32;

/** The dates between first and last, on a line of their own; those too close to the one before are in the table. */
const middleDates = (
  points: readonly SeriesPoint[],
  x: (on: CalendarDate) => number,
): readonly { readonly on: CalendarDate; readonly at: number }[] => {
  const kept: { readonly on: CalendarDate; readonly at: number }[] = [];
  for (const { on } of points.slice(1, -1)) {
    const at = x(on);
    const before = kept.at(-1);
    if (before === undefined || at - before.at >= dateRoom) kept.push({ on, at });
  }
  return kept;
};

const TrendPicture = (props: { series: Series; max: number; name: string; joined: boolean }) => {
  const { series, max, name, joined } = props;
  const { points, min, cutOff, concern } = series;
  const [first, newest] = [points[0], last(points)];
  if (!first || !newest) return null;
  const days = Math.max(1, daysBetween(first.on, newest.on));
  const x = (on: CalendarDate): number =>
    leftEnd + 3 + (daysBetween(first.on, on) / days) * (lastPointAt - leftEnd - 3);
  const y = (value: number): number => bottom - ((value - min) / (max - min)) * (bottom - top);
  const [topWords, bottomWords] =
    concern === 'higher' ? ['more concern', 'less concern'] : ['less concern', 'more concern'];
  const cutY = cutOff === null ? null : y(concern === 'higher' ? cutOff - 0.5 : cutOff + 0.5);
  return (
    <svg class="scale" height="186" role="img" aria-label={trendWords(name, series)}>
      <g fill={ink.soft}>
        <text x={percent(leftEnd)} y="13">{`▲ ${max} ${topWords}`}</text>
        <text x={percent(leftEnd)} y="180">{`▼ ${min} ${bottomWords}`}</text>
        <line
          x1={percent(leftEnd)}
          x2={percent(rightEnd)}
          y1={bottom}
          y2={bottom}
          stroke={ink.soft}
          stroke-width="1"
        />
        {cutY === null ? null : (
          <g>
            <line
              x1={percent(leftEnd)}
              x2={percent(rightEnd)}
              y1={cutY}
              y2={cutY}
              stroke={ink.above}
              stroke-width="2"
              stroke-dasharray="4 3"
            />
            <text x={percent(rightEnd)} y={cutY - 6} text-anchor="end" fill={ink.above}>
              {`cut-off ${cutOff}`}
            </text>
          </g>
        )}
        {joined
          ? points.slice(1).map((point, index) => {
              const before = points[index] ?? point;
              return (
                <line
                  x1={percent(x(before.on))}
                  x2={percent(x(point.on))}
                  y1={y(before.value)}
                  y2={y(point.value)}
                  stroke={ink.text}
                  stroke-width="2"
                />
              );
            })
          : null}
        {points.map((point) => (
          <g>
            <circle
              cx={percent(x(point.on))}
              cy={y(point.value)}
              r={point === newest ? 7 : 5}
              fill={point === newest ? ink.text : '#ffffff'}
              stroke={ink.text}
              stroke-width="2"
            />
            <text
              x={percent(x(point.on))}
              y={y(point.value) - 11}
              text-anchor="middle"
              fill={ink.text}
              font-weight={point === newest ? '700' : '400'}
            >
              {String(point.value)}
            </text>
          </g>
        ))}
        {[first, newest].map((point) => (
          <text
            x={percent(point === first ? leftEnd : lastPointAt)}
            y={bottom + 22}
            text-anchor={point === first ? 'start' : 'middle'}
          >
            {dateWords(point.on)}
          </text>
        ))}
        {middleDates(points, x).map(({ on, at }) => (
          <text x={percent(at)} y={bottom + 40} text-anchor={at < 20 ? 'start' : 'middle'}>
            {dateWords(on)}
          </text>
        ))}
      </g>
    </svg>
  );
};

const Numbers = ({ series }: { series: readonly Series[] }) => {
  const days = [...new Set(series.flatMap(({ points }) => points.map(({ on }) => on)))]
    .toSorted()
    .toReversed();
  return (
    <table class="numbers">
      <thead>
        <tr>
          <th scope="col">Answered on</th>
          {series.map(({ name, cutOff }) => (
            <th scope="col">{`${name}${cutOff === null ? '' : ` (cut-off ${cutOff})`}`}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {days.map((on) => (
          <tr>
            <th scope="row">{dateWords(on)}</th>
            {series.map(({ name, points }) => (
              <td data-label={name}>
                {String(points.find((point) => point.on === on)?.value ?? 'not reported')}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

export const TrendPart = ({ trend, instrumentName }: { trend: Trend; instrumentName: string }) => {
  const joined = trend.caution === undefined;
  const pictured = trend.series.flatMap((series) =>
    series.max === null ? [] : [{ series, max: series.max }],
  );
  const main = pictured.find(({ series }) => series.id === 'total') ?? pictured[0];
  const rest = pictured.filter((one) => one !== main);
  const picture = (one: { series: Series; max: number }) => (
    <>
      <p class="score">
        <strong>{`${one.series.name} over time`}</strong>
        <span class="small">{changeWords(one.series.points, one.series.concern)}</span>
      </p>
      <TrendPicture series={one.series} max={one.max} name={instrumentName} joined={joined} />
    </>
  );
  return (
    <>
      {main ? picture(main) : null}
      {trend.caution ? <p class="small">{trend.caution}</p> : null}
      {trend.series.length > 0 ? (
        <details>
          <summary>
            All numbers over time<span class="visually-hidden">{`, ${instrumentName}`}</span>
          </summary>
          {rest.map(picture)}
          <Numbers series={trend.series} />
        </details>
      ) : null}
      {trend.apart.length > 0 ? (
        <details>
          <summary>{`Not compared with this one (${trend.apart.length})`}</summary>
          <ul class="small">
            {trend.apart.map(({ on, why }) => (
              <li>{`${dateWords(on)}: ${why}`}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
};
