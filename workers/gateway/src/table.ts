// Primary data of the gateway, the only database here that no log can rebuild: who the users are (e-mail, name and
// avatar stay out of the events), and which sessions are open.
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

export const users = sqliteTable('users', {
  /** Random; of users from before there were identities, derived from (provider, provider_id). */
  id: text('id').primaryKey(),
  /** Where the user came from first: name, e-mail and avatar follow that one. What leads to the user now is in `identities`. */
  provider: text('provider').notNull(),
  provider_id: text('provider_id').notNull(),
  email: text('email').notNull(),
  display_name: text('display_name').notNull(),
  avatar_url: text('avatar_url'),
  operator: integer('operator', { mode: 'boolean' }).notNull(),
  created_at: text('created_at').notNull(),
});

/** Which account at which provider is which user. An identity is (provider, the provider's id); a user has at most one per provider. */
export const identities = sqliteTable(
  'identities',
  {
    provider: text('provider').notNull(),
    provider_id: text('provider_id').notNull(),
    user_id: text('user_id')
      .notNull()
      .references(() => users.id),
    /** As the provider said at the last login there. */
    display_name: text('display_name').notNull(),
    email: text('email').notNull(),
    linked_at: text('linked_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.provider, table.provider_id] }),
    uniqueIndex('identities_by_user').on(table.user_id, table.provider),
  ],
);

export const sessions = sqliteTable(
  'sessions',
  {
    /** SHA-256 of the secret in the cookie: reading this table opens no session. */
    id: text('id').primaryKey(),
    user_id: text('user_id')
      .notNull()
      .references(() => users.id),
    created_at: text('created_at').notNull(),
    expires_at: text('expires_at').notNull(),
    revoked: integer('revoked', { mode: 'boolean' }).notNull(),
    /** Where it is, for the list of sessions; null in sessions from before there was one. */
    device: text('device'),
    place: text('place'),
    /** To the minute. */
    last_used_at: text('last_used_at'),
  },
  (table) => [index('sessions_by_user').on(table.user_id)],
);

export type Session = typeof sessions.$inferSelect;
export type User = typeof users.$inferSelect;
