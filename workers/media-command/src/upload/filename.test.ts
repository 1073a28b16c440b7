import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '#shared/http/problem';
import { fcParameters } from '#shared/engine/testing/property';
import { safeFilename } from './filename.ts';

describe('a file name', () => {
  it.each([
    ['写真 (1).jpg', '写真 (1).jpg'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\a\\b.png', 'b.png'],
    ['ポスター.png'.normalize('NFD'), 'ポスター.png'.normalize('NFC')],
    ['👨‍👩‍👧.webp', '👨‍👩‍👧.webp'],
    ['  a.jpg ', 'a.jpg'],
    ['\u200ea\u202egpj.exe', 'agpj.exe'],
    ['\u200f \u2066שלום\u2069.jpg', 'שלום.jpg'],
    ['漢'.repeat(85), '漢'.repeat(85)],
  ])('%j is kept as %j', (claimed, kept) => expect(safeFilename(claimed)).toBe(kept));

  it.each([
    '',
    '.',
    '..',
    'a/',
    '../..',
    ' ',
    'a\0.jpg',
    'a\r\nb.jpg',
    '\u202e',
    'a\u2028.jpg',
    'a\ud800.jpg',
    '漢'.repeat(300),
  ])('%j is refused', (claimed) => expect(() => safeFilename(claimed)).toThrow(Problem));

  it('that is accepted is accepted again, unchanged, and holds no slash', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (claimed) => {
        let name: string;
        try {
          name = safeFilename(claimed);
        } catch {
          return;
        }
        expect(safeFilename(name)).toBe(name);
        expect(name).not.toMatch(/[/\\\p{Cc}\u202e]/u);
      }),
      fcParameters(100),
    );
  });
});
