#!/usr/bin/env node
// The process, and nothing but: arguments, environment, signals, listening.
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { doctorCommand } from './cli/doctor-command.ts';
import { composeHearth } from './compose.ts';
import { ConfigInvalidError, readConfig } from './config.ts';
import { makeLogger } from './logger.ts';

const usage = `Usage:
  hearth serve  [--config FILE]                          serve (the default command)
  hearth doctor [--config FILE] [--issuer URL] [--json]  check why a launch would fail

FILE is hearth.config.json unless given. Exit codes: 0 well, 1 something is wrong, 2 wrong usage.`;

const serve = async (configFile: string): Promise<void> => {
  const logger = makeLogger();
  const config = readConfig(configFile, process.env);
  const hearth = await composeHearth(config, { logger });
  await new Promise<void>((resolve, reject) => {
    hearth.server.once('error', reject);
    hearth.server.listen(config.port, config.host, resolve);
  });
  logger.info('listening', { port: (hearth.server.address() as AddressInfo).port });
  process.send?.('listening');
  void hearth.warm();
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    // What hangs longer than this is picked up by the next start: the outbox lost nothing.
    setTimeout(() => process.exit(1), 10_000).unref();
    hearth.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
};

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      config: { type: 'string', default: 'hearth.config.json' },
      issuer: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const [command = 'serve'] = positionals;
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  if (command === 'serve') return serve(values.config);
  if (command === 'doctor') {
    const { text, exitCode } = await doctorCommand({
      config: readConfig(values.config, process.env),
      issuer: values.issuer,
      json: values.json,
    });
    process.stdout.write(`${text}\n`);
    process.exitCode = exitCode;
    return;
  }
  process.stderr.write(`${usage}\n`);
  process.exitCode = 2;
};

main().catch((fault: unknown) => {
  // Our own faults say what to mend in words of ours; a stranger's message could hold anything.
  const known =
    fault instanceof ConfigInvalidError ||
    (fault instanceof Error && 'code' in fault && typeof fault.code === 'string');
  process.stderr.write(`${known ? fault.message : 'Hearth could not start'}\n`);
  if (
    fault instanceof Error &&
    'faults' in fault &&
    Array.isArray(fault.faults) &&
    !(fault instanceof ConfigInvalidError)
  )
    process.stderr.write(`${fault.faults.map((one) => `  - ${String(one)}`).join('\n')}\n`);
  process.exitCode = fault instanceof TypeError && 'code' in fault ? 2 : 1;
});
