// A warm hand-off: whom the clinic has on site, and the short form that asks one of them to meet the family now.
import { languageName } from '../../domain/language.ts';
import {
  mayMeetNow,
  onSiteRoleNames,
  type OnSiteMember,
  type OnSiteOffer,
} from '../../domain/referral/on-site-team.ts';
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

const listed = (words: readonly string[]): string => words.filter((one) => one !== '').join(' · ');

const aboutMember = ({ role, languages, hours }: OnSiteMember): string =>
  listed([onSiteRoleNames[role], languages.map((tag) => languageName(tag)).join(', '), hours ?? '']);

const whenHere = ({ member, presence }: OnSiteOffer): string =>
  presence.state === 'ask' ? `ask whether ${member.name} is here` : presence.words;

const MayMeet = ({ offer, launchId }: { offer: OnSiteOffer; launchId: string }) => (
  <li>
    <strong>{offer.member.name}</strong>
    {`: ${whenHere(offer)}`}
    <p class="small">{aboutMember(offer.member)}</p>
    {offer.speaksFamilyLanguage === false ? (
      <p class="small">Does not speak the family’s language: bring an interpreter.</p>
    ) : null}
    <p class="more">
      <a href={`/launches/${launchId}/hand-off?to=${encodeURIComponent(offer.member.id)}`}>
        {`Introduce the family to ${offer.member.name}`}
      </a>
    </p>
  </li>
);

/**
 * First among the next steps: somebody the family can meet before they go home. Nobody is said to be here whom the site's days do not
 * place here today; who cannot meet this family is one short line. `folded` where the results call for nobody: then all of it is one line.
 */
export const OnSiteNow = (props: { offers: readonly OnSiteOffer[]; launchId: string; folded: boolean }) => {
  const { offers, launchId, folded } = props;
  if (offers.length === 0) return null;
  const meeting = offers.filter(mayMeetNow);
  const others = offers.filter((offer) => !meeting.includes(offer));
  const lines = (
    <>
      {meeting.length > 0 ? (
        <ul class="lines">
          {meeting.map((offer) => (
            <MayMeet offer={offer} launchId={launchId} />
          ))}
        </ul>
      ) : null}
      {others.length > 0 ? (
        <p class="small">
          {others.map((offer) => `${offer.member.name}: ${offer.notNow ?? offer.presence.words}`).join(' · ')}
        </p>
      ) : null}
    </>
  );
  return (
    <section class="notice no-print" aria-label="From our own team">
      {folded ? (
        <details>
          <summary>{`Our own team: ${listed(offers.filter(({ notNow }) => notNow === undefined).map((offer) => `${offer.member.name}, ${whenHere(offer)}`)) || 'nobody for this age'}`}</summary>
          {lines}
        </details>
      ) : (
        <>
          <h3>
            {meeting.some(({ presence }) => presence.state === 'here')
              ? 'Here in the clinic today'
              : 'From our own team'}
          </h3>
          {lines}
        </>
      )}
    </section>
  );
};

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
      hint="Write only what anyone may read: everyone who reads this child’s chart sees it. No form, no score, no diagnosis, nothing about a caregiver’s own health or what was told in confidence; Hearth cannot catch every such word. Say the rest when you introduce them."
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
      hint="Leave empty when it is this meeting. Write only what anyone may read."
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
