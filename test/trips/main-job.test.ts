// The main job over real HTTP, through every layer: launch, see this child, refer, find the order in the chart.
import type { Provenance, ServiceRequest, Task } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertValid } from '../../fixtures/sandbox-ehr/fhir/validate.ts';
import { filled, formOf, type Page, section } from '../support/browser.ts';
import { type RunningPair, startPair } from '../support/hearth.ts';
import {
  launchFor,
  patientOf,
  posts,
  referralIdOf,
  sendButton,
  toReview,
  type Visit,
  written,
} from '../support/visit.ts';

const child = 'positive-spanish';

describe('A referral, from the launch to the order in the chart', () => {
  let pair: RunningPair;
  let visit: Visit;
  let review: Page;
  let sent: Page;
  let id: string;

  beforeAll(async () => {
    pair = await startPair();
    visit = await launchFor(pair, child);
    review = await toReview(visit);
    pair.ehr.traffic.clear();
    sent = await visit.browser.press(review, sendButton);
    id = referralIdOf(sent);
  });
  afterAll(() => pair.close());

  it('shows the band and the reason for it', () => {
    expect(visit.page.status).toBe(200);
    expect(visit.page.root.querySelector('header.banner')?.structuredText).toMatch(
      /Mateo Rivera-Ejemplo[\s\S]*4 years 2 months[\s\S]*Spanish[\s\S]*interpreter needed/,
    );
    const card = section(visit.page, 'PSC-17');
    expect(card).toMatch(/Above the cut-off/i);
    expect(card).toMatch(/18.*15/);
  });

  it('puts a listing with sessions in Spanish first', () => {
    const near = visit.page.root.querySelector('section[aria-label^="Consultants"] ul.lines > li');
    expect(near?.structuredText).toMatch(/sessions in Spanish/);
  });

  it('writes nothing before the review is confirmed', () => {
    expect(review.text).toMatch(/not sent to the program/);
    expect(review.text).toMatch(/Mateo Rivera-Ejemplo/);
  });

  it('leaves exactly one valid order, carrying subject, requester, performer, reason, number and visit', () => {
    const orders = written(pair, 'ServiceRequest', id);
    expect(orders).toHaveLength(1);
    expect(posts(pair, 'ServiceRequest')).toHaveLength(1);
    const onTheWire = JSON.parse(posts(pair, 'ServiceRequest')[0]?.body ?? '{}') as ServiceRequest;
    expect(() => assertValid(orders[0] as ServiceRequest)).not.toThrow();
    for (const order of [onTheWire, orders[0]]) {
      expect(order).toMatchObject({
        status: 'active',
        intent: 'order',
        subject: { reference: `Patient/${patientOf(pair, child)}` },
        requester: { reference: 'Practitioner/prac-pediatrician' },
        encounter: { reference: `Encounter/${patientOf(pair, child)}-visit` },
      });
      expect(order?.identifier).toEqual([
        expect.objectContaining({
          value: id,
          type: { coding: [expect.objectContaining({ code: 'PLAC' })] },
        }),
      ]);
      const performer = order?.performer?.[0];
      expect(performer?.reference).toBeUndefined();
      expect(performer?.identifier?.value).toBeTruthy();
      expect(order?.reasonCode?.[0]?.text).toMatch(/\w+ \w+/);
      expect(order?.supportingInfo).toBeUndefined();
      expect(JSON.stringify(order)).not.toMatch(/PSC|symptom|score|cut-off|\b18\b/i);
    }
  });

  it('leaves one task that follows the order, owned by the organization', () => {
    const [order] = written(pair, 'ServiceRequest', id);
    const tasks = pair.ehr
      .all('Task')
      .filter((one) => (one as Task).focus?.reference === `ServiceRequest/${order?.id}`) as Task[];
    expect(tasks).toHaveLength(1);
    expect(() => assertValid(tasks[0] as Task)).not.toThrow();
    expect(tasks[0]).toMatchObject({
      status: 'requested',
      for: { reference: `Patient/${patientOf(pair, child)}` },
      owner: { type: 'Organization', identifier: { value: expect.stringMatching(/\w/) as string } },
      identifier: [{ value: `${id}-1` }],
    });
  });

  it('leaves one provenance of both, by the clinician who sent it', () => {
    const [order] = written(pair, 'ServiceRequest', id);
    const [task] = written(pair, 'Task', id);
    const records: Provenance[] = written(pair, 'Provenance', id);
    expect(records).toHaveLength(1);
    expect(records[0]?.target.map(({ reference }) => reference)).toEqual([
      `ServiceRequest/${order?.id}`,
      `Task/${task?.id}`,
    ]);
    expect(records[0]?.agent[0]).toMatchObject({
      type: { coding: [{ code: 'author' }] },
      who: { reference: 'Practitioner/prac-pediatrician' },
    });
  });

  it('says that the chart holds it, and that the program has not got it', () => {
    expect(sent.text).toMatch(/Recorded as an order in the chart/);
    expect(sent.text).toMatch(/Not yet handed to the program/);
  });

  it('takes the same form sent twice as one referral', async () => {
    const again = await visit.browser.press(review, sendButton);
    expect(again.status).toBe(200);
    expect(referralIdOf(again)).toBe(id);
    expect(written(pair, 'ServiceRequest', id)).toHaveLength(1);
    expect(posts(pair, 'ServiceRequest')).toHaveLength(1);
  });

  it('takes two clicks at the same moment as one referral', async () => {
    const fresh = await toReview(await launchFor(pair, child, { browser: visit.browser }));
    const before = posts(pair, 'ServiceRequest').length;
    const [one, other] = await Promise.all([
      visit.browser.press(fresh, sendButton),
      visit.browser.press(fresh, sendButton),
    ]);
    expect(referralIdOf(one)).toBe(referralIdOf(other));
    expect(posts(pair, 'ServiceRequest')).toHaveLength(before + 1);
    expect(written(pair, 'ServiceRequest', referralIdOf(one))).toHaveLength(1);
  });

  it('refuses other words under the same number, and writes nothing', async () => {
    const before = pair.ehr.all('ServiceRequest').length;
    const other = await visit.browser.press(review, sendButton, { reason: 'Quite another reason' });
    expect(other.status).toBe(422);
    expect(other.text).toMatch(/sent before with other words, and that referral stands/);
    expect(other.text).not.toMatch(/Quite another reason/);
    expect(pair.ehr.all('ServiceRequest')).toHaveLength(before);
  });

  it('records the hand-off once a person made it', async () => {
    const done = await visit.browser.press(sent, 'Record the hand-off', {
      channel: 'fax',
      note: 'to intake',
    });
    expect(done.text).toMatch(
      /Handed to the program on [A-Z][a-z]{2} \d{1,2}, \d{4} \(fax\) by Dr\. Paula Muster-Sample/,
    );
  });

  it('refuses a hand-off in the future, in words', async () => {
    const form = filled(formOf(sent, 'Record the hand-off'), { on: '2999-01-01' });
    const refused = await visit.browser.open(`${sent.url}/actions`, {
      method: 'POST',
      body: form.toString(),
      from: sent.url,
    });
    expect(refused.status).toBe(422);
    expect(refused.text).toMatch(/Not recorded: give a channel and a date that is not in the future/);
  });

  it('prints a letter without any score or name of a form', async () => {
    const letter = await visit.browser.follow(sent, 'Letter to print');
    const words = letter.root.querySelector('article')?.structuredText ?? '';
    expect(words).toMatch(/Referral for[\s\S]*Mateo Rivera-Ejemplo/);
    expect(words).toMatch(/Spanish; interpreter needed/);
    expect(words).toMatch(/Leave no voicemail\. Call only at these times: weekdays 9 to 12/);
    expect(words).not.toMatch(/PSC|symptom|score|cut-off/i);
  });

  it('gives the same referral as FHIR to download', async () => {
    const download = await visit.browser.ask(`${sent.url}/fhir`, { from: sent.url });
    expect(download.headers['content-type']).toMatch(/application\/fhir\+json/);
    expect(download.headers['content-disposition']).toBe('attachment; filename="referral.fhir.json"');
    const bundle = JSON.parse(download.body) as { entry: { resource: ServiceRequest }[] };
    const types = bundle.entry.map(({ resource }) => resource.resourceType as string);
    expect(types).toEqual(['ServiceRequest', 'Task', 'Provenance']);
    const [order] = written(pair, 'ServiceRequest', id);
    const { meta: _meta, ...kept } = order as ServiceRequest;
    expect(bundle.entry[0]?.resource).toMatchObject(kept);
  });

  it('shows the order on the next summary as a referral so far', async () => {
    const next = await launchFor(pair, child, { browser: visit.browser });
    expect(section(next.page, 'Referrals so far')).toMatch(/Recorded as an order in the chart/);
  });
});
