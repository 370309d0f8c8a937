import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { calendarDate } from '../../src/domain/age.ts';
import { nextStepKey } from '../../src/domain/visit-record.ts';
import { StoreError } from '../../src/store/errors.ts';
import { makeSealer } from '../../src/store/seal.ts';
import { makeSqliteStore } from '../../src/store/sqlite.ts';
import { audit, entry, grant, launch, referral, secrets, session, t0 } from './samples.ts';
import { storeContract } from './store.contract.ts';

const keys = [new Uint8Array(randomBytes(32))];
let folder: string;
let file: string;
const fresh = () => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-store-'));
  file = join(folder, 'hearth.db');
};
const gone = () => rmSync(folder, { recursive: true, force: true });
const open = (serving = false, withKeys: readonly Uint8Array[] = keys) =>
  makeSqliteStore({ file, keys: withKeys, serving });

describe('the store contract', () => {
  afterEach(gone);
  storeContract('on SQLite', {
    reset: () => Promise.resolve(fresh()),
    open: () => open(),
  });
});

const fill = async (): Promise<void> => {
  const store = await open();
  await store.saveAttempt({
    stateHash: 's',
    bindingHash: 'b',
    body: secrets.codeVerifier,
    createdAt: t0,
    expiresAt: t0 + 1,
  });
  await store.openLaunch({ session: session(), grant: grant(), launch: launch(), audit: audit('open') });
  await store.submitReferral({ referral: referral(), entry: entry(), audit: audit('submit') });
  await store.acknowledge(
    {
      ehrId: 'practice',
      patientId: 'child-1',
      resultKey: 'k',
      plan: secrets.plan,
      by: 'Practitioner/ada',
      at: t0,
    },
    audit('acknowledge'),
  );
  await store.saveVisitRecord(
    {
      ...nextStepKey({ ehrId: 'practice', patientId: 'child-1' }, calendarDate('2026-11-22')),
      text: secrets.nextStep,
      by: secrets.recordedBy,
      at: t0,
    },
    audit('next-step.save'),
  );
  await store.close();
};

describe('the SQLite file', () => {
  beforeEach(fresh);
  afterEach(gone);

  const everyByte = () =>
    readdirSync(folder).map((name) => readFileSync(join(folder, name)).toString('latin1'));

  it('holds no token, secret, reason, number, note, plan or encounter in clear, open or closed', async () => {
    await fill();
    const reopened = await open();
    await reopened.replaceTokens('grant-1', 1, { ...grant().tokens, accessToken: 'canary-rotated-token-aa' });
    const bytes = everyByte().join('');
    expect(bytes).toContain('referral-1');
    for (const secret of [...Object.values(secrets), 'canary-rotated-token-aa', 'canary'])
      expect(bytes).not.toContain(secret);
    await reopened.close();
    expect(everyByte().join('')).not.toContain('canary');
  });

  it('is readable for its owner only, journal and lock too', async () => {
    const store = await open(true);
    await store.appendAudit(audit('one'));
    const modes = readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mode & 0o077]);
    expect(modes.length).toBeGreaterThan(2);
    expect(modes.filter(([, others]) => others !== 0)).toEqual([]);
    await store.close();
  });

  it('keeps its journal as a write-ahead log', async () => {
    const store = await open();
    await store.close();
    const raw = new Libsql(file);
    expect(raw.pragma('journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    raw.close();
  });

  it('lets the process breathe while another one writes, and then goes on', async () => {
    const store = await open();
    const writer = new Libsql(file);
    writer.exec('begin immediate');
    let ticks = 0;
    const ticking = setInterval(() => (ticks += 1), 10);
    setTimeout(() => writer.exec('rollback'), 300);
    await store.appendAudit(audit('after the wait'));
    await store.openLaunch({ session: session(), grant: grant(), launch: launch(), audit: audit('open') });
    clearInterval(ticking);
    expect(ticks).toBeGreaterThan(10);
    writer.close();
    await store.close();
  });

  it('opens an old file with everything in it', async () => {
    await fill();
    const store = await open();
    expect(await store.findGrant('grant-1')).toEqual(grant());
    expect(await store.findReferral('practice', 'referral-1')).toEqual(referral());
    expect(await store.takeAttempt('s', 'b')).toMatchObject({ body: secrets.codeVerifier });
    await store.close();
  });

  it('tells nobody with the file which safety question was answered, nor how', async () => {
    const store = await open();
    const resultKey = 'epds|2026-11-23|Observation/epds-item-10|item-10=1';
    for (const [plan, at] of [
      ['first', t0],
      ['seen today', t0 + 1],
    ] as const)
      await store.acknowledge(
        { ehrId: 'practice', patientId: 'child-1', resultKey, plan, by: 'Practitioner/ada', at },
        audit('acknowledge'),
      );
    expect(everyByte().join('')).not.toMatch(/epds|item-10/);
    expect(await store.acknowledgementsOf('practice', 'child-1')).toEqual([
      {
        ehrId: 'practice',
        patientId: 'child-1',
        resultKey,
        plan: 'seen today',
        by: 'Practitioner/ada',
        at: t0 + 1,
      },
    ]);
    await store.close();
    expect(everyByte().join('')).not.toMatch(/epds|item-10/);
  });

  it('finds the acknowledgements of an earlier version, and leaves no key of theirs in clear', async () => {
    await fill();
    const resultKey = 'epds|2026-11-23|Observation/epds-item-10|item-10=1';
    const raw = new Libsql(file);
    const key = ['practice', 'child-1', resultKey] as const;
    const sealed = await makeSealer(keys).seal(
      `acknowledgements.plan:${JSON.stringify(key)}`,
      'an earlier plan',
    );
    raw.exec("delete from acknowledgements; delete from kysely_migration where name >= '0004'");
    raw
      .prepare('insert into acknowledgements values (?, ?, ?, ?, ?, ?)')
      .run(...key, sealed, 'Practitioner/ada', t0);
    raw.close();
    const later = await open(false, [new Uint8Array(randomBytes(32)), ...keys]);
    expect(await later.acknowledgementsOf('practice', 'child-1')).toMatchObject([
      { resultKey, plan: 'an earlier plan', at: t0 },
    ]);
    await later.close();
    expect(everyByte().join('')).not.toMatch(/epds|item-10/);
  });

  it('opens old rows after the keys were rotated, and seals new ones with the new key', async () => {
    await fill();
    const newKey = new Uint8Array(randomBytes(32));
    const rotated = await open(false, [newKey, ...keys]);
    expect((await rotated.findGrant('grant-1'))?.tokens).toEqual(grant().tokens);
    await rotated.replaceTokens('grant-1', 1, grant().tokens);
    await rotated.close();
    const oldOnly = await open();
    await expect(oldOnly.findGrant('grant-1')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await oldOnly.close();
  });

  it('does not open a sealed token that was moved to another grant', async () => {
    await fill();
    const store = await open();
    await store.openLaunch({
      session: session(),
      grant: grant('grant-2', { fhirUser: 'Practitioner/ada' }),
      launch: launch('launch-2', { grantId: 'grant-2' }),
      audit: audit('open'),
    });
    const raw = new Libsql(file);
    raw.exec(
      "update grants set sealed_tokens = (select sealed_tokens from grants where id = 'grant-1') where id = 'grant-2'",
    );
    raw.close();
    await expect(store.findGrant('grant-2')).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      detail: 'a sealed value is out of place',
    });
    await store.close();
  });

  it('refuses to change or delete an audit row, for anyone with the file open', async () => {
    await fill();
    const raw = new Libsql(file);
    expect(() => raw.exec("update audit set actor = 'nobody'")).toThrow(/append only/);
    expect(() => raw.exec('delete from audit')).toThrow(/append only/);
    raw.close();
  });

  it('says STORE_UNAVAILABLE for a file that a newer version has changed', async () => {
    await fill();
    const raw = new Libsql(file);
    raw.exec("insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01')");
    raw.close();
    await expect(open()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });

  it('says STORE_UNAVAILABLE, and no path, when it cannot be opened or is not a database', async () => {
    const nowhere = makeSqliteStore({ file: join(folder, 'no', 'such', 'place.db'), keys, serving: true });
    await expect(nowhere).rejects.toSatisfy(
      (error) =>
        error instanceof StoreError && error.code === 'STORE_UNAVAILABLE' && !error.message.includes(folder),
    );
  });

  it('refuses keys that are not 32 bytes, and no key at all', async () => {
    for (const wrong of [[], [new Uint8Array(16)], [...keys, new Uint8Array(31)]])
      await expect(open(false, wrong)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });

  it('works in memory without leaving a file', async () => {
    const store = await makeSqliteStore({ file: ':memory:', keys, serving: true });
    await store.openLaunch({ session: session(), grant: grant(), launch: launch(), audit: audit('open') });
    expect(await store.findGrant('grant-1')).toEqual(grant());
    expect(readdirSync(folder)).toEqual([]);
    await store.close();
  });
});

describe('the lock of a serving process', () => {
  beforeEach(fresh);
  afterEach(gone);

  it('lets one process serve, the command line read beside it, and the next serve after it', async () => {
    const serving = await open(true);
    await expect(open(true)).rejects.toMatchObject({ code: 'STORE_LOCKED' });
    const beside = await open(false);
    await beside.appendAudit(audit('beside'));
    expect(await serving.readAudit(1)).toHaveLength(1);
    await beside.close();
    await expect(open(true)).rejects.toMatchObject({ code: 'STORE_LOCKED' });
    await serving.close();
    const next = await open(true);
    await next.close();
  });

  it('sees the same file behind a symbolic link', async () => {
    const serving = await open(true);
    const alias = join(folder, 'alias.db');
    symlinkSync(file, alias);
    await expect(makeSqliteStore({ file: alias, keys, serving: true })).rejects.toMatchObject({
      code: 'STORE_LOCKED',
    });
    await serving.close();
  });

  // Another process, because a process never meets its own locks the way a stranger does.
  const serveElsewhere = async () => {
    const script = `
      const { makeSqliteStore } = await import('./src/store/sqlite.ts');
      await makeSqliteStore({ file: process.argv[1], keys: [new Uint8Array(32)], serving: true }).then(
        () => console.log('serving'),
        (error) => console.log(error.code),
      );
      setInterval(() => {}, 1000);
    `;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script, file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const said = await new Promise<string>((resolve) =>
      child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim())),
    );
    return { said, kill: () => child.kill('SIGKILL') && ended };
  };

  it('holds against another process, and falls with it when it is killed', async () => {
    const elsewhere = await serveElsewhere();
    expect(elsewhere.said).toBe('serving');
    await expect(open(true, [new Uint8Array(32)])).rejects.toMatchObject({ code: 'STORE_LOCKED' });
    await elsewhere.kill();
    const next = await open(true, [new Uint8Array(32)]);
    await next.ping();
    await next.close();
  });

  it('is not lost by a refused attempt or a reader in the same process', async () => {
    const serving = await open(true, [new Uint8Array(32)]);
    await expect(open(true, [new Uint8Array(32)])).rejects.toMatchObject({ code: 'STORE_LOCKED' });
    const beside = await open(false, [new Uint8Array(32)]);
    await beside.close();
    const elsewhere = await serveElsewhere();
    expect(elsewhere.said).toBe('STORE_LOCKED');
    await elsewhere.kill();
    await serving.close();
  });
});
