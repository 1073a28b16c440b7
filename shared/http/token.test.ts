import { expect, test } from 'vitest';
import { badTokens, randomKey } from '#shared/http/testing/bad-tokens';
import { signForward, verifyForward } from './token.ts';

const alice = { user_id: 'user-alice', operator: false };
const key = randomKey('k1');

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
