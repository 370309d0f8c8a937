// The summary page: ninety seconds of a well-child visit. It receives a finished thought and only shows it (PRODUCT 1).
import type { Summary } from '../../domain/summary.ts';
import type { OpenedSummary } from '../../workflows/open-summary.ts';
import { type PageState, queryOf } from '../forms/page-state.ts';
import { LeftOutOfPrint } from './closed.tsx';
import type { DeclineForms } from './decline.tsx';
import { Gestation } from './gestation.tsx';
import { OnSiteNow } from './hand-off.tsx';
import { VisitHeading, visitTitle, WhyItStops } from './heading.tsx';
import { Layout, type Navigation } from './layout.tsx';
import { Near } from './near.tsx';
import { NextStepsCard } from './next-steps-card.tsx';
import { OneNextStep } from './one-next-step.tsx';
import { Prompts } from './prompts.tsx';
import { ReferralsSoFar } from './referrals-so-far.tsx';
import { Results } from './results.tsx';
import { SafetyStrip } from './safety-strip.tsx';
import { TimelineCard } from './timeline.tsx';
import { DueItem, GapLines, NotYet } from './today.tsx';
import { bannerFor } from './words.ts';

export interface SummaryPageProps {
  readonly opened: OpenedSummary;
  readonly navigation: Navigation;
  readonly csrf: string;
  readonly needPatientBanner: boolean;
  /** What was said on this page for this visit. */
  readonly state: PageState;
  /** A coordinator prepares what a clinician sends. */
  readonly referWord: string;
  readonly mayAcknowledge: boolean;
}

const Today = (props: { summary: Summary; launchId: string; state: PageState; declines: DeclineForms }) => {
  const { summary } = props;
  return (
    <section class="card" aria-label="Today">
      <h2>Today</h2>
      <ul class="lines tagged">
        {summary.due
          .filter((line) => line.state !== 'not-yet')
          .map((line) => (
            <DueItem line={line} today={summary.today} declines={props.declines} />
          ))}
        <GapLines
          gaps={summary.gaps}
          slices={['observations', 'questionnaireResponses', 'gestationalAge', 'relatedPersons', 'encounter']}
        />
      </ul>
      <NotYet lines={summary.due.filter((line) => line.state === 'not-yet')} />
      {summary.due.length === 0 && !summary.stop ? (
        <p>No screening rule Hearth knows applies at this age.</p>
      ) : null}
      {summary.stop ? null : <p class="small">Hearth does not follow hearing, vision or other screening.</p>}
      <Gestation {...props} />
    </section>
  );
};

export const SummaryPage = (props: SummaryPageProps) => {
  const { opened, navigation, csrf, state } = props;
  const { summary } = opened;
  const { launchId } = navigation;
  const banner = props.needPatientBanner ? bannerFor(summary) : undefined;
  const formAt = (room: string): string => `/launches/${launchId}/${room}${queryOf(state)}`;
  const declines = { action: formAt('declined'), csrf, recorded: opened.declinedHere, today: summary.today };
  const hard = summary.stop && summary.stop.reason !== 'undatable' && summary.stop.reason !== 'future-birth';
  return (
    <Layout title={visitTitle(summary)} banner={banner} navigation={navigation} ready>
      {summary.safety.length + summary.safetyUnread.length > 0 ? (
        <SafetyStrip
          answers={summary.safety}
          unread={summary.safetyUnread}
          prompts={summary.safetyPrompts}
          steps={summary.safetySteps}
          lines={summary.crisisLines}
          action={formAt('safety')}
          csrf={csrf}
          mayAcknowledge={props.mayAcknowledge}
        />
      ) : null}
      <VisitHeading summary={summary} />
      <WhyItStops summary={summary} launchId={launchId} state={state} />
      <LeftOutOfPrint />
      {hard ? null : (
        <div class="grid">
          <div class="stack">
            <Today summary={summary} launchId={launchId} state={state} declines={declines} />
            <Results opened={opened} />
            {summary.stop ? null : <Prompts summary={summary} launchId={launchId} state={state} />}
          </div>
          <div class="stack">
            {summary.stop ? null : (
              <NextStepsCard summary={summary} launchId={launchId}>
                {summary.thirdBirthday ? (
                  <p>
                    <strong>{summary.thirdBirthday}</strong>
                  </p>
                ) : null}
                <OnSiteNow
                  offers={opened.onSite}
                  launchId={launchId}
                  folded={summary.leading?.tier === 'negative'}
                />
              </NextStepsCard>
            )}
            {summary.stop ? null : (
              <OneNextStep
                step={opened.nextStep}
                forms={{ action: formAt('next-step'), csrf, mayWrite: props.mayAcknowledge }}
              />
            )}
            {summary.stop ? null : <Near opened={opened} launchId={launchId} referWord={props.referWord} />}
            <ReferralsSoFar opened={opened} launchId={launchId} />
            {summary.timeline ? <TimelineCard timeline={summary.timeline} /> : null}
          </div>
        </div>
      )}
    </Layout>
  );
};
