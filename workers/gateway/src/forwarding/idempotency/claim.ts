// Of all requests with one key exactly one is let through at a time: the claim is one conditional upsert, so D1
// decides who was first. The claim is a lease, for a request that broke off never comes back to give it up.
import type { answers } from './table.ts';

const KEPT_MS = 24 * 60 * 60 * 1000;
/** Longer than any command takes. Should one take longer, the service's command id still makes it happen once. */
const LEASE_MS = 60_000;
/** Each claim forgets more rows than it makes, so the table stays as large as a day. */
const FORGOTTEN_AT_ONCE = 10;

/** What a key is unique within, and what has to be the same. */
export type KeyedRequest = Pick<
  typeof answers.$inferSelect,
  'user_id' | 'method' | 'path' | 'key' | 'fingerprint'
>;

export interface KeptAnswer {
  status: number;
  headers: Record<string, string>;
  body: string | null;
}

export type Claimed =
  | { outcome: 'yours'; claim: string }
  /** `claim`: the request that this answer is of. */
  | { outcome: 'answered'; answer: KeptAnswer; claim: string }
  /** The first one is still under way. */
  | { outcome: 'running' }
  /** The key was used for another request. */
  | { outcome: 'reused' };

const FORGET = `DELETE FROM answers WHERE rowid IN
  (SELECT rowid FROM answers WHERE expires_at <= ?1 ORDER BY expires_at LIMIT ${FORGOTTEN_AT_ONCE})`;

// A claim further ahead than possible was written by a clock that has since gone back: it has expired.
const CLAIM = `INSERT INTO answers (user_id, method, path, key, fingerprint, claim, claimed_until, expires_at)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
  ON CONFLICT DO UPDATE SET fingerprint = excluded.fingerprint, claim = excluded.claim,
    claimed_until = excluded.claimed_until, expires_at = excluded.expires_at,
    status = NULL, headers = NULL, body = NULL
  WHERE NOT (expires_at BETWEEN ?9 + 1 AND ?8)
    OR (status IS NULL AND NOT (claimed_until BETWEEN ?9 + 1 AND ?7) AND fingerprint = excluded.fingerprint)`;

const LOOK = `SELECT fingerprint, claim, status, headers, body FROM answers
  WHERE user_id = ?1 AND method = ?2 AND path = ?3 AND key = ?4`;

interface Row {
  fingerprint: string;
  claim: string;
  status: number | null;
  headers: string | null;
  body: string | null;
}

/** Claims the key for this request, or says why not. `now`: milliseconds since 1970. */
export async function claimKey(
  db: D1Database,
  request: KeyedRequest,
  claim: string,
  now: number,
): Promise<Claimed> {
  const { user_id, method, path, key, fingerprint } = request;
  const [, , look] = await db.batch<Row>([
    db.prepare(FORGET).bind(now),
    db.prepare(CLAIM).bind(user_id, method, path, key, fingerprint, claim, now + LEASE_MS, now + KEPT_MS, now),
    db.prepare(LOOK).bind(user_id, method, path, key),
  ]);
  const row = look?.results[0];
  if (!row) throw new Error('the claim of an Idempotency-Key has left no row');
  if (row.claim === claim) return { outcome: 'yours', claim };
  if (row.fingerprint !== fingerprint) return { outcome: 'reused' };
  if (row.status === null) return { outcome: 'running' };
  const headers = JSON.parse(row.headers ?? '{}') as Record<string, string>;
  return { outcome: 'answered', answer: { status: row.status, headers, body: row.body }, claim: row.claim };
}

/**
 * Claims a key whose answer is not true any more. Of several that find that, one is let through.
 * @param of the request that the answer is of
 */
export async function claimAgain(
  db: D1Database,
  request: KeyedRequest,
  of: string,
  claim: string,
  now: number,
): Promise<boolean> {
  const { user_id, method, path, key } = request;
  const claimed = await db
    .prepare(
      `UPDATE answers SET claim = ?6, claimed_until = ?7, expires_at = ?8, status = NULL, headers = NULL, body = NULL
       WHERE user_id = ?1 AND method = ?2 AND path = ?3 AND key = ?4 AND claim = ?5 RETURNING 1`,
    )
    .bind(user_id, method, path, key, of, claim, now + LEASE_MS, now + KEPT_MS)
    .first();
  return claimed !== null;
}

/** Stores the answer for repeated requests. */
export async function keepAnswer(
  db: D1Database,
  claim: string,
  request: KeyedRequest,
  answer: KeptAnswer,
): Promise<void> {
  const { user_id, method, path, key } = request;
  await db
    .prepare(
      `UPDATE answers SET status = ?6, headers = ?7, body = ?8
       WHERE user_id = ?1 AND method = ?2 AND path = ?3 AND key = ?4 AND claim = ?5`,
    )
    .bind(user_id, method, path, key, claim, answer.status, JSON.stringify(answer.headers), answer.body)
    .run();
}

/** Gives the claim up without an answer: the next request with this key and this body goes through again. */
export async function giveUpClaim(db: D1Database, claim: string, request: KeyedRequest): Promise<void> {
  const { user_id, method, path, key } = request;
  await db
    .prepare(
      `UPDATE answers SET claimed_until = 0
       WHERE user_id = ?1 AND method = ?2 AND path = ?3 AND key = ?4 AND claim = ?5`,
    )
    .bind(user_id, method, path, key, claim)
    .run();
}
