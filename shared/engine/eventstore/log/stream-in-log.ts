// Where the events of one stream are in the log: enough to tell whether both have the same history.
import type { Mark } from './restore-mark.ts';

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

/** Where these versions of an aggregate are, as far as the log has them. */
export async function marks(
  db: D1Database,
  aggregateId: string,
  versions: readonly number[],
): Promise<Map<number, Mark>> {
  const { results } = await db
    .prepare(
      `SELECT version, position, id FROM events
       WHERE aggregate_id = ?1 AND version IN (SELECT value FROM json_each(?2))`,
    )
    .bind(aggregateId, JSON.stringify(versions))
    .all<Mark & { version: number }>();
  return new Map(results.map(({ version, position, id }) => [version, { position, id }]));
}
