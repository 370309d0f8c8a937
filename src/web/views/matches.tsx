// Consultants and programs: each with its facts and their dates, the order explained, and what was left out with the reason.
import type { Match, MatchResult, NotShown } from '../../domain/consultant/match.ts';

const marks = { yes: '✓', no: '✗', unknown: '?', note: '·' } as const;
const markWords = { yes: 'yes', no: 'no', unknown: 'not known', note: 'note' } as const;

export interface MatchLinks {
  /** Where “Refer” or “Contact” of one record leads. */
  readonly refer: (consultantId: string) => string;
  readonly referWord: string;
}

export const MatchItem = ({
  match,
  links,
  isFirst,
}: {
  match: Match;
  links: MatchLinks;
  isFirst: boolean;
}) => {
  const { consultant } = match;
  return (
    <li>
      <div class="head">
        <h3>{consultant.name}</h3>
        <a
          class={isFirst ? 'btn' : 'btn quiet'}
          href={links.refer(consultant.id)}
          aria-label={`${links.referWord}: ${consultant.name}`}
        >
          {links.referWord}
        </a>
      </div>
      <p class="small">{`${consultant.organization.name}. ${consultant.description}`}</p>
      <ul class="facts">
        {match.facts.map((fact) => (
          <li class={fact.mark}>
            <span role="img" aria-label={markWords[fact.mark]}>
              {marks[fact.mark]}
            </span>
            {` ${fact.text}`}
          </li>
        ))}
      </ul>
      <details>
        <summary>
          Why here<span class="visually-hidden">{`: ${consultant.name}`}</span>
        </summary>
        <p class="small">{`Source: ${consultant.provenance.source}`}</p>
        <ul class="small plain">
          {match.whyThisOrder.map((line) => (
            <li>{line}</li>
          ))}
        </ul>
      </details>
    </li>
  );
};

/** Near misses only: what is of another kind or for other people’s needs was never asked for. */
export const nearMisses = (notShown: readonly NotShown[]): readonly NotShown[] =>
  notShown.filter((one) => !one.failed.includes('track') && !one.failed.includes('need'));

export const WhyThisOrder = () => (
  <details>
    <summary>Why this order?</summary>
    <p class="small">
      First whoever speaks the family’s language, then what fits the need best, then who takes new families,
      then who is near or comes to the family, then who is best known and most recently confirmed. Among
      equals the order is drawn by lot for each visit. Cost, popularity and ratings play no part. What is not
      known removes nobody: call.
    </p>
  </details>
);

export const NotShownList = ({ notShown }: { notShown: readonly NotShown[] }) => {
  const near = nearMisses(notShown);
  if (near.length === 0) return null;
  return (
    <details>
      <summary>{`Not shown because… (${near.length})`}</summary>
      <ul class="small">
        {near.map(({ consultant, reasons }) => (
          <li>{`${consultant.name}: ${reasons.join('; ')}`}</li>
        ))}
      </ul>
    </details>
  );
};

export const NoMatch = ({ result }: { result: MatchResult }) => (
  <div>
    <p>No listing fits everything that was asked.</p>
    {result.widenings.length > 0 ? (
      <>
        <p>One thing at a time could be let go:</p>
        <ul>
          {result.widenings.map((one) => (
            <li>{`${one.label}: would add ${one.adds}`}</li>
          ))}
        </ul>
      </>
    ) : (
      <p>Nothing could be let go that would add one. Ask the coordinator, or change the kind of help.</p>
    )}
  </div>
);
