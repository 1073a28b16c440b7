// When the server is busy or away, the whole queue waits instead of every file failing on its own: as long as the
// server asks for, or a little longer each time. Pure.
import type { ApiProblem } from '../../api/http.ts';

export interface Pause {
  why: ApiProblem;
  /** Milliseconds since the epoch. */
  until: number;
}

const FIRST_MS = 1000;
const LONGEST_MS = 30_000;

/** The pause after `why`, the `nth` since a file last got through; of two at once the longer one counts. */
export function nextPause(current: Pause | null, why: ApiProblem, nth: number, now: number): Pause {
  const wait =
    why.retryAfterSeconds === null
      ? Math.min(LONGEST_MS, FIRST_MS * 2 ** (nth - 1))
      : why.retryAfterSeconds * 1000;
  const until = now + wait;
  return current && current.until >= until ? current : { why, until };
}
