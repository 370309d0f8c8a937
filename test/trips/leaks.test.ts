// Canaries through whole trips, errors included: none may turn up in a log, an error page, the store's bytes or anyone's address.
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Patient } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newBrowser, type Page } from '../support/browser.ts';
import { type RunningPair, startPair } from '../support/hearth.ts';
import { launchFor, launchUrlFor, patientOf, refer, toReview, type Visit } from '../support/visit.ts';

const child = 'positive-spanish';
/** Nothing else in the app or its data says these. */
const canary = {
  family: 'Zyxcanary-Ejemplo',
  given: 'Qwertilia',
  mrn: 'MRNCANARY-778341',
  phone: '555-0199',
  street: '77 Canary Sample Street',
  note: 'NOTECANARY the grandmother picks up',
  reason: 'REASONCANARY help with evenings',
  safeNumber: '555-0188',
  safeHours: 'HOURSCANARY after nine',
  plan: 'PLANCANARY call tomorrow',
  display: 'DISPLAYCANARY<b>',
} as const;

describe('Canaries', () => {
  let pair: RunningPair;
  let folder: string;
  let visit: Visit;
  const errors: Page[] = [];
  const tokens = new Set<string>();
  const launchIds = new Set<string>();
  let birthDate: string;

  const note = ({ base }: Visit): void => {
    launchIds.add(base.split('/').at(-1) ?? '');
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hearth-leaks-'));
    pair = await startPair({ storeFile: join(folder, 'hearth.db') });
    const patient = pair.ehr.get('Patient', patientOf(pair, child)) as Patient;
    birthDate = patient.birthDate ?? '';
    pair.ehr.put({
      ...patient,
      id: patientOf(pair, child),
      name: [{ family: canary.family, given: [canary.given] }],
      identifier: [{ system: 'https://practice-ehr.example/mrn', value: canary.mrn }],
      telecom: [{ system: 'phone', value: canary.phone }],
      address: (patient.address ?? []).map((home) => ({ ...home, line: [canary.street] })),
    });

    // The whole trip, with everything a person can type.
    visit = await launchFor(pair, child);
    expect(visit.page.body).toContain(canary.family);
    note(visit);
    const sent = await refer(visit, {
      reason: canary.reason,
      note: canary.note,
      safeNumber: canary.safeNumber,
      safeHours: canary.safeHours,
    });
    expect(sent.text).toMatch(/Recorded as an order/);
    await visit.browser.follow(sent, 'Letter to print');
    await visit.browser.press(sent, 'Record the hand-off', { note: canary.note });
    const strip = await launchFor(pair, 'teen-phq9');
    note(strip);
    await strip.browser.press(strip.page, 'I have reviewed this', { plan: canary.plan });
    const desk = await launchFor(pair, undefined, { app: 'coordinator' });
    note(desk);
    expect(desk.page.body).toContain(canary.family);

    // And everything that can go wrong.
    const outcome = {
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'error', code: 'forbidden', diagnostics: `${canary.family} ${canary.display}` }],
    };
    pair.ehr.faults.set([{ method: 'GET', path: /^\/fhir\/(Observation|Task)/, status: 403, body: outcome }]);
    note(await launchFor(pair, child));
    pair.ehr.faults.set([{ method: 'GET', path: /^\/fhir\/Patient/, status: 500, body: canary.family }]);
    note(await launchFor(pair, child));
    pair.ehr.faults.set([{ method: 'POST', path: /^\/fhir\//, status: 422, body: outcome }]);
    const refused = await launchFor(pair, child);
    note(refused);
    await refer(refused, { note: canary.note });
    pair.ehr.faults.clear();
    for (const idToken of ['other-key', 'wrong-nonce'] as const) {
      pair.ehr.faults.set([{ path: /^\/auth\/token/, idToken }]);
      errors.push((await launchFor(pair, child)).page);
    }
    pair.ehr.faults.clear();
    const stranger = newBrowser();
    errors.push(
      await stranger.open(launchUrlFor(pair, child).replace(/iss=[^&]+/, `iss=https://${canary.mrn}.test`)),
    );
    errors.push(await stranger.open(`${pair.origin}/callback?code=CODECANARY&state=STATECANARY`));
    errors.push(await stranger.open(visit.page.url));
    errors.push(await visit.browser.open(`${visit.base}/referrals/${canary.mrn}`));
    errors.push(await visit.browser.open(`${pair.origin}/${canary.family}?q=${canary.note}`));
    const ended = await launchFor(pair, 'on-track', { browser: newBrowser() });
    note(ended);
    pair.ehr.revokeTokens();
    errors.push(await ended.browser.open(ended.page.url));

    for (const { responseBody } of pair.ehr.traffic.to('/auth/token')) {
      const answer = JSON.parse(responseBody ?? '{}') as Record<string, unknown>;
      for (const name of ['access_token', 'refresh_token', 'id_token'])
        if (typeof answer[name] === 'string') tokens.add(answer[name]);
    }
  });
  afterAll(() => pair.close());

  const cookieValues = (): string[] => [
    ...new Set([...visit.browser.cookies.values()].flatMap((jar) => [...jar.values()])),
  ];
  /** Which of these stand in the text: named by position, so that a failure shows no more than it must. */
  const found = (text: string, wanted: Iterable<string>): string[] =>
    [...wanted].filter((one) => one.length > 3 && text.includes(one));
  const typed = Object.values(canary);

  it('went through enough to find something', () => {
    expect(tokens.size).toBeGreaterThan(12);
    expect(launchIds.size).toBeGreaterThan(5);
    expect(errors.map(({ status }) => status).every((status) => status >= 400)).toBe(true);
    expect(pair.logs.length).toBeGreaterThan(30);
  });

  it('stand in no log line, and neither do tokens, launch ids, patient ids or addresses', () => {
    const logs = pair.logs.join('\n');
    expect(logs).toMatch(/request\.refused/);
    expect(found(logs, typed)).toEqual([]);
    expect(found(logs, tokens)).toEqual([]);
    expect(found(logs, launchIds)).toEqual([]);
    expect(found(logs, cookieValues())).toEqual([]);
    expect(
      found(logs, [birthDate, patientOf(pair, child), 'CODECANARY', 'STATECANARY', pair.ehr.url]),
    ).toEqual([]);
    for (const line of pair.logs) expect(line.trim().split('\n')).toHaveLength(1);
  });

  it('stand in no error page, and neither does what the address said', () => {
    for (const page of errors) {
      // A page that offers this same launch in a new window repeats the address this browser just asked for, and no more.
      expect(found(page.body, [...typed, birthDate, 'STATECANARY', 'CODECANARY'])).toEqual([]);
      expect(found(page.body, tokens)).toEqual([]);
      expect(page.body).not.toMatch(/at .*\.ts:\d+|node_modules|Express|SQLITE/i);
    }
  });

  it('stand nowhere in the bytes of the store: names, tokens, notes, plans, cookies', () => {
    const bytes = readdirSync(folder)
      .map((name) => readFileSync(join(folder, name)).toString('latin1'))
      .join('\n');
    expect(bytes).toContain('SQLite format 3');
    expect(bytes).toContain('referral.request');
    expect(found(bytes, typed)).toEqual([]);
    expect(found(bytes, tokens)).toEqual([]);
    expect(found(bytes, cookieValues())).toEqual([]);
    expect(found(bytes, [birthDate])).toEqual([]);
  });

  it('stand in no address the EHR was asked for, where only ids and codes belong', () => {
    const addresses = pair.ehr.traffic
      .all()
      .map(({ url }) => decodeURIComponent(url))
      .join('\n');
    expect(found(addresses, typed)).toEqual([]);
    expect(found(addresses, tokens)).toEqual([]);
    expect(found(addresses, launchIds)).toEqual([]);
    expect(found(addresses, [birthDate])).toEqual([]);
  });

  it('leave in no Referer, and no token leaves in any header but Authorization', () => {
    for (const { headers } of pair.ehr.traffic.all()) {
      const { authorization, ...rest } = headers;
      expect(found(JSON.stringify(rest), tokens)).toEqual([]);
      expect(authorization === undefined || /^(Bearer|Basic) /.test(authorization)).toBe(true);
    }
  });

  it('never put a token, a secret or another child into a page', async () => {
    const again = await launchFor(pair, child);
    const review = await toReview(again);
    for (const page of [again.page, review]) {
      expect(found(page.body, tokens)).toEqual([]);
      expect(page.body).not.toMatch(/practice-only-coordinator-secret|access_token|Bearer/);
      expect(page.url).not.toMatch(/child-|Patient|name=/);
    }
  });
});
