// The real Hearth beside the real practice EHR, both on free ports of this machine, for whole trips over HTTP.
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hearthFor, type Placement } from '../../fixtures/demo/registration.ts';
import {
  type SandboxEhr,
  type SandboxEhrOptions,
  startSandboxEhr,
} from '../../fixtures/sandbox-ehr/index.ts';
import { composeHearth, type Hearth } from '../../src/compose.ts';
import { parseConfig } from '../../src/config.ts';
import { makeLogger } from '../../src/logger.ts';

export interface RunningPair {
  readonly ehr: SandboxEhr;
  readonly hearth: Hearth;
  /** Hearth's public origin. */
  readonly origin: string;
  /** Every log line so far, as written. */
  readonly logs: string[];
  close(): Promise<void>;
}

export interface PairOptions {
  readonly ehr?: SandboxEhrOptions;
  readonly placement?: Partial<Placement>;
  /** Changes the configuration before it is checked. */
  readonly configure?: (raw: Record<string, unknown>, ehr: SandboxEhr) => Record<string, unknown>;
  readonly now?: () => Date;
  readonly storeFile?: string;
  /** Host name in Hearth's public origin; the server listens on loopback either way. */
  readonly hostName?: string;
  readonly keys?: readonly string[];
}

/** A port nobody uses now: Hearth's address must be known before the EHR registers it. */
export const freePort = async (): Promise<number> => {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
};

export const startPair = async (options: PairOptions = {}): Promise<RunningPair> => {
  const port = await freePort();
  const origin = `http://${options.hostName ?? '127.0.0.1'}:${port}`;
  const ehr = await startSandboxEhr({ ...(options.now ? { now: options.now } : {}), ...options.ehr });
  const set = hearthFor({ origin, ehrUrl: ehr.url, fhirBase: ehr.fhirBase, ...options.placement });
  ehr.setApps(set.apps);
  const folder = mkdtempSync(join(tmpdir(), 'hearth-test-'));
  const raw = {
    ...set.config,
    port,
    host: '127.0.0.1',
    store: { kind: 'sqlite', file: options.storeFile ?? join(folder, 'hearth.db') },
    sealKeys: options.keys ?? [randomBytes(32).toString('base64')],
  };
  const config = parseConfig(options.configure ? options.configure(raw, ehr) : raw, {}, folder);
  const logs: string[] = [];
  const hearth = await composeHearth(config, {
    logger: makeLogger({ write: (line: string) => void logs.push(line) }),
    ...(options.now ? { now: options.now } : {}),
  });
  await new Promise<void>((resolve) => hearth.server.listen(port, '127.0.0.1', resolve));
  await hearth.warm();
  return {
    ehr,
    hearth,
    origin,
    logs,
    close: async () => {
      hearth.server.closeAllConnections();
      await hearth.close();
      await ehr.close();
    },
  };
};

export const repositoryPath = (path: string): string =>
  fileURLToPath(new URL(`../../${path}`, import.meta.url));
export const writeJson = (file: string, value: unknown): void => writeFileSync(file, JSON.stringify(value));
