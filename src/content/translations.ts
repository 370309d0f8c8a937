// A prompt's words in more languages, laid into the prompt; so a language is added by rows alone.
import type { Prompt, TranslatedText } from '../domain/screening/content.ts';
import { type Fault, located } from './fault.ts';
import type { Located, ReadRows } from './read-rows.ts';

/** A row of `translations`. */
export interface Translation {
  readonly id: string;
  readonly promptId: string;
  readonly language: string;
  readonly text: string;
  readonly source: string;
  readonly reviewedOn: TranslatedText['reviewedOn'];
}

/** The prompt as it stood where a directory of this depth was written. */
const asSeenFrom = (prompt: Located<Prompt>, depth: number): Prompt | undefined =>
  [prompt, ...prompt.replaced].find((one) => one.depth <= depth)?.row;

/**
 * Lays translations into their prompts, the later directory's over the earlier's. A prompt that a later directory worded anew in English
 * loses the translations of the words before: they would say something else. Collects faults.
 */
export const withTranslations = (
  prompts: ReadRows<Prompt>,
  translations: ReadRows<Translation>,
  faults: Fault[],
): ReadRows<Prompt> => {
  const rows = new Map(prompts.rows);
  const laid = new Map<string, Located<Translation>>();
  const inOrder = [...translations.rows.values()].toSorted((one, other) => one.depth - other.depth);
  for (const translation of inOrder) {
    const { promptId, language, text, reviewedOn } = translation.row;
    const prompt = rows.get(promptId);
    if (language === 'en') {
      faults.push(located(translation, ['language', 'English stands in the prompt itself; change it there']));
      continue;
    }
    if (!prompt) {
      if (!prompts.faulty.has(promptId))
        faults.push(
          located(translation, ['promptId', `"${promptId}" is no prompt here; correct it or add its row`]),
        );
      continue;
    }
    const slot = `${promptId}|${language}`;
    const before = laid.get(slot);
    laid.set(slot, translation);
    if (before?.depth === translation.depth) {
      faults.push(
        located(translation, [
          'promptId',
          `already has its ${language} words in ${before.file}, row ${before.key}; keep one of them`,
        ]),
      );
      continue;
    }
    if (prompt.depth > translation.depth) {
      const seen = asSeenFrom(prompt, translation.depth);
      if (seen?.words.en?.text !== prompt.row.words.en?.text || language in prompt.row.words) continue;
    }
    rows.set(promptId, {
      ...prompt,
      row: { ...prompt.row, words: { ...prompt.row.words, [language]: { text, reviewedOn } } },
    });
  }
  return { rows, faulty: prompts.faulty };
};
