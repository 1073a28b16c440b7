// Whether the monitor's database reflects what its sagas received. The sagas do not need it and never wait for it. But each
// saga writes its view once: a database that was restored to an earlier state, or recreated, would never again show sagas
// that have ended or been parked since. So each delivery moves a checkpoint there, and a checkpoint that is behind is reported.
import { isAhead } from '../../runtime/alarm.ts';
import { pause, TIMED_OUT, within } from '../../runtime/deadline.ts';

/** A monitor that does not answer delays no saga. */
const ANSWER_MS = 1_000;
/** Consecutive deliveries move it together: each move is a commit, and one saga causes several. */
const GATHER_MS = 250;
/** A pending move that is older than this was lost with its caller. */
const GONE_MS = 2_000;

/** Never over a gap: what is missing before `from` has to come again first. */
const MOVE = `INSERT INTO saga_checkpoint (id, position) VALUES (1, ?2)
  ON CONFLICT (id) DO UPDATE SET position = MAX(position, excluded.position) WHERE position >= ?1`;
const LOOK = 'SELECT position FROM saga_checkpoint WHERE id = 1';

interface Gathered {
  from: number;
  to: number;
  until: number;
  isTaken: boolean;
}
/** The pending move, which still waits for further deliveries. */
const gathering = new WeakMap<D1Database, Gathered>();

/**
 * Best effort: if a move is lost, the checkpoint is behind, and what was delivered since is delivered again. In a database that
 * was restored to before `from` in the meantime nothing moves.
 */
export async function moveMonitor(db: D1Database, from: number, to: number): Promise<void> {
  const now = Date.now();
  const last = gathering.get(db);
  if (last?.to === from && isAhead(last.until, now, GONE_MS)) {
    last.to = to;
    return;
  }
  const mine: Gathered = { from, to, until: now + GONE_MS, isTaken: false };
  gathering.set(db, mine);
  await pause(GATHER_MS);
  if (mine.isTaken) return;
  if (gathering.get(db) === mine) gathering.delete(db);
  await db.prepare(MOVE).bind(mine.from, mine.to).run();
}

/** A question for the checkpoint does not wait for further deliveries. */
function takeGathered(db: D1Database): Gathered | undefined {
  const last = gathering.get(db);
  if (last) last.isTaken = true;
  gathering.delete(db);
  return last;
}

/** @returns where the monitor is when that is before `at`; else, or when it does not answer, null */
export async function monitorBehind(db: D1Database, at: number): Promise<number | null> {
  const { from, to } = takeGathered(db) ?? { from: at, to: at };
  const moves = [db.prepare(MOVE).bind(from, to), db.prepare(MOVE).bind(at, at)];
  const moved = db.batch<{ position: number }>([...moves, db.prepare(LOOK)]);
  const answer = await within(
    ANSWER_MS,
    moved.catch(() => null),
  );
  if (answer === null || answer === TIMED_OUT) return null;
  const position = answer[2]?.results[0]?.position ?? at;
  return position < at ? position : null;
}
