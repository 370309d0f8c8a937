// The whole app as a stranger meets it: forms, methods, headers, cookies, sessions (SECURITY 2 and 5).
import type { Express } from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newBrowser, type Page } from '../support/browser.ts';
import { type RunningPair, startPair } from '../support/hearth.ts';
import {
  launchFor,
  launchUrlFor,
  posts,
  referralIdOf,
  refer,
  toReview,
  type Visit,
} from '../support/visit.ts';

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
  readonly handle?: { readonly stack?: readonly Layer[] };
}

/** Every route of the running app, from its own router: a route added tomorrow is tested tomorrow. */
const routesOf = (layers: readonly Layer[]): { path: string; methods: readonly string[] }[] =>
  layers.flatMap(({ route, handle }) =>
    route ? [{ path: route.path, methods: Object.keys(route.methods) }] : routesOf(handle?.stack ?? []),
  );

const child = 'positive-spanish';

describe('The app as strangers meet it', () => {
  let pair: RunningPair;
  let visit: Visit;
  let review: Page;
  let sent: Page;
  let mutating: string[];
  let readable: string[];
  let probes: Page[];

  beforeAll(async () => {
    pair = await startPair();
    visit = await launchFor(pair, child);
    review = await toReview(visit);
    sent = await refer(visit);
    const [app] = pair.hearth.server.listeners('request') as [Express];
    const routes = routesOf((app as unknown as { router: { stack: readonly Layer[] } }).router.stack);
    const launchId = visit.base.split('/').at(-1) ?? '';
    const concrete = (path: string) =>
      path
        .replace(':launchId', launchId)
        .replace(':appId', 'clinician')
        .replace(':consultantId', 'x')
        .replace(':id', referralIdOf(sent));
    mutating = routes.filter(({ methods }) => methods.includes('post')).map(({ path }) => concrete(path));
    readable = routes.filter(({ methods }) => methods.includes('get')).map(({ path }) => concrete(path));
    const framed = { headers: { 'sec-fetch-dest': 'iframe' } };
    const query = new URLSearchParams({ iss: pair.ehr.fhirBase }).toString();
    probes = [
      await visit.browser.open(launchUrlFor(pair, child), framed),
      await visit.browser.open(`${pair.origin}/launch/standalone?${query}`, framed),
    ];
    pair.ehr.traffic.clear();
  });
  afterAll(() => pair.close());

  /** A form with everything right but what the case breaks. */
  const attack = async (
    path: string,
    headers: Record<string, string>,
    body = 'step=send&action=confirm',
  ): Promise<Page> =>
    visit.browser.ask(`${pair.origin}${path}`, { method: 'POST', body, from: `${pair.origin}/`, headers });
  /** The token this very form would carry: the launch's own, the logout's, or the launch probe's. */
  const genuine = (path: string): string => {
    const [from, selector] =
      path === '/logout'
        ? [review, 'form[action="/logout"]']
        : path.startsWith('/launch/')
          ? [
              probes.find((one) => one.root.querySelector(`form[action="${path}"]`)) ?? review,
              `form[action="${path}"]`,
            ]
          : [review, 'main form'];
    const token = from.root.querySelector(`${selector} input[name="_csrf"]`)?.getAttribute('value') ?? '';
    expect([path, token.length]).toEqual([path, 43]);
    return new URLSearchParams({
      _csrf: token,
      step: 'send',
      resultKey: 'x',
      plan: 'y',
      query: 'x',
    }).toString();
  };

  it('finds its mutating routes by itself', () => {
    expect(mutating.length).toBeGreaterThanOrEqual(5);
    expect(mutating).toContain('/logout');
    expect(mutating.some((path) => path.endsWith('/referrals'))).toBe(true);
    expect(readable.some((path) => path.endsWith('/summary'))).toBe(true);
  });

  it('refuses every mutating route without a token', async () => {
    for (const path of mutating) expect([path, (await attack(path, {})).status]).toEqual([path, 403]);
    expect((await visit.browser.open(visit.page.url)).status).toBe(200);
  });

  it.each<[string, Record<string, string>]>([
    ['Origin: null', { origin: 'null' }],
    ['another origin', { origin: 'https://evil.example' }],
    ['a cross-site form', { 'sec-fetch-site': 'cross-site' }],
    ['a same-site form of another origin', { 'sec-fetch-site': 'same-site' }],
  ])('refuses every mutating route for %s, even with the right token', async (_words, headers) => {
    for (const path of mutating) {
      const page = await attack(path, headers, genuine(path));
      expect([path, page.status]).toEqual([path, 403]);
      expect(page.text).toMatch(/Code: FORM_FORGED/);
    }
    expect(posts(pair, 'ServiceRequest')).toEqual([]);
  });

  it('refuses a post that says nothing of its origin', async () => {
    const form = new URL(review.url);
    const page = await visit.browser.ask(form.href, {
      method: 'POST',
      body: genuine(form.pathname),
      without: ['origin'],
    });
    expect(page.status).toBe(403);
  });

  it('takes a form from an old browser that sends no Sec-Fetch headers', async () => {
    const other = await toReview(await launchFor(pair, child, { browser: visit.browser }));
    const body = new URLSearchParams(
      other.root
        .querySelectorAll('form')
        .find((form) => form.querySelector('input[name="step"]')?.getAttribute('value') === 'change')
        ?.querySelectorAll('input')
        .map((field): [string, string] => [
          field.getAttribute('name') ?? '',
          field.getAttribute('value') ?? '',
        ]),
    );
    const page = await visit.browser.ask(other.url, {
      method: 'POST',
      body: body.toString(),
      from: other.url,
      without: ['sec-fetch-site', 'sec-fetch-mode', 'sec-fetch-dest'],
    });
    expect(page.status).toBe(200);
  });

  it('answers 405 to GET and HEAD on routes that only take forms, and changes nothing', async () => {
    const formsOnly = mutating.filter((path) => !readable.includes(path));
    expect(formsOnly.length).toBeGreaterThanOrEqual(5);
    for (const path of formsOnly)
      for (const method of ['GET', 'HEAD']) {
        const page = await visit.browser.ask(`${pair.origin}${path}`, { method });
        expect([method, path, page.status]).toEqual([method, path, 405]);
      }
    const override = await visit.browser.ask(`${pair.origin}/logout?_method=POST`, {
      headers: { 'x-http-method-override': 'POST' },
    });
    expect(override.status).toBe(405);
    expect((await visit.browser.open(visit.page.url)).status).toBe(200);
  });

  it('reads no body that is not a web form', async () => {
    for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x'])
      for (const path of mutating) {
        const page = await attack(path, { 'content-type': type });
        expect([type, path, page.status]).toEqual([type, path, 415]);
      }
  });

  it('gives a token of one launch no worth in another', async () => {
    const second = await launchFor(pair, 'on-track', { browser: visit.browser });
    const page = await visit.browser.ask(`${second.base}/referrals`, {
      method: 'POST',
      body: genuine(new URL(review.url).pathname),
      from: second.page.url,
    });
    expect(page.status).toBe(403);
    expect(page.text).toMatch(/Code: FORM_FORGED/);
  });

  it('shows another session’s launch to nobody, on any page', async () => {
    const other = await launchFor(pair, 'on-track', { user: 'second-pediatrician' });
    const pages = readable.filter((path) => path.startsWith('/launches/'));
    expect(pages.length).toBeGreaterThanOrEqual(6);
    for (const path of pages) {
      const page = await other.browser.open(`${pair.origin}${path}`);
      expect([path, page.status]).toEqual([path, 404]);
      expect(page.body).not.toMatch(/Mateo|Rivera/);
    }
    const bare = await newBrowser().open(visit.page.url);
    expect(bare.status).toBe(401);
    expect(bare.body).not.toMatch(/Mateo|Rivera/);
  });

  it('sends the headers of SECURITY 5 with every page, errors included', async () => {
    const frame = new URL(pair.ehr.url).origin;
    const wrong = await visit.browser.open(`${pair.origin}/no-such-page`);
    expect(wrong.status).toBe(404);
    for (const { headers } of [visit.page, review, sent, wrong]) {
      const policy = String(headers['content-security-policy']);
      expect(policy.split('; ')).toEqual(
        expect.arrayContaining([
          "default-src 'none'",
          "script-src 'none'",
          "style-src 'self'",
          "form-action 'self'",
          "base-uri 'none'",
          "object-src 'none'",
          `frame-ancestors ${frame}`,
        ]),
      );
      expect(policy).not.toMatch(/unsafe|\*/);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
        'cache-control': 'no-store',
        'permissions-policy': 'camera=(), microphone=(), geolocation=()',
      });
      expect(headers['x-frame-options']).toBeUndefined();
      expect(headers['x-powered-by']).toBeUndefined();
    }
  });

  it('believes no header about what it is called', async () => {
    const forged = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      'x-original-url': '/healthz',
      'user-agent': 'kube-probe/1.0',
    };
    const page = await visit.browser.ask(visit.page.url, { headers: forged });
    expect(page.status).toBe(200);
    expect(page.body).not.toMatch(/evil\.example/);
    const launch = await newBrowser().ask(
      `${pair.origin}/launch?iss=${encodeURIComponent(pair.ehr.fhirBase)}&launch=x`,
      { headers: forged },
    );
    expect(launch.headers.location).not.toMatch(/evil\.example/);
    const stranger = await newBrowser().ask(visit.page.url, { headers: forged });
    expect(stranger.status).toBe(401);
    const bypass = await newBrowser().ask(`${visit.page.url}?x=/healthz`, { headers: forged });
    expect(bypass.status).toBe(401);
  });

  it('gives plain http on loopback a Lax, HttpOnly cookie, and no https promises', () => {
    const host = new URL(pair.origin).host;
    expect([...(visit.browser.cookies.get(host)?.keys() ?? [])].sort()).toEqual(['hearth', 'hearth-launch']);
    expect(visit.page.headers['strict-transport-security']).toBeUndefined();
  });

  it.each([
    ['doubled', (value: string) => `hearth=${value}; hearth=${value}`],
    ['bit-flipped', (value: string) => `hearth=${value.startsWith('A') ? 'B' : 'A'}${value.slice(1)}`],
    ['ten kilobytes long', (value: string) => `hearth=${value}; pad=${'x'.repeat(10_000)}`],
  ])('takes a cookie that is %s for none', async (_words, cookie) => {
    const value = visit.browser.cookies.get(new URL(pair.origin).host)?.get('hearth') ?? '';
    const page = await newBrowser().ask(visit.page.url, { headers: { cookie: cookie(value) } });
    expect(page.status).toBe(401);
  });

  it('opens nothing after closing Hearth, and tells the browser to forget', async () => {
    const leaving = await launchFor(pair, child, { user: 'second-pediatrician' });
    const kept = new Map(leaving.browser.cookies.get(new URL(pair.origin).host));
    const goodbye = await leaving.browser.press(leaving.page, 'Close Hearth');
    expect(goodbye.status).toBe(200);
    expect(goodbye.headers['clear-site-data']).toBe('"cache", "cookies", "storage"');
    const back = await leaving.browser.open(leaving.page.url);
    expect(back.status).toBe(401);
    // The same cookie put back by hand, as from a copied browser profile.
    leaving.browser.cookies.set(new URL(pair.origin).host, kept);
    const forced = await leaving.browser.open(leaving.page.url);
    expect(forced.status).toBe(401);
    expect(forced.text).toMatch(/Your session has ended.*Open Hearth again/);
    expect(forced.body).not.toMatch(/Mateo|Rivera/);
  });

  it('ends one person’s session when another launches in the same browser', async () => {
    const shared = await launchFor(pair, child);
    const next = await launchFor(pair, 'on-track', { user: 'second-pediatrician', browser: shared.browser });
    expect(next.page.status).toBe(200);
    expect((await shared.browser.open(shared.page.url)).status).toBe(404);
  });
});
