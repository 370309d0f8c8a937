// Part 1 of the summary: neutral on the outside, because the family may be looking at the screen.
import type { UnusableForm } from '../../domain/chart.ts';
import type { CrisisLine } from '../../domain/screening/content.ts';
import type { SafetyAnswer } from '../../domain/summary.ts';
import { unreadKey } from '../../domain/summary-safety.ts';
import { dateWords } from '../../domain/date-words.ts';
import type { OfferedStep } from '../../domain/screening/next-steps.ts';
import type { ChosenPrompts } from '../../domain/screening/prompt-choice.ts';
import { openAlone } from './closed.tsx';
import { CrisisLines, SupportLines } from './crisis-lines.tsx';
import { Tag } from './layout.tsx';
import { ArrangedToday } from './next-step.tsx';
import { PromptList } from './prompts.tsx';

/** An answer this old is no longer met with "do not leave alone" (PRODUCT 1.1); ours. */
const freshSafetyDays = 7;

interface Reviewing {
  readonly action: string;
  readonly csrf: string;
  readonly mayAcknowledge: boolean;
}

/** Right after what has to happen before the visit ends: the one thing to write comes before everything there is to read. */
const PlanForm = (props: Reviewing & { resultKey: string; of: string }) =>
  props.mayAcknowledge ? (
    <form method="post" action={props.action}>
      <input type="hidden" name="_csrf" value={props.csrf} />
      <input type="hidden" name="resultKey" value={props.resultKey} />
      <label>
        {`Your plan: ${props.of}`}
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

const Unread = ({ row, reviewing }: { row: UnusableForm; reviewing: Reviewing }) => {
  const on = row.on ? `, ${dateWords(row.on)}` : '';
  return (
    <div>
      <h3>{`An answer to a safety question that Hearth cannot use${on}`}</h3>
      <p>
        <bdi>{row.label}</bdi>
        {`: ${row.reason}. Open the form in the chart now and read the answer yourself; it may be a yes.`}
      </p>
      <PlanForm {...reviewing} resultKey={unreadKey(row)} of={`${row.label}${on}`} />
    </div>
  );
};

const Answer = ({ answer, reviewing }: { answer: SafetyAnswer; reviewing: Reviewing }) => {
  const { result, daysOld } = answer;
  const of = `${result.instrument.name}, ${dateWords(result.form.administeredOn)}`;
  const isFresh = daysOld <= freshSafetyDays;
  const who = result.form.respondent
    ? `by ${result.form.respondent}`
    : `respondent not said (made for ${result.instrument.respondent})`;
  return (
    <div>
      <h3>{isFresh ? of : `${of} (${daysOld} days ago, not yet reviewed here)`}</h3>
      <ul>
        {result.safety.positive.map((item) => (
          <li>{`${item.label}: answered ${item.value}, ${who}`}</li>
        ))}
      </ul>
      <p>
        {isFresh
          ? 'Before this visit ends: speak with the person alone, assess safety yourself, do not leave them alone while there is doubt, and follow your clinic’s crisis pathway. Decide whether you must make a report. The total score does not change this.'
          : 'Ask today how things are, and note what you find. The total score does not change this.'}
      </p>
      <PlanForm {...reviewing} resultKey={result.key} of={of} />
    </div>
  );
};

export const SafetyStrip = (
  props: Reviewing & {
    answers: readonly SafetyAnswer[];
    unread: readonly UnusableForm[];
    prompts: ChosenPrompts;
    steps: readonly OfferedStep[];
    lines: readonly CrisisLine[];
  },
) => {
  const tellsOfHome = props.answers.some(({ result }) => result.confidence === 'family-risk');
  const crisis = props.lines.filter((line) => line.crisis);
  const first = crisis.filter(({ firstFor }) => firstFor === 'any' || (firstFor === 'home' && tellsOfHome));
  const others = crisis.filter((line) => !first.includes(line));
  return (
    <section class="strip no-print" aria-label="Review before you go on">
      <h2>
        <Tag kind="safety" shape="■">
          Review before you go on
        </Tag>
      </h2>
      <details>
        <summary>{openAlone}</summary>
        {props.unread.map((row) => (
          <Unread row={row} reviewing={props} />
        ))}
        {props.answers.map((answer) => (
          <Answer answer={answer} reviewing={props} />
        ))}
        <h3>Crisis lines here</h3>
        <CrisisLines lines={first} />
        <details>
          <summary>{`${others.length > 0 ? 'More lines, what' : 'What'} to say, what to arrange`}</summary>
          <CrisisLines lines={others} />
          {props.prompts.prompts.length > 0 ? <h3>What to say</h3> : null}
          <PromptList prompts={props.prompts.prompts} />
          {props.steps.length > 0 ? <h3>What to arrange</h3> : null}
          <ArrangedToday steps={props.steps} />
          <SupportLines lines={props.lines} />
        </details>
      </details>
    </section>
  );
};
