// The referral form and its review: what will be written and who can see it, with the child's name beside the button.
import type { Consultant } from '../../domain/consultant/consultant.ts';
import { parentRoles, programKinds } from '../../domain/consultant/match-need.ts';
import { funderWords, settingWords } from '../../domain/consultant/words.ts';
import { funders } from '../../domain/consultant/consultant.ts';
import { languageName } from '../../domain/language.ts';
import type { ReferralKind } from '../../domain/screening/instrument.ts';
import type { TrendedResult } from '../../domain/summary.ts';
import type { FieldFault, ReferralForm, TypedFields } from '../forms/referral-form.ts';
import { parentRoleWords } from './consultants.tsx';
import {
  CheckField,
  type FieldContext,
  FaultSummary,
  HiddenFields,
  RadioField,
  SelectField,
  TextField,
} from './fields.tsx';
import { type BannerFacts, Layout, type Navigation } from './layout.tsx';

export interface ReferralFormPageProps {
  readonly navigation: Navigation;
  readonly banner: BannerFacts | undefined;
  /** Shown beside every button, whatever the EHR says of the banner. */
  readonly childLine: string;
  readonly csrf: string;
  readonly consultant: Consultant;
  readonly kind: ReferralKind;
  readonly typed: TypedFields;
  readonly faults: readonly FieldFault[];
  /** Results that may go along when chosen one by one; a caregiver's own is never among them. */
  readonly attachable: readonly TrendedResult[];
  readonly districts: readonly string[];
  readonly isPreparing: boolean;
}

const AskTheFamily = ({ context, districts }: { context: FieldContext; districts: readonly string[] }) => (
  <fieldset>
    <legend>Ask the family</legend>
    <p class="small">Kept with this referral only.</p>
    <SelectField
      context={context}
      name="schoolDistrict"
      label="School or district"
      empty="Not asked"
      options={districts.map((name) => ({ value: name, label: name }))}
    />
    <SelectField
      context={context}
      name="program"
      label="Program the child is in"
      empty="Not asked"
      options={programKinds.map((kind) => ({
        value: kind,
        label: kind === 'none' ? 'None' : settingWords(kind),
      }))}
    />
    <SelectField
      context={context}
      name="funder"
      label="Who pays for that program"
      empty="Not known"
      options={funders.map((funder) => ({ value: funder, label: funderWords(funder) }))}
    />
    <SelectField
      context={context}
      name="parentRole"
      label="Who the parent is, for this need"
      empty="Not asked"
      options={parentRoles.map((role) => ({ value: role, label: parentRoleWords[role] }))}
    />
    <RadioField
      context={context}
      name="contact"
      label="How may the family be reached?"
      options={[
        { value: 'usual', label: 'In the usual way' },
        { value: 'careful', label: 'With care, as said below' },
        { value: 'no-contact', label: 'Nobody may contact the family: the clinic will' },
      ]}
    />
    <CheckField context={context} name="noVoicemail" value="yes">
      No voicemail
    </CheckField>
    <TextField context={context} name="safeNumber" label="Safe number" type="tel" maxlength={40} />
    <TextField
      context={context}
      name="safeHours"
      label="Safe hours"
      hint="For example: weekdays 9 to 12"
      maxlength={80}
    />
  </fieldset>
);

const Wish = ({ context, attachable }: { context: FieldContext; attachable: readonly TrendedResult[] }) => (
  <fieldset>
    <legend>What you ask for</legend>
    <TextField
      context={context}
      name="reason"
      label="Reason"
      hint="Plain words the family would agree with: no diagnosis, no score, no name of a form"
      maxlength={300}
      long
    />
    <TextField context={context} name="targetDate" label="Please begin by" type="date" />
    <TextField
      context={context}
      name="nextStep"
      label="The one next step you agreed on"
      hint="Also shown to the program"
      maxlength={300}
    />
    <TextField context={context} name="note" label="Note to the program" maxlength={1000} long />
    <RadioField
      context={context}
      name="interpreterNeeded"
      label="Interpreter needed?"
      options={[
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No' },
        { value: 'unknown', label: 'Not known: the program asks' },
      ]}
    />
    {attachable.length > 0 ? (
      <div>
        <span class="label">Results that go along</span>
        <span class="hint">
          None, unless you choose them one by one and the family agrees. A caregiver’s own form is never
          offered.
        </span>
        {attachable.map(({ result }) => (
          <CheckField context={context} name="attachments" value={result.form.origins[0]?.resource ?? ''}>
            {`${result.instrument.name} of ${result.form.administeredOn}`}
          </CheckField>
        ))}
      </div>
    ) : null}
  </fieldset>
);

const ConsentFields = ({ context }: { context: FieldContext }) => (
  <fieldset>
    <legend>Consent to share</legend>
    <CheckField context={context} name="consentAgreed" value="yes">
      The family agrees that this program receives the child’s name, birth date and what is written here
    </CheckField>
    <TextField
      context={context}
      name="consentBy"
      label="Who agreed"
      hint="Name or relationship, for example: mother"
      maxlength={120}
    />
    <SelectField
      context={context}
      name="consentAuthority"
      label="With what authority"
      options={[
        { value: 'parent', label: 'Parent' },
        { value: 'guardian', label: 'Guardian' },
        { value: 'foster-agency', label: 'Foster agency' },
        { value: 'young-person', label: 'The young person' },
      ]}
    />
    <RadioField
      context={context}
      name="consentForm"
      label="How"
      options={[
        { value: 'spoken', label: 'Spoken' },
        { value: 'written', label: 'Written' },
      ]}
    />
    <TextField
      context={context}
      name="consentUntil"
      label="Until"
      type="date"
      hint="Leave empty when no end was agreed"
    />
  </fieldset>
);

export const ReferralFormPage = (props: ReferralFormPageProps) => {
  const { navigation, consultant, kind, typed, faults } = props;
  const context: FieldContext = { typed, faults };
  return (
    <Layout
      title={`Referral to ${consultant.name}`}
      banner={props.banner}
      navigation={navigation}
      narrow
      ready
    >
      <h1>{`Referral: ${kind.name}`}</h1>
      <p>{`To ${consultant.name}, ${consultant.organization.name}.`}</p>
      <FaultSummary faults={faults} />
      <form method="post" action={`/launches/${navigation.launchId}/referrals`} class="card" novalidate>
        <input type="hidden" name="_csrf" value={props.csrf} />
        <input type="hidden" name="step" value="review" />
        <HiddenFields
          typed={Object.fromEntries(
            ['referralId', 'consultant', 'kind', 'familyLanguage'].flatMap((name) =>
              typed[name] === undefined ? [] : [[name, typed[name]]],
            ),
          )}
        />
        <AskTheFamily context={context} districts={props.districts} />
        <Wish context={context} attachable={props.attachable} />
        <ConsentFields context={context} />
        <div class="buttons">
          <button type="submit">Review before anything is written</button>
          <bdi class="beside">{props.childLine}</bdi>
        </div>
      </form>
    </Layout>
  );
};

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
