// What people do at the practice, step by step, in their own browser: used by every browser test and by the screenshots.
import type { Frame, Locator, Page } from 'playwright-core';
import type { RunningPair } from '../support/hearth.ts';
import { frameOf, windowOpenedBy } from './browser.ts';

export type View = Page | Frame;

const nameOf = (pair: RunningPair, childKey: string): string => {
  const patient = pair.ehr.get('Patient', pair.ehr.children[childKey] ?? '');
  if (patient?.resourceType !== 'Patient') throw new Error(`no synthetic child ${childKey}`);
  const name = patient.name?.[0];
  return [...(name?.given ?? []), name?.family].filter(Boolean).join(' ');
};

const row = (page: Page, pair: RunningPair, childKey: string): Locator =>
  page.locator(
    `a[href*="patient=${pair.ehr.children[childKey]}"], a[href$="/chart/${pair.ehr.children[childKey]}"]`,
  );

/** From the schedule: the frame, as an EHR shows an app. */
export const openInFrame = async (page: Page, pair: RunningPair, childKey: string): Promise<Frame> => {
  await page.goto(`${pair.ehr.url}/`);
  await page
    .getByRole('link', { name: `Open Hearth in a frame for ${nameOf(pair, childKey)}`, exact: true })
    .click();
  return frameOf(page, pair.origin);
};

/** From the schedule: a window of its own. */
export const openInWindow = async (page: Page, pair: RunningPair, childKey: string): Promise<Page> => {
  await page.goto(`${pair.ehr.url}/`);
  const link = row(page, pair, childKey).filter({ hasText: 'in a window' });
  const opened = await windowOpenedBy(page, () => link.click());
  await opened.locator('main[data-ready]').waitFor();
  return opened;
};

/** Signs in as one of the practice's people. */
export const signInAs = async (page: Page, pair: RunningPair, user: string): Promise<void> => {
  await page.goto(`${pair.ehr.url}/`);
  await page.getByLabel('You are').selectOption(user);
  await page.getByRole('button', { name: 'Change' }).click();
};

export const openWorklist = async (page: Page, pair: RunningPair): Promise<Page> => {
  await signInAs(page, pair, 'coordinator');
  const link = page.locator('a[href^="/practice/launch?app=coordinator"]').first();
  const opened = await windowOpenedBy(page, () => link.click());
  await opened.locator('main[data-ready]').waitFor();
  return opened;
};

export const ready = (view: View): Promise<void> => view.locator('main[data-ready]').waitFor();

/** On the form: what the family said, and its consent. */
export const answerTheForm = async (view: View): Promise<void> => {
  await view.getByLabel('Who the parent is, for this need').selectOption('mother');
  await view.getByRole('radio', { name: 'With care, as said below' }).check();
  await view.getByRole('checkbox', { name: 'No voicemail' }).check();
  await view.getByLabel('Safe hours').fill('weekdays 9 to 12');
  await view.getByLabel('The one next step you agreed on').fill('Ms. Rivera calls on Monday morning');
  // A second referral to the same place has to be meant.
  const again = view.getByRole('checkbox', { name: /^Refer again/ });
  if (await again.isVisible()) await again.check();
  await view.getByRole('checkbox', { name: /^The family agrees/ }).check();
  await view.getByLabel('Who agreed').fill('mother');
};

/** From a summary to the sent referral: first match, family asked, consent, review, written. */
export const referToFirstMatch = async (view: View): Promise<void> => {
  await view
    .getByRole('link', { name: /^Refer: / })
    .first()
    .click();
  await view.getByRole('heading', { level: 1, name: /^Referral: / }).waitFor();
  await answerTheForm(view);
  await view.getByRole('button', { name: 'Review before anything is written' }).click();
  await view.getByRole('heading', { level: 1, name: /^Review/ }).waitFor();
  await view.getByRole('button', { name: 'Write the order to the chart' }).click();
  await view.getByRole('heading', { level: 1, name: /^Referral to / }).waitFor();
};
