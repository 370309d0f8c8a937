#!/usr/bin/env node
// The process, and nothing but: arguments, environment, signals, listening.
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { contentCommand } from './cli/content-command.ts';
import { doctorCommand } from './cli/doctor-command.ts';
import { ConfigInvalidError, readConfig, readContentDirectories } from './config.ts';
import { dateInZone } from './domain/age.ts';
import { makeLogger } from './logger.ts';

const usage = `Usage:
  hearth serve  [--config FILE]                          serve (the default command)
  hearth doctor [--config FILE] [--issuer URL] [--json]  check why a launch would fail

  hearth content check   [--config FILE | DIR...]           every fault of a site's own content, with the fix
  hearth content status  [--config FILE | DIR...] [--json]  what bands, what waits for a signature, a cut-off or a translation
  hearth content show    [--config FILE | DIR...] --kind KIND --row ID
                                                            a row as it stands, to copy into a site's directory
  hearth content sign    DIR --kind KIND --row ID [--language TAG] --by "NAME, CREDENTIAL" [--on DATE] [--config FILE]
                                                            sign a row as it stands; kept in DIR/signatures
  hearth content schemas DIR                                write the JSON Schema of each kind of content

FILE is hearth.config.json unless given. DIR is a content directory of the site, see docs/content.md.
Exit codes: 0 well, 1 something is wrong, 2 wrong usage.`;

const serve = async (configFile: string): Promise<void> => {
  const logger = makeLogger();
  const config = readConfig(configFile, process.env);
  // The commands an administrator types need no server, and do not wait for its rooms to load.
  const { composeHearth } = await import('./compose.ts');
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
      config: { type: 'string' },
      issuer: { type: 'string' },
      json: { type: 'boolean', default: false },
      kind: { type: 'string' },
      row: { type: 'string' },
      language: { type: 'string' },
      by: { type: 'string' },
      on: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const [command = 'serve', ...words] = positionals;
  const config = values.config ?? 'hearth.config.json';
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  if (command === 'serve') return serve(config);
  if (command === 'doctor') {
    const { text, exitCode } = await doctorCommand({
      config: readConfig(config, process.env),
      issuer: values.issuer,
      json: values.json,
    });
    process.stdout.write(`${text}\n`);
    process.exitCode = exitCode;
    return;
  }
  if (command === 'content') {
    const answer = contentCommand({
      ...values,
      words,
      // Content can be kept where no server is configured: then it is Hearth's own alone.
      configured: () =>
        values.config === undefined && !existsSync(config) ? [] : readContentDirectories(config, process.env),
      hasConfig: values.config !== undefined,
      today: dateInZone(new Date(), Intl.DateTimeFormat().resolvedOptions().timeZone),
    });
    if (answer) {
      (answer.isRefusal ? process.stderr : process.stdout).write(`${answer.text}\n`);
      process.exitCode = answer.exitCode;
      return;
    }
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
