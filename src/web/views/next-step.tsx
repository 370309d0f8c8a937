// One kind of help, offered or not, with the reason; and the lists of them.
import { mayBeReferred } from '../../domain/screening/referable.ts';
import type { OfferedStep } from '../../domain/screening/next-steps.ts';
import { Closed } from './closed.tsx';
import { Tag } from './layout.tsx';

const stateTag = {
  offer: { word: 'Offer', kind: 'act', shape: '●' },
  closing: { word: 'Closing', kind: 'above', shape: '▲' },
  'not-now': { word: 'Not now', kind: 'unknown', shape: '○' },
  uncertain: { word: 'Ask', kind: 'unknown', shape: '?' },
} as const;

/** Help for the child and family is the rule, said once above the list; who else is the client is said beside each. */
const isPlain = ({ kind }: OfferedStep): boolean => kind.track === 'family' && !kind.forCaregiver;

export const NextStep = ({ step, launchId }: { step: OfferedStep; launchId: string }) => {
  const { word, kind, shape } = stateTag[step.state];
  return (
    <li>
      <Tag kind={kind} shape={shape}>
        {step.state === 'offer' ? <span class="visually-hidden">{word}</span> : word}
      </Tag>
      <div>
        <h3>{step.kind.name}</h3>
        {step.deadline ? (
          <p>
            <strong>{step.deadline}</strong>
          </p>
        ) : null}
        <p class="small">{isPlain(step) ? step.words : `${step.words} ${step.client}`}</p>
        {step.state !== 'not-now' && mayBeReferred(step.kind) ? (
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

/** Enough to know whether to look inside. */
const namesShown = 3;

const firstNames = (steps: readonly OfferedStep[]): string => {
  const names = steps.slice(0, namesShown).map((step) => step.kind.name);
  return steps.length > namesShown ? `${names.join(', ')} …` : names.join(', ');
};

const Folded = (props: { label: string; steps: readonly OfferedStep[]; launchId: string }) =>
  props.steps.length === 0 ? null : (
    <details>
      <summary>{`${props.label} (${props.steps.length}): ${firstNames(props.steps)}`}</summary>
      <Steps steps={props.steps} launchId={props.launchId} />
    </details>
  );

/** What fits first, in the order it was decided; then what else fits; then what does not, each with its reason. */
export const NextSteps = ({ steps, launchId }: { steps: readonly OfferedStep[]; launchId: string }) => {
  const fitting = steps.filter((step) => step.state !== 'not-now');
  const first = fitting.filter(({ place }) => place === 'first').slice(0, shownSteps);
  // A clock that runs is never folded away.
  const shown = fitting.filter((step) => first.includes(step) || step.state === 'closing');
  const rest = fitting.filter((step) => !shown.includes(step));
  const notNow = steps.filter((step) => step.state === 'not-now');
  return (
    <>
      {shown.some(isPlain) ? (
        <p class="small">For the child and family, unless a line says otherwise.</p>
      ) : null}
      {shown.length > 0 ? <Steps steps={shown} launchId={launchId} /> : null}
      <Folded
        label={shown.length > 0 ? 'Also fits' : 'Open to any family'}
        steps={rest}
        launchId={launchId}
      />
      <Folded label="Not now, and why" steps={notNow} launchId={launchId} />
    </>
  );
};

/** In the strip: arranged by the people in the room, in this visit. No directory, because its referral would stand on the child's chart. */
export const ArrangedToday = ({ steps }: { steps: readonly OfferedStep[] }) => (
  <ul class="lines">
    {steps
      .filter((step) => step.state !== 'not-now')
      .map((step) => (
        <li>
          <h3>{step.kind.name}</h3>
          <p class="small">{`${step.words} ${step.client}`}</p>
        </li>
      ))}
  </ul>
);

/** In the open: what is for the caregiver alone is closed, because a partner may be looking. */
export const OpenNextSteps = ({ steps, launchId }: { steps: readonly OfferedStep[]; launchId: string }) => {
  const theirs = steps.filter(({ kind }) => kind.forCaregiver);
  return (
    <>
      <NextSteps steps={steps.filter(({ kind }) => !kind.forCaregiver)} launchId={launchId} />
      {theirs.length > 0 ? (
        <Closed label="When you are alone with the caregiver: help for them">
          <NextSteps steps={theirs} launchId={launchId} />
        </Closed>
      ) : null}
    </>
  );
};
