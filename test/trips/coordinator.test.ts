// A coordinator prepares, a clinician confirms; the worklist shows only children this very person may read.
import type { Provenance } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newBrowser, type Page, section } from '../support/browser.ts';
import { type RunningPair, startPair } from '../support/hearth.ts';
import { launchFor, patientOf, posts, refer, referralIdOf, type Visit, written } from '../support/visit.ts';

const child = 'positive-spanish';
const coordinator = { app: 'coordinator' } as const;

describe('A referral the coordinator prepares', () => {
  let pair: RunningPair;
  let atDesk: Visit;
  let prepared: Page;
  let id: string;

  beforeAll(async () => {
    pair = await startPair();
    pair.ehr.traffic.clear();
    atDesk = await launchFor(pair, child, coordinator);
    prepared = await refer(atDesk);
    id = referralIdOf(prepared);
  });
  afterAll(() => pair.close());

  it('waits for a clinician and leaves nothing in the chart', () => {
    expect(prepared.text).toMatch(/Prepared: waiting for a clinician to confirm/);
    expect(prepared.text).toMatch(/Nothing has been written/);
    for (const type of ['ServiceRequest', 'Task', 'Provenance']) expect(posts(pair, type)).toEqual([]);
  });

  it('offers the coordinator no confirmation, and refuses one that is forged', async () => {
    expect(
      prepared.root.querySelectorAll('input[name="action"]').map((one) => one.getAttribute('value')),
    ).toEqual(['withdraw-consent']);
    const forged = await atDesk.browser.press(prepared, 'Record that consent was withdrawn', {
      action: 'confirm',
    });
    expect(forged.status).toBe(409);
    expect(forged.text).toMatch(/Prepared: waiting for a clinician to confirm/);
    expect(posts(pair, 'ServiceRequest')).toEqual([]);
  });

  it('has a letter that says it is a draft, and no FHIR to download', async () => {
    const letter = await atDesk.browser.follow(prepared, 'Letter to print');
    expect(letter.text).toMatch(/draft/i);
    expect((await atDesk.browser.ask(`${prepared.url}/fhir`)).status).toBe(404);
  });

  it('is shown to the clinician, who becomes its requester by confirming; the coordinator is its enterer', async () => {
    const clinician = await launchFor(pair, child);
    expect(section(clinician.page, 'Referrals so far')).toMatch(
      /Prepared: waiting for a clinician to confirm/,
    );
    const page = await clinician.browser.open(`${clinician.base}/referrals/${id}`);
    expect(page.text).toMatch(/Prepared by Cora Beispiel-Sample Requested by No clinician yet/);
    const done = await clinician.browser.press(page, 'Confirm and write the order to the chart');
    expect(done.text).toMatch(/Recorded as an order in the chart/);

    const orders = written(pair, 'ServiceRequest', id);
    expect(orders).toHaveLength(1);
    expect(orders[0]?.requester?.reference).toBe('Practitioner/prac-pediatrician');
    const [record, ...others]: Provenance[] = written(pair, 'Provenance', id);
    expect(others).toEqual([]);
    const agents = (record?.agent ?? []).map((one) => [one.type?.coding?.[0]?.code, one.who.reference]);
    expect(agents).toContainEqual(['author', 'Practitioner/prac-pediatrician']);
    expect(agents).toContainEqual(['enterer', 'Practitioner/prac-coordinator']);

    // Pressed again on the page that is still open: nothing more happens.
    const again = await clinician.browser.press(page, 'Confirm and write the order to the chart');
    expect(again.status).toBe(409);
    expect(posts(pair, 'ServiceRequest')).toHaveLength(1);
  });

  it('goes under the clinician’s own token, never the coordinator’s', () => {
    const grants = pair.ehr.traffic
      .to('/auth/token')
      .map(
        ({ body, responseBody }) =>
          [
            new URLSearchParams(body).get('client_id'),
            (JSON.parse(responseBody ?? '{}') as { access_token: string }).access_token,
          ] as const,
      );
    const [order] = posts(pair, 'ServiceRequest');
    const clinicians = grants
      .filter(([client]) => client === 'hearth-clinician')
      .map(([, token]) => `Bearer ${token}`);
    expect(clinicians).toContain(order?.headers.authorization);
  });
});

describe('The worklist', () => {
  let pair: RunningPair;
  beforeAll(async () => {
    pair = await startPair();
    for (const key of [child, 'mchat-follow-up', 'home-visited']) await refer(await launchFor(pair, key));
    pair.ehr.setMayRead('coordinator', patientOf(pair, 'mchat-follow-up'), false);
  });
  afterAll(() => pair.close());

  it('lists the children this coordinator may read, with their true state, and nothing of another', async () => {
    const { page } = await launchFor(pair, undefined, coordinator);
    expect(page.url).toMatch(/\/worklist$/);
    expect(page.root.querySelectorAll('ul.lines > li')).toHaveLength(2);
    expect(page.text).toMatch(/Mateo Rivera-Ejemplo/);
    expect(page.text).toMatch(/Amir Hogar-Sample/);
    expect(page.text).toMatch(/Recorded as an order in the chart/);
    expect(page.text).toMatch(/Not yet handed to the program/);
    expect(page.body).not.toMatch(/Remy|Probe-Sample|mchat/);
  });

  it('opens no referral of a child that coordinator may not read', async () => {
    const clinician = await launchFor(pair, 'mchat-follow-up');
    const link = clinician.page.root
      .querySelectorAll('section[aria-label="Referrals so far"] a')
      .find((one) => one.getAttribute('href')?.includes('/referrals/'));
    const id = link?.getAttribute('href')?.split('/').at(-1) ?? '';
    const visit = await launchFor(pair, undefined, coordinator);
    for (const path of ['', '/letter', '/fhir']) {
      const page = await visit.browser.open(`${visit.base}/referrals/${id}${path}`);
      expect(page.status).toBe(403);
      expect(page.body).not.toMatch(/Remy|Probe-Sample/);
    }
  });

  it('shows a clinician’s launch no more than its own child, because that is all its token reads', async () => {
    const clinician = await launchFor(pair, child);
    const page = await clinician.browser.open(`${clinician.base}/worklist`);
    expect(page.text).toMatch(/Mateo Rivera-Ejemplo/);
    expect(page.text).toMatch(/only this child’s referrals are listed/);
    expect(page.body).not.toMatch(/Amir|Remy/);
  });

  it('lets the coordinator record the hand-off', async () => {
    const visit = await launchFor(pair, undefined, { ...coordinator, browser: newBrowser() });
    const page = await visit.browser.follow(visit.page, /^Mateo Rivera-Ejemplo/);
    const done = await visit.browser.press(page, 'Record the hand-off', { channel: 'phone' });
    expect(done.text).toMatch(
      /Handed to the program on [A-Z][a-z]{2} \d{1,2}, \d{4} \(phone\) by Cora Beispiel-Sample/,
    );
  });
});
