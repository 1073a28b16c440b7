// The monitor: one row per saga, written by its coordinator only.
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const sagas = sqliteTable(
  'sagas',
  {
    id: text('id').primaryKey(),
    user_id: text('user_id').notNull(),
    status: text('status').notNull(),
    /** 1 while it has not ended. */
    active: integer('active').notNull(),
    revision: integer('revision').notNull(),
    started_at: text('started_at').notNull(),
    view: text('view').notNull(),
  },
  (t) => [
    index('sagas_of_user').on(t.user_id, t.started_at, t.id),
    index('sagas_of_user_by_status').on(t.user_id, t.status, t.started_at, t.id),
    index('sagas_active').on(t.active, t.started_at, t.id),
    index('sagas_by_start').on(t.started_at, t.id),
  ],
);

/** How much of the log the rows above reflect, so that a database that was restored to an earlier state is recognised. */
export const saga_checkpoint = sqliteTable('saga_checkpoint', {
  id: integer('id').primaryKey(),
  position: integer('position').notNull(),
});
