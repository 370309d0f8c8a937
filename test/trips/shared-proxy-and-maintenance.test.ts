// What must not keep a clinician out: another client's noise, a maintenance page, two windows at once.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newBrowser } from '../support/browser.ts';
import { type RunningPair, startPair } from '../support/hearth.ts';
import { launchFor, launchUrlFor } from '../support/visit.ts';

const child = 'positive-spanish';

describe('Behind one proxy', () => {
  let pair: RunningPair;
  beforeAll(async () => {
    pair = await startPair();
  });
  afterAll(() => pair.close());

  it('300 launches that name no EHR are shut out, and a real launch is not', async () => {
    const noise = async (path: string): Promise<number> => (await fetch(`${pair.origin}${path}`)).status;
    for (let index = 0; index < 300; index += 1) await noise('/launch');
    expect(await noise('/launch')).toBe(429);
    expect(await noise('/launch?iss=https%3A%2F%2Felsewhere.example.org&launch=x')).toBe(429);
    expect(await noise('/callback')).toBe(400);
    const { page } = await launchFor(pair, child);
    expect(page.status).toBe(200);
    const framed = await newBrowser().open(launchUrlFor(pair, child), {
      headers: { 'sec-fetch-dest': 'iframe' },
    });
    expect(framed.status).toBe(200);
  });
});

describe('A page instead of a token', () => {
  const page = (status: number, type: string, body: string) => ({
    status,
    headers: { 'content-type': type },
    body,
  });
  /** Status of the summary while the token endpoint answers so to a renewal, and after it is well again. */
  const whenRenewed = async (answer: object): Promise<readonly number[]> => {
    let ahead = 0;
    const pair = await startPair({
      now: () => new Date(Date.now() + ahead),
    });
    const brief = (body: string): string => body.replace(/"expires_in":\s*\d+/, '"expires_in":60');
    pair.ehr.faults.set([{ path: /\/token/, times: 1, transform: brief }]);
    const { browser, page: summary } = await launchFor(pair, child);
    expect(summary.status).toBe(200);
    // Half a minute before its end a token is renewed.
    ahead = 31_000;
    pair.ehr.faults.set([{ path: /\/token/, ...answer }]);
    const during = await browser.open(summary.url);
    pair.ehr.faults.clear();
    const after = await browser.open(summary.url);
    await pair.close();
    return [during.status, after.status];
  };
  it.each([
    ['a 200 in HTML', page(200, 'text/html', '<h1>Maintenance</h1>')],
    ['a 404 in HTML', page(404, 'text/html', '<h1>Maintenance</h1>')],
    ['a 400 that is no OAuth error', page(400, 'application/json', '{}')],
    [
      'an authorization server that says it is in trouble',
      page(400, 'application/json', '{"error":"temporarily_unavailable"}'),
    ],
  ])('%s is waited for, and the session goes on after it', async (_, answer) => {
    expect(await whenRenewed(answer)).toEqual([502, 200]);
  });

  it('a plain no ends it', async () => {
    const refusal = page(400, 'application/json', '{"error":"invalid_grant"}');
    expect(await whenRenewed(refusal)).toEqual([401, 401]);
  });
});

describe('Two windows that open at once in a fresh browser', () => {
  let pair: RunningPair;
  beforeAll(async () => {
    pair = await startPair();
  });
  afterAll(() => pair.close());

  it('the one whose session was replaced says to open it again, and shows nothing', async () => {
    const browser = newBrowser();
    const first = await launchFor(pair, child, { browser });
    // The second callback left before the first one's cookie came: it finds no session.
    const jar = browser.cookies.get(new URL(pair.origin).host);
    for (const name of [...(jar?.keys() ?? [])].filter((one) => !one.includes('launch'))) jar?.delete(name);
    const second = await launchFor(pair, 'on-track', { browser });
    expect(second.page.status).toBe(200);
    const again = await browser.open(first.page.url);
    expect(again.status).toBe(401);
    expect(again.text).toMatch(/Your session has ended.*Open Hearth again/);
    expect(again.body).not.toMatch(/Mateo|Rivera/);
  });

  it('another person’s launch still does not exist', async () => {
    const first = await launchFor(pair, child);
    const stranger = await launchFor(pair, child, { user: 'second-pediatrician' });
    expect((await stranger.browser.open(first.page.url)).status).toBe(404);
  });
});
