import { Router } from 'express';
import { z } from 'zod';
import { AppError } from '../../errors.ts';
import type { AcknowledgeSafety } from '../../workflows/acknowledge-safety.ts';
import type { OpenSummary } from '../../workflows/open-summary.ts';
import { readAnswers } from '../forms/family-answers.ts';
import { readPageState, summaryLink } from '../forms/page-state.ts';
import { typedFields } from '../forms/referral-form.ts';
import { methodNotAllowed } from '../handlers.ts';
import { patientOf, type WithLaunch } from '../in-launch.ts';
import { sendPage } from '../render.ts';
import { PlanAgainPage } from '../views/plan-again.tsx';
import { SummaryPage } from '../views/summary.tsx';

const acknowledgement = z.object({
  resultKey: z.string().min(1).max(300),
  plan: z
    .string()
    .trim()
    .min(1, 'Write your plan: who does what, and by when.')
    .max(1000, 'Shorten your plan to 1000 characters.'),
});

export const referWordFor = (role: string): string => (role === 'clinician' ? 'Refer' : 'Prepare');

export const summaryRoutes = (parts: {
  inLaunch: WithLaunch;
  openSummary: OpenSummary;
  acknowledgeSafety: AcknowledgeSafety;
}): Router => {
  const { inLaunch, openSummary, acknowledgeSafety } = parts;
  const router = Router();

  router.route('/launches/:launchId/summary').get(
    inLaunch(async ({ use, csrf, navigation }, request, response) => {
      const { need } = readAnswers(request.query);
      const state = readPageState(request.query);
      const opened = await openSummary(use, {
        ...(need ? { need } : {}),
        concern: state.concern,
        ...(state.told ? { toldGestation: state.told } : {}),
      });
      sendPage(
        response,
        SummaryPage({
          opened,
          navigation,
          csrf,
          needPatientBanner: use.launch.needPatientBanner,
          state,
          referWord: referWordFor(use.user.role),
          mayAcknowledge: use.user.role === 'clinician',
        }),
      );
    }),
  );

  router
    .route('/launches/:launchId/safety')
    .post(
      inLaunch(async ({ use, csrf, navigation }, request, response) => {
        if (use.user.role !== 'clinician') throw new AppError('ROLE_FORBIDDEN');
        const state = readPageState(request.query);
        const { resultKey, plan = '' } = typedFields(request.body);
        if (typeof resultKey !== 'string' || typeof plan !== 'string') throw new AppError('NOT_FOUND');
        const form = acknowledgement.safeParse({ resultKey, plan });
        if (!form.success) {
          const fault = form.error.issues.find(({ path }) => path[0] === 'plan')?.message;
          if (!fault) throw new AppError('NOT_FOUND');
          return sendPage(
            response,
            PlanAgainPage({ navigation, csrf, state, resultKey, typed: plan, fault }),
            422,
          );
        }
        await acknowledgeSafety(use, patientOf(use), form.data.resultKey, form.data.plan);
        response.redirect(303, summaryLink(navigation.launchId, state));
      }),
    )
    .all(methodNotAllowed);
  return router;
};
