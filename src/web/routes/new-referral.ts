// A new referral: the form, its review, and saving it before anything else happens.
import { randomUUID } from 'node:crypto';
import { type Response, Router } from 'express';
import { addDays } from '../../domain/age.ts';
import { needs } from '../../domain/consultant/consultant.ts';
import { schoolDistrictsIn } from '../../domain/consultant/directory.ts';
import type { Referral } from '../../domain/referral/referral.ts';
import type { Summary } from '../../domain/summary.ts';
import { offeredReasons } from '../../domain/screening/reasons.ts';
import { isCrisis, mayBeReferred } from '../../domain/screening/referable.ts';
import type { TrendedResult } from '../../domain/screening/trend.ts';
import { AppError } from '../../errors.ts';
import { readAnswers } from '../forms/family-answers.ts';
import {
  type FieldFault,
  type ReferralForm,
  readReferralForm,
  type TypedFields,
  typedFields,
} from '../forms/referral-form.ts';
import { type Choice, wishFrom } from '../forms/referral-wish.ts';
import { methodNotAllowed } from '../handlers.ts';
import { type InLaunch, patientOf, type WithLaunch } from '../in-launch.ts';
import { childLineOf, type ReferralDesk, type ReferralParts } from '../referral-desk.ts';
import { mayRefer } from '../may-refer.ts';
import { sendPage } from '../render.ts';
import { ReferralFormPage } from '../views/referral-form.tsx';
import { ReviewPage } from '../views/review.tsx';
import { bannerFor } from '../views/words.ts';

/** A month is what a family can plan with; people change it (ours). */
const usualTargetDays = 30;

/** A caregiver's own form never goes along; nor does what could not be used (DESIGN, settled questions). */
const attachableOf = (summary: Summary): readonly TrendedResult[] =>
  summary.results.filter(
    ({ result }) =>
      result.instrument.about === 'child' && !result.instrument.confidential && result.band !== 'unusable',
  );

const given = (pairs: Readonly<Record<string, string | undefined>>): TypedFields =>
  Object.fromEntries(Object.entries(pairs).filter((pair): pair is [string, string] => pair[1] !== undefined));

/** What the review showed of the attachments: at sending they must be the very same. */
const markOf = ({ markOf: mark }: InLaunch, { referralId, attachments }: ReferralForm): string =>
  mark(JSON.stringify([referralId, ...attachments]));

/** Nobody is referred in a crisis, whatever address was typed: the words and the lines are what helps. */
const isForCrisis = (need: unknown): boolean => needs.some((one) => one === need && isCrisis({ need: one }));
const crisisPage = ({ base }: InLaunch): string => `${base}/consultants?need=crisis`;

const againFault: FieldFault = {
  field: 'again',
  words: 'This child was already referred there for this. Open that referral, or tick to refer again.',
};

export const newReferralRoutes = (
  parts: ReferralParts & { inLaunch: WithLaunch; desk: ReferralDesk },
): Router => {
  const { inLaunch, desk, openSummary, sendReferral, content, directory } = parts;
  const router = Router();

  const reasons = offeredReasons(content.reasons);
  /** A code nobody offered is not taken quietly: a diagnosis must not slip onto a child's chart (CLINICAL trap 16). */
  const reasonFault = (form: ReferralForm): FieldFault | undefined =>
    form.reasonCode !== undefined && !reasons.some(({ code }) => code === form.reasonCode)
      ? {
          field: 'reasonCode',
          words: `The reason code “${form.reasonCode}” is not among those this clinic offers. It was taken out; the plain words stand.`,
        }
      : undefined;
  const withReason = (choice: Choice, { reasonCode }: ReferralForm): Choice => ({
    ...choice,
    reasonCode: reasons.find(({ code }) => code === reasonCode),
  });

  const choiceFrom = (consultantId: unknown, need: unknown): Choice => {
    const consultant = typeof consultantId === 'string' ? directory.find(consultantId) : undefined;
    const kind = content.referralKinds.find((one) => one.need === need && one.track === 'family');
    // Program and practice consultation are contacts, never an order that names the child (REFERRAL 2.1).
    if (consultant?.track !== 'family' || !kind || !mayBeReferred(kind)) throw new AppError('NOT_FOUND');
    return { consultant, kind };
  };

  const isLikeIt = (one: Referral, typed: TypedFields): boolean =>
    one.stage !== 'withdrawn' &&
    one.id !== typed.referralId &&
    one.consultant.id === typed.consultant &&
    one.need === typed.kind;

  /** A live referral of this child to this consultant for this need, saved under another number. */
  const liveBefore = async ({ use }: InLaunch, typed: TypedFields): Promise<Referral | undefined> =>
    (await parts.store.referralsOfPatient(use.launch.ehrId, patientOf(use))).find((one) =>
      isLikeIt(one, typed),
    );

  const showForm = async (
    context: InLaunch,
    response: Response,
    summary: Summary,
    typed: TypedFields,
    faults: readonly FieldFault[],
  ): Promise<void> => {
    const banner = bannerFor(summary);
    sendPage(
      response,
      ReferralFormPage({
        before: await liveBefore(context, typed),
        navigation: context.navigation,
        banner: context.use.launch.needPatientBanner ? banner : undefined,
        childLine: childLineOf(banner),
        csrf: context.csrf,
        ...choiceFrom(typed.consultant, typed.kind),
        typed,
        faults,
        attachable: attachableOf(summary),
        districts: schoolDistrictsIn(directory.records),
        reasons,
        isPreparing: context.use.user.role !== 'clinician',
      }),
      faults.length > 0 ? 422 : 200,
    );
  };

  router.route('/launches/:launchId/referrals/new').get(
    inLaunch(async (context, request, response) => {
      const answers = readAnswers(request.query);
      if (isForCrisis(request.query.kind)) return response.redirect(303, crisisPage(context));
      const { consultant, kind } = choiceFrom(request.query.consultant, request.query.kind);
      const { summary, nextStep } = await openSummary(context.use, {});
      mayRefer(summary);
      const { language } = summary;
      const { schoolDistrict, program, funder, parentRole } = answers;
      const typed: TypedFields = {
        referralId: randomUUID(),
        consultant: consultant.id,
        kind: kind.need,
        reason: kind.reason,
        targetDate: addDays(desk.today(context.use), usualTargetDays),
        interpreterNeeded: language.interpreterNeeded,
        contact: 'usual',
        consentForm: 'spoken',
        consentAuthority: 'parent',
        ...given({
          familyLanguage: answers.language ?? language.tag,
          schoolDistrict,
          program,
          funder,
          parentRole,
          nextStep: nextStep?.isFresh ? nextStep.record.text : undefined,
        }),
      };
      await showForm(context, response, summary, typed, []);
    }),
  );

  const showReview = async (
    context: InLaunch,
    response: Response,
    summary: Summary,
    typed: TypedFields,
    form: ReferralForm,
  ): Promise<void> => {
    const offered = attachableOf(summary).flatMap(({ result }) =>
      result.form.origins.map((origin) => ({
        reference: origin.resource,
        words: `${result.instrument.name} of ${result.form.administeredOn}`,
      })),
    );
    if (form.attachments.some((one) => !offered.some(({ reference }) => reference === one))) {
      const words = 'A chosen result is not one of this child’s any more. Choose again.';
      return showForm(context, response, summary, { ...typed, attachments: [] }, [
        { field: 'attachments', words },
      ]);
    }
    const banner = bannerFor(summary);
    const { use } = context;
    const choice = choiceFrom(typed.consultant, typed.kind);
    sendPage(
      response,
      ReviewPage({
        navigation: context.navigation,
        banner: use.launch.needPatientBanner ? banner : undefined,
        childLine: childLineOf(banner),
        csrf: context.csrf,
        ...choice,
        form,
        wish: wishFrom(form, withReason(choice, form), directory.system, desk.today(use)),
        typed,
        attached: offered
          .filter(({ reference }) => form.attachments.includes(reference))
          .map(({ words }) => words),
        isPreparing: use.user.role !== 'clinician',
        requester: use.user.person.display,
        before: await liveBefore(context, typed),
        reviewed: markOf(context, form),
      }),
    );
  };

  router
    .route('/launches/:launchId/referrals')
    .post(
      inLaunch(async (context, request, response) => {
        const { use, base } = context;
        const patientId = patientOf(use);
        const typed = typedFields(request.body);
        if (isForCrisis(typed.kind)) return response.redirect(303, crisisPage(context));
        const step = (request.body as { step?: unknown }).step;
        const choice = choiceFrom(typed.consultant, typed.kind);
        const checked = readReferralForm(typed, desk.today(use));
        const { reviewed } = request.body as { reviewed?: unknown };
        const isRepeat =
          checked.ok && !checked.value.again && (await liveBefore(context, typed)) !== undefined;
        const isReviewed =
          checked.ok &&
          (checked.value.attachments.length === 0 || reviewed === markOf(context, checked.value));
        const isNotOffered = checked.ok ? reasonFault(checked.value) : undefined;
        if (step === 'send' && checked.ok && !isRepeat && isReviewed && !isNotOffered) {
          // Saved before anything is read: a slow EHR must not cost the family what was agreed.
          const system = directory.systemOf(choice.consultant.id) ?? directory.system;
          const sent = await sendReferral(
            use,
            patientId,
            wishFrom(checked.value, withReason(choice, checked.value), system, desk.today(use)),
            checked.value.again ? undefined : (other) => isLikeIt(other, typed),
          );
          if (!sent.ok && (sent.problem.code === 'CHART_STOPPED' || sent.problem.code === 'ALREADY_STANDS')) {
            const fault =
              sent.problem.code === 'ALREADY_STANDS'
                ? againFault
                : { field: 'reason', words: `Nothing was sent. ${sent.problem.words}` };
            const { summary } = await openSummary(use, {});
            return showForm(context, response, summary, typed, [fault]);
          }
          if (sent.ok && sent.value.stage === 'requested') await desk.deliverForAMoment(sent.value.id);
          const problem = sent.ok ? '' : `?problem=${sent.problem.code}`;
          return response.redirect(303, `${base}/referrals/${checked.value.referralId}${problem}`);
        }
        const { summary } = await openSummary(use, {});
        mayRefer(summary);
        if (!checked.ok) return showForm(context, response, summary, typed, checked.problem);
        if (isNotOffered) {
          const { reasonCode: _reasonCode, ...rest } = typed;
          return showForm(context, response, summary, rest, [isNotOffered]);
        }
        if (step === 'change') return showForm(context, response, summary, typed, []);
        if (isRepeat) return showForm(context, response, summary, typed, [againFault]);
        await showReview(context, response, summary, typed, checked.value);
      }),
    )
    .all(methodNotAllowed);
  return router;
};
