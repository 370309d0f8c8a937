// What every workflow is told about the person and the launch it acts for. Built by web/ from the session; never from a request's body.
import type { EhrAccess } from '../ehr/port.ts';
import type { OnSiteMember } from '../domain/referral/on-site-team.ts';
import type { Person } from '../domain/referral/referral.ts';
import type { Launch, Role } from '../store/port.ts';

export interface ActingUser {
  readonly person: Person;
  readonly role: Role;
}

export interface LaunchInUse {
  readonly launch: Launch;
  readonly user: ActingUser;
  readonly grantId: string;
  /** A fresh access each time: the token may have been renewed since. Throws `SESSION_EXPIRED` when the EHR no longer honours the grant. */
  readonly access: () => Promise<EhrAccess>;
}

/** Per-EHR settings the workflows need; from configuration, never from a request. */
export interface Clinic {
  readonly ehrId: string;
  readonly iss: string;
  readonly name: string;
  /** IANA zone: "today" is a calendar date there. */
  readonly timeZone: string;
  readonly state: string | undefined;
  /** What its programs count as full term when they correct; 39 weeks where the configuration does not say. */
  readonly fullTermWeeks?: 38 | 39 | 40 | undefined;
  /** The clinic's own people who may meet a family in the visit. */
  readonly onSiteTeam?: readonly OnSiteMember[];
}
export type ClinicOf = (ehrId: string) => Clinic;

export type Now = () => Date;
