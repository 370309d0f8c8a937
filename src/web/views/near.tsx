// Part 7 of the summary: the first five for the chosen kind of help.
import { languageName } from '../../domain/language.ts';
import type { MatchResult } from '../../domain/consultant/match.ts';
import type { ReferralKind } from '../../domain/screening/content.ts';
import type { Summary } from '../../domain/summary.ts';
import type { OpenedSummary } from '../../workflows/open-summary.ts';
import { Closed, isLedInConfidence, openAlone } from './closed.tsx';
import { MatchItem, NoMatch, NotShownList, WhyThisOrder } from './matches.tsx';

const shownMatches = 5;

interface Chosen {
  readonly summary: Summary;
  readonly matches: MatchResult;
  readonly chosenKind: ReferralKind;
  readonly launchId: string;
  readonly referWord: string;
}

const FirstMatches = ({ summary, matches, chosenKind, launchId, referWord }: Chosen) => {
  const more = matches.matches.length - shownMatches;
  return (
    <>
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
      <p class="more no-print">
        <a href={`/launches/${launchId}/consultants?need=${chosenKind.need}`}>
          {more > 0
            ? `All ${matches.matches.length}, and ask the family first`
            : 'Ask the family first, then choose'}
        </a>
      </p>
    </>
  );
};

const title = 'Consultants and programs near the family';

/** The kind of help tells what calls for it: where that was answered in confidence, the list is closed with it. */
export const Near = (props: { opened: OpenedSummary; launchId: string; referWord: string }) => {
  const { opened, launchId, referWord } = props;
  const { matches, chosenKind, summary } = opened;
  if (!matches || !chosenKind)
    return (
      <section class="card no-print" aria-label={title}>
        <h2>{title}</h2>
        <p>
          {summary.leading
            ? 'No kind of help is suggested by these results.'
            : 'No kind of help is suggested here. You choose.'}
        </p>
        <p class="more no-print">
          <a href={`/launches/${launchId}/consultants`}>Choose a kind of help</a>
        </p>
      </section>
    );
  const first = (
    <FirstMatches
      summary={summary}
      matches={matches}
      chosenKind={chosenKind}
      launchId={launchId}
      referWord={referWord}
    />
  );
  const isClosed = isLedInConfidence(summary);
  return (
    <section class="card no-print" aria-label={title}>
      <h2>{title}</h2>
      {isClosed ? <Closed label={`${openAlone}: who fits`}>{first}</Closed> : first}
    </section>
  );
};
