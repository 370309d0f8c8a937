// Part 8 of the summary: referrals with their true state.
import type { OpenedSummary, ReferralLine } from '../../workflows/open-summary.ts';
import { HandOffTag, StandingTag } from './standing-tag.tsx';
import { GapLines } from './today.tsx';

const ReferralLines = ({ lines, launchId }: { lines: readonly ReferralLine[]; launchId: string }) => (
  <ul class="lines">
    {lines.map(({ referral, standing }) => (
      <li>
        <h3>
          <a href={`/launches/${launchId}/referrals/${referral.id}`}>{referral.consultant.name}</a>
        </h3>
        <p class="tags">
          <StandingTag standing={standing} /> <HandOffTag referral={referral} />
        </p>
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
