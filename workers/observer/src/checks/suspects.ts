// What a round has found broken stays found: each later one looks there first, until it is well. A round of a large library looks
// at a part of it, and would otherwise be green while something is known to be broken in another part.
import type { LogReplica } from '../LogReplica.ts';
import type { Metered } from '../metered.ts';
import type { Broken } from './check.ts';

/** So many are evidence enough; the others stay known. */
export const ENOUGH = 20;

/** Checks all of them, or until enough are still broken. */
export async function* lookAgain(
  replica: LogReplica,
  id: string,
  look: (place: string) => Metered<Broken[]>,
): Metered<Broken[]> {
  const broken: Broken[] = [];
  for (const place of replica.suspects(id)) {
    const found = yield* look(place);
    replica.suspect(id, place, found.length > 0);
    broken.push(...found);
    if (broken.length >= ENOUGH) break;
  }
  return broken;
}

/** The same thing may have been found by both ways. */
export const uniqueBy = <T>(all: readonly T[], key: (one: T) => unknown): T[] => [
  ...new Map(all.map((one) => [key(one), one])).values(),
];
