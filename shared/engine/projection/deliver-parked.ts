// Applies one parked event, guarded by its own key instead of the checkpoint, which has passed it long ago. A second time the
// primary key refuses the batch, and nothing happens. Green gets it too where its filling has passed it by.
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { readProjectionState } from './generations.ts';
import type { Projection } from './projection.ts';

const APPLIED = 'INSERT INTO applied_parked (name, aggregate_id, event_id) VALUES (?1, ?2, ?3)';
const IS_APPLIED = `SELECT 1 FROM applied_parked
  WHERE name = ?1 AND aggregate_id IN (?2, '') AND event_id = ?3`;
const PASSED = `((following > 0 OR green_position >= ?2)
  AND EXISTS (SELECT 1 FROM skipped_events WHERE name = ?1 AND position = ?2))`;
/** Aborts the batch (see deliver.ts) when the generations are not the ones that its statements are for. */
const GUARD = `UPDATE projection_state SET active_generation = CASE
  WHEN active_generation = ?3 AND green_generation IS ?4 AND ${PASSED} = ?5 THEN active_generation END WHERE name = ?1`;
const EFFECTIVE = 'DELETE FROM skipped_events WHERE name = ?1 AND position = ?2';

/** Applies the event once in effect, however often it is asked. */
export async function deliverParked(
  db: D1Database,
  { name, project }: Projection,
  event: LoggedEvent,
): Promise<void> {
  const { aggregate_id, id, position } = event;
  let before = '';
  for (;;) {
    const { at, passed, applied } = await stateFor(db, name, event);
    if (applied) return;
    const now = JSON.stringify([at.active_generation, at.green_generation, passed]);
    const green = passed === 1 && at.green_generation !== null ? [at.green_generation] : [];
    try {
      await db.batch([
        db.prepare(APPLIED).bind(name, aggregate_id, id),
        db.prepare(GUARD).bind(name, position, at.active_generation, at.green_generation, passed),
        db.prepare(EFFECTIVE).bind(name, position),
        ...(at.following === 2 ? green : [at.active_generation, ...green]).flatMap((generation) =>
          project(event, generation),
        ),
      ]);
      return;
    } catch (error) {
      // Again only if a rebuild has moved on; if nothing moved, the event itself fails.
      if (now === before) throw error;
      before = now;
    }
  }
}

async function stateFor(db: D1Database, name: string, { aggregate_id, id, position }: LoggedEvent) {
  const { at, rows } = await readProjectionState(
    db,
    name,
    db.prepare(`SELECT ${PASSED} AS passed FROM projection_state WHERE name = ?1`).bind(name, position),
    db.prepare(IS_APPLIED).bind(name, aggregate_id, id),
  );
  const [passing = [], applying = []] = rows;
  const [{ passed } = { passed: 0 }] = passing as { passed: number }[];
  return { at, passed, applied: applying.length > 0 };
}
