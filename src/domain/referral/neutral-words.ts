// Whether a line may stand on the child's record for everyone who reads the chart (CLINICAL 7, traps 12 and 16).
// No list of words is whole: it catches what people are likely to write in a hurry, and the form says the rule itself.

const scoreWords = /\b(?:scor(?:e|es|ed|ing)|cut ?offs?|puntaje|puntuacion)\b/;

/** What a caregiver or a young person told in confidence, and diagnoses, in the words people write them down with. Plain ASCII, lower case. */
const toldInConfidence: readonly RegExp[] = [
  // Mood and mind
  /\b(?:depress\w*|depresi\w*|anxiety|anxious\w*|ansiedad|panic\w*|psycho(?:sis|tic|path\w*)|bipolar\w*|schizo\w*|mani[ac]\w*|ptsd|ocd|gad|trauma\w*|hopeless\w*|breakdown|burn(?:t|ed)? ?out|mental(?:ly)? (?:ill\w*|disorder\w*|breakdown))\b/,
  /\b(?:ppd|ppa|ppp|pmads?|post ?partum|post ?natal|posparto|perinatal|baby blues|tristeza)\b/,
  // Harm to oneself
  /\b(?:suicid\w*|self ?(?:harm\w*|injur\w*|hurt\w*)|autolesi\w*|overdos\w*|die|dies|dying|dead|death|killed?|kills|killing|end (?:it all|\w+ life)|matar\w*|morir\w*|muert\w*)\b/,
  /\b(?:cut|cuts|cutting|hurt|hurts|hurting|harm|harms|harming|burns?|burning) (?:her|him|them|my|your|one)sel(?:f|ves)\b|\bself cutting\b/,
  // Violence, fear and neglect
  /\b(?:violen\w*|abus\w*|maltrat\w*|mistreat\w*|neglect\w*|assault\w*|rape[ds]?|molest\w*|batter(?:ed|s|ing)|beat(?:s|en|ing)?|slap\w*|punch\w*|strangl\w*|threat\w*|amenaz\w*|golpe\w*|pega|stalk\w*|controlling|unsafe|not safe|weapons?|guns?|knife|ipv|dv|dcfs|dcf|cps|51a|restraining|protective services|child protection|jail|prison|incarcerat\w*|deport\w*|undocumented)\b/,
  // A toddler who hits or chokes is told freely; whoever hits somebody of the family is not.
  /\b(?:hit|hits|hitting|chok(?:es?|ed|ing)|kick(?:s|ed|ing)|push(?:es|ed|ing)) (?:her|him|them|me|us|mom|mum|mama|mommy|mother|dad|daddy|papa|father|wife|husband|partner|girlfriend|boyfriend|the (?:mother|father|parents?|kids?|children|child|baby))\b/,
  /\b(?:scared|afraid|frightened|fearful|terrified|miedo) (?:of|at|to|a|de|del)\b|\b(?:fears|fearing) (?:her|his|the|their|for)\b|\bhurt(?:s|ing)? (?:her|him|them|the|mom|mum|mother|dad|father|baby|child|kids?)\b/,
  // Substances; what a toddler drinks is told freely
  /\b(?:addict\w*|adiccion\w*|alcohol\w*|drunk|drinker|drink(?:s|ing)?(?! (?:milk|water|juice|formula|from|out of|cow|enough|little|well|at night))|binge\w*|sober|rehab|detox\w*|opioids?|opiates?|heroin|fentanyl|methadone|suboxone|buprenorphine|cocaine|crack|meth|methamphetamine|marijuana|cannabis|weed|vap(?:es|ing)|drugs?|drogas?|substances?|relaps\w*|in recovery|withdrawal)\b/,
  // Diagnoses of the child
  /\b(?:autis\w*|asperger\w*|asd|adhd|tdah|attention deficit|conduct disorder|oppositional|attachment disorder|disorders?|trastorno\w*|diagnos\w*|syndrome|retard\w*|intellectual disab\w*|fetal alcohol|fasd|anorexi\w*|bulimi\w*|eating disorder)\b/,
  // What a caregiver or a teen told of their body and life
  /\b(?:hiv|std|sti|stis|stds|miscarr\w*|abortion|pregnan\w*|sexual\w*|transgender|gay|lesbian)\b/,
  // What they take for it
  /\b(?:sertraline|zoloft|prozac|fluoxetine|lexapro|escitalopram|ssris?|antidepress\w*|lithium|psychiatric (?:hospital|ward|unit|stay|admission)\w*)\b/,
];

/** Short forms that are also common words count only in capitals. */
const inCapitals = /\b(?:ODD|DMDD|SUD|OUD|SI|NSSI|RAD|BPD)\b/;

/** What people call a form besides its id. */
const formNicknames =
  /\b(?:edinburgh|edimburgo|epds|phq ?\d*|gad ?\d+|pearls|pediatric symptom checklist|ages and stages|modified checklist|seek ?pq|craff?t|aces? (?:score|screen|form|of \d+)|c ?ssrs|columbia|vanderbilt|questionnaire|cuestionario|screen(?:er|ed|ing)? (?:was |is )?positive|positive (?:screen\w*|for))\b/;

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

/** Wide letters, accents, invisible characters and the marks between two words do not hide a word. */
const unmasked = (line: string): string => line.normalize('NFKD').replace(/[\p{M}\p{Cf}]/gu, '');
const plain = (line: string): string =>
  line
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]+/gu, ' ')
    .trim();

/** What is wrong with a line that must be neutral, in words that say how to mend it; nothing when it may stand. */
export const notNeutral = (
  line: string,
  instruments: readonly { readonly id: string }[],
): string | undefined => {
  const shown = unmasked(line);
  const words = plain(shown);
  if (
    formNicknames.test(words) ||
    instruments.some(({ id }) => namePatterns(id).some((name) => name.test(shown)))
  )
    return 'Leave out the name of the form: say it in words the family would use.';
  if (scoreWords.test(words)) return 'Leave out the score: whoever meets the family asks for themselves.';
  return inCapitals.test(shown) || toldInConfidence.some((told) => told.test(words))
    ? 'Leave out what was told in confidence and any diagnosis: everyone who reads this chart sees this line. Say it when you introduce the family.'
    : undefined;
};
