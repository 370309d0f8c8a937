// Which visit this is, by the schedule of the place, and why the page stops where it does.
import type { Summary } from '../../domain/summary.ts';
import { type PageState, summaryLink } from '../forms/page-state.ts';
import { GapLines } from './today.tsx';
import { longDate } from './words.ts';

export const visitTitle = ({ visit, today }: Summary): string =>
  `${visit ? visit.name : 'Well-child visit'}, ${longDate(today)}`;

export const VisitHeading = ({ summary }: { summary: Summary }) => {
  const { visit, age, stop } = summary;
  return (
    <header class="visit">
      <h1>{visitTitle(summary)}</h1>
      {visit ? (
        <p class="small">{`Window ${visit.from} to ${visit.to}, by age from birth. ${visit.schedule.name}.`}</p>
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
