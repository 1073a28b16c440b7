// Reading on where a consumer is. A page begins behind an event, and not behind a number: a log that was put back and went on
// may have given that number to another one.
import type { LoggedEvent } from '../../event/envelope.ts';
import { inTime } from '../../runtime/deadline.ts';
import type { RecentEvents } from './RecentEvents.ts';
import { LOG_MS, read, type Upcasting } from './store.ts';

export type ReadBehind = (after: number, id: string | null, limit: number) => Promise<LoggedEvent[] | null>;

/** The events after a position if the event there has this `id` (null: any); null if another event is there, or none. */
export async function readBehind(
  catalogue: Upcasting,
  db: D1Database,
  ...[after, id, limit]: Parameters<ReadBehind>
): Promise<LoggedEvent[] | null> {
  if (id === null || after === 0) return read(catalogue, db, { after, limit });
  const [there, ...behind] = await read(catalogue, db, { after: after - 1, limit: limit + 1 });
  return there?.position === after && there.id === id ? behind : null;
}

/** The same from memory, where that holds them. */
export const remembering =
  (tail: RecentEvents, catalogue: Upcasting, db: D1Database): ReadBehind =>
  async (after, id, limit) =>
    tail.after(after, limit, id) ?? inTime(LOG_MS, 'the log', readBehind(catalogue, db, after, id, limit));
