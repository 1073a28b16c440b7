import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomKey } from '#shared/http/testing/bad-tokens';
import { fcParameters } from '#shared/engine/testing/property';
import { testKey } from '#shared/http/testing/test-key';
import { parseKeys } from './keys.ts';

const key = randomKey('k1');
const encode = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

test('a random key is never refused', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3 }), (n) => {
      const kids = Array.from({ length: n }, (_, i) => `k${i}`);
      expect(parseKeys(kids.map((kid) => testKey(kid)).join(',')).map(({ kid }) => kid)).toEqual(kids);
    }),
    fcParameters(500),
  );
});

test('keys are read in order: the first signs', () => {
  const keys = parseKeys(`a:${encode(key.secret)},b:${encode(randomKey('b').secret)}`);
  expect(keys.map((k) => k.kid)).toEqual(['a', 'b']);
  expect(keys[0].secret).toEqual(key.secret);
});

test.each([
  ['nothing', undefined],
  ['an empty string', ''],
  ['a well-known word', 'dev-secret-key'],
  ['a word under a kid', 'k1:dev-secret-key'],
  ['31 bytes', `k1:${encode(key.secret.slice(1))}`],
  ['one character 43 times', `k1:${'a'.repeat(43)}`],
  ['a repeated word', `k1:${encode(Buffer.from('secret'.repeat(8)))}`],
  ['no base64url', `k1:${'ä'.repeat(43)}`],
  ['a passphrase of 32 letters', `k1:${encode(Buffer.from('correct-horse-battery-staple-42!'))}`],
  ['hex, encoded once more', `k1:${encode(Buffer.from(Buffer.from(key.secret).toString('hex')))}`],
  ['1, 2, 3 …', `k1:${encode(Uint8Array.from({ length: 32 }, (_, n) => n + 1))}`],
  [
    'the bytes of a range, downwards in threes',
    `k1:${encode(Uint8Array.from({ length: 64 }, (_, n) => 255 - 3 * n))}`,
  ],
  [
    'the key of RFC 7515',
    'k1:AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
  ],
  ['the key of RFC 7520', 'k1:hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg'],
  ['two keys of one kid', `k1:${encode(key.secret)},k1:${encode(randomKey('k1').secret)}`],
  ['the same kid twice with the same key', `k1:${encode(key.secret)},k1:${encode(key.secret)}`],
  ['a second key that is weak', `k1:${encode(key.secret)},k2:weak`],
])('a signing key is refused: %s', (_what, text) => {
  expect(() => parseKeys(text)).toThrow();
});
