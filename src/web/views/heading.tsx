// Which visit this is, by the schedule of the place, and why the page stops where it does.
import { dateWords } from '../../domain/date-words.ts';
import type { Summary } from '../../domain/summary.ts';
import { type PageState, summaryLink } from '../forms/page-state.ts';
import { GapLines } from './today.tsx';

/** Only the age is missing: the visit goes on without what depends on it. Every other stop ends it. */
export const isAgeUnknown = ({ reason }: NonNullable<Summary['stop']>): boolean =>
  reason === 'undatable' || reason === 'future-birth';

export const visitTitle = ({ visit, today, stop }: Summary): string =>
  `${stop && !isAgeUnknown(stop) ? 'Chart' : visit ? visit.name : 'Well-child visit'}, ${dateWords(today)}`;

export const VisitHeading = ({ summary }: { summary: Summary }) => {
  const { visit, age, stop } = summary;
  return (
    <header class="visit">
      <h1>{visitTitle(summary)}</h1>
      {visit ? (
        <p class="small">{`Window ${dateWords(visit.from)} to ${dateWords(visit.to)}, by age from birth. ${visit.schedule.name}.`}</p>
      ) : age && !stop ? (
        <p class="small">Today lies between two visits of the schedule.</p>
      ) : null}
    </header>
  );
};

/** Why there is no advice, and what of the child's own record could not be read. */
export const WhyItStops = (props: { summary: Summary; launchId: string; state: PageState }) => {
  const { stop, gaps } = props.summary;
  return (
    <>
      {stop ? (
        <section class="notice bad" aria-label="Why this page stops">
          <p>{stop.words}</p>
        </section>
      ) : null}
      {gaps.some((gap) => gap.slice === 'patient') ? (
        <section class="notice bad" aria-label="What could not be read">
          <ul class="lines">
            <GapLines gaps={gaps} slices={['patient']} />
          </ul>
          <p class="no-print">
            <a href={summaryLink(props.launchId, props.state)}>Try again</a>. Until then go by the chart
            itself; nothing that was saved is lost.
          </p>
        </section>
      ) : null}
    </>
  );
};
