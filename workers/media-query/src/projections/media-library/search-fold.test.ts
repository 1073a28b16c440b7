import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fcParameters } from '#shared/engine/testing/property';
import { folded } from './search-fold.ts';

describe('what is the same to those who search', () => {
  it.each([
    ['case', 'ΟΔΟΣ', 'οδος', 'ΟΔΟς', 'οδοσ'],
    ['case of Cyrillic, and its accents', 'ЁЛКА', 'ёлка', 'елка'],
    ['accents', 'Café', 'cafe', 'CAFE\u0301', 'cafẻ'],
    ['accents of Greek', 'Άγιος', 'αγιοσ', 'ΑΓΙΟΣ'],
    ['strokes', 'Łódź', 'lodz', 'ŁÓDŹ'],
    ['two letters in one', 'Ærø', 'aero', 'ÆRØ', 'Œuf'.replace('Œuf', 'AERO')],
    ['ß', 'Straße', 'STRASSE', 'strasse', 'STRAẞE'],
    ['the dotted and the dotless i', 'İstanbul', 'istanbul', 'ISTANBUL', 'ıstanbul'],
    ['width', 'ＡＢｃ１', 'abC1'],
    ['half-width kana', 'ｶﾞｰﾃﾞﾝ', 'ガーデン', 'カ\u3099ーテ\u3099ン'],
    ['variation selectors', '葛\u{e0100}', '葛', '葛\ufe00'],
    ['emoji and their selectors', '❤\ufe0f', '❤'],
    ['invisible characters', 'a\u200bb\u00adc', 'abc'],
    ['ligatures', 'ﬁn', 'FIN'],
    ['points of Hebrew', 'שָׁלוֹם', 'שלום'],
    ['apostrophes', "don't", 'don’t', 'don‘t', 'don´t', 'don`t', 'donʼt', 'don′t', 'don＇t'],
    ['quotes', '"a"', '“a”', '„a‟', '«a»', '″a″', '＂a＂', '〝a〟'],
    ['dashes', 'a-b', ...Array.from('‐‑‒–—―−﹘﹣－־', (dash) => `a${dash}b`)],
    [
      'spaces',
      'a b',
      ...Array.from('\u00a0\u1680\u2002\u2009\u202f\u205f\u3000\t', (space) => `a${space}b`),
      'a  b',
    ],
    ['the wave dash and the tilde', '春〜夏', '春～夏', '春~夏'],
    ['middle dots', 'ジョン・レノン', 'ｼﾞｮﾝ･ﾚﾉﾝ', 'ジョン·レノン'],
    ['separate sound marks', 'がぱ', 'か゛は゜', 'か\u3099は\u309a'],
    ['dots and fractions', '1/2 …', '½ ...', '1⁄2 …'],
    ['an n after an apostrophe', 'ŉ', "'n"],
    ['marks of direction and joiners', 'a\u200eb\u200dc\u2060d\ufeffe\u202af', 'abcdef'],
    ['the order of marks', 'q\u0323\u0307', 'q\u0307\u0323'],
    ['Hangul taken apart', '한글', '한글'.normalize('NFD')],
    ['vowel marks of Arabic', 'مَكتَب', 'مكتب'],
  ])('%s', (_, first, ...others) => {
    for (const other of others) expect(folded(other)).toBe(folded(first));
  });

  it.each([
    ['ガ', 'カ'],
    ['パ', 'ハ'],
    ['か', 'カ'],
    ['ー', '-'],
    ['a b', 'ab'],
    ['a-b', 'ab'],
    ['कि', 'क'],
    ['กี่', 'กา'],
    ['a', 'b'],
    ['京', '都'],
  ])('%s and %s are not', (a, b) => expect(folded(a)).not.toBe(folded(b)));

  it('is the same when it is folded again, taken apart, put together, raised or lowered', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const once = folded(text);
        expect(folded(once)).toBe(once);
        expect(folded(text.normalize('NFD'))).toBe(once);
        expect(folded(text.normalize('NFC'))).toBe(once);
        expect(folded(text.toUpperCase())).toBe(once);
        expect(folded(text.toLowerCase())).toBe(once);
      }),
      fcParameters(300),
    );
  });

  it('folds any text for good: folded again, it stays the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(folded(folded(text))).toBe(folded(text));
      }),
      fcParameters(300),
    );
  });
});
