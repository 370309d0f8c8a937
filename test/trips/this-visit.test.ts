// What the family said in this visit: a screen declined, the one next step; and what stands of it the day after.
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dateWords } from '../../src/domain/date-words.ts';
import { filled, formOf, newBrowser, section } from '../support/browser.ts';
import { type RunningPair, startPair } from '../support/hearth.ts';
import {
  agreed,
  lineNameOf,
  lineOf,
  onSiteClinician,
  saidNoToday,
  summaryOf,
  toHandOff,
  writeHandOff,
} from '../support/this-visit.ts';
import { launchFor, posts, referralIdOf } from '../support/visit.ts';

const child = 'positive-spanish';
const now = new Date();
const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Chicago' }).format(now);

describe('What the family said', () => {
  let pair: RunningPair;
  beforeAll(async () => {
    pair = await startPair({ now: () => now });
  });
  afterAll(() => pair.close());

  it('no today is a plain fact with a name, taken back on the same day', async () => {
    const visit = await launchFor(pair, 'overdue');
    const name = lineNameOf(visit.page);
    const declined = await visit.browser.press(visit.page, saidNoToday);
    expect(declined.status).toBe(200);
    expect(lineOf(declined, name)).toMatch(
      new RegExp(`^– Declined .*Declined on ${today}.*Recorded by Dr. Paula Muster-Sample.*Take this back`),
    );
    const desk = await launchFor(pair, 'overdue', { app: 'coordinator' });
    const back = await desk.browser.press(desk.page, /^Take this back/);
    expect(lineOf(back, name)).toMatch(/^\S (Due|Overdue) .*The family said no today/);

    const again = await visit.browser.press(await summaryOf(visit), saidNoToday);
    expect(lineOf(again, name)).toMatch(/^– Declined/);
  });

  it('a no of one child is none of another’s, and no rule but the clinic’s own can be declined', async () => {
    const visit = await launchFor(pair, 'due');
    const form = formOf(visit.page, saidNoToday);
    expect(filled(form).get('ruleId')).toBeTruthy();
    for (const ruleId of ['no-such-rule', 'ma-behavioral', '', '__proto__'])
      expect((await visit.browser.press(visit.page, saidNoToday, { ruleId })).status).toBe(404);
    expect((await visit.browser.press(visit.page, saidNoToday, { do: 'erase' })).status).toBe(404);
    expect((await summaryOf(visit)).text).not.toMatch(/Recorded by/);
  });

  it('one next step is kept, shown with who and when, replaced, and stands in the next forms', async () => {
    const visit = await launchFor(pair, child);
    const save = 'Save the next step';
    const first = await visit.browser.press(visit.page, save, { nextStep: 'Grandmother reads with him' });
    expect(section(first, 'The one next step')).toMatch(
      new RegExp(
        `Grandmother reads with him.*Agreed with the family on ${dateWords(today)}, written by Dr. Paula`,
      ),
    );
    const second = await visit.browser.press(first, save, { nextStep: 'The clinic calls on Monday' });
    const card = section(second, 'The one next step');
    expect(card).toMatch(/The clinic calls on Monday/);
    expect(card).not.toMatch(/Grandmother/);
    const handOff = await visit.browser.follow(second, `Introduce the family to ${onSiteClinician}`);
    expect(filled(formOf(handOff, writeHandOff)).get('nextStep')).toBe('The clinic calls on Monday');
    const referral = await visit.browser.follow(second, /^Refer: /);
    expect(filled(formOf(referral, 'Review before anything is written')).get('nextStep')).toBe(
      'The clinic calls on Monday',
    );
  });

  it.each([
    ['empty', ' \r\n', 'Write the one next step'],
    ['too long', 'x'.repeat(301), 'Shorten this to 300'],
  ])(
    'a next step that is %s is shown again with the reason and what was typed',
    async (_, nextStep, words) => {
      const visit = await launchFor(pair, 'on-track');
      const again = await visit.browser.press(visit.page, 'Save the next step', { nextStep });
      expect(again.status).toBe(422);
      expect(again.text).toContain(words);
      if (nextStep.trim() !== '') expect(again.body).toContain(nextStep);
      const saved = await visit.browser.press(again, 'Save the next step', { nextStep: 'Read together' });
      expect(section(saved, 'The one next step')).toMatch(/Read together/);
      const undone = await visit.browser.press(saved, 'Take this next step back');
      expect(section(undone, 'The one next step')).toMatch(/None agreed yet/);
    },
  );

  it('a coordinator reads the next step and writes none', async () => {
    const visit = await launchFor(pair, 'home-visited');
    await visit.browser.press(visit.page, 'Save the next step', { nextStep: 'Visitor comes on Friday' });
    const desk = await launchFor(pair, 'home-visited', { app: 'coordinator' });
    expect(section(desk.page, 'The one next step')).toMatch(/Visitor comes on Friday/);
    expect(desk.page.root.querySelector('form[action*="/next-step"]')).toBeNull();
    const token = desk.page.root.querySelector('main input[name="_csrf"]')?.getAttribute('value') ?? '';
    const body = new URLSearchParams({ _csrf: token, do: 'save', nextStep: 'x' }).toString();
    const forged = await desk.browser.ask(`${desk.base}/next-step`, {
      method: 'POST',
      body,
      from: desk.page.url,
    });
    expect(forged.status).toBe(403);
    expect(forged.text).toMatch(/ROLE_FORBIDDEN/);
  });

  it('nothing of it stands in a log line', () => {
    const all = pair.logs.join('\n');
    for (const words of ['clinic calls on Monday', 'Grandmother', 'Visitor comes', 'Read together'])
      expect(all).not.toContain(words);
  });

  it('is not shown where the EHR does not show the child', async () => {
    const visit = await launchFor(pair, child, { browser: newBrowser() });
    pair.ehr.faults.set([{ path: /^\/fhir\/Patient/, status: 403 }]);
    const page = await summaryOf(visit);
    pair.ehr.faults.clear();
    expect(page.text).not.toMatch(/The clinic calls on Monday|Recorded by/);
  });
});

/** The same store a calendar day later: its clinic moved from the last zone of a day to the first of the next. */
describe('The day after', () => {
  let pair: RunningPair;
  let prepared: string;
  let ruleId: string;
  let name: string;
  const keys = [randomBytes(32).toString('base64')];
  const storeFile = join(mkdtempSync(join(tmpdir(), 'hearth-day-')), 'hearth.db');
  const openIn = (timeZone: string) =>
    startPair({
      keys,
      storeFile,
      now: () => now,
      configure: (raw) => ({
        ...raw,
        ehrs: (raw.ehrs as object[]).map((ehr) => ({ ...ehr, timeZone })),
      }),
    });
  beforeAll(async () => {
    const before = await openIn('Etc/GMT+12');
    const desk = await launchFor(before, child, { app: 'coordinator' });
    prepared = referralIdOf(
      await desk.browser.press(await toHandOff(desk), 'Prepare for a clinician', agreed),
    );
    const visit = await launchFor(before, 'overdue');
    name = lineNameOf(visit.page);
    ruleId = filled(formOf(visit.page, saidNoToday)).get('ruleId') ?? '';
    const declined = await visit.browser.press(visit.page, saidNoToday);
    expect(lineOf(declined, name)).toMatch(/Take this back/);
    const saved = await visit.browser.press(declined, 'Save the next step', { nextStep: 'Read together' });
    expect(saved.text).toMatch(/Take this next step back/);
    await before.close();
    pair = await openIn('Pacific/Kiritimati');
  });
  afterAll(() => pair.close());

  it('a prepared hand-off is confirmed by nobody: the family has gone home', async () => {
    const visit = await launchFor(pair, child);
    const page = await visit.browser.open(`${visit.base}/referrals/${prepared}`);
    const refused = await visit.browser.press(page, 'Confirm and write the order to the chart');
    expect(refused.status).toBe(409);
    expect(refused.text).toMatch(/meant for [A-Z][a-z]{2} \d{1,2}, \d{4}, while the family was here/);
    expect(posts(pair, 'ServiceRequest')).toEqual([]);
  });

  it('a no stands and is not taken back, on the page or posted', async () => {
    const visit = await launchFor(pair, 'overdue');
    expect(lineOf(visit.page, name)).toMatch(/^– Declined .*Recorded by Dr. Paula/);
    expect(visit.page.text).not.toMatch(/Take this back/);
    const posted = await visit.browser.press(visit.page, saidNoToday, { do: 'undo', ruleId });
    expect(posted.status).toBe(200);
    expect(lineOf(posted, name)).toMatch(/^– Declined/);
  });

  it('the next step stands, and is replaced, not taken back', async () => {
    const visit = await launchFor(pair, 'overdue');
    expect(section(visit.page, 'The one next step')).toMatch(/Read together/);
    expect(visit.page.text).not.toMatch(/Take this next step back/);
    const posted = await visit.browser.press(visit.page, 'Save the next step', { do: 'undo' });
    expect(section(posted, 'The one next step')).toMatch(/Read together/);
  });
});
