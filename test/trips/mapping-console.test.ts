// The mapping console over HTTP: the administrator finds a test patient, sees why results are not read, maps them, and takes the files away.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Observation, QuestionnaireResponse } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadContent } from '../../src/content/load.ts';
import { makeSqliteStore } from '../../src/store/sqlite.ts';
import { type Page, section } from '../support/browser.ts';
import { type PairOptions, type RunningPair, startPair } from '../support/hearth.ts';
import { launchFor, patientOf, type Visit } from '../support/visit.ts';

const admin = { app: 'admin', user: 'admin' } as const;
const local = 'https://practice-ehr.example/codes';
const form = 'https://practice-ehr.example/Questionnaire/behavior-form';
const child = 'on-track';

const observation = (patient: string, id: string, change: Partial<Observation>): Observation => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  category: [
    { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'survey' }] },
  ],
  code: { coding: [{ system: local, code: 'psc17x', display: 'PSC 17 screening score' }] },
  subject: { reference: `Patient/${patient}` },
  effectiveDateTime: '2026-01-15',
  valueInteger: 16,
  ...change,
});

const response = (patient: string, items: readonly string[]): QuestionnaireResponse => ({
  resourceType: 'QuestionnaireResponse',
  id: 'behavior-form-1',
  status: 'completed',
  questionnaire: `${form}|2`,
  subject: { reference: `Patient/${patient}` },
  authored: '2026-01-15T10:00:00-06:00',
  item: items.map((linkId) => ({
    linkId,
    text: `Local wording of ${linkId}`,
    answer: [{ valueInteger: 1 }],
  })),
});

const startWith = async (options: PairOptions = {}): Promise<RunningPair> => {
  const pair = await startPair(options);
  const patient = patientOf(pair, child);
  pair.ehr.put(observation(patient, 'local-total', {}));
  pair.ehr.put(
    observation(patient, 'wordy', { code: { text: 'A screening score in words' }, valueInteger: 3 }),
  );
  pair.ehr.put(
    observation(patient, 'epds-local', {
      code: { coding: [{ system: local, code: 'epds-x', display: 'Depression screening score' }] },
      valueInteger: 27,
    }),
  );
  pair.ehr.put(
    observation(patient, 'elsewhere', {
      category: [],
      code: { coding: [{ system: local, code: 'hidden-total', display: 'Some total' }] },
      valueInteger: 5,
    }),
  );
  pair.ehr.put(response(patient, ['a 1', 'a/2', 'sum']));
  return pair;
};

const openChart = async (pair: RunningPair, visit: Visit): Promise<Page> => {
  const id = patientOf(pair, child);
  const found = await visit.browser.press(visit.page, 'Search', { by: 'id', text: id });
  return visit.browser.press(found, /^Explain this chart/);
};

describe('Looking for a test patient', () => {
  let pair: RunningPair;
  let visit: Visit;
  beforeAll(async () => {
    pair = await startWith();
    visit = await launchFor(pair, undefined, admin);
  });
  afterAll(() => pair.close());

  it('begins at the console, without a child', () => {
    expect(visit.page.url).toMatch(/\/mapping$/);
    expect(visit.page.text).toMatch(/Look for a test patient/);
    expect(visit.page.root.querySelector('nav')?.text).not.toMatch(/Worklist|Summary/);
  });

  it.each([
    ['name', 'rivera', /Mateo Rivera-Ejemplo/],
    ['id', 'the id of positive-spanish', /Mateo Rivera-Ejemplo/],
    ['mrn', 'the number of positive-spanish', /Mateo Rivera-Ejemplo/],
  ])(
    'finds one by %s, with birth date and id, and nothing of it stands in an address or a log',
    async (by, text, words) => {
      const id = patientOf(pair, 'positive-spanish');
      const patient = pair.ehr.get('Patient', id);
      const number = patient?.resourceType === 'Patient' ? (patient.identifier?.[0]?.value ?? '') : '';
      pair.ehr.traffic.clear();
      const typed = text.startsWith('the id') ? id : text.startsWith('the number') ? number : text;
      const page = await visit.browser.press(visit.page, 'Search', { by, text: typed });
      expect(section(page, 'Patients found')).toMatch(words);
      expect(section(page, 'Patients found')).toMatch(/born [A-Z][a-z]{2} \d{1,2}, \d{4}/);
      const addresses = [...page.way.map(({ url }) => url), ...pair.ehr.traffic.fhir().map((one) => one.url)];
      expect(pair.ehr.traffic.to('/fhir/Patient/_search')).toHaveLength(1);
      for (const secret of [typed, id, number, 'Rivera'])
        for (const place of [...addresses, ...pair.logs])
          expect(place.toLowerCase()).not.toContain(secret.toLowerCase());
    },
  );

  it('says that nobody was found, and what is missing in a search, keeping what was typed', async () => {
    const nobody = await visit.browser.press(visit.page, 'Search', { by: 'name', text: 'Nobody-Here' });
    expect(section(nobody, 'Patients found')).toMatch(/No patient your EHR lets you see matches/);
    const short = await visit.browser.press(visit.page, 'Search', { by: 'mrn', text: 'x' });
    expect(short.status).toBe(422);
    expect(short.text).toMatch(/Type at least two characters/);
    expect(short.root.querySelector('input[name="text"]')?.getAttribute('value')).toBe('x');
    expect(short.root.querySelector('option[selected]')?.getAttribute('value')).toBe('mrn');
  });

  it('finds nobody the EHR hides from this person, and opens no chart of theirs', async () => {
    const hidden = patientOf(pair, 'positive-spanish');
    pair.ehr.setMayRead('admin', hidden, false);
    const search = await visit.browser.press(visit.page, 'Search', { by: 'name', text: 'rivera' });
    expect(search.body).not.toMatch(/Mateo/);
    const mine = await visit.browser.press(visit.page, 'Search', { by: 'id', text: patientOf(pair, child) });
    const forged = await visit.browser.press(mine, /^Explain this chart/, { patientId: hidden });
    expect(forged.status).toBe(403);
    expect(forged.body).not.toMatch(/Mateo|Rivera/);
    pair.ehr.setMayRead('admin', hidden, true);
  });
});

describe('A chart explained', () => {
  let pair: RunningPair;
  let visit: Visit;
  let page: Page;
  beforeAll(async () => {
    pair = await startWith();
    visit = await launchFor(pair, undefined, admin);
    page = await openChart(pair, visit);
  });
  afterAll(() => pair.close());

  it('lists what is not recognized with its code, its date and the reason', () => {
    const rows = section(page, 'Looks like screening, not recognized');
    expect(rows).toMatch(/PSC 17 screening score, Jan 15, 2026/);
    expect(rows).toMatch(/psc17x \(https:\/\/practice-ehr\.example\/codes\)/);
    expect(rows).toMatch(/Not recognized: /);
  });

  it('offers each unmapped code once, and says where only the EHR can help', () => {
    const toMap = section(page, 'To map');
    expect(toMap.match(/psc17x \(/g)).toHaveLength(1);
    expect(toMap).toMatch(/words and no code.*A screening score in words \(Observation\/wordy\)/);
    expect(toMap).toMatch(/behavior-form, version 2 sent 1 time, 3 questions, not mapped/);
  });

  it('says how to find what the EHR files under another category', async () => {
    expect(page.body).not.toContain('hidden-total');
    const edit = await visit.browser.press(page, 'Map a code by hand');
    const again = await visit.browser.press(edit, 'Save the draft', {
      system: local,
      code: 'hidden-total',
      carries: 'psc-17/score/attention',
    });
    expect(section(again, 'Became a result')).toMatch(/Read as PSC-17: Attention = 5/);
    expect(again.text).toMatch(/For clinicians now: Not screening: it is filed as no survey/);
    await visit.browser.press(again, /^Remove/);
  });

  it('reads with a draft at once, and says how clinicians’ pages read it still', async () => {
    const edit = await visit.browser.press(page, /^Map the code psc17x/);
    expect(edit.text).toMatch(/psc17x/);
    const after = await visit.browser.press(edit, 'Save the draft', { carries: 'psc-17/score/total' });
    expect(after.status).toBe(200);
    expect(after.text).toMatch(/The draft is saved/);
    const read = section(after, 'Became a result');
    expect(read).toMatch(/with the drafts Read as PSC-17: Total = 16\./);
    expect(read).toMatch(/For clinicians now: Not recognized: /);
    expect(section(after, 'To map')).not.toMatch(/psc17x \(/);
    expect(section(after, 'Drafts')).toMatch(/psc17x carries PSC-17: Total/);
    expect(section(after, 'Drafts')).toMatch(
      /Alex Prueba-Sample, (?:\d{4}-\d{2}-\d{2}|[A-Z][a-z]{2} \d{1,2}, \d{4}) draft/,
    );
    const clinician = await launchFor(pair, child);
    expect(clinician.page.body).toMatch(/psc17x/);
    expect(clinician.page.text).not.toMatch(/PSC-17[^.]{0,80}\b16\b/);
    const removed = await visit.browser.press(after, /^Remove/);
    expect(removed.text).toMatch(/The draft is removed/);
    expect(section(removed, 'To map')).toMatch(/psc17x \(/);
  });

  it('tells that a result of a confidential instrument was read, never what was answered', async () => {
    const edit = await visit.browser.press(page, /^Map the code epds-x/);
    const after = await visit.browser.press(edit, 'Save the draft', { carries: 'epds/score/total' });
    expect(section(after, 'Became a result')).toMatch(
      /Read as [^:]+: \S.*Told in confidence: the value is not shown here/,
    );
    expect(after.text).not.toMatch(/\b27\b/);
    await visit.browser.press(after, /^Remove/);
  });

  it('shows no value of a confidential result that a draft calls by another name', async () => {
    const patient = patientOf(pair, child);
    const epds = { system: 'http://loinc.org', code: '99046-5', display: 'Caregiver screening total' };
    pair.ehr.put(observation(patient, 'epds-known', { code: { coding: [epds] }, valueInteger: 29 }));
    const edit = await visit.browser.press(page, 'Map a code by hand');
    const after = await visit.browser.press(edit, 'Save the draft', {
      system: epds.system,
      code: epds.code,
      carries: 'psc-17/score/total',
    });
    const read = section(after, 'Became a result');
    expect(read).toMatch(/with the drafts Read as PSC-17: Total. Told in confidence/);
    expect(read).toMatch(/For clinicians now: Read as EPDS: \S.* Told in confidence/);
    expect(after.text).not.toMatch(/\b29\b/);
    await visit.browser.press(after, /^Remove/);
    pair.ehr.remove('Observation', 'epds-known');
  });

  it('maps a form question by question, says what is wrong, and loses nothing that was typed', async () => {
    const edit = await visit.browser.press(page, /^Map the form/);
    expect(edit.text).toMatch(/Local wording of a\/2/);
    const faulty = await visit.browser.press(edit, 'Save the draft', {
      instrument: 'psc-17',
      'q.a%201': '1',
      'q.a%2F2': '99',
      'q.sum': 'totally',
    });
    expect(faulty.status).toBe(422);
    expect(section(faulty, 'What to mend')).toMatch(/“a\/2” carries nothing the .* has by that name/);
    expect(section(faulty, 'What to mend')).toMatch(/“sum”.*a number from 1 to 17.*total/);
    const values = faulty.root
      .querySelectorAll('input[name^="q."]')
      .map((one) => [one.getAttribute('name'), one.getAttribute('value')]);
    expect(values).toEqual([
      ['q.a%201', '1'],
      ['q.a%2F2', '99'],
      ['q.sum', 'totally'],
    ]);
    expect(faulty.text).toMatch(/Local wording of a\/2/);
    const after = await visit.browser.press(faulty, 'Save the draft', { 'q.a%2F2': '2', 'q.sum': '' });
    expect(section(after, 'Became a result')).toMatch(/PSC-17: question 2 = 1/);
    expect(section(after, 'Drafts')).toMatch(/behavior-form version 2 is the PSC-17, 2 questions mapped/);
    const change = await visit.browser.press(after, /^Change the form/);
    expect(change.root.querySelector('input[name="q.a%2F2"]')?.getAttribute('value')).toBe('2');
    await visit.browser.press(after, /^Remove/);
  });

  it('shows again what was typed when the session has ended meanwhile', async () => {
    const other = await launchFor(pair, undefined, admin);
    const edit = await other.browser.press(await openChart(pair, other), /^Map the form/);
    other.browser.cookies.clear();
    const ended = await other.browser.press(edit, 'Save the draft', {
      instrument: 'psc-17',
      'q.a%2F2': '2',
    });
    expect(ended.status).toBe(401);
    expect(section(ended, 'What you typed')).toMatch(/Instrument psc-17.*a\/2 2/);
    expect(ended.body).not.toContain(patientOf(pair, child));
  });

  it('says what could not be read, and explains the rest', async () => {
    pair.ehr.faults.set([{ path: /^\/fhir\/QuestionnaireResponse/, status: 500 }]);
    const half = await openChart(pair, visit);
    pair.ehr.faults.clear();
    expect(section(half, 'What could not be read')).toMatch(/Screening forms could not be read/);
    expect(section(half, 'To map')).toMatch(/psc17x/);
  });
});

describe('Taking the mapping away', () => {
  let pair: RunningPair;
  let visit: Visit;
  let page: Page;
  const storeFile = join(mkdtempSync(join(tmpdir(), 'hearth-mapping-')), 'hearth.db');
  beforeAll(async () => {
    pair = await startWith({ storeFile });
    const patient = patientOf(pair, child);
    pair.ehr.put({
      ...response(patient, []),
      id: 'behavior-form-2',
      item: [
        {
          linkId: 'b',
          answer: [{ valueCoding: { system: local, code: 'often', display: 'Often' } }],
        },
      ],
    });
    visit = await launchFor(pair, undefined, admin);
    page = await openChart(pair, visit);
    for (const [button, filling] of [
      [/^Map the code psc17x/, { carries: 'psc-17/score/total' }],
      [/^Map the form/, { instrument: 'psc-17', 'q.a%201': '1', 'q.b': '2', versions: 'any' }],
      [/^Give its number to the answer Often/, { value: '2' }],
    ] as const) {
      const edit = await visit.browser.press(page, button);
      page = await visit.browser.press(edit, 'Save the draft', filling);
      expect(page.text).toMatch(/The draft is saved/);
    }
  });
  afterAll(() => pair.close());

  /** The downloads, put where the page says they belong. */
  const exported = async (): Promise<string> => {
    const directory = mkdtempSync(join(tmpdir(), 'hearth-site-content-'));
    for (const kind of ['codes', 'questionnaires', 'answers']) {
      const file = await visit.browser.follow(page, new RegExp(`: ${kind}/practice-ehr\\.json$`));
      expect(file.status).toBe(200);
      expect(file.headers['content-type']).toMatch(/^application\/json/);
      expect(file.headers['content-disposition']).toBe(`attachment; filename=${kind}.practice-ehr.json`);
      mkdirSync(join(directory, kind));
      writeFileSync(join(directory, kind, 'practice-ehr.json'), file.body);
    }
    return directory;
  };

  it('reads a coded answer by the number it was given', () => {
    expect(section(page, 'Became a result')).toMatch(/PSC-17: question 2 = 2/);
  });

  it('gives files the content takes as they are, each row saying who mapped it and when', async () => {
    const content = loadContent([await exported()]);
    const source =
      /^Mapped by Alex Prueba-Sample on \d{4}-\d{2}-\d{2} in the mapping console, from test charts of the EHR practice-ehr$/;
    expect(content.codes.find(({ code }) => code === 'psc17x')).toEqual({
      system: local,
      code: 'psc17x',
      instrumentId: 'psc-17',
      part: { kind: 'score', id: 'total' },
      edition: null,
      form: null,
      evidence: 'design',
      source: expect.stringMatching(source) as string,
    });
    expect(content.questionnaires.find(({ questionnaire }) => questionnaire === form)).toMatchObject({
      versions: null,
      instrumentId: 'psc-17',
      items: { 'a 1': { kind: 'item', id: 'item-1' }, b: { kind: 'item', id: 'item-2' } },
      source: expect.stringMatching(source) as string,
    });
    expect(content.answers.find(({ code }) => code === 'often')).toMatchObject({
      value: 2,
      instruments: ['psc-17'],
    });
  });

  it('once in the site’s content, is what a clinician’s page reads, and the console says it is in use', async () => {
    const directory = await exported();
    const live = await startPair({
      configure: (raw) => ({
        ...raw,
        content: {
          directories: [...(raw.content as { directories: string[] }).directories, directory],
        },
      }),
    });
    const patient = patientOf(live, child);
    live.ehr.put(observation(patient, 'local-total', {}));
    const clinician = await launchFor(live, child);
    expect(clinician.page.text).toMatch(/PSC-17/);
    expect(clinician.page.body).not.toContain('psc17x');
    const there = await launchFor(live, undefined, admin);
    const explained = await openChart(live, there);
    expect(section(explained, 'Became a result')).toMatch(/Read as PSC-17: Total = 16/);
    expect(explained.text).toMatch(/There is no draft/);
    const edit = await there.browser.press(explained, 'Map a code by hand');
    const after = await there.browser.press(edit, 'Save the draft', {
      system: local,
      code: 'psc17x',
      carries: 'psc-17/score/total',
    });
    expect(section(after, 'Drafts')).toMatch(/in use already/);
    expect(after.text).toMatch(/The drafts change nothing in this chart/);
    await live.close();
  });

  it('audits the search, the chart, the draft and the export, naming no code and no words', async () => {
    await exported();
    const store = await makeSqliteStore({
      file: storeFile,
      keys: [new Uint8Array(32)],
      serving: false,
    });
    const rows = (await store.readAudit(100)).filter(({ action }) => action.startsWith('mapping.'));
    await store.close();
    const patient = patientOf(pair, child);
    expect(new Set(rows.map(({ action, entity }) => `${action} ${entity}`))).toEqual(
      new Set([
        'mapping.search Patient',
        `mapping.chart Patient/${patient}`,
        'mapping.draft.save mapping/codes',
        'mapping.draft.save mapping/questionnaires',
        'mapping.draft.save mapping/answers',
        'mapping.export mapping/codes',
        'mapping.export mapping/questionnaires',
        'mapping.export mapping/answers',
      ]),
    );
    expect(new Set(rows.map(({ actor, role }) => `${actor} ${role}`))).toEqual(
      new Set(['Practitioner/prac-admin admin']),
    );
  });

  it('has nothing to give of a kind without drafts, or of no kind', async () => {
    const other = await startPair();
    const there = await launchFor(other, undefined, admin);
    for (const kind of ['codes', 'instruments', '..%2Fcodes'])
      expect((await there.browser.ask(`${there.base}/mapping/export/${kind}`)).status).toBe(404);
    await other.close();
  });
});

describe('Who reaches which room', () => {
  let pair: RunningPair;
  beforeAll(async () => {
    pair = await startWith();
  });
  afterAll(() => pair.close());

  const mappingRooms = ['mapping', 'MAPPING', 'mapping/', 'mapping/export/codes'];
  const careRooms = ['summary', 'consultants', 'worklist', 'referrals/00000000-0000-4000-8000-000000000000'];
  const people = [
    ['clinician', 'pediatrician', child],
    ['coordinator', 'coordinator', undefined],
    ['coordinator', 'coordinator', child],
    ['admin', 'admin', undefined],
    ['admin', 'admin', child],
  ] as const;

  it.each(people)('%s (%s) of %s', async (app, user, key) => {
    const visit = await launchFor(pair, key, { app, user });
    const isAdmin = app === 'admin';
    if (isAdmin) expect(visit.page.url).toMatch(/\/mapping$/);
    for (const room of mappingRooms) {
      const page = await visit.browser.open(`${visit.base}/${room}`);
      if (isAdmin) expect([200, 404]).toContain(page.status);
      else expect([page.status, page.text]).toEqual([403, expect.stringMatching(/not part of your role/)]);
    }
    for (const room of careRooms) {
      const page = await visit.browser.open(`${visit.base}/${room}`);
      if (isAdmin)
        expect([page.status, page.text]).toEqual([403, expect.stringMatching(/not part of your role/)]);
      else expect(page.status).not.toBe(403);
    }
    // A form of a room is refused like its page, with a token that is good.
    const token = visit.page.root.querySelector('main input[name="_csrf"]')?.getAttribute('value');
    if (isAdmin || token === undefined) return;
    for (const room of ['search', 'chart', 'edit', 'drafts', 'remove']) {
      const page = await visit.browser.ask(`${visit.base}/mapping/${room}`, {
        method: 'POST',
        from: visit.page.url,
        body: new URLSearchParams({ _csrf: token, draftKind: 'codes' }).toString(),
      });
      expect([room, page.status]).toEqual([room, 403]);
    }
  });

  it('an admin who came from a chart is offered that chart, and no other page of the child', async () => {
    const visit = await launchFor(pair, child, admin);
    const page = await visit.browser.press(visit.page, 'Explain the chart Hearth was opened from');
    expect(section(page, 'To map')).toMatch(/psc17x/);
  });
});
