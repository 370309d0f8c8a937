// A third language comes into the house as rows in a site's directory: no code, no copy of a prompt.
import { afterEach, describe, expect, it } from 'vitest';
import { loadContent } from '../../src/content/load.ts';
import { choosePrompts } from '../../src/domain/screening/prompt-choice.ts';
import { signatureFor } from './signing.ts';
import { builtInRows, changed, faultsWith, type Row, type Site, site } from './site.ts';

const made: Site[] = [];
const siteWith = (files: Readonly<Record<string, unknown>>): Site => {
  const one = site(files);
  made.push(one);
  return one;
};
afterEach(() => {
  for (const one of made.splice(0)) one.remove();
});

// Synthetic words, marked as such: what matters is where they are shown.
const creole = (promptId: string, change: Row = {}): Row => ({
  id: `${promptId}-ht`,
  promptId,
  language: 'ht',
  text: `Kreyòl (${promptId})`,
  source: 'this clinic',
  reviewedOn: null,
  ...change,
});
const ofAll = builtInRows('prompts').map(({ id }) => creole(String(id)));
const negative = { tier: 'negative', because: 'a test' } as const;
const wordsOf = (sites: readonly Site[], promptId: string, language: string) =>
  loadContent(sites.map(({ path }) => path)).prompts.find(({ id }) => id === promptId)?.words[language];

describe('a language added by rows alone', () => {
  it('is shown to a family that speaks it, beside the English, for every prompt of the visit', () => {
    const clinic = siteWith({ 'translations/ht.json': ofAll });
    const { prompts, missingLanguage } = choosePrompts(loadContent([clinic.path]), negative, 30, 'ht-HT');
    expect(missingLanguage).toBeUndefined();
    expect(prompts.length).toBeGreaterThan(3);
    for (const { prompt, english, translation } of prompts) {
      expect(english).not.toBe('');
      expect(translation).toEqual({ tag: 'ht', text: `Kreyòl (${prompt.id})`, reviewedOn: null });
    }
  });

  it('says what is missing while it is half there', () => {
    const [first] = choosePrompts(loadContent([]), negative, 30, 'ht').prompts;
    const clinic = siteWith({ 'translations/ht.json': [creole(first?.prompt.id ?? '')] });
    const { prompts, missingLanguage } = choosePrompts(loadContent([clinic.path]), negative, 30, 'ht');
    expect(prompts.filter(({ translation }) => translation).map(({ prompt }) => prompt.id)).toEqual([
      first?.prompt.id,
    ]);
    expect(missingLanguage).toBe('ht');
  });

  it('is reviewed once a clinician signs it, and leaves Spanish and English as they were', () => {
    const clinic = siteWith({ 'translations/ht.json': [creole('worry-family')] });
    clinic.write('signatures/ht.json', [
      signatureFor([clinic.path], 'prompts', 'worry-family', { language: 'ht' }),
    ]);
    expect(wordsOf([clinic], 'worry-family', 'ht')?.reviewedOn).toBe('2026-11-02');
    for (const language of ['en', 'es'])
      expect(wordsOf([clinic], 'worry-family', language)).toEqual(wordsOf([], 'worry-family', language));
    clinic.write('translations/ht.json', [creole('worry-family', { text: 'lòt pawòl' })]);
    expect(wordsOf([clinic], 'worry-family', 'ht')).toEqual({ text: 'lòt pawòl', reviewedOn: null });
  });
});

describe('two directories', () => {
  it('that translate one prompt: the later one’s words are shown, whatever the rows are called', () => {
    const es = (id: string, text: string) =>
      siteWith({ 'translations/es.json': [creole('worry-family', { id, language: 'es', text })] });
    const [region, clinic, same] = [es('a', 'región'), es('b', 'clínica'), es('a', 'otra')];
    expect(wordsOf([region, clinic], 'worry-family', 'es')?.text).toBe('clínica');
    expect(wordsOf([clinic, region], 'worry-family', 'es')?.text).toBe('región');
    expect(wordsOf([region, clinic, same], 'worry-family', 'es')?.text).toBe('otra');
  });

  it('of which the later words the English anew: a translation of the words before is dropped', () => {
    const region = siteWith({ 'translations/ht.json': [creole('worry-family')] });
    const english = (text: string) => ({ words: { en: { text, reviewedOn: null } } });
    const anew = siteWith({ 'prompts/a.json': [changed('prompts', 'worry-family', english('Other words'))] });
    expect(wordsOf([region, anew], 'worry-family', 'ht')).toBeUndefined();
    const before = wordsOf([], 'worry-family', 'en')?.text ?? '';
    const retitled = siteWith({
      'prompts/a.json': [changed('prompts', 'worry-family', { ...english(before), title: 'Ours' })],
    });
    expect(wordsOf([region, retitled], 'worry-family', 'ht')?.text).toBe('Kreyòl (worry-family)');
  });
});

describe('a translation is refused', () => {
  it.each<readonly [string, readonly Row[], RegExp]>([
    ['of no prompt', [creole('nothing')], /row nothing-ht, promptId: "nothing" is no prompt here/],
    ['into English', [creole('worry-family', { language: 'en' })], /language: English stands in the prompt/],
    [
      'twice into one language',
      [creole('worry-family'), creole('worry-family', { id: 'another' })],
      /row another, promptId: already has its ht words in clinic\/translations\/ht\.json, row worry-family-ht/,
    ],
    ['without words', [creole('worry-family', { text: ' ' })], /text: may not be empty/],
    [
      'into a language with a region',
      [creole('worry-family', { language: 'pt-BR' })],
      /language: use the bare/,
    ],
  ])('%s', (_, rows, fault) => {
    expect(faultsWith({ 'translations/ht.json': rows })).toContainEqual(expect.stringMatching(fault));
  });
});
