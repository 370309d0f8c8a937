// The summary page: ninety seconds of a well-child visit. It receives a finished thought and only shows it (PRODUCT 1).
import type { Gap } from '../../domain/chart.ts';
import { languageName } from '../../domain/language.ts';
import { handOffWords } from '../../domain/referral/standing.ts';
import type { DueLine, DueState } from '../../domain/screening/due.ts';
import type { OfferedStep } from '../../domain/screening/next-steps.ts';
import type { ChosenPrompt } from '../../domain/screening/tier.ts';
import type { SafetyAnswer, Summary } from '../../domain/summary.ts';
import type { CrisisLine } from '../../domain/screening/instrument.ts';
import type { OpenedSummary, ReferralLine } from '../../workflows/open-summary.ts';
import { Layout, type Navigation, Tag } from './layout.tsx';
import { MatchItem, NoMatch, NotShownList, WhyThisOrder } from './matches.tsx';
import { ResultCard, UnusedResults } from './results.tsx';
import { bannerFor, gapWords, longDate } from './words.ts';

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

const shownMatches = 5;
/** An answer this old is no longer met with "do not leave alone" (PRODUCT 1.1); ours. */
const freshSafetyDays = 7;

const dueTag: Readonly<
  Record<DueState, { kind: 'act' | 'above' | 'below' | 'unknown' | 'monitor'; shape: string; word: string }>
> = {
  due: { kind: 'act', shape: '●', word: 'Due' },
  overdue: { kind: 'above', shape: '▲', word: 'Overdue' },
  done: { kind: 'below', shape: '✓', word: 'Done' },
  missed: { kind: 'monitor', shape: '◆', word: 'Missed' },
  'not-yet': { kind: 'unknown', shape: '○', word: 'Not yet' },
  uncertain: { kind: 'unknown', shape: '?', word: 'Not known' },
};

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

const SafetyStrip = (props: {
  answers: readonly SafetyAnswer[];
  lines: readonly CrisisLine[];
  action: string;
  csrf: string;
  mayAcknowledge: boolean;
}) => (
  <section class="strip" aria-label="Review before you go on">
    <h2>
      <Tag kind="safety" shape="■">
        Review
      </Tag>{' '}
      Review before you go on
    </h2>
    <details>
      <summary>Open when only you can see the screen</summary>
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
          {props.mayAcknowledge ? (
            <form method="post" action={props.action}>
              <input type="hidden" name="_csrf" value={props.csrf} />
              <input type="hidden" name="resultKey" value={result.key} />
              <label>
                Your plan
                <span class="hint">
                  Who does what, and by when. It is kept with this result, in Hearth only.
                </span>
                <textarea name="plan" required maxlength={1000} />
              </label>
              <div class="buttons">
                <button type="submit">I have reviewed this</button>
              </div>
            </form>
          ) : (
            <p>A clinician reviews this.</p>
          )}
        </div>
      ))}
      <h3>Crisis lines here</h3>
      <CrisisLines lines={props.lines.filter((line) => line.crisis)} />
      {props.lines.some((line) => !line.crisis) ? <h3>Support lines</h3> : null}
      <CrisisLines lines={props.lines.filter((line) => !line.crisis)} />
    </details>
  </section>
);

const GapLines = ({ gaps, slices }: { gaps: readonly Gap[]; slices: readonly Gap['slice'][] }) => (
  <>
    {gaps
      .filter((gap) => slices.includes(gap.slice))
      .map((gap) => (
        <li>
          <Tag kind="unknown" shape="?">
            Not read
          </Tag>
          <div>{gapWords(gap)}</div>
        </li>
      ))}
  </>
);

const DueItem = ({ line }: { line: DueLine }) => {
  const tag = dueTag[line.state];
  const { last } = line;
  return (
    <li>
      <Tag kind={tag.kind} shape={tag.shape}>
        {tag.word}
      </Tag>
      <div>
        <h3>{line.rule.name}</h3>
        <p class="small">
          {`${line.window}${last && line.state === 'done' ? ` · ${last.instrument.confidential ? 'a caregiver’s or young person’s own form' : `${last.instrument.name}: ${last.bandWords.toLowerCase()}`}` : ''}`}
        </p>
        {line.state === 'due' || line.state === 'overdue' || line.state === 'uncertain' ? (
          <p class="small">
            {line.tools.length > 0
              ? `Tools that fit this age: ${line.tools.map((tool) => tool.name).join(', ')}`
              : 'No tool Hearth knows fits this age.'}
          </p>
        ) : null}
        <details>
          <summary>{`Why: ${line.rule.name.toLowerCase()}`}</summary>
          <p class="small">{`${line.why}. ${line.rule.why} Source: ${line.rule.source} (${line.rule.evidence}).`}</p>
        </details>
      </div>
    </li>
  );
};

const NotYet = ({ lines }: { lines: readonly DueLine[] }) =>
  lines.length === 0 ? null : (
    <details>
      <summary>{`Not yet (${lines.length})`}</summary>
      <ul class="small">
        {lines.map((line) => (
          <li>{`${line.rule.name}, ${line.window}: ${line.why}`}</li>
        ))}
      </ul>
    </details>
  );

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

/** Ninety seconds are for four of them; the rest is a tap away. */
const shownPrompts = 4;

const Prompts = ({
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
      <ul class="lines">
        {prompts.slice(0, shownPrompts).map((chosen) => (
          <PromptItem chosen={chosen} />
        ))}
      </ul>
      {prompts.length > shownPrompts ? (
        <details>
          <summary>{`All prompts (${prompts.length - shownPrompts} more)`}</summary>
          <ul class="lines">
            {prompts.slice(shownPrompts).map((chosen) => (
              <PromptItem chosen={chosen} />
            ))}
          </ul>
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
      <p class="small no-print">
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

const NextStep = ({ step, launchId }: { step: OfferedStep; launchId: string }) => {
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
          <p class="small no-print">
            <a
              href={`/launches/${launchId}/consultants?need=${step.kind.need}&track=${step.kind.track}`}
              aria-label={`Who offers: ${step.kind.name}`}
            >
              Who offers this
            </a>
          </p>
        ) : null}
      </div>
    </li>
  );
};

export const ReferralLines = ({ lines, launchId }: { lines: readonly ReferralLine[]; launchId: string }) => (
  <ul class="lines">
    {lines.map(({ referral, standing }) => (
      <li>
        <h3>
          <a href={`/launches/${launchId}/referrals/${referral.id}`}>{referral.consultant.name}</a>
        </h3>
        <p>{standing.words}</p>
        <p class="small">{`${handOffWords(referral)} · ${referral.createdAt.slice(0, 10)}`}</p>
      </li>
    ))}
  </ul>
);

const ReferralsSoFar = ({ opened, launchId }: { opened: OpenedSummary; launchId: string }) => {
  const { summary, referrals, readAt } = opened;
  const elsewhere = summary.orders.filter(
    (order) => !referrals.some(({ referral }) => referral.id === order.referralId),
  );
  const gaps = summary.gaps.filter((gap) => gap.slice === 'serviceRequests' || gap.slice === 'tasks');
  return (
    <section class="card" aria-label="Referrals so far">
      <h2>Referrals so far</h2>
      <ul class="lines">
        <GapLines gaps={gaps} slices={['serviceRequests', 'tasks']} />
      </ul>
      <ReferralLines lines={referrals} launchId={launchId} />
      {elsewhere.length > 0 ? (
        <>
          <h3>Other orders in the chart</h3>
          <ul>
            {elsewhere.slice(0, 20).map((order) => (
              <li>{`${order.label}${order.performer ? `, ${order.performer}` : ''}: ${order.status}${order.on ? `, ${order.on}` : ''}${order.taskStatus ? `, task ${order.taskStatus}` : ''}`}</li>
            ))}
          </ul>
        </>
      ) : null}
      {referrals.length + elsewhere.length === 0 && !gaps.some((gap) => gap.slice === 'serviceRequests') ? (
        <p class="small">{`None found in the chart (read ${readAt}, complete) and none in Hearth.`}</p>
      ) : null}
    </section>
  );
};

const Near = ({
  opened,
  launchId,
  referWord,
}: {
  opened: OpenedSummary;
  launchId: string;
  referWord: string;
}) => {
  const { matches, chosenKind, summary } = opened;
  if (!matches || !chosenKind)
    return (
      <section class="card" aria-label="Consultants and programs near the family">
        <h2>Consultants and programs near the family</h2>
        <p>
          {summary.leading
            ? 'No kind of help is suggested by these results.'
            : 'No current result suggests a kind of help.'}
        </p>
        <p class="no-print">
          <a href={`/launches/${launchId}/consultants`}>Choose a kind of help</a>
        </p>
      </section>
    );
  const more = matches.matches.length - shownMatches;
  return (
    <section class="card" aria-label="Consultants and programs near the family">
      <h2>Consultants and programs near the family</h2>
      <p class="small">{`For: ${chosenKind.name}${summary.language.tag ? `, in ${languageName(summary.language.tag)}` : ''}. Distance is a straight line from the family’s ZIP code.`}</p>
      {matches.matches.length === 0 ? <NoMatch result={matches} /> : null}
      <ul class="lines">
        {matches.matches.slice(0, shownMatches).map((match, index) => (
          <MatchItem
            match={match}
            isFirst={index === 0}
            links={{
              refer: (id) =>
                `/launches/${launchId}/referrals/new?consultant=${encodeURIComponent(id)}&kind=${chosenKind.need}`,
              referWord,
            }}
          />
        ))}
      </ul>
      <WhyThisOrder />
      <NotShownList notShown={matches.notShown} />
      <p class="no-print">
        <a href={`/launches/${launchId}/consultants?need=${chosenKind.need}`}>
          {more > 0
            ? `All ${matches.matches.length}, and ask the family first`
            : 'Ask the family first, then choose'}
        </a>
      </p>
    </section>
  );
};

export const SummaryPage = (props: SummaryPageProps) => {
  const { opened, navigation, csrf, concern } = props;
  const { summary } = opened;
  const { launchId } = navigation;
  const banner = props.needPatientBanner ? bannerFor(summary) : undefined;
  const title = `Well-child visit, ${longDate(summary.today)}`;
  const hard = summary.stop && summary.stop.reason !== 'undatable' && summary.stop.reason !== 'future-birth';
  return (
    <Layout title={title} banner={banner} navigation={navigation} ready>
      {summary.safety.length > 0 ? (
        <SafetyStrip
          answers={summary.safety}
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
              {summary.gestationNote ? <p class="small">{summary.gestationNote}</p> : null}
              {summary.corrected ? (
                <p class="small">{`Visits go by age from birth; forms that correct for early birth go by corrected age (${summary.corrected.how}).`}</p>
              ) : null}
            </section>
            <section class="stack" aria-label="Results">
              <h2>Results</h2>
              {summary.results.map((trended) => (
                <ResultCard trended={trended} today={summary.today} />
              ))}
              {summary.results.length === 0 ? (
                <p class="card">
                  {summary.gaps.some(
                    (gap) => gap.slice === 'observations' || gap.slice === 'questionnaireResponses',
                  )
                    ? 'No result can be shown, because not everything could be read. This does not mean that none exists.'
                    : `No screening result found in the chart (read ${opened.readAt}, complete).`}
                </p>
              ) : null}
              <UnusedResults
                unusable={summary.unusable}
                notRecognised={summary.notRecognised}
                others={summary.otherSurveys}
              />
            </section>
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
                      : 'None suggested without a current result. A concern alone is reason enough.'}
                  </p>
                ) : null}
                <ul class="lines tagged">
                  {summary.nextSteps.map((step) => (
                    <NextStep step={step} launchId={launchId} />
                  ))}
                </ul>
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
