// The main job as a person does it, in Chromium: from the practice EHR's schedule to the order in its chart.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type RunningPair, startPair } from '../support/hearth.ts';
import { frameOf, newDesk, openChromium } from './browser.ts';
import { openInFrame, openInWindow, ready, referToFirstMatch, type View } from './practice-day.ts';

const path = inject('chromium');

describe.skipIf(path === null)('A referral, from the schedule to the chart', () => {
  let browser: Browser;
  let pair: RunningPair;

  beforeAll(async () => {
    browser = await openChromium(path ?? '');
    pair = await startPair();
  });
  afterAll(async () => {
    await browser?.close();
    await pair?.close();
  });

  const seesBandAndReason = async (view: View): Promise<void> => {
    await ready(view);
    const banner = view.getByRole('banner');
    expect(await banner.innerText()).toMatch(/Mateo Rivera-Ejemplo[\s\S]*born[\s\S]*4 years 2 months/);
    const card = view.getByRole('region', { name: /^PSC-17|^Pediatric Symptom/ });
    const words = await card.innerText();
    expect(words).toMatch(/▲\s*Above the cut-off/i);
    expect(words).toMatch(/18/);
    expect(words).toMatch(/cut-off 15|15/);
    const first = view.getByRole('region', { name: 'Consultants and programs near the family' });
    expect(await first.locator('ul.lines > li').first().innerText()).toMatch(/sessions in Spanish/);
  };

  const newestOrder = (childKey: string) => {
    const patient = `Patient/${pair.ehr.children[childKey]}`;
    return pair.ehr
      .all('ServiceRequest')
      .filter((one) => one.resourceType === 'ServiceRequest' && one.subject.reference === patient);
  };

  it('is made in the EHR’s frame, and the chart then shows one order, one task, one provenance', async () => {
    const { context, complaints } = await newDesk(browser);
    const page = await context.newPage();
    let frame = await openInFrame(page, pair, 'positive-spanish');
    await seesBandAndReason(frame);
    await referToFirstMatch(frame);
    frame = await frameOf(page, pair.origin);
    const state = frame.getByRole('region', { name: 'Where it stands' });
    expect(await state.innerText()).toMatch(/✓\s*Recorded as an order in the chart/);
    expect(await state.innerText()).toMatch(/Not yet handed to the program/);

    const orders = newestOrder('positive-spanish');
    expect(orders).toHaveLength(1);
    const [order] = orders;
    expect(order).toMatchObject({
      status: 'active',
      intent: 'order',
      requester: { reference: 'Practitioner/prac-pediatrician' },
    });
    expect(JSON.stringify(order)).not.toMatch(/PSC|score|symptom/i);

    await page.getByRole('link', { name: 'Chart', exact: true }).click();
    const chart = await page.getByRole('main').innerText();
    expect(chart).toMatch(/Latest order[\s\S]*ServiceRequest[\s\S]*active/);
    for (const type of ['Task', 'Provenance'])
      expect(
        await page.locator('main .plain > li > details > summary > strong', { hasText: type }).count(),
      ).toBe(1);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('is made in a window without any script', async () => {
    const { context, complaints } = await newDesk(browser, { javaScriptEnabled: false });
    const page = await context.newPage();
    const before = newestOrder('positive-spanish').length;
    const opened = await openInWindow(page, pair, 'positive-spanish');
    await seesBandAndReason(opened);
    await referToFirstMatch(opened);
    expect(await opened.getByRole('region', { name: 'Where it stands' }).innerText()).toMatch(
      /Recorded as an order in the chart/,
    );
    expect(newestOrder('positive-spanish')).toHaveLength(before + 1);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
