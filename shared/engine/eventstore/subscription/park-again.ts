// A read model that was restored to an earlier time has lost the repairs made since: it skips those events, and they are no
// longer parked. They are parked again, for a person to retry.
import { inTime } from '../../runtime/deadline.ts';
import { LOG_MS, readWhere } from '../log/store.ts';
import type { ParkingLot } from './ParkingLot.ts';
import { byAggregate, type SubscriptionRules } from './rules.ts';

const REASON = 'its read model was put back to before it was repaired';

/** How many are read at once. */
const PAGE = 100;
const asWritten = { upcast: <Event>(event: Event) => event };

/** Page by page: after a crash the next instance does the rest. */
export async function parkAgain(
  db: D1Database,
  parked: Pick<ParkingLot, 'missing' | 'park'>,
  { partition = byAggregate }: SubscriptionRules,
  unapplied: readonly number[],
): Promise<void> {
  const missing = parked.missing(unapplied);
  for (let n = 0; n < missing.length; n += PAGE) {
    const page = JSON.stringify(missing.slice(n, n + PAGE));
    const asked = readWhere(asWritten, db, 'position IN (SELECT value FROM json_each(?1))', [page]);
    // Events that the log lacks were removed by a restore as well.
    for (const event of await inTime(LOG_MS, 'the log', asked))
      parked.park(partition(event), event, REASON, 1, new Date().toISOString());
  }
}
