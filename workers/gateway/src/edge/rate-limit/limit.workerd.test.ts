// The limits as a client meets them (rule C18), and the bucket behind them at instants of our choice.
import { expect, test } from 'vitest';
import { env, http } from '../../../test/env.ts';
import { parseRate, takeFromBucket } from './leaky-bucket.ts';

const token = async (login: string): Promise<string> => {
  const response = await http('/auth/dev-token', { method: 'POST', body: JSON.stringify({ login }) });
  return (await response.json<{ token: string }>()).token;
};

test('a bucket lets a burst through, then one after the other as it fills, and forgets', async () => {
  const rate = { count: 3, seconds: 60 };
  const at = (seconds: number) => takeFromBucket(env.DB, 'test:burst', rate, 1_000_000 + seconds * 1000);
  expect([await at(0), await at(0), await at(0)]).toEqual([0, 0, 0]);
  expect(await at(0)).toBe(20);
  expect(await at(15)).toBe(5);
  expect([await at(20), await at(20)]).toEqual([0, 20]);
  expect([await at(200), await at(200), await at(200), await at(200)]).toEqual([0, 0, 0, 20]);
});

test('a clock that was far ahead locks no user out once it has gone back', async () => {
  const rate = { count: 3, seconds: 60 };
  const at = (ms: number) => takeFromBucket(env.DB, 'test:clock', rate, ms);
  const now = 1_000_000;
  for (let n = 0; n < 3; n++) await at(now + 86_400_000);
  expect([await at(now), await at(now), await at(now)]).toEqual([0, 0, 0]);
  expect(await at(now)).toBe(20);
});

test('of many at once no more get through than may', async () => {
  const many = Array.from({ length: 20 }, () =>
    takeFromBucket(env.DB, 'test:many', { count: 5, seconds: 60 }, 1_000_000),
  );
  expect((await Promise.all(many)).filter((wait) => wait === 0)).toHaveLength(5);
});

test('a bucket that is full again leaves no row behind', async () => {
  await takeFromBucket(env.DB, 'test:old', { count: 1, seconds: 1 }, 1000);
  await takeFromBucket(env.DB, 'test:new', { count: 1, seconds: 1 }, 3_000_000);
  const row = await env.DB.prepare("SELECT 1 FROM rate_limits WHERE bucket = 'test:old'").first();
  expect(row).toBeNull();
});

test('a search too many is refused with the time to wait, and other users are not held up', async () => {
  const [alice, bob] = [await token('limited-alice'), await token('limited-bob')];
  const search = (as: string) => http('/api/v1/media/search?q=x', { headers: { authorization: `Bearer ${as}` } });
  for (let n = 0; n < 3; n++) expect((await search(alice)).status).toBe(200);
  const refused = await search(alice);
  expect(await refused.json()).toMatchObject({ status: 429, code: 'too_many_requests' });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await search(bob)).status).toBe(200);
});

test('logins are counted per address', async () => {
  const logIn = async (address: string) =>
    (await http('/auth/dev-token', { method: 'POST', headers: { 'cf-connecting-ip': address } })).status;
  const refusedOf = async (count: number) =>
    (await Promise.all(Array.from({ length: count }, () => logIn('192.0.2.1')))).filter(
      (status) => status === 429,
    );
  expect(await refusedOf(80)).toEqual([]);
  // On a slow machine there is room for a few more by then.
  await expect.poll(() => refusedOf(10)).not.toEqual([]);
  expect(await logIn('192.0.2.2')).toBe(200);
});

test('what another site asks for uses up no login of this address', async () => {
  const from = (headers: Record<string, string>) =>
    http('/auth/dev-token', { method: 'POST', headers: { 'cf-connecting-ip': '192.0.2.3', ...headers } });
  const forged = await Promise.all(
    Array.from({ length: 100 }, () => from({ 'sec-fetch-site': 'cross-site', origin: 'http://evil.example' })),
  );
  expect(new Set(forged.map(({ status }) => status))).toEqual(new Set([403]));
  expect((await from({})).status).toBe(200);
});

test.each(['', '0/60', '60', '60/0', '-1/60', 'many/60'])('"%s" is not a rate', (text) => {
  expect(() => parseRate(text)).toThrow('not a rate');
});
