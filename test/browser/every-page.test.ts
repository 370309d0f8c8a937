// Every page and state, at 1280 and 320 px: axe-core finds nothing, no text is below 7:1, nothing scrolls sideways.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { syntheticChildren } from '../../fixtures/children/children.ts';
import { clinicDay } from '../../fixtures/sandbox-ehr/clinic-day.ts';
import type { Fault } from '../../fixtures/sandbox-ehr/index.ts';
import { type RunningPair, startPair } from '../support/hearth.ts';
import { type Desk, frameOf, newDesk, openChromium } from './browser.ts';
import { expectGoodPage } from './look-at.ts';
import {
  answerTheForm,
  openInWindow,
  openWorklist,
  ready,
  referToFirstMatch,
  signInAs,
} from './practice-day.ts';

const path = inject('chromium');
const children = syntheticChildren(clinicDay(new Date(), 'America/Chicago')).map(({ key }) => key);
const order = /^\/fhir\/ServiceRequest\?|^\/fhir\/ServiceRequest$/;

describe.skipIf(path === null)('Every page, for every eye and at every width', () => {
  let browser: Browser;
  let pair: RunningPair;
  let desk: Desk;
  let page: Page;

  beforeAll(async () => {
    browser = await openChromium(path ?? '');
    pair = await startPair();
    desk = await newDesk(browser);
    page = await desk.context.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await pair?.close();
  });

  /** Does this in a window opened for this child, and closes it. */
  const withChild = async (
    key: string,
    act: (opened: Page, base: string) => Promise<void>,
  ): Promise<void> => {
    const opened = await openInWindow(page, pair, key);
    await act(opened, opened.url().replace(/\/summary.*$/, ''));
    await opened.close();
  };

  it.each(children)('summary of %s', (key) =>
    withChild(key, async (opened) => {
      await expectGoodPage(opened, 'summary');
    }),
  );

  it.each([
    ['refused', { path: /^\/fhir\/(QuestionnaireResponse|Observation)\b/, status: 403 }],
    ['broken', { path: /^\/fhir\/(?!metadata|\.well-known)/, method: 'GET', status: 500 }],
  ] as const)('summary with gaps: reads %s', async (_name, fault) => {
    pair.ehr.faults.set([fault]);
    await withChild('positive-spanish', async (opened) => {
      expect(await opened.getByRole('main').innerText()).toMatch(/could not be read/);
      await expectGoodPage(opened, 'summary with gaps');
    });
    pair.ehr.faults.clear();
  });

  it.each(['family', 'program', 'practice'])('consultants of the %s track, and one listing', (track) =>
    withChild('home-visited', async (opened, base) => {
      await opened.goto(`${base}/consultants?track=${track}`);
      await expectGoodPage(opened, `consultants, ${track}`);
      if (track === 'family') return;
      await opened
        .getByRole('link', { name: /^How to reach them: / })
        .first()
        .click();
      await ready(opened);
      await expectGoodPage(opened, `listing, ${track}`);
    }),
  );

  it('consultants when nothing fits', () =>
    withChild('teen-phq9', async (opened, base) => {
      await opened.goto(`${base}/consultants?track=family&need=home-visiting&language=zh`);
      await expectGoodPage(opened, 'no match');
    }));

  it('the form fresh and with faults, the review, the order in the chart, the hand-off, the letter', () =>
    withChild('positive-spanish', async (opened) => {
      await opened
        .getByRole('link', { name: /^Refer: / })
        .first()
        .click();
      await ready(opened);
      await expectGoodPage(opened, 'form');
      await opened.getByRole('button', { name: 'Review before anything is written' }).click();
      await opened.getByRole('alert').waitFor();
      await expectGoodPage(opened, 'form with faults');
      await answerTheForm(opened);
      await opened.getByRole('button', { name: 'Review before anything is written' }).click();
      await opened.getByRole('heading', { level: 1, name: /^Review/ }).waitFor();
      await expectGoodPage(opened, 'review');
      await opened.getByRole('button', { name: 'Write the order to the chart' }).click();
      await opened.getByText('Recorded as an order in the chart').waitFor();
      await expectGoodPage(opened, 'in the chart');
      await opened.getByRole('button', { name: 'Record the hand-off' }).click();
      await opened.getByText(/Handed to the program on/).waitFor();
      await expectGoodPage(opened, 'handed to the program');
      await opened.getByRole('link', { name: 'Letter to print' }).click();
      await ready(opened);
      await expectGoodPage(opened, 'letter');
      await opened.goBack();
      await opened.getByText('The family withdraws its consent').click();
      await opened.getByRole('button', { name: 'Record that consent was withdrawn' }).click();
      await opened.getByText('Consent withdrawn', { exact: false }).first().waitFor();
      await expectGoodPage(opened, 'consent withdrawn');
    }));

  it('a warm hand-off fresh, with faults and met; a screen declined, and a next step left empty', () =>
    withChild('due', async (opened, base) => {
      await opened
        .getByRole('button', { name: /^The family said no today/ })
        .first()
        .click();
      await opened
        .getByRole('button', { name: /^Take this back/ })
        .first()
        .waitFor();
      await expectGoodPage(opened, 'declined');
      await opened.locator('#nextStep').fill(' ');
      await opened.getByRole('button', { name: 'Save the next step' }).click();
      await opened.getByRole('alert').waitFor();
      await expectGoodPage(opened, 'next step not saved');
      await opened.goto(`${base}/hand-off?to=ecmh-clinician`);
      await expectGoodPage(opened, 'hand-off');
      await opened.getByRole('button', { name: 'Write the hand-off to the chart' }).click();
      await opened.getByRole('alert').waitFor();
      await expectGoodPage(opened, 'hand-off with faults');
      await opened.getByLabel('A parent').check();
      await opened.getByRole('button', { name: 'Write the hand-off to the chart' }).click();
      await opened.getByText('Recorded as an order in the chart').waitFor();
      await expectGoodPage(opened, 'handed to somebody on site');
    }));

  // Each on another child: a delivery that waits holds back what comes after it.
  it.each<[string, string, RegExp, Fault[]]>([
    ['writing', 'sibling-a', /Saved, writing to the chart/, [{ method: 'POST', path: order, status: 503 }]],
    ['refused', 'overdue', /Refused by the EHR/, [{ method: 'POST', path: order, status: 422 }]],
    ['not in the EHR', 'preterm', /Not in the EHR/, [{ method: 'POST', path: order, status: 405 }]],
    [
      'waiting for a new launch',
      'two-thousand',
      /Needs you to open the app again/,
      [{ method: 'POST', path: order, status: 401 }],
    ],
    [
      'unconfirmed',
      'massachusetts',
      /Unconfirmed/,
      [
        { method: 'POST', path: order, dropAfter: true },
        { method: 'GET', path: /^\/fhir\/ServiceRequest\?.*identifier/, status: 503 },
      ],
    ],
  ])('a referral that is %s', async (name, key, words, faults) => {
    await withChild(key, async (opened, base) => {
      pair.ehr.faults.set(faults);
      await opened.goto(`${base}/consultants?track=family&need=parent-support`);
      await referToFirstMatch(opened);
      const state = opened.getByRole('region', { name: 'Where it stands' }).filter({ hasText: words });
      // The page tells the truth whenever one looks: the delivery goes on behind it.
      for (let look = 0; look < 40 && !(await state.isVisible()); look += 1) {
        await opened.waitForTimeout(250);
        await opened.reload();
      }
      expect(await opened.getByRole('region', { name: 'Where it stands' }).innerText()).toMatch(words);
      await expectGoodPage(opened, name);
      pair.ehr.faults.clear();
    });
  });

  it('what a coordinator prepares, the worklist, and the clinician’s confirmation', async () => {
    const theirs = await newDesk(browser);
    const coordinator = await theirs.context.newPage();
    await signInAs(coordinator, pair, 'coordinator');
    const opened = await openInWindow(coordinator, pair, 'sibling-b');
    await expectGoodPage(opened, 'summary for a coordinator');
    await opened.goto(`${opened.url().replace(/\/summary.*$/, '')}/consultants?track=family&need=playgroup`);
    await opened
      .getByRole('link', { name: /^Prepare: / })
      .first()
      .click();
    await ready(opened);
    await answerTheForm(opened);
    await opened.getByRole('button', { name: 'Review before anything is written' }).click();
    await opened.getByRole('button', { name: 'Prepare for a clinician' }).click();
    await opened.getByText('Prepared: waiting for a clinician').waitFor();
    await expectGoodPage(opened, 'prepared');
    await expectGoodPage(await openWorklist(coordinator, pair), 'worklist');
    expect(theirs.complaints).toEqual([]);
    await theirs.context.close();
    await withChild('sibling-b', async (clinician) => {
      await expectGoodPage(clinician, 'summary with a prepared referral');
      const soFar = clinician.getByRole('region', { name: 'Referrals so far' });
      await soFar.getByRole('link').first().click();
      await clinician.getByRole('button', { name: /^Confirm/ }).waitFor();
      await expectGoodPage(clinician, 'to be confirmed');
    });
  });

  it('the words for everything that goes wrong', async () => {
    const stranger = await newDesk(browser);
    const tab = await stranger.context.newPage();
    const iss = encodeURIComponent(pair.ehr.fhirBase);
    for (const [name, address, words] of [
      ['unknown issuer', '/launch?iss=https%3A%2F%2Fehr.example&launch=x', /not registered/],
      ['missing cookie', `/launch?iss=${iss}&launch=x&cookie-tried=1`, /did not keep/],
      ['foreign answer', '/callback?code=x&state=y', /./],
      ['expired session', '/launches/00000000-0000-4000-8000-000000000000/summary', /session has ended/],
      ['not found', '/no-such-page', /no such page/],
    ] as const) {
      await tab.goto(`${pair.origin}${address}`);
      expect(await tab.getByRole('heading', { level: 1 }).innerText()).toMatch(words);
      await expectGoodPage(tab, name);
    }
    await stranger.context.close();
  });

  it('what was typed stays on the page when the session has ended', async () => {
    const later = await newDesk(browser);
    const opened = await openInWindow(await later.context.newPage(), pair, 'positive-spanish');
    await opened
      .getByRole('link', { name: /^Refer: / })
      .first()
      .click();
    await answerTheForm(opened);
    await later.context.clearCookies();
    await opened.getByRole('button', { name: 'Review before anything is written' }).click();
    await opened.getByText('Ms. Rivera calls on Monday morning').waitFor();
    await expectGoodPage(opened, 'typed and kept');
    await later.context.close();
  });

  it('the moment of opening, and the goodbye', async () => {
    const framed = await newDesk(browser);
    const tab = await framed.context.newPage();
    // The probe sends itself at once; held here, it stays in sight.
    await framed.context.route('**/launch/continue/**', (route) => route.fulfill({ status: 204 }));
    await tab.goto(`${pair.ehr.url}/`);
    await tab.getByRole('link', { name: /in a frame for Mateo/ }).click();
    const probe = await frameOf(tab, pair.origin);
    await probe.getByRole('heading', { name: /Opening Hearth/ }).waitFor();
    const { axeFindings, sidewaysBy } = await import('./axe.ts');
    expect(await axeFindings(probe)).toEqual([]);
    await tab.setViewportSize({ width: 320, height: 640 });
    expect(await sidewaysBy(probe)).toEqual([]);
    await framed.context.close();
    await withChild('on-track', async (opened) => {
      await opened.getByRole('button', { name: 'Close Hearth' }).click();
      await opened.getByRole('heading', { name: 'Hearth is closed' }).waitFor();
      await expectGoodPage(opened, 'goodbye');
    });
  });

  it('the practice EHR’s own pages', async () => {
    const own = await newDesk(browser);
    const tab = await own.context.newPage();
    await tab.goto(`${pair.ehr.url}/`);
    await expectGoodPage(tab, 'schedule');
    await tab.goto(`${pair.ehr.url}/practice/chart/${pair.ehr.children['positive-spanish']}`);
    await expectGoodPage(tab, 'chart');
    await tab.goto(`${pair.ehr.url}/`);
    await tab.getByRole('link', { name: /in a frame for Mateo/ }).click();
    await ready(await frameOf(tab, pair.origin));
    await expectGoodPage(tab, 'frame page');
    await signInAs(tab, pair, 'coordinator');
    await expectGoodPage(tab, 'schedule for a coordinator');
    expect(own.complaints).toEqual([]);
    await own.context.close();
  });

  it('on all these pages the browser logged no error and no policy violation', () => {
    expect(desk.complaints).toEqual([]);
  });
});
