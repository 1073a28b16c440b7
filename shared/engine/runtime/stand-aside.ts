// Yielding to others. All Workers of a workerd share one thread, and it looks at its sockets only when all that it runs waits for
// something from outside, such as a timer: work that follows other work without a gap keeps every request out.
import { isAhead } from './alarm.ts';
import { giveWay } from './deadline.ts';

/** A timer that comes later than this found the thread at other work. */
const BUSY_MS = 5;
/** No caller waits for background work, but it has to make progress. */
const ASIDE_MS = 60;

/**
 * Yields, for work that no caller waits for: repeatedly while the thread is busy, but not forever.
 * @param mostMs after which it goes on all the same
 */
export async function standAside(now: () => number = Date.now, mostMs = ASIDE_MS): Promise<void> {
  const began = now();
  for (let asked = began; ;) {
    await giveWay();
    const at = now();
    // A clock that has gone back ends it as well.
    if (at - asked < BUSY_MS || at - began >= mostMs) return;
    asked = at;
  }
}

export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Runs pieces of work one at a time, and lets the sockets be served between them. A waiting call checks again by its own timer:
 * an object that goes on behind a promise which another object settles is taken by workerd for one at rest, and is evicted while
 * it is in use, with all that it has in memory.
 * @param mostMs the next one waits no longer than that: the one before may hang, or vanish in the middle
 */
export function oneByOne(mostMs: number, now: () => number = Date.now): InTurn {
  let turn: object | null = null;
  return async (work) => {
    const mine = {};
    const began = now();
    do await standAside();
    while (turn !== null && isAhead(began + mostMs, now(), mostMs));
    turn = mine;
    try {
      return await work();
    } finally {
      setTimeout(() => {
        if (turn === mine) turn = null;
      });
    }
  };
}

/**
 * Processes each, some at a time, and yields before each but the first. One that fails does not stop the others.
 * @throws the first failure, when all have been tried
 */
export async function someAtATime<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items.entries();
  const failures: unknown[] = [];
  const lane = async () => {
    for (const [n, item] of waiting) {
      if (n > 0) await standAside();
      await work(item).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane));
  if (failures.length > 0) throw failures[0];
}
