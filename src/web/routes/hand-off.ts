// A warm hand-off in this visit: one short form, saved through the very door every referral goes through.
import { randomUUID } from 'node:crypto';
import { type Response, Router } from 'express';
import { weekdayOf } from '../../domain/referral/on-site-days.ts';
import {
  mayMeetNow,
  type OnSiteMember,
  outsideAgeOf,
  teamOf,
  usualHandOffReason,
} from '../../domain/referral/on-site-team.ts';
import { ageOn, type CalendarDate } from '../../domain/age.ts';
import type { Referral } from '../../domain/referral/referral.ts';
import { AppError } from '../../errors.ts';
import { onSiteTeamSystem } from '../../fhir/identifiers.ts';
import type { LaunchInUse } from '../../workflows/context.ts';
import type { OpenedSummary } from '../../workflows/open-summary.ts';
import { handOffWish, readHandOffForm, youngPersonFromYears } from '../forms/hand-off-form.ts';
import { type FieldFault, type TypedFields, typedFields } from '../forms/referral-form.ts';
import { methodNotAllowed } from '../handlers.ts';
import { type InLaunch, patientOf, type WithLaunch } from '../in-launch.ts';
import { mayRefer } from '../may-refer.ts';
import { childLineOf, type ReferralDesk, type ReferralParts } from '../referral-desk.ts';
import { sendPage } from '../render.ts';
import { HandOffPage } from '../views/hand-off.tsx';
import { bannerFor } from '../views/words.ts';

const againFault: FieldFault = {
  field: 'again',
  words: 'This family was handed off there today already. Open that one, or tick to do it again.',
};

export const handOffRoutes = (
  parts: ReferralParts & { inLaunch: WithLaunch; desk: ReferralDesk },
): Router => {
  const { inLaunch, desk, openSummary, sendReferral, clinicOf, content, store } = parts;
  const router = Router();

  /** Nobody but the configured team of this EHR's clinic can be handed to. */
  const memberFrom = ({ launch }: LaunchInUse, id: unknown): OnSiteMember => {
    const member = teamOf(clinicOf(launch.ehrId).onSiteTeam ?? [], launch.ehrId).find((one) => one.id === id);
    if (!member) throw new AppError('NOT_FOUND');
    return member;
  };

  const isRepeatOf = (
    one: Referral,
    member: OnSiteMember,
    today: CalendarDate,
    typed: TypedFields,
  ): boolean =>
    one.warmHandOff?.memberId === member.id &&
    one.targetDate === today &&
    one.stage !== 'withdrawn' &&
    one.id !== typed.referralId;

  /** A live hand-off of this child to this person today, under another number. */
  const todayBefore = async (
    { use }: InLaunch,
    member: OnSiteMember,
    typed: TypedFields,
  ): Promise<Referral | undefined> =>
    (await store.referralsOfPatient(use.launch.ehrId, patientOf(use))).find((one) =>
      isRepeatOf(one, member, desk.today(use), typed),
    );

  /**
   * Why this person cannot meet this child today, whatever page the form came from. Who was here when it was opened and has gone home
   * since is not held against it, nor is an EHR that tells no birth date in a moment.
   */
  const cannotMeet = async (
    use: LaunchInUse,
    member: OnSiteMember,
    typed: TypedFields,
  ): Promise<FieldFault | undefined> => {
    const today = desk.today(use);
    const birthDate = await desk.birthDateSoon(use);
    const months = birthDate ? ageOn(birthDate.earliest, today)?.months : undefined;
    if (typed.agreedBy === 'young-person' && months !== undefined && months < youngPersonFromYears * 12)
      return {
        field: 'agreedBy',
        words: `A child under ${youngPersonFromYears} years does not agree for the family: choose who did.`,
      };
    const words =
      member.days && !member.days.includes(weekdayOf(today))
        ? `${member.name} is not here today. Make a referral, or hand off to somebody who is here.`
        : outsideAgeOf(member, content.referralKinds, birthDate, today);
    return words === undefined ? undefined : { field: 'agreedBy', words };
  };

  const showForm = async (
    context: InLaunch,
    response: Response,
    opened: OpenedSummary,
    member: OnSiteMember,
    typed: TypedFields,
    faults: readonly FieldFault[],
  ): Promise<void> => {
    const { use, navigation, csrf } = context;
    const banner = bannerFor(opened.summary);
    sendPage(
      response,
      HandOffPage({
        navigation,
        csrf,
        banner: use.launch.needPatientBanner ? banner : undefined,
        childLine: childLineOf(banner),
        member,
        typed,
        faults,
        isPreparing: use.user.role !== 'clinician',
        before: await todayBefore(context, member, typed),
      }),
      faults.length > 0 ? 422 : 200,
    );
  };

  router
    .route('/launches/:launchId/hand-off')
    .get(
      inLaunch(async (context, request, response) => {
        const member = memberFrom(context.use, request.query.to);
        const opened = await openSummary(context.use, {});
        const { summary, onSite, nextStep } = opened;
        mayRefer(summary);
        // Not for a child of this age, or not here today; the summary says which.
        if (onSite.some((one) => one.member.id === member.id && !mayMeetNow(one)))
          throw new AppError('NOT_FOUND');
        const { tag, interpreterNeeded } = summary.language;
        const typed: TypedFields = {
          referralId: randomUUID(),
          to: member.id,
          reason: usualHandOffReason[member.role],
          interpreterNeeded,
          ...(tag ? { familyLanguage: tag } : {}),
          ...(nextStep?.isFresh ? { nextStep: nextStep.record.text } : {}),
        };
        await showForm(context, response, opened, member, typed, []);
      }),
    )
    .post(
      inLaunch(async (context, request, response) => {
        const { use, base } = context;
        const patientId = patientOf(use);
        const typed = typedFields(request.body);
        const member = memberFrom(use, typed.to);
        const form = readHandOffForm(typed, content.instruments);
        const unfit = await cannotMeet(use, member, typed);
        const isRepeat =
          form.ok && !form.value.again && (await todayBefore(context, member, typed)) !== undefined;
        if (form.ok && !isRepeat && !unfit) {
          // Saved before the chart is read: the family stands in the door.
          const wish = handOffWish(form.value, member, parts.clinicName, onSiteTeamSystem, desk.today(use));
          const today = desk.today(use);
          const sent = await sendReferral(
            use,
            patientId,
            wish,
            form.value.again ? undefined : (other) => isRepeatOf(other, member, today, typed),
          );
          if (!sent.ok && (sent.problem.code === 'CHART_STOPPED' || sent.problem.code === 'ALREADY_STANDS')) {
            const fault =
              sent.problem.code === 'ALREADY_STANDS'
                ? againFault
                : { field: 'agreedBy', words: `Nothing was sent. ${sent.problem.words}` };
            return showForm(context, response, await openSummary(use, {}), member, typed, [fault]);
          }
          if (sent.ok && sent.value.stage === 'requested') await desk.deliverForAMoment(sent.value.id);
          const problem = sent.ok ? '' : `?problem=${sent.problem.code}`;
          return response.redirect(303, `${base}/referrals/${form.value.referralId}${problem}`);
        }
        const opened = await openSummary(use, {});
        mayRefer(opened.summary);
        await showForm(context, response, opened, member, typed, [
          ...(unfit ? [unfit] : []),
          ...(form.ok ? [] : form.problem),
          ...(isRepeat && !unfit ? [againFault] : []),
        ]);
      }),
    )
    .all(methodNotAllowed);
  return router;
};
