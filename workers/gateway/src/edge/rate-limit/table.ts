// How much of its rate each caller has used. One row per bucket; a full bucket needs no row.
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const rate_limits = sqliteTable(
  'rate_limits',
  {
    /** `<what>:<who>` */
    bucket: text('bucket').primaryKey(),
    /** When it will have filled up again: milliseconds since 1970. */
    full_at: integer('full_at').notNull(),
  },
  (table) => [index('rate_limits_by_time').on(table.full_at)],
);
