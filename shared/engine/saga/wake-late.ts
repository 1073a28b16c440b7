// Sagas whose alarm was set before the clock was set back. An alarm set while the clock was a year ahead rings in a year, and
// nothing else wakes its object: so the consumer of events looks now and then for sagas whose last move is in the future.
import { isAhead } from '../runtime/alarm.ts';
import type { SagaEnv } from './dependencies.ts';

const EVERY_MS = 60_000;
/** Clocks of two machines differ by less. */
const SURELY_LATER_MS = 60_000;
/** The others are found a minute later: a saga that was woken has moved, so it is not found again. */
const AT_ONCE = 20;

const FROM_LATER = `SELECT id FROM sagas WHERE active = 1 AND status <> 'parked' AND view ->> 'updated_at' > ?1 LIMIT ${AT_ONCE}`;

let lookedUntil = 0;

/** Once a minute an isolate. */
export async function wakeLate({ DB, COORDINATOR }: SagaEnv, now: number): Promise<void> {
  if (isAhead(lookedUntil, now, EVERY_MS)) return;
  lookedUntil = now + EVERY_MS;
  const later = new Date(now + SURELY_LATER_MS).toISOString();
  const { results } = await DB.prepare(FROM_LATER).bind(later).all<{ id: string }>();
  await Promise.allSettled(results.map(({ id }) => COORDINATOR.getByName(id).wake()));
}
