// Registration: a row in D1 (primary data) and UserRegistered in the log, so that others can react to a new user.
import { derivedUuid, eventId } from '#shared/engine/ids';
import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { currentVersion } from '#shared/mediahub/events/catalogue';
import { Problem } from '#shared/http/problem';
import { userId } from '#shared/mediahub/ids';
import type { EventStorePort } from '#shared/engine/ports/eventstore';
import { users, type User } from './table.ts';

/** What a provider says about somebody who logs in. */
export type Profile = Omit<User, 'id' | 'created_at'>;

/**
 * Makes sure that this user exists, as row and as event. Safe to call at every login.
 * @returns the user's id, which depends on nothing but (provider, provider_id).
 * @throws Problem service_unavailable when the event store does not answer
 */
export async function register(db: D1Database, events: EventStorePort, profile: Profile): Promise<string> {
  const id = userId(profile.provider, profile.provider_id);
  await drizzle(db)
    .insert(users)
    .values({ id, created_at: new Date().toISOString(), ...profile })
    .onConflictDoUpdate({ target: users.id, set: profile });
  // A crash here leaves a user without UserRegistered, and no session: the login has failed. The next login comes
  // through here again and appends the same event under the same ids.
  await announce(events, id, profile.provider).catch((error: unknown) => {
    console.error(JSON.stringify({ level: 'error', user_id: id, error: String(error) }));
    throw new Problem('service_unavailable', 'The login could not be completed. Try again.');
  });
  return id;
}

async function announce(events: EventStorePort, id: string, provider: string): Promise<void> {
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
        metadata: { user_id: id, actor: id, command_id: commandId, correlation_id: commandId },
      },
    ],
  });
  if (!result.ok && result.code !== 'version_conflict')
    throw new Error(`UserRegistered of ${id}: ${result.code}: ${result.detail}`);
}

/** The user's row, or undefined. */
export const findUser = (db: D1Database, id: string): Promise<User | undefined> =>
  drizzle(db).select().from(users).where(eq(users.id, id)).get();
