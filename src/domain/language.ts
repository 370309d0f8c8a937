// Languages as people write them into charts and listings, brought to canonical BCP 47 tags (REFERRAL section 4).

const byName: Readonly<Record<string, string>> = {
  english: 'en',
  spanish: 'es',
  español: 'es',
  polish: 'pl',
  portuguese: 'pt',
  'haitian creole': 'ht',
  arabic: 'ar',
  vietnamese: 'vi',
  russian: 'ru',
  french: 'fr',
  urdu: 'ur',
  hindi: 'hi',
  gujarati: 'gu',
  tagalog: 'tl',
  korean: 'ko',
  mandarin: 'cmn',
  cantonese: 'yue',
};

/** Three-letter codes Intl keeps as they are, with the two-letter tag in common use (tried on Node 20). */
const preferredTag: Readonly<Record<string, string>> = {
  cmn: 'zh',
  arb: 'ar',
  pes: 'fa',
  prs: 'fa-AF',
  tgl: 'fil',
};
const notALanguage = new Set(['und', 'mis', 'zxx', 'mul']);

/**
 * A canonical tag (`spa` and `Spanish` give `es`, `es_MX` gives `es-MX`), or `undefined` when the text names no language:
 * `und`, `mis`, `zxx`, and words that merely look like a tag. `zh` stays `zh`: it does not mean Mandarin, so people ask.
 */
export const canonicalLanguage = (text: string): string | undefined => {
  const trimmed = text.trim();
  const named = byName[trimmed.toLowerCase()];
  const candidate = named ?? trimmed.replaceAll('_', '-');
  try {
    const [tag] = Intl.getCanonicalLocales(candidate);
    if (tag === undefined) return undefined;
    const primary = tag.split('-')[0] ?? '';
    if (primary.length > 3 || notALanguage.has(primary)) return undefined;
    return preferredTag[primary] ?? tag;
  } catch {
    return undefined;
  }
};

/** Speech is matched on the language alone; region and script make no difference to the ear. */
export const sameSpokenLanguage = (one: string, other: string): boolean =>
  primaryLanguage(one) === primaryLanguage(other);

export const primaryLanguage = (tag: string): string => tag.split('-')[0]?.toLowerCase() ?? tag;

/** The language's English name for the page; the tag itself when Intl has none (`ase`, `mww`). */
export const languageName = (tag: string, inLanguage = 'en'): string => {
  try {
    return new Intl.DisplayNames([inLanguage], { type: 'language', fallback: 'code' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
};
