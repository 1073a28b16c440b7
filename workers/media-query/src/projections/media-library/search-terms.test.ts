import { describe, expect, it } from 'vitest';
import { bigramsOf, matchFor } from './search-terms.ts';

describe('search terms', () => {
  it('are pairs of characters, the last one with the end', () => {
    expect(bigramsOf('ab')).toBe('000061000062 000062000000');
    expect(bigramsOf('京')).toBe('004eac000000');
  });

  it('are the same for full and half width, capital and small, composed and decomposed', () => {
    expect(bigramsOf('ＡＢｃ')).toBe(bigramsOf('abC'));
    expect(bigramsOf('ｶﾞ')).toBe(bigramsOf('ガ'));
    expect(bigramsOf('e\u0301')).toBe(bigramsOf('é'));
  });

  it('ask for one character as a prefix, for more as a phrase', () => {
    expect(matchFor('京')).toBe('"004eac" *');
    expect(matchFor('京都')).toBe('"004eac0090fd"');
    expect(matchFor(' abc ')).toBe('"000061000062 000062000063"');
  });

  it('hold nothing that the query language of FTS5 could take for its own', () => {
    for (const text of ['%_"*', 'a OR b', '") NEAR("', '😀😀', '-^:'])
      expect(matchFor(text)).toMatch(/^"[0-9a-f ]+"( \*)?$/);
  });

  it('ask for nothing when there is nothing', () => {
    expect([matchFor(''), matchFor('  \u3000'), matchFor(' \u200b ')]).toEqual([null, null, null]);
  });
});
