// Cookies behind https, the frame's way in, and how long a session lives (SECURITY 5, S1-S3, L11).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newBrowser, type Page } from '../support/browser.ts';
import { type RunningPair, startPair } from '../support/hearth.ts';
import { launchFor, launchUrlFor } from '../support/visit.ts';

const child = 'positive-spanish';
const setCookies = (page: Page): readonly string[] => page.headers['set-cookie'] ?? [];

describe('Behind https', () => {
  const publicOrigin = 'https://hearth.example';
  let pair: RunningPair;
  const browser = () => newBrowser({ reach: { [publicOrigin]: pair.origin } });
  const launchUrl = () => launchUrlFor(pair, child).replace(pair.origin, publicOrigin);

  beforeAll(async () => {
    pair = await startPair({ configure: (raw) => ({ ...raw, publicBaseUrl: publicOrigin }) });
    pair.ehr.setApps([
      {
        id: 'clinician',
        name: 'Hearth',
        clientId: 'hearth-clinician',
        launchUrl: `${publicOrigin}/launch`,
        redirectUris: [`${publicOrigin}/callback`],
        scopes: ['launch', 'openid', 'fhirUser', 'profile', 'offline_access', 'patient/Patient.rs'],
        role: 'clinician',
      },
    ]);
  });
  afterAll(() => pair.close());

  it('both cookies carry the host-only name and every attribute a framed app needs', async () => {
    const person = browser();
    const first = await person.ask(launchUrl());
    const page = await person.open(new URL(first.headers.location ?? '', publicOrigin).href);
    expect(page.status).toBe(200);
    expect(new URL(page.url).origin).toBe(publicOrigin);
    const jar = person.cookies.get('hearth.example');
    expect([...(jar?.keys() ?? [])].sort()).toEqual(['__Host-Http-hearth', '__Host-Http-hearth-launch']);
    expect(setCookies(first)[0]).toMatch(
      /^__Host-Http-hearth-launch=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=None; Partitioned$/,
    );
  });

  it('the session cookie is set once, with the same attributes, and holds no meaning', async () => {
    const person = browser();
    let page = await person.ask(launchUrl());
    const seen: string[] = [];
    while (page.headers.location !== undefined) {
      page = await person.ask(new URL(page.headers.location, page.url).href, { from: page.url });
      seen.push(...setCookies(page).filter((line) => line.includes('hearth')));
    }
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatch(
      /^__Host-Http-hearth=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=None; Partitioned$/,
    );
    expect(page.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
  });

  it('a session id put there before the launch is replaced', async () => {
    const person = browser();
    const planted = 'p'.repeat(43);
    person.cookies.set('hearth.example', new Map([['__Host-Http-hearth', planted]]));
    const page = await person.open(launchUrl());
    expect(page.status).toBe(200);
    expect(person.cookies.get('hearth.example')?.get('__Host-Http-hearth')).not.toBe(planted);
  });
});

describe('In a frame', () => {
  let pair: RunningPair;
  beforeAll(async () => {
    pair = await startPair();
  });
  afterAll(() => pair.close());
  const framed = { headers: { 'sec-fetch-dest': 'iframe' } };

  it('a form finds out whether the cookie is kept, and the launch goes on', async () => {
    const browser = newBrowser();
    const probe = await browser.open(launchUrlFor(pair, child), framed);
    expect(probe.text).toMatch(/Opening Hearth/);
    const page = await browser.press(probe, 'Go on');
    expect(page.url).toMatch(/\/summary$/);
    expect(page.status).toBe(200);
  });

  it('a browser that kept no cookie is offered a window of its own, and nothing is lost', async () => {
    const browser = newBrowser();
    const probe = await browser.open(launchUrlFor(pair, child), framed);
    browser.cookies.clear();
    const page = await browser.press(probe, 'Go on');
    expect(page.status).toBe(400);
    expect(page.text).toMatch(/Code: SMART_BROWSER_UNKNOWN/);
    const opened = await browser.follow(page, 'Open Hearth in its own window');
    expect(opened.url).toMatch(/\/summary$/);
  });

  it('a sandboxed frame, which posts from no origin, gets the same way out and no loop', async () => {
    const browser = newBrowser();
    const probe = await browser.open(launchUrlFor(pair, child), framed);
    const form = probe.root.querySelector('form');
    const body = new URLSearchParams(
      form
        ?.querySelectorAll('input')
        .map((one): [string, string] => [
          one.getAttribute('name') ?? '',
          (one.getAttribute('value') ?? '').replaceAll('&amp;', '&'),
        ]),
    );
    const page = await browser.ask(new URL(form?.getAttribute('action') ?? '', probe.url).href, {
      method: 'POST',
      body: body.toString(),
      headers: { origin: 'null' },
    });
    expect(page.status).toBe(403);
    expect(page.headers.location).toBeUndefined();
    expect(page.text).toMatch(/Open Hearth in its own window/);
    expect((await browser.follow(page, 'Open Hearth in its own window')).url).toMatch(/\/summary$/);
  });

  it('a window whose browser keeps no cookie ends in words after one try, not in a loop', async () => {
    const browser = newBrowser();
    let page = await browser.ask(launchUrlFor(pair, child));
    browser.cookies.clear();
    page = await browser.ask(new URL(page.headers.location ?? '', page.url).href);
    expect(page.status).toBe(400);
    expect(page.text).toMatch(/did not keep Hearth’s cookie/);
  });
});

describe('The session’s clock', () => {
  let pair: RunningPair;
  let aheadMs = 0;
  const minutes = (count: number) => {
    aheadMs += count * 60_000;
  };
  beforeAll(async () => {
    pair = await startPair({ now: () => new Date(Date.now() + aheadMs) });
  });
  afterAll(() => pair.close());

  it('ends a session fifteen minutes after its last page, and a page before that carries it on', async () => {
    const { browser, page } = await launchFor(pair, child);
    minutes(14);
    expect((await browser.open(page.url)).status).toBe(200);
    minutes(14);
    expect((await browser.open(page.url)).status).toBe(200);
    minutes(16);
    const late = await browser.open(page.url);
    expect(late.status).toBe(401);
    expect(late.text).toMatch(/Your session has ended.*Open Hearth again from the child’s chart/);
    expect(late.body).not.toMatch(/Mateo|Rivera/);
  });

  it('ends a session after twelve hours, however busy', async () => {
    aheadMs = 0;
    const { browser, page } = await launchFor(pair, child);
    const quiet = page.url.replace(/summary$/, 'consultants/nobody');
    for (let passed = 0; passed < 12 * 60 - 14; passed += 14) {
      minutes(14);
      expect([passed, (await browser.open(quiet)).status]).toEqual([passed, 404]);
    }
    minutes(14);
    const late = await browser.open(quiet);
    expect(late.status).toBe(401);
    expect(late.text).toMatch(/Code: SESSION_EXPIRED/);
  });

  it('ends an attempt to sign in after ten minutes', async () => {
    aheadMs = 0;
    const browser = newBrowser();
    let page = await browser.ask(launchUrlFor(pair, child));
    let next = new URL(page.headers.location ?? '', page.url);
    while (next.pathname !== '/callback') {
      page = await browser.ask(next.href, { from: page.url });
      next = new URL(page.headers.location ?? '', page.url);
    }
    minutes(11);
    pair.ehr.traffic.clear();
    const late = await browser.open(next.href);
    expect(late.status).toBe(403);
    expect(late.text).toMatch(/took too long.*Code: SMART_ATTEMPT_EXPIRED/);
    expect(pair.ehr.traffic.to('/auth/token')).toEqual([]);
  });
});
