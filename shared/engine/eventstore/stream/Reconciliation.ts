// A stream and what the log holds of it. After a restore of either, one may be ahead of the other, or they may have another
// event at one version. The one that is behind is filled up; where they differ, nothing more is written until a person decides.
import { inTime } from '../../runtime/deadline.ts';
import type { LoggedEvent } from '../../event/envelope.ts';
import { endOf, marks } from '../log/stream-in-log.ts';
import * as log from '../log/store.ts';
import type { StreamRows } from './rows.ts';

const PAGE = 200;

export interface Compared {
  log_version: number;
  /** The first version at which both have different events, or null. */
  diverged_at: number | null;
}

/** Where the log ends for this aggregate, and whether both have the same event there, or where the stream ends. */
export async function compareStream(
  db: D1Database,
  rows: Pick<StreamRows, 'version' | 'idAt'>,
  aggregateId: string,
  ms: number = log.LOG_MS,
): Promise<Compared> {
  const version = rows.version();
  const there = await inTime(ms, 'the log', endOf(db, aggregateId, version));
  const log_version = there?.version ?? 0;
  const common = Math.min(version, log_version);
  if (common === 0) return { log_version, diverged_at: null };
  // Streams differ from some version on, never in between: the last common version decides.
  const id = log_version >= version ? there?.id_at : there?.id;
  if (id === rows.idAt(common)) return { log_version, diverged_at: null };
  return { log_version, diverged_at: await firstDifference(db, rows, aggregateId, common) };
}

/** Binary search: below the first difference all events are the same. */
async function firstDifference(
  db: D1Database,
  rows: Pick<StreamRows, 'idAt'>,
  aggregateId: string,
  different: number,
): Promise<number> {
  let [same, other] = [0, different];
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2);
    const found = await inTime(log.LOG_MS, 'the log', marks(db, aggregateId, [middle]));
    if (found.get(middle)?.id === rows.idAt(middle)) same = middle;
    else other = middle;
  }
  return other;
}

/**
 * Takes from the log what the stream lacks, page by page. A crash in between leaves a shorter stream, which goes on.
 * @returns false where the log has a hole: what is missing there is in neither of them
 */
export async function refill(
  db: D1Database,
  rows: Pick<StreamRows, 'version' | 'restore'>,
  aggregateId: string,
  ms: number = log.LOG_MS,
): Promise<boolean> {
  for (;;) {
    const page: LoggedEvent[] = await inTime(ms, 'the log', log.asWritten(db, aggregateId, rows.version(), PAGE));
    // A concurrent caller may have filled in the same events.
    const missing = page.filter(({ version }) => version > rows.version());
    const from = rows.version() + 1;
    const next = missing.filter(({ version }, n) => version === from + n);
    rows.restore(next);
    if (next.length < missing.length) return false;
    if (page.length < PAGE) return true;
  }
}
