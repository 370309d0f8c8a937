// Part 7 of the summary: the first five for the chosen kind of help.
import { languageName } from '../../domain/language.ts';
import type { OpenedSummary } from '../../workflows/open-summary.ts';
import { MatchItem, NoMatch, NotShownList, WhyThisOrder } from './matches.tsx';

const shownMatches = 5;

export const Near = ({
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
            : 'No kind of help is suggested here. You choose.'}
        </p>
        <p class="more no-print">
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
      <p class="more no-print">
        <a href={`/launches/${launchId}/consultants?need=${chosenKind.need}`}>
          {more > 0
            ? `All ${matches.matches.length}, and ask the family first`
            : 'Ask the family first, then choose'}
        </a>
      </p>
    </section>
  );
};
