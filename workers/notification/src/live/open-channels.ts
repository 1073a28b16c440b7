// Reads and writes the table of open channels. Only a user's own UserChannel writes its row. That there is no viewer at all is
// remembered on a lease: it counts for LEASE_MS from the moment at which the read began, and a channel that opens reads the
// past only when every lease that can have been given before its row has run out. Messages skipped in between are in that past.
import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { open_channels } from './table.ts';

const LEASE_MS = 100;
/** How long a channel waits behind its row: a little longer, for clocks that tick in whole milliseconds. */
export const RELEASED_MS = LEASE_MS + 10;

/** Says whether this user has an open socket. */
export async function markChannel(db: D1Database, user_id: string, open: boolean): Promise<void> {
  const orm = drizzle(db);
  await (open
    ? orm.insert(open_channels).values({ user_id }).onConflictDoNothing()
    : orm.delete(open_channels).where(eq(open_channels.user_id, user_id)));
}

/** One bound parameter, however many users: D1 takes a hundred. The empty name says that there is no row at all. */
const AMONG = `SELECT user_id FROM open_channels WHERE user_id IN (SELECT value FROM json_each(?1))
  UNION ALL SELECT '' WHERE NOT EXISTS (SELECT 1 FROM open_channels)`;
const ALL = `SELECT user_id FROM open_channels UNION ALL SELECT '' WHERE NOT EXISTS (SELECT 1 FROM open_channels)`;

/** Since when it is known that there is no viewer. */
let noViewerSince = Number.NEGATIVE_INFINITY;

/** A clock that was turned back ends the lease. */
const hasNoViewer = (now: number): boolean => noViewerSince <= now && now < noViewerSince + LEASE_MS;

async function asked(statement: D1PreparedStatement): Promise<string[]> {
  const since = Date.now();
  const { results } = await statement.all<{ user_id: string }>();
  if (results.some(({ user_id }) => user_id === '')) {
    noViewerSince = since;
    return [];
  }
  return results.map(({ user_id }) => user_id);
}

/** Those of the given users, or of all, who have an open socket: asked of the table. */
export const openChannels = (db: D1Database, among?: readonly string[]): Promise<string[]> =>
  asked(among ? db.prepare(AMONG).bind(JSON.stringify(among)) : db.prepare(ALL));

/** The same for news that may miss a channel that is just being opened: it reads the past. */
export const watching = (db: D1Database, among?: readonly string[]): Promise<string[]> =>
  hasNoViewer(Date.now()) ? Promise.resolve([]) : openChannels(db, among);
