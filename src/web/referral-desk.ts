// What the referral pages share: the child as the EHR shows it now, the saved referral, and a moment's wait for the chart.
import type { Patient } from 'fhir/r4.js';
import { ageOn, type CalendarDate, dateInZone } from '../domain/age.ts';
import type { Directory } from '../domain/consultant/directory.ts';
import type { Referral } from '../domain/referral/referral.ts';
import type { ClinicalContent } from '../domain/screening/instrument.ts';
import type { Ehr } from '../ehr/port.ts';
import { AppError } from '../errors.ts';
import { childFrom } from '../fhir/patient.ts';
import type { Store } from '../store/port.ts';
import type { ClinicOf, LaunchInUse, Now } from '../workflows/context.ts';
import type { DeliverReferral } from '../workflows/deliver-referral.ts';
import type { OpenSummary } from '../workflows/open-summary.ts';
import type { ActOnReferral, SendProblem, SendReferral } from '../workflows/send-referral.ts';
import type { BannerFacts } from './views/layout.tsx';
import { ageWords } from './views/words.ts';

/** The page never waits longer than this for the chart: what is left goes on behind it (DESIGN trip 2). */
const pageWaitsMs = 1_000;

export interface ReferralParts {
  readonly openSummary: OpenSummary;
  readonly sendReferral: SendReferral;
  readonly actOnReferral: ActOnReferral;
  readonly deliver: DeliverReferral;
  readonly store: Store;
  readonly ehr: Ehr;
  readonly content: ClinicalContent;
  readonly directory: Directory;
  readonly clinicOf: ClinicOf;
  readonly now: Now;
  readonly clinicName: string;
  readonly softwareVersion: string;
  readonly onDeliveryFault: (fault: unknown) => void;
}

/** The child, as it stands beside every button that does something. */
export const childLineOf = (banner: BannerFacts | undefined): string =>
  banner ? `${banner.name}, born ${banner.born}` : 'Child not read';

export const problemWords = (problem: SendProblem): string => {
  switch (problem.code) {
    case 'DIFFERENT_CONTENT':
      return 'This form was sent before with other words, and that referral stands. Open a new form for another one.';
    case 'CHANGED_MEANWHILE':
      return 'Someone else changed this referral meanwhile. This is how it stands now; nothing of theirs was overwritten.';
    case 'FORBIDDEN_TRANSITION':
      return problem.words;
  }
};

export interface OpenedReferral {
  readonly referral: Referral;
  readonly banner: BannerFacts;
  readonly birthDate: string;
}

export interface ReferralDesk {
  today(use: LaunchInUse): CalendarDate;
  /** @throws AppError `NOT_FOUND`, `PATIENT_FORBIDDEN` when the EHR does not show this user that child now, `EHR_UNREACHABLE` */
  open(use: LaunchInUse, id: unknown): Promise<OpenedReferral>;
  /** Tries at once and lets go after a second; the outbox worker has what is left. */
  deliverForAMoment(referralId: string): Promise<void>;
  kindNameOf(referral: Referral): string;
}

export const makeReferralDesk = ({
  store,
  ehr,
  content,
  deliver,
  clinicOf,
  now,
  onDeliveryFault,
}: ReferralParts): ReferralDesk => {
  const today = (use: LaunchInUse): CalendarDate => dateInZone(now(), clinicOf(use.launch.ehrId).timeZone);

  const readChild = async (
    use: LaunchInUse,
    patientId: string,
  ): Promise<Omit<OpenedReferral, 'referral'>> => {
    const read = await ehr.readPatients(await use.access(), [patientId]);
    const patient = read.resources.find(
      (one): one is Patient => one.resourceType === 'Patient' && one.id === patientId,
    );
    if (!patient) {
      const isDown =
        read.gap && ['unreachable', 'too-slow', 'failed', 'unreadable'].includes(read.gap.reason);
      throw new AppError(isDown ? 'EHR_UNREACHABLE' : 'PATIENT_FORBIDDEN');
    }
    const child = childFrom(patient);
    const exact = child.birthDate?.precision === 'day' ? child.birthDate.earliest : undefined;
    const age = exact ? ageOn(exact, today(use)) : undefined;
    const born = exact ?? patient.birthDate ?? 'not in the chart';
    const banner = {
      name: child.name,
      born,
      age: age ? ageWords(age) : 'cannot be told',
      hiddenCharacters: child.hiddenCharacters,
    };
    return { banner, birthDate: born };
  };

  return {
    today,
    open: async (use, id) => {
      const referral = typeof id === 'string' ? await store.findReferral(use.launch.ehrId, id) : undefined;
      // Within a child's launch only that child's referrals exist (SECURITY S7).
      if (!referral || (use.launch.patientId !== undefined && use.launch.patientId !== referral.patientId))
        throw new AppError('NOT_FOUND');
      return { referral, ...(await readChild(use, referral.patientId)) };
    },
    deliverForAMoment: async (referralId) => {
      let timer: NodeJS.Timeout | undefined;
      const waited = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, pageWaitsMs);
      });
      const delivery = deliver({ referralId }).then(() => undefined, onDeliveryFault);
      await Promise.race([delivery, waited]);
      clearTimeout(timer);
    },
    kindNameOf: (referral) =>
      content.referralKinds.find((kind) => kind.need === referral.need && kind.track === referral.track)
        ?.name ?? referral.need,
  };
};
