// A score on its scale, with its cut-off and earlier scores. Direct labels, both ends said in words, a text equivalent.
// Places are percentages of the width and letters are not scaled, so it reads the same in a 320 px frame and at a desk.
import type { ScreeningResult } from '../../domain/screening/result.ts';

/** The scale's own ends inside the picture, in percent. */
const left = 2;
const width = 96;
/** A label nearer to an end than this many percent would leave the picture in a narrow frame. */
const labelRoom = 26;

const percent = (x: number): string => `${Math.round(x * 100) / 100}%`;

/** Labels sit under their dot, kept inside the picture. */
const anchored = (x: number): { x: string; 'text-anchor': 'start' | 'middle' | 'end' } =>
  x < labelRoom
    ? { x: percent(left), 'text-anchor': 'start' }
    : x > 100 - labelRoom
      ? { x: percent(left + width), 'text-anchor': 'end' }
      : { x: percent(x), 'text-anchor': 'middle' };

const CutOff = ({ x, score, above }: { x: number; score: number; above: boolean }) => (
  <g>
    <rect
      x={percent(above ? x : left)}
      y="28"
      width={percent(above ? left + width - x : x - left)}
      height="14"
      fill="#f3d9b4"
    />
    <line
      x1={percent(x)}
      y1="20"
      x2={percent(x)}
      y2="50"
      stroke="#6b3500"
      stroke-width="2"
      stroke-dasharray="4 3"
    />
    <text {...anchored(x)} y="14" fill="#6b3500">
      {`cut-off ${score}`}
    </text>
  </g>
);

/** `null` when the scale has no known end: a picture would guess it. */
export const ScoreScale = ({
  result,
  earlier,
  today,
}: {
  result: ScreeningResult;
  earlier: readonly ScreeningResult[];
  today: string;
}) => {
  const line =
    result.scores.find((one) => one.id === 'total') ??
    (result.scores.length === 1 ? result.scores[0] : undefined);
  if (!line || line.max === null) return null;
  const { value, max, cutOff, id } = line;
  const isHigherWorse = line.concern === 'higher';
  const { name } = result.instrument;
  const at = (score: number): number => left + (score / max) * width;
  const before = earlier[0];
  const beforeValue = before?.form.scores[id];
  const [low, high] = isHigherWorse ? ['less concern', 'more concern'] : ['more concern', 'less concern'];
  const now = result.form.administeredOn === today ? 'today' : result.form.administeredOn;
  const hasBefore = before !== undefined && beforeValue !== undefined;
  const description = [
    `${name} ${line.name.toLowerCase()} ${value} of ${max}`,
    cutOff === null ? 'no signed cut-off' : `cut-off ${cutOff}`,
    `${isHigherWorse ? 'higher' : 'lower'} is more concern`,
    ...(hasBefore ? [`${beforeValue} on ${before.form.administeredOn}`] : []),
  ].join('; ');
  const endsAt = hasBefore ? 108 : 88;
  return (
    <svg class="scale" height={endsAt + 6} role="img" aria-label={description}>
      <g fill="#3d4a56">
        <rect x={percent(left)} y="28" width={percent(width)} height="14" rx="7" fill="#dfe5e9" />
        {cutOff === null ? null : (
          <CutOff x={at(isHigherWorse ? cutOff - 0.5 : cutOff + 0.5)} score={cutOff} above={isHigherWorse} />
        )}
        {hasBefore ? (
          <circle
            cx={percent(at(beforeValue))}
            cy="35"
            r="6"
            fill="#ffffff"
            stroke="#3d4852"
            stroke-width="2"
          />
        ) : null}
        <circle cx={percent(at(value))} cy="35" r="9" fill="#16232e" />
        <text {...anchored(at(value))} y="66" fill="#16232e" font-weight="700">
          {`${value} ${now}`}
        </text>
        {hasBefore ? (
          <text {...anchored(at(beforeValue))} y="86">
            {`${beforeValue} on ${before.form.administeredOn}`}
          </text>
        ) : null}
        <text x={percent(left)} y={endsAt}>{`0 ${low}`}</text>
        <text x={percent(left + width)} y={endsAt} text-anchor="end">{`${max} ${high}`}</text>
      </g>
    </svg>
  );
};
