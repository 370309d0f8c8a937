// What only real sockets show: where a token goes, what a deadline ends, what a dropped connection means.
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { inspect } from 'node:util';
import { spawn } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';
import type { DeliveryCommand } from '../../src/ehr/port.ts';
import { type LocalServer, sendJson, startServer } from './local-server.ts';
import { accessTo, child, ehrAt, observation, searchset, token } from './samples.ts';

const opened: { close(): Promise<void> }[] = [];
const serve = async (...all: Parameters<typeof startServer>): Promise<LocalServer> => {
  const server = await startServer(...all);
  opened.push(server);
  return server;
};
const ehrOf = (...all: Parameters<typeof ehrAt>) => {
  const ehr = ehrAt(...all);
  opened.push(ehr);
  return ehr;
};
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

const identifier = { system: 'https://hearth.example.org/referral-id', value: '8b7f6c1a' };
const postOrder: DeliveryCommand = {
  do: 'post',
  resource: {
    resourceType: 'ServiceRequest',
    identifier: [identifier],
    status: 'active',
    intent: 'order',
    subject: { reference: 'Patient/child-1' },
  },
  ifNoneExist: identifier,
};
const isSurvey = (url: string) => url.includes('category=survey');
const plain = (url: string) => (url.startsWith('/fhir/Patient/') ? child : searchset([]));

describe('the token', () => {
  it.each([
    ['another port', (own: string, foreign: string) => `${foreign}/fhir?page=2`],
    ['a look-alike of the base', (own: string) => `${own}/fhir-evil/Observation?page=2`],
    ['outside the base', (own: string) => `${own}/fhir/../admin`],
    [
      'user info',
      (own: string, foreign: string) => `${own.replace('//', '//x@')}@${new URL(foreign).host}/fhir`,
    ],
  ])('never follows a next link to %s', async (_, linkTo) => {
    const foreign = await serve((_heard, response) => sendJson(response, searchset([observation('evil')])));
    const own = await serve(({ url }, response) =>
      sendJson(
        response,
        isSurvey(url) ? searchset([observation('o-1')], linkTo(own.origin, foreign.origin)) : plain(url),
      ),
    );
    const iss = `${own.origin}/fhir`;
    const reads = await ehrOf(iss).readChart(accessTo(iss), { patientId: 'child-1' });
    expect(reads.observations.resources.map((one) => one.id)).toEqual(['o-1']);
    expect(reads.observations.gap).toEqual({ slice: 'observations', reason: 'foreign-link', partial: true });
    expect(foreign.connections()).toBe(0);
    expect(own.heard.every((one) => one.url.startsWith('/fhir/'))).toBe(true);
  });

  it.each([301, 302, 303, 307, 308])(
    'never follows a %i, to anywhere, with a read or a post',
    async (status) => {
      const foreign = await serve((_heard, response) => sendJson(response, child));
      const own = await serve(({ url, method }, response) => {
        if (method === 'GET' && !isSurvey(url)) return sendJson(response, plain(url));
        const location = isSurvey(url)
          ? '/fhir/Observation?elsewhere=1'
          : `${foreign.origin}/fhir/ServiceRequest`;
        response.writeHead(status, { location }).end();
      });
      const iss = `${own.origin}/fhir`;
      const ehr = ehrOf(iss);
      const reads = await ehr.readChart(accessTo(iss), { patientId: 'child-1' });
      expect(reads.observations.gap).toEqual({
        slice: 'observations',
        reason: 'failed',
        detail: 'redirect not followed',
        partial: false,
      });
      expect(await ehr.deliver(accessTo(iss), postOrder)).toEqual({ kind: 'unknown-fate' });
      expect(foreign.connections()).toBe(0);
      expect(own.heard.filter((one) => one.url.includes('elsewhere'))).toEqual([]);
    },
  );

  it('of one user is never sent for another', async () => {
    const own = await serve(({ url }, response) => sendJson(response, plain(url)));
    const iss = `${own.origin}/fhir`;
    const ehr = ehrOf(iss);
    const read = (accessToken: string, patientId: string) =>
      ehr.readChart({ ...accessTo(iss), accessToken }, { patientId });
    await Promise.all([read('token-a', 'child-a'), read('token-b', 'child-b'), read('token-a', 'child-a')]);
    for (const { url, authorization } of own.heard)
      expect(authorization).toBe(url.includes('child-a') ? 'Bearer token-a' : 'Bearer token-b');
    expect(own.heard).toHaveLength(21);
  });

  it('is not sent for the capability statement', async () => {
    const own = await serve((_heard, response) =>
      sendJson(response, { resourceType: 'CapabilityStatement' }),
    );
    const iss = `${own.origin}/fhir`;
    await ehrOf(iss).capabilities('practice', iss);
    expect(own.heard.map((one) => [one.url, one.authorization])).toEqual([['/fhir/metadata', undefined]]);
  });

  it('and a child’s id are printed by no DEBUG setting', async () => {
    const own = await serve(({ url }, response) =>
      url.startsWith('/fhir/Task') ? sendJson(response, {}, 500) : sendJson(response, plain(url)),
    );
    const script = `
      const { makeFhirEhr } = await import('./src/ehr/fhir-ehr.ts');
      const iss = process.argv[1];
      const ehr = makeFhirEhr({ registrations: [{ ehrId: 'e', iss, allowInsecureHttp: true }], allows: () => true });
      const reads = await ehr.readChart({ ehrId: 'e', iss, accessToken: '${token}', scopes: '' }, { patientId: 'child-1' });
      console.log('read', reads.tasks.gap.reason);
      await ehr.close();
    `;
    const run = spawn(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '-e', script, `${own.origin}/fhir`],
      {
        env: { ...process.env, DEBUG: '*' },
      },
    );
    let printed = '';
    run.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    run.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    await new Promise((resolve) => run.once('close', resolve));
    expect(printed).toContain('read failed');
    expect(printed).not.toContain(token);
    expect(printed).not.toContain('child-1');
    expect(printed).not.toContain('fhir-kit-client:');
  });
});

describe('a read', () => {
  it('ends at the deadline, with all that came by then', async () => {
    const own = await serve(({ url }, response) => {
      if (isSurvey(url)) return; // never answers
      if (url.startsWith('/fhir/Task')) {
        // One byte at a time, for ever.
        response.writeHead(200, { 'content-type': 'application/fhir+json' });
        const drip = setInterval(() => response.write(' '), 50);
        response.on('close', () => clearInterval(drip));
        return;
      }
      sendJson(response, plain(url));
    });
    const iss = `${own.origin}/fhir`;
    const began = Date.now();
    const reads = await ehrOf(iss, { deadlineMs: 400 }).readChart(accessTo(iss), { patientId: 'child-1' });
    expect(Date.now() - began).toBeLessThan(1_500);
    expect(reads.patient.resources).toHaveLength(1);
    expect(reads.observations.gap).toMatchObject({ reason: 'too-slow', partial: false });
    expect(reads.tasks.gap).toMatchObject({ reason: 'too-slow' });
    expect(reads.serviceRequests.gap).toBeUndefined();
  });

  it('keeps its first page when the second hangs', async () => {
    const own = await serve(({ url }, response) => {
      if (url.includes('page=2')) return;
      sendJson(
        response,
        isSurvey(url) ? searchset([observation('o-1')], `${own.origin}/fhir?page=2`) : plain(url),
      );
    });
    const iss = `${own.origin}/fhir`;
    const reads = await ehrOf(iss, { deadlineMs: 400 }).readChart(accessTo(iss), { patientId: 'child-1' });
    expect(reads.observations).toMatchObject({
      resources: [{ id: 'o-1' }],
      gap: { reason: 'too-slow', partial: true },
    });
  });

  it('sends the whole wave before the first answer', async () => {
    const waiting: (() => void)[] = [];
    const own = await serve(({ url }, response) => {
      waiting.push(() => sendJson(response, plain(url)));
      if (waiting.length === 7) for (const go of waiting) go();
    });
    const iss = `${own.origin}/fhir`;
    const reads = await ehrOf(iss, { deadlineMs: 3_000 }).readChart(accessTo(iss), { patientId: 'child-1' });
    expect(Object.values(reads).flatMap((read) => read.gap ?? [])).toEqual([]);
  });

  it('opens no more connections than allowed, and reads everything over them', async () => {
    const own = await serve(({ url }, response) => setTimeout(() => sendJson(response, plain(url)), 20));
    const iss = `${own.origin}/fhir`;
    const ehr = ehrOf(iss, { connections: 2 });
    const all = await Promise.all(
      Array.from({ length: 5 }, () => ehr.readChart(accessTo(iss), { patientId: 'child-1' })),
    );
    expect(all.flatMap((reads) => Object.values(reads).flatMap((read) => read.gap ?? []))).toEqual([]);
    expect(own.connections()).toBe(2);
  });

  const bomb = gzipSync(Buffer.alloc(50_000_000, ' '));
  it.each([
    ['50 MB of body', {}, () => Buffer.alloc(50_000_000, ' '), 'too large'],
    ['a gzip bomb', { 'content-encoding': 'gzip' }, () => bomb, 'too large'],
    [
      'what is not UTF-8',
      {},
      () => Buffer.from('{"resourceType":"Bundle","x":"\xe9"}', 'latin1'),
      'not UTF-8',
    ],
    ['a coding it did not ask for', { 'content-encoding': 'br' }, () => Buffer.from('x'), 'unknown encoding'],
    ['a torn gzip', { 'content-encoding': 'gzip' }, () => bomb.subarray(0, 99), 'unknown encoding'],
  ])('refuses %s and keeps the rest', async (_, headers, body, detail) => {
    const own = await serve(({ url }, response) => {
      if (!isSurvey(url)) return sendJson(response, plain(url));
      response.writeHead(200, { 'content-type': 'application/fhir+json', ...headers });
      response.end(body());
    });
    const iss = `${own.origin}/fhir`;
    const before = process.memoryUsage().rss;
    const reads = await ehrOf(iss, { bodyCapBytes: 1_000_000 }).readChart(accessTo(iss), {
      patientId: 'child-1',
    });
    expect(reads.observations.gap).toEqual({
      slice: 'observations',
      reason: 'unreadable',
      detail,
      partial: false,
    });
    expect(reads.patient.resources).toHaveLength(1);
    expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
  });

  it('reads gzip and a byte order mark', async () => {
    const own = await serve(({ url }, response) => {
      if (!isSurvey(url)) return sendJson(response, plain(url));
      expect(url).toContain('category');
      response.writeHead(200, { 'content-type': 'application/fhir+json', 'content-encoding': 'gzip' });
      response.end(gzipSync(`\uFEFF${JSON.stringify(searchset([observation('o-1')]))}`));
    });
    const iss = `${own.origin}/fhir`;
    const reads = await ehrOf(iss).readChart(accessTo(iss), { patientId: 'child-1' });
    expect(reads.observations).toMatchObject({ resources: [{ id: 'o-1' }] });
    expect(own.heard[0]?.headers['accept-encoding']).toBe('gzip');
  });

  it('says unreachable when nobody listens, and when the answer breaks off', async () => {
    const gone = await startServer(() => undefined);
    await gone.close();
    const deadIss = `${gone.origin}/fhir`;
    const dead = await ehrOf(deadIss).readChart(accessTo(deadIss), { patientId: 'child-1' });
    expect(Object.values(dead).flatMap((read) => read.gap?.reason ?? [])).toEqual(
      Array(7).fill('unreachable'),
    );

    const own = await serve(({ url }, response, socket) => {
      if (!isSurvey(url)) return sendJson(response, plain(url));
      response.writeHead(200, { 'content-type': 'application/fhir+json', 'content-length': '5000' });
      response.write('{"resourceType":"Bundle"', () => socket.destroy());
    });
    const iss = `${own.origin}/fhir`;
    const torn = await ehrOf(iss).readChart(accessTo(iss), { patientId: 'child-1' });
    expect(torn.observations.gap).toMatchObject({ reason: 'unreachable', partial: false });
  });
});

describe('a post', () => {
  it.each([
    ['the connection is cut before any answer', (socket: { destroy(): void }) => socket.destroy()],
    ['the EHR hangs', () => undefined],
  ])('has an unknown fate when %s, and arrives once', async (_, react) => {
    const own = await serve((_heard, _response, socket) => react(socket));
    const iss = `${own.origin}/fhir`;
    const answer = await ehrOf(iss, { writeDeadlineMs: 300 }).deliver(accessTo(iss), postOrder);
    expect(answer).toEqual({ kind: 'unknown-fate' });
    expect(own.heard).toHaveLength(1);
  });

  it('has an unknown fate when the answer breaks off', async () => {
    const own = await serve((_heard, response, socket) => {
      response.writeHead(201, { 'content-type': 'application/fhir+json', 'content-length': '5000' });
      response.write('{"resourceType":"Serv', () => socket.destroy());
    });
    const iss = `${own.origin}/fhir`;
    expect(await ehrOf(iss).deliver(accessTo(iss), postOrder)).toEqual({ kind: 'unknown-fate' });
  });

  it('is unreachable, so certainly not stored, when nobody listens', async () => {
    const gone = await startServer(() => undefined);
    await gone.close();
    const iss = `${gone.origin}/fhir`;
    expect(await ehrOf(iss).deliver(accessTo(iss), postOrder)).toEqual({ kind: 'unreachable' });
  });

  it('is unreachable when the deadline passes while it still waits for a connection', async () => {
    let arrived = 0;
    const silent = createTcpServer((socket) => {
      arrived += 1;
      socket.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const iss = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/fhir`;
    const ehr = ehrOf(iss, { connections: 1, deadlineMs: 2_000, writeDeadlineMs: 300 });
    // The reads hold the only connection for longer than the post may wait.
    const reading = ehr.readChart(accessTo(iss), { patientId: 'child-1' });
    expect(await ehr.deliver(accessTo(iss), postOrder)).toEqual({ kind: 'unreachable' });
    expect(arrived).toBe(1);
    await ehr.close();
    await reading;
    silent.close();
  });
});

describe('what a thrown error shows', () => {
  it('is a fixed sentence and a code, whatever is printed of it', async () => {
    const ehr = ehrOf('http://127.0.0.1:9/fhir');
    const wrong = ehr.readChart(accessTo('http://127.0.0.1:9/other'), { patientId: 'child-1' });
    const error: unknown = await wrong.catch((one: unknown) => one);
    expect(error).toMatchObject({ code: 'EHR_UNKNOWN', message: 'not a registered EHR' });
    expect(inspect(error, { depth: 9 })).not.toMatch(/child-1|canary|127\.0\.0\.1/);
  });
});
