// The coordinator's list, in its first form: every row was read with this user's own access just now.
import { referralTitle } from '../../domain/referral/standing.ts';
import type { WorklistPage as Page } from '../../workflows/list-worklist.ts';
import { Layout, type Navigation } from './layout.tsx';
import { HandOffTag, StandingTag } from './standing-tag.tsx';
import { gapWords } from './words.ts';

const emptyWords = (page: Page): string => {
  if (page.gap) return 'Nothing can be shown.';
  return page.next ? 'None on this page that you may see; older ones follow.' : 'No referral you may see.';
};

const unreadableWords = (count: number): string =>
  `${count === 1 ? 'One referral is' : `${count} referrals are`} missing from this page: Hearth’s own record cannot be read. ` +
  'Look in the chart, and tell whoever runs Hearth for your clinic.';

export const WorklistPage = ({ page, navigation }: { page: Page; navigation: Navigation }) => (
  <Layout title="Worklist" navigation={navigation} ready>
    <h1>Referrals of this clinic</h1>
    <p class="small">
      {page.onlyThisChild
        ? 'Opened from one child’s chart, Hearth may read this child alone: only this child’s referrals are listed.'
        : 'Only children your own EHR access can read now are listed.'}
    </p>
    {page.gap ? (
      <section class="notice bad" aria-label="What could not be read">
        <p>{`The list may be incomplete. ${gapWords(page.gap)}`}</p>
      </section>
    ) : null}
    {page.unreadable > 0 ? (
      <section class="notice bad" aria-label="What Hearth cannot read">
        <p>{unreadableWords(page.unreadable)}</p>
      </section>
    ) : null}
    <section class="card" aria-label="Referrals">
      {page.rows.length === 0 ? <p>{emptyWords(page)}</p> : null}
      <ul class="lines">
        {page.rows.map(({ referral, standing, childName, birthDate }) => (
          <li>
            <h2>
              <a href={`/launches/${navigation.launchId}/referrals/${referral.id}`}>
                <bdi>{childName}</bdi>
                {`, born ${birthDate}`}
              </a>
            </h2>
            <p>{referralTitle(referral)}</p>
            <p class="tags">
              <StandingTag standing={standing} /> <HandOffTag referral={referral} />
            </p>
            <p class="small">{`since ${referral.createdAt.slice(0, 10)}${referral.requester ? ` · ${referral.requester.display}` : ''}`}</p>
          </li>
        ))}
      </ul>
      {page.next ? (
        <p>
          <a href={`/launches/${navigation.launchId}/worklist?after=${encodeURIComponent(page.next)}`}>
            Older referrals
          </a>
        </p>
      ) : null}
    </section>
  </Layout>
);
