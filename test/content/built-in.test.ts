// The built-in content itself: the values the clinical page verified, and what must never stand in it.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadContent } from '../../src/content/load.ts';
import { contentJsonSchemas, contentKinds } from '../../src/content/schema.ts';
import { needs } from '../../src/domain/consultant/consultant.ts';

const content = loadContent([]);

describe('prompts', () => {
  const texts = (tag: string) =>
    content.prompts.map(({ id, words }) => ({ id, text: words[tag]?.text ?? '' }));

  it('are all in English and in Spanish, and no translation claims a review', () => {
    for (const { id, words } of content.prompts) {
      expect(Object.keys(words).toSorted(), id).toEqual(['en', 'es']);
      expect(words.es?.reviewedOn, id).toBeNull();
    }
  });

  it('name no instrument, score or diagnosis', () => {
    const english =
      /\b(?:psc|phq|epds|asq|bpsc|m-chat|screen\w*|scor\w*|cut-?off|diagnos\w*|disorder|depress\w*|autis\w*|anxi\w*|symptom\w*|abnormal)\b/i;
    const spanish =
      /\b(?:psc|phq|epds|asq|bpsc|m-chat|punta\w*|puntua\w*|diagn\w*|trastorno\w*|depre\w*|autis\w*|ansie\w*|s[ií]ntoma\w*|anormal)\b/i;
    expect(texts('en').filter(({ text }) => english.test(text))).toEqual([]);
    expect(texts('es').filter(({ text }) => spanish.test(text))).toEqual([]);
  });

  it('speak to people as usted', () => {
    const familiar = /(?<![\p{L}])(?:tú|tu|tus|ti|te|contigo|tienes|puedes|quieres|estás|eres)(?![\p{L}])/iu;
    expect(texts('es').filter(({ text }) => familiar.test(text))).toEqual([]);
  });

  it('are short enough to be said', () => {
    const long = ['en', 'es']
      .flatMap((tag) => texts(tag))
      .filter(({ text }) => text.split(/\s+/).length > 62);
    expect(long).toEqual([]);
  });

  it('never promise to keep a secret where safety is at stake', () => {
    const safety = content.prompts.filter(({ tiers }) => tiers.includes('safety'));
    expect(safety.length).toBeGreaterThanOrEqual(8);
    for (const { id, words } of safety)
      for (const { text } of Object.values(words))
        expect(text, id).not.toMatch(/confiden[ct]|promise|prome[ts]|secret/i);
  });

  it('open a visit without any result with a strength, permission and the worry, and presume nothing', () => {
    const open = content.prompts.filter(
      ({ tiers }) => tiers.includes('negative') && tiers.includes('positive'),
    );
    for (const month of [0, 12, 36, 72, 144]) {
      const here = open
        .filter(({ ageMonths }) => month >= ageMonths.from && month < ageMonths.to)
        .toSorted((one, other) => one.order - other.order)
        .map(({ id }) => id.split('-')[0]);
      expect(
        here.filter((id) => id !== 'alone'),
        `month ${month}`,
      ).toEqual(['strength', 'permission', 'worry']);
    }
    expect(open.filter(({ words }) => /answers|form\b/i.test(words.en?.text ?? ''))).toEqual([]);
  });
});

describe('rules, lines and referral kinds', () => {
  it('open the second autism window on the second birthday', () => {
    const windows = content.periodicity.find(({ id }) => id === 'autism')?.windows;
    expect(windows?.map(({ fromMonths, toMonths }) => [fromMonths, toMonths])).toEqual([
      [18, 22],
      [24, 28],
    ]);
  });

  it('do not catch a caregiver screen up after the six-month window', () => {
    const rule = content.periodicity.find(({ id }) => id === 'caregiver-depression');
    expect(rule?.catchUp).toBe(false);
    expect(rule?.windows.map(({ fromMonths }) => fromMonths)).toEqual([1, 2, 4, 6]);
  });

  it('never call the maternity hotline a crisis line, and keep state numbers in their state', () => {
    const lines = content.crisisLines.map(({ id, crisis, states }) => [id, crisis, states]);
    expect(lines).toEqual([
      ['emergency-911', true, null],
      ['988-lifeline', true, null],
      ['maternal-hotline', false, null],
      ['ma-help-line', true, ['MA']],
      ['ma-mobile-crisis', true, ['MA']],
      ['il-cares', true, ['IL']],
    ]);
  });

  it('have a kind for every need but workshops, which no child is referred to', () => {
    const served = new Set(content.referralKinds.map(({ need }) => need));
    expect(needs.filter((need) => !served.has(need))).toEqual(['workshop']);
  });

  it('call only counselling counselling, and put a caregiver’s care on no child’s record', () => {
    const counselled = content.referralKinds.filter(({ category }) => category.code === '409063005');
    expect(counselled.map(({ id }) => id)).toEqual([
      'ecmh-clinician',
      'counselling',
      'caregiver-mental-health',
    ]);
    expect(content.referralKinds.filter(({ forCaregiver }) => forCaregiver).map(({ id }) => id)).toEqual([
      'caregiver-mental-health',
    ]);
  });

  it('end Early Intervention at 36 months, where the district begins', () => {
    const ages = (id: string) => content.referralKinds.find((one) => one.id === id)?.ageMonths;
    expect(ages('early-intervention')).toEqual({ from: 0, to: 36 });
    expect(ages('preschool-special-education')?.from).toBe(36);
    expect(ages('ecmh-clinician')).toEqual({ from: 0, to: 108 });
  });
});

describe('published schemas', () => {
  it.each(contentKinds)('%s: the committed file is current', (kind) => {
    const path = new URL(`../../docs/schemas/content-${kind}.schema.json`, import.meta.url);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(contentJsonSchemas()[kind]);
  });

  it('are there for every kind and no other', () => {
    const published = readdirSync(new URL('../../docs/schemas/', import.meta.url)).filter((name) =>
      name.startsWith('content-'),
    );
    expect(published.toSorted()).toEqual(
      contentKinds.map((kind) => `content-${kind}.schema.json`).toSorted(),
    );
  });
});
