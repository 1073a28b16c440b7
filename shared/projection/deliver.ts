// The consuming end of a subscription: the rows of a delivery and the checkpoint change in one D1 batch, so an
// event that comes twice has its effect once. The guard aborts the whole batch when the checkpoint is not `from`.
import type { LoggedEvent } from '#shared/events/envelope';
import type { Delivered, Delivery } from '#shared/ports/eventstore';

/**
 * A CASE without a match gives NULL, the column is NOT NULL, so the batch fails. (`WHERE position = :from` would
 * match no row, succeed, and let the other statements commit a second time.)
 */
const GUARD = 'UPDATE checkpoint SET position = CASE WHEN position = ?1 THEN ?2 END WHERE name = ?3';

export interface Projection {
  /** Name of the row in the `checkpoint` table, seeded by the migration. */
  name: string;
  /** The statements that one event means for the read model. Pure: none for events it does not care about. */
  project(event: LoggedEvent): D1PreparedStatement[];
}

/** Reads where the read model stands. */
export async function checkpointOf(db: D1Database, name: string): Promise<number> {
  const row = await db
    .prepare('SELECT position FROM checkpoint WHERE name = ?1')
    .bind(name)
    .first<{ position: number }>();
  if (!row) throw new Error(`no checkpoint row for ${name}: migrations are missing`);
  return row.position;
}

/**
 * Applies a delivery exactly once in effect. Answers the checkpoint that now holds: `to` on success, the
 * true one when the guard refused (somebody delivered this already, or something before it is missing).
 */
export async function deliver(
  db: D1Database,
  projection: Projection,
  delivery: Delivery,
): Promise<Delivered> {
  const guard = db.prepare(GUARD).bind(delivery.from, delivery.to, projection.name);
  try {
    await db.batch([guard, ...delivery.events.flatMap((event) => projection.project(event))]);
    return { checkpoint: delivery.to };
  } catch (error) {
    const checkpoint = await checkpointOf(db, projection.name);
    if (checkpoint !== delivery.from) return { checkpoint };
    throw error;
  }
}

/**
 * Applies one parked event, guarded by its id instead of the checkpoint, which has passed it long ago. A second time the
 * primary key refuses the batch, and nothing happens.
 */
export async function deliverParked(
  db: D1Database,
  projection: Projection,
  event: LoggedEvent,
): Promise<void> {
  const applied = () =>
    db.prepare('SELECT 1 FROM applied_parked WHERE event_id = ?1').bind(event.id).first();
  try {
    const guard = db.prepare('INSERT INTO applied_parked (event_id) VALUES (?1)').bind(event.id);
    await db.batch([guard, ...projection.project(event)]);
  } catch (error) {
    if (!(await applied())) throw error;
  }
}
