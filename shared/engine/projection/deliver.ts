// The consuming end of a subscription: the rows of a delivery and the checkpoint change in one D1 batch, so an
// event that comes twice has its effect once. The guard aborts the whole batch when the checkpoint is not `from`,
// or when a rebuild has changed which generations are to be written.
import { positionsBetween } from '../event/epoch.ts';
import type { Delivered, Delivery } from '#shared/engine/ports/consumer';
import { generationsOf, readProjectionState, writtenBy, type Generations } from './generations.ts';
import type { Projection } from './projection.ts';

/**
 * A CASE without a match gives NULL, the column is NOT NULL, so the batch fails. (`WHERE position = :from` would
 * match no row, succeed, and let the other statements commit a second time.)
 */
const GUARD = `UPDATE checkpoint SET position = CASE WHEN position = ?1 AND EXISTS (
    SELECT 1 FROM projection_state WHERE name = ?3 AND active_generation = ?4 AND following = ?6
      AND CASE WHEN following > 0 THEN green_generation END IS ?5
  ) THEN ?2 END, event_id = COALESCE(?7, CASE WHEN ?1 = ?2 THEN event_id END) WHERE name = ?3`;
const EVENT_ID = 'SELECT event_id FROM checkpoint WHERE name = ?1';

/** The log is dense: a position missing from a delivery is parked, and only this commit can record that for certain. */
const SKIPPED = 'INSERT INTO skipped_events (name, position) SELECT ?1, value FROM json_each(?2)';
const UNAPPLIED = 'SELECT position FROM skipped_events WHERE name = ?1 ORDER BY position';
const SKIPPED_SINCE = 'SELECT position FROM skipped_events WHERE name = ?1 AND position > ?2';

/** What was last read of each database. A guess that the guard checks: it saves a read a delivery. */
const guesses = new WeakMap<D1Database, Map<string, Generations>>();

function guessesAbout(db: D1Database): Map<string, Generations> {
  const known = guesses.get(db) ?? new Map<string, Generations>();
  guesses.set(db, known);
  return known;
}

/** Reads the read model's checkpoint and generations. */
export const checkpointOf = async (db: D1Database, name: string): Promise<number> =>
  (await generationsOf(db, name)).checkpoint;

/**
 * Applies a delivery exactly once in effect, to every generation that follows the log. Answers the checkpoint that now
 * holds: `to` on success; when the guard refused (this was delivered already, or something before it is missing) the
 * true one, with what was skipped on the way there.
 */
export async function deliver(db: D1Database, projection: Projection, delivery: Delivery): Promise<Delivered> {
  const { from, to } = delivery;
  const guess = guessesAbout(db);
  let assumed = guess.get(projection.name) ?? (await generationsOf(db, projection.name));
  for (;;) {
    try {
      const asks = from === to ? [EVENT_ID, UNAPPLIED].map((sql) => db.prepare(sql).bind(projection.name)) : [];
      const answers = await db.batch<{ event_id: string | null; position: number }>([
        ...statements(db, projection, delivery, assumed),
        ...asks,
      ]);
      guess.set(projection.name, assumed);
      if (asks.length === 0) return { checkpoint: to };
      const [id, unapplied] = answers.slice(-2).map(({ results }) => results);
      return {
        checkpoint: to,
        event_id: id?.[0]?.event_id ?? null,
        unapplied: unapplied?.map(({ position }) => position) ?? [],
        ...begunGeneration(assumed),
      };
    } catch (error) {
      const { actual, skipped } = await stateAndSkipped(db, projection.name, from);
      guess.set(projection.name, actual);
      if (actual.checkpoint !== from) return { checkpoint: actual.checkpoint, event_id: actual.event_id, skipped };
      // A cutover to the generation that was written anyway changes the state too: the guard compares all of it.
      if (String(guarded(actual)) === String(guarded(assumed))) throw error;
      assumed = actual;
    }
  }
}

/** Read in one batch: the checkpoint and the positions that it skipped belong together. */
async function stateAndSkipped(db: D1Database, name: string, from: number) {
  const { at: actual, rows } = await readProjectionState(db, name, db.prepare(SKIPPED_SINCE).bind(name, from));
  const skipping = (rows[0] ?? []) as { position: number }[];
  return { actual, skipped: skipping.map(({ position }) => position) };
}

/** Also for rows that were restored to a time when they started over, and where a migration has begun a rebuild. */
const begunGeneration = ({
  following,
  green_generation: green,
}: Generations): Pick<Delivered, 'starts_over' | 'rebuilds'> =>
  green === null ? {} : following === 2 ? { starts_over: green } : { rebuilds: true };

/** What the guard compares. */
const guarded = ({ active_generation, green_generation, following }: Generations): (number | null)[] => [
  active_generation,
  following > 0 ? green_generation : null,
  following,
];

function statements(
  db: D1Database,
  { name, project }: Projection,
  { from, to, to_id, events }: Delivery,
  at: Generations,
) {
  const written = writtenBy(at);
  const [active, green, following] = guarded(at);
  const delivered = new Set(events.map((event) => event.position));
  const skipped = positionsBetween(from, to).filter((position) => !delivered.has(position));
  return [
    db.prepare(GUARD).bind(from, to, name, active, green, following, to_id ?? null),
    ...(skipped.length > 0 ? [db.prepare(SKIPPED).bind(name, JSON.stringify(skipped))] : []),
    ...events.flatMap((event) => written.flatMap((generation) => project(event, generation))),
  ];
}
