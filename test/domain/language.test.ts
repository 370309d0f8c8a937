import { describe, expect, it } from 'vitest';
import {
  canonicalLanguage,
  languageName,
  primaryLanguage,
  sameSpokenLanguage,
} from '../../src/domain/language.ts';

describe('a language as a chart writes it', () => {
  it.each([
    ['es', 'es'],
    ['spa', 'es'],
    ['Spanish', 'es'],
    [' español ', 'es'],
    ['es_MX', 'es-MX'],
    ['EN-us', 'en-US'],
    ['pol', 'pl'],
    ['Haitian Creole', 'ht'],
    ['hat', 'ht'],
    ['cmn', 'zh'],
    ['Mandarin', 'zh'],
    ['yue', 'yue'],
    ['tl', 'fil'],
    ['ase', 'ase'],
  ])('%j is read as %s', (text, tag) => {
    expect(canonicalLanguage(text)).toBe(tag);
  });

  it.each([
    'und',
    'mis',
    'zxx',
    'mul',
    '',
    '   ',
    'other',
    'unknown',
    'declined to answer',
    'es es',
    '--',
    '😀',
  ])('%j names no language, and none is guessed', (text) => {
    expect(canonicalLanguage(text)).toBeUndefined();
  });

  it('is the same to the ear whatever the region, and not the same when only the letters look alike', () => {
    expect(sameSpokenLanguage('es-MX', 'es')).toBe(true);
    expect(sameSpokenLanguage('zh', 'yue')).toBe(false);
    expect(sameSpokenLanguage('pt-BR', 'pt-PT')).toBe(true);
    expect(primaryLanguage('zh-Hant-TW')).toBe('zh');
  });

  it('has an English name on the page, or its tag where there is none', () => {
    expect(languageName('es')).toBe('Spanish');
    expect(languageName('es', 'es')).toBe('español');
    expect(languageName('not a tag')).toBe('not a tag');
  });
});
