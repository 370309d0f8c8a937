// Part 8 of the summary: referrals with their true state.
import { dateWords } from '../../domain/date-words.ts';
import type { CalendarDate } from '../../domain/age.ts';
import type { ChartOrder } from '../../domain/chart.ts';
import { referralTitle } from '../../domain/referral/standing.ts';
import type { OpenedSummary, ReferralLine } from '../../workflows/open-summary.ts';
import { HandOffTag, StandingTag } from './standing-tag.tsx';
import { GapLines } from './today.tsx';

/** What the chart itself says of our order, where that is not what one would expect. */
const chartSays = (
  { referral, standing }: ReferralLine,
  orders: readonly ChartOrder[],
  readWhole: boolean,
): string | undefined => {
  const ours = orders.filter((order) => order.referralId === referral.id);
  const ended = ours.filter(({ status }) => status !== 'active');
  if (ended.length > 0) return `The chart says: ${ended.map(({ status }) => status).join(', ')}.`;
  return ours.length === 0 && readWhole && standing.name === 'in-chart'
    ? 'Hearth wrote this order, but the chart no longer shows it. Look there.'
    : undefined;
};

const ChartWords = ({ words }: { words: string | undefined }) =>
  words === undefined ? null : (
    <p>
      <strong>{words}</strong>
    </p>
  );

const ReferralLines = (props: {
  lines: readonly ReferralLine[];
  launchId: string;
  orders: readonly ChartOrder[];
  readWhole: boolean;
  today: CalendarDate;
}) => (
  <ul class="lines">
    {props.lines.map(({ referral, standing }) => (
      <li>
        <h3>
          <a href={`/launches/${props.launchId}/referrals/${referral.id}`}>
            {referralTitle(referral, props.today)}
          </a>
        </h3>
        <p class="tags">
          <StandingTag standing={standing} /> <HandOffTag referral={referral} />
        </p>
        <ChartWords words={chartSays({ referral, standing }, props.orders, props.readWhole)} />
        <p class="small">{`since ${referral.createdAt.slice(0, 10)}`}</p>
      </li>
    ))}
  </ul>
);

export const ReferralsSoFar = ({ opened, launchId }: { opened: OpenedSummary; launchId: string }) => {
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
      <ReferralLines
        lines={referrals}
        launchId={launchId}
        orders={summary.orders}
        today={summary.today}
        readWhole={summary.child !== undefined && !gaps.some((gap) => gap.slice === 'serviceRequests')}
      />
      {elsewhere.length > 0 ? (
        <>
          <h3>Other orders in the chart</h3>
          <ul>
            {elsewhere.slice(0, 20).map((order) => (
              <li>{`${order.label}${order.performer ? `, ${order.performer}` : ''}: ${order.status}${order.on ? `, ${dateWords(order.on)}` : ''}${order.taskStatus ? `, task ${order.taskStatus}` : ''}`}</li>
            ))}
          </ul>
          {elsewhere.length > 20 ? <p>{`and ${elsewhere.length - 20} more in the chart`}</p> : null}
        </>
      ) : null}
      {referrals.length + elsewhere.length === 0 && !gaps.some((gap) => gap.slice === 'serviceRequests') ? (
        <p class="small">{`None found in the chart (read ${readAt}, complete) and none in Hearth.`}</p>
      ) : null}
    </section>
  );
};
