// A warm hand-off: whom the clinic has on site, and the short form that asks one of them to meet the family now.
import { languageName } from '../../domain/language.ts';
import { onSiteRoleNames, type OnSiteMember, type OnSiteOffer } from '../../domain/referral/on-site-team.ts';
import type { Referral } from '../../domain/referral/referral.ts';
import { agreeing } from '../forms/hand-off-form.ts';
import type { FieldFault, TypedFields } from '../forms/referral-form.ts';
import { AlreadyReferred } from './already-referred.tsx';
import {
  CheckField,
  type FieldContext,
  FaultSummary,
  HiddenFields,
  RadioField,
  TextField,
} from './fields.tsx';
import { type BannerFacts, Layout, type Navigation } from './layout.tsx';

const aboutMember = ({ role, languages, hours }: OnSiteMember): string =>
  [onSiteRoleNames[role], languages.map((tag) => languageName(tag)).join(', '), hours ?? '']
    .filter((part) => part !== '')
    .join(' · ');

/** First among the next steps: somebody the family can meet before they go home. */
export const OnSiteNow = ({ offers, launchId }: { offers: readonly OnSiteOffer[]; launchId: string }) =>
  offers.length === 0 ? null : (
    <section class="notice no-print" aria-label="Here in the clinic now">
      <h3>Here in the clinic now</h3>
      <ul class="lines">
        {offers.map(({ member, speaksFamilyLanguage, notNow }) => (
          <li>
            <strong>{member.name}</strong>
            <p class="small">{aboutMember(member)}</p>
            {speaksFamilyLanguage === false ? (
              <p class="small">Does not speak the family’s language: bring an interpreter.</p>
            ) : null}
            {notNow === undefined ? (
              <p class="more">
                <a href={`/launches/${launchId}/hand-off?to=${encodeURIComponent(member.id)}`}>
                  {`Introduce the family to ${member.name}`}
                </a>
              </p>
            ) : (
              <p class="small">{notNow}</p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );

export interface HandOffPageProps {
  readonly navigation: Navigation;
  readonly banner: BannerFacts | undefined;
  /** Shown beside the button, whatever the EHR says of the banner. */
  readonly childLine: string;
  readonly csrf: string;
  readonly member: OnSiteMember;
  readonly typed: TypedFields;
  readonly faults: readonly FieldFault[];
  readonly isPreparing: boolean;
  /** A live hand-off of this child to this person today. */
  readonly before: Referral | undefined;
}

const Fields = ({ context, member }: { context: FieldContext; member: OnSiteMember }) => (
  <>
    <RadioField
      context={context}
      name="agreedBy"
      label={`Who in the family agreed to meet ${member.name}?`}
      hint="Asked and answered in this room; it is recorded as spoken consent of today."
      options={agreeing}
    />
    <TextField
      context={context}
      name="reason"
      label="Why, in one neutral line"
      hint="Everyone who reads this child’s chart sees it: no form, no score, no diagnosis, nothing about a caregiver’s own health. Say the rest when you introduce them."
      maxlength={200}
      long
    />
    <RadioField
      context={context}
      name="interpreterNeeded"
      label="Interpreter needed?"
      options={[
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No' },
        { value: 'unknown', label: `Not known: ${member.name} asks` },
      ]}
    />
    <TextField
      context={context}
      name="nextStep"
      label="The one next step you agreed on"
      hint="Leave empty when it is this meeting"
      maxlength={300}
    />
    <p class="small">How to reach the family is not asked: they are here.</p>
  </>
);

const carried = ['referralId', 'to', 'familyLanguage'] as const;

export const HandOffPage = (props: HandOffPageProps) => {
  const { navigation, member, typed, faults, isPreparing } = props;
  const context: FieldContext = { typed, faults };
  return (
    <Layout
      title={`Warm hand-off to ${member.name}`}
      banner={props.banner}
      navigation={navigation}
      narrow
      ready
    >
      <h1>{`Warm hand-off to ${member.name}`}</h1>
      <p>{aboutMember(member)}</p>
      <FaultSummary faults={faults} />
      <form method="post" action={`/launches/${navigation.launchId}/hand-off`} class="card" novalidate>
        <input type="hidden" name="_csrf" value={props.csrf} />
        <HiddenFields
          typed={Object.fromEntries(
            carried.flatMap((name) => (typed[name] === undefined ? [] : [[name, typed[name]]])),
          )}
        />
        <Fields context={context} member={member} />
        {props.before ? (
          <AlreadyReferred before={props.before} launchId={navigation.launchId}>
            <CheckField context={context} name="again" value="yes">
              Hand off again all the same
            </CheckField>
          </AlreadyReferred>
        ) : null}
        <p class="small">
          {isPreparing
            ? 'Nothing is written to the chart yet: a clinician confirms it on this child’s summary, today.'
            : `It becomes an order and a task for ${member.name} in the chart, for today. Whoever may read this chart can see it. It calls nobody: walk the family over, or ask ${member.name} to come.`}
        </p>
        <div class="buttons">
          <button type="submit">
            {isPreparing ? 'Prepare for a clinician' : 'Write the hand-off to the chart'}
          </button>
          <bdi class="beside">{props.childLine}</bdi>
        </div>
      </form>
    </Layout>
  );
};
