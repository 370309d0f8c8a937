import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasHiddenCharacters, visibleText } from '../../src/fhir/text.ts';

const hidden = [
  ['a right-to-left override', '\u202E', '[U+202E]'],
  ['an isolate', '\u2066', '[U+2066]'],
  ['a zero-width space', '\u200B', '[U+200B]'],
  ['a zero-width joiner', '\u200D', '[U+200D]'],
  ['a byte order mark', '\uFEFF', '[U+FEFF]'],
  ['a soft hyphen', '\u00AD', '[U+00AD]'],
  ['a Hangul filler', '\u3164', '[U+3164]'],
  ['a combining grapheme joiner', '\u034F', '[U+034F]'],
  ['a variation selector', '\uFE0F', '[U+FE0F]'],
  ['a tag character', '\u{E0041}', '[U+E0041]'],
  ['a line separator', '\u2028', '[U+2028]'],
  ['a bell', '\u0007', '[U+0007]'],
  ['a C1 control', '\u0085', '[U+0085]'],
] as const;

describe('text from a chart', () => {
  it.each(hidden)('spells out %s', (_, character, shown) => {
    expect(hasHiddenCharacters(`Ni${character}no`)).toBe(true);
    expect(visibleText(`Ni${character}no`)).toBe(`Ni${shown}no`);
  });

  it.each(['Niño Prueba', '李小明', 'محمد', 'Zoë O’Connor-Łuczak', 'Nguyễn Thị', 'हिन्दी'])(
    'leaves %s as it is',
    (name) => {
      expect(hasHiddenCharacters(name)).toBe(false);
      expect(visibleText(name)).toBe(name);
    },
  );

  it('makes one line of many, so that nothing can begin a line of its own', () => {
    expect(visibleText(' one\r\n\ttwo\n')).toBe('one two');
  });

  it('is cut at its longest with a sign that it was', () => {
    expect(visibleText('a'.repeat(300))).toBe(`${'a'.repeat(199)}…`);
    expect(visibleText('a'.repeat(200))).toBe('a'.repeat(200));
  });

  it('never holds a hidden character afterwards, whatever came', () => {
    const pieces = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...hidden.map(([, character]) => character)),
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), fc.integer({ min: 1, max: 60 }), (all, longest) => {
        const shown = visibleText(all.join(''), longest);
        expect(hasHiddenCharacters(shown)).toBe(false);
        expect(shown).not.toMatch(/[\p{Cc}\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/u);
        expect(shown.length).toBeLessThanOrEqual(longest);
      }),
      { numRuns: 500 },
    );
  });
});
