// How long work waits in the queue before the decoder, and when it comes back if it was sent away. Pure: DecoderQueue.ts applies it.

/** A saga's call of this Worker is lost after that. */
const STEP_MS = 30_000;
/** Shorter than that, with time for the turn itself. */
const WAIT_MS = 20_000;
const WAIT_LEAST_MS = 1_000;
const MARGIN_MS = 2_000;
/** A queue that was slow when it sent work away may be empty long before that comes back. */
const BACK_MS = 30_000;
/** From a long queue, work comes back when a quarter of it should be through: all of it every half minute would be a load itself. */
const PART = 4;
const BACK_MOST_MS = 300_000;
/** The longest that work stays away, by the jitter of a saga, and then waits in vain. */
export const AWAY_MOST_MS = 2 * BACK_MOST_MS + WAIT_MS;

/** How long a call waits before it is sent away: where turns are slow, what is left has to be enough for one. */
export const waitMs = (turnMs: number): number =>
  Math.min(WAIT_MS, Math.max(WAIT_LEAST_MS, STEP_MS - MARGIN_MS - 2 * turnMs));

/**
 * @param last when the work that was sent away before this should have a turn
 * @returns when this work should have a turn, and when it should be sent again
 */
export function comeBack(now: number, last: number, turnMs: number): { turn: number; at: number } {
  const turn = Math.max(last, now) + turnMs;
  const ahead = turn - now;
  return { turn, at: now + Math.min(ahead, Math.max(BACK_MS, Math.min(ahead / PART, BACK_MOST_MS))) };
}
