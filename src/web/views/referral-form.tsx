// The referral form: the family asked first, then the wish, then the consent; the child's name beside the button.
import { dateWords } from '../../domain/date-words.ts';
import type { Consultant } from '../../domain/consultant/consultant.ts';
import type { Referral } from '../../domain/referral/referral.ts';
import type { ReasonCode, ReferralKind } from '../../domain/screening/content.ts';
import type { TrendedResult } from '../../domain/screening/trend.ts';
import type { FieldFault, TypedFields } from '../forms/referral-form.ts';
import { AlreadyReferred } from './already-referred.tsx';
import { FamilyQuestions } from './family-questions.tsx';
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
  /** The neutral codes this site signed; without any, none is asked for. */
  readonly reasons: readonly ReasonCode[];
  readonly isPreparing: boolean;
  /** A live referral of this child there for the same need. */
  readonly before: Referral | undefined;
}

const AskTheFamily = ({ context, districts }: { context: FieldContext; districts: readonly string[] }) => (
  <fieldset>
    <legend>Ask the family</legend>
    <p class="small">Kept with this referral only.</p>
    <div class="filters">
      <FamilyQuestions context={context} districts={districts} />
    </div>
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
    <div class="filters">
      <TextField context={context} name="safeNumber" label="Safe number" type="tel" maxlength={40} />
      <TextField
        context={context}
        name="safeHours"
        label="Safe hours"
        hint="For example: weekdays 9 to 12"
        maxlength={80}
      />
    </div>
  </fieldset>
);

const Wish = ({
  context,
  attachable,
  reasons,
}: {
  context: FieldContext;
  attachable: readonly TrendedResult[];
  reasons: readonly ReasonCode[];
}) => (
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
    {reasons.length > 0 ? (
      <SelectField
        context={context}
        name="reasonCode"
        label="Reason code"
        hint="Only where the program or a payer asks for one. A screen gives none; a diagnosis is never offered."
        empty="None"
        options={reasons.map(({ code, label }) => ({ value: code, label: `${label} (${code})` }))}
      />
    ) : null}
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
            {`${result.instrument.name} of ${dateWords(result.form.administeredOn)}`}
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
        <Wish context={context} attachable={props.attachable} reasons={props.reasons} />
        <ConsentFields context={context} />
        {props.before ? (
          <AlreadyReferred before={props.before} launchId={navigation.launchId}>
            <CheckField context={context} name="again" value="yes">
              Refer again all the same
            </CheckField>
          </AlreadyReferred>
        ) : null}
        <div class="buttons">
          <button type="submit">Review before anything is written</button>
          <bdi class="beside">{props.childLine}</bdi>
        </div>
      </form>
    </Layout>
  );
};
