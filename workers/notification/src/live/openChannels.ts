// Reads and writes the table of open channels. Only a user's own UserChannel writes its row.
import { eq, inArray, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { open_channels } from './table.ts';

/** Says whether this user has an open socket. */
export async function markChannel(db: D1Database, user_id: string, open: boolean): Promise<void> {
  const orm = drizzle(db);
  await (open
    ? orm.insert(open_channels).values({ user_id }).onConflictDoNothing()
    : orm.delete(open_channels).where(eq(open_channels.user_id, user_id)));
}

/** Those of the given users, or of all, who have an open socket. */
export async function openChannels(db: D1Database, among?: readonly string[]): Promise<string[]> {
  const rows = await drizzle(db)
    .select()
    .from(open_channels)
    // One bound parameter, however many users: D1 takes a hundred.
    .where(among && inArray(open_channels.user_id, sql`(SELECT value FROM json_each(${JSON.stringify(among)}))`));
  return rows.map((row) => row.user_id);
}
