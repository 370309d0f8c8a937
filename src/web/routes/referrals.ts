// A saved referral: its true state, what may be done with it now, its letter and its FHIR form.
import { type Response, Router } from 'express';
import { type CalendarDate, parseCalendarDate } from '../../domain/age.ts';
import { languageName } from '../../domain/language.ts';
import { letterFor } from '../../domain/referral/letter.ts';
import type { HandOff } from '../../domain/referral/referral.ts';
import { standingOf } from '../../domain/referral/standing.ts';
import { type Action, actionsFor, consentHolds } from '../../domain/referral/transition.ts';
import { AppError } from '../../errors.ts';
import { provenanceFrom, serviceRequestFrom, taskFrom } from '../../fhir/referral-resources.ts';
import { methodNotAllowed } from '../handlers.ts';
import type { InLaunch, WithLaunch } from '../in-launch.ts';
import { childLineOf, problemWords, type ReferralDesk, type ReferralParts } from '../referral-desk.ts';
import { sendPage } from '../render.ts';
import { LetterPage } from '../views/letter.tsx';
import { ReferralPage } from '../views/referral.tsx';

const channels: readonly HandOff['channel'][] = [
  'phone',
  'fax',
  'mail',
  'secure-message',
  'in-person',
  'program-reads-chart',
];

const handOffFrom = (
  body: Readonly<Record<string, unknown>>,
  today: CalendarDate,
): Omit<HandOff, 'by'> | undefined => {
  const channel = channels.find((one) => one === body.channel);
  const on = typeof body.on === 'string' ? parseCalendarDate(body.on) : undefined;
  const note = typeof body.note === 'string' ? body.note.trim().slice(0, 300) : '';
  if (!channel || !on || on > today) return undefined;
  return { channel, on, ...(note ? { note } : {}) };
};

const actionFrom = (body: Readonly<Record<string, unknown>>, today: CalendarDate): Action | undefined => {
  if (body.action === 'confirm' || body.action === 'withdraw-consent') return { name: body.action };
  const handOff = body.action === 'record-hand-off' ? handOffFrom(body, today) : undefined;
  return handOff ? { name: 'record-hand-off', handOff } : undefined;
};

export const referralRoutes = (
  parts: ReferralParts & { inLaunch: WithLaunch; desk: ReferralDesk },
): Router => {
  const { inLaunch, desk, actOnReferral, store, content } = parts;
  const router = Router();

  const show = async (
    context: InLaunch,
    response: Response,
    id: unknown,
    problem?: string,
    status = 200,
  ): Promise<void> => {
    const { use, navigation, csrf } = context;
    const { referral, banner } = await desk.openOwnPage(use, id);
    const entry = await store.outboxEntryOf(referral.id);
    sendPage(
      response,
      ReferralPage({
        navigation,
        banner: use.launch.needPatientBanner ? banner : undefined,
        childLine: childLineOf(banner),
        csrf,
        referral,
        kindName: desk.kindNameOf(referral),
        standing: standingOf(referral, entry?.state),
        actions: actionsFor(use.user.role, referral.stage),
        today: desk.today(use),
        problem,
      }),
      status,
    );
  };

  router.route('/launches/:launchId/referrals/:id').get(
    inLaunch((context, request, response) => {
      const isDifferent = request.query.problem === 'DIFFERENT_CONTENT';
      return show(
        context,
        response,
        request.params.id,
        isDifferent ? problemWords({ code: 'DIFFERENT_CONTENT' }) : undefined,
        isDifferent ? 422 : 200,
      );
    }),
  );

  router
    .route('/launches/:launchId/referrals/:id/actions')
    .post(
      inLaunch(async (context, request, response) => {
        const { use, base } = context;
        const body = request.body as Record<string, unknown>;
        const { referral } = await (body.action === 'withdraw-consent'
          ? desk.openForWithdrawal(use, request.params.id)
          : desk.open(use, request.params.id));
        const action = actionFrom(body, desk.today(use));
        if (!action)
          return show(
            context,
            response,
            referral.id,
            'Not recorded: give a channel and a date that is not in the future.',
            422,
          );
        const done = await actOnReferral(use, referral, action, Number(body.version));
        if (!done.ok) return show(context, response, referral.id, problemWords(done.problem), 409);
        if (action.name === 'confirm') await desk.deliverForAMoment(referral.id);
        response.redirect(303, `${base}/referrals/${referral.id}`);
      }),
    )
    .all(methodNotAllowed);

  router.route('/launches/:launchId/referrals/:id/letter').get(
    inLaunch(async ({ use, navigation, base }, request, response) => {
      const { referral, banner, birthDate } = await desk.open(use, request.params.id);
      const letter = letterFor(
        referral,
        { name: banner.name, birthDate },
        desk.kindNameOf(referral),
        { name: parts.clinicName, ...parts.clinicContact },
        desk.today(use),
      );
      sendPage(response, LetterPage({ letter, navigation, back: `${base}/referrals/${referral.id}` }));
    }),
  );

  router.route('/launches/:launchId/referrals/:id/fhir').get(
    inLaunch(async (context, request, response) => {
      const { use } = context;
      const { referral } = await desk.open(use, request.params.id);
      const kind = content.referralKinds.find(
        (one) => one.need === referral.need && one.track === referral.track,
      );
      // What no clinician has confirmed is no order, in any format.
      if (!referral.requester || !kind) throw new AppError('NOT_FOUND');
      if (!consentHolds(referral, desk.today(use)))
        return show(
          context,
          response,
          referral.id,
          'Not downloaded: the family’s consent no longer holds, so nothing may be handed over.',
          409,
        );
      const family = referral.familyLanguage ? { languageName: languageName(referral.familyLanguage) } : {};
      const written = (await store.outboxEntryOf(referral.id))?.state.written;
      const [orderId, taskId] = [written?.order?.id ?? referral.id, written?.task?.id ?? `${referral.id}-1`];
      const at = referral.requestedAt ?? referral.createdAt;
      const entry = [
        { ...serviceRequestFrom(referral, referral.requester, { kind, ...family }), id: orderId },
        { ...taskFrom(referral, referral.requester, orderId), id: taskId },
        provenanceFrom(referral, referral.requester, { orderId, taskId }, at, parts.softwareVersion),
      ].map((resource) => ({ resource }));
      response.setHeader('Content-Disposition', 'attachment; filename="referral.fhir.json"');
      response
        .type('application/fhir+json')
        .send(JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry }, null, 2));
    }),
  );
  return router;
};
