// From birth to now: what was due, done and missed. One picture, and the same in words.
import type { Timeline } from '../../domain/screening/timeline.ts';

export const TimelineCard = ({ timeline }: { timeline: Timeline }) => (
  <section class="card" aria-label="From birth to now">
    <h2>From birth to now</h2>
    <ul class="small">
      {timeline.rows.map((row) => (
        <li>{`${row.rule.name}: ${row.marks.map((mark) => `${mark.name} ${mark.state}`).join(', ')}`}</li>
      ))}
    </ul>
  </section>
);
