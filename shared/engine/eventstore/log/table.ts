// The global log: one row per event, in the order in which the sequencer committed them.
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

export const events = sqliteTable(
  'events',
  {
    /** Dense, strictly increasing: the only order that readers may rely on. */
    position: integer('position').primaryKey(),
    id: text('id').notNull().unique(),
    aggregate_id: text('aggregate_id').notNull(),
    aggregate_type: text('aggregate_type').notNull(),
    event_type: text('event_type').notNull(),
    version: integer('version').notNull(),
    schema_version: integer('schema_version').notNull(),
    data: text('data').notNull(),
    metadata: text('metadata').notNull(),
    user_id: text('user_id').notNull(),
    created_at: text('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('events_by_stream').on(t.aggregate_id, t.version),
    index('events_by_owner').on(t.user_id, t.position),
    index('events_by_owner_and_type').on(t.user_id, t.event_type, t.position),
  ],
);
