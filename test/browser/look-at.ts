// Looks at one page twice: at a desk as it stands, and in the narrowest frame with everything opened.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { axeFindings, sidewaysBy } from './axe.ts';
import { narrow, wide } from './browser.ts';

export const openEveryDetail = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const each of document.querySelectorAll('details')) each.open = true;
  });

/** Expects no finding of axe-core, no text under 7:1, nothing wider than the window, at 1280 and at 320 px. */
export const expectGoodPage = async (page: Page, name: string): Promise<void> => {
  await page.setViewportSize(wide);
  expect.soft(await axeFindings(page), `${name} at 1280`).toEqual([]);
  expect.soft(await sidewaysBy(page), `${name} at 1280`).toEqual([]);
  await openEveryDetail(page);
  await page.setViewportSize(narrow);
  expect.soft(await axeFindings(page), `${name} at 320, all open`).toEqual([]);
  expect.soft(await sidewaysBy(page), `${name} at 320, all open`).toEqual([]);
  await page.setViewportSize(wide);
};
