// The review: exactly what will be written and who can see it, before anything is.
import type { Consultant } from '../../domain/consultant/consultant.ts';
import type { Referral } from '../../domain/referral/referral.ts';
import type { ReferralKind } from '../../domain/screening/content.ts';
import type { ReferralForm, TypedFields } from '../forms/referral-form.ts';
import { AlreadyReferred } from './already-referred.tsx';
import { HiddenFields } from './fields.tsx';
import { type BannerFacts, Layout, type Navigation } from './layout.tsx';
import { type Confirmed, ReferralPairs } from './referral-pairs.tsx';

const pair = (term: string, text: string | undefined) =>
  text === undefined || text === '' ? null : (
    <>
      <dt>{term}</dt>
      <dd>{text}</dd>
    </>
  );

export interface ReviewPageProps {
  readonly navigation: Navigation;
  readonly banner: BannerFacts | undefined;
  readonly childLine: string;
  readonly csrf: string;
  readonly consultant: Consultant;
  readonly kind: ReferralKind;
  readonly form: ReferralForm;
  /** The form as it would be saved. */
  readonly wish: Confirmed;
  readonly typed: TypedFields;
  readonly attached: readonly string[];
  readonly isPreparing: boolean;
  readonly requester: string;
  /** A live referral of this child there for the same need. */
  readonly before: Referral | undefined;
  /** Proves at sending that the attachments are those shown here. */
  readonly reviewed: string;
}

export const ReviewPage = (props: ReviewPageProps) => {
  const { navigation, consultant, kind, form, typed } = props;
  const action = `/launches/${navigation.launchId}/referrals`;
  return (
    <Layout title="Review the referral" banner={props.banner} navigation={navigation} narrow ready>
      <h1>Review: this is what will be written</h1>
      <section class="card" aria-label="The referral">
        <dl class="pairs">
          {pair('Child', props.childLine)}
          {pair('For', kind.name)}
          {pair('To', `${consultant.name}, ${consultant.organization.name}`)}
          {pair(props.isPreparing ? 'Prepared by' : 'Requested by', props.requester)}
          <ReferralPairs referral={props.wish} attached={props.attached} />
        </dl>
      </section>
      {props.before ? <AlreadyReferred before={props.before} launchId={navigation.launchId} /> : null}
      <section class="notice" aria-label="Who can see it">
        {props.isPreparing ? (
          <p>
            Nothing is written to the chart yet. A clinician sees it on this child’s summary, confirms it, and
            becomes its requester.
          </p>
        ) : (
          <p>
            It becomes an order in the chart, with a task and a record of who wrote it. Whoever may read this
            chart can see it, possibly the family’s portal too. It is <strong>not</strong> sent to the
            program: someone calls, faxes or prints it, and records that here.
          </p>
        )}
        {form.schoolDistrict || form.program || form.parentRole ? (
          <p class="small">
            What the family told about school, program and parent stays in Hearth and in the letter.
          </p>
        ) : null}
      </section>
      <div class="buttons">
        <form method="post" action={action}>
          <input type="hidden" name="_csrf" value={props.csrf} />
          <input type="hidden" name="step" value="send" />
          <input type="hidden" name="reviewed" value={props.reviewed} />
          <HiddenFields typed={typed} />
          <button type="submit">
            {props.isPreparing ? 'Prepare for a clinician' : 'Write the order to the chart'}
          </button>
        </form>
        <bdi class="beside">{props.childLine}</bdi>
        <form method="post" action={action}>
          <input type="hidden" name="_csrf" value={props.csrf} />
          <input type="hidden" name="step" value="change" />
          <HiddenFields typed={typed} />
          <button type="submit" class="quiet">
            Change something
          </button>
        </form>
      </div>
    </Layout>
  );
};
