// What stands between "below the cut-off" and "negative": a result is negative only where the instrument's own rules are known and met.
import type { ReportedForm } from '../chart.ts';
import { languageName, primaryLanguage } from '../language.ts';
import { blankCount, isKnown, unseenCount } from './answers.ts';
import type { Instrument } from './instrument.ts';
import type { UnusableCause } from './result.ts';
import type { SafetyReading } from './safety.ts';
import type { Scored } from './scored.ts';

/** Why "below" is not called negative. */
export interface Doubt {
  /** Beside the band; empty where the line says enough. */
  readonly short: string;
  readonly line: string;
  readonly cause?: UnusableCause;
}

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

const safetyDoubt = (safety: SafetyReading): Doubt[] => {
  if (safety.state !== 'not-seen') return [];
  const label = safety.unseen.map((one) => one.label).join(' and ') || 'safety item';
  return [
    {
      short: `${label} not seen`,
      line: `look at the form: the ${label} was not in what the EHR sent`,
    },
  ];
};

/** A blank, or a question that never came, could be the one that counts (CLINICAL trap 3, trap 7). */
const missingDoubt = (form: ReportedForm, instrument: Instrument): Doubt[] => {
  const rule = instrument.missingItems;
  if (rule === null) return [{ short: '', line: 'the rule for blank answers is not known' }];
  const blank = blankCount(form);
  const unseen = unseenCount(form, instrument);
  const missing = blank + unseen;
  const isWhole = missing === 0 && Object.keys(form.items).length >= (instrument.itemCount ?? Infinity);
  if (rule.blank === 'see-manual' && !isWhole)
    return [
      {
        short: '',
        line: 'the rule for blank answers is in the owner’s guide, which is not here',
      },
    ];
  if (missing === 0) return [];
  const which = [
    ...(blank > 0 ? [`${counted(blank, 'answer')} left blank`] : []),
    ...(unseen > 0 ? [`${counted(unseen, 'answer')} not in what the EHR sent`] : []),
  ].join(', ');
  if (!isKnown(rule, instrument))
    return [
      {
        short: '',
        line: `${which}: the rule for blank answers is not known`,
      },
    ];
  const bears = rule.blank === 'counts-as-zero' || rule.blank === 'changes-nothing';
  return bears && (rule.invalidFrom === null || missing < rule.invalidFrom)
    ? []
    : [{ short: which, line: `${which}: ${rule.rule}` }];
};

const languageDoubt = (form: ReportedForm, instrument: Instrument): Doubt[] => {
  if (form.language === undefined) return [];
  const language = primaryLanguage(form.language);
  // Every one of these instruments was written in English; a row that lists none says nothing of others.
  const known = instrument.languages.length > 0 ? instrument.languages : ['en'];
  if (known.includes(language)) return [];
  return [
    {
      short: 'in a language without a known form',
      line: `filled in in ${languageName(language)}: no checked form in that language is known here`,
      cause: 'language',
    },
  ];
};

const disagreements = (form: ReportedForm, scored: readonly Scored[]): Doubt[] => [
  ...(form.sourceVerdict?.kind === 'above'
    ? [
        {
          short: 'the chart says above',
          line: 'the source and the cut-off disagree: look at the form',
        },
      ]
    : []),
  ...scored.flatMap(({ score, value, addedUpFrom, sum }): Doubt[] =>
    addedUpFrom === undefined && value !== undefined && sum?.isWhole && sum.sum !== value
      ? [
          {
            short: `${score.name.toLowerCase()} and answers differ`,
            line: `its answers add to ${sum.sum}, the ${score.name.toLowerCase()} reported is ${value}: look at the form`,
          },
        ]
      : [],
  ),
];

/** Said whatever the band: the form was not made for this language or this age, as far as is known. */
export const standingDoubts = (
  form: ReportedForm,
  instrument: Instrument,
  ageDoubts: readonly string[],
): readonly Doubt[] => [
  ...languageDoubt(form, instrument),
  ...ageDoubts.map((line) => ({ short: '', line })),
];

/** In the order a clinician would ask; none of them = negative may be said, safety answers apart. */
export const doubtsOf = (
  form: ReportedForm,
  instrument: Instrument,
  safety: SafetyReading,
  scored: readonly Scored[],
  ageDoubts: readonly string[],
): readonly Doubt[] => [
  ...safetyDoubt(safety),
  ...disagreements(form, scored),
  ...missingDoubt(form, instrument),
  ...standingDoubts(form, instrument, ageDoubts),
];
