// Whether a line may stand on the child's record for everyone who reads the chart (CLINICAL 7, traps 12 and 16).

const scoreWords = /\b(?:scor(?:e|es|ed|ing)|cut-?offs?)\b/i;

/** What a caregiver or a young person told in confidence, in the words people write it down with. */
const toldInConfidence =
  /\b(?:depress\w*|suicid\w*|self-?harm\w*|psychos[ei]s|psychotic|bipolar|anxiety|ptsd|overdos\w*|addict\w*|violen\w*|abus\w*|trauma\w*)\b/i;

/** `asq-se-2` as people type it: `ASQ:SE-2`, `asq se 2`; its first part alone only in capitals, because `seek` is also a word. */
const namePatterns = (instrumentId: string): readonly RegExp[] => {
  const parts = instrumentId.split('-');
  const [first = ''] = parts;
  return [
    new RegExp(`\\b${parts.join('[\\s:._/-]*')}\\b`, 'i'),
    ...(first.length > 2 ? [new RegExp(`\\b${first.toUpperCase()}\\b`)] : []),
    ...(first.length <= 2 && parts[1] ? [new RegExp(`\\b${first}[\\s-]*${parts[1]}\\b`, 'i')] : []),
  ];
};

/** What is wrong with a line that must be neutral, in words that say how to mend it; nothing when it may stand. */
export const notNeutral = (
  line: string,
  instruments: readonly { readonly id: string }[],
): string | undefined => {
  if (instruments.some(({ id }) => namePatterns(id).some((name) => name.test(line))))
    return 'Leave out the name of the form: say it in words the family would use.';
  if (scoreWords.test(line)) return 'Leave out the score: whoever meets the family asks for themselves.';
  return toldInConfidence.test(line)
    ? 'Leave out what was told in confidence and any diagnosis: everyone who reads this chart sees this line. Say it when you introduce the family.'
    : undefined;
};
