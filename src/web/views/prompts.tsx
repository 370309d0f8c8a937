// Part 5 of the summary: words to say, in English and in the family's language.
import { languageName } from '../../domain/language.ts';
import type { ChosenPrompt } from '../../domain/screening/tier.ts';
import type { Summary } from '../../domain/summary.ts';

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
    </li>
  );
};

export const PromptList = ({ prompts }: { prompts: readonly ChosenPrompt[] }) => (
  <ul class="lines">
    {prompts.map((chosen) => (
      <PromptItem chosen={chosen} />
    ))}
  </ul>
);

/** Ninety seconds are for four of them; the rest is a tap away. */
const shownPrompts = 4;

export const Prompts = ({
  summary,
  concern,
  launchId,
}: {
  summary: Summary;
  concern: boolean;
  launchId: string;
}) => {
  const { prompts, missingLanguage, why } = summary.prompts;
  return (
    <section class="card" aria-label="Talk with the family">
      <h2>Talk with the family</h2>
      {prompts.length === 0 ? <p>No prompts fit this age yet.</p> : null}
      <PromptList prompts={prompts.slice(0, shownPrompts)} />
      {prompts.length > shownPrompts ? (
        <details>
          <summary>{`All prompts (${prompts.length - shownPrompts} more)`}</summary>
          <PromptList prompts={prompts.slice(shownPrompts)} />
        </details>
      ) : null}
      {prompts.some(({ translation }) => translation?.reviewedOn === null) ? (
        <p class="small">Translation not yet reviewed by a person.</p>
      ) : null}
      {missingLanguage ? (
        <p class="small">{`No words in ${languageName(missingLanguage)} yet: speak through an interpreter.`}</p>
      ) : null}
      {prompts.length > 0 ? (
        <details>
          <summary>Why these words</summary>
          <p class="small">{`Shown because: ${why}.`}</p>
          <ul class="small">
            {prompts.map(({ prompt }) => (
              <li>{`${prompt.title}: ${prompt.component === 'ours' ? 'our own' : prompt.component}; ${prompt.source}; ${prompt.reviewedOn ? `reviewed ${prompt.reviewedOn}` : 'not yet reviewed by a clinician'}`}</li>
            ))}
          </ul>
        </details>
      ) : null}
      <p class="more no-print">
        {concern ? (
          <a href={`/launches/${launchId}/summary`}>Take the concern back</a>
        ) : (
          <a href={`/launches/${launchId}/summary?concern=yes`}>
            The family or I am concerned, whatever the scores say
          </a>
        )}
      </p>
    </section>
  );
};
