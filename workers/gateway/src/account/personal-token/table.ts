// Personal access tokens: for programs of a user. The database holds only the hash, so a token is shown once.
import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { users } from '../../table.ts';
import type { Scope } from '#shared/mediahub/api/account';

export const personal_tokens = sqliteTable(
  'personal_tokens',
  {
    id: text('id').primaryKey(),
    /** SHA-256 of the token. */
    hash: text('hash').notNull().unique(),
    user_id: text('user_id')
      .notNull()
      .references(() => users.id),
    name: text('name').notNull(),
    scopes: text('scopes', { mode: 'json' }).$type<Scope[]>().notNull(),
    created_at: text('created_at').notNull(),
    expires_at: text('expires_at').notNull(),
    /** To the minute; null before the first use. */
    last_used_at: text('last_used_at'),
  },
  (table) => [index('personal_tokens_by_user').on(table.user_id)],
);

export type PersonalToken = typeof personal_tokens.$inferSelect;
