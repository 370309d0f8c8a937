// The referral room where things go wrong: a no while the EHR is down, a plan too long, a second referral by habit.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { filled, formOf } from '../support/browser.ts';
import { type RunningPair, startPair } from '../support/hearth.ts';
import { launchFor, posts, refer, sendButton, toReview, referralIdOf, written } from '../support/visit.ts';

const child = 'positive-spanish';
const down = [{ path: /^\/fhir\//, status: 503 }];
const withdraw = 'Record that consent was withdrawn';

describe('The referral room', () => {
  let pair: RunningPair;
  beforeAll(async () => {
    pair = await startPair({ configure: (raw) => ({ ...raw, limits: { chartDeadlineMs: 2_000 } }) });
  });
  afterAll(() => pair.close());
  beforeEach(() => pair.ehr.faults.clear());

  it('saves that consent was withdrawn while the EHR is down, and says where to cancel the order', async () => {
    const visit = await launchFor(pair, child);
    const sent = await refer(visit);
    pair.ehr.faults.set(down);
    const gone = await visit.browser.press(sent, withdraw);
    expect(gone.status).toBe(200);
    expect(gone.text).toMatch(/Consent withdrawn/);
    expect(gone.text).toMatch(/look there and cancel it/);
    pair.ehr.faults.clear();
    const letter = await visit.browser.follow(gone, 'Letter to print');
    expect(letter.text).toMatch(/Do not send: consent withdrawn on [A-Z][a-z]{2} \d/);
    const download = await visit.browser.open(`${gone.url}/fhir`);
    expect(download.status).toBe(409);
    expect(download.text).toMatch(/consent no longer holds/);
    expect(download.headers['content-disposition']).toBeUndefined();
  });

  it('names the referral that stands already, and sends a second one only on purpose', async () => {
    const visit = await launchFor(pair, child);
    const first = await refer(visit);
    const review = await toReview(visit, { again: null });
    expect(review.status).toBe(422);
    expect(review.text).toMatch(/already referred there for this on/);
    const named = await toReview(visit);
    expect(named.text).toMatch(/already referred there for this on/);
    pair.ehr.traffic.clear();
    const refused = await visit.browser.press(named, sendButton, { again: null });
    expect(refused.status).toBe(422);
    expect(posts(pair, 'ServiceRequest')).toEqual([]);
    const second = await visit.browser.press(named, sendButton);
    expect(second.status).toBe(200);
    expect(referralIdOf(second)).not.toBe(referralIdOf(first));
  });

  it('shows on the referral’s page everything that was confirmed', async () => {
    const visit = await launchFor(pair, child);
    const sent = await refer(visit, {
      note: 'Ring twice\r\nand\u0007 wait',
      interpreterNeeded: 'yes',
      consentUntil: '2027-06-30',
      targetDate: new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10),
    });
    for (const words of [
      /Ring twice and wait/,
      /The family is called on Monday morning/,
      /Interpreter Needed/,
      /no voicemail; weekdays 9 to 12/,
      /parent: mother/,
      /until Jun 30, 2027/,
    ])
      expect(sent.text).toMatch(words);
    expect(JSON.stringify(sent.body)).not.toContain('\u0007');
  });

  it('says what the chart says of an order that was revoked there, and of no other', async () => {
    const visit = await launchFor(pair, child);
    const id = referralIdOf(await refer(visit));
    const [order] = written(pair, 'ServiceRequest', id);
    if (!order) throw new Error('no order was written');
    expect((await visit.browser.open(`${visit.base}/summary`)).text).not.toMatch(/The chart says/);
    pair.ehr.put({ ...order, status: 'revoked' });
    const summary = await visit.browser.open(`${visit.base}/summary`);
    expect(summary.text).toMatch(/The chart says: revoked/);
    expect(summary.text).not.toMatch(/the chart no longer shows it/);
    pair.ehr.put({ ...order, identifier: [] });
    const without = await visit.browser.open(`${visit.base}/summary`);
    expect(without.text).toMatch(/the chart no longer shows it/);
  });

  it('sends the reviewed results and no others', async () => {
    const visit = await launchFor(pair, child);
    const review = await toReview(visit);
    pair.ehr.traffic.clear();
    const other = await visit.browser.press(review, sendButton, { attachments: 'Observation/not-reviewed' });
    expect(posts(pair, 'ServiceRequest')).toEqual([]);
    expect(other.text).toMatch(/not one of this child’s any more/);
  });

  it('keeps every field of the form on the page when the session is over', async () => {
    const visit = await launchFor(pair, child);
    const review = await toReview(visit, { consentUntil: '2027-06-30' });
    visit.browser.cookies.clear();
    const lost = await visit.browser.press(review, sendButton);
    for (const words of [/Consent until 2027-06-30/, /With what authority parent/, /No voicemail yes/])
      expect(lost.text).toMatch(words);
  });

  it('asks for the plan first, then gives the lines, and folds the words', async () => {
    const { page } = await launchFor(pair, 'epds-self-harm');
    const at = ['Before this visit ends', 'name="plan"', 'Crisis lines here', '988', 'What to say'].map(
      (one) => page.body.indexOf(one),
    );
    expect(at[0]).toBeGreaterThan(0);
    expect(at).toEqual(at.toSorted((one, other) => one - other));
  });

  it('never sends a crisis through the directory or a form, by whatever address', async () => {
    const visit = await launchFor(pair, 'epds-self-harm');
    expect(visit.page.body).not.toMatch(/need=crisis|kind=crisis/);
    for (const at of [
      'consultants?need=crisis',
      'consultants?need=crisis&track=program',
      'referrals/new?consultant=anyone&kind=crisis',
    ]) {
      const page = await visit.browser.open(`${visit.base}/${at}`);
      expect(page.status).toBe(200);
      expect(page.text).toMatch(/A crisis is met today, not referred/);
      expect(page.text).toMatch(/988/);
      expect(page.text).not.toMatch(/Please begin by|consent|Maternal/i);
      expect(page.body).not.toMatch(/referrals\/new/);
    }
    const near = await visit.browser.open(`${visit.base}/summary?need=crisis`);
    expect(near.body).not.toMatch(/kind=crisis/);
    const list = await visit.browser.open(`${visit.base}/consultants`);
    expect(list.body).not.toMatch(/value="crisis"/);
  });

  it.each([
    ['empty', '  \r\n ', 'Write your plan'],
    ['too long', 'x'.repeat(1_001), 'Shorten your plan'],
  ])('shows a plan that is %s again with the reason and what was typed', async (_, plan, words) => {
    const visit = await launchFor(pair, 'epds-self-harm');
    const again = await visit.browser.press(visit.page, 'I have reviewed this', { plan });
    expect(again.status).toBe(422);
    expect(again.text).toContain(words);
    if (plan.trim() !== '') expect(again.body).toContain(plan);
    const ends = `${'x'.repeat(899)}${'\r\n'.repeat(100)}y`;
    const form = formOf(again, 'I have reviewed this');
    expect(filled(form).get('resultKey')).toBeTruthy();
    if (words.startsWith('Write')) return;
    expect((await visit.browser.press(again, 'I have reviewed this', { plan: ends })).status).toBe(200);
  });

  it('says that the EHR does not answer where the child cannot be read', async () => {
    const visit = await launchFor(pair, child);
    pair.ehr.faults.set([{ path: /^\/fhir\/Patient/, status: 503 }]);
    const page = await visit.browser.open(`${visit.base}/consultants`);
    expect(page.text).toMatch(/EHR_UNREACHABLE/);
  });
});
