// A score on its scale, with its cut-off and earlier scores. Direct labels, both ends said in words, a text equivalent.
import type { ScreeningResult } from '../../domain/screening/result.ts';

const left = 10;
const width = 400;

/** Labels sit under their dot, kept inside the picture. */
const anchored = (x: number): { x: number; anchor: 'start' | 'middle' | 'end' } =>
  x < 70
    ? { x: left, anchor: 'start' }
    : x > 350
      ? { x: left + width, anchor: 'end' }
      : { x, anchor: 'middle' };

/** `undefined` when the scale has no known end: a picture would guess it. */
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
  const { higherIsMoreConcern, name } = result.instrument;
  const at = (score: number): number => left + (score / max) * width;
  const before = earlier[0];
  const beforeValue = before?.form.scores[id];
  const [low, high] = higherIsMoreConcern
    ? ['less concern', 'more concern']
    : ['more concern', 'less concern'];
  const now = result.form.administeredOn === today ? 'today' : result.form.administeredOn;
  const hasBefore = before !== undefined && beforeValue !== undefined;
  const description = [
    `${name} ${line.name.toLowerCase()} ${value} of ${max}`,
    cutOff === null ? 'no signed cut-off' : `cut-off ${cutOff}`,
    `${higherIsMoreConcern ? 'higher' : 'lower'} is more concern`,
    ...(hasBefore ? [`${beforeValue} on ${before.form.administeredOn}`] : []),
  ].join('; ');
  const cutX = cutOff === null ? undefined : at(higherIsMoreConcern ? cutOff - 0.5 : cutOff + 0.5);
  const label = anchored(at(value));
  const beforeLabel = hasBefore ? anchored(at(beforeValue)) : undefined;
  return (
    <svg class="scale" viewBox={`0 0 420 ${hasBefore ? 128 : 108}`} role="img" aria-label={description}>
      <g font-size="14" fill="#3d4a56">
        <rect x={left} y="40" width={width} height="14" rx="7" fill="#dfe5e9" />
        {cutX === undefined ? null : (
          <g>
            <rect
              x={higherIsMoreConcern ? cutX : left}
              y="40"
              width={higherIsMoreConcern ? left + width - cutX : cutX - left}
              height="14"
              fill="#f3d9b4"
            />
            <line
              x1={cutX}
              y1="28"
              x2={cutX}
              y2="66"
              stroke="#6b3500"
              stroke-width="2"
              stroke-dasharray="4 3"
            />
            <text x={anchored(cutX).x} y="20" text-anchor={anchored(cutX).anchor} fill="#6b3500">
              {`cut-off ${cutOff}`}
            </text>
          </g>
        )}
        {hasBefore ? (
          <circle cx={at(beforeValue)} cy="47" r="6" fill="#ffffff" stroke="#3d4852" stroke-width="2" />
        ) : null}
        <circle cx={at(value)} cy="47" r="9" fill="#16232e" />
        <text x={label.x} y="82" text-anchor={label.anchor} fill="#16232e" font-weight="700">
          {`${value} ${now}`}
        </text>
        {hasBefore && beforeLabel ? (
          <text x={beforeLabel.x} y="102" text-anchor={beforeLabel.anchor}>
            {`${beforeValue} on ${before.form.administeredOn}`}
          </text>
        ) : null}
        <text x={left} y={hasBefore ? 122 : 102}>{`0 ${low}`}</text>
        <text x={left + width} y={hasBefore ? 122 : 102} text-anchor="end">{`${max} ${high}`}</text>
      </g>
    </svg>
  );
};
