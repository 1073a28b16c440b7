// Sagas that are shown as under way and do not move. Either their alarm was set before the clock was set back: one set while the
// clock was a year ahead rings in a year, and nothing else wakes its object. Or they have moved, and the monitor was put back to
// before that. So the consumer of events looks now and then for those whose last move is in the future, or long ago.
import { isAhead } from '../runtime/alarm.ts';
import type { SagaEnv } from './dependencies.ts';

const EVERY_MS = 60_000;
/** Clocks of two machines differ by less. */
const SURELY_LATER_MS = 60_000;
/** No step waits longer than this for anything but a person, or for one that is busy. */
const STILL_MS = 5 * 60_000;
/** How many per look; the others are found a minute later, and so is a busy one. */
const AT_ONCE = 20;

const NOT_MOVING = `SELECT id FROM sagas WHERE active = 1 AND status <> 'parked'
  AND (view ->> 'updated_at' > ?1 OR view ->> 'updated_at' < ?2) ORDER BY random() LIMIT ${AT_ONCE}`;

let lookedUntil = 0;

/** Once a minute per isolate. */
export async function wakeLate({ DB, COORDINATOR }: SagaEnv, now: number): Promise<void> {
  if (isAhead(lookedUntil, now, EVERY_MS)) return;
  lookedUntil = now + EVERY_MS;
  const [later, earlier] = [now + SURELY_LATER_MS, now - STILL_MS].map((at) => new Date(at).toISOString());
  const { results } = await DB.prepare(NOT_MOVING).bind(later, earlier).all<{ id: string }>();
  await Promise.allSettled(results.map(({ id }) => COORDINATOR.getByName(id).wake()));
}
