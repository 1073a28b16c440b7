// Sagas that wait for a person, by the cause: an outage parks hundreds of them at one step, and is one thing to repair.

import type { ParkedCause, ParkedGroup, ParkedSagas } from '../parked.ts';

/** Where a list of them goes on: (started_at, id) of the last one. */
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
  .join(', ')}, COUNT(*) AS count, MIN(started_at) AS oldest, SUM(COUNT(*)) OVER () AS total
  FROM sagas WHERE ${PARKED} GROUP BY 1, 2, 3, 4 ORDER BY count DESC, oldest LIMIT ${MOST_CAUSES}`;

export async function parkedCauses(db: D1Database): Promise<ParkedSagas> {
  const [groups, active] = await db.batch<ParkedGroup & { total: number; n: number }>([
    db.prepare(CAUSES),
    db.prepare('SELECT COUNT(*) AS n FROM sagas WHERE active = 1'),
  ]);
  const rows = groups?.results ?? [];
  return {
    total: rows[0]?.total ?? 0,
    active: active?.results[0]?.n ?? 0,
    causes: rows.map(({ saga_type, step_name, direction, reason, count, oldest }) => ({
      saga_type,
      step_name,
      direction,
      reason,
      count,
      oldest,
    })),
  };
}

const PAGE = `SELECT id, started_at FROM sagas
  WHERE ${PARKED} AND (started_at, id) > (?1, ?2)
    AND (?3 IS NULL OR (${PARTS.saga_type} = ?3 AND ${PARTS.step_name} = ?4 AND ${PARTS.direction} = ?5 AND ${PARTS.reason} = ?6))
  ORDER BY started_at, id LIMIT ?7`;

/** The oldest first. @param cause of this one; of any when it is undefined */
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
