// Text from a chart, made safe to read: nothing in it may hide or reorder what stands beside it (SECURITY X5, X8).

// Bidirectional controls, zero-width characters, the byte order mark and control characters.
// biome-ignore format: one range a line is easier to check
const hidden = /[\u0000-\u001F\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]/gu;

export const hasHiddenCharacters = (text: string): boolean => text.search(hidden) >= 0;

/** The text with every hidden or reordering character spelled out as `[U+202E]`, and white space folded. */
export const visibleText = (text: string, longest = 200): string => {
  const shown = text
    .replace(/[\t\r\n]+/g, ' ')
    .replace(
      hidden,
      (char) => `[U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    )
    .trim();
  return shown.length > longest ? `${shown.slice(0, longest - 1)}…` : shown;
};
