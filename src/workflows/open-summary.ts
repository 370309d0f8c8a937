// Trip 1, second half: read everything at once, decide, match.
import { type CalendarDate, dateInZone } from '../domain/age.ts';
import type { DeclinedScreen, GestationalAge } from '../domain/chart.ts';
import type { Directory } from '../domain/consultant/directory.ts';
import { type MatchResult, match } from '../domain/consultant/match.ts';
import type { MatchNeed } from '../domain/consultant/match-need.ts';
import type { Need } from '../domain/consultant/consultant.ts';
import type { Places } from '../domain/consultant/place.ts';
import { type OnSiteOffer, onSiteOffers, teamOf } from '../domain/referral/on-site-team.ts';
import { type Standing, standingOf } from '../domain/referral/standing.ts';
import type { Referral } from '../domain/referral/referral.ts';
import type { ClinicalContent, ReferralKind } from '../domain/screening/content.ts';
import { isCrisis, mayBeReferred } from '../domain/screening/referable.ts';
import { decideSummary, type Summary } from '../domain/summary.ts';
import { type AgreedNextStep, agreedNextStep, declinedScreens } from '../domain/visit-record.ts';
import type { Ehr } from '../ehr/port.ts';
import { AppError } from '../errors.ts';
import { chartFromReads } from '../fhir/chart-from-reads.ts';
import type { Store } from '../store/port.ts';
import { stopIfAccessEnded } from './access-ended.ts';
import type { ClinicOf, LaunchInUse, Now } from './context.ts';
import { timeInZone } from './instant.ts';

export interface ReferralLine {
  readonly referral: Referral;
  readonly standing: Standing;
}

export interface OpenedSummary {
  readonly summary: Summary;
  /** Hearth's own referrals for this child, newest first. */
  readonly referrals: readonly ReferralLine[];
  readonly chosenKind?: ReferralKind;
  readonly matches?: MatchResult;
  /** The clinic's own people who could meet this family now; none where the page gives no advice. */
  readonly onSite: readonly OnSiteOffer[];
  /** Screens recorded here as declined, of any day. */
  readonly declinedHere: readonly DeclinedScreen[];
  readonly nextStep?: AgreedNextStep;
  /** The clinic's clock when the chart was read, `HH:MM`. */
  readonly readAt: string;
}

export interface SummaryWishes {
  readonly need?: Need;
  readonly concern?: boolean;
  readonly toldGestation?: GestationalAge;
}

/** What matching may know of this child, from the summary alone. */
export const matchNeedFrom = (
  summary: Summary,
  kind: ReferralKind,
  seed: string,
  clinicState: string | undefined,
): MatchNeed => ({
  track: kind.track,
  need: kind.need,
  ...(summary.child?.birthDate ? { birthDate: summary.child.birthDate } : {}),
  languages: summary.language.tag ? [summary.language.tag] : [],
  ...(summary.child?.zip ? { zip: summary.child.zip } : {}),
  ...((summary.child?.state ?? clinicState)
    ? { state: (summary.child?.state ?? clinicState) as string }
    : {}),
  seed,
});

export interface SummaryParts {
  readonly store: Store;
  readonly ehr: Ehr;
  readonly content: ClinicalContent;
  readonly directory: Directory;
  readonly places: Places;
  readonly clinicOf: ClinicOf;
  readonly now: Now;
}

/** @throws AppError `NO_PATIENT` when the launch has no child in context, `SESSION_EXPIRED` when the grant ended or the EHR no longer honours it */
export const makeOpenSummary =
  ({ store, ehr, content, directory, places, clinicOf, now }: SummaryParts) =>
  async ({ launch, access }: LaunchInUse, wishes: SummaryWishes): Promise<OpenedSummary> => {
    const { patientId, encounterId, ehrId } = launch;
    if (patientId === undefined) throw new AppError('NO_PATIENT');
    const clinic = clinicOf(ehrId);
    const at = now();
    const today: CalendarDate = dateInZone(at, clinic.timeZone);
    const readAt = timeInZone(at, clinic.timeZone);
    const encounter = encounterId === undefined ? {} : { encounterId };
    // Our own rows are local: they wait beside the EHR's wave, not before it.
    const [reads, acknowledged, saved, records] = await Promise.all([
      access().then((ehrAccess) => ehr.readChart(ehrAccess, { patientId, ...encounter })),
      store.acknowledgementsOf(ehrId, patientId),
      store.referralsOfPatient(ehrId, patientId),
      store.visitRecordsOf(ehrId, patientId),
    ]);
    stopIfAccessEnded(reads.patient.gap);
    const chart = chartFromReads(reads, {
      maps: content,
      base: clinic.iss,
      timeZone: clinic.timeZone,
      today,
      ...encounter,
    });
    const declinedHere = declinedScreens(records);
    const summary = decideSummary(chart, {
      content,
      today,
      state: clinic.state,
      acknowledged: acknowledged.map(({ resultKey, plan, by, at: when }) => ({
        resultKey,
        plan,
        by,
        on: dateInZone(new Date(when), clinic.timeZone),
      })),
      concern: wishes.concern === true,
      declined: declinedHere,
      ...(wishes.toldGestation ? { toldGestation: wishes.toldGestation } : {}),
      ...(clinic.fullTermWeeks ? { fullTermWeeks: clinic.fullTermWeeks } : {}),
    });
    const offered = summary.nextSteps
      .filter((step) => step.state !== 'not-now' && step.place === 'first' && mayBeReferred(step.kind))
      .map((step) => step.kind);
    const chosenKind =
      (wishes.need
        ? content.referralKinds.find((kind) => kind.need === wishes.need && !isCrisis(kind))
        : undefined) ?? offered.find((kind) => kind.track === 'family');
    const mayRefer = summary.child !== undefined && summary.stop === undefined;
    // What was said of this child is shown only where the EHR shows the child (DESIGN, promise 3).
    const nextStep = mayRefer ? agreedNextStep(records, today) : undefined;
    const referrals = await Promise.all(
      saved.map(async (referral) => ({
        referral,
        standing: standingOf(referral, (await store.outboxEntryOf(referral.id))?.state),
      })),
    );
    return {
      summary,
      referrals,
      declinedHere: mayRefer ? declinedHere : [],
      onSite: mayRefer
        ? onSiteOffers(
            teamOf(clinic.onSiteTeam ?? [], ehrId),
            content.referralKinds,
            summary.child?.birthDate,
            summary.language.tag,
            { today, time: readAt },
          )
        : [],
      ...(nextStep ? { nextStep } : {}),
      ...(chosenKind && mayRefer
        ? {
            chosenKind,
            matches: match(
              matchNeedFrom(summary, chosenKind, launch.id, clinic.state),
              directory.records,
              places,
              today,
            ),
          }
        : {}),
      readAt,
    };
  };
export type OpenSummary = ReturnType<typeof makeOpenSummary>;
