// Bad input while an order is written: never a second order, nothing typed lost, and a page that tells what is true.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ServiceRequest } from 'fhir/r4.js';
import type { Browser, Page } from '../support/browser.ts';
import { type RunningPair, startPair } from '../support/hearth.ts';
import {
  launchFor,
  patientOf,
  posts,
  refer,
  referralIdOf,
  sendButton,
  toReview,
  until,
  written,
} from '../support/visit.ts';

const child = 'positive-spanish';
const order = /^\/fhir\/ServiceRequest(\?|$)/;

/** The referral's page, asked again until it says so. */
const lookAgain = (browser: Browser, page: Page, words: RegExp, withinMs?: number): Promise<Page> =>
  until(
    () => browser.open(page.url),
    (now) => words.test(now.text),
    withinMs,
  );

describe('An order that meets trouble on its way', () => {
  let pair: RunningPair;
  beforeAll(async () => {
    pair = await startPair({
      configure: (raw) => ({ ...raw, limits: { chartDeadlineMs: 2_000, outboxEveryMs: 50 } }),
    });
  });
  afterAll(() => pair.close());
  beforeEach(() => {
    pair.ehr.faults.clear();
    pair.ehr.traffic.clear();
    pair.ehr.accessTokenTtlSeconds = 3_600;
  });

  it('is never written twice when the EHR stores it and dies before answering', async () => {
    pair.ehr.faults.set([{ method: 'POST', path: order, dropAfter: true, times: 1 }]);
    const visit = await launchFor(pair, child);
    const sent = await refer(visit);
    const id = referralIdOf(sent);
    expect(sent.text).toMatch(/Unconfirmed: looking for it in the chart/);
    expect(sent.text).toMatch(/Hearth is looking whether it was stored before it does anything else/);
    expect(sent.text).not.toMatch(/Recorded as an order/);

    const settled = await lookAgain(visit.browser, sent, /Recorded as an order in the chart/);
    expect(settled.text).toMatch(/Recorded as an order in the chart/);
    expect(posts(pair, 'ServiceRequest')).toHaveLength(1);
    expect(posts(pair, 'ServiceRequest')[0]).toMatchObject({ dropped: true });
    const looked = pair.ehr.traffic
      .to('/fhir/ServiceRequest')
      .filter(({ method, url }) => method === 'GET' && url.includes(id));
    expect(looked).toHaveLength(1);
    const orders = written(pair, 'ServiceRequest', id);
    expect(orders).toHaveLength(1);
    expect(written(pair, 'Task', id).map(({ focus }) => focus?.reference)).toEqual([
      `ServiceRequest/${orders[0]?.id}`,
    ]);
    expect(written(pair, 'Provenance', id)).toHaveLength(1);
  }, 30_000);

  it('stays unconfirmed, in words, where the EHR dies and then refuses to be searched', async () => {
    const visit = await launchFor(pair, child);
    const review = await toReview(visit);
    pair.ehr.traffic.clear();
    pair.ehr.faults.set([
      { method: 'POST', path: order, dropAfter: true, times: 1 },
      { method: 'GET', path: order, status: 403 },
    ]);
    const sent = await visit.browser.press(review, sendButton);
    const settled = await lookAgain(visit.browser, sent, /Unconfirmed: check the chart/);
    expect(settled.text).toMatch(/Look in the chart; Hearth will not write it again by itself/);
    expect(posts(pair, 'ServiceRequest')).toHaveLength(1);
    expect(posts(pair, 'Task')).toEqual([]);
    expect(written(pair, 'ServiceRequest', referralIdOf(sent))).toHaveLength(1);
  }, 30_000);

  it.each(['Task', 'Provenance'] as const)(
    'finds its %s again when only that answer was lost',
    async (type) => {
      pair.ehr.faults.set([
        { method: 'POST', path: new RegExp(`^/fhir/${type}`), dropAfter: true, times: 1 },
      ]);
      const visit = await launchFor(pair, child);
      const sent = await refer(visit);
      const id = referralIdOf(sent);
      await until(
        () => written(pair, 'Provenance', id),
        (all) => all.length > 0,
      );
      const settled = await lookAgain(visit.browser, sent, /Recorded as an order in the chart/);
      expect(settled.text).toMatch(/Recorded as an order in the chart/);
      for (const each of ['ServiceRequest', 'Task', 'Provenance'] as const) {
        expect(posts(pair, each)).toHaveLength(1);
        expect(written(pair, each, id)).toHaveLength(1);
      }
    },
    30_000,
  );

  it('waits, saved, while the EHR is down, and arrives once when it is back', async () => {
    pair.ehr.faults.set([{ method: 'POST', path: order, status: 503, times: 2 }]);
    const visit = await launchFor(pair, child);
    const sent = await refer(visit);
    expect(sent.text).toMatch(/Saved, writing to the chart/);
    expect(sent.text).toMatch(/It is saved and cannot be lost/);
    const settled = await lookAgain(visit.browser, sent, /Recorded as an order in the chart/, 15_000);
    expect(settled.text).toMatch(/Recorded as an order in the chart/);
    expect(written(pair, 'ServiceRequest', referralIdOf(sent))).toHaveLength(1);
  }, 30_000);

  it('ends on the letter when the EHR refuses the write (403)', async () => {
    pair.ehr.faults.set([{ method: 'POST', path: /^\/fhir\//, status: 403 }]);
    const visit = await launchFor(pair, child);
    const sent = await refer(visit);
    expect(sent.text).toMatch(/Not in the EHR: print or paste/);
    expect(sent.text).toMatch(/Print the letter or paste its text into the chart/);
    expect(posts(pair, 'ServiceRequest')).toHaveLength(1);
    expect(written(pair, 'ServiceRequest', referralIdOf(sent))).toEqual([]);
    const letter = await visit.browser.follow(sent, 'Letter to print');
    expect(letter.text).toMatch(/Referral for .*Mateo Rivera-Ejemplo/);
  });

  it('ends as refused, with the EHR’s reason and no retry, when the EHR calls it invalid (422)', async () => {
    pair.ehr.faults.set([
      {
        method: 'POST',
        path: order,
        status: 422,
        body: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'business-rule' }] },
      },
    ]);
    const visit = await launchFor(pair, child);
    const sent = await refer(visit);
    expect(sent.text).toMatch(/Refused by the EHR: HTTP 422: business-rule/);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(posts(pair, 'ServiceRequest')).toHaveLength(1);
  });

  it('keeps what was typed and asks to open the app again when the token was revoked before the review', async () => {
    const visit = await launchFor(pair, child);
    const form = await visit.browser.follow(visit.page, /^Refer: /);
    pair.ehr.revokeTokens();
    const page = await visit.browser.press(form, 'Review before anything is written', {
      reason: 'The family asks for help with evenings',
      note: 'Grandmother picks the child up',
      consentAgreed: 'yes',
      consentBy: 'mother',
    });
    expect(page.status).toBe(401);
    expect(page.text).toMatch(/Code: SESSION_EXPIRED/);
    expect(page.text).toMatch(/Open Hearth again from the child’s chart/);
    expect(page.text).toMatch(/The family asks for help with evenings/);
    expect(page.text).toMatch(/Grandmother picks the child up/);
    expect(posts(pair, 'ServiceRequest')).toEqual([]);
  });

  it('is saved when the token was revoked before sending, and goes on after the next launch', async () => {
    const visit = await launchFor(pair, child);
    const review = await toReview(visit);
    pair.ehr.revokeTokens();
    const sent = await visit.browser.press(review, sendButton);
    const id = referralIdOf(sent);
    expect(sent.text).toMatch(/Needs you to open the app again/);
    expect(sent.text).toMatch(/It is saved\. When you open Hearth again for this child, it goes on/);
    // The EHR does not let this access see the child any more, so neither name nor birth date is shown.
    expect(sent.body).not.toMatch(/Mateo|Rivera/);
    expect(written(pair, 'ServiceRequest', id)).toEqual([]);
    const back = await launchFor(pair, child, { browser: visit.browser });
    const page = await back.browser.open(`${back.base}/referrals/${id}`);
    const settled = await lookAgain(back.browser, page, /Recorded as an order in the chart/);
    expect(settled.text).toMatch(/Recorded as an order in the chart/);
    expect(written(pair, 'ServiceRequest', id)).toHaveLength(1);
  }, 30_000);

  it('is shown as saved, without the child, while the EHR cannot be reached at all', async () => {
    const visit = await launchFor(pair, 'home-visited');
    const review = await toReview(visit);
    pair.ehr.faults.set([{ path: /^\/fhir\//, dropBefore: true }]);
    const sent = await visit.browser.press(review, sendButton);
    expect(sent.status).toBe(200);
    // The chart could not be asked whether it still stands, so nothing was sent: this is no unknown fate.
    expect(sent.text).toMatch(/Saved, writing to the chart/);
    expect(sent.body).not.toMatch(/Amir|Hogar/);
    expect(posts(pair, 'ServiceRequest')).toHaveLength(0);
  });

  it('goes to the child of its own launch, whatever was opened since', async () => {
    const first = await launchFor(pair, child);
    const review = await toReview(first);
    const second = await launchFor(pair, 'mchat-follow-up', { browser: first.browser });
    expect(second.page.text).not.toMatch(/Rivera/);
    const sent = await first.browser.press(review, sendButton);
    const id = referralIdOf(sent);
    const [only, ...others] = written(pair, 'ServiceRequest', id);
    expect(others).toEqual([]);
    expect(only?.subject.reference).toBe(`Patient/${patientOf(pair, child)}`);
    const ofOther = pair.ehr
      .all('ServiceRequest')
      .filter(
        (one) =>
          (one as ServiceRequest).subject.reference === `Patient/${patientOf(pair, 'mchat-follow-up')}`,
      );
    expect(ofOther).toEqual([]);
    // The other child's launch does not know the number at all.
    const strange = await first.browser.open(`${second.base}/referrals/${id}`);
    expect(strange.status).toBe(404);
    expect(strange.body).not.toMatch(/Rivera|Mateo/);
  });

  it('renews a short-lived token once, however many pages ask, and with the rotated refresh token next time', async () => {
    // Three seconds longer than the margin Hearth renews within.
    pair.ehr.accessTokenTtlSeconds = 33;
    const visit = await launchFor(pair, child);
    const refreshes = () =>
      pair.ehr.traffic.to('/auth/token').filter(({ body }) => body.includes('grant_type=refresh_token'));
    for (const round of [1, 2]) {
      await new Promise((resolve) => setTimeout(resolve, 3_300));
      const five = await Promise.all([1, 2, 3, 4, 5].map(() => visit.browser.open(visit.page.url)));
      for (const page of five) expect(page.text).toMatch(/Above the cut-off/);
      expect(refreshes()).toHaveLength(round);
    }
    const used = refreshes().map(({ body }) => new URLSearchParams(body).get('refresh_token'));
    expect(used[1]).not.toBe(used[0]);
    expect(refreshes().every(({ status }) => status === 200)).toBe(true);
  });
});

describe('An EHR that offers or grants no writing', () => {
  it.each([
    ['the launch granted no order', 'patient/ServiceRequest.c '],
    ['the launch granted no writing at all', /patient\/(ServiceRequest|Task|Provenance)\.c ?/g],
  ])('ends on the letter without trying when %s', async (_words, left) => {
    const pair = await startPair({
      configure: (raw) => {
        for (const { apps } of (raw as { ehrs: { apps: { scopes: string }[] }[] }).ehrs)
          for (const app of apps) app.scopes = app.scopes.replace(left, '');
        return raw;
      },
    });
    try {
      const visit = await launchFor(pair, child);
      expect(visit.page.text).toMatch(/Above the cut-off/);
      const sent = await refer(visit);
      expect(sent.text).toMatch(/Not in the EHR: print or paste/);
      expect(posts(pair, 'ServiceRequest')).toEqual([]);
    } finally {
      await pair.close();
    }
  });
});
