// Whether a group that is about to be committed is worth a moment's delay: others that are under way come along then, and one
// commit serves them all (PostgreSQL: commit_delay with commit_siblings). What is counted is what this isolate has under way, a
// hint: where streams and log live apart nobody is counted, and nothing is delayed.
import { pause } from '#shared/engine/runtime/deadline';

/** So many others have to be under way. One writer alone, or a few, are never delayed. */
const SIBLINGS = 4;
const DELAY_MS = 5;

let underWay = 0;

/** Counts an append until it is answered. One that is never answered has ended with its caller: the count may stay too high, which costs a delay. */
export async function countedAsUnderWay<T>(appending: Promise<T>): Promise<T> {
  underWay++;
  try {
    return await appending;
  } finally {
    underWay--;
  }
}

/** Over at once, unless many more than those that are `waiting` for this commit are under way. */
export async function siblings(waiting: number): Promise<void> {
  if (underWay - waiting >= SIBLINGS) await pause(DELAY_MS);
}
