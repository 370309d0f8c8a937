import { Router } from 'express';
import { dateInZone } from '../../domain/age.ts';
import { needs } from '../../domain/consultant/consultant.ts';
import type { Directory } from '../../domain/consultant/directory.ts';
import { match } from '../../domain/consultant/match.ts';
import type { Places } from '../../domain/consultant/place.ts';
import type { ClinicalContent } from '../../domain/screening/content.ts';
import { isCrisis } from '../../domain/screening/referable.ts';
import { AppError } from '../../errors.ts';
import type { ClinicOf, Now } from '../../workflows/context.ts';
import { matchNeedFrom, type OpenSummary } from '../../workflows/open-summary.ts';
import { readAnswers, withAnswers } from '../forms/family-answers.ts';
import type { WithLaunch } from '../in-launch.ts';
import { mayRefer } from '../may-refer.ts';
import { sendPage } from '../render.ts';
import { ConsultantPage } from '../views/consultant.tsx';
import { ConsultantsPage } from '../views/consultants.tsx';
import { CrisisPage } from '../views/crisis.tsx';
import { bannerFor } from '../views/words.ts';
import { referWordFor } from './summary.ts';

export interface ConsultantRouteParts {
  readonly inLaunch: WithLaunch;
  readonly openSummary: OpenSummary;
  readonly content: ClinicalContent;
  readonly directory: Directory;
  readonly places: Places;
  readonly clinicOf: ClinicOf;
  readonly now: Now;
}

export const consultantRoutes = (parts: ConsultantRouteParts): Router => {
  const { inLaunch, openSummary, content, directory, places, clinicOf, now } = parts;
  const router = Router();
  const kinds = content.referralKinds.filter(
    (kind) => (needs as readonly string[]).includes(kind.need) && !isCrisis(kind),
  );

  router.route('/launches/:launchId/consultants').get(
    inLaunch(async ({ use, navigation }, request, response) => {
      const answers = readAnswers(request.query);
      const { summary, chosenKind } = await openSummary(use, answers.need ? { need: answers.need } : {});
      mayRefer(summary);
      const banner = use.launch.needPatientBanner ? bannerFor(summary) : undefined;
      if (answers.need && isCrisis({ need: answers.need })) {
        sendPage(response, CrisisPage({ navigation, banner, lines: summary.crisisLines }));
        return;
      }
      const inTrack = kinds.filter((kind) => kind.track === (answers.track ?? chosenKind?.track ?? 'family'));
      const chosen = inTrack.find((kind) => kind.need === (answers.need ?? chosenKind?.need)) ?? inTrack[0];
      if (!chosen) throw new AppError('NOT_FOUND');
      const clinic = clinicOf(use.launch.ehrId);
      const need = withAnswers(matchNeedFrom(summary, chosen, use.launch.id, clinic.state), answers);
      const result = match(need, directory.records, places, dateInZone(now(), clinic.timeZone));
      const page = {
        navigation,
        banner,
        kinds,
        chosen,
        answers,
        familyLanguage: need.languages[0],
        result,
        directory,
      };
      sendPage(response, ConsultantsPage({ ...page, referWord: referWordFor(use.user.role) }));
    }),
  );

  router.route('/launches/:launchId/consultants/:consultantId').get(
    inLaunch(({ navigation }, request, response) => {
      const consultant = directory.find(String(request.params.consultantId));
      if (!consultant) throw new AppError('NOT_FOUND');
      // A listing is nobody's secret, and a program is not shown beside a child's name.
      sendPage(response, ConsultantPage({ navigation, banner: undefined, consultant }));
    }),
  );
  return router;
};
