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
