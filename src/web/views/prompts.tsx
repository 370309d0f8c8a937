// Part 5 of the summary: words to say, in English and in the family's language, each to whom it is meant for.
import { dateWords } from '../../domain/date-words.ts';
import { languageName } from '../../domain/language.ts';
import type { PromptAudience } from '../../domain/screening/content.ts';
import type { ChosenPrompt } from '../../domain/screening/prompt-choice.ts';
import type { Summary } from '../../domain/summary.ts';
import { type PageState, summaryLink } from '../forms/page-state.ts';
import { Closed, isLedInConfidence, openAlone } from './closed.tsx';

const PromptItem = ({ chosen }: { chosen: ChosenPrompt }) => {
  const { prompt, english, translation } = chosen;
  return (
    <li>
      <h3>{prompt.title}</h3>
      <blockquote>
        <p>{english}</p>
        {translation ? (
          <p class="family" lang={translation.tag}>
            {translation.text}
          </p>
        ) : null}
      </blockquote>
      {translation && translation.reviewedOn !== null ? (
        <p class="small">{`Translation reviewed ${dateWords(translation.reviewedOn)}.`}</p>
      ) : null}
    </li>
  );
};

export const PromptList = ({ prompts }: { prompts: readonly ChosenPrompt[] }) =>
  prompts.length === 0 ? null : (
    <ul class="lines">
      {prompts.map((chosen) => (
        <PromptItem chosen={chosen} />
      ))}
    </ul>
  );

/** Ninety seconds are for four of them; the rest is a tap away. */
const shownPrompts = 4;

/** Words meant for one person are read out of the others' sight. */
const aloneWith = [
  ['caregiver', 'When you are alone with the caregiver'],
  ['young-person', 'When you are alone with the young person'],
] as const satisfies readonly (readonly [PromptAudience, string])[];

const fitsEveryOutcome = ({ prompt }: ChosenPrompt): boolean =>
  prompt.tiers.includes('negative') && prompt.tiers.includes('positive');

const reviewWords = ({ prompt }: ChosenPrompt): string =>
  prompt.reviewedOn
    ? `reviewed ${dateWords(prompt.reviewedOn)}${prompt.reviewedBy ? ` by ${prompt.reviewedBy}` : ''}`
    : 'not yet reviewed by a clinician';

/** Prompts of one source and one review together: each is said once. */
const bySource = (prompts: readonly ChosenPrompt[]): readonly (readonly [string, readonly string[]])[] => {
  const groups = new Map<string, string[]>();
  for (const chosen of prompts) {
    const { component, source, title } = chosen.prompt;
    const named = component === 'ours' ? 'our own' : component.replace('centred', 'centered');
    const from = `${source}; ${reviewWords(chosen)}`;
    groups.set(from, [...(groups.get(from) ?? []), `${title} (${named})`]);
  }
  return [...groups];
};

const WhyTheseWords = ({ prompts, why }: { prompts: readonly ChosenPrompt[]; why: string }) => (
  <details class="no-print">
    <summary>Why these words</summary>
    <p class="small">{`Shown because: ${why}.`}</p>
    <ul class="small">
      {bySource(prompts).map(([from, titles]) => (
        <li>{`${titles.join('; ')}: ${from}`}</li>
      ))}
    </ul>
  </details>
);

const Concern = ({ launchId, state }: { launchId: string; state: PageState }) => (
  <p class="more no-print">
    {state.concern ? (
      <a href={summaryLink(launchId, { ...state, concern: false })}>Take the concern back</a>
    ) : (
      <a href={summaryLink(launchId, { ...state, concern: true })}>
        The family or I am concerned, whatever the scores say
      </a>
    )}
  </p>
);

export const Prompts = ({
  summary,
  launchId,
  state,
}: {
  summary: Summary;
  launchId: string;
  state: PageState;
}) => {
  const { prompts, missingLanguage, why } = summary.prompts;
  const forFamily = prompts.filter(({ prompt }) => prompt.audience === 'family');
  const isClosed = isLedInConfidence(summary);
  // Words that answer one outcome would tell the room what was answered in confidence.
  const open = forFamily.filter((chosen) => !isClosed || fitsEveryOutcome(chosen));
  const held = forFamily.filter((chosen) => !open.includes(chosen));
  return (
    <section class="card no-print" aria-label="Talk with the family">
      <h2>Talk with the family</h2>
      {prompts.length === 0 ? <p>No prompts fit this age yet.</p> : null}
      <PromptList prompts={open.slice(0, shownPrompts)} />
      {open.length > shownPrompts ? (
        <details>
          <summary>{`All prompts (${open.length - shownPrompts} more)`}</summary>
          <PromptList prompts={open.slice(shownPrompts)} />
        </details>
      ) : null}
      {aloneWith.map(([audience, label]) => {
        const theirs = prompts.filter(({ prompt }) => prompt.audience === audience);
        return theirs.length === 0 ? null : (
          <Closed label={`${label} (${theirs.length})`}>
            <PromptList prompts={theirs} />
          </Closed>
        );
      })}
      {held.length > 0 ? (
        <Closed label={`${openAlone}: more words (${held.length})`}>
          <PromptList prompts={held} />
        </Closed>
      ) : null}
      {prompts.some(({ translation }) => translation?.reviewedOn === null) ? (
        <p class="small">
          {prompts.some(({ translation }) => translation && translation.reviewedOn !== null)
            ? 'Translations without a date are not yet reviewed by a person.'
            : 'Translation not yet reviewed by a person.'}
        </p>
      ) : null}
      {missingLanguage ? (
        <p class="small">{`No words in ${languageName(missingLanguage)} yet: speak through an interpreter.`}</p>
      ) : null}
      {prompts.length > 0 ? <WhyTheseWords prompts={prompts} why={why} /> : null}
      <Concern launchId={launchId} state={state} />
    </section>
  );
};
