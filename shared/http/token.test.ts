import { expect, test } from 'vitest';
import { badTokens, randomKey } from '#shared/http/testing/bad-tokens';
import { parseKeys, signForward, verifyForward } from './token.ts';

const alice = { user_id: 'user-alice', operator: false };
const key = randomKey('k1');
const encode = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

test.each([alice, { user_id: 'user-dev', operator: true }])(
  'a forward token brings its caller along: %o',
  async (caller) => {
    expect(await verifyForward(await signForward(caller, [key]), [key])).toEqual(caller);
  },
);

const bad = await badTokens({
  key,
  issuer: 'mediahub-gateway',
  audience: 'mediahub-services',
  typ: 'mediahub-forward+jwt',
  claims: { sub: 'user-alice', user_id: 'user-alice', roles: ['operator'] },
});

test.each(bad)('a forward token is refused: %s', async (_wrong, token) => {
  await expect(verifyForward(token, [key])).rejects.toThrow();
});

test('while keys rotate, tokens of the old key stay valid and the new key signs', async () => {
  const next = randomKey('k2');
  const old = await signForward(alice, [key]);
  expect(await verifyForward(old, [next, key])).toEqual(alice);
  const fresh = await signForward(alice, [next, key]);
  await expect(verifyForward(fresh, [key])).rejects.toThrow();
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
  ['a second key that is weak', `k1:${encode(key.secret)},k2:weak`],
])('a signing key is refused: %s', (_what, text) => {
  expect(() => parseKeys(text)).toThrow();
});
