// Part 6 of the summary: what the results call for, what comes first, what may be offered, and whom the clinician may call.
import { Unsplit } from './unsplit.tsx';
import type { ComponentChildren } from 'preact';
import { dateWords } from '../../domain/date-words.ts';
import type { ConsultLine, TierContent } from '../../domain/screening/content.ts';
import type { LeadingTier } from '../../domain/screening/tier.ts';
import type { Summary } from '../../domain/summary.ts';
import { Closed, isLedInConfidence, openAlone } from './closed.tsx';
import { CrisisLines, SupportLines } from './crisis-lines.tsx';
import { NextSteps, OpenNextSteps } from './next-step.tsx';
import { couldNotReadResults } from './results.tsx';

const hasStrip = ({ safety, safetyUnread }: Summary): boolean => safety.length + safetyUnread.length > 0;

/** Without a result to lead with: true also where an answer stands inside the strip, or where nothing could be read. */
const nothingSuggested = (summary: Summary): string =>
  hasStrip(summary)
    ? 'First see “Review before you go on” at the top of this page.'
    : couldNotReadResults(summary.gaps)
      ? 'None can be suggested, because not every result could be read. A concern alone is reason enough.'
      : 'None is suggested here. A concern alone is reason enough.';

/** A safety answer leads by itself: its total may be below, and saying so in its stead would be untrue. */
const headingOf = (tier: TierContent, { safetyAnswer }: LeadingTier): string => {
  if (!safetyAnswer) return tier.name;
  return `A safety answer, reviewed${safetyAnswer.isAbove ? '; its total is above a cut-off' : ''}`;
};

/** What comes before any next step, in the words for whoever answered. */
const firstWords = (tier: TierContent, leading: LeadingTier): readonly string[] => {
  const forWhom =
    leading.aboutWhom === 'caregiver'
      ? tier.firstForCaregiver
      : leading.confidence === 'young-person'
        ? (tier.firstForYoungPerson ?? tier.first)
        : tier.first;
  return [leading.safetyAnswer ? tier.firstAfterSafety : null, forWhom].filter((words) => words !== null);
};

/** After the review the plan and the numbers stay within reach, without interrupting again. */
const AfterReview = ({ summary, resultKey }: { summary: Summary; resultKey: string }) => {
  const plan = summary.results.find(({ result }) => result.key === resultKey)?.acknowledged;
  return (
    <>
      {plan ? (
        <p>
          <strong>Your plan: </strong>
          {`${plan.plan} (${plan.by}, ${dateWords(plan.on)})`}
        </p>
      ) : null}
      <details>
        <summary>Crisis and support lines</summary>
        <CrisisLines lines={summary.crisisLines.filter((line) => line.crisis)} />
        <SupportLines lines={summary.crisisLines} />
      </details>
    </>
  );
};

const Led = ({ summary, launchId }: { summary: Summary; launchId: string }) => {
  const { tier, leading, rescreen, nextSteps } = summary;
  const Steps = isLedInConfidence(summary) ? NextSteps : OpenNextSteps;
  return (
    <>
      {tier && leading ? (
        <>
          <p>
            <strong>{headingOf(tier, leading)}</strong>
            <span class="small">
              {leading.tier === 'negative' && leading.of ? `: ${leading.of}` : ` because: ${leading.because}`}
            </span>
          </p>
          {firstWords(tier, leading).map((words) => (
            <p>{words}</p>
          ))}
          {rescreen ? <p>{rescreen.words}</p> : null}
        </>
      ) : null}
      {leading?.safetyAnswer ? (
        <AfterReview summary={summary} resultKey={leading.safetyAnswer.resultKey} />
      ) : null}
      {nextSteps.length === 0 ? (
        <p>
          {leading
            ? 'None beyond what you would do anyway, and the next screening when it is due.'
            : nothingSuggested(summary)}
        </p>
      ) : null}
      <Steps steps={nextSteps} launchId={launchId} />
    </>
  );
};

/** Lines that answer at one number are one line. */
const byNumber = (lines: readonly ConsultLine[]): readonly (readonly [ConsultLine, ...ConsultLine[]])[] =>
  lines
    .filter(({ contact }, at) => contact === null || lines.findIndex((one) => one.contact === contact) === at)
    .map((line) => [
      line,
      ...lines.filter((one) => one !== line && line.contact !== null && one.contact === line.contact),
    ]);

/** For the clinician alone: these lines answer to providers, and a family that calls one loses time. */
const ConsultLines = ({ lines }: { lines: readonly ConsultLine[] }) =>
  lines.length === 0 ? null : (
    <details class="no-print">
      <summary>{`Call about this patient (${byNumber(lines).length})`}</summary>
      <p class="small">For clinicians; not given to families.</p>
      <ul class="lines">
        {byNumber(lines).map(([line, ...same]) => (
          <li>
            <h3>{line.name}</h3>
            <p class="small">{[line, ...same].map(({ what }) => what).join(' ')}</p>
            <p>
              {line.contact === null ? (
                'Number not known here: your administrator can add it.'
              ) : (
                <Unsplit text={line.contact} />
              )}
            </p>
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
        <Closed label={`${openAlone}: what comes next`}>
          <Led summary={summary} launchId={launchId} />
        </Closed>
      ) : (
        <Led summary={summary} launchId={launchId} />
      )}
      <ConsultLines lines={summary.consultLines} />
    </section>
  );
};
