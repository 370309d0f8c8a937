// This child, this consultant and this need once before: said before a second order is made by habit.
import type { ComponentChildren } from 'preact';
import type { Referral } from '../../domain/referral/referral.ts';

export const AlreadyReferred = (props: {
  before: Referral;
  launchId: string;
  children?: ComponentChildren;
}) => (
  <section class="notice" aria-label="Already referred">
    <p>
      {`This child was already referred there for this on ${props.before.createdAt.slice(0, 10)}: `}
      <a href={`/launches/${props.launchId}/referrals/${props.before.id}`}>open it</a>.
    </p>
    {props.children}
  </section>
);
