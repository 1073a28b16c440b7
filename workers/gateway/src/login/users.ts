// Registration: rows in D1 (primary data) and UserRegistered in the log, so that others can react to a new user. A user is found
// by the unique row (provider, provider's id) and has a random id, so that a second provider can lead to the same user.
import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { derivedUuid, eventId } from '#shared/engine/event/ids';
import type { EventStorePort } from '#shared/engine/ports/eventstore';
import { log } from '#shared/engine/runtime/log';
import { Problem } from '#shared/http/problem';
import { currentVersion } from '#shared/mediahub/events/catalogue';
import { newId } from '#shared/mediahub/ids';
import { identities, type User } from '../table.ts';

/** A user's profile from a provider. */
export type Profile = Omit<User, 'id' | 'created_at'>;

const IS_KNOWN = 'EXISTS (SELECT 1 FROM identities WHERE provider = ?1 AND provider_id = ?2)';

/** In one batch, which D1 runs as one transaction: of two first logins at once, the second finds the user of the first. */
const REGISTER = [
  `INSERT INTO users (provider, provider_id, id, email, display_name, avatar_url, operator, created_at)
   SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 WHERE NOT ${IS_KNOWN}`,
  `INSERT INTO identities (provider, provider_id, user_id, display_name, email, linked_at)
   SELECT ?1, ?2, ?3, ?5, ?4, ?8 WHERE NOT ${IS_KNOWN}`,
  `UPDATE identities SET display_name = ?5, email = ?4 WHERE provider = ?1 AND provider_id = ?2`,
  `UPDATE users SET email = ?4, display_name = ?5, avatar_url = ?6 WHERE provider = ?1
   AND id = (SELECT user_id FROM identities WHERE provider = ?1 AND provider_id = ?2)`,
  `UPDATE users SET operator = ?7
   WHERE id = (SELECT user_id FROM identities WHERE provider = ?1 AND provider_id = ?2) AND (provider = ?1 OR ?7)`,
  `SELECT user_id FROM identities WHERE provider = ?1 AND provider_id = ?2`,
];

/**
 * Makes sure that this user exists, as rows and as event. Safe to call at every login.
 * @returns the user's id
 * @throws Problem service_unavailable when the event store does not answer
 */
export async function register(
  db: D1Database,
  events: EventStorePort,
  profile: Profile,
  trace: string,
): Promise<string> {
  const { provider, provider_id, email, display_name, avatar_url, operator } = profile;
  const now = new Date().toISOString();
  const values = [provider, provider_id, newId('user'), email, display_name, avatar_url, operator ? 1 : 0, now];
  // A statement gets as many values as it names, by the highest number in it.
  const bound = (sql: string) =>
    db
      .prepare(sql)
      .bind(...values.slice(0, Math.max(...Array.from(sql.matchAll(/\?(\d)/g), ([, n]) => Number(n)))));
  const found = (await db.batch<{ user_id: string }>(REGISTER.map(bound))).at(-1)?.results[0];
  if (!found) throw new Error('a registered identity has no row');
  const id = found.user_id;
  // A crash here leaves a user without UserRegistered, and no session: the login has failed. The next login comes
  // through here again and appends the same event under the same ids.
  await announce(events, id, provider, trace).catch((error: unknown) => {
    log('error', 'UserRegistered was not appended', { trace_id: trace, user_id: id, error });
    throw new Problem('service_unavailable', 'The login could not be completed. Try again.');
  });
  return id;
}

async function announce(events: EventStorePort, id: string, provider: string, trace: string): Promise<void> {
  const commandId = derivedUuid('register', id);
  const result = await events.append({
    aggregate_id: id,
    aggregate_type: 'User',
    expected_version: 'no_stream',
    events: [
      {
        id: eventId(commandId, 0),
        event_type: 'UserRegistered',
        schema_version: currentVersion('UserRegistered'),
        data: { provider },
        metadata: { user_id: id, actor: id, command_id: commandId, correlation_id: trace },
      },
    ],
  });
  if (!result.ok && result.code !== 'version_conflict')
    throw new Error(`UserRegistered of ${id}: ${result.code}: ${result.detail}`);
}

/** The providers that lead to this user. */
export const identitiesOf = (db: D1Database, userId: string) =>
  drizzle(db)
    .select({
      provider: identities.provider,
      display_name: identities.display_name,
      email: identities.email,
      linked_at: identities.linked_at,
    })
    .from(identities)
    .where(eq(identities.user_id, userId))
    .orderBy(identities.linked_at);

export type Linked = 'linked' | 'linked_elsewhere' | 'provider_linked';

/** Links another account to this user, unless it belongs to another user or the user already has one at this provider. */
export async function link(db: D1Database, userId: string, who: Omit<Profile, 'operator'>): Promise<Linked> {
  const { provider, provider_id, display_name, email } = who;
  await drizzle(db)
    .insert(identities)
    .values({ provider, provider_id, user_id: userId, display_name, email, linked_at: new Date().toISOString() })
    // Either unique row may be there already; which one it was is looked up below.
    .onConflictDoNothing();
  const row = await db
    .prepare('SELECT user_id FROM identities WHERE provider = ?1 AND provider_id = ?2')
    .bind(provider, provider_id)
    .first<{ user_id: string }>();
  if (!row) return 'provider_linked';
  return row.user_id === userId ? 'linked' : 'linked_elsewhere';
}

/** Takes a provider off a user, but never the last one. */
export async function unlink(
  db: D1Database,
  userId: string,
  provider: string,
): Promise<'gone' | 'unknown' | 'last'> {
  const { meta } = await db
    .prepare(
      `DELETE FROM identities WHERE user_id = ?1 AND provider = ?2
       AND (SELECT COUNT(*) FROM identities WHERE user_id = ?1) > 1`,
    )
    .bind(userId, provider)
    .run();
  if (meta.changes > 0) return 'gone';
  const known = await identitiesOf(db, userId);
  return known.some((one) => one.provider === provider) ? 'last' : 'unknown';
}
