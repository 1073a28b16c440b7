// Blue/green rebuild of a read model, the owner's side: green is filled from the log while blue serves, then follows it in
// the same batches as blue, and is shown by one UPDATE. Every step is guarded, so it may come twice or late.
import type { Delivery } from '#shared/engine/ports/consumer';
import type { Green, RebuildSteps } from '#shared/engine/ports/rebuild';
import { compare } from './compare.ts';
import { generationsOf, readProjectionState, type Generations } from './generations.ts';
import type { Projection } from './projection.ts';
import { sweep } from './sweep.ts';
import { trace } from './trace.ts';

const BEGIN = `UPDATE projection_state SET newest_generation = newest_generation + 1,
  green_generation = newest_generation + 1, green_position = 0, following = 0
  WHERE name = ?1 AND green_generation IS NULL`;
/** Skipped positions at or below the checkpoint only ever vanish (by a retry), so an equal number is the same set. */
const FILL = `UPDATE projection_state SET green_position = CASE
  WHEN green_generation = ?2 AND following = 0 AND green_position = ?3
    AND ?4 <= (SELECT position FROM checkpoint WHERE name = ?1)
    AND ?5 = (SELECT COUNT(*) FROM skipped_events WHERE name = ?1 AND position > ?3 AND position <= ?4)
  THEN ?4 END WHERE name = ?1`;
const FOLLOW = `UPDATE projection_state SET following = 1
  WHERE name = ?1 AND green_position = (SELECT position FROM checkpoint WHERE name = ?1)`;
const SKIPPED = 'SELECT position FROM skipped_events WHERE name = ?1 AND position > ?2 AND position <= ?3';
const CUT_OVER = `UPDATE projection_state SET active_generation = green_generation, green_generation = NULL, following = 0
  WHERE name = ?1 AND green_generation = ?2 AND following > 0`;
/** What starts over cannot be given up: what is shown belongs to another history of the log. */
const ABANDON =
  'UPDATE projection_state SET green_generation = NULL, following = 0 WHERE name = ?1 AND following <> 2';
/** After a restore of the log: a new generation from position 0, filled by the deliveries themselves. */
const START_OVER = [
  `UPDATE projection_state SET newest_generation = newest_generation + 1, green_generation = newest_generation + 1,
     green_position = 0, following = 2 WHERE name = ?1`,
  'UPDATE checkpoint SET position = 0, event_id = NULL WHERE name = ?1',
  'DELETE FROM skipped_events WHERE name = ?1',
  'DELETE FROM applied_parked WHERE name = ?1',
];

/** What the event store may ask of this read model. */
export const rebuildSteps = (db: D1Database, projection: Projection): RebuildSteps => {
  const { name } = projection;
  const run = (sql: string, ...values: unknown[]) =>
    db
      .prepare(sql)
      .bind(name, ...values)
      .run();
  return {
    begin: async () => {
      await run(BEGIN);
      return greenOf(await generationsOf(db, name));
    },
    fill: (generation, page) => fill(db, projection, generation, page),
    compare: (generation, from) => compare(db, projection, generation, from),
    trace: (difference, events) => trace(db, projection, difference, events),
    cutOver: async (generation) => {
      await run(CUT_OVER, generation);
      const { active_generation } = await generationsOf(db, name);
      if (active_generation !== generation) throw new Error(`generation ${generation} is not ready to be shown`);
    },
    abandon: async () => {
      await run(ABANDON);
      return (await generationsOf(db, name)).active_generation;
    },
    startOver: async () => {
      await db.batch(START_OVER.map((sql) => db.prepare(sql).bind(name)));
      return greenOf(await generationsOf(db, name));
    },
    standing: async () => greenOf(await generationsOf(db, name)),
    sweep: () => sweep(db, projection),
  };
};

/** Calls the step of this name: the body of a consumer's `rebuild`. */
export const rebuildStep = <Step extends keyof RebuildSteps>(
  steps: RebuildSteps,
  step: Step,
  args: Parameters<RebuildSteps[Step]>,
): ReturnType<RebuildSteps[Step]> => {
  const call = steps[step] as (...args: Parameters<RebuildSteps[Step]>) => ReturnType<RebuildSteps[Step]>;
  return call(...args);
};

const greenOf = ({
  active_generation,
  green_generation,
  green_position,
  following,
  checkpoint,
}: Generations): Green => ({
  generation: green_generation,
  position: green_position,
  following: following === 1,
  startsOver: following === 2,
  checkpoint,
  shown: active_generation,
});

/**
 * Applies the page as far as the checkpoint has come, without what is skipped. Where green has then caught up, it follows
 * from the same commit on: no delivery falls in between.
 */
async function fill(
  db: D1Database,
  { name, project }: Projection,
  generation: number,
  { from, to, events }: Delivery,
): Promise<Green> {
  const look = async () => {
    const { at, rows } = await readProjectionState(db, name, db.prepare(SKIPPED).bind(name, from, to));
    return { at, skipped: ((rows[0] ?? []) as { position: number }[]).map((row) => row.position) };
  };
  const { at, skipped } = await look();
  if (at.green_generation !== generation || at.following !== 0 || at.green_position !== from) return greenOf(at);
  const end = Math.min(to, at.checkpoint);
  const passed = new Set(skipped.filter((position) => position <= end));
  const taken = events.filter(({ position }) => position <= end && !passed.has(position));
  try {
    await db.batch([
      db.prepare(FILL).bind(name, generation, from, end, passed.size),
      ...taken.flatMap((event) => project(event, generation)),
      db.prepare(FOLLOW).bind(name),
    ]);
  } catch (error) {
    const now = await look();
    // Nothing has moved since: it is the page itself that fails.
    if (JSON.stringify([now.at, now.skipped]) === JSON.stringify([at, skipped])) throw error;
    return greenOf(now.at);
  }
  return greenOf(await generationsOf(db, name));
}
