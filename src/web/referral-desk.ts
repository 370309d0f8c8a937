// What the referral pages share: the child as the EHR shows it now, the saved referral, and a moment's wait for the chart.
import { dateWords } from '../domain/date-words.ts';
import type { Patient } from 'fhir/r4.js';
import { ageOn, type CalendarDate, dateInZone, type PartialDate } from '../domain/age.ts';
import { familyLanguage } from '../domain/family-language.ts';
import type { Directory } from '../domain/consultant/directory.ts';
import type { LetterClinic } from '../domain/referral/letter.ts';
import { onSiteRoleNames } from '../domain/referral/on-site-team.ts';
import type { Referral } from '../domain/referral/referral.ts';
import type { ClinicalContent } from '../domain/screening/content.ts';
import type { Ehr } from '../ehr/port.ts';
import { AppError } from '../errors.ts';
import { childFrom } from '../fhir/patient.ts';
import type { Store } from '../store/port.ts';
import { stopIfAccessEnded } from '../workflows/access-ended.ts';
import type { ClinicOf, LaunchInUse, Now } from '../workflows/context.ts';
import type { DeliverReferral } from '../workflows/deliver-referral.ts';
import type { OpenSummary } from '../workflows/open-summary.ts';
import type { ActOnReferral, SendProblem, SendReferral } from '../workflows/send-referral.ts';
import type { BannerFacts } from './views/layout.tsx';
import { ageWords, speaking } from './views/words.ts';

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
  /** Where a program answers, as far as the site gave it. */
  readonly clinicContact: Omit<LetterClinic, 'name'>;
  readonly softwareVersion: string;
  readonly onDeliveryFault: (fault: unknown) => void;
}

/** What a promise gives within the page's patience; undefined after it, and the rest goes on unwatched. Never rejects for one that does not. */
const forAMoment = async <T>(work: Promise<T>): Promise<T | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const waited = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), pageWaitsMs);
  });
  const first = await Promise.race([work, waited]);
  clearTimeout(timer);
  return first;
};

/** The child, as it stands beside every button that does something. */
export const childLineOf = (banner: BannerFacts | undefined): string =>
  banner ? `${banner.name}, born ${banner.born}` : 'Child not read';

export const problemWords = (problem: SendProblem): string => {
  switch (problem.code) {
    case 'DIFFERENT_CONTENT':
      return 'This form was sent before with other words, and that referral stands. Open a new form for another one.';
    case 'ALREADY_STANDS':
      return 'Another one like this was saved in the same moment, and that one stands.';
    case 'CHART_STOPPED':
      return problem.words;
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
  /** As the chart tells it, for reckoning. */
  readonly bornOn: PartialDate | undefined;
}

export interface ReferralDesk {
  today(use: LaunchInUse): CalendarDate;
  /** @throws AppError `NOT_FOUND`, `PATIENT_FORBIDDEN` when the EHR does not show this user that child now, `EHR_UNREACHABLE` */
  open(use: LaunchInUse, id: unknown): Promise<OpenedReferral>;
  /**
   * As `open`, but within this child's own launch the EHR is not asked: a family's no is saved whatever the EHR does.
   * A launch without a child still has to show that this user may see this one.
   */
  openForWithdrawal(use: LaunchInUse, id: unknown): Promise<Pick<OpenedReferral, 'referral'>>;
  /**
   * As `open`, for the referral's own page: what this person sent is shown in this child's launch without the child
   * when the EHR is down, and while it waits to be written also when the EHR ended the access (DESIGN, promise 3).
   */
  openOwnPage(
    use: LaunchInUse,
    id: unknown,
  ): Promise<Pick<OpenedReferral, 'referral'> & { readonly banner: BannerFacts | undefined }>;
  /** This launch's child as born, for a check that must not hold up a family in the door: undefined when the EHR does not tell within a second. */
  birthDateSoon(use: LaunchInUse): Promise<PartialDate | undefined>;
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
    stopIfAccessEnded(read.gap);
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
      born: dateWords(born),
      ...(child.deceased ? {} : { age: age ? ageWords(age) : 'cannot be told' }),
      ...(child.deceased ? {} : speaking(familyLanguage(child, []))),
      hiddenCharacters: child.hiddenCharacters,
    };
    return { banner, birthDate: born, bornOn: child.birthDate };
  };

  const find = async (use: LaunchInUse, id: unknown): Promise<Referral> => {
    const referral = typeof id === 'string' ? await store.findReferral(use.launch.ehrId, id) : undefined;
    // Within a child's launch only that child's referrals exist (SECURITY S7).
    if (!referral || (use.launch.patientId !== undefined && use.launch.patientId !== referral.patientId))
      throw new AppError('NOT_FOUND');
    return referral;
  };

  /** Whether this very person sent it, and is in this child's launch. */
  const isTheirs = (use: LaunchInUse, referral: Referral): boolean =>
    (referral.requester ?? referral.preparedBy)?.fhirUser === use.user.person.fhirUser &&
    use.launch.patientId === referral.patientId;

  /** Whether this very person sent it from a launch of this child and the chart has not got it yet. */
  const isWaitingFor = async (use: LaunchInUse, referral: Referral): Promise<boolean> => {
    const order = (await store.outboxEntryOf(referral.id))?.state.written.order;
    return (
      order === undefined &&
      isTheirs(use, referral) &&
      Date.parse(referral.createdAt) >= use.launch.createdAt - 1_000
    );
  };

  return {
    today,
    open: async (use, id) => {
      const referral = await find(use, id);
      return { referral, ...(await readChild(use, referral.patientId)) };
    },
    openForWithdrawal: async (use, id) => {
      const referral = await find(use, id);
      if (use.launch.patientId !== referral.patientId) await readChild(use, referral.patientId);
      return { referral };
    },
    openOwnPage: async (use, id) => {
      const referral = await find(use, id);
      try {
        return { referral, ...(await readChild(use, referral.patientId)) };
      } catch (fault) {
        const code = fault instanceof AppError ? fault.code : undefined;
        const mayShow =
          (code === 'EHR_UNREACHABLE' && isTheirs(use, referral)) ||
          (code === 'SESSION_EXPIRED' && (await isWaitingFor(use, referral)));
        if (mayShow) return { referral, banner: undefined };
        throw fault;
      }
    },
    birthDateSoon: (use) => {
      const { patientId } = use.launch;
      if (patientId === undefined) return Promise.resolve(undefined);
      return forAMoment(
        readChild(use, patientId).then(
          ({ bornOn }) => bornOn,
          // Whatever is wrong with the EHR is said where the referral is delivered.
          () => undefined,
        ),
      );
    },
    deliverForAMoment: (referralId) =>
      forAMoment(deliver({ referralId }).then(() => undefined, onDeliveryFault)),
    kindNameOf: (referral) =>
      referral.warmHandOff
        ? `${onSiteRoleNames[referral.warmHandOff.role]}: warm hand-off in the clinic`
        : (content.referralKinds.find((kind) => kind.need === referral.need && kind.track === referral.track)
            ?.name ?? referral.need),
  };
};
