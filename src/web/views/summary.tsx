// The summary page: ninety seconds of a well-child visit. It receives a finished thought and only shows it (PRODUCT 1).
import type { Gap } from '../../domain/chart.ts';
import type { Summary } from '../../domain/summary.ts';
import type { OpenedSummary } from '../../workflows/open-summary.ts';
import { Gestation } from './gestation.tsx';
import { Layout, type Navigation } from './layout.tsx';
import { Near } from './near.tsx';
import { NextSteps } from './next-step.tsx';
import { Prompts } from './prompts.tsx';
import { ReferralsSoFar } from './referrals-so-far.tsx';
import { ResultCard, UnusedResults } from './results.tsx';
import { SafetyStrip } from './safety-strip.tsx';
import { DueItem, GapLines, NotYet } from './today.tsx';
import { TimelineCard } from './timeline.tsx';
import { bannerFor, longDate } from './words.ts';

export interface SummaryPageProps {
  readonly opened: OpenedSummary;
  readonly navigation: Navigation;
  readonly csrf: string;
  readonly needPatientBanner: boolean;
  readonly concern: boolean;
  /** A coordinator prepares what a clinician sends. */
  readonly referWord: string;
  readonly mayAcknowledge: boolean;
}

const couldNotReadResults = (gaps: readonly Gap[]): boolean =>
  gaps.some((gap) => gap.slice === 'observations' || gap.slice === 'questionnaireResponses');

/** "None found" is said only when everything was read and nothing at all was there. */
const noResultWords = ({ summary, readAt }: OpenedSummary): string => {
  if (couldNotReadResults(summary.gaps))
    return 'No result can be shown, because not everything could be read. This does not mean that none exists.';
  return summary.unusable.length + summary.notRecognised.length > 0
    ? `Something was found (read ${readAt}, complete), but nothing Hearth can use: see below.`
    : `No screening result found in the chart (read ${readAt}, complete).`;
};

/** Without a result to lead with: true also where an answer stands inside the strip, or where nothing could be read. */
const nothingSuggested = ({ gaps, safety, safetyUnread }: Summary): string =>
  safety.length + safetyUnread.length > 0
    ? 'First see “Review before you go on” at the top of this page.'
    : couldNotReadResults(gaps)
      ? 'None can be suggested, because not every result could be read. A concern alone is reason enough.'
      : 'None is suggested here. A concern alone is reason enough.';

export const SummaryPage = (props: SummaryPageProps) => {
  const { opened, navigation, csrf, concern } = props;
  const { summary } = opened;
  const { launchId } = navigation;
  const banner = props.needPatientBanner ? bannerFor(summary) : undefined;
  const title = `Well-child visit, ${longDate(summary.today)}`;
  const hard = summary.stop && summary.stop.reason !== 'undatable' && summary.stop.reason !== 'future-birth';
  return (
    <Layout title={title} banner={banner} navigation={navigation} ready>
      {summary.safety.length + summary.safetyUnread.length > 0 ? (
        <SafetyStrip
          answers={summary.safety}
          unread={summary.safetyUnread}
          prompts={summary.safetyPrompts}
          steps={summary.safetySteps}
          launchId={launchId}
          lines={summary.crisisLines}
          action={`/launches/${launchId}/safety`}
          csrf={csrf}
          mayAcknowledge={props.mayAcknowledge}
        />
      ) : null}
      <h1>{title}</h1>
      {summary.stop ? (
        <section class="notice bad" aria-label="Why this page stops">
          <p>{summary.stop.words}</p>
        </section>
      ) : null}
      {summary.gaps.some((gap) => gap.slice === 'patient') ? (
        <section class="notice bad" aria-label="What could not be read">
          <ul class="lines">
            <GapLines gaps={summary.gaps} slices={['patient']} />
          </ul>
          <p class="no-print">
            <a href={`/launches/${launchId}/summary`}>Try again</a>. Until then go by the chart itself;
            nothing that was saved is lost.
          </p>
        </section>
      ) : null}
      {hard ? null : (
        <div class="grid">
          <div class="stack">
            <section class="card" aria-label="Today">
              <h2>Today</h2>
              <ul class="lines tagged">
                {summary.due
                  .filter((line) => line.state !== 'not-yet')
                  .map((line) => (
                    <DueItem line={line} />
                  ))}
                <GapLines
                  gaps={summary.gaps}
                  slices={[
                    'observations',
                    'questionnaireResponses',
                    'gestationalAge',
                    'relatedPersons',
                    'encounter',
                  ]}
                />
              </ul>
              <NotYet lines={summary.due.filter((line) => line.state === 'not-yet')} />
              {summary.due.length === 0 && !summary.stop ? (
                <p>No screening rule Hearth knows applies at this age.</p>
              ) : null}
              {summary.stop ? null : (
                <p class="small">
                  Hearth does not yet follow developmental screening (9, 18 and 30 months), hearing, vision or
                  suicide-risk screening.
                </p>
              )}
              <Gestation summary={summary} launchId={launchId} />
            </section>
            <section class="stack" aria-label="Results">
              <h2>Results</h2>
              {summary.results.map((trended) => (
                <ResultCard trended={trended} today={summary.today} />
              ))}
              {summary.results.length === 0 ? <p class="card">{noResultWords(opened)}</p> : null}
              <UnusedResults
                unusable={summary.unusable}
                confidential={summary.unusableConfidential}
                notRecognised={summary.notRecognised}
                others={summary.otherSurveys}
              />
            </section>
            {summary.timeline ? <TimelineCard timeline={summary.timeline} /> : null}
            {summary.stop ? null : <Prompts summary={summary} concern={concern} launchId={launchId} />}
          </div>
          <div class="stack">
            {summary.stop ? null : (
              <section class="card" aria-label="Next steps">
                <h2>Next steps</h2>
                {summary.nextSteps.length === 0 ? (
                  <p>
                    {summary.leading
                      ? 'None beyond what you would do anyway, and the next screening when it is due.'
                      : nothingSuggested(summary)}
                  </p>
                ) : null}
                {summary.firstStep ? (
                  <p>
                    <strong>{summary.firstStep}</strong>
                  </p>
                ) : null}
                <NextSteps steps={summary.nextSteps} launchId={launchId} />
              </section>
            )}
            {summary.stop ? null : <Near opened={opened} launchId={launchId} referWord={props.referWord} />}
            <ReferralsSoFar opened={opened} launchId={launchId} />
          </div>
        </div>
      )}
    </Layout>
  );
};
