// A referral from its form to its end: asked, reviewed, saved, carried on.
import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import type { Patient } from 'fhir/r4.js';
import { addDays, type CalendarDate, dateInZone, parseCalendarDate } from '../../domain/age.ts';
import type { Consultant } from '../../domain/consultant/consultant.ts';
import { type Directory, schoolDistrictsIn } from '../../domain/consultant/directory.ts';
import { letterFor } from '../../domain/referral/letter.ts';
import type { HandOff, Referral } from '../../domain/referral/referral.ts';
import { standingOf } from '../../domain/referral/standing.ts';
import { type Action, actionsFor } from '../../domain/referral/transition.ts';
import type { ClinicalContent, ReferralKind } from '../../domain/screening/instrument.ts';
import type { Summary, TrendedResult } from '../../domain/summary.ts';
import { languageName } from '../../domain/language.ts';
import type { Ehr } from '../../ehr/port.ts';
import { AppError } from '../../errors.ts';
import { childFrom } from '../../fhir/patient.ts';
import { provenanceFrom, serviceRequestFrom, taskFrom } from '../../fhir/referral-resources.ts';
import type { Store } from '../../store/port.ts';
import type { ClinicOf, LaunchInUse, Now } from '../../workflows/context.ts';
import type { DeliverReferral } from '../../workflows/deliver-referral.ts';
import type { OpenSummary } from '../../workflows/open-summary.ts';
import type {
  ActOnReferral,
  ReferralWish,
  SendProblem,
  SendReferral,
} from '../../workflows/send-referral.ts';
import { readAnswers } from '../forms/family-answers.ts';
import {
  type ReferralForm,
  readReferralForm,
  type TypedFields,
  typedFields,
} from '../forms/referral-form.ts';
import { methodNotAllowed } from '../handlers.ts';
import { type InLaunch, patientOf, type WithLaunch } from '../in-launch.ts';
import { sendPage } from '../render.ts';
import type { BannerFacts } from '../views/layout.tsx';
import { LetterPage } from '../views/letter.tsx';
import { ReferralPage } from '../views/referral.tsx';
import { ReferralFormPage, ReviewPage } from '../views/referral-form.tsx';
import { ageWords, bannerFor } from '../views/words.ts';
import { ageOn } from '../../domain/age.ts';

/** The page never waits longer than this for the chart: what is left goes on behind it (DESIGN trip 2). */
const pageWaitsMs = 1_000;
/** A month is what a family can plan with; people change it (ours). */
const usualTargetDays = 30;

export interface ReferralRouteParts {
  readonly inLaunch: WithLaunch;
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

const childLineOf = (banner: BannerFacts | undefined): string =>
  banner ? `${banner.name}, born ${banner.born}` : 'Child not read';

/** A caregiver's own form never goes along; nor does what could not be used (DESIGN, settled questions). */
const attachableOf = (summary: Summary): readonly TrendedResult[] =>
  summary.results.filter(
    ({ result }) =>
      result.instrument.about === 'child' && !result.instrument.confidential && result.band !== 'unusable',
  );

const problemWords = (problem: SendProblem): string => {
  switch (problem.code) {
    case 'DIFFERENT_CONTENT':
      return 'This form was sent before with other words, and that referral stands. Open a new form for another one.';
    case 'CHANGED_MEANWHILE':
      return 'Someone else changed this referral meanwhile. This is how it stands now; nothing of theirs was overwritten.';
    case 'FORBIDDEN_TRANSITION':
      return problem.words;
  }
};

const channels: readonly HandOff['channel'][] = [
  'phone',
  'fax',
  'mail',
  'secure-message',
  'in-person',
  'program-reads-chart',
];

const handOffFrom = (body: Record<string, unknown>, today: CalendarDate): Omit<HandOff, 'by'> | undefined => {
  const channel = channels.find((one) => one === body.channel);
  const on = typeof body.on === 'string' ? parseCalendarDate(body.on) : undefined;
  const note = typeof body.note === 'string' ? body.note.trim().slice(0, 300) : '';
  if (!channel || !on || on > today) return undefined;
  return { channel, on, ...(note ? { note } : {}) };
};

export const referralRoutes = (parts: ReferralRouteParts): Router => {
  const {
    inLaunch,
    openSummary,
    sendReferral,
    actOnReferral,
    deliver,
    store,
    ehr,
    content,
    directory,
    clinicOf,
    now,
  } = parts;
  const router = Router();

  const today = (use: LaunchInUse): CalendarDate => dateInZone(now(), clinicOf(use.launch.ehrId).timeZone);

  const choiceFrom = (
    consultantId: unknown,
    need: unknown,
  ): { consultant: Consultant; kind: ReferralKind } => {
    const consultant = typeof consultantId === 'string' ? directory.find(consultantId) : undefined;
    const kind = content.referralKinds.find((one) => one.need === need && one.track === 'family');
    // Program and practice consultation are contacts, never an order that names the child (REFERRAL 2.1).
    if (consultant?.track !== 'family' || !kind || kind.forCaregiver) throw new AppError('NOT_FOUND');
    return { consultant, kind };
  };

  /** The child as the EHR knows it now; a referral is only shown to whom the EHR shows this child. */
  const readChild = async (
    use: LaunchInUse,
    patientId: string,
  ): Promise<{ banner: BannerFacts; birthDate: string }> => {
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
    const born = child.birthDate?.precision === 'day' ? child.birthDate.earliest : undefined;
    const age = born ? ageOn(born, today(use)) : undefined;
    return {
      banner: {
        name: child.name,
        born: born ?? patient.birthDate ?? 'not in the chart',
        age: age ? ageWords(age) : 'cannot be told',
        hiddenCharacters: child.hiddenCharacters,
      },
      birthDate: born ?? patient.birthDate ?? 'not in the chart',
    };
  };

  const openReferral = async (
    use: LaunchInUse,
    id: unknown,
  ): Promise<{ referral: Referral; banner: BannerFacts; birthDate: string }> => {
    const referral = typeof id === 'string' ? await store.findReferral(use.launch.ehrId, id) : undefined;
    // Within a child's launch only that child's referrals exist (SECURITY S7).
    if (!referral || (use.launch.patientId !== undefined && use.launch.patientId !== referral.patientId))
      throw new AppError('NOT_FOUND');
    return { referral, ...(await readChild(use, referral.patientId)) };
  };

  /** Tries at once and lets go after a second; the outbox worker has what is left. */
  const deliverForAMoment = async (referralId: string): Promise<void> => {
    let timer: NodeJS.Timeout | undefined;
    const waited = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, pageWaitsMs);
    });
    const delivery = deliver({ referralId }).then(() => undefined, parts.onDeliveryFault);
    await Promise.race([delivery, waited]);
    clearTimeout(timer);
  };

  const showForm = (
    context: InLaunch,
    response: import('express').Response,
    summary: Summary,
    typed: TypedFields,
    faults: Parameters<typeof ReferralFormPage>[0]['faults'],
    status = 200,
  ): void => {
    const { consultant, kind } = choiceFrom(typed.consultant, typed.kind);
    const banner = bannerFor(summary);
    sendPage(
      response,
      ReferralFormPage({
        navigation: context.navigation,
        banner: context.use.launch.needPatientBanner ? banner : undefined,
        childLine: childLineOf(banner),
        csrf: context.csrf,
        consultant,
        kind,
        typed,
        faults,
        attachable: attachableOf(summary),
        districts: schoolDistrictsIn(directory.records),
        isPreparing: context.use.user.role !== 'clinician',
      }),
      status,
    );
  };

  const mayRefer = (summary: Summary): void => {
    if (!summary.child || (summary.stop && summary.stop.reason !== 'undatable'))
      throw new AppError('NOT_FOUND');
  };

  router.route('/launches/:launchId/referrals/new').get(
    inLaunch(async (context, request, response) => {
      const answers = readAnswers(request.query);
      const { consultant, kind } = choiceFrom(request.query.consultant, request.query.kind);
      const { summary } = await openSummary(context.use, {});
      mayRefer(summary);
      const { language } = summary;
      const given = Object.entries({
        schoolDistrict: answers.schoolDistrict,
        program: answers.program,
        funder: answers.funder,
        parentRole: answers.parentRole,
      });
      const typed: TypedFields = {
        referralId: randomUUID(),
        consultant: consultant.id,
        kind: kind.need,
        reason: kind.reason,
        targetDate: addDays(today(context.use), usualTargetDays),
        interpreterNeeded: language.interpreterNeeded,
        contact: 'usual',
        consentForm: 'spoken',
        consentAuthority: 'parent',
        ...((answers.language ?? language.tag)
          ? { familyLanguage: (answers.language ?? language.tag) as string }
          : {}),
        ...Object.fromEntries(given.filter((pair): pair is [string, string] => pair[1] !== undefined)),
      };
      showForm(context, response, summary, typed, []);
    }),
  );

  const wishFrom = (
    form: ReferralForm,
    consultant: Consultant,
    kind: ReferralKind,
    on: CalendarDate,
  ): ReferralWish => ({
    id: form.referralId,
    track: kind.track,
    need: kind.need,
    consultant: {
      id: consultant.id,
      name: consultant.name,
      organizationId: consultant.organization.id,
      organizationName: consultant.organization.name,
      directorySystem: directory.systemOf(consultant.id) ?? directory.system,
      inHome: consultant.delivery.includes('in-home') && !consultant.delivery.includes('on-site'),
    },
    reason: form.reason,
    attachments: form.attachments,
    ...(form.familyLanguage ? { familyLanguage: form.familyLanguage } : {}),
    interpreterNeeded: form.interpreterNeeded,
    safeContact: {
      kind: form.contact,
      noVoicemail: form.noVoicemail,
      ...(form.safeNumber ? { number: form.safeNumber } : {}),
      ...(form.safeHours ? { hours: form.safeHours } : {}),
    },
    consent: {
      givenBy: form.consentBy,
      authority: form.consentAuthority,
      form: form.consentForm,
      on,
      ...(form.consentUntil ? { until: form.consentUntil } : {}),
    },
    familyAnswers: {
      ...(form.schoolDistrict ? { schoolDistrict: form.schoolDistrict } : {}),
      ...(form.program ? { program: form.program } : {}),
      ...(form.funder ? { funder: form.funder } : {}),
      ...(form.parentRole ? { parentRole: form.parentRole } : {}),
    },
    targetDate: form.targetDate,
    ...(form.nextStep ? { nextStep: form.nextStep } : {}),
    ...(form.note ? { note: form.note } : {}),
  });

  router
    .route('/launches/:launchId/referrals')
    .post(
      inLaunch(async (context, request, response) => {
        const { use, base, csrf, navigation } = context;
        const patientId = patientOf(use);
        const typed = typedFields(request.body);
        const step = (request.body as { step?: unknown }).step;
        const { consultant, kind } = choiceFrom(typed.consultant, typed.kind);
        const checked = readReferralForm(typed, today(use));

        if (step === 'send' && checked.ok) {
          // Saved before anything is read: a slow EHR must not cost the family what was agreed.
          const sent = await sendReferral(
            use,
            patientId,
            wishFrom(checked.value, consultant, kind, today(use)),
          );
          if (sent.ok && sent.value.stage === 'requested') await deliverForAMoment(sent.value.id);
          const problem = sent.ok ? '' : `?problem=${sent.problem.code}`;
          return response.redirect(303, `${base}/referrals/${checked.value.referralId}${problem}`);
        }
        const { summary } = await openSummary(use, {});
        mayRefer(summary);
        if (!checked.ok || step === 'change')
          return showForm(
            context,
            response,
            summary,
            typed,
            checked.ok ? [] : checked.problem,
            checked.ok ? 200 : 422,
          );

        const offered = attachableOf(summary).flatMap(({ result }) =>
          result.form.origins.map((origin) => ({
            reference: origin.resource,
            words: `${result.instrument.name} of ${result.form.administeredOn}`,
          })),
        );
        const strange = checked.value.attachments.filter(
          (one) => !offered.some(({ reference }) => reference === one),
        );
        if (strange.length > 0)
          return showForm(
            context,
            response,
            summary,
            { ...typed, attachments: [] },
            [
              {
                field: 'attachments',
                words: 'A chosen result is not one of this child’s any more. Choose again.',
              },
            ],
            422,
          );
        const banner = bannerFor(summary);
        sendPage(
          response,
          ReviewPage({
            navigation,
            banner: use.launch.needPatientBanner ? banner : undefined,
            childLine: childLineOf(banner),
            csrf,
            consultant,
            kind,
            form: checked.value,
            typed,
            attached: offered
              .filter(({ reference }) => checked.value.attachments.includes(reference))
              .map(({ words }) => words),
            isPreparing: use.user.role !== 'clinician',
            requester: use.user.person.display,
          }),
        );
      }),
    )
    .all(methodNotAllowed);

  const showReferral = async (
    context: InLaunch,
    response: import('express').Response,
    id: unknown,
    problem?: string,
    status = 200,
  ): Promise<void> => {
    const { use, navigation, csrf } = context;
    const { referral, banner } = await openReferral(use, id);
    const entry = await store.outboxEntryOf(referral.id);
    sendPage(
      response,
      ReferralPage({
        navigation,
        banner: use.launch.needPatientBanner ? banner : undefined,
        childLine: childLineOf(banner),
        csrf,
        referral,
        kindName: kindNameOf(referral),
        standing: standingOf(referral, entry?.state),
        actions: actionsFor(use.user.role, referral.stage),
        today: today(use),
        problem,
      }),
      status,
    );
  };
  const kindNameOf = (referral: Referral): string =>
    content.referralKinds.find((kind) => kind.need === referral.need && kind.track === referral.track)
      ?.name ?? referral.need;

  router.route('/launches/:launchId/referrals/:id').get(
    inLaunch((context, request, response) => {
      const problem =
        request.query.problem === 'DIFFERENT_CONTENT'
          ? problemWords({ code: 'DIFFERENT_CONTENT' })
          : undefined;
      return showReferral(context, response, request.params.id, problem, problem ? 422 : 200);
    }),
  );

  const actionFrom = (body: Record<string, unknown>, on: CalendarDate): Action | undefined => {
    if (body.action === 'confirm' || body.action === 'withdraw-consent') return { name: body.action };
    const handOff = body.action === 'record-hand-off' ? handOffFrom(body, on) : undefined;
    return handOff ? { name: 'record-hand-off', handOff } : undefined;
  };

  router
    .route('/launches/:launchId/referrals/:id/actions')
    .post(
      inLaunch(async (context, request, response) => {
        const { use, base } = context;
        const body = request.body as Record<string, unknown>;
        const { referral } = await openReferral(use, request.params.id);
        const action = actionFrom(body, today(use));
        if (!action)
          return showReferral(
            context,
            response,
            referral.id,
            'Not recorded: give a channel and a date that is not in the future.',
            422,
          );
        const done = await actOnReferral(use, referral, action, Number(body.version));
        if (!done.ok) return showReferral(context, response, referral.id, problemWords(done.problem), 409);
        if (action.name === 'confirm') await deliverForAMoment(referral.id);
        response.redirect(303, `${base}/referrals/${referral.id}`);
      }),
    )
    .all(methodNotAllowed);

  router.route('/launches/:launchId/referrals/:id/letter').get(
    inLaunch(async ({ use, navigation, base }, request, response) => {
      const { referral, banner, birthDate } = await openReferral(use, request.params.id);
      const letter = letterFor(
        referral,
        { name: banner.name, birthDate },
        kindNameOf(referral),
        parts.clinicName,
      );
      sendPage(response, LetterPage({ letter, navigation, back: `${base}/referrals/${referral.id}` }));
    }),
  );

  router.route('/launches/:launchId/referrals/:id/fhir').get(
    inLaunch(async ({ use }, request, response) => {
      const { referral } = await openReferral(use, request.params.id);
      const kind = content.referralKinds.find((one) => one.need === referral.need);
      // What no clinician has confirmed is no order, in any format.
      if (!referral.requester || !kind) throw new AppError('NOT_FOUND');
      const family = referral.familyLanguage ? { languageName: languageName(referral.familyLanguage) } : {};
      const state = (await store.outboxEntryOf(referral.id))?.state;
      const [orderId, taskId] = [
        state?.written.order?.id ?? referral.id,
        state?.written.task?.id ?? `${referral.id}-1`,
      ];
      const at = referral.requestedAt ?? referral.createdAt;
      const resources = [
        { ...serviceRequestFrom(referral, referral.requester, { kind, ...family }), id: orderId },
        { ...taskFrom(referral, referral.requester, orderId), id: taskId },
        provenanceFrom(referral, referral.requester, { orderId, taskId }, at, parts.softwareVersion),
      ];
      response.setHeader('Content-Disposition', 'attachment; filename="referral.fhir.json"');
      response.type('application/fhir+json').send(
        JSON.stringify(
          {
            resourceType: 'Bundle',
            type: 'collection',
            entry: resources.map((resource) => ({ resource })),
          },
          null,
          2,
        ),
      );
    }),
  );
  return router;
};
