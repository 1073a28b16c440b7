// Server-side sessions: the browser holds a random secret, the database only its hash. What a request finds there counts
// for the next ones for a moment (session-lease.ts); a logout acts at once, on the session's access tokens too.
import { and, eq, gt, lt } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { sessions, users, type User } from './table.ts';

export const SESSION_SECONDS = 7 * 24 * 60 * 60;
const SECRET_BYTES = 32;

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** The id of the session that this secret opens. */
export async function sessionId(secret: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret))));
}

const fromNow = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();

/** Opens a session under a fresh secret, and forgets this user's expired ones. */
export async function openSession(db: D1Database, userId: string): Promise<{ id: string; secret: string }> {
  const secret = base64url(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));
  const id = await sessionId(secret);
  const now = fromNow(0);
  const orm = drizzle(db);
  await orm.batch([
    orm.delete(sessions).where(and(eq(sessions.user_id, userId), lt(sessions.expires_at, now))),
    orm
      .insert(sessions)
      .values({ id, user_id: userId, created_at: now, expires_at: fromNow(SESSION_SECONDS), revoked: false }),
  ]);
  return { id, secret };
}

/** The user of an open session; undefined when it is unknown, expired or revoked. */
export async function userOfSession(db: D1Database, id: string): Promise<User | undefined> {
  const row = await drizzle(db)
    .select({ user: users })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.user_id))
    .where(and(eq(sessions.id, id), eq(sessions.revoked, false), gt(sessions.expires_at, fromNow(0))))
    .get();
  return row?.user;
}

/** Revokes a session: from here on its cookie and its access tokens are refused. Answers whose it was, if it was one. */
export async function revokeSession(db: D1Database, id: string): Promise<string | undefined> {
  const query = drizzle(db).update(sessions).set({ revoked: true }).where(eq(sessions.id, id));
  const [revoked] = await query.returning({ user_id: sessions.user_id });
  return revoked?.user_id;
}
