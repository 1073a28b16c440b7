// Whether a group that is about to be committed is worth a moment's delay: others that are under way come along then, and one
// commit serves them all (PostgreSQL: commit_delay with commit_siblings). What is counted is what this isolate has under way, a
// hint: if streams and log run in different isolates, the count is zero and nothing is delayed.
import { isAhead } from '#shared/engine/runtime/alarm';
import { pause } from '#shared/engine/runtime/deadline';

/** So many others have to be under way. One writer alone, or a few, are never delayed. */
const SIBLINGS = 4;
const DELAY_MS = 5;
/** A call without an answer by then has died with its caller, or hangs: nothing waits for it. */
const GONE_MS = 2_000;

/** When each has begun, the oldest first. */
const underWay = new Set<{ begun: number }>();

/** Counts an append until it is answered, or given up. */
export async function countedAsUnderWay<T>(appending: Promise<T>): Promise<T> {
  const one = { begun: Date.now() };
  underWay.add(one);
  try {
    return await appending;
  } finally {
    underWay.delete(one);
  }
}

function forgetGone(now: number): void {
  for (const one of underWay) {
    if (isAhead(one.begun + GONE_MS, now, GONE_MS)) return;
    underWay.delete(one);
  }
}

/** Over at once, unless many more than those that are `waiting` for this commit are under way. */
export async function siblings(waiting: number): Promise<void> {
  forgetGone(Date.now());
  if (underWay.size - waiting >= SIBLINGS) await pause(DELAY_MS);
}
