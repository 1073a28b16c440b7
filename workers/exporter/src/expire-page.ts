// The downloads of a shelf that are over, a page of them an alarm: each calls the event store, and one invocation may call other
// Workers 32 times.
import { log } from '#shared/engine/runtime/log';

/** Loading, a conflict with a late step of its saga, and appending are some three calls each. */
export const PAGE = 8;
const TRY_AGAIN_MS = 60_000;

export interface Due {
  id: string;
  expires_at: number;
}

/** The oldest first. */
export const dueOf = (sql: SqlStorage, now: number): Due[] =>
  sql
    .exec<{ id: string; expires_at: number }>(
      'SELECT id, expires_at FROM exports WHERE expires_at <= ? ORDER BY expires_at LIMIT ?',
      now,
      PAGE,
    )
    .toArray();

/**
 * A crash in the middle leaves the time in its row, and the alarm comes again: expiring twice is expiring once. One that cannot be
 * expired now goes to the end, and the others do not wait for it.
 */
export async function expireAll(
  sql: SqlStorage,
  due: readonly Due[],
  expire: (id: string) => Promise<void>,
  now: () => number,
): Promise<void> {
  for (const { id } of due)
    try {
      await expire(id);
      sql.exec('UPDATE exports SET expires_at = NULL WHERE id = ?', id);
    } catch (error) {
      log('warn', 'not expired', { id, error });
      sql.exec('UPDATE exports SET expires_at = ? WHERE id = ?', now() + TRY_AGAIN_MS, id);
    }
}
