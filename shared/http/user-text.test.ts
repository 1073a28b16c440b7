import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fcParameters } from '#shared/engine/testing/property';
import { isSafeLine, lineOfText, linesOfText, madeSafe } from './user-text.ts';

const line = lineOfText(200);
const lines = linesOfText(2000);

/** Every character that a reader cannot see but a program obeys: by Unicode's own word, not by our list. */
const UNSEEN = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter((c) =>
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_C}]/u.test(c),
);

test('no name holds a control character, a line break, a mark of direction, or half a character', () => {
  for (const c of UNSEEN) expect(line.safeParse(`a${c}b`).success, c.charCodeAt(0).toString(16)).toBe(false);
});

test('a description may have line feeds and tabs, and nothing else of that', () => {
  expect(UNSEEN.filter((c) => lines.safeParse(`a${c}b`).success)).toEqual(['\t', '\n']);
});

test('visible characters are accepted unchanged, in any script', () => {
  for (const name of [
    '京都',
    'Ærøskøbing',
    'عيد ميلاد',
    'יום הולדת',
    '👩‍👩‍👧 🇯🇵',
    "Robert'); DROP TABLE--",
    '<img onerror>',
  ])
    expect(line.parse(name)).toBe(name.normalize('NFC'));
});

test('a name that shows nothing is no name', () => {
  for (const name of ['', ' ', '\u3000', '\u00a0 ']) expect(line.safeParse(name).success).toBe(false);
});

test('what another system says is made fit to be shown, and never refused', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer({ min: 1, max: 200 }), (text, max) => {
      const safe = madeSafe(text, max);
      expect(isSafeLine(safe) && safe.length <= max && safe.isWellFormed()).toBe(true);
    }),
    fcParameters(200),
  );
  expect(madeSafe('Ann\u202eeoD\r\n ', 100)).toBe('AnneoD');
});

test('the pattern means the same with and without the flag u: JSON Schema does not say which one reads it', () => {
  const { pattern } = line.toJSONSchema() as { pattern?: string };
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
      expect(new RegExp(pattern ?? '$^').test(text)).toBe(new RegExp(pattern ?? '$^', 'u').test(text));
    }),
    fcParameters(200),
  );
});
