// Scores on their scales: where each stands, where concern begins, both ends said in words, and the same as a text equivalent.
import type { Scale, Stretch, Unpictured } from '../../domain/screening/scale.ts';
import { anchored, ink, leftEnd, percent, rightEnd } from './svg.ts';

const placeOn =
  ({ min, max }: Scale) =>
  (score: number): number =>
    leftEnd + ((score - min) / (max - min)) * (rightEnd - leftEnd);

const stretchLook = {
  above: { fill: ink.aboveWash, stripe: ink.above, dashes: '2 5' },
  'follow-up': { fill: ink.aboveWash, stripe: ink.above, dashes: '2 11' },
  monitor: { fill: ink.monitorWash, stripe: ink.monitor, dashes: '1 8' },
} as const;

/** Where it starts, halfway to the score before it: a score of the cut-off lies inside. */
const edges = (stretch: Stretch, scale: Scale): readonly [number, number] => {
  const at = placeOn(scale);
  return [
    stretch.from === scale.min ? leftEnd : at(stretch.from - 0.5),
    stretch.to === scale.max ? rightEnd : at(stretch.to + 0.5),
  ];
};

/** Told apart without color: dense stripes for concern, wide ones for a zone to follow up or watch. */
const StretchBar = ({
  stretch,
  scale,
  y,
  height,
}: {
  stretch: Stretch;
  scale: Scale;
  y: number;
  height: number;
}) => {
  const [from, to] = edges(stretch, scale);
  const look = stretchLook[stretch.kind];
  return (
    <g>
      <rect x={percent(from)} y={y} width={percent(to - from)} height={height} fill={look.fill} />
      <line
        x1={percent(from)}
        x2={percent(to)}
        y1={y + height / 2}
        y2={y + height / 2}
        stroke={look.stripe}
        stroke-width={height}
        stroke-dasharray={look.dashes}
        stroke-opacity="0.55"
      />
    </g>
  );
};

/** The side of a stretch where concern begins, with its number. */
const borderOf = (stretch: Stretch, scale: Scale): { readonly x: number; readonly score: number } => {
  const [from, to] = edges(stretch, scale);
  return scale.concern === 'higher' ? { x: from, score: stretch.from } : { x: to, score: stretch.to };
};

const kindWords = { above: 'concern', 'follow-up': 'follow up', monitor: 'monitor' } as const;

const borderWords = (stretch: Stretch, scale: Scale, score: number): string => {
  if (stretch.kind === 'above' && scale.cutOff !== null) return `cut-off ${score}`;
  return `${kindWords[stretch.kind]} ${scale.concern === 'higher' ? 'from' : 'up to'} ${score}`;
};

export const endWords = (scale: Pick<Scale, 'concern'>): readonly [string, string] =>
  scale.concern === 'higher' ? ['less concern', 'more concern'] : ['more concern', 'less concern'];

/** The picture in one sentence, for whoever does not see it. */
export const scaleWords = (instrumentName: string, scale: Scale): string =>
  [
    `${instrumentName}, ${scale.name.toLowerCase()}: ${scale.value} on a scale from ${scale.min} to ${scale.max}`,
    `${scale.concern} is more concern`,
    ...(scale.cutOff === null ? [] : [`cut-off ${scale.cutOff}`]),
    ...scale.stretches
      .filter(({ kind }) => kind !== 'above' || scale.cutOff === null)
      .map(({ from, to, kind }) => `${kindWords[kind]} ${from} to ${to}`),
    ...(scale.cutOff === null && scale.stretches.length === 0 ? ['no signed cut-off'] : []),
  ].join('; ');

const ScalePicture = ({ scale, name, small }: { scale: Scale; name: string; small: boolean }) => {
  const at = placeOn(scale);
  // Each border has a line of its own above the track, so that two close ones stay readable.
  const rows = scale.stretches.length;
  const trackY = rows * 17 + 10;
  const height = small ? 10 : 14;
  const middle = trackY + height / 2;
  const under = trackY + height + 21;
  const [low, high] = endWords(scale);
  return (
    <svg class="scale" height={under + 6} role="img" aria-label={scaleWords(name, scale)}>
      <g fill={ink.soft}>
        <rect
          x={percent(leftEnd)}
          y={trackY}
          width={percent(rightEnd - leftEnd)}
          height={height}
          fill={ink.track}
        />
        {scale.stretches.map((stretch) => (
          <StretchBar stretch={stretch} scale={scale} y={trackY} height={height} />
        ))}
        {scale.stretches.map((stretch, index) => {
          const { x, score } = borderOf(stretch, scale);
          const labelY = 13 + index * 17;
          const color = stretch.kind === 'monitor' ? ink.monitor : ink.above;
          return (
            <g>
              <line
                x1={percent(x)}
                x2={percent(x)}
                y1={labelY + 4}
                y2={trackY + height + 6}
                stroke={color}
                stroke-width="2"
                stroke-dasharray={stretch.kind === 'above' ? '4 3' : '1 3'}
              />
              <text {...anchored(x)} y={labelY} fill={color}>
                {borderWords(stretch, scale, score)}
              </text>
            </g>
          );
        })}
        <circle
          cx={percent(at(scale.value))}
          cy={middle}
          r={small ? 7 : 9}
          fill={ink.text}
          stroke="#ffffff"
          stroke-width="2"
        />
        <text x={percent(leftEnd)} y={under}>{`${scale.min} ${low}`}</text>
        <text x={percent(rightEnd)} y={under} text-anchor="end">{`${scale.max} ${high}`}</text>
      </g>
    </svg>
  );
};

/** What the number means, beside it: a shape and a word, not a color. */
const StandingWords = ({ scale }: { scale: Scale }) => {
  const { value, cutOff, reached, concern } = scale;
  const stretch = scale.stretches.find(({ from, to }) => value >= from && value <= to);
  if (stretch?.kind === 'monitor') return <span class="mark monitor">{'◆ monitoring zone'}</span>;
  if (stretch?.kind === 'follow-up') return <span class="mark above">{'▲ follow up first'}</span>;
  if (cutOff === null) return stretch ? <span class="mark above">{'▲ concern'}</span> : null;
  return reached ? (
    <span class="mark above">{`▲ ${value === cutOff ? 'at' : concern === 'higher' ? 'above' : 'below'} its cut-off ${cutOff}`}</span>
  ) : (
    <span class="mark">{`${concern === 'higher' ? 'below' : 'above'} its cut-off ${cutOff}`}</span>
  );
};

/** One score alone is drawn large; several are stacked small, each with its own direction and cut-off. */
export const ScoreScales = (props: {
  instrumentName: string;
  scales: readonly Scale[];
  unpictured: readonly Unpictured[];
}) => {
  const { instrumentName, scales, unpictured } = props;
  if (scales.length + unpictured.length === 0) return null;
  const isSmall = scales.length + unpictured.length > 1;
  return (
    <div class={isSmall ? 'scales' : undefined}>
      {scales.map((scale) => (
        <div class={scale.id === 'total' ? 'whole' : undefined}>
          <p class="score">
            <strong>{`${scale.name} ${scale.value}`}</strong>
            <StandingWords scale={scale} />
          </p>
          <ScalePicture scale={scale} name={instrumentName} small={isSmall && scale.id !== 'total'} />
          {scale.zoneWords.length > 0 ? (
            <ul class="small zones">
              {scale.zoneWords.map((words) => (
                <li>{words}</li>
              ))}
            </ul>
          ) : null}
        </div>
      ))}
      {unpictured.map(({ name, value, why }) => (
        <p class="score">
          <strong>{`${name} ${value}`}</strong>
          <span class="small">{`no picture: ${why}`}</span>
        </p>
      ))}
    </div>
  );
};
