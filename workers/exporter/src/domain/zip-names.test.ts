// Names in a ZIP: any name from outside becomes one that every system can write, and no two are the same file anywhere.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fcParameters } from '#shared/engine/testing/property';
import { nameKey, portableName, withUniqueNames, zipName } from './zip-names.ts';

const unique = (...names: string[]) => withUniqueNames(names.map((name) => ({ name }))).map(({ name }) => name);
const bytes = (text: string) => new TextEncoder().encode(text).length;

describe('names in a ZIP', () => {
  it('differ by more than their case, and lead nowhere else', () => {
    expect(unique('cat.jpg', 'CAT.jpg', 'cat.jpg', '../../etc/passwd', '.htaccess')).toEqual([
      'cat.jpg',
      'CAT (2).jpg',
      'cat (3).jpg',
      '__.._etc_passwd',
      '_htaccess',
    ]);
  });

  it.each([
    [
      ['ß.jpg', 'SS.jpg'],
      ['ß.jpg', 'SS (2).jpg'],
    ],
    [
      ['ΟΔΟΣ.jpg', 'οδος.jpg'],
      ['ΟΔΟΣ.jpg', 'οδος (2).jpg'],
    ],
    [
      ['é.jpg', 'e\u0301.jpg'],
      ['é.jpg', 'é (2).jpg'],
    ],
    [
      ['ガ.jpg', 'カ\u3099.jpg'],
      ['ガ.jpg', 'ガ (2).jpg'],
    ],
    [
      ['a.jpg', 'a (2).jpg', 'a.jpg', 'a.jpg'],
      ['a.jpg', 'a (2).jpg', 'a (3).jpg', 'a (4).jpg'],
    ],
  ])('%j become %j', (names, expected) => expect(unique(...names)).toEqual(expected));

  it.each([
    ['a<b>c:d"e|f?g*h.jpg', 'a_b_c_d_e_f_g_h.jpg'],
    ['CON', '_CON'],
    ['nul.jpg', '_nul.jpg'],
    ['com1 .txt', '_com1 .txt'],
    ['CONIN$', '_CONIN$'],
    ['lpt³.png', '_lpt³.png'],
    ['console.jpg', 'console.jpg'],
    ['a.', 'a'],
    ['a. . ', 'a'],
    ['...', '_'],
    [' . ', '_'],
    ['  ', 'file'],
    ['a\u202egpj.exe', 'a_gpj.exe'],
    ['写真 (1).jpg', '写真 (1).jpg'],
  ])('%j can be written everywhere as %j', (name, portable) => expect(portableName(name)).toBe(portable));

  it('of 255 bytes twice are two, and neither is longer', () => {
    const long = `${'a'.repeat(251)}.jpg`;
    const names = unique(long, long, `${'漢'.repeat(84)}.jp`, `${'漢'.repeat(84)}.jp`);
    expect(new Set(names).size).toBe(4);
    expect(names.map(bytes)).toEqual([255, 255, 255, 253]);
    expect(names[1]).toBe(`${'a'.repeat(247)} (2).jpg`);
    expect(names[3]).toMatch(/漢 \(2\)\.jp$/);
  });

  it('many alike are numbered in a straight line', () => {
    const names = unique(...Array.from({ length: 20_000 }, () => 'IMG_0001.jpg'));
    expect(names.at(-1)).toBe('IMG_0001 (20000).jpg');
    expect(new Set(names).size).toBe(20_000);
  });

  /** Made of what is dangerous: devices, dots, spaces, marks, case, composition, length. */
  const part = fc.oneof(
    fc.constantFrom(
      'con',
      'NUL',
      'com¹',
      ' ',
      '.',
      '..',
      '/',
      ':',
      '\0',
      'ß',
      'SS',
      'σ',
      'ς',
      'İ',
      'ı',
      'e\u0301',
      'É',
    ),
    fc.constantFrom(
      'カ\u3099',
      'ガ',
      'ﬀ',
      'ff',
      '漢'.repeat(60),
      ' '.repeat(252),
      '\u202e',
      '(2)',
      ' (2)',
      '.jpg',
      '.JPG',
    ),
    fc.string({ unit: 'binary', maxLength: 4 }),
  );
  const name = fc.array(part, { maxLength: 5 }).map((parts) => parts.join(''));

  it('end in no space where a cut meets one behind a device', () =>
    expect(unique(`con${' '.repeat(252)}con`)).toEqual(['_con']));

  it('are portable, at most 255 bytes long and unique under any folding, for any names', () => {
    fc.assert(
      fc.property(fc.array(name, { maxLength: 8 }), (names) => {
        const out = unique(...names);
        expect(new Set(out.map(nameKey)).size).toBe(names.length);
        for (const one of out) {
          expect(bytes(one)).toBeLessThanOrEqual(255);
          expect(one).toMatch(/^[^<>:"/\\|?*\p{Cc}]+$/u);
          expect(one).not.toMatch(/[. ]$/);
          expect(one).not.toMatch(/^\./);
          expect(one).not.toMatch(/^(con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³]) *(\.|$)/i);
          expect(one.isWellFormed()).toBe(true);
          expect(portableName(one)).toBe(one);
        }
      }),
      fcParameters(200),
    );
  });
});

it.each([
  ['京都 2026', '京都 2026.zip'],
  ['in / out: <all> \\ "mine"?', 'in _ out_ _all_ _ _mine__.zip'],
  ['..', '_.zip'],
  ['con', '_con.zip'],
  ['a.', 'a.zip'],
  ['\u202egpj', '_gpj.zip'],
  ['写'.repeat(100), `${'写'.repeat(83)}.zip`],
])('the ZIP of the album %j is called %j', (album, name) => expect(zipName(album)).toBe(name));
