// The review: exactly what will be written and who can see it, before anything is.
import type { Consultant } from '../../domain/consultant/consultant.ts';
import { languageName } from '../../domain/language.ts';
import type { ReferralKind } from '../../domain/screening/instrument.ts';
import type { ReferralForm, TypedFields } from '../forms/referral-form.ts';
import { HiddenFields } from './fields.tsx';
import { type BannerFacts, Layout, type Navigation } from './layout.tsx';

const pair = (term: string, text: string | undefined) =>
  text === undefined || text === '' ? null : (
    <>
      <dt>{term}</dt>
      <dd>{text}</dd>
    </>
  );

const contactWords = (form: ReferralForm): string => {
  if (form.contact === 'no-contact') return 'Nobody may contact the family: the clinic will.';
  const parts = [
    form.noVoicemail ? 'no voicemail' : '',
    form.safeNumber ? `number ${form.safeNumber}` : '',
    form.safeHours ?? '',
  ].filter((part) => part !== '');
  return parts.length > 0 ? parts.join('; ') : 'In the usual way';
};

export interface ReviewPageProps {
  readonly navigation: Navigation;
  readonly banner: BannerFacts | undefined;
  readonly childLine: string;
  readonly csrf: string;
  readonly consultant: Consultant;
  readonly kind: ReferralKind;
  readonly form: ReferralForm;
  readonly typed: TypedFields;
  readonly attached: readonly string[];
  readonly isPreparing: boolean;
  readonly requester: string;
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
          {pair('Reason', form.reason)}
          {pair('Please begin by', form.targetDate)}
          {pair('Agreed next step', form.nextStep)}
          {pair('Note', form.note)}
          {pair('Family’s language', form.familyLanguage ? languageName(form.familyLanguage) : 'Not known')}
          {pair(
            'Interpreter',
            { yes: 'Needed', no: 'Not needed', unknown: 'Not known' }[form.interpreterNeeded],
          )}
          {pair('Reaching the family', contactWords(form))}
          {pair('Results that go along', props.attached.length > 0 ? props.attached.join('\n') : 'None')}
          {pair(
            'Consent',
            `${form.consentForm} consent by ${form.consentBy} (${form.consentAuthority.replaceAll('-', ' ')})${form.consentUntil ? `, until ${form.consentUntil}` : ''}`,
          )}
        </dl>
      </section>
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
