// Text from a chart, made safe to read: nothing in it may hide or reorder what stands beside it (SECURITY X5, X8).

/**
 * Control and format characters (bidirectional controls, zero-width ones, the byte order mark), line and paragraph separators, and the
 * letters and marks Unicode itself says show nothing (fillers, joiners, variation selectors).
 */
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

export const hasHiddenCharacters = (text: string): boolean => text.search(hidden) >= 0;

/** Printable ASCII hides nothing; nearly every text of a chart is that. */
const plain = /^[ -~]*$/;

const spelledOut = (text: string): string =>
  text
    .replace(/[\t\r\n]+/g, ' ')
    .replace(
      hidden,
      (char) => `[U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    )
    .trim();

/** The text with every hidden or reordering character spelled out as `[U+202E]`, and white space folded. */
export const visibleText = (text: string, longest = 200): string => {
  const shown = plain.test(text) ? text.trim() : spelledOut(text);
  return shown.length > longest ? `${shown.slice(0, longest - 1)}…` : shown;
};
