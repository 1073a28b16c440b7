import { expect, test } from 'vitest';
import { signForward, verifyForward } from '#shared/http/token';
import { badTokens, randomKey } from '#shared/http/testing/bad-tokens';
import { ACCESS_TOKEN, signAccess, verifyAccess } from './access-token.ts';

const key = randomKey('k1');
const access = { user_id: 'user-alice', sid: 'session-1' };

test('an access token names its user and its session', async () => {
  expect(await verifyAccess(await signAccess(access, [key]), [key])).toEqual(access);
});

const bad = await badTokens({
  key,
  ...ACCESS_TOKEN,
  claims: { sub: 'user-alice', user_id: 'user-alice', sid: 'session-1' },
});

test.each(bad)('an access token is refused: %s', async (_wrong, token) => {
  await expect(verifyAccess(token, [key])).rejects.toThrow();
});

test('even under one key, an access token is no forward token and the other way round', async () => {
  await expect(verifyForward(await signAccess(access, [key]), [key])).rejects.toThrow();
  const forward = await signForward({ user_id: 'user-alice', operator: true }, [key]);
  await expect(verifyAccess(forward, [key])).rejects.toThrow();
});
