// What the schedule promises of a child, and what a page says to do, as a person reads them.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { section } from '../support/browser.ts';
import { type RunningPair, startPair } from '../support/hearth.ts';
import { launchFor } from '../support/visit.ts';

let pair: RunningPair;
beforeAll(async () => {
  pair = await startPair({ configure: (raw) => ({ ...raw, limits: { chartDeadlineMs: 700 } }) });
});
afterEach(() => pair.ehr.faults.clear());
afterAll(() => pair.close());

describe('The summary', () => {
  it('calls the overdue child of the schedule overdue', async () => {
    const { page } = await launchFor(pair, 'overdue');
    expect(section(page, 'Today')).toMatch(/Overdue\s+Behavioral/);
  });

  it('points to the strip where an unreviewed safety answer keeps the next steps back', async () => {
    const { page } = await launchFor(pair, 'epds-self-harm');
    expect(section(page, 'Next steps')).toMatch(/First see “Review before you go on”/);
    expect(section(page, 'Next steps')).not.toMatch(/None is suggested/);
  });

  it('keeps a concern and the weeks at birth while an answer is reviewed', async () => {
    const { browser, base } = await launchFor(pair, 'epds-self-harm');
    const page = await browser.open(`${base}/summary?concern=yes&bornAtWeeks=30&bornAtDays=4`);
    const again = await browser.press(page, 'I have reviewed this', { plan: ' ' });
    expect(again.text).toMatch(/Write your plan/);
    const reviewed = await browser.press(again, 'I have reviewed this', { plan: 'I call her today.' });
    expect(reviewed.url).toMatch(/\/summary\?concern=yes&bornAtWeeks=30&bornAtDays=4$/);
    expect(section(reviewed, 'Today')).toMatch(/born at 30 weeks 4 days/);
  });

  it('says what to do when the EHR does not answer, and offers to try again', async () => {
    pair.ehr.faults.set([{ path: /\/fhir\/[A-Z]/, hang: true }]);
    const { page, browser } = await launchFor(pair, 'on-track');
    expect(page.text).toMatch(/did not answer in time/);
    pair.ehr.faults.clear();
    const again = await browser.follow(page, 'Try again');
    expect(section(again, 'Today')).toMatch(/Done/);
  });
});
