// Questions to the inbox. The owner is in every WHERE: what is another user's does not exist.
import { and, desc, eq, lt, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import * as z from 'zod';
import { activeGeneration } from '#shared/engine/projection/generations';
import type { Notification } from '#shared/mediahub/api/notification';
import { notifications } from './table.ts';

type Row = typeof notifications.$inferSelect;

export const InboxCursor = z.tuple([z.int()]);
export const inboxCursor = ({ position }: Row): z.infer<typeof InboxCursor> => [position];

export interface InboxQuery {
  unread: boolean;
  limit: number;
  /** Only those sent before this position. */
  before?: number | undefined;
}

/** The user's notifications, newest first. */
export const inboxOf = (db: D1Database, userId: string, { unread, limit, before }: InboxQuery): Promise<Row[]> =>
  drizzle(db)
    .select()
    .from(notifications)
    .where(
      and(
        sql`${notifications.generation} = ${sql.raw(activeGeneration('notification'))}`,
        eq(notifications.user_id, userId),
        // Written out, not bound: only so does SQLite take the partial index of the unread.
        unread ? sql`${notifications.is_read} = 0` : undefined,
        before === undefined ? undefined : lt(notifications.position, before),
      ),
    )
    .orderBy(desc(notifications.position))
    .limit(limit)
    .all();

export const toView = ({ position: _, generation: __, ...view }: Row): Notification => view;
