// Read model 'what was I told, and what have I not read yet?'. Written by the subscription `notification` alone.
import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const notifications = sqliteTable(
  'notifications',
  {
    id: text('id').primaryKey(),
    user_id: text('user_id').notNull(),
    title: text('title').notNull(),
    message: text('message').notNull(),
    code: text('code').notNull(),
    params: text('params', { mode: 'json' }).$type<Record<string, string>>().notNull(),
    is_read: integer('is_read', { mode: 'boolean' }).notNull(),
    created_at: text('created_at').notNull(),
    /** Of NotificationSent: the keyset of the lists. */
    position: integer('position').notNull(),
  },
  (t) => [
    index('notifications_newest').on(t.user_id, t.position),
    index('notifications_unread')
      .on(t.user_id, t.position)
      .where(sql`is_read = 0`),
  ],
);

export const checkpoint = sqliteTable('checkpoint', {
  name: text('name').primaryKey(),
  position: integer('position').notNull(),
});

/** Parked events that took effect after all: the checkpoint has long passed them, so their ids guard them. */
export const applied_parked = sqliteTable('applied_parked', { event_id: text('event_id').primaryKey() });
