// X10 and X11 in Chromium: with the content security policy switched off nothing of the hostile chart runs, and with it on
// nothing Hearth does itself breaks it.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { hostilePatient, startHostilePair } from '../hostile/hostile-pair.ts';
import { image, script } from '../hostile/cross-site-cases.ts';
import type { RunningPair } from '../support/hearth.ts';
import { launchUrlFor } from '../support/visit.ts';
import { type Desk, newDesk, openChromium } from './browser.ts';
import { answerTheForm, ready } from './practice-day.ts';

const path = inject('chromium');

/** Summary, consultants, form with a fault, review, referral, letter; what ran on the way is collected. */
const walk = async (page: Page, pair: RunningPair): Promise<string[]> => {
  const ran: string[] = [];
  const look = async (): Promise<void> => {
    ran.push(...(await page.evaluate(() => (window as unknown as { __ran?: string[] }).__ran ?? [])));
  };
  await page.goto(launchUrlFor(pair, undefined, { patient: hostilePatient }));
  await ready(page);
  await look();
  const base = page.url().replace(/\/summary.*$/, '');
  for (const details of await page.locator('details').all())
    await details.evaluate((one) => one.setAttribute('open', ''));
  await look();
  await page.goto(`${base}/consultants?need=ecmh-clinician`);
  await look();
  await page.goto(`${base}/summary`);
  await page
    .getByRole('link', { name: /^Refer: / })
    .first()
    .click();
  await answerTheForm(page);
  await page.getByLabel('Who agreed').fill(image('consent'));
  await page.getByLabel('The one next step you agreed on').fill(script('step'));
  await look();
  await page.getByRole('button', { name: 'Review before anything is written' }).click();
  await look();
  await page.getByRole('button', { name: 'Write the order to the chart' }).click();
  await page.getByRole('heading', { level: 1, name: /^Referral to / }).waitFor();
  await look();
  await page.getByRole('link', { name: 'Letter to print' }).click();
  await look();
  return ran;
};

describe.skipIf(path === null)('The hostile chart in a browser', () => {
  let browser: Browser;
  let pair: RunningPair;
  beforeAll(async () => {
    browser = await openChromium(path ?? '');
    pair = await startHostilePair();
  });
  afterAll(async () => {
    await browser?.close();
    await pair?.close();
  });

  const withDesk = async (bypassCSP: boolean, act: (desk: Desk) => Promise<void>): Promise<void> => {
    const desk = await newDesk(browser, { bypassCSP });
    await act(desk);
    await desk.context.close();
  };

  it('X10: runs nothing with the policy switched off', () =>
    withDesk(true, async ({ context }) => {
      const page = await context.newPage();
      // The test itself can see what runs: the same text put in as markup does.
      await page.goto(`${pair.origin}/healthz`);
      await page.evaluate((html) => {
        document.body.innerHTML = html;
      }, image('proof'));
      await page.waitForFunction(() => (window as unknown as { __ran?: string[] }).__ran?.includes('proof'));
      expect(await walk(page, pair)).toEqual([]);
    }));

  it('X11: breaks no rule of the policy in normal use', () =>
    withDesk(false, async ({ context, complaints }) => {
      await context.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', (event) =>
          console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`),
        );
      });
      expect(await walk(await context.newPage(), pair)).toEqual([]);
      expect(complaints).toEqual([]);
    }));
});
