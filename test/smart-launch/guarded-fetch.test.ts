import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guardFetch, permittedUrl } from '../../smart-launch/index.ts';
import { sendJson, startServer } from './local-ehr.ts';

let server: Awaited<ReturnType<typeof startServer>>;
beforeEach(async () => {
  server = await startServer((_request, response) => sendJson(response, { ok: true }));
});
afterEach(() => server.close());

const local = () => ({ iss: `${server.origin}/fhir`, allowedOrigins: [], allowInsecureHttp: true });
const policy = {
  iss: 'https://ehr.example/fhir',
  allowedOrigins: ['https://login.ehr.example'],
  allowInsecureHttp: false,
};

describe('an address the guard refuses', () => {
  it.each([
    ['another origin', 'https://evil.test/token'],
    ['a prefix look-alike', 'https://ehr.example.evil.test/fhir'],
    ['user info that looks like our host', 'https://ehr.example@evil.test/fhir'],
    ['user info on our own host', 'https://a:b@ehr.example/fhir'],
    ['another port', 'https://ehr.example:8443/fhir'],
    ['plain http', 'http://ehr.example/fhir'],
    ['plain http on the loopback without leave', 'http://127.0.0.1/fhir'],
    ['a file', 'file:///etc/passwd'],
    ['no URL', '/token'],
  ])('is %s', async (_name, url) => {
    expect(() => permittedUrl(policy, url)).toThrow(
      expect.objectContaining({ code: 'SMART_ENDPOINT_REFUSED' }),
    );
    const never: typeof fetch = () => expect.unreachable();
    await expect(guardFetch(policy, never)(url)).rejects.toMatchObject({ code: 'SMART_ENDPOINT_REFUSED' });
  });

  it('is plain http off the loopback, even where insecure http is allowed', () => {
    const insecure = { ...policy, iss: 'http://ehr.example/fhir', allowInsecureHttp: true };
    expect(() => permittedUrl(insecure, 'http://ehr.example/x')).toThrow('not https');
  });

  it('is not a configured origin, however spelled', () => {
    expect(permittedUrl(policy, 'https://LOGIN.ehr.example:443/token').href).toBe(
      'https://login.ehr.example/token',
    );
  });
});

describe('an answer the guard cuts off', () => {
  it('comes later than the deadline', async () => {
    server.handler = () => undefined;
    await expect(guardFetch(local(), fetch, { deadlineMs: 150 })(server.origin)).rejects.toMatchObject({
      code: 'SMART_EHR_TIMEOUT',
    });
  });

  it('begins in time and then drips: the deadline is for the whole (E1)', async () => {
    server.handler = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    };
    const started = Date.now();
    await expect(guardFetch(local(), fetch, { deadlineMs: 200 })(server.origin)).rejects.toMatchObject({
      code: 'SMART_EHR_TIMEOUT',
    });
    expect(Date.now() - started).toBeLessThan(2_000);
  });

  it('unpacks to more than the cap (E2)', async () => {
    server.handler = (_request, response) => {
      const bomb = gzipSync(Buffer.alloc(5_000_000, 32));
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    };
    await expect(guardFetch(local(), fetch, { maxBytes: 100_000 })(server.origin)).rejects.toMatchObject({
      code: 'SMART_ANSWER_TOO_LARGE',
    });
  });

  it('is a redirect, which is named and not followed', async () => {
    server.handler = (_request, response) => {
      response.writeHead(302, { location: '/elsewhere' }).end();
    };
    await expect(guardFetch(local(), fetch)(`${server.origin}/x`)).rejects.toMatchObject({
      code: 'SMART_REDIRECT_REFUSED',
    });
    expect(server.received).toHaveLength(1);
  });

  it('never comes, because nobody listens', async () => {
    const { origin } = server;
    const dead = local();
    await server.close();
    await expect(guardFetch(dead, fetch)(origin)).rejects.toMatchObject({ code: 'SMART_EHR_UNREACHABLE' });
  });
});

it('hands on a packed answer unpacked, with its status and headers', async () => {
  server.handler = (_request, response) => {
    response
      .writeHead(418, { 'content-encoding': 'gzip', 'content-type': 'application/json', date: 'then' })
      .end(gzipSync('{"a":1}'));
  };
  const response = await guardFetch(local(), fetch)(server.origin);
  expect(response.status).toBe(418);
  expect(response.headers.get('date')).toBe('then');
  expect(await response.json()).toEqual({ a: 1 });
});

it('hands on an answer without a body', async () => {
  server.handler = (_request, response) => {
    response.writeHead(204).end();
  };
  expect((await guardFetch(local(), fetch)(server.origin)).status).toBe(204);
});
