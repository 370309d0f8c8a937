// node --import tsx test/browser/every-child.ts FOLDER [child,...]: pictures of every synthetic child's summary, to be looked at by people.
// At 1280 and 320 px, gray, on paper, and in the narrowest frame with everything opened.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startPair } from '../support/hearth.ts';
import { narrow, newDesk, openChromium, wide } from './browser.ts';
import { findChromium } from './find-chromium.ts';
import { openEveryDetail } from './look-at.ts';
import { openInWindow } from './practice-day.ts';

const [folder, only] = process.argv.slice(2);
if (folder === undefined) throw new Error('name the folder for the pictures');
const path = findChromium();
if (path === undefined) throw new Error('no Chromium found: set CHROMIUM_PATH');

/** Letter paper between its margins, at 96 pixels an inch. */
const paper = { width: 720, height: 960 } as const;

mkdirSync(folder, { recursive: true });
const browser = await openChromium(path);
const pair = await startPair();
const { context, complaints } = await newDesk(browser);
const schedule = await context.newPage();
for (const key of only?.split(',') ?? Object.keys(pair.ehr.children)) {
  const page = await openInWindow(schedule, pair, key);
  const picture = (name: string) =>
    page.screenshot({ path: join(folder, `${key}-${name}.png`), fullPage: true });
  await picture('1280');
  await page.evaluate(() => void (document.documentElement.style.filter = 'grayscale(1)'));
  await picture('gray');
  await page.evaluate(() => void (document.documentElement.style.filter = ''));
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize(paper);
  await picture('paper');
  await page.emulateMedia({ media: 'screen' });
  await page.setViewportSize(narrow);
  await picture('320');
  await openEveryDetail(page);
  await picture('320-open');
  await page.setViewportSize(wide);
  await page.close();
  process.stdout.write(`${key}\n`);
}
await browser.close();
await pair.close();
for (const complaint of complaints) process.stdout.write(`the browser complained: ${complaint}\n`);
