// Sagas that wait for a person, by the cause: an outage parks hundreds of them at one step, and is one thing to repair.
import type { ParkedCause, ParkedGroup, ParkedSagas } from '../parked.ts';

/** Where a list of parked sagas goes on: (started_at, id) of the last one. */
export type ParkedPlace = readonly [string, string];

const MOST_CAUSES = 100;
const PARKED = "active = 1 AND status = 'parked'";
const PARTS = {
  saga_type: "view ->> '$.saga_type'",
  step_name: "view ->> '$.parked.step_name'",
  direction: "view ->> '$.parked.direction'",
  reason: "view ->> '$.parked.reason'",
} as const;

const CAUSES = `SELECT ${Object.entries(PARTS)
  .map(([name, sql]) => `${sql} AS ${name}`)
  .join(', ')}, COUNT(*) AS count, MIN(started_at) AS oldest
  FROM sagas WHERE ${PARKED} GROUP BY 1, 2, 3, 4 ORDER BY count DESC, oldest LIMIT ${MOST_CAUSES}`;
const SUMS = `SELECT COUNT(*) AS active, COUNT(*) FILTER (WHERE ${PARKED}) AS total FROM sagas WHERE active = 1`;

/** The parked sagas as an operator sees them: grouped by cause, the causes of most sagas first, at most a hundred of these. */
export async function parkedCauses(db: D1Database): Promise<ParkedSagas> {
  const [causes, sums] = await db.batch<ParkedGroup & { active: number; total: number }>([
    db.prepare(CAUSES),
    db.prepare(SUMS),
  ]);
  return { total: 0, active: 0, ...sums?.results[0], causes: causes?.results ?? [] };
}

const PAGE = `SELECT id, started_at FROM sagas
  WHERE ${PARKED} AND (started_at, id) > (?1, ?2)
    AND (?3 IS NULL OR (${PARTS.saga_type} = ?3 AND ${PARTS.step_name} = ?4 AND ${PARTS.direction} = ?5 AND ${PARTS.reason} = ?6))
  ORDER BY started_at, id LIMIT ?7`;

/**
 * Parked sagas, the oldest first.
 * @param cause of any when it is undefined
 */
export async function parkedBy(
  db: D1Database,
  cause: ParkedCause | undefined,
  [started_at, id]: ParkedPlace,
  limit: number,
): Promise<{ id: string; started_at: string }[]> {
  const { saga_type = null, step_name = null, direction = null, reason = null } = cause ?? {};
  const { results } = await db
    .prepare(PAGE)
    .bind(started_at, id, saga_type, step_name, direction, reason, limit)
    .all<{ id: string; started_at: string }>();
  return results;
}
