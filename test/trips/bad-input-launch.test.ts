// Bad input on the way in: what went over the wire, and what the page says happened and what to do.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { IdTokenForgery } from '../../fixtures/sandbox-ehr/index.ts';
import { type Browser, newBrowser, type Page } from '../support/browser.ts';
import { type RunningPair, startPair } from '../support/hearth.ts';
import { launchFor, launchUrlFor } from '../support/visit.ts';

const child = 'positive-spanish';
const again = /Open Hearth again from the child’s chart\./;

describe('A launch that must not go through', () => {
  let pair: RunningPair;
  let stranger: Server;
  let strangerUrl: string;
  /** Connections that reached a host nobody registered. */
  let strangers = 0;

  beforeAll(async () => {
    pair = await startPair();
    stranger = createServer((_request, response) => response.end('{}'));
    stranger.on('connection', () => {
      strangers += 1;
    });
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    strangerUrl = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    stranger.close();
    await pair.close();
  });
  beforeEach(() => {
    pair.ehr.faults.clear();
    pair.ehr.traffic.clear();
    strangers = 0;
  });

  const tokenCalls = () => pair.ehr.traffic.to('/auth/token');
  const chartReads = () => pair.ehr.traffic.fhir().filter(({ path }) => !/metadata|well-known/.test(path));
  const sessionCookie = (browser: Browser): string | undefined =>
    browser.cookies.get(new URL(pair.origin).host)?.get('hearth');

  /** Nothing opened: no session, nothing of the chart read, a code for whoever helps. */
  const refused = (page: Page, browser: Browser, status: number, code: string): void => {
    expect(page.status).toBe(status);
    expect(page.text).toContain(`Code: ${code}`);
    expect(sessionCookie(browser)).toBeUndefined();
    expect(chartReads()).toEqual([]);
    expect(page.body).not.toMatch(/Rivera|launches\//);
  };

  /** Goes as far as the EHR's redirect back and stops there. */
  const untilCallback = async (browser: Browser): Promise<URL> => {
    let page = await browser.ask(launchUrlFor(pair, child));
    for (let hops = 0; hops < 10; hops += 1) {
      const next = new URL(page.headers.location ?? '', page.url);
      if (next.pathname === '/callback') return next;
      page = await browser.ask(next.href, { from: page.url });
    }
    throw new Error('the EHR never sent the browser back');
  };

  const changed = (callback: URL, name: string, value: string): string => {
    const address = new URL(callback);
    address.searchParams.set(name, value);
    return address.href;
  };

  it.each([
    ['another host', () => `${strangerUrl}/fhir`],
    ['a longer host name', () => `${pair.ehr.fhirBase}.evil.test`],
    [
      'a look-alike with user info',
      () => pair.ehr.fhirBase.replace('://', `://${new URL(strangerUrl).host}@`),
    ],
    ['a path beyond the base', () => `${pair.ehr.fhirBase}/..`],
    ['another case', () => pair.ehr.fhirBase.replace('/fhir', '/FHIR')],
  ])('an unknown issuer (%s) is told so, and nobody is asked anything', async (_words, iss) => {
    const browser = newBrowser();
    const page = await browser.open(
      `${pair.origin}/launch?${new URLSearchParams({ iss: iss(), launch: 'a-launch' }).toString()}`,
    );
    refused(page, browser, 403, 'SMART_ISSUER_UNKNOWN');
    expect(page.text).toMatch(
      /This EHR is not registered.*Nothing was sent to it.*Ask your Hearth administrator/,
    );
    expect(strangers).toBe(0);
    expect(pair.ehr.traffic.all()).toEqual([]);
    expect(page.headers['set-cookie']).toBeUndefined();
  });

  it('a forged state is refused before the code is redeemed', async () => {
    const browser = newBrowser();
    const callback = await untilCallback(browser);
    const page = await browser.open(changed(callback, 'state', 'A'.repeat(43)));
    refused(page, browser, 403, 'SMART_STATE_MISMATCH');
    expect(page.text).toMatch(again);
    expect(tokenCalls()).toEqual([]);
  });

  it('another browser’s state is refused, and that browser can still come back', async () => {
    const [mine, theirs] = [newBrowser(), newBrowser()];
    const callback = await untilCallback(theirs);
    // A browser that began a launch of its own has a launch cookie, but not the one this state belongs to.
    await untilCallback(mine);
    const page = await mine.open(callback.href);
    refused(page, mine, 403, 'SMART_STATE_MISMATCH');
    expect(page.text).toMatch(/begun in another browser/);
    expect(tokenCalls()).toEqual([]);
    const home = await theirs.open(callback.href);
    expect(home.url).toMatch(/\/launches\/[^/]+\/summary$/);
  });

  it('a callback without the launch cookie is refused, with a way out', async () => {
    const callback = await untilCallback(newBrowser());
    const bare = newBrowser();
    const page = await bare.open(callback.href);
    refused(page, bare, 400, 'SMART_BROWSER_UNKNOWN');
    expect(page.text).toMatch(/did not keep Hearth’s cookie.*Open Hearth in its own window/);
    expect(tokenCalls()).toEqual([]);
  });

  it('a replayed callback redeems nothing again and leaves the session as it was', async () => {
    const browser = newBrowser();
    const callback = await untilCallback(browser);
    const home = await browser.open(callback.href);
    expect(home.status).toBe(200);
    const session = sessionCookie(browser);
    const page = await browser.open(callback.href);
    expect(page.status).toBe(403);
    expect(page.text).toMatch(/Code: SMART_STATE_MISMATCH/);
    expect(page.text).toMatch(/It was used before/);
    expect(tokenCalls()).toHaveLength(1);
    expect(sessionCookie(browser)).toBe(session);
    expect((await browser.open(home.url)).status).toBe(200);
  });

  it('a wrong code is refused by the EHR, said so, and is not tried twice', async () => {
    const browser = newBrowser();
    const callback = await untilCallback(browser);
    const page = await browser.open(changed(callback, 'code', 'not-the-code'));
    refused(page, browser, 502, 'SMART_TOKEN_REFUSED');
    expect(page.text).toMatch(/The EHR did not accept the sign-in/);
    expect(page.text).toMatch(again);
    expect(tokenCalls()).toHaveLength(1);
  });

  it('another launch’s code does not fit this launch’s verifier', async () => {
    const [mine, theirs] = [newBrowser(), newBrowser()];
    const stolen = (await untilCallback(theirs)).searchParams.get('code') ?? '';
    const page = await mine.open(changed(await untilCallback(mine), 'code', stolen));
    refused(page, mine, 502, 'SMART_TOKEN_REFUSED');
  });

  it.each<[IdTokenForgery, string]>([
    ['alg-none', 'unsigned'],
    ['hs256-client-id', 'signed with the client id'],
    ['other-key', 'signed by a foreign key'],
    ['wrong-nonce', 'with a nonce nobody sent'],
    ['no-nonce', 'without a nonce'],
    ['expired', 'long expired'],
    ['wrong-audience', 'meant for another client'],
    ['wrong-issuer', 'from another issuer'],
    ['no-subject', 'about nobody'],
  ])('a forged id_token (%s: %s) opens nothing, and the access token goes nowhere', async (idToken) => {
    pair.ehr.faults.set([{ path: /^\/auth\/token/, idToken }]);
    const { browser, page } = await launchFor(pair, child);
    refused(page, browser, 403, 'SMART_ID_TOKEN_INVALID');
    expect(page.text).toMatch(/proof of who you are does not hold.*Nothing was opened/);
    expect(page.text).toMatch(again);
    const token = (JSON.parse(tokenCalls()[0]?.responseBody ?? '{}') as { access_token?: string })
      .access_token;
    expect(token).toMatch(/\w{16}/);
    const carriers = pair.ehr.traffic
      .all()
      .filter(({ headers }) => headers.authorization?.includes(token ?? ''));
    expect(carriers).toEqual([]);
  });

  it('an absent id_token opens nothing, because orders carry a name', async () => {
    pair.ehr.faults.set([{ path: /^\/auth\/token/, idToken: 'absent' }]);
    const { browser, page } = await launchFor(pair, child);
    refused(page, browser, 403, 'SMART_FHIR_USER_MISSING');
  });

  it('a prefetch of the callback spends nothing', async () => {
    const browser = newBrowser();
    const callback = await untilCallback(browser);
    const early = await browser.ask(callback.href, { headers: { 'sec-purpose': 'prefetch' } });
    expect(early.status).toBe(400);
    expect(tokenCalls()).toEqual([]);
    expect((await browser.open(callback.href)).url).toMatch(/\/summary$/);
  });

  it('a token endpoint out of order is said, with what to do', async () => {
    pair.ehr.faults.set([{ path: /^\/auth\/token/, status: 503 }]);
    const { browser, page } = await launchFor(pair, child);
    expect(page.status).toBeGreaterThanOrEqual(500);
    expect(sessionCookie(browser)).toBeUndefined();
    expect(page.text).toMatch(/The EHR cannot be reached.*Try again in a minute/);
  });
});
