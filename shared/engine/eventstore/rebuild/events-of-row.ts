// Of which events a row speaks: those of the aggregates in its key, as far as they name no other media.
import type { LoggedEvent } from '#shared/engine/envelope';
import * as log from '../log/store.ts';

/** A position in a key stands for the aggregate of the event there. */
export async function about(db: D1Database, key: (string | number)[]): Promise<LoggedEvent[]> {
  const positions = key.filter((part) => typeof part === 'number');
  const there = await Promise.all(positions.map((p) => log.read(db, { after: p - 1, before: p + 1, limit: 1 })));
  const ids = [...key.filter((part) => typeof part === 'string'), ...there.flat().map((e) => e.aggregate_id)];
  return log.readWhere(
    db,
    `aggregate_id IN (SELECT value FROM json_each(?1))
     AND COALESCE(json_extract(data, '$.media_id') IN (SELECT value FROM json_each(?1)), 1)`,
    [JSON.stringify(ids)],
  );
}
