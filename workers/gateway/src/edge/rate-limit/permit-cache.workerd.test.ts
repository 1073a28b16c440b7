// Several requests for one question to the database, and never more than the rate.
import { expect, test } from 'vitest';
import { env } from '../../../test/env.ts';
import { PermitCache } from './permit-cache.ts';

const rate = { count: 120, seconds: 60 };
const fullAt = async (bucket: string) =>
  (
    await env.DB.prepare('SELECT full_at FROM rate_limits WHERE bucket = ?1')
      .bind(bucket)
      .first<{ full_at: number }>()
  )?.full_at;

test('asks once for several requests within five seconds, and again after that', async () => {
  const permits = new PermitCache();
  const at = (ms: number) => permits.take(env.DB, 'test:permits', rate, 1_000_000 + ms);
  await at(0);
  const asked = await fullAt('test:permits');
  await at(4_999);
  expect(await fullAt('test:permits')).toBe(asked);
  await at(5_001);
  expect(await fullAt('test:permits')).toBeGreaterThan(asked ?? 0);
});

test('several isolates together let no more through than one database would', async () => {
  const isolates = [new PermitCache(), new PermitCache(), new PermitCache()];
  const waits: number[] = [];
  for (let n = 0; n < 200; n++)
    waits.push((await isolates[n % 3]?.take(env.DB, 'test:isolates', rate, 2_000_000)) ?? 0);
  expect(waits.filter((wait) => wait === 0)).toHaveLength(rate.count);
});

test('requests that come together get all that the rate allows, and no more', async () => {
  const permits = new PermitCache();
  const waits = await Promise.all(
    Array.from({ length: rate.count + 10 }, () => permits.take(env.DB, 'test:together', rate, 3_000_000)),
  );
  expect(waits.filter((wait) => wait === 0)).toHaveLength(rate.count);
});
