// Where a referral stands, in a word, a shape and a colour: the same on every page that shows one.
import type { Referral } from '../../domain/referral/referral.ts';
import { handOffWords, type Standing } from '../../domain/referral/standing.ts';
import { Tag } from './layout.tsx';

const tagOf: Readonly<
  Record<Standing['name'], { kind: 'act' | 'above' | 'below' | 'unknown' | 'monitor'; shape: string }>
> = {
  'waiting-for-clinician': { kind: 'act', shape: '●' },
  writing: { kind: 'monitor', shape: '◆' },
  'in-chart': { kind: 'below', shape: '✓' },
  'not-in-ehr': { kind: 'above', shape: '▲' },
  unconfirmed: { kind: 'unknown', shape: '?' },
  refused: { kind: 'above', shape: '▲' },
  'needs-relaunch': { kind: 'act', shape: '●' },
  withdrawn: { kind: 'unknown', shape: '○' },
};

export const StandingTag = ({ standing }: { standing: Standing }) => {
  const { kind, shape } = tagOf[standing.name];
  return (
    <Tag kind={kind} shape={shape}>
      {standing.words}
    </Tag>
  );
};

/** The program's side, apart from the chart: what is in the chart is not thereby with the program. */
export const HandOffTag = ({ referral }: { referral: Referral }) => (
  <Tag kind={referral.handOff ? 'below' : 'act'} shape={referral.handOff ? '✓' : '○'}>
    {handOffWords(referral)}
  </Tag>
);
