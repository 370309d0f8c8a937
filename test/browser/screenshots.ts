// npm run screenshots: the README's pictures, taken from the running pair. Everything on them is synthetic.
import { mkdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { startPair } from '../support/hearth.ts';
import { launchUrlFor } from '../support/visit.ts';
import { narrow, newDesk, openChromium, wide } from './browser.ts';
import { findChromium } from './find-chromium.ts';
import { answerTheForm, openInFrame, openInWindow, openWorklist, ready, signInAs } from './practice-day.ts';

const folder = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
const largestBytes = 300_000;
const path = findChromium();
if (path === undefined) throw new Error('no Chromium found: set CHROMIUM_PATH');

mkdirSync(folder, { recursive: true });
const browser = await openChromium(path);
const pair = await startPair();
const { context } = await newDesk(browser);
const schedule = await context.newPage();

/** @param most how much of a long page is shown, in CSS pixels */
const picture = async (page: Page, name: string, most = 1300): Promise<void> => {
  const file = `${folder}${name}.png`;
  const { width } = page.viewportSize() ?? wide;
  const whole = await page.evaluate(() => {
    window.scrollTo(0, 0);
    return Math.ceil(document.body.getBoundingClientRect().height);
  });
  const height = Math.min(whole, most);
  await page.screenshot({ path: file, fullPage: true, clip: { x: 0, y: 0, width, height } });
  const bytes = statSync(file).size;
  if (bytes > largestBytes) throw new Error(`${name}.png is too large: ${bytes} bytes`);
  process.stdout.write(`${name}.png ${Math.round(bytes / 1000)} kB\n`);
};

await schedule.goto(`${pair.ehr.url}/`);
await picture(schedule, 'schedule', 900);

const summary = await openInWindow(schedule, pair, 'positive-spanish');
await picture(summary, 'summary-1280', 1150);
await summary.setViewportSize(narrow);
await picture(summary, 'summary-320', 1800);
await summary.setViewportSize(wide);

const safety = await openInWindow(schedule, pair, 'epds-self-harm');
await picture(safety, 'safety-strip-closed', 700);
await safety.getByText('Open when you are alone', { exact: true }).click();
await picture(safety, 'safety-strip-open', 1000);

pair.ehr.faults.set([{ path: /^\/fhir\/(QuestionnaireResponse|Observation)\b/, status: 403 }]);
await picture(await openInWindow(schedule, pair, 'overdue'), 'results-not-read', 900);
pair.ehr.faults.clear();

await picture(await openInWindow(schedule, pair, 'preterm'), 'corrected-age', 900);
await picture(await openInWindow(schedule, pair, 'trend'), 'over-time', 1150);

const consultants = await openInWindow(schedule, pair, 'home-visited');
await consultants.getByRole('link', { name: 'Consultants and programs' }).first().click();
await ready(consultants);
await picture(consultants, 'consultants', 1300);

await summary
  .getByRole('link', { name: /^Refer: / })
  .first()
  .click();
await ready(summary);
await answerTheForm(summary);
await picture(summary, 'form');
await summary.setViewportSize(narrow);
await picture(summary, 'form-320', 1800);
await summary.setViewportSize(wide);
await summary.getByRole('button', { name: 'Review before anything is written' }).click();
await summary.getByRole('heading', { level: 1, name: /^Review/ }).waitFor();
await picture(summary, 'review');
await summary.getByRole('button', { name: 'Write the order to the chart' }).click();
await summary.getByText('Recorded as an order in the chart').waitFor();
await picture(summary, 'referral-in-chart');
await summary.getByRole('link', { name: 'Letter to print' }).click();
await ready(summary);
await picture(summary, 'letter');

await schedule.goto(`${pair.ehr.url}/practice/chart/${pair.ehr.children['positive-spanish']}`);
await picture(schedule, 'ehr-chart', 1300);

await openInFrame(schedule, pair, 'on-track').then(ready);
await picture(schedule, 'in-the-ehr-frame');

const worklist = await openWorklist(schedule, pair);
await picture(worklist, 'worklist');

await signInAs(schedule, pair, 'admin');
const setUp = await context.newPage();
await setUp.goto(launchUrlFor(pair, 'unrecognised', { app: 'admin', user: 'admin' }));
await ready(setUp);
await picture(setUp, 'mapping-console', 1300);

await browser.close();
await pair.close();
