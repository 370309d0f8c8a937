// The words a clinician says, as they ship: who has words for what, and what no word may do.
import { unusableCauses } from '../../src/domain/screening/result.ts';
import { describe, expect, it } from 'vitest';
import { loadContent } from '../../src/content/load.ts';
import { tiers, type Prompt, type PromptAudience, type Tier } from '../../src/domain/screening/content.ts';

const content = loadContent([]);
const { prompts } = content;
const texts = (tag: string, of: readonly Prompt[] = prompts) =>
  of.map(({ id, words }) => ({ id, text: words[tag]?.text ?? '' }));
const here = (audience: PromptAudience, tier: Tier, month: number): readonly Prompt[] =>
  prompts
    .filter(
      (one) =>
        one.audience === audience &&
        one.tiers.includes(tier) &&
        month >= one.ageMonths.from &&
        month < one.ageMonths.to,
    )
    .toSorted((one, other) => one.order - other.order);
const ids = (of: readonly Prompt[]) => of.map(({ id }) => id);
const bands = [0, 11, 12, 35, 36, 71, 72, 143] as const;

describe('words are there', () => {
  it.each(tiers.filter((tier) => tier !== 'safety'))('for a family at every age in tier %s', (tier) => {
    for (const month of bands) {
      const said = ids(here('family', tier, month));
      expect(said, `month ${month}`).toEqual(
        expect.arrayContaining([expect.stringMatching(/^strength-/), 'permission-family', 'worry-family']),
      );
      // Strength, permission and worry open; one prompt at least says what this tier means.
      const meaning = here('family', tier, month).filter(({ order }) => order === 40);
      for (const cause of unusableCauses)
        expect(
          meaning.filter(({ causes }) => causes?.includes(cause) ?? true),
          `month ${month}, ${cause}`,
        ).toHaveLength(1);
      if (tier !== 'negative') expect(said).toEqual(expect.arrayContaining(['next-step', 'hear-back']));
    }
  });

  it.each(tiers.filter((tier) => tier !== 'safety'))(
    'for a young person from 12 years in tier %s',
    (tier) => {
      for (const month of [144, 200, 251]) {
        const said = [...here('young-person', tier, month), ...here('family', tier, month)];
        expect(ids(said)).toEqual(
          expect.arrayContaining(['strength-youth', 'permission-youth', 'worry-youth', 'self-harm-youth']),
        );
        const meaning = said.filter(({ order }) => order === 40);
        for (const cause of unusableCauses)
          expect(meaning.filter(({ causes }) => causes?.includes(cause) ?? true)).toHaveLength(1);
      }
    },
  );

  it.each([
    ['caregiver', [0, 5, 60, 200], ['time', 'ask', 'home', 'child', 'stay']],
    ['young-person', [132, 144, 251], ['time', 'ask', 'home', 'stay']],
  ] as const)(
    'for the safety of a %s: time, the direct question, home (and the child, asked apart), staying',
    (audience, months, parts) => {
      for (const month of months)
        expect(ids(here(audience, 'safety', month)).map((id) => id.split('-')[1])).toEqual(parts);
    },
  );

  it('for a child harmed or at risk at home, and for a child old enough to tell', () => {
    for (const month of bands) expect(ids(here('family', 'safety', month))).toContain('safety-child-parent');
    for (const month of [36, 80, 131])
      expect(ids(here('family', 'safety', month))).toContain('safety-child-told');
    for (const month of [0, 35, 132])
      expect(ids(here('family', 'safety', month))).not.toContain('safety-child-told');
  });

  it('for the next hours, the safe way to reach them and who calls, in every safety conversation', () => {
    for (const month of [...bands, 144, 251])
      expect(ids(here('family', 'safety', month))).toEqual(
        expect.arrayContaining(['safety-plan', 'safe-contact', 'hear-back']),
      );
  });

  it.each([
    ['positive', 'positive-caregiver'],
    ['negative', 'negative-caregiver'],
  ] as const)('for a caregiver about themself in tier %s', (tier, id) => {
    for (const month of [0, 6, 100, 200]) expect(ids(here('caregiver', tier, month))).toEqual([id]);
  });

  it('of the team where it is wanted: family partner, hand-off in person, help for the program', () => {
    for (const tier of ['concern', 'monitor', 'positive', 'follow-up', 'no-cut-off'] as const)
      expect(ids(here('family', tier, 24))).toContain('family-partner');
    for (const tier of ['concern', 'positive'] as const)
      expect(ids(here('family', tier, 24))).toContain('warm-hand-off');
    expect(ids(here('family', 'positive', 71))).toContain('program-consultation');
    expect(ids(here('family', 'positive', 72))).not.toContain('program-consultation');
    expect(ids(here('family', 'negative', 24))).not.toContain('family-partner');
  });

  it('after a negative that leave the door open, since a form does not ask everything', () => {
    for (const month of [...bands, 144, 251]) {
      const [said] = here('family', 'negative', month).filter(({ order }) => order === 40);
      expect(said?.words.en?.text, `month ${month}`).toContain('does not ask about everything');
      expect(said?.words.es?.text, `month ${month}`).toContain('no lo pregunta todo');
    }
  });

  it('about forty, fewer and right', () => {
    expect(prompts.length).toBeLessThanOrEqual(47);
  });
});

describe('without any result', () => {
  const open = prompts.filter(({ tiers: own }) => own.includes('negative') && own.includes('positive'));

  it('a visit opens with a strength, permission and the worry', () => {
    for (const month of [...bands, 144, 251]) {
      const said = open
        .filter(({ ageMonths }) => month >= ageMonths.from && month < ageMonths.to)
        .toSorted((one, other) => one.order - other.order)
        .map(({ id }) => id.split('-')[0]);
      expect(said, `month ${month}`).toEqual([
        'strength',
        'permission',
        'worry',
        ...(month >= 144 ? ['self'] : []),
      ]);
    }
  });

  it('nothing said presumes one', () => {
    expect(
      texts('en', open).filter(({ text }) =>
        /\b(?:these|your) answers\b|\b(?:the|this|your) form\b/i.test(text),
      ),
    ).toEqual([]);
    expect(
      texts('es', open).filter(({ text }) =>
        /\b(?:estas|sus) respuestas\b|\b(?:el|este|su) formulario\b/i.test(text),
      ),
    ).toEqual([]);
  });
});

describe('no words', () => {
  it('lack English or Spanish, and no translation claims a review', () => {
    for (const { id, words } of prompts) {
      expect(Object.keys(words).toSorted(), id).toEqual(['en', 'es']);
      expect(words.es?.reviewedOn, id).toBeNull();
    }
  });

  it('name an instrument, a score or a diagnosis', () => {
    const english =
      /\b(?:psc|phq|epds|asq|bpsc|m-chat|screen\w*|scor\w*|cut-?off|diagnos\w*|disorder|depress\w*|autis\w*|anxi\w*|symptom\w*|abnormal)\b/i;
    const spanish =
      /\b(?:psc|phq|epds|asq|bpsc|m-chat|punta\w*|puntua\w*|diagn\w*|trastorno\w*|depre\w*|autis\w*|ansie\w*|s[ií]ntoma\w*|anormal)\b/i;
    const names = content.instruments.map(({ name }) => name.toLowerCase());
    expect(texts('en').filter(({ text }) => english.test(text))).toEqual([]);
    expect(texts('es').filter(({ text }) => spanish.test(text))).toEqual([]);
    const named = ['en', 'es']
      .flatMap((tag) => texts(tag))
      .filter(({ text }) => names.some((name) => text.toLowerCase().includes(name)));
    expect(named).toEqual([]);
  });

  it('hold a digit: a score, an age or a number to call never stands in what is said', () => {
    expect(['en', 'es'].flatMap((tag) => texts(tag)).filter(({ text }) => /\d/.test(text))).toEqual([]);
  });

  const toChildOrYoung = prompts.filter(
    ({ id, audience }) => audience === 'young-person' || id === 'safety-child-told',
  );

  it('speak to a grown-up as anything but usted', () => {
    const familiar =
      /(?<![\p{L}])(?:tú|tu|tus|ti|te|contigo|tienes|puedes|quieres|estás|eres|vos|llámame|dime|cuéntame)(?![\p{L}])/iu;
    const toAdults = prompts.filter((one) => !toChildOrYoung.includes(one));
    expect(texts('es', toAdults).filter(({ text }) => familiar.test(text))).toEqual([]);
  });

  it('speak to a child or a young person as anything but tú', () => {
    const formal =
      /(?<![\p{L}])(?:ustede?s?|su|sus|suy[oa]s?|le|está|piensa|contestó|puede|quiera|quitarse|hacerse|empiece|cuente)(?![\p{L}])/iu;
    expect(toChildOrYoung.length).toBeGreaterThan(8);
    expect(texts('es', toChildOrYoung).filter(({ text }) => formal.test(text))).toEqual([]);
  });

  it('ask a caregiver about fear of someone and about harm to the child in one breath', () => {
    const asked = prompts.filter(
      ({ tiers: own, audience }) => own.includes('safety') && audience === 'caregiver',
    );
    const ofHome = asked.filter(({ words }) => /afraid/.test(words.en?.text ?? ''));
    expect(ofHome).toHaveLength(2);
    for (const { words } of ofHome)
      for (const { text } of Object.values(words)) expect(text.match(/\?/g), text).toHaveLength(1);
  });

  it('are too long to be said', () => {
    const long = ['en', 'es']
      .flatMap((tag) => texts(tag))
      .filter(({ text }) => text.split(/\s+/).length > 62);
    expect(long).toEqual([]);
  });

  it('promise to keep a secret where safety is at stake', () => {
    const safety = prompts.filter(({ tiers: own }) => own.includes('safety'));
    expect(safety.length).toBeGreaterThanOrEqual(8);
    for (const { id, words } of safety)
      for (const { text } of Object.values(words))
        expect(text, id).not.toMatch(/confiden[ct]|promise|prome[ts]|secret/i);
  });

  it('claim a component of the toolkit that it does not name', () => {
    const named = new Set(prompts.map(({ component }) => component));
    expect([...named].toSorted()).toEqual([
      'care plan',
      'family partner',
      'family-centred care',
      'intervention',
      'ours',
      'prevention',
      'promotion',
      'strengths and needs',
      'warm hand-off',
    ]);
    for (const { id, component, evidence } of prompts) expect(evidence, `${id} ${component}`).toBe('design');
  });
});
