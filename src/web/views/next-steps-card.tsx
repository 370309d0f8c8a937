// Part 6 of the summary: what the results call for, what comes first, what may be offered, and whom the clinician may call.
import type { ComponentChildren } from 'preact';
import type { ConsultLine } from '../../domain/screening/content.ts';
import type { Summary } from '../../domain/summary.ts';
import { Closed, isLedInConfidence, openAlone } from './closed.tsx';
import { OpenNextSteps } from './next-step.tsx';
import { couldNotReadResults } from './results.tsx';

const hasStrip = ({ safety, safetyUnread }: Summary): boolean => safety.length + safetyUnread.length > 0;

/** Without a result to lead with: true also where an answer stands inside the strip, or where nothing could be read. */
const nothingSuggested = (summary: Summary): string =>
  hasStrip(summary)
    ? 'First see “Review before you go on” at the top of this page.'
    : couldNotReadResults(summary.gaps)
      ? 'None can be suggested, because not every result could be read. A concern alone is reason enough.'
      : 'None is suggested here. A concern alone is reason enough.';

const Led = ({ summary, launchId }: { summary: Summary; launchId: string }) => {
  const { tier, leading, rescreen, nextSteps } = summary;
  const first = leading?.aboutWhom === 'caregiver' ? tier?.firstForCaregiver : tier?.first;
  return (
    <>
      {tier && leading ? (
        <>
          <p>
            <strong>{tier.name}</strong>
            <span class="small">{` because: ${leading.because}`}</span>
          </p>
          {first ? <p>{first}</p> : null}
          {rescreen ? <p>{rescreen.words}</p> : null}
        </>
      ) : null}
      {nextSteps.length === 0 ? (
        <p>
          {leading
            ? 'None beyond what you would do anyway, and the next screening when it is due.'
            : nothingSuggested(summary)}
        </p>
      ) : null}
      <OpenNextSteps steps={nextSteps} launchId={launchId} />
    </>
  );
};

/** For the clinician alone: these lines answer to providers, and a family that calls one loses time. */
const ConsultLines = ({ lines }: { lines: readonly ConsultLine[] }) =>
  lines.length === 0 ? null : (
    <details class="no-print">
      <summary>{`Call about this patient (${lines.length})`}</summary>
      <p class="small">For clinicians; not given to families.</p>
      <ul class="lines">
        {lines.map((line) => (
          <li>
            <h3>{line.name}</h3>
            <p class="small">{line.what}</p>
            <p>{line.contact ?? 'Number not known here: your administrator can add it.'}</p>
            <p class="small">
              {`${line.hours ? `Hours: ${line.hours}.` : 'Hours not known.'}${line.isNot ? ` ${line.isNot}` : ''} Source: ${line.source}.`}
            </p>
          </li>
        ))}
      </ul>
    </details>
  );

/** What follows from an answer given in confidence is as telling as the answer: it stays closed. */
export const NextStepsCard = (props: {
  summary: Summary;
  launchId: string;
  /** What comes before every other step, and tells nothing of any answer. */
  children?: ComponentChildren;
}) => {
  const { summary, launchId } = props;
  const isClosed = isLedInConfidence(summary);
  // Words that point to the strip would tell on paper that there is one.
  const isOffPaper = isClosed || (!summary.leading && hasStrip(summary));
  return (
    <section class={isOffPaper ? 'card no-print' : 'card'} aria-label="Next steps">
      <h2>Next steps</h2>
      {props.children}
      {isClosed ? (
        <Closed label={`${openAlone}: what follows from answers given in confidence`}>
          <Led summary={summary} launchId={launchId} />
        </Closed>
      ) : (
        <Led summary={summary} launchId={launchId} />
      )}
      <ConsultLines lines={summary.consultLines} />
    </section>
  );
};
