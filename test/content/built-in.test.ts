// The built-in content itself: the values the clinical page verified, and what must never stand in it.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadContent } from '../../src/content/load.ts';
import { contentJsonSchemas, contentKinds } from '../../src/content/schema.ts';
import { needs } from '../../src/domain/consultant/consultant.ts';
import { builtInRows } from './site.ts';

const content = loadContent([]);
const instrument = (id: string) => {
  const found = content.instruments.find((one) => one.id === id);
  if (!found) throw new Error(`no instrument ${id}`);
  return found;
};

describe('instruments', () => {
  it('hold the verified cut-offs, and none that is only recalled', () => {
    const cutOffs = content.instruments.flatMap(({ id, thresholds }) =>
      thresholds.map(({ score, at, evidence }) => `${id} ${score} ${at} ${evidence}`),
    );
    expect(cutOffs.toSorted()).toEqual([
      'asq-se-2 total null recalled',
      'bpsc inflexibility 3 verified',
      'bpsc irritability 3 verified',
      'bpsc routines 3 verified',
      'epds total 10 verified',
      'phq-9 total 10 verified',
      'psc-17 attention 7 verified',
      'psc-17 externalizing 7 verified',
      'psc-17 internalizing 5 verified',
      'psc-17 total 15 verified',
    ]);
  });

  it('hold the zones of M-CHAT-R, EPDS and PHQ-9', () => {
    const zones = content.instruments.flatMap(({ id, zones: own }) =>
      own.map(({ from, to, band }) => `${id} ${from}-${to} ${band}`),
    );
    expect(zones.toSorted()).toEqual([
      'epds 0-9 below',
      'epds 10-12 above',
      'epds 13-30 above',
      'm-chat-r 0-2 below',
      'm-chat-r 3-7 follow-up',
      'm-chat-r 8-20 above',
      'phq-9 0-4 below',
      'phq-9 10-14 above',
      'phq-9 15-19 above',
      'phq-9 20-27 above',
      'phq-9 5-9 below',
    ]);
  });

  it('watch the self-harm questions and keep people’s own answers closed', () => {
    expect(instrument('epds').safetyItems.map(({ id }) => id)).toEqual(['item-10']);
    expect(instrument('phq-9').safetyItems.map(({ id }) => id)).toEqual(['item-9']);
    const closed = content.instruments.filter(({ confidential }) => confidential).map(({ id }) => id);
    expect(closed.toSorted()).toEqual(['epds', 'phq-9']);
  });

  it('ask for every scale before "below" may be said', () => {
    expect(instrument('psc-17').neededForBelow).toEqual([
      'total',
      'internalizing',
      'attention',
      'externalizing',
    ]);
    expect(instrument('bpsc').neededForBelow).toEqual(['irritability', 'inflexibility', 'routines']);
  });

  it('end BPSC the day before 18 months and count M-CHAT-R from 16 to 30 months', () => {
    expect(instrument('bpsc').ageMonths).toMatchObject({ from: 0, to: 17, evidence: 'verified' });
    expect(instrument('m-chat-r').ageMonths).toMatchObject({ from: 16, to: 30, evidence: 'verified' });
    expect(instrument('psc-17').ageMonths?.evidence).toBe('recalled');
  });

  it('say that PSC-17 cannot speak about suicide', () => {
    expect(instrument('psc-17').cannotSay).toMatch(/no question about suicide/);
  });

  it('hold no question: nothing in them is asked', () => {
    expect(JSON.stringify(builtInRows('instruments'))).not.toContain('?');
  });
});

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

describe('codes', () => {
  it('map what the US Core PHQ-9 panel lists, in its order, and the EPDS', () => {
    const part = (code: string) => {
      const found = content.codes.find((one) => one.code === code && one.system === 'http://loinc.org');
      return found && `${found.instrumentId} ${'id' in found.part ? found.part.id : found.part.kind}`;
    };
    const panel = [
      '44250-9',
      '44255-8',
      '44259-0',
      '44254-1',
      '44251-7',
      '44258-2',
      '44252-5',
      '44253-3',
      '44260-8',
    ];
    expect(panel.map(part)).toEqual(panel.map((_, index) => `phq-9 item-${index + 1}`));
    expect(['44249-1', '44261-6', '71354-5', '99046-5', '71353-7'].map(part)).toEqual([
      'phq-9 panel',
      'phq-9 total',
      'epds panel',
      'epds total',
      'epds item-10',
    ]);
  });

  it('leave the PHQ-9 difficulty question out: it is no tenth answer', () => {
    expect(content.codes.some(({ code }) => code === '69722-7')).toBe(false);
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
