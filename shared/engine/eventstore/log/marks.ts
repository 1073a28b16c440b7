// Where the events of one stream are in the log: enough to tell whether both have the same history.
import type { Mark } from './mark.ts';

/** The last event of an aggregate in the log, and the one at `version`. */
export const endOf = (
  db: D1Database,
  aggregateId: string,
  version: number,
): Promise<{ version: number; id: string; id_at: string | null } | null> =>
  db
    .prepare(
      `SELECT version, id, (SELECT id FROM events WHERE aggregate_id = ?1 AND version = ?2) AS id_at FROM events
       WHERE aggregate_id = ?1 ORDER BY version DESC LIMIT 1`,
    )
    .bind(aggregateId, version)
    .first();

/** Where an aggregate's versions from..to are, ascending. */
export async function marks(db: D1Database, aggregateId: string, from: number, to: number): Promise<Mark[]> {
  const { results } = await db
    .prepare(
      'SELECT position, id FROM events WHERE aggregate_id = ?1 AND version BETWEEN ?2 AND ?3 ORDER BY version LIMIT ?4',
    )
    .bind(aggregateId, from, to, MOST_MARKS)
    .all<Mark>();
  return results;
}
/** More are never handed in at once. */
const MOST_MARKS = 1_000;
