// Primary data of the gateway, the only database here that no log can rebuild: who the users are (e-mail, name and
// avatar stay out of the events), and which sessions are open.
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

export const users = sqliteTable(
  'users',
  {
    /** Derived from (provider, provider_id). */
    id: text('id').primaryKey(),
    provider: text('provider').notNull(),
    provider_id: text('provider_id').notNull(),
    email: text('email').notNull(),
    display_name: text('display_name').notNull(),
    avatar_url: text('avatar_url'),
    operator: integer('operator', { mode: 'boolean' }).notNull(),
    created_at: text('created_at').notNull(),
  },
  (table) => [uniqueIndex('users_by_provider').on(table.provider, table.provider_id)],
);

export const sessions = sqliteTable(
  'sessions',
  {
    /** SHA-256 of the secret in the cookie: who reads this table can open no session. */
    id: text('id').primaryKey(),
    user_id: text('user_id')
      .notNull()
      .references(() => users.id),
    created_at: text('created_at').notNull(),
    expires_at: text('expires_at').notNull(),
    revoked: integer('revoked', { mode: 'boolean' }).notNull(),
  },
  (table) => [index('sessions_by_user').on(table.user_id)],
);

export type User = typeof users.$inferSelect;
