// The words of a band: plain, with the direction said wherever lower is worse (CLINICAL trap 1).
import type { ReportedForm } from '../chart.ts';
import type { ScoreVerdict } from './cut-off.ts';
import type { ScoreLine } from './result.ts';

export const listed = (words: readonly string[]): string => words.join(', ');

/** The source's own verdict, attributed; never Hearth's band (CLINICAL 0b.4). */
export const sourceSays = (form: ReportedForm): string | undefined => {
  if (!form.sourceVerdict) return undefined;
  const system = form.origins[0]?.system ?? 'the chart';
  return `“${form.sourceVerdict.text}”, as reported by ${system}; not recalculated`;
};

export const scoreWords = ({ name, value, cutOff, concern, addedUpFrom }: ScoreLine): string => {
  const facts = [
    ...(cutOff === null ? [] : [`cut-off ${cutOff}${concern === 'lower' ? ', lower is more concern' : ''}`]),
    ...(addedUpFrom === undefined ? [] : [`added up here from its ${addedUpFrom} answers`]),
  ];
  return `${name} ${value}${facts.length > 0 ? ` (${facts.join('; ')})` : ''}`;
};

/** Named when the total itself stays below: "above" beside a low total would puzzle. */
const named = (verdicts: readonly ScoreVerdict[]): string =>
  verdicts.some(({ score }) => score.id === 'total')
    ? ''
    : `: ${listed(verdicts.map(({ score }) => score.name))}`;

const direction = (verdicts: readonly ScoreVerdict[]): 'higher' | 'lower' | 'both' => {
  const all = new Set(verdicts.map(({ score }) => score.concern));
  return all.size > 1 ? 'both' : (verdicts[0]?.score.concern ?? 'higher');
};

export const aboveWords = (verdicts: readonly ScoreVerdict[]): string => {
  const words = {
    higher: 'Above the cut-off',
    lower: 'Below the cut-off, lower is more concern',
    both: 'Beyond the cut-off',
  };
  return `${words[direction(verdicts)]}${named(verdicts)}`;
};

export const monitorWords = (verdicts: readonly ScoreVerdict[]): string =>
  `In the monitoring zone${named(verdicts)}`;

/** Nothing reached; of scores where lower is worse "below" would say the opposite. */
export const clearWords = (verdicts: readonly ScoreVerdict[]): string => {
  const judged = verdicts.filter(({ band }) => band !== 'none');
  const words = {
    higher: 'Below the cut-off',
    lower: 'Above the cut-off, higher is less concern',
    both: 'No scale reaches its cut-off',
  };
  return words[direction(judged)];
};
