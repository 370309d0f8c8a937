// The mapping console. Whom it lets in is settled in rooms.ts. Whatever names or numbers a patient is posted, never part of an address.
import { type Request, type Response, Router } from 'express';
import type { Instrument } from '../../domain/screening/instrument.ts';
import { type DraftKind, draftKinds } from '../../domain/screening/mapping-draft.ts';
import { AppError } from '../../errors.ts';
import type { ExplainChart } from '../../workflows/explain-chart.ts';
import type {
  ExportMappings,
  ListMappings,
  RemoveMapping,
  SaveMapping,
} from '../../workflows/save-mapping.ts';
import type { FoundPatients, SearchTestPatients } from '../../workflows/search-test-patients.ts';
import {
  atFields,
  draftKindIn,
  patientIdIn,
  questionsTyped,
  readMappingForm,
  readPatientSearch,
  textOf,
  typedFrom,
} from '../forms/mapping-form.ts';
import { type FieldFault, type TypedFields, typedFields } from '../forms/referral-form.ts';
import { methodNotAllowed } from '../handlers.ts';
import type { InLaunch, WithLaunch } from '../in-launch.ts';
import { sendPage } from '../render.ts';
import type { FieldContext } from '../views/fields.tsx';
import { MappingChartPage } from '../views/mapping-chart.tsx';
import { MappingEditPage } from '../views/mapping-edit.tsx';
import type { Console } from '../views/mapping-parts.tsx';
import { MappingPage } from '../views/mapping.tsx';

export interface MappingRouteParts {
  readonly instruments: readonly Instrument[];
  readonly searchTestPatients: SearchTestPatients;
  readonly explainChart: ExplainChart;
  readonly listMappings: ListMappings;
  readonly saveMapping: SaveMapping;
  readonly removeMapping: RemoveMapping;
  readonly exportMappings: ExportMappings;
}

const untouched: FieldContext = { typed: {}, faults: [] };

export const mappingRoutes = (parts: MappingRouteParts & { inLaunch: WithLaunch }): Router => {
  const { inLaunch, instruments, explainChart, listMappings } = parts;
  const router = Router();
  const consoleOf = ({ base, csrf }: InLaunch): Console => ({ at: `${base}/mapping`, csrf, instruments });

  const sendHome = async (
    inside: InLaunch,
    response: Response,
    more: { context?: FieldContext; found?: FoundPatients; status?: number } = {},
  ): Promise<void> => {
    const { use, navigation } = inside;
    sendPage(
      response,
      MappingPage({
        console: consoleOf(inside),
        navigation,
        context: more.context ?? untouched,
        ...(more.found ? { found: more.found } : {}),
        drafts: await listMappings(use),
        ehrId: use.launch.ehrId,
        launchedFor: use.launch.patientId,
      }),
      more.status,
    );
  };

  const sendChart = async (
    inside: InLaunch,
    response: Response,
    patientId: string,
    said?: string,
  ): Promise<void> => {
    const { use, navigation } = inside;
    const chart = await explainChart(use, patientId);
    sendPage(
      response,
      MappingChartPage({
        console: consoleOf(inside),
        navigation,
        chart,
        drafts: await listMappings(use),
        ehrId: use.launch.ehrId,
        ...(said === undefined ? {} : { said }),
      }),
    );
  };

  /** The form of one code, one form's questions or one answer: as sent, as drafted, or as a chart gave it. */
  const sendEdit = async (
    inside: InLaunch,
    response: Response,
    edit: { kind: DraftKind; typed: TypedFields; patientId: string | undefined; fixed: boolean },
    faults: readonly FieldFault[] = [],
  ): Promise<void> => {
    const { kind, typed, patientId, fixed } = edit;
    const forms =
      kind === 'questionnaires' && patientId !== undefined
        ? (await explainChart(inside.use, patientId)).unmapped.forms
        : [];
    const seen = forms.find(
      (form) =>
        form.questionnaire === textOf(typed, 'questionnaire') &&
        (textOf(typed, 'version') === '' || form.version === textOf(typed, 'version')),
    );
    // Sent back with faults, the form is as it was sent; opened, it says what its map in use or its draft says.
    const shown =
      faults.length === 0 && seen?.map
        ? { ...typedFrom({ kind: 'questionnaires', row: seen.map }), version: seen.version ?? '' }
        : faults.length === 0 && kind === 'questionnaires'
          ? { versions: 'this', ...typed }
          : typed;
    const asked = seen?.questions ?? [];
    const more = questionsTyped(shown).filter((linkId) => !asked.some((one) => one.linkId === linkId));
    sendPage(
      response,
      MappingEditPage({
        console: consoleOf(inside),
        navigation: inside.navigation,
        context: { typed: shown, faults },
        kind,
        fixed,
        patientId,
        questions: [...asked, ...more.map((linkId) => ({ linkId }))],
      }),
      faults.length === 0 ? 200 : 422,
    );
  };

  const formsOf = (
    path: string,
    handle: (inside: InLaunch, typed: TypedFields, response: Response) => Promise<void> | void,
  ): void => {
    router
      .route(`/launches/:launchId/mapping/${path}`)
      .post(
        inLaunch((inside, request: Request, response) => handle(inside, typedFields(request.body), response)),
      )
      .all(methodNotAllowed);
  };

  router
    .route('/launches/:launchId/mapping')
    .get(inLaunch((inside, _request, response) => sendHome(inside, response)));

  formsOf('search', async (inside, typed, response) => {
    const search = readPatientSearch(typed);
    if (!search.ok)
      return sendHome(inside, response, { context: { typed, faults: search.problem }, status: 422 });
    const found = await parts.searchTestPatients(inside.use, search.value);
    await sendHome(inside, response, { context: { typed, faults: [] }, found });
  });

  formsOf('chart', async (inside, typed, response) => {
    const patientId = patientIdIn(typed);
    if (patientId === undefined) throw new AppError('NOT_FOUND');
    await sendChart(inside, response, patientId);
  });

  formsOf('edit', async (inside, typed, response) => {
    const kind = draftKindIn(typed);
    if (kind === undefined) throw new AppError('NOT_FOUND');
    const key = textOf(typed, 'key');
    const drafts = await listMappings(inside.use);
    const draft = drafts.find((one) => one.draft.kind === kind && one.key === key)?.draft;
    await sendEdit(inside, response, {
      kind,
      typed: draft ? typedFrom(draft) : typed,
      patientId: patientIdIn(typed),
      fixed: draft !== undefined || textOf(typed, 'code') !== '',
    });
  });

  formsOf('drafts', async (inside, typed, response) => {
    const kind = draftKindIn(typed);
    if (kind === undefined) throw new AppError('NOT_FOUND');
    const patientId = patientIdIn(typed);
    const wish = readMappingForm(kind, typed);
    const saved = wish.ok ? await parts.saveMapping(inside.use, wish.value) : wish;
    if (!saved.ok) {
      const edit = { kind, typed, patientId, fixed: textOf(typed, 'fixed') === 'yes' };
      return sendEdit(inside, response, edit, atFields(saved.problem));
    }
    if (patientId === undefined) return response.redirect(303, `${inside.base}/mapping`);
    await sendChart(inside, response, patientId, 'The draft is saved. This is how the chart reads with it.');
  });

  formsOf('remove', async (inside, typed, response) => {
    const kind = draftKindIn(typed);
    if (kind === undefined) throw new AppError('NOT_FOUND');
    await parts.removeMapping(inside.use, kind, textOf(typed, 'key'));
    const patientId = patientIdIn(typed);
    if (patientId === undefined) return response.redirect(303, `${inside.base}/mapping`);
    await sendChart(inside, response, patientId, 'The draft is removed.');
  });

  router.route('/launches/:launchId/mapping/export/:kind').get(
    inLaunch(async ({ use }, request, response) => {
      const kind = draftKinds.find((one) => one === request.params.kind);
      const file = kind === undefined ? undefined : await parts.exportMappings(use, kind);
      if (!file) throw new AppError('NOT_FOUND');
      response.attachment(file.path.replace('/', '.')).type('application/json').send(file.text);
    }),
  );
  return router;
};
