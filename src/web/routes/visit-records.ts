// What the family said in this visit: a screen declined, the one next step agreed on; and taking either back on the same day.
import { Router } from 'express';
import { z } from 'zod';
import { AppError } from '../../errors.ts';
import type { RecordVisit } from '../../workflows/record-visit.ts';
import { readPageState, summaryLink } from '../forms/page-state.ts';
import { typedFields } from '../forms/referral-form.ts';
import { methodNotAllowed } from '../handlers.ts';
import { patientOf, type WithLaunch } from '../in-launch.ts';
import { sendPage } from '../render.ts';
import { NextStepAgainPage } from '../views/one-next-step.tsx';

const doing = z.enum(['save', 'undo']);
const ruleId = z.string().min(1).max(200);
const nextStep = z
  .string()
  .trim()
  .min(1, 'Write the one next step: who does what, and when.')
  .max(300, 'Shorten this to 300 characters.');

export const visitRecordRoutes = ({
  inLaunch,
  recordVisit,
}: {
  inLaunch: WithLaunch;
  recordVisit: RecordVisit;
}): Router => {
  const router = Router();

  router
    .route('/launches/:launchId/declined')
    .post(
      inLaunch(async ({ use, navigation }, request, response) => {
        const typed = typedFields(request.body);
        const form = z.object({ ruleId, do: doing }).safeParse(typed);
        if (!form.success) throw new AppError('NOT_FOUND');
        const record = form.data.do === 'save' ? recordVisit.decline : recordVisit.undoDecline;
        await record(use, patientOf(use), form.data.ruleId);
        response.redirect(303, summaryLink(navigation.launchId, readPageState(request.query)));
      }),
    )
    .all(methodNotAllowed);

  router
    .route('/launches/:launchId/next-step')
    .post(
      inLaunch(async ({ use, csrf, navigation }, request, response) => {
        // Agreed between the clinician and the family; a coordinator reads it.
        if (use.user.role !== 'clinician') throw new AppError('ROLE_FORBIDDEN');
        const { do: wanted, nextStep: typed = '' } = typedFields(request.body);
        const patientId = patientOf(use);
        if (wanted === 'undo') await recordVisit.undoNextStep(use, patientId);
        else {
          if (wanted !== 'save' || typeof typed !== 'string') throw new AppError('NOT_FOUND');
          const form = nextStep.safeParse(typed);
          if (!form.success) {
            const fault = form.error.issues[0]?.message ?? '';
            return sendPage(response, NextStepAgainPage({ navigation, csrf, typed, fault }), 422);
          }
          await recordVisit.agreeNextStep(use, patientId, form.data);
        }
        response.redirect(303, summaryLink(navigation.launchId, readPageState(request.query)));
      }),
    )
    .all(methodNotAllowed);
  return router;
};
