// Logins under way at a provider. A row lives ten minutes and is taken out by the first callback that names its state.
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const oauth_flows = sqliteTable(
  'oauth_flows',
  {
    /** SHA-256 of the state. */
    id: text('id').primaryKey(),
    /** SHA-256 of the secret in the cookie of the browser that began: verifier and nonce derive from it, so they are nowhere else. */
    browser: text('browser').notNull(),
    provider: text('provider').notNull(),
    return_to: text('return_to').notNull(),
    /** The user who links another provider, and the session; null for a login. */
    user_id: text('user_id'),
    session_id: text('session_id'),
    /** Milliseconds since 1970. */
    expires_at: integer('expires_at').notNull(),
  },
  (table) => [index('oauth_flows_by_expiry').on(table.expires_at)],
);

export type Flow = typeof oauth_flows.$inferSelect;
