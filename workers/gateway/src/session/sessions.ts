// Server-side sessions: the browser holds a random secret, the database only its hash. What a request finds there counts
// for the next ones for a moment (session-lease.ts); a logout acts at once, on the session's access tokens too.
import { and, desc, eq, gt, inArray, lt, ne, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { isAhead } from '#shared/engine/runtime/alarm';
import { hashOf, randomSecret } from './secret.ts';
import { sessions, users, type Session, type User } from '../table.ts';

export const SESSION_SECONDS = 7 * 24 * 60 * 60;
/** Programs that log in again and again would fill the table: the oldest beyond these are ended. */
export const SESSIONS_PER_USER = 100;
const USED_MS = 60_000;

/** The id of the session that this secret opens. */
export const sessionId = hashOf;

const fromNow = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();
const isOpen = () => and(eq(sessions.revoked, false), gt(sessions.expires_at, fromNow(0)));

/** Where a session is, as its owner will read it. */
export interface Whereabouts {
  device: string;
  place: string;
}

export interface Opened {
  id: string;
  secret: string;
  /** Sessions that were evicted: their sockets have to be closed. */
  ended: string[];
}

/** Opens a session under a fresh secret, forgets this user's expired ones, and ends the oldest of too many. */
export async function openSession(db: D1Database, userId: string, where: Whereabouts): Promise<Opened> {
  const secret = randomSecret();
  const id = await sessionId(secret);
  const now = fromNow(0);
  const orm = drizzle(db);
  // In the order in which they were made: by a clock that was ahead, older ones would push out the one that is made now.
  const tooMany = sql`${sessions.id} NOT IN (SELECT id FROM sessions WHERE user_id = ${userId} AND revoked = 0
    ORDER BY rowid DESC LIMIT ${SESSIONS_PER_USER})`;
  const [, , ended] = await orm.batch([
    orm.delete(sessions).where(and(eq(sessions.user_id, userId), lt(sessions.expires_at, now))),
    orm.insert(sessions).values({
      id,
      user_id: userId,
      created_at: now,
      expires_at: fromNow(SESSION_SECONDS),
      revoked: false,
      last_used_at: now,
      ...where,
    }),
    orm
      .update(sessions)
      .set({ revoked: true })
      .where(and(eq(sessions.user_id, userId), eq(sessions.revoked, false), tooMany))
      .returning({ id: sessions.id }),
    // From a clock that was ahead: an unused session would stay open until that time.
    orm
      .update(sessions)
      .set({ expires_at: fromNow(SESSION_SECONDS) })
      .where(and(eq(sessions.user_id, userId), gt(sessions.expires_at, fromNow(SESSION_SECONDS)))),
  ]);
  return { id, secret, ended: ended.map((row) => row.id) };
}

/** The user of an open session; undefined when it is unknown, expired or revoked. */
export async function userOfSession(db: D1Database, id: string): Promise<User | undefined> {
  return (await sessionsOf(db, [id])).get(id)?.user;
}

export interface OpenSession {
  user: User;
  session: Session;
}

/** Those of these sessions that are open, with their users, by id. */
export async function sessionsOf(db: D1Database, ids: readonly string[]): Promise<Map<string, OpenSession>> {
  const found = await drizzle(db)
    .select({ user: users, session: sessions })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.user_id))
    .where(and(inArray(sessions.id, [...ids]), isOpen()));
  return new Map(found.map((one) => [one.session.id, one]));
}

/**
 * Notes that a session is in use; at most once a minute, so that reading costs no write. One that was opened while the clock was
 * ahead lasts as long as a new one from now on, instead of until that has come.
 */
export async function noteUse(db: D1Database, { id, last_used_at, expires_at }: Session): Promise<void> {
  const latest = fromNow(SESSION_SECONDS);
  const wasUsed = last_used_at === null ? 0 : Date.parse(last_used_at);
  if (isAhead(wasUsed + USED_MS, Date.now(), USED_MS) && expires_at <= latest) return;
  await drizzle(db)
    .update(sessions)
    .set({ last_used_at: fromNow(0), expires_at: expires_at < latest ? expires_at : latest })
    .where(eq(sessions.id, id));
}

/** The open sessions of a user, the last used first. */
export const openSessions = (db: D1Database, userId: string): Promise<Session[]> =>
  drizzle(db)
    .select()
    .from(sessions)
    .where(and(eq(sessions.user_id, userId), isOpen()))
    .orderBy(desc(sessions.last_used_at), desc(sessions.created_at))
    .limit(SESSIONS_PER_USER);

/** Revokes a session: from here on its cookie and its access tokens are refused. Answers whose it was, if it was one. */
export async function revokeSession(db: D1Database, id: string): Promise<string | undefined> {
  const query = drizzle(db).update(sessions).set({ revoked: true }).where(eq(sessions.id, id));
  const [revoked] = await query.returning({ user_id: sessions.user_id });
  return revoked?.user_id;
}

/** Revokes all sessions of a user except one. @returns their ids */
export async function revokeSessions(db: D1Database, userId: string, keep?: string): Promise<string[]> {
  const kept = keep === undefined ? undefined : ne(sessions.id, keep);
  const query = drizzle(db)
    .update(sessions)
    .set({ revoked: true })
    .where(and(eq(sessions.user_id, userId), eq(sessions.revoked, false), kept));
  return (await query.returning({ id: sessions.id })).map((row) => row.id);
}
