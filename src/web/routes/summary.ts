import { Router } from 'express';
import { z } from 'zod';
import type { GestationalAge } from '../../domain/chart.ts';
import { AppError } from '../../errors.ts';
import type { AcknowledgeSafety } from '../../workflows/acknowledge-safety.ts';
import type { OpenSummary } from '../../workflows/open-summary.ts';
import { readAnswers } from '../forms/family-answers.ts';
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

/** Weeks a parent told, when the chart has none: 20 to 44, like the chart's own (CLINICAL 2b.2). */
const toldWeeks = z.coerce.number().int().min(20).max(44);

const toldGestation = (query: unknown): GestationalAge | undefined => {
  const weeks = toldWeeks.safeParse((query as { bornAtWeeks?: unknown }).bornAtWeeks);
  return weeks.success ? { weeks: weeks.data, days: 0, basis: 'told by the family' } : undefined;
};

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
      const concern = request.query.concern === 'yes';
      const gestation = toldGestation(request.query);
      const opened = await openSummary(use, {
        ...(need ? { need } : {}),
        concern,
        ...(gestation ? { toldGestation: gestation } : {}),
      });
      sendPage(
        response,
        SummaryPage({
          opened,
          navigation,
          csrf,
          needPatientBanner: use.launch.needPatientBanner,
          concern,
          referWord: referWordFor(use.user.role),
          mayAcknowledge: use.user.role === 'clinician',
        }),
      );
    }),
  );

  router
    .route('/launches/:launchId/safety')
    .post(
      inLaunch(async ({ use, base, csrf, navigation }, request, response) => {
        if (use.user.role !== 'clinician') throw new AppError('ROLE_FORBIDDEN');
        const { resultKey, plan = '' } = typedFields(request.body);
        if (typeof resultKey !== 'string' || typeof plan !== 'string') throw new AppError('NOT_FOUND');
        const form = acknowledgement.safeParse({ resultKey, plan });
        if (!form.success) {
          const fault = form.error.issues.find(({ path }) => path[0] === 'plan')?.message;
          if (!fault) throw new AppError('NOT_FOUND');
          return sendPage(response, PlanAgainPage({ navigation, csrf, resultKey, typed: plan, fault }), 422);
        }
        await acknowledgeSafety(use, patientOf(use), form.data.resultKey, form.data.plan);
        response.redirect(303, `${base}/summary`);
      }),
    )
    .all(methodNotAllowed);
  return router;
};
