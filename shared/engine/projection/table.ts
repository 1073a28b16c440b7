// The tables that every read model has besides its own: its checkpoint, which generation of its rows is shown, and what
// of the log has not taken effect. They commit with the rows, so they are never wrong about them.
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const checkpoint = sqliteTable('checkpoint', {
  name: text('name').primaryKey(),
  /** Of the log's epoch as well: see the engine's epochs. */
  position: integer('position').notNull(),
  /** The event there: after a restore the log may have another one. Null until the next delivery of an older library. */
  event_id: text('event_id'),
});

/** Blue is the generation that readers see, green the one that a rebuild fills. A number is used once. */
export const projection_state = sqliteTable('projection_state', {
  name: text('name').primaryKey(),
  active_generation: integer('active_generation').notNull(),
  newest_generation: integer('newest_generation').notNull(),
  green_generation: integer('green_generation'),
  /** How far green is filled; once it follows, the checkpoint counts for both. */
  green_position: integer('green_position').notNull(),
  /** 1: every delivery goes to both generations. */
  following: integer('following').notNull(),
});

/** Positions that the checkpoint passed without effect: parked, perhaps given up since. A rebuild passes them as well. */
export const skipped_events = sqliteTable(
  'skipped_events',
  { name: text('name').notNull(), position: integer('position').notNull() },
  (t) => [primaryKey({ columns: [t.name, t.position] })],
);

/**
 * Parked events that took effect after all: the checkpoint has long passed them, so their ids guard them. By read model,
 * because several may share a database; by aggregate, because an event id is unique in its stream and nowhere else. Rows
 * from before that was so have an empty `aggregate_id`.
 */
export const applied_parked = sqliteTable(
  'applied_parked',
  {
    name: text('name').notNull(),
    aggregate_id: text('aggregate_id').notNull(),
    event_id: text('event_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.name, t.aggregate_id, t.event_id] })],
);
