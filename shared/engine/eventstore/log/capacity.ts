// How much room the log has left, and when it ends at the rate of the last day: a database of D1 ends at 10 GB.
import { inEpoch, epochOf, eventsBetween, ordinalOf } from '../../event/epoch.ts';
import { LOG_MS } from './store.ts';
import { inTime } from '../../runtime/deadline.ts';

/** https://developers.cloudflare.com/d1/platform/limits/ (2026-11): "Maximum database size: 10 GB". */
export const LIMIT_BYTES = 10_000_000_000;
const DAY_MS = 86_400_000;
/** From here on an operator should act. */
const WARN_PART = 0.8;
const WARN_DAYS = 30;

export interface Capacity {
  bytes: number;
  limit_bytes: number;
  events: number;
  events_last_day: number;
  /** The day on which it is full, if it goes on like this; null when it does not grow, or not for a hundred years. */
  full_on: string | null;
  /** The log has refused an event for want of room, and has taken none since. */
  full: boolean;
}

/** What follows from the size, pure. */
export function forecast(
  { bytes, events, events_last_day }: Pick<Capacity, 'bytes' | 'events' | 'events_last_day'>,
  now: number,
): string | null {
  if (events === 0 || events_last_day === 0) return null;
  const days = Math.max(0, LIMIT_BYTES - bytes) / ((bytes / events) * events_last_day);
  return days > 36_500 ? null : new Date(now + days * DAY_MS).toISOString().slice(0, 10);
}

export const needsALook = ({ bytes, full, full_on }: Capacity, now: number): boolean =>
  full ||
  bytes > WARN_PART * LIMIT_BYTES ||
  (full_on !== null && bytes > LIMIT_BYTES / 100 && Date.parse(full_on) < now + WARN_DAYS * DAY_MS);

/**
 * Binary search: no index is ordered by time, and within an epoch positions are dense. A clock that jumped only makes the
 * figure wrong. `CAST`: D1 binds numbers as reals.
 */
const MIDDLE = 'CAST((low + high) / 2 AS INTEGER)';
const OLDER = `COALESCE((SELECT created_at < ?3 FROM events WHERE position = ${MIDDLE}), 1)`;
const FIRST_SINCE = `WITH RECURSIVE half (low, high) AS (
    SELECT ?1, ?2
    UNION ALL
    SELECT CASE WHEN ${OLDER} THEN ${MIDDLE} + 1 ELSE low END, CASE WHEN ${OLDER} THEN high ELSE ${MIDDLE} END
    FROM half WHERE low < high
  ) SELECT low FROM half WHERE low >= high LIMIT 1`;

export async function capacityOf(db: D1Database, full: boolean, now: number): Promise<Capacity> {
  const { results, meta } = await inTime(
    LOG_MS,
    'the log',
    db.prepare('SELECT COALESCE(MAX(position), 0) AS head FROM events').all<{ head: number }>(),
  );
  const head = results[0]?.head ?? 0;
  const since = new Date(now - DAY_MS).toISOString();
  const first = inEpoch(epochOf(head), 0) + 1;
  const found = await inTime(
    LOG_MS,
    'the log',
    db
      .prepare(FIRST_SINCE)
      .bind(first, head + 1, since)
      .first<{ low: number }>(),
  );
  const known = {
    bytes: meta.size_after,
    events: ordinalOf(head),
    events_last_day: eventsBetween((found?.low ?? head + 1) - 1, head),
  };
  return { ...known, limit_bytes: LIMIT_BYTES, full, full_on: forecast(known, now) };
}
