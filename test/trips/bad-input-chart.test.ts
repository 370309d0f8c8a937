// Bad input while the chart is read: the rest is shown, what is missing is named, and absence never reads as normal.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { section } from '../support/browser.ts';
import { type RunningPair, startPair } from '../support/hearth.ts';
import { launchFor } from '../support/visit.ts';

const child = 'positive-spanish';
const noneFound = /No screening result found/;

describe('A chart that cannot be read whole', () => {
  let pair: RunningPair;
  let stranger: Server;
  let strangerUrl: string;
  let strangers = 0;

  beforeAll(async () => {
    pair = await startPair({
      configure: (raw) => ({ ...raw, limits: { chartDeadlineMs: 800, outboxEveryMs: 100 } }),
    });
    stranger = createServer((_request, response) => response.end('{"resourceType":"Bundle"}'));
    stranger.on('connection', () => {
      strangers += 1;
    });
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    strangerUrl = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    stranger.close();
    await pair.close();
  });
  beforeEach(() => {
    pair.ehr.faults.clear();
    pair.ehr.traffic.clear();
    strangers = 0;
  });

  it('names Observations refused with 403, shows the rest, and calls nothing due or absent', async () => {
    pair.ehr.faults.set([{ method: 'GET', path: /^\/fhir\/Observation/, status: 403 }]);
    const { page } = await launchFor(pair, child);
    expect(page.status).toBe(200);
    const today = section(page, 'Today');
    expect(today).toMatch(/Screening results could not be read: the EHR refused this read \(HTTP 403/);
    expect(page.text).not.toMatch(noneFound);
    expect(section(page, 'Results')).toMatch(
      /not everything could be read\. This does not mean that none exists/,
    );
    expect(today).toMatch(/Not known/);
    expect(today).not.toMatch(/[●▲✓] (Due|Overdue|Done) /);
    expect(page.root.querySelector('header.banner')?.text).toMatch(/Mateo Rivera-Ejemplo/);
    expect(section(page, 'Referrals so far')).toMatch(/None found in the chart/);
    const refusals = pair.ehr.traffic.to('/fhir/Observation').map(({ status }) => status);
    expect(refusals.length).toBeGreaterThan(0);
    expect(new Set(refusals)).toEqual(new Set([403]));
  });

  it('waits for a hung read no longer than the deadline, and shows the rest', async () => {
    pair.ehr.faults.set([{ method: 'GET', path: /^\/fhir\/QuestionnaireResponse/, hang: true }]);
    const began = Date.now();
    const { page } = await launchFor(pair, child);
    expect(Date.now() - began).toBeLessThan(4_000);
    expect(page.status).toBe(200);
    expect(section(page, 'Today')).toMatch(
      /Screening forms could not be read: the EHR did not answer in time/,
    );
    expect(page.text).toMatch(/Above the cut-off/);
    expect(page.text).not.toMatch(noneFound);
  });

  it('says so when the child’s own record hangs, and advises nothing', async () => {
    pair.ehr.faults.set([{ method: 'GET', path: /^\/fhir\/Patient\//, hang: true }]);
    const { page } = await launchFor(pair, child);
    expect(page.text).toMatch(/The child’s own record could not be read: the EHR did not answer in time/);
    expect(section(page, 'Next steps')).toBe('');
    expect(page.text).not.toMatch(noneFound);
  });

  it('does not follow a next link to another host: no connection, no token, and the list is called incomplete', async () => {
    pair.ehr.faults.set([
      { method: 'GET', path: /^\/fhir\/Observation/, foreignNext: `${strangerUrl}/fhir/Observation?page=2` },
    ]);
    const { page } = await launchFor(pair, child);
    expect(strangers).toBe(0);
    expect(section(page, 'Today')).toMatch(
      /Screening results could not be read whole: the EHR pointed to another server for the rest, and Hearth does not follow it/,
    );
    expect(page.text).toMatch(/Above the cut-off/);
    // Where nothing was found among what could be read, nothing is called due: it may stand on the other pages.
    const { page: other } = await launchFor(pair, 'due');
    expect(section(other, 'Today')).toMatch(/\? Not known/);
    expect(section(other, 'Today')).not.toMatch(/[●▲✓] (Due|Overdue|Done) /);
    expect(other.text).not.toMatch(noneFound);
    expect(strangers).toBe(0);
  });

  it('does not follow a next link that only begins like the EHR’s own address', async () => {
    const lookAlike = `${pair.ehr.fhirBase}evil/Observation`;
    pair.ehr.faults.set([{ method: 'GET', path: /^\/fhir\/Observation/, foreignNext: lookAlike }]);
    const { page } = await launchFor(pair, child);
    expect(pair.ehr.traffic.to(/^\/fhirevil/)).toEqual([]);
    expect(section(page, 'Today')).toMatch(/pointed to another server/);
  });

  it('does not follow a redirect on a read', async () => {
    pair.ehr.faults.set([
      {
        method: 'GET',
        path: /^\/fhir\/Observation/,
        status: 302,
        headers: { Location: `${strangerUrl}/fhir/Observation` },
      },
    ]);
    const { page } = await launchFor(pair, child);
    expect(strangers).toBe(0);
    expect(page.text).toMatch(/Screening results could not be read/);
    expect(page.text).not.toMatch(noneFound);
  });

  it.each([
    ['a log-in page with status 200', { transform: () => '<html>Please sign in</html>' }],
    ['an answer cut off in the middle', { truncateTo: 300 }],
  ])('takes %s for unreadable, never for empty', async (_words, fault) => {
    pair.ehr.faults.set([{ method: 'GET', path: /^\/fhir\/(Observation|QuestionnaireResponse)/, ...fault }]);
    const { page } = await launchFor(pair, child);
    expect(page.text).toMatch(/Screening results could not be read/);
    expect(page.text).not.toMatch(noneFound);
  });

  it('drops another child’s result and says that it did', async () => {
    pair.ehr.faults.set([
      {
        method: 'GET',
        path: /^\/fhir\/Observation/,
        transform: (body) => body.replaceAll('Patient/child-positive-spanish', 'Patient/child-on-track'),
      },
    ]);
    const { page } = await launchFor(pair, child);
    expect(page.text).toMatch(/another patient's resource was dropped/);
    expect(page.text).not.toMatch(/Above the cut-off/);
    expect(page.text).not.toMatch(noneFound);
  });

  it('says which reads the launch did not grant, and does not try them', async () => {
    const few = await startPair({
      configure: (raw) => {
        const [registration] = (raw as { ehrs: { apps: { id: string; scopes: string }[] }[] }).ehrs;
        for (const app of registration?.apps ?? [])
          app.scopes = app.scopes.replace('patient/Observation.rs ', '');
        return raw;
      },
    });
    try {
      const { page } = await launchFor(few, child);
      expect(section(page, 'Today')).toMatch(
        /Screening results could not be read: the launch did not grant Hearth this read/,
      );
      expect(page.text).not.toMatch(noneFound);
      expect(few.ehr.traffic.to('/fhir/Observation')).toEqual([]);
    } finally {
      await few.close();
    }
  });

  it('explains a clinician’s launch without a child', async () => {
    const { page } = await launchFor(pair, undefined);
    expect(page.status).toBe(400);
    expect(page.text).toMatch(/No child was chosen.*Open the child’s chart first/);
    expect(page.text).toMatch(/Code: NO_PATIENT/);
    expect(pair.ehr.traffic.to(/^\/fhir\/(?!metadata|\.well)/)).toEqual([]);
  });
});
