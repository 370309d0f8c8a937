// A family handed to somebody on site: one short form, saved and delivered like any referral, raw in the practice EHR's store.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { calendarDate } from '../../src/domain/age.ts';
import { dateWords } from '../../src/domain/date-words.ts';
import { weekdayOf, weekdays } from '../../src/domain/referral/on-site-days.ts';
import { assertValid } from '../../fixtures/sandbox-ehr/fhir/validate.ts';
import { type Filling, filled, formOf, section } from '../support/browser.ts';
import { type RunningPair, startPair } from '../support/hearth.ts';
import {
  agreed,
  familyPartner,
  onSiteClinician,
  summaryOf,
  toHandOff,
  writeHandOff,
} from '../support/this-visit.ts';
import { launchFor, patientOf, posts, referralIdOf, written } from '../support/visit.ts';

const child = 'positive-spanish';
const now = new Date();
const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Chicago' }).format(now);
const faultyEhr = [{ path: /^\/fhir\//, status: 503 }];

describe('A warm hand-off', () => {
  let pair: RunningPair;
  beforeAll(async () => {
    pair = await startPair({
      now: () => now,
      configure: (raw) => ({ ...raw, limits: { chartDeadlineMs: 2_000 } }),
    });
  });
  afterAll(() => pair.close());
  beforeEach(() => {
    pair.ehr.faults.clear();
    pair.ehr.traffic.clear();
  });

  it('is offered before every other step, whoever speaks the family’s language first', async () => {
    const { page } = await launchFor(pair, child);
    const card = section(page, 'Next steps');
    expect(card.indexOf(onSiteClinician)).toBeGreaterThan(0);
    expect(card.indexOf(familyPartner)).toBeGreaterThan(card.indexOf(onSiteClinician));
    expect(card.indexOf(familyPartner)).toBeLessThan(card.indexOf('because:'));
    expect(card).toMatch(/Elena Ejemplo-Sample: here today .*English, Spanish · room 4/);
    expect(card).toMatch(/Fran Probe-Sample: ask whether Fran Probe-Sample is here/);
    expect(card).toMatch(/Does not speak the family’s language: bring an interpreter/);
  });

  it('offers nobody where the clinic has nobody, and not to a child outside the age', async () => {
    const alone = await startPair({ configure: ({ onSiteTeam: _team, ...raw }) => raw });
    const { page, browser, base } = await launchFor(alone, child);
    expect(page.text).not.toMatch(/Here in the clinic|our own team/i);
    expect((await browser.open(`${base}/hand-off?to=ecmh-clinician`)).status).toBe(404);
    await alone.close();
    const teen = await launchFor(pair, 'teen-phq9');
    expect(teen.page.text).not.toContain(`Introduce the family to ${onSiteClinician}`);
    expect(teen.page.text).toContain(`Introduce the family to ${familyPartner}`);
    expect((await teen.browser.open(`${teen.base}/hand-off?to=ecmh-clinician`)).status).toBe(404);
    // A form made for somebody else is no way round it.
    const form = await toHandOff(teen, familyPartner);
    const refused = await teen.browser.press(form, writeHandOff, { ...agreed, to: 'ecmh-clinician' });
    expect(refused.status).toBe(422);
    expect(refused.text).toMatch(/What to mend|Some answers are missing/);
    expect(posts(pair, 'ServiceRequest')).toEqual([]);
  });

  it('is for whoever is in today, by the clinic’s own calendar', async () => {
    const inToday = weekdayOf(calendarDate(today));
    const clinicTeam = (raw: Record<string, unknown>) => ({
      ...raw,
      onSiteTeam: [
        { id: 'in', role: 'family-partner', name: 'Sol Sample', languages: ['en'], days: [inToday] },
        {
          id: 'out',
          role: 'family-partner',
          name: 'Mona Sample',
          languages: ['en'],
          days: weekdays.filter((day) => day !== inToday).slice(0, 1),
        },
      ],
    });
    const partial = await startPair({
      now: () => now,
      configure: clinicTeam,
    });
    const visit = await launchFor(partial, child);
    const card = section(visit.page, 'Next steps');
    expect(card).toMatch(/Sol Sample: here today/);
    expect(card).toMatch(/Mona Sample: not here today \([A-Z][a-z]{2}\)/);
    expect(card).not.toMatch(/Introduce the family to Mona/);
    expect((await visit.browser.open(`${visit.base}/hand-off?to=out`)).status).toBe(404);
    const form = await toHandOff(visit, 'Sol Sample');
    const refused = await visit.browser.press(form, writeHandOff, { ...agreed, to: 'out' });
    expect(refused.status).toBe(422);
    expect(refused.text).toMatch(/Mona Sample is not here today/);
    expect(posts(partial, 'ServiceRequest')).toEqual([]);
    await partial.close();
  });

  it('is one closed line where the results call for nobody', async () => {
    const { page } = await launchFor(pair, 'on-track');
    const team = page.root.querySelector('section[aria-label="From our own team"]');
    expect(team?.querySelector('details > summary')?.text).toMatch(/Our own team: Elena .*here today/);
    expect(team?.querySelector('h3')).toBeNull();
  });

  it('leaves one order, one task for that person by today, and who did it', async () => {
    const visit = await launchFor(pair, child);
    const form = await toHandOff(visit);
    expect(formOf(form, writeHandOff).querySelector('bdi')?.text).toMatch(
      /Mateo Rivera-Ejemplo, born [A-Z][a-z]{2} \d/,
    );
    const sent = await visit.browser.press(form, writeHandOff, agreed);
    const id = referralIdOf(sent);
    expect(sent.text).toMatch(/Recorded as an order in the chart/);
    expect(sent.text).toMatch(/That alone calls nobody in: introduce the family to Elena/);
    const subject = { reference: `Patient/${patientOf(pair, child)}` };
    const who = { reference: 'Practitioner/prac-ecmh-clinician', display: onSiteClinician };
    const orders = written(pair, 'ServiceRequest', id);
    expect(orders).toHaveLength(1);
    const [order] = orders;
    if (!order) throw new Error('no order was written');
    assertValid(order);
    expect(order).toMatchObject({
      status: 'active',
      intent: 'order',
      priority: 'asap',
      subject,
      performer: [who],
      occurrencePeriod: { start: today, end: today },
      reasonCode: [{ text: 'The family would like to meet somebody from our team today.' }],
    });
    expect(order.reasonCode?.[0]?.coding).toBeUndefined();
    expect(order.supportingInfo).toBeUndefined();
    const [task, ...more] = written(pair, 'Task', id);
    expect(more).toEqual([]);
    if (!task) throw new Error('no task was written');
    assertValid(task);
    expect(task).toMatchObject({
      status: 'requested',
      priority: 'asap',
      for: subject,
      owner: who,
      restriction: { period: { end: today } },
      focus: { reference: `ServiceRequest/${order.id}` },
    });
    const [record] = written(pair, 'Provenance', id);
    expect(record?.target.map(({ reference }) => reference)).toEqual([
      `ServiceRequest/${order.id}`,
      `Task/${task.id}`,
    ]);
    expect(JSON.stringify([order.code, order.note, order.reasonCode, task])).not.toMatch(/PSC|score/i);
    const summary = await summaryOf(visit);
    expect(section(summary, 'Referrals so far')).toMatch(
      /Warm hand-off to Elena Ejemplo-Sample, today .*Recorded as an order in the chart .*not recorded yet/,
    );
  });

  it('names the role of a family partner, and their entry in the EHR', async () => {
    const visit = await launchFor(pair, 'on-track');
    const sent = await visit.browser.press(await toHandOff(visit, familyPartner), writeHandOff, agreed);
    const [order] = written(pair, 'ServiceRequest', referralIdOf(sent));
    expect(order).toMatchObject({
      code: { text: 'Family partner: warm hand-off in the clinic' },
      performer: [{ reference: 'PractitionerRole/role-family-partner' }],
    });
    expect(JSON.stringify(order?.code)).not.toMatch(/711281004/);
  });

  it('sent twice is one, and a second one today is written only on purpose', async () => {
    const visit = await launchFor(pair, 'due');
    const form = await toHandOff(visit);
    const first = await visit.browser.press(form, writeHandOff, agreed);
    const again = await visit.browser.press(form, writeHandOff, agreed);
    expect(referralIdOf(again)).toBe(referralIdOf(first));
    expect(posts(pair, 'ServiceRequest')).toHaveLength(1);
    const other = await visit.browser.press(form, writeHandOff, { ...agreed, reason: 'Other words' });
    expect(other.status).toBe(422);
    expect(other.text).toMatch(/sent before with other words/);
    const second = await visit.browser.press(await toHandOff(visit), writeHandOff, agreed);
    expect(second.status).toBe(422);
    expect(second.text).toMatch(/handed off there today already/);
    expect(posts(pair, 'ServiceRequest')).toHaveLength(1);
    const meant = await visit.browser.press(second, writeHandOff, { again: 'yes' });
    expect(meant.status).toBe(200);
    expect(posts(pair, 'ServiceRequest')).toHaveLength(2);
  });

  it('sent from two open forms at once is one', async () => {
    const visit = await launchFor(pair, 'due');
    const forms = [await toHandOff(visit, familyPartner), await toHandOff(visit, familyPartner)];
    const sent = await Promise.all(forms.map((form) => visit.browser.press(form, writeHandOff, agreed)));
    expect(sent.map(({ status }) => status).toSorted()).toEqual([200, 422]);
    expect(posts(pair, 'ServiceRequest')).toHaveLength(1);
  });

  it('is not agreed to by a small child, nor taken posted for a child outside the age', async () => {
    const visit = await launchFor(pair, child);
    const sent = await visit.browser.press(await toHandOff(visit), writeHandOff, {
      ...agreed,
      again: 'yes',
      agreedBy: 'young-person',
    });
    expect(sent.status).toBe(422);
    expect(sent.text).toMatch(/does not agree for the family/);
    const teen = await launchFor(pair, 'teen-phq9');
    const posted = await teen.browser.press(await toHandOff(teen, familyPartner), writeHandOff, {
      ...agreed,
      to: 'ecmh-clinician',
    });
    expect(posted.status).toBe(422);
    expect(posts(pair, 'ServiceRequest')).toEqual([]);
  });

  it('is saved while the EHR is down, and says so', async () => {
    const visit = await launchFor(pair, 'overdue');
    const form = await toHandOff(visit);
    pair.ehr.faults.set(faultyEhr);
    const sent = await visit.browser.press(form, writeHandOff, agreed);
    expect(sent.text).toMatch(/Saved, writing to the chart|Unconfirmed: looking for it/);
    expect(sent.text).not.toMatch(/Recorded as an order/);
    pair.ehr.faults.clear();
  });

  it('goes to nobody outside the team, on the page or posted', async () => {
    const visit = await launchFor(pair, child);
    const form = await toHandOff(visit);
    for (const to of ['nobody', '', 'prac-pediatrician', '__proto__']) {
      expect((await visit.browser.open(`${visit.base}/hand-off?to=${to}`)).status).toBe(404);
      expect((await visit.browser.press(form, writeHandOff, { ...agreed, to, again: 'yes' })).status).toBe(
        404,
      );
    }
    expect(posts(pair, 'ServiceRequest')).toEqual([]);
  });

  it.each<[string, Filling, RegExp]>([
    ['nobody agreed', { agreedBy: null }, /Say who in the family agreed/],
    ['the reason is empty', { reason: '  ' }, /Say in a few neutral words why/],
    ['a form is named', { reason: 'After the PSC 17 today' }, /Leave out the name of the form/],
    ['a score is told', { reason: 'Scored eighteen of thirty-four' }, /Leave out the score/],
    [
      'a caregiver’s condition is told',
      { reason: 'Mother has postpartum depression' },
      /Leave out what was told in confidence/,
    ],
    [
      'the next step tells it',
      { nextStep: 'Mother calls about her depression' },
      /Leave out what was told in confidence/,
    ],
  ])('writes nothing when %s, and keeps what was typed', async (_words, filling, fault) => {
    const visit = await launchFor(pair, child);
    const form = await toHandOff(visit);
    const typed = { ...agreed, again: 'yes', nextStep: 'We meet on Monday', ...filling };
    const page = await visit.browser.press(form, writeHandOff, typed);
    expect(page.status).toBe(422);
    expect(page.text).toMatch(fault);
    const kept = filled(formOf(page, writeHandOff));
    expect(kept.get('nextStep')).toBe(typed.nextStep);
    expect(kept.get('reason')?.trim()).toBe(
      (filled(formOf(form, writeHandOff), typed).get('reason') ?? '').trim(),
    );
    expect(posts(pair, 'ServiceRequest')).toEqual([]);
  });

  it('keeps what was typed on the page when the session is over', async () => {
    const visit = await launchFor(pair, child);
    const form = await toHandOff(visit);
    visit.browser.cookies.clear();
    const lost = await visit.browser.press(form, writeHandOff, { ...agreed, reason: 'Somebody to talk to' });
    expect(lost.status).toBe(401);
    expect(lost.text).toMatch(/Reason Somebody to talk to/);
  });

  it('is prepared by a coordinator and confirmed by a clinician on the same day', async () => {
    const desk = await launchFor(pair, 'trend', { app: 'coordinator' });
    const prepared = await desk.browser.press(await toHandOff(desk), 'Prepare for a clinician', agreed);
    expect(prepared.text).toMatch(/Prepared: waiting for a clinician/);
    expect(posts(pair, 'ServiceRequest')).toEqual([]);
    const visit = await launchFor(pair, 'trend');
    const page = await visit.browser.open(`${visit.base}/referrals/${referralIdOf(prepared)}`);
    const done = await visit.browser.press(page, 'Confirm and write the order to the chart');
    expect(done.text).toMatch(/Recorded as an order/);
    const met = await visit.browser.press(done, 'Record that they met');
    expect(met.text).toMatch(
      new RegExp(`Met ${onSiteClinician} on ${dateWords(today)}, recorded by Dr. Paula`),
    );
  });
});
