// Part 6 of the summary: one kind of help, offered or not, with the reason.
import type { OfferedStep } from '../../domain/screening/next-steps.ts';
import { Tag } from './layout.tsx';

export const NextStep = ({ step, launchId }: { step: OfferedStep; launchId: string }) => {
  const word = { offer: 'Offer', closing: 'Closing', 'not-now': 'Not now', uncertain: 'Ask' }[step.state];
  return (
    <li>
      <Tag kind={step.state === 'offer' ? 'act' : step.state === 'closing' ? 'above' : 'unknown'}>{word}</Tag>
      <div>
        <h3>{step.kind.name}</h3>
        <p class="small">{step.words}</p>
        {step.kind.forCaregiver ? (
          <p class="small">On the caregiver’s own record, never the child’s.</p>
        ) : null}
        {step.state !== 'not-now' && !step.kind.forCaregiver ? (
          <p class="more no-print">
            <a
              href={`/launches/${launchId}/consultants?need=${step.kind.need}&track=${step.kind.track}`}
              aria-label={`Who offers this: ${step.kind.name}`}
            >
              Who offers this
            </a>
          </p>
        ) : null}
      </div>
    </li>
  );
};

/** Ninety seconds are for these; what else fits, and what does not yet, is a tap away. */
const shownSteps = 4;

const Steps = ({ steps, launchId }: { steps: readonly OfferedStep[]; launchId: string }) => (
  <ul class="lines tagged">
    {steps.map((step) => (
      <NextStep step={step} launchId={launchId} />
    ))}
  </ul>
);

/** Part 6 whole: what fits first, in the order it was decided; then what does not, each with its reason. */
export const NextSteps = ({ steps, launchId }: { steps: readonly OfferedStep[]; launchId: string }) => {
  const fitting = steps.filter((step) => step.state !== 'not-now');
  const notNow = steps.filter((step) => step.state === 'not-now');
  // A clock that runs out is never folded away.
  const shown = fitting.filter((step, index) => index < shownSteps || step.state === 'closing');
  const rest = fitting.filter((step) => !shown.includes(step));
  return (
    <>
      {shown.length > 0 ? <Steps steps={shown} launchId={launchId} /> : null}
      {rest.length > 0 ? (
        <details>
          <summary>{`Also fits (${rest.length}): ${rest.map((step) => step.kind.name).join(', ')}`}</summary>
          <Steps steps={rest} launchId={launchId} />
        </details>
      ) : null}
      {notNow.length > 0 ? (
        <details>
          <summary>{`Not now, and why (${notNow.length}): ${notNow.map((step) => step.kind.name).join(', ')}`}</summary>
          <Steps steps={notNow} launchId={launchId} />
        </details>
      ) : null}
    </>
  );
};
