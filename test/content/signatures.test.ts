// What a clinician's signature does, and when it stops doing it.
import { afterEach, describe, expect, it } from 'vitest';
import { loadContent } from '../../src/content/load.ts';
import { calendarDate, parsePartialDate } from '../../src/domain/age.ts';
import type { ReportedForm } from '../../src/domain/chart.ts';
import type { ClinicalContent } from '../../src/domain/screening/content.ts';
import { readResult } from '../../src/domain/screening/read-result.ts';
import { signatureFor } from './signing.ts';
import { changed, faultsWith, type Row, type Site, site } from './site.ts';

const made: Site[] = [];
const siteWith = (files: Readonly<Record<string, unknown>>): Site => {
  const one = site(files);
  made.push(one);
  return one;
};
afterEach(() => {
  for (const one of made.splice(0)) one.remove();
});

const birthDate = parsePartialDate('2024-03-10');
if (!birthDate) throw new Error('unreachable');

const read = (content: ClinicalContent, instrumentId: string, more: Partial<ReportedForm>) => {
  const instrument = content.instruments.find(({ id }) => id === instrumentId);
  if (!instrument) throw new Error(`no instrument ${instrumentId}`);
  const form: ReportedForm = {
    id: 'Observation/1',
    instrumentId,
    administeredOn: calendarDate('2026-05-10'),
    scores: {},
    items: {},
    notes: [],
    origins: [],
    ...more,
  };
  return readResult(form, instrument, birthDate, undefined);
};

const instrument = (content: ClinicalContent, id: string) => content.instruments.find((one) => one.id === id);

describe('a recalled cut-off', () => {
  const high = { scores: { total: 12 } };

  it('bands nothing until a clinician of the site signs its row, and bands from then on', () => {
    const clinic = siteWith({});
    expect(read(loadContent([clinic.path]), 'ppsc', high).band).toBe('no-cut-off');
    clinic.write('signatures/instruments.json', [signatureFor([clinic.path], 'instruments', 'ppsc')]);
    const content = loadContent([clinic.path]);
    expect(read(content, 'ppsc', high).band).toBe('above');
    expect(instrument(content, 'ppsc')).toMatchObject({
      reviewedBy: 'Ana Ruiz-Ejemplo, MD',
      reviewedOn: '2026-11-02',
    });
  });

  it('stops banding when its row changes, without a fault, and bands again once signed anew', () => {
    const row = (at: number) =>
      changed('instruments', 'ppsc', {
        thresholds: [{ score: 'total', at, evidence: 'recalled', source: 'our own copy' }],
      });
    const clinic = siteWith({ 'instruments/ppsc.json': [row(9)] });
    clinic.write('signatures/instruments.json', [signatureFor([clinic.path], 'instruments', 'ppsc')]);
    expect(read(loadContent([clinic.path]), 'ppsc', high).band).toBe('above');
    clinic.write('instruments/ppsc.json', [row(10)]);
    const changedContent = loadContent([clinic.path]);
    expect(read(changedContent, 'ppsc', high).band).toBe('no-cut-off');
    expect(instrument(changedContent, 'ppsc')).toMatchObject({ reviewedBy: null, reviewedOn: null });
    clinic.write('signatures/instruments.json', [signatureFor([clinic.path], 'instruments', 'ppsc')]);
    expect(read(loadContent([clinic.path]), 'ppsc', high).band).toBe('above');
  });

  it('is not kept signed by a review typed into the row once the signature under it lapsed', () => {
    const review = { reviewedBy: 'Ana Ruiz-Ejemplo, MD', reviewedOn: '2026-11-02' };
    const clinic = siteWith({ 'instruments/ppsc.json': [changed('instruments', 'ppsc', review)] });
    clinic.write('signatures/instruments.json', [
      { ...signatureFor([clinic.path], 'instruments', 'ppsc'), fingerprint: '0'.repeat(64) },
    ]);
    expect(instrument(loadContent([clinic.path]), 'ppsc')?.reviewedBy).toBeNull();
  });

  it('counts the fingerprint of what the row says, not of how its file is written', () => {
    const row = changed('instruments', 'ppsc', {});
    const clinic = siteWith({ 'instruments/ppsc.json': [row] });
    clinic.write('signatures/instruments.json', [signatureFor([clinic.path], 'instruments', 'ppsc')]);
    const turned = Object.fromEntries(Object.entries(row).toReversed());
    clinic.write('instruments/ppsc.json', JSON.stringify([{ ...turned, extraItems: [] }], null, 4));
    expect(instrument(loadContent([clinic.path]), 'ppsc')?.reviewedBy).not.toBeNull();
  });
});

describe('a safety answer', () => {
  it.each(['unsigned', 'signed', 'changed since'])('acts whether its instrument is %s', (state) => {
    const clinic = siteWith({});
    if (state !== 'unsigned') {
      const signature = signatureFor([clinic.path], 'instruments', 'epds');
      clinic.write('signatures/all.json', [
        state === 'signed' ? signature : { ...signature, fingerprint: '0'.repeat(64) },
      ]);
    }
    const answered = read(loadContent([clinic.path]), 'epds', {
      scores: { total: 1 },
      items: { 'item-10': 1 },
    });
    expect(answered.safety.state).toBe('positive');
    expect(answered.negative).toBe(false);
  });
});

describe('a licensed cut-off', () => {
  const guide = { evidence: 'verified', source: 'the licensed guide this site holds' };
  const typedIn = changed('instruments', 'asq-se-2', {
    thresholds: [
      { score: 'total', form: '24', at: 65, monitorAt: 50, ...guide },
      { score: 'total', form: '30', at: 85, monitorAt: 65, ...guide },
    ],
  });
  const signedSite = (): Site => {
    const clinic = siteWith({ 'instruments/asq-se-2.json': [typedIn] });
    clinic.write('signatures/instruments.json', [signatureFor([clinic.path], 'instruments', 'asq-se-2')]);
    return clinic;
  };

  it('is refused until the clinician signs it', () => {
    const faults = faultsWith({ 'instruments/asq-se-2.json': [typedIn] });
    expect(faults).toContainEqual(expect.stringMatching(/thresholds\.0\.at: .*hearth content sign/));
  });

  it('bands its own form from the signature on, with its monitoring zone', () => {
    const content = loadContent([signedSite().path]);
    const band = (total: number) =>
      read(content, 'asq-se-2', { scores: { total }, formId: '24', edition: '2' }).band;
    expect([45, 50, 60, 65].map(band)).toEqual(['below', 'monitor', 'monitor', 'above']);
  });

  it('is refused again when it changes, for Hearth would band by a number nobody signed', () => {
    const clinic = signedSite();
    clinic.write('instruments/asq-se-2.json', [
      { ...typedIn, thresholds: [{ score: 'total', form: '24', at: 70, ...guide }] },
    ]);
    expect(() => loadContent([clinic.path])).toThrow(/1 fault|2 faults/);
  });
});

describe('a signature is refused', () => {
  const signature = (change: Row): Row => ({
    ...signatureFor([], 'prompts', 'worry-family'),
    ...change,
  });
  it.each<readonly [string, Row, RegExp]>([
    ['under a row that is not there', signature({ row: 'nothing' }), /row: "nothing" is no row of prompts/],
    ['under a kind nobody signs', signature({ kind: 'codes' }), /kind: /],
    [
      'in a language the prompt has no words in',
      signature({ language: 'ht' }),
      /language: "worry-family" has no ht words/,
    ],
    ['under English as a translation', signature({ language: 'en' }), /language: English is signed with/],
    [
      'in a language of a kind without languages',
      { ...signatureFor([], 'instruments', 'ppsc'), language: 'es' },
      /language: instruments have no languages/,
    ],
    ['with a fingerprint typed by hand', signature({ fingerprint: 'abc' }), /fingerprint: is no fingerprint/],
    ['without a name', signature({ by: ' ' }), /by: may not be empty/],
    ['on a day that is none', signature({ on: '2026-02-30' }), /on: is no calendar date/],
  ])('%s', (_, row, fault) => {
    expect(faultsWith({ 'signatures/site.json': [row] })).toContainEqual(expect.stringMatching(fault));
  });

  it('twice under one row in one directory', () => {
    const row = signatureFor([], 'instruments', 'ppsc');
    const faults = faultsWith({ 'signatures/a.json': [row], 'signatures/b.json': [row] });
    expect(faults).toEqual([
      'clinic/signatures/b.json: row instruments|ppsc, row: is already used in clinic/signatures/a.json; keep one of them',
    ]);
  });
});

describe('a signature under a prompt', () => {
  const words = {
    en: { text: 'What worries you?', reviewedOn: null },
    es: { text: '¿Qué?', reviewedOn: null },
  };
  const prompt = (change: Row): Row => changed('prompts', 'worry-family', { words: { ...words, ...change } });
  const promptOf = (clinic: Site) =>
    loadContent([clinic.path]).prompts.find(({ id }) => id === 'worry-family');

  it('stands for its English, and outlives a new translation', () => {
    const clinic = siteWith({ 'prompts/ours.json': [prompt({})] });
    clinic.write('signatures/a.json', [signatureFor([clinic.path], 'prompts', 'worry-family')]);
    clinic.write('prompts/ours.json', [prompt({ es: { text: 'otra cosa', reviewedOn: null } })]);
    expect(promptOf(clinic)).toMatchObject({ reviewedOn: '2026-11-02', words: { es: { reviewedOn: null } } });
    clinic.write('prompts/ours.json', [prompt({ en: { text: 'Something else', reviewedOn: null } })]);
    expect(promptOf(clinic)?.reviewedOn).toBeNull();
  });

  it.each([
    ['the translation', { es: { text: 'otra cosa', reviewedOn: null } }],
    ['the English under it', { en: { text: 'Something else', reviewedOn: null } }],
  ])('in one language lapses when %s changes', (_, change) => {
    const clinic = siteWith({ 'prompts/ours.json': [prompt({})] });
    clinic.write('signatures/a.json', [
      signatureFor([clinic.path], 'prompts', 'worry-family', { language: 'es' }),
    ]);
    expect(promptOf(clinic)).toMatchObject({ reviewedOn: null, words: { es: { reviewedOn: '2026-11-02' } } });
    clinic.write('prompts/ours.json', [prompt(change)]);
    expect(promptOf(clinic)?.words.es?.reviewedOn).toBeNull();
  });
});
