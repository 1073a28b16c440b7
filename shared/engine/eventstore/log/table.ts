// The global log: one row per event, in the order in which the sequencer committed them.
import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** What is stored of an event, in every table. */
const EVENT = {
  /** Unique in its stream and nowhere else, so no index of it: the log recognises an event by stream and version. */
  id: text('id').notNull(),
  aggregate_id: text('aggregate_id').notNull(),
  aggregate_type: text('aggregate_type').notNull(),
  event_type: text('event_type').notNull(),
  version: integer('version').notNull(),
  schema_version: integer('schema_version').notNull(),
  data: text('data').notNull(),
  metadata: text('metadata').notNull(),
  user_id: text('user_id').notNull(),
  created_at: text('created_at').notNull(),
};

export const events = sqliteTable(
  'events',
  {
    /** Dense, strictly increasing: the only order that readers may rely on. */
    position: integer('position').primaryKey(),
    ...EVENT,
  },
  (t) => [
    uniqueIndex('events_by_stream').on(t.aggregate_id, t.version),
    index('events_by_owner').on(t.user_id, t.position),
    index('events_by_owner_and_type').on(t.user_id, t.event_type, t.position),
    index('events_by_type').on(t.event_type, t.position),
    index('events_by_correlation').on(sql`(metadata ->> 'correlation_id')`, t.position),
  ],
);

/**
 * Since when, and after which position, the log has gone on after a restore. Epoch 1 is the beginning and has no row. A
 * position names its epoch, see epoch.ts, so an event that a restore removed is never mistaken for a later one.
 */
export const log_epochs = sqliteTable('log_epochs', {
  epoch: integer('epoch').primaryKey(),
  /** The last position of what remained. */
  after_position: integer('after_position').notNull(),
  began_at: text('began_at').notNull(),
  reason: text('reason').notNull(),
  /** When a person had every store brought together again; until then no original is deleted. */
  recovered_at: text('recovered_at'),
});

/** Streams that hold another event than the log at the same version: they take nothing more until a person has decided. */
export const diverged_streams = sqliteTable('diverged_streams', {
  aggregate_id: text('aggregate_id').primaryKey(),
  version: integer('version').notNull(),
  stream_event_id: text('stream_event_id').notNull(),
  log_event_id: text('log_event_id').notNull(),
  found_at: text('found_at').notNull(),
});

/**
 * Events after a hole in their stream: they were removed, and their stream published them again behind what had
 * been missing. Their positions are given to nothing else.
 */
export const events_set_aside = sqliteTable(
  'events_set_aside',
  {
    position: integer('position').primaryKey(),
    /** The epoch that began with it. */
    epoch: integer('epoch').notNull(),
    ...EVENT,
  },
  (t) => [index('set_aside_by_epoch').on(t.epoch, t.position)],
);
