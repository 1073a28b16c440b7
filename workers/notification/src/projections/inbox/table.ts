// Read model 'which notifications do I have, and which are unread?'. Written by the subscription `notification` alone.
import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export { applied_parked, checkpoint, projection_state, skipped_events } from '#shared/engine/projection/table';

export const notifications = sqliteTable(
  'notifications',
  {
    generation: integer('generation').notNull(),
    id: text('id').notNull(),
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
    primaryKey({ columns: [t.generation, t.id] }),
    index('notifications_newest').on(t.generation, t.user_id, t.position),
    index('notifications_unread')
      .on(t.generation, t.user_id, t.position)
      .where(sql`is_read = 0`),
  ],
);
