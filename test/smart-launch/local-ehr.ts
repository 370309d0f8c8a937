// A real HTTP server on a loopback port that plays the EHR, well or badly, and keeps what it was sent.
import { createHash, randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JWTPayload } from 'jose';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { AttemptStore, Registration, SmartClient } from '../../smart-launch/index.ts';
import { makeSmartClient, registrationSchema } from '../../smart-launch/index.ts';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
export type Handler = (request: Received, response: ServerResponse) => void | Promise<void>;

export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** A bare server with a log; `handler` may be swapped while it runs. */
export async function startServer(first: Handler) {
  const received: Received[] = [];
  const server = {
    handler: first,
    received,
    origin: '',
    count: (path: string) => received.filter((request) => request.path.split('?')[0] === path).length,
    close: () =>
      new Promise<void>((resolve) => {
        http.closeAllConnections();
        http.close(() => resolve());
      }),
  };
  const http = createServer((request, response) => {
    void (async () => {
      const { method = '', url = '', headers } = request;
      const seen = { method, path: url, headers, body: await bodyOf(request) };
      received.push(seen);
      await server.handler(seen, response);
    })();
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  server.origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return server;
}

interface Grant {
  readonly query: URLSearchParams;
  readonly patient: string;
  redeemed: boolean;
}

let keyPair: ReturnType<typeof generateKeyPair> | undefined;

/** The EHR: FHIR base at /fhir, discovery, keys and token endpoint. Each `change*` hook bends one answer. */
export async function startEhr() {
  // Making an RSA key takes a fifth of a second; one serves all EHRs of a test file.
  keyPair ??= generateKeyPair('RS256');
  const { privateKey, publicKey } = await keyPair;
  const publicJwk = { ...(await exportJWK(publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig' };
  const grants = new Map<string, Grant>();
  const server = await startServer((request, response) => route(request, response));
  const iss = `${server.origin}/fhir`;
  const issuer = `${server.origin}/oauth2`;

  const ehr = {
    ...server,
    server,
    iss,
    issuer,
    publicJwk,
    keys: [publicJwk] as unknown[],
    discovery: {
      issuer,
      authorization_endpoint: `${server.origin}/authorize`,
      token_endpoint: `${server.origin}/token`,
      jwks_uri: `${server.origin}/jwks`,
      code_challenge_methods_supported: ['S256'],
      capabilities: ['launch-ehr'],
    } as Record<string, unknown>,
    changeClaims: (claims: JWTPayload): JWTPayload => claims,
    sign: (claims: JWTPayload): Promise<string> | string =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'key-1' }).sign(privateKey),
    changeTokenAnswer: (answer: Record<string, unknown>): Record<string, unknown> => answer,
    tokenHandler: undefined as Handler | undefined,
    discoveryHandler: undefined as Handler | undefined,
    privateKey,
    /** The user signs in and agrees: the callback's query. */
    consent(authorizationUrl: string, patient = 'child-1'): URLSearchParams {
      const query = new URL(authorizationUrl).searchParams;
      const code = randomBytes(12).toString('hex');
      grants.set(code, { query, patient, redeemed: false });
      return new URLSearchParams({ code, state: query.get('state') ?? '' });
    },
  };

  async function route(request: Received, response: ServerResponse): Promise<void> {
    const path = request.path.split('?')[0];
    if (path === '/fhir/.well-known/smart-configuration') {
      if (ehr.discoveryHandler) return ehr.discoveryHandler(request, response);
      return sendJson(response, ehr.discovery);
    }
    if (path === '/jwks') return sendJson(response, { keys: ehr.keys });
    if (path === '/token') {
      if (ehr.tokenHandler) return ehr.tokenHandler(request, response);
      return redeem(request, response);
    }
    sendJson(response, { error: 'not found' }, 404);
  }

  async function redeem(request: Received, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(request.body);
    const grant = grants.get(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (
      grant === undefined ||
      grant.redeemed ||
      grant.query.get('code_challenge') !== challenge ||
      grant.query.get('redirect_uri') !== form.get('redirect_uri')
    ) {
      return sendJson(response, { error: 'invalid_grant', error_description: 'no <b>such</b> code' }, 400);
    }
    grant.redeemed = true;
    const seconds = Math.floor(Date.now() / 1000);
    const nonce = grant.query.get('nonce');
    const claims = ehr.changeClaims({
      iss: issuer,
      aud: grant.query.get('client_id') ?? '',
      sub: 'user-7',
      iat: seconds,
      exp: seconds + 300,
      fhirUser: `${iss}/Practitioner/pr-1`,
      name: 'Dr. Example',
      ...(nonce === null ? {} : { nonce }),
    });
    sendJson(
      response,
      ehr.changeTokenAnswer({
        access_token: `access-${grant.patient}`,
        refresh_token: 'refresh-1',
        token_type: 'Bearer',
        expires_in: 600,
        scope: grant.query.get('scope'),
        patient: grant.patient,
        id_token: await ehr.sign(claims),
      }),
    );
  }
  return ehr;
}
export type LocalEhr = Awaited<ReturnType<typeof startEhr>>;

export function registrationFor(ehr: { iss: string }, changes: Record<string, unknown> = {}): Registration {
  return registrationSchema.parse({
    id: 'local',
    name: 'Local EHR',
    iss: ehr.iss,
    timeZone: 'America/Chicago',
    state: 'IL',
    allowInsecureHttp: true,
    apps: [
      {
        id: 'clinician',
        role: 'clinician',
        clientId: 'hearth-app',
        clientAuth: { method: 'none' },
        scopes: 'launch openid fhirUser patient/Patient.rs patient/Observation.rs',
      },
      {
        id: 'coordinator',
        role: 'coordinator',
        clientId: 'hearth-desk',
        clientAuth: { method: 'client_secret_basic', secret: 'desk-secret 1+2' },
        scopes: 'launch openid fhirUser user/ServiceRequest.rs',
      },
    ],
    ...changes,
  });
}

/** The store's contract in memory: one synchronous step takes. */
export function memoryAttempts() {
  const saved = new Map<string, { body: string; createdAt: number; expiresAt: number }>();
  const store: AttemptStore = {
    saveAttempt({ stateHash, bindingHash, body, createdAt, expiresAt }) {
      saved.set(`${stateHash}|${bindingHash}`, { body, createdAt, expiresAt });
      return Promise.resolve();
    },
    takeAttempt(stateHash, bindingHash) {
      const key = `${stateHash}|${bindingHash}`;
      const attempt = saved.get(key);
      saved.delete(key);
      return Promise.resolve(attempt);
    },
  };
  return { store, saved };
}

export const browser = 'browser-cookie-0123456789abcdef';
export const redirectUri = 'https://hearth.example.org/callback';

/** A client at `ehr`, with a clock the test may move. */
export function clientAt(ehr: { iss: string }, changes: Record<string, unknown> = {}) {
  const registration = registrationFor(ehr, changes);
  const attempts = memoryAttempts();
  const clock = { aheadMs: 0 };
  const client: SmartClient = makeSmartClient({
    registrations: [registration],
    redirectUri,
    fetch,
    now: () => Date.now() + clock.aheadMs,
    random: (bytes) => randomBytes(bytes),
    attempts: attempts.store,
  });
  return { client, registration, attempts, clock };
}

export const launchQuery = (iss: string, launch = 'launch-1'): string =>
  new URLSearchParams({ iss, launch }).toString();

/** A whole launch against the EHR as it is now. */
export async function wholeLaunch(ehr: LocalEhr, changes: Record<string, unknown> = {}) {
  const { client } = clientAt(ehr, changes);
  const { authorizationUrl } = await client.beginLaunch({
    query: launchQuery(ehr.iss),
    app: 'clinician',
    browserBinding: browser,
  });
  return client.completeLaunch({
    query: ehr.consent(authorizationUrl).toString(),
    browserBinding: browser,
  });
}
