// The real US Core examples, which nobody here wrote, launched and read as they should be.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { FhirResource, Observation, Patient } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { section } from '../support/browser.ts';
import { repositoryPath, type RunningPair, startPair } from '../support/hearth.ts';
import { launchFor } from '../support/visit.ts';

const folder = repositoryPath('../shared/samples/us-core');
const present = existsSync(folder);
if (!present)
  console.warn('SKIPPED LOUDLY: the US Core samples are not beside this repository; no launch read them.');

const sample = (name: string): FhirResource =>
  JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as FhirResource;

describe.skipIf(!present)('The US Core examples', () => {
  let pair: RunningPair;
  beforeAll(async () => {
    pair = await startPair();
    for (const name of readdirSync(folder).filter((each) => each.endsWith('.json')))
      pair.ehr.put(sample(name));
    // The panel's patient is not among the samples; he or she was thirteen when it was answered.
    pair.ehr.put({
      ...(sample('patient-child-example.json') as Patient),
      id: 'example',
      birthDate: '2009-10-01',
    });
  });
  afterAll(() => pair.close());

  const open = (patient: string) => launchFor(pair, undefined, { patient });

  it('the PHQ-9 panel: its total sent as text is read, marked and banded, and the self-harm item is seen', async () => {
    const { page } = await open('example');
    expect(page.status).toBe(200);
    const card = section(page, 'Private answers');
    expect(card).toMatch(/Above the cut-off/i);
    expect(card).toMatch(/\b12\b/);
    expect(card).toMatch(/\b10\b/);
    expect(card).toMatch(/sent as text/);
    expect(card).toMatch(/Nov 29, 2022/);
    expect(card).not.toMatch(/not seen/);
    expect(section(page, 'Review before you go on')).toBe('');
  });

  it('the same panel with the self-harm item at several days raises the strip', async () => {
    const item = sample('Observation-PHQ9-item-example-44260-8.json') as Observation;
    pair.ehr.put({
      ...item,
      valueCodeableConcept: {
        coding: [{ system: 'http://loinc.org', code: 'LA6569-3', display: 'Several days' }],
        text: 'Several days',
      },
    });
    const { page } = await open('example');
    expect(section(page, 'Review before you go on')).toMatch(/PHQ-9, Nov 29, 2022/);
    expect(section(page, 'Private answers')).toMatch(/Safety answer/);
    pair.ehr.put(item);
  });

  it('the same panel without the self-harm item says that it was not seen', async () => {
    const item = sample('Observation-PHQ9-item-example-44260-8.json') as Observation;
    const form = sample('QuestionnaireResponse-phq-9-example.json');
    pair.ehr.remove('Observation', item.id ?? '');
    pair.ehr.remove('QuestionnaireResponse', form.id ?? '');
    const { page } = await open('example');
    expect(section(page, 'Private answers')).toMatch(/not seen/);
    expect(section(page, 'Review before you go on')).toBe('');
    pair.ehr.put(item);
    pair.ehr.put(form);
  });

  it('the chart’s other order is listed as such, not as one of Hearth’s', async () => {
    const { page } = await open('example');
    expect(section(page, 'Referrals so far')).toMatch(/Other orders in the chart.*food pantry/i);
  });

  it('what it does not know is listed, never counted as a screening result', async () => {
    const { page } = await open('example');
    expect(section(page, 'Results that are not used')).toMatch(
      /(Result found, not recognized|Other survey results).*hunger-vital-sign/,
    );
  });

  it.each([
    ['child-example', /Child Example.*born Jan 15, 2016/],
    ['infant-example', /Infant Example.*born Jun 2, 2020/],
  ])('%s launches, with name, birth date and age, and an honest empty list', async (id, banner) => {
    const { page } = await open(id);
    expect(page.status).toBe(200);
    expect(page.root.querySelector('header.banner')?.structuredText.replace(/\s+/g, ' ')).toMatch(banner);
    expect(page.text).toMatch(/No screening result found in the chart \(read \d\d:\d\d, complete\)/);
    expect(section(page, 'Today')).toMatch(/Due|Overdue|No screening rule Hearth knows applies/);
  });

  it('the deceased patient gets respectful words, no prompts and no referral', async () => {
    const { page, browser, base } = await open('deceased-example');
    expect(page.status).toBe(200);
    expect(page.text).toMatch(/This chart says the child has died.*makes no referral here/);
    expect(section(page, 'Next steps')).toBe('');
    expect(page.body).not.toMatch(/referrals\/new|Due|Overdue/);
    expect((await browser.open(`${base}/consultants`)).status).toBe(404);
    const other = await launchFor(pair, 'positive-spanish');
    const link = other.page.root
      .querySelectorAll('a')
      .find((one) => one.getAttribute('href')?.includes('referrals/new'));
    const query = link?.getAttribute('href')?.replaceAll('&amp;', '&').split('?')[1] ?? '';
    expect(query).toMatch(/consultant=/);
    expect((await browser.open(`${base}/referrals/new?${query}`)).status).toBe(404);
  });
});
