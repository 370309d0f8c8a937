// Frames and cookies in a real Chromium: two sites, blocked cookies, sandboxes, strangers, and two children at once.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type RunningPair, startPair } from '../support/hearth.ts';
import { frameOf, newDesk, openChromium, windowOpenedBy } from './browser.ts';
import { expectGoodPage } from './look-at.ts';
import { answerTheForm, openInFrame, openInWindow, ready } from './practice-day.ts';

const path = inject('chromium');

/** A page of another origin on this machine that shows one address in a frame. */
const framing = async (frame: string): Promise<{ url: string; close: () => Promise<void> }> => {
  const server: Server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><html lang="en"><title>Elsewhere</title><body>${frame}</body></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
};

const nameInBanner = (page: Page): Promise<string> => page.locator('header.banner .name').innerText();

describe.skipIf(path === null)('Hearth in frames, with and without cookies', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openChromium(path ?? '');
  });
  afterAll(async () => {
    await browser?.close();
  });

  describe('framed by an EHR of another site, where the browser keeps no cookie', () => {
    let pair: RunningPair;
    beforeAll(async () => {
      // The EHR is on 127.0.0.1, Hearth on localhost: to a browser two different sites.
      pair = await startPair({ hostName: 'localhost' });
    });
    afterAll(() => pair?.close());

    it('says so, and the window it offers opens the same launch for the same child', async () => {
      const { context, complaints } = await newDesk(browser);
      const page = await context.newPage();
      const frame = await openInFrame(page, pair, 'sibling-b');
      const wayOut = frame.getByRole('link', { name: 'Open Hearth in its own window' });
      await wayOut.waitFor();
      expect(await frame.getByRole('main').innerText()).toMatch(/did not keep Hearth’s cookie/);
      // Nothing was spent on the way: no authorization has been asked for.
      expect(pair.ehr.traffic.to('/auth/authorize')).toHaveLength(0);
      const opened = await windowOpenedBy(page, () => wayOut.click());
      await ready(opened);
      expect(new URL(opened.url()).origin).toBe(pair.origin);
      expect(await nameInBanner(opened)).toBe('Lena Marie Zwilling-Sample');
      expect(complaints).toEqual([]);
      await expectGoodPage(opened, 'opened from the frame');
      await context.close();
    });

    it('asks once and stops: the frame does not go round in circles', async () => {
      const { context } = await newDesk(browser);
      const page = await context.newPage();
      const asked: string[] = [];
      page.on('request', (request) => {
        if (request.isNavigationRequest() && request.url().startsWith(pair.origin))
          asked.push(request.method());
      });
      const frame = await openInFrame(page, pair, 'sibling-b');
      await frame.getByRole('link', { name: 'Open Hearth in its own window' }).waitFor();
      await page.waitForTimeout(1_000);
      expect(asked).toEqual(['GET', 'POST']);
      await context.close();
    });
  });

  describe('framed by an EHR of the same site', () => {
    let pair: RunningPair;
    beforeAll(async () => {
      pair = await startPair();
    });
    afterAll(() => pair?.close());

    const launchUrl = (child: string): string => {
      const patient = pair.ehr.children[child];
      return pair.ehr.launchUrl({
        appId: 'clinician',
        user: 'pediatrician',
        ...(patient === undefined ? {} : { patient }),
      });
    };

    it('shows nothing in a frame of an origin nobody registered', async () => {
      const { context, complaints } = await newDesk(browser);
      const page = await context.newPage();
      const elsewhere = await framing(
        `<iframe title="App" src="${launchUrl('sibling-a').replaceAll('&', '&amp;')}"></iframe>`,
      );
      await page.goto(elsewhere.url);
      await page.waitForTimeout(1_000);
      expect(complaints.join('\n')).toMatch(/frame-ancestors/);
      const inside = page.frames().find((frame) => frame !== page.mainFrame());
      expect(inside?.url()).toMatch(/^chrome-error:/);
      await context.close();
      await elsewhere.close();
    });

    it.each([
      [
        'a window as sandboxed as the frame shows the child and refuses its forms in words',
        'allow-scripts allow-forms allow-popups',
        false,
      ],
      [
        'a window free of the sandbox opens the child',
        'allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox',
        true,
      ],
    ])('offers the way out in a sandbox without an origin, and %s', async (_name, sandbox, works) => {
      const elsewhere = await framing('');
      const registered = await startPair({
        configure: (raw) => ({
          ...raw,
          ehrs: (raw.ehrs as { frameOrigins: string[] }[]).map((one) => ({
            ...one,
            frameOrigins: [...one.frameOrigins, new URL(elsewhere.url).origin],
          })),
        }),
      });
      const { context } = await newDesk(browser);
      const page = await context.newPage();
      const url = registered.ehr.launchUrl({
        appId: 'clinician',
        user: 'pediatrician',
        patient: registered.ehr.children['sibling-a'] ?? '',
      });
      const asked: string[] = [];
      page.on('request', (request) => {
        if (request.isNavigationRequest() && request.url().startsWith(registered.origin))
          asked.push(request.method());
      });
      await page.goto(elsewhere.url);
      await page.evaluate(
        ([address, flags]) => {
          const made = document.createElement('iframe');
          made.setAttribute('sandbox', flags ?? '');
          made.src = address ?? '';
          document.body.append(made);
        },
        [url, sandbox],
      );
      const frame = await frameOf(page, registered.origin);
      const wayOut = frame.getByRole('link', { name: 'Open Hearth in its own window' });
      await wayOut.waitFor();
      await page.waitForTimeout(500);
      expect(asked).toEqual(['GET', 'POST']);
      expect(registered.ehr.traffic.to('/auth/authorize')).toHaveLength(0);
      const opened = await windowOpenedBy(page, () => wayOut.click());
      await ready(opened);
      expect(await nameInBanner(opened)).toBe('Lena Maria Zwilling-Sample');
      await opened
        .getByRole('link', { name: /^Refer: / })
        .first()
        .click();
      await ready(opened);
      await answerTheForm(opened);
      await opened.getByRole('button', { name: 'Review before anything is written' }).click();
      const title = opened.getByRole('heading', { level: 1 });
      if (works) expect(await title.innerText()).toMatch(/^Review/);
      else {
        // `Origin: null` is never believed; what was typed stays on the page.
        expect(await title.innerText()).toMatch(/did not come from Hearth’s own page/);
        expect(await opened.getByRole('main').innerText()).toMatch(/Ms. Rivera calls on Monday morning/);
        await expectGoodPage(opened, 'form refused');
      }
      expect(registered.ehr.all('ServiceRequest')).toEqual([]);
      await context.close();
      await registered.close();
      await elsewhere.close();
    });

    it('sends what was written in the first of two windows to the first child', async () => {
      const { context } = await newDesk(browser);
      const page = await context.newPage();
      const first = await openInWindow(page, pair, 'sibling-a');
      await first
        .getByRole('link', { name: /^Refer: / })
        .first()
        .click();
      await ready(first);
      await answerTheForm(first);
      const second = await openInWindow(page, pair, 'sibling-b');
      expect(await nameInBanner(second)).toBe('Lena Marie Zwilling-Sample');

      await first.getByRole('button', { name: 'Review before anything is written' }).click();
      expect(await nameInBanner(first)).toBe('Lena Maria Zwilling-Sample');
      await first.getByRole('button', { name: 'Write the order to the chart' }).click();
      await first.getByText('Recorded as an order in the chart').waitFor();
      const subjects = pair.ehr
        .all('ServiceRequest')
        .map((one) => (one.resourceType === 'ServiceRequest' ? one.subject.reference : undefined));
      expect(subjects).toEqual([`Patient/${pair.ehr.children['sibling-a']}`]);
      await context.close();
    });

    it('keeps name, birth date and age in sight while scrolling, and leaves a 320 px frame mostly to the page', async () => {
      const { context } = await newDesk(browser, { viewport: { width: 320, height: 640 } });
      const opened = await openInWindow(await context.newPage(), pair, 'positive-spanish');
      await opened.setViewportSize({ width: 320, height: 640 });
      await opened.evaluate(() => window.scrollTo(0, 2_000));
      const who = opened.locator('header.banner .who');
      const box = await who.boundingBox();
      expect(await who.innerText()).toMatch(
        /Mateo Rivera-Ejemplo[\s\S]*2022|Mateo Rivera-Ejemplo[\s\S]*born/,
      );
      expect(box?.y).toBe(0);
      expect(box?.height ?? 640).toBeLessThan(640 / 6);
      await context.close();
    });

    it('reaches the first referral by keyboard alone, with the focus in sight', async () => {
      const { context } = await newDesk(browser);
      const opened = await openInWindow(await context.newPage(), pair, 'positive-spanish');
      await opened.keyboard.press('Tab');
      expect(await opened.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
      await opened.keyboard.press('Enter');
      for (let step = 0; step < 200; step += 1) {
        await opened.keyboard.press('Tab');
        if (
          await opened.evaluate(() =>
            /^Refer: /.test(document.activeElement?.getAttribute('aria-label') ?? ''),
          )
        )
          break;
      }
      const outline = await opened.evaluate(
        () => getComputedStyle(document.activeElement ?? document.body).outlineStyle,
      );
      expect(outline).toBe('solid');
      await opened.keyboard.press('Enter');
      await opened.getByRole('heading', { level: 1, name: /^Referral: / }).waitFor();
      await context.close();
    });
  });
});
