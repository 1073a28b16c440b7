// A leaky bucket as one number (GCRA, ITU-T I.371): the instant at which the bucket would be full again. Taking moves it
// on; a request that would move it too far is refused. One conditional upsert, so D1 decides between many at once.

export interface Rate {
  /** As many at once … */
  count: number;
  /** … and as many again in this time. */
  seconds: number;
}

/** Reads `count/seconds`, e.g. `600/60`. @throws when it is no rate */
export function parseRate(text: string): Rate {
  const [, count, seconds] = /^([1-9]\d*)\/([1-9]\d*)$/.exec(text) ?? [];
  if (count === undefined || seconds === undefined) throw new Error(`"${text}" is not a rate like 600/60`);
  return { count: Number(count), seconds: Number(seconds) };
}

const FORGOTTEN_AT_ONCE = 10;
const FORGET = `DELETE FROM rate_limits WHERE bucket IN
  (SELECT bucket FROM rate_limits WHERE full_at <= ?1 ORDER BY full_at LIMIT ${FORGOTTEN_AT_ONCE})`;

/** No bucket is emptier than empty: a time further ahead was written by a clock that has since gone back, and is ignored. */
const FULL_AT = 'CASE WHEN full_at > ?2 + ?4 THEN ?2 ELSE MAX(full_at, ?2) END';
const TAKE = `INSERT INTO rate_limits (bucket, full_at) VALUES (?1, ?2 + ?3)
  ON CONFLICT DO UPDATE SET full_at = ${FULL_AT} + ?3 WHERE ${FULL_AT} + ?3 <= ?2 + ?4
  RETURNING full_at`;

const LOOK = 'SELECT full_at FROM rate_limits WHERE bucket = ?1';

/**
 * Takes one, or `n` at once, from a bucket. `now`: milliseconds since 1970.
 * @returns 0, or the seconds after which the next try would get through
 */
export async function takeFromBucket(
  db: D1Database,
  bucket: string,
  rate: Rate,
  now: number,
  n = 1,
): Promise<number> {
  const span = rate.seconds * 1000;
  const cost = (n * span) / rate.count;
  const [, taken, look] = await db.batch<{ full_at: number }>([
    db.prepare(FORGET).bind(now),
    db.prepare(TAKE).bind(bucket, now, cost, span),
    db.prepare(LOOK).bind(bucket),
  ]);
  if ((taken?.results.length ?? 0) > 0) return 0;
  const fullAt = look?.results[0]?.full_at ?? now;
  return Math.max(1, Math.ceil((fullAt + cost - now - span) / 1000));
}
