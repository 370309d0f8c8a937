// Builds every object once, by hand. The only file that sees implementations.
import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { allows, makeSmartClient, SmartLaunchError } from '../smart-launch/index.ts';
import type { Config } from './config.ts';
import { loadContent } from './content/load.ts';
import { loadPlaces } from './directory/geodata.ts';
import { loadDirectory } from './directory/load-directory.ts';
import { makeFhirEhr } from './ehr/fhir-ehr.ts';
import { AppError } from './errors.ts';
import type { Logger } from './logger.ts';
import type { Grant, GrantTokens } from './store/port.ts';
import { makeSqliteStore } from './store/sqlite.ts';
import { softwareVersion } from './version.ts';
import { createApp } from './web/app.ts';
import { makeSessions } from './web/session.ts';
import { makeAccessForGrant } from './workflows/access-for-grant.ts';
import { makeAcknowledgeSafety } from './workflows/acknowledge-safety.ts';
import type { Clinic } from './workflows/context.ts';
import { makeDeliverReferral } from './workflows/deliver-referral.ts';
import { makeExplainChart } from './workflows/explain-chart.ts';
import { makeListWorklist } from './workflows/list-worklist.ts';
import { makeOpenLaunch } from './workflows/open-launch.ts';
import { makeOpenSummary } from './workflows/open-summary.ts';
import { startOutboxWorker } from './workflows/outbox-worker.ts';
import { makeRecordVisit } from './workflows/record-visit.ts';
import {
  makeExportMappings,
  makeListMappings,
  makeRemoveMapping,
  makeSaveMapping,
} from './workflows/save-mapping.ts';
import { makeSearchTestPatients } from './workflows/search-test-patients.ts';
import { makeActOnReferral, makeSendReferral } from './workflows/send-referral.ts';

/** Grants nobody needs any more are forgotten this often, once they are this old (DESIGN "Grants": 24 h). */
const tidyEveryMs = 10 * 60_000;
const idleGrantMs = 24 * 3_600_000;

export interface Hearth {
  readonly server: Server;
  /** Warms discovery, keys and capabilities, so no clinician waits for them; resolves when that is through, well or not. */
  warm(): Promise<void>;
  /** Stops taking requests, lets what is under way end, and closes the store. */
  close(): Promise<void>;
}

export interface ComposeOptions {
  readonly logger: Logger;
  readonly now?: () => Date;
  readonly random?: () => number;
}

/** @throws StoreError, ContentInvalidError, DirectoryError: each names what to mend */
export const composeHearth = async (config: Config, options: ComposeOptions): Promise<Hearth> => {
  const { logger } = options;
  const now = options.now ?? (() => new Date());
  const content = loadContent(config.content.directories);
  const directory = loadDirectory(config.directory.files);
  const places = loadPlaces();
  const store = await makeSqliteStore({
    file: config.store.file,
    keys: config.sealKeys.map((key) => Buffer.from(key, 'base64')),
    serving: true,
  });

  const clinics = new Map<string, Clinic>(
    config.ehrs.map((ehr) => [
      ehr.id,
      {
        ehrId: ehr.id,
        iss: ehr.iss,
        name: config.clinicName,
        timeZone: ehr.timeZone,
        state: ehr.state,
        fullTermWeeks: config.content.fullTermWeeks,
        onSiteTeam: config.onSiteTeam,
      },
    ]),
  );
  const clinicOf = (ehrId: string): Clinic => {
    const clinic = clinics.get(ehrId);
    // An EHR taken out of the configuration takes its sessions with it.
    if (!clinic) throw new AppError('SESSION_EXPIRED');
    return clinic;
  };

  const ehr = makeFhirEhr({
    registrations: config.ehrs.map(({ id, iss, allowInsecureHttp }) => ({
      ehrId: id,
      iss,
      allowInsecureHttp,
    })),
    allows: (scopes, type, interaction) =>
      allows(scopes, 'patient', type, interaction) || allows(scopes, 'user', type, interaction),
    // Codes known for a screening and of no use are looked for too: what is there is listed, not passed over.
    screeningCodes: [
      ...content.codes,
      ...content.setAside.filter(({ listAs }) => listAs === 'screening'),
    ].map(({ system, code }) => `${system}|${code}`),
    deadlineMs: config.limits.chartDeadlineMs,
    now: () => now().getTime(),
  });
  const smart = makeSmartClient({
    registrations: config.ehrs,
    redirectUri: `${config.publicBaseUrl}/callback`,
    fetch,
    now: () => now().getTime(),
    random: (bytes) => randomBytes(bytes),
    attempts: store,
  });

  const refresh = async (grant: Grant): Promise<GrantTokens> => {
    const registration = config.ehrs.find((one) => one.id === grant.ehrId);
    const app = registration?.apps.find((one) => one.id === grant.appId);
    if (!registration || !app) throw new AppError('SESSION_EXPIRED');
    const { accessToken, refreshToken, accessTokenExpiresAt, subject } = grant.tokens;
    try {
      const tokens = await smart.refresh({
        key: grant.id,
        registration,
        app,
        tokens: {
          accessToken,
          ...(refreshToken ? { refreshToken } : {}),
          expiresAt: accessTokenExpiresAt,
          scopes: grant.scopes,
        },
        subject: {
          ...(grant.patientId ? { patient: grant.patientId } : {}),
          ...(subject ? { sub: subject } : {}),
        },
      });
      return {
        accessToken: tokens.accessToken,
        ...(tokens.refreshToken ? { refreshToken: tokens.refreshToken } : {}),
        accessTokenExpiresAt: tokens.expiresAt,
        ...(subject ? { subject } : {}),
      };
    } catch (cause) {
      throw new AppError(isGrantRefused(cause) ? 'SESSION_EXPIRED' : 'EHR_UNREACHABLE', { cause });
    }
  };
  const accessForGrant = makeAccessForGrant({ store, refresh, clinicOf, now });

  const shared = { store, clinicOf, now };
  const openSummary = makeOpenSummary({ ...shared, ehr, content, directory, places });
  const deliver = makeDeliverReferral({
    ...shared,
    ehr,
    accessForGrant,
    kindOf: (need) => content.referralKinds.find((kind) => kind.need === need && kind.track === 'family'),
    mayCreate: (scopes, type) => allows(scopes, 'patient', type, 'c') || allows(scopes, 'user', type, 'c'),
    random: options.random ?? Math.random,
    softwareVersion,
  });
  const onDeliveryFault = (fault: unknown): void => logger.error('outbox.fault', { code: codeOf(fault) });

  const secure = config.publicBaseUrl.startsWith('https:');
  const cookies = { secure };
  const headers = { secure, frameOrigins: [...new Set(config.ehrs.flatMap((one) => one.frameOrigins))] };
  const sessions = makeSessions({ store, accessForGrant, cookies, now });
  const app = createApp({
    origin: config.publicBaseUrl,
    cookies,
    headers,
    sessions,
    logger,
    store,
    now,
    listWorklist: makeListWorklist({
      store,
      ehr,
      mayReadOthers: (scopes) => allows(scopes, 'user', 'Patient', 's'),
    }),
    acknowledgeSafety: makeAcknowledgeSafety({ store, now }),
    recordVisit: makeRecordVisit({ ...shared, content }),
    launch: { smart, openLaunch: makeOpenLaunch({ store, newId: randomUUID, now }) },
    consultants: { openSummary, content, directory, places, clinicOf, now },
    referrals: {
      ...shared,
      openSummary,
      sendReferral: makeSendReferral({ ...shared, ehr }),
      actOnReferral: makeActOnReferral({ ...shared, ehr }),
      deliver,
      ehr,
      content,
      directory,
      clinicName: config.clinicName,
      clinicContact: config.clinicContact,
      softwareVersion,
      onDeliveryFault,
    },
    mapping: {
      instruments: content.instruments,
      searchTestPatients: makeSearchTestPatients({ store, ehr, now }),
      explainChart: makeExplainChart({ ...shared, ehr, content }),
      listMappings: makeListMappings({ ...shared, content }),
      saveMapping: makeSaveMapping({ ...shared, content }),
      removeMapping: makeRemoveMapping(shared),
      exportMappings: makeExportMappings(shared),
    },
  });

  const server = createServer(app);
  const worker = startOutboxWorker(deliver, config.limits.outboxEveryMs, onDeliveryFault);
  const tidy = setInterval(() => {
    store.forgetIdleGrants(now().getTime() - idleGrantMs).catch(onDeliveryFault);
  }, tidyEveryMs);
  tidy.unref();

  return {
    server,
    warm: async () => {
      const warmth = await Promise.all([smart.warm(), ehr.warm()]);
      for (const { registrationId, problem } of warmth[0])
        if (problem) logger.warn('ehr.cold', { ehr: registrationId, code: problem });
    },
    close: async () => {
      clearInterval(tidy);
      await worker.stop();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      });
      await ehr.close();
      await store.close();
    },
  };
};

/**
 * Only a plain "no" in OAuth's own words, or another person's answer, ends a grant. A page instead of an answer, or an
 * EHR that says it is in trouble, is waited for.
 */
const isGrantRefused = (cause: unknown): boolean => {
  if (!(cause instanceof SmartLaunchError)) return false;
  if (cause.code === 'SMART_REFRESH_REFUSED')
    return (
      cause.oauthError !== undefined &&
      !['server_error', 'temporarily_unavailable'].includes(cause.oauthError)
    );
  return cause.code === 'SMART_CONTEXT_CHANGED' || cause.code === 'SMART_ID_TOKEN_INVALID';
};

const codeOf = (fault: unknown): string => {
  const code = typeof fault === 'object' && fault !== null && 'code' in fault ? fault.code : undefined;
  return typeof code === 'string' ? code : 'INTERNAL';
};
