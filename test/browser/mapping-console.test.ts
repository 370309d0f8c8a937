// The mapping console for every eye and at every width, and at a hospital's slow PC: no script is needed.
import type { Observation, QuestionnaireResponse } from 'fhir/r4.js';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type RunningPair, startPair } from '../support/hearth.ts';
import { patientOf } from '../support/visit.ts';
import { type Desk, newDesk, openChromium, windowOpenedBy } from './browser.ts';
import { expectGoodPage } from './look-at.ts';
import { ready, signInAs } from './practice-day.ts';

const path = inject('chromium');
const local = 'https://practice-ehr.example/codes';

const screening = (patient: string, id: string, code: string): Observation => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  category: [
    { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'survey' }] },
  ],
  code: { coding: [{ system: local, code, display: `Screening ${code}` }] },
  subject: { reference: `Patient/${patient}` },
  effectiveDateTime: '2026-01-15',
  valueInteger: 16,
});
const form = (patient: string): QuestionnaireResponse => ({
  resourceType: 'QuestionnaireResponse',
  id: 'behavior-form-1',
  status: 'completed',
  questionnaire: 'https://practice-ehr.example/Questionnaire/a-form-with-a-long-address|2',
  subject: { reference: `Patient/${patient}` },
  authored: '2026-01-15',
  item: ['q 1', 'q/2'].map((linkId) => ({
    linkId,
    text: `Local wording of ${linkId}`,
    answer: [{ valueCoding: { system: local, code: `often-${linkId.at(-1)}`, display: 'Often' } }],
  })),
});

describe.skipIf(path === null)('The mapping console', () => {
  let browser: Browser;
  let pair: RunningPair;
  let desk: Desk;
  let schedule: Page;
  let console: Page;

  beforeAll(async () => {
    browser = await openChromium(path ?? '');
    pair = await startPair();
    const patient = patientOf(pair, 'positive-spanish');
    for (const code of ['psc17x', 'a-very-long-local-code-that-nobody-would-ever-think-of-breaking-anywhere'])
      pair.ehr.put(screening(patient, code.slice(0, 20), code));
    pair.ehr.put(form(patient));
    desk = await newDesk(browser);
    schedule = await desk.context.newPage();
    await signInAs(schedule, pair, 'admin');
    const link = schedule.locator('a[href^="/practice/launch?app=admin"]').first();
    console = await windowOpenedBy(schedule, () => link.click());
    await ready(console);
  });
  afterAll(async () => {
    await browser?.close();
    await pair?.close();
  });

  const search = async (by: string, text: string): Promise<void> => {
    await console.getByLabel('Search by').selectOption(by);
    await console.getByLabel('Name or number').fill(text);
    await console.getByRole('button', { name: 'Search' }).click();
    await ready(console);
  };

  it('empty, with a fault, with patients found', async () => {
    await expectGoodPage(schedule, 'schedule for an administrator');
    await expectGoodPage(console, 'console');
    await search('name', 'x');
    await console.getByRole('alert').waitFor();
    await expectGoodPage(console, 'search with a fault');
    await search('name', 'a');
    await search('name', 'rivera');
    await console.getByRole('heading', { name: 'Patients found' }).waitFor();
    await expectGoodPage(console, 'patients found');
  });

  it('a chart explained, a code mapped, a form mapped with a fault first, an answer given its number', async () => {
    await console.getByRole('button', { name: /^Explain this chart of Mateo/ }).click();
    await console.getByRole('heading', { level: 1, name: /The chart of/ }).waitFor();
    await expectGoodPage(console, 'chart explained');
    await console.getByRole('button', { name: /^Map the code psc17x/ }).click();
    await console.getByRole('heading', { level: 1, name: 'What a code carries' }).waitFor();
    await expectGoodPage(console, 'code form');
    await console.getByRole('button', { name: 'Save the draft' }).click();
    await console.getByRole('alert').waitFor();
    await expectGoodPage(console, 'code form with faults');
    await console.getByLabel('Carries', { exact: true }).selectOption('psc-17/score/total');
    await console.getByRole('button', { name: 'Save the draft' }).click();
    await console.getByRole('status').waitFor();
    await expectGoodPage(console, 'chart with a draft');

    await console.getByRole('button', { name: /^Map the form/ }).click();
    await console.getByLabel('Instrument', { exact: true }).selectOption('psc-17');
    await console.getByLabel('q 1', { exact: true }).fill('1');
    await console.getByLabel('q/2', { exact: true }).fill('99');
    await console.getByRole('button', { name: 'Save the draft' }).click();
    await console.getByRole('alert').waitFor();
    await expectGoodPage(console, 'form with faults');
    // The summary's line leads to the field itself.
    await console.getByRole('link', { name: /“q\/2” carries nothing/ }).click();
    expect(await console.evaluate(() => document.querySelector(':target')?.tagName)).toBe('INPUT');
    await console.getByLabel('q/2', { exact: true }).fill('2');
    await console.getByRole('button', { name: 'Save the draft' }).click();
    await console.getByRole('status').waitFor();

    await console
      .getByRole('button', { name: /^Give its number to the answer Often/ })
      .first()
      .click();
    await expectGoodPage(console, 'answer form');
    await console.getByLabel('Is worth', { exact: true }).fill('2');
    await console.getByRole('button', { name: 'Save the draft' }).click();
    await console.getByRole('status').waitFor();
    await expectGoodPage(console, 'chart with drafts of every kind');
  });

  it('drafts and files on the first page, and the refusal of any other room', async () => {
    await console.getByRole('link', { name: 'Mapping' }).click();
    await ready(console);
    await expectGoodPage(console, 'console with drafts');
    const download = console.waitForEvent('download');
    await console.getByRole('link', { name: 'Codes: codes/practice-ehr.json' }).click();
    expect((await download).suggestedFilename()).toBe('codes.practice-ehr.json');
    await console.goto(console.url().replace(/\/mapping.*$/, '/worklist'));
    await console.getByRole('heading', { level: 1, name: 'This is not part of your role' }).waitFor();
    expect(desk.complaints.filter((one) => !/403|422/.test(one))).toEqual([]);
  });
});
