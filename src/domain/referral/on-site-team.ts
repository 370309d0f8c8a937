// Who of the clinic's own team may meet the family in this visit (CLINICAL 3: ECMH clinician and family partner). A site names them.
import { ageOn, type CalendarDate, type PartialDate } from '../age.ts';
import type { Need } from '../consultant/consultant.ts';
import { sameSpokenLanguage } from '../language.ts';
import type { ReferralKind } from '../screening/content.ts';
import { type ClinicClock, type Presence, presenceOf, type WorkingTime } from './on-site-days.ts';

export const onSiteRoles = ['ecmh-clinician', 'family-partner'] as const;
export type OnSiteRole = (typeof onSiteRoles)[number];

/** Somebody of the clinic's own team who meets the family in this visit; named as they were when it was asked. */
export interface WarmHandOff {
  readonly memberId: string;
  readonly role: OnSiteRole;
  readonly name: string;
  /** `Practitioner/…` or `PractitionerRole/…` in the EHR, where the site gave it. */
  readonly reference?: string;
}

/** One person of the team, as the site's configuration names them. */
export interface OnSiteMember extends WorkingTime {
  readonly id: string;
  /** Only in this EHR block's clinic; everywhere without it. */
  readonly ehr?: string | undefined;
  readonly role: OnSiteRole;
  readonly name: string;
  /** `Practitioner/…` or `PractitionerRole/…` in the EHR. */
  readonly fhirReference?: string | undefined;
  /** BCP 47 tags. */
  readonly languages: readonly string[];
}

export const onSiteRoleNames: Readonly<Record<OnSiteRole, string>> = {
  'ecmh-clinician': 'Early childhood mental health clinician',
  'family-partner': 'Family partner',
};

/** The kind of help a hand-off to this role is counted as; a family partner has no kind of their own in the directories. */
export const needOfRole: Readonly<Record<OnSiteRole, Need>> = {
  'ecmh-clinician': 'ecmh-clinician',
  'family-partner': 'parent-support',
};

/** What a hand-off says when nobody says more: true of any family, and telling nothing of any answer (CLINICAL 7). */
export const usualHandOffReason: Readonly<Record<OnSiteRole, string>> = {
  'ecmh-clinician': 'The family would like to meet somebody from our team today.',
  'family-partner': 'The family would like to talk with a parent who has been there.',
};

/** The team of one EHR's clinic, in the order the site wrote it. */
export const teamOf = (team: readonly OnSiteMember[], ehrId: string): readonly OnSiteMember[] =>
  team.filter(({ ehr }) => ehr === undefined || ehr === ehrId);

export interface OnSiteOffer {
  readonly member: OnSiteMember;
  /** Whether they are in the clinic today, as far as the site's configuration tells. */
  readonly presence: Presence;
  /** The family's language is among theirs; undefined when the family's is not known. */
  readonly speaksFamilyLanguage?: boolean;
  /** Why this one is not for this child, in plain words. */
  readonly notNow?: string;
}

/** Why this person is not for a child of this age, in the kind's own words; undefined where they are, or where it cannot be told. */
export const outsideAgeOf = (
  member: OnSiteMember,
  kinds: readonly ReferralKind[],
  birthDate: PartialDate | undefined,
  today: CalendarDate,
): string | undefined => {
  const kind = kinds.find(({ need, track }) => need === needOfRole[member.role] && track === 'family');
  const range = kind?.ageMonths;
  if (!kind || !range || !birthDate) return undefined;
  // With a partial birth date both ends must be outside before anybody is told no.
  const isOutside = [birthDate.earliest, birthDate.latest].every((birth) => {
    const months = ageOn(birth, today)?.months;
    return months !== undefined && (months < range.from || months >= range.to);
  });
  return isOutside ? kind.outsideAge : undefined;
};

/** A hand-off is for who can be asked now: neither of the wrong age nor at home today. */
export const mayMeetNow = ({ notNow, presence }: OnSiteOffer): boolean =>
  notNow === undefined && presence.state !== 'away';

/**
 * The team for this child: whoever speaks the family's language first, among equals who is surely here; then who is away,
 * and last, with the reason, who does not fit the age.
 */
export const onSiteOffers = (
  team: readonly OnSiteMember[],
  kinds: readonly ReferralKind[],
  birthDate: PartialDate | undefined,
  familyLanguage: string | undefined,
  clock: ClinicClock,
): readonly OnSiteOffer[] => {
  const rank = (offer: OnSiteOffer): number =>
    (offer.notNow === undefined ? 0 : 8) +
    (offer.presence.state === 'away' ? 4 : 0) +
    (offer.speaksFamilyLanguage === false ? 2 : 0) +
    (offer.presence.state === 'ask' ? 1 : 0);
  return team
    .map((member): OnSiteOffer => {
      const notNow = outsideAgeOf(member, kinds, birthDate, clock.today);
      return {
        member,
        presence: presenceOf(member, clock),
        ...(familyLanguage === undefined
          ? {}
          : {
              speaksFamilyLanguage: member.languages.some((one) => sameSpokenLanguage(one, familyLanguage)),
            }),
        ...(notNow === undefined ? {} : { notNow }),
      };
    })
    .toSorted((one, other) => rank(one) - rank(other));
};

/** What the referral keeps of the person, so that it stays true when the team changes. */
export const warmHandOffTo = ({ id, role, name, fhirReference }: OnSiteMember): WarmHandOff => ({
  memberId: id,
  role,
  name,
  ...(fhirReference === undefined ? {} : { reference: fhirReference }),
});
