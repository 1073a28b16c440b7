// A read model that was put back to an earlier day has lost what was repaired since: it has skipped those events, and nobody
// parks them any more. They are parked once more, for a person to try again.
import { inTime } from '../../runtime/deadline.ts';
import { LOG_MS, readWhere } from '../log/store.ts';
import type { ParkingLot } from './ParkingLot.ts';
import { byAggregate, type SubscriptionRules } from './rules.ts';

const REASON = 'its read model was put back to before it was repaired';

/** One after the other: a crash leaves the rest to the next life, which asks again. */
export async function parkAgain(
  db: D1Database,
  parked: Pick<ParkingLot, 'missing' | 'park'>,
  { partition = byAggregate }: SubscriptionRules,
  unapplied: readonly number[],
): Promise<void> {
  for (const position of parked.missing(unapplied)) {
    const asWritten = { upcast: <Event>(event: Event) => event };
    const [event] = await inTime(LOG_MS, 'the log', readWhere(asWritten, db, 'position = ?1', [position]));
    // A restore took it away as well.
    if (event) parked.park(partition(event), event, REASON, 1, new Date().toISOString());
  }
}
