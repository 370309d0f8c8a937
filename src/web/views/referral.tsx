// One referral: its true state, what may be done with it now, and how it reached the program.
import { shortReference, type Referral } from '../../domain/referral/referral.ts';
import type { Standing } from '../../domain/referral/standing.ts';
import type { ActionName } from '../../domain/referral/transition.ts';
import { RadioField, TextField } from './fields.tsx';
import { type BannerFacts, Layout, type Navigation } from './layout.tsx';
import { ReferralPairs } from './referral-pairs.tsx';
import { HandOffTag, StandingTag } from './standing-tag.tsx';

export interface ReferralPageProps {
  readonly navigation: Navigation;
  readonly banner: BannerFacts | undefined;
  readonly childLine: string;
  readonly csrf: string;
  readonly referral: Referral;
  readonly kindName: string;
  readonly standing: Standing;
  readonly actions: readonly ActionName[];
  readonly today: string;
  /** Why the last action was not done, or that someone else changed it. */
  readonly problem?: string | undefined;
}

const ActionForm = (props: {
  page: ReferralPageProps;
  name: ActionName;
  children?: preact.ComponentChildren;
  button: string;
  quiet?: boolean;
}) => (
  <form
    method="post"
    action={`/launches/${props.page.navigation.launchId}/referrals/${props.page.referral.id}/actions`}
  >
    <input type="hidden" name="_csrf" value={props.page.csrf} />
    <input type="hidden" name="action" value={props.name} />
    <input type="hidden" name="version" value={String(props.page.referral.version)} />
    {props.children}
    <div class="buttons">
      <button type="submit" class={props.quiet ? 'quiet' : undefined}>
        {props.button}
      </button>
      <bdi class="beside">{props.page.childLine}</bdi>
    </div>
  </form>
);

const HandOffForm = ({ page }: { page: ReferralPageProps }) => {
  const { warmHandOff } = page.referral;
  const context = { typed: { channel: warmHandOff ? 'in-person' : 'phone', on: page.today }, faults: [] };
  if (warmHandOff)
    return (
      <ActionForm page={page} name="record-hand-off" button="Record that they met">
        <RadioField
          context={context}
          name="channel"
          label={`How did the family meet ${warmHandOff.name}?`}
          options={[
            { value: 'in-person', label: 'In person' },
            { value: 'phone', label: 'By phone or video' },
          ]}
        />
        <TextField context={context} name="on" label="On" type="date" />
        <TextField
          context={context}
          name="note"
          label="Note"
          hint="For example what they agreed on"
          maxlength={300}
        />
      </ActionForm>
    );
  return (
    <ActionForm page={page} name="record-hand-off" button="Record the hand-off">
      <RadioField
        context={context}
        name="channel"
        label="How was it handed to the program?"
        options={[
          { value: 'phone', label: 'By phone' },
          { value: 'fax', label: 'By fax' },
          { value: 'mail', label: 'By mail' },
          { value: 'secure-message', label: 'By secure message' },
          { value: 'in-person', label: 'In person' },
          { value: 'program-reads-chart', label: 'The program reads this chart' },
        ]}
      />
      <TextField context={context} name="on" label="On" type="date" />
      <TextField context={context} name="note" label="Note" hint="For example who answered" maxlength={300} />
    </ActionForm>
  );
};

export const ReferralPage = (props: ReferralPageProps) => {
  const { navigation, referral, standing, actions } = props;
  const base = `/launches/${navigation.launchId}/referrals/${referral.id}`;
  return (
    <Layout title="Referral" banner={props.banner} navigation={navigation} narrow ready>
      <h1>
        {referral.warmHandOff
          ? `Warm hand-off to ${referral.warmHandOff.name}`
          : `Referral to ${referral.consultant.name}`}
      </h1>
      {props.problem ? (
        <section class="notice bad" role="alert" aria-label="Not done">
          <p>{props.problem}</p>
        </section>
      ) : null}
      <section class="card" aria-label="Where it stands">
        <h2>In the chart</h2>
        <p>
          <StandingTag standing={standing} />
        </p>
        <p>{standing.explanation}</p>
        {standing.leftOut.map((line) => (
          <p class="small">{`Not written: ${line}.`}</p>
        ))}
        {standing.name === 'writing' || standing.name === 'unconfirmed' ? (
          <p class="no-print">
            <a href={base}>Look again</a>
          </p>
        ) : null}
        <h2>{referral.warmHandOff ? `With ${referral.warmHandOff.name}` : 'With the program'}</h2>
        <p>
          <HandOffTag referral={referral} />
        </p>
        {referral.handOff?.note ? <p class="small">{referral.handOff.note}</p> : null}
      </section>
      <section class="card" aria-label="The referral">
        <dl class="pairs">
          <dt>For</dt>
          <dd>{props.kindName}</dd>
          <ReferralPairs referral={referral} attached={referral.attachments} />
          {referral.preparedBy ? (
            <>
              <dt>Prepared by</dt>
              <dd>{referral.preparedBy.display}</dd>
            </>
          ) : null}
          <dt>Requested by</dt>
          <dd>{referral.requester?.display ?? 'No clinician yet'}</dd>
          <dt>Number</dt>
          <dd>
            {`${shortReference(referral.id)}, as the letter says; in full `}
            {referral.id}
          </dd>
        </dl>
        <p class="buttons no-print">
          <a class="btn quiet" href={`${base}/letter`}>
            Letter to print
          </a>
          {referral.requester ? (
            <a class="btn quiet" href={`${base}/fhir`} download>
              Download as FHIR
            </a>
          ) : null}
        </p>
      </section>
      {actions.length > 0 ? (
        <section class="card no-print" aria-label="What to do now">
          <h2>What to do now</h2>
          <div class="stack">
            {actions.includes('confirm') ? (
              <ActionForm page={props} name="confirm" button="Confirm and write the order to the chart" />
            ) : null}
            {actions.includes('record-hand-off') && !referral.handOff ? <HandOffForm page={props} /> : null}
            {actions.includes('withdraw-consent') ? (
              <details>
                <summary>The family withdraws its consent</summary>
                <ActionForm
                  page={props}
                  name="withdraw-consent"
                  button="Record that consent was withdrawn"
                  quiet
                />
              </details>
            ) : null}
          </div>
        </section>
      ) : null}
    </Layout>
  );
};
