// A hole: the log holds events of a stream behind one that it lacks. An old version left such holes behind a restore. Positions
// are never given twice, and a reader never sees something new below the one it has seen, so nothing can be put in between:
// what is behind the hole is set aside, a new epoch begins, and the stream publishes all from the hole on in its order.
import { log } from '../../runtime/log.ts';
import { nextEpochNumber } from './epochs.ts';

export interface Hole {
  aggregate_id: string;
  /** The first version that is missing. */
  version: number;
}

const HOLES = `SELECT aggregate_id, MIN(nth) AS version FROM (
    SELECT aggregate_id, version, ROW_NUMBER() OVER (PARTITION BY aggregate_id ORDER BY version) AS nth
    FROM events WHERE aggregate_id IN (SELECT value FROM json_each(?1)))
  WHERE version <> nth GROUP BY aggregate_id ORDER BY aggregate_id`;

/** Which of these streams the log holds with a hole. It reads all of their entries in an index, and no event. */
export async function holesOf(db: D1Database, ids: readonly string[]): Promise<Hole[]> {
  if (ids.length === 0) return [];
  return (await db.prepare(HOLES).bind(JSON.stringify(ids)).all<Hole>()).results;
}

const COLUMNS = `position, id, aggregate_id, aggregate_type, event_type, version, schema_version, data, metadata, user_id,
  created_at`;

/** Only while the hole is there: of two that find it, one is too late. */
const SET_ASIDE = `INSERT INTO events_set_aside (epoch, ${COLUMNS})
  SELECT ?1, ${COLUMNS} FROM events WHERE position IN (
    SELECT behind.position FROM json_each(?2) AS hole CROSS JOIN events AS behind
    ON behind.aggregate_id = hole.value ->> 'aggregate_id' AND behind.version > hole.value ->> 'version'
    WHERE NOT EXISTS (SELECT 1 FROM events AS filled
      WHERE filled.aggregate_id = hole.value ->> 'aggregate_id' AND filled.version = hole.value ->> 'version'))`;
const TAKE_OUT = 'DELETE FROM events WHERE position IN (SELECT position FROM events_set_aside WHERE epoch = ?1)';
const BEGIN = `INSERT INTO log_epochs (epoch, after_position, began_at, reason)
  SELECT ?1, (SELECT COALESCE(MAX(position), 0) FROM events), ?2, ?3
  WHERE EXISTS (SELECT 1 FROM events_set_aside WHERE epoch = ?1)`;

/** All of it or nothing, with the epoch that begins behind it. A sequencer that does not know of it fails, and checks again. */
export async function setAside(db: D1Database, ids: readonly string[]): Promise<void> {
  const holes = await holesOf(db, ids);
  if (holes.length === 0) return;
  const epoch = await nextEpochNumber(db);
  const reason = `events of ${holes.map(({ aggregate_id }) => aggregate_id).join(', ')} were behind a hole`;
  log('warn', 'events behind a hole are set aside', { epoch, holes });
  await db.batch([
    db.prepare(SET_ASIDE).bind(epoch, JSON.stringify(holes)),
    db.prepare(TAKE_OUT).bind(epoch),
    db.prepare(BEGIN).bind(epoch, new Date().toISOString(), reason),
  ]);
}

export interface SetAside {
  /** The newest epoch that began with it. */
  epoch: number;
  /** The lowest position. */
  from: number;
}

/** What was set aside in later epochs than this one. */
export async function setAsideSince(db: D1Database, epoch: number): Promise<SetAside | null> {
  const sql = 'SELECT MAX(epoch) AS epoch, MIN(position) AS "from" FROM events_set_aside WHERE epoch > ?1';
  const found = await db.prepare(sql).bind(epoch).first<{ [Key in keyof SetAside]: number | null }>();
  const { epoch: newest = null, from = null } = found ?? {};
  return newest === null || from === null ? null : { epoch: newest, from };
}

/** The gaps that it has left between two positions, at most one before each event there. */
export async function gapsBetween(db: D1Database, after: number, upTo: number): Promise<[number, number][]> {
  const { results } = await db
    .prepare(
      `SELECT MIN(position) AS first, MAX(position) AS last FROM (
         SELECT position, position - ROW_NUMBER() OVER (ORDER BY position) AS run FROM events_set_aside
         WHERE position > ?1 AND position <= ?2)
       GROUP BY run ORDER BY first`,
    )
    .bind(after, upTo)
    .all<{ first: number; last: number }>();
  return results.map(({ first, last }) => [first, last]);
}
