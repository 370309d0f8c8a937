// In a real browser: what was answered in confidence opens by keyboard, and is not on paper whatever was opened.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type RunningPair, startPair } from '../support/hearth.ts';
import { type Desk, newDesk, openChromium } from './browser.ts';
import { expectGoodPage, openEveryDetail } from './look-at.ts';
import { openInWindow } from './practice-day.ts';

const path = inject('chromium');

describe.skipIf(path === null)('What was answered in confidence', () => {
  let browser: Browser;
  let pair: RunningPair;
  let desk: Desk;
  let schedule: Page;

  beforeAll(async () => {
    browser = await openChromium(path ?? '');
    pair = await startPair();
    desk = await newDesk(browser);
    schedule = await desk.context.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await pair?.close();
  });

  it.each([
    ['epds-self-harm', /self-harm|EPDS 20|EPDS:|Total 6|Crisis/],
    ['teen-phq9', /self-harm|PHQ-9 20|Total 12|Suicide|Youth depression|Crisis/],
  ])('%s: seen when opened on the screen, never on paper', async (key, secret) => {
    const page = await openInWindow(schedule, pair, key);
    const main = page.getByRole('main');
    await openEveryDetail(page);
    expect(await main.innerText()).toMatch(secret);
    await page.emulateMedia({ media: 'print' });
    const paper = await main.innerText();
    expect(paper).not.toMatch(secret);
    expect(paper).not.toMatch(/Review before you go on/);
    expect(paper).toMatch(/Left out of print/);
    expect(paper).toMatch(/Today/);
    await page.close();
  });

  it('opens and closes by keyboard, and has the focus in sight', async () => {
    const page = await openInWindow(schedule, pair, 'teen-phq9');
    const card = page.getByRole('region', { name: 'Private answers' });
    const handle = card.locator('summary').first();
    await handle.focus();
    expect(await card.getByText('PHQ-9').first().isVisible()).toBe(false);
    await page.keyboard.press('Enter');
    expect(await card.getByText('PHQ-9').first().isVisible()).toBe(true);
    expect(await handle.evaluate((one) => getComputedStyle(one).outlineStyle)).not.toBe('none');
    await page.keyboard.press('Enter');
    expect(await card.getByText('PHQ-9').first().isVisible()).toBe(false);
    await page.close();
  });

  it.each([
    ['weeks that were refused', '?bornAtWeeks=50&bornAtDays=9'],
    ['weeks that were told, and a concern', '?concern=yes&bornAtWeeks=30&bornAtDays=4'],
  ])('the page with %s is a good page', async (name, query) => {
    const page = await openInWindow(schedule, pair, 'home-visited');
    await page.goto(`${page.url().replace(/\?.*$/, '')}${query}`);
    await expectGoodPage(page, name);
    await page.close();
  });

  it('nothing of it makes the browser complain', () => {
    expect(desk.complaints).toEqual([]);
  });
});
