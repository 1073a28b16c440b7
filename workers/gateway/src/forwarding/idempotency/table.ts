// The answers to requests that carried an Idempotency-Key, kept for a day: the same request sent again
// gets the first answer. A row without an answer is a claim: the first request is under way, or broke off.
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const answers = sqliteTable(
  'answers',
  {
    user_id: text('user_id').notNull(),
    method: text('method').notNull(),
    path: text('path').notNull(),
    key: text('key').notNull(),
    /** SHA-256 of query and body: the same key with another request is a mistake of the client. */
    fingerprint: text('fingerprint').notNull(),
    /** Which request runs it, or ran it. */
    claim: text('claim').notNull(),
    /** Milliseconds since 1970; from then on the claim of a request that broke off counts for nothing. */
    claimed_until: integer('claimed_until').notNull(),
    /** Null until there is an answer worth keeping. */
    status: integer('status'),
    headers: text('headers', { mode: 'json' }).$type<Record<string, string>>(),
    body: text('body'),
    /** Milliseconds since 1970. */
    expires_at: integer('expires_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.user_id, table.method, table.path, table.key] }),
    index('answers_by_expiry').on(table.expires_at),
  ],
);
