// A warm hand-off in this visit: one short form, saved through the very door every referral goes through.
import { randomUUID } from 'node:crypto';
import { type Response, Router } from 'express';
import { type OnSiteMember, teamOf, usualHandOffReason } from '../../domain/referral/on-site-team.ts';
import type { Referral } from '../../domain/referral/referral.ts';
import { AppError } from '../../errors.ts';
import { onSiteTeamSystem } from '../../fhir/identifiers.ts';
import type { LaunchInUse } from '../../workflows/context.ts';
import type { OpenedSummary } from '../../workflows/open-summary.ts';
import { handOffWish, readHandOffForm } from '../forms/hand-off-form.ts';
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

  /** A live hand-off of this child to this person today, under another number. */
  const todayBefore = async (
    { use }: InLaunch,
    member: OnSiteMember,
    typed: TypedFields,
  ): Promise<Referral | undefined> =>
    (await store.referralsOfPatient(use.launch.ehrId, patientOf(use))).find(
      (one) =>
        one.warmHandOff?.memberId === member.id &&
        one.targetDate === desk.today(use) &&
        one.stage !== 'withdrawn' &&
        one.id !== typed.referralId,
    );

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
        // Not for a child of this age; the summary says why.
        if (onSite.some((one) => one.member.id === member.id && one.notNow !== undefined))
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
        const isRepeat =
          form.ok && !form.value.again && (await todayBefore(context, member, typed)) !== undefined;
        if (form.ok && !isRepeat) {
          // Saved before anything is read: the family stands in the door.
          const wish = handOffWish(form.value, member, parts.clinicName, onSiteTeamSystem, desk.today(use));
          const sent = await sendReferral(use, patientId, wish);
          if (sent.ok && sent.value.stage === 'requested') await desk.deliverForAMoment(sent.value.id);
          const problem = sent.ok ? '' : `?problem=${sent.problem.code}`;
          return response.redirect(303, `${base}/referrals/${form.value.referralId}${problem}`);
        }
        const opened = await openSummary(use, {});
        mayRefer(opened.summary);
        await showForm(context, response, opened, member, typed, form.ok ? [againFault] : form.problem);
      }),
    )
    .all(methodNotAllowed);
  return router;
};
