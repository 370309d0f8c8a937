// Part 1 of the summary: neutral on the outside, because the family may be looking at the screen.
import type { UnusableForm } from '../../domain/chart.ts';
import type { CrisisLine } from '../../domain/screening/content.ts';
import type { SafetyAnswer } from '../../domain/summary.ts';
import type { OfferedStep } from '../../domain/screening/next-steps.ts';
import type { ChosenPrompts } from '../../domain/screening/prompt-choice.ts';
import { openAlone } from './closed.tsx';
import { Tag } from './layout.tsx';
import { NextSteps } from './next-step.tsx';
import { PromptList } from './prompts.tsx';

/** An answer this old is no longer met with "do not leave alone" (PRODUCT 1.1); ours. */
const freshSafetyDays = 7;

const CrisisLines = ({ lines }: { lines: readonly CrisisLine[] }) => (
  <ul>
    {lines.map((line) => (
      <li>
        <strong>{`${line.name}: ${line.contact}`}</strong>
        {` (${line.hours})${line.isNot ? `. ${line.isNot}` : ''}`}
      </li>
    ))}
  </ul>
);

const PlanForm = (props: { action: string; csrf: string; resultKey: string; may: boolean }) =>
  props.may ? (
    <form method="post" action={props.action}>
      <input type="hidden" name="_csrf" value={props.csrf} />
      <input type="hidden" name="resultKey" value={props.resultKey} />
      <label>
        Your plan
        <span class="hint">Who does what, and by when. It is kept with this result, in Hearth only.</span>
        <textarea name="plan" required maxlength={1000} />
      </label>
      <div class="buttons">
        <button type="submit">I have reviewed this</button>
      </div>
    </form>
  ) : (
    <p>A clinician reviews this.</p>
  );

/** One plan for each answer, after everything one needs to read first. */
const plansOf = (props: { answers: readonly SafetyAnswer[]; unread: readonly UnusableForm[] }) => [
  ...props.unread.map((row) => ({
    key: row.id,
    title: `Your plan for the answer that cannot be used: ${row.label}${row.on ? `, ${row.on}` : ''}`,
  })),
  ...props.answers.map(({ result }) => ({
    key: result.key,
    title: `Your plan for ${result.instrument.name}, ${result.form.administeredOn}`,
  })),
];

export const SafetyStrip = (props: {
  answers: readonly SafetyAnswer[];
  unread: readonly UnusableForm[];
  prompts: ChosenPrompts;
  steps: readonly OfferedStep[];
  launchId: string;
  lines: readonly CrisisLine[];
  action: string;
  csrf: string;
  mayAcknowledge: boolean;
}) => (
  <section class="strip no-print" aria-label="Review before you go on">
    <h2>
      <Tag kind="safety" shape="■">
        Review before you go on
      </Tag>
    </h2>
    <details>
      <summary>{openAlone}</summary>
      {props.unread.map((row) => (
        <div>
          <h3>{`An answer to a safety question that Hearth cannot use${row.on ? `, ${row.on}` : ''}`}</h3>
          <p>
            <bdi>{row.label}</bdi>
            {`: ${row.reason}. Open the form in the chart now and read the answer yourself; it may be a yes.`}
          </p>
        </div>
      ))}
      {props.answers.map(({ result, daysOld }) => (
        <div>
          <h3>{`${result.instrument.name}, ${result.form.administeredOn}${daysOld > freshSafetyDays ? ` (${daysOld} days ago, not yet reviewed here)` : ''}`}</h3>
          <ul>
            {result.safety.positive.map((item) => (
              <li>{`${item.label}: answered ${item.value}, ${result.form.respondent ? `by ${result.form.respondent}` : `respondent not said (made for ${result.instrument.respondent})`}`}</li>
            ))}
          </ul>
          {daysOld > freshSafetyDays ? (
            <p>Ask today how things are, and note what you find. The total score does not change this.</p>
          ) : (
            <p>
              Before this visit ends: speak with the person alone, assess safety yourself, do not leave them
              alone while there is doubt, and follow your clinic’s crisis pathway. Judge whether a report is
              mandated. The total score does not change this.
            </p>
          )}
        </div>
      ))}
      <h3>Crisis lines here</h3>
      <CrisisLines lines={props.lines.filter((line) => line.crisis)} />
      {props.prompts.prompts.length > 0 ? <h3>What to say</h3> : null}
      <PromptList prompts={props.prompts.prompts} />
      {props.steps.length > 0 ? <h3>What to arrange</h3> : null}
      <NextSteps steps={props.steps} launchId={props.launchId} />
      {props.lines.some((line) => !line.crisis) ? <h3>Support lines</h3> : null}
      <CrisisLines lines={props.lines.filter((line) => !line.crisis)} />
      {plansOf(props).map(({ key, title }) => (
        <div>
          <h3>{title}</h3>
          <PlanForm action={props.action} csrf={props.csrf} resultKey={key} may={props.mayAcknowledge} />
        </div>
      ))}
    </details>
  </section>
);
