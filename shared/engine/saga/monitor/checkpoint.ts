// Whether the monitor's database reflects what its sagas received. The sagas do not need it and never wait for it. But each
// saga writes its view once: a database that was restored to an earlier state, or recreated, would never again show sagas
// that have ended or been parked since. So each delivery moves a checkpoint there, and a checkpoint that is behind is reported.
import { TIMED_OUT, within } from '../../runtime/deadline.ts';

/** A monitor that does not answer delays no saga. */
const ANSWER_MS = 1_000;

/** Never over a gap: what is missing before `from` has to come again first. */
const MOVE = `INSERT INTO saga_checkpoint (id, position) VALUES (1, ?2)
  ON CONFLICT (id) DO UPDATE SET position = MAX(position, excluded.position) WHERE position >= ?1`;
const LOOK = 'SELECT position FROM saga_checkpoint WHERE id = 1';

/** Best effort: one that is lost is a checkpoint that is behind, and what was delivered since comes again. */
export const moveMonitor = async (db: D1Database, from: number, to: number): Promise<void> => {
  await db.prepare(MOVE).bind(from, to).run();
};

/** @returns where the monitor is when that is before `at`; else, or when it does not answer, null */
export async function monitorBehind(db: D1Database, at: number): Promise<number | null> {
  const moved = db.batch<{ position: number }>([db.prepare(MOVE).bind(at, at), db.prepare(LOOK)]);
  const answer = await within(
    ANSWER_MS,
    moved.catch(() => null),
  );
  if (answer === null || answer === TIMED_OUT) return null;
  const position = answer[1]?.results[0]?.position ?? at;
  return position < at ? position : null;
}
