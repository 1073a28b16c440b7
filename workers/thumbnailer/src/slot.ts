// One decode at a time per isolate, which protects its memory from any caller. The queue in front of it is media-command's (its
// DecoderQueue). Callers that are refused anyway each get their own time to retry: a virtual queue.
import { isAhead } from '#shared/engine/runtime/alarm';

export interface SlotOptions {
  /**
   * Longest time the slot is held. When a caller goes away, workerd drops the request at its current point and its
   * `finally` never runs: without a lease the slot would then be taken forever.
   */
  lease_ms: number;
  /** About how long one decode takes, until one has been seen. */
  turn_ms: number;
  /** The longest wait that a caller is asked for. */
  max_wait_ms: number;
}

export type Slot =
  | { taken: true; release(now: number, worked_ms: number): void }
  | { taken: false; retry_after_ms: number };

/**
 * Makes the slot; the answer takes it (time in milliseconds) or says when to ask again.
 */
export function decoderSlot({ lease_ms, turn_ms, max_wait_ms }: SlotOptions): (now: number) => Slot {
  let held: { until: number } | null = null;
  let nextTurn = 0;
  let turn = turn_ms;

  return (now) => {
    if (held && isAhead(held.until, now, lease_ms)) {
      nextTurn = Math.min(Math.max(nextTurn, now) + turn, now + max_wait_ms);
      return { taken: false, retry_after_ms: nextTurn - now };
    }
    const mine = { until: now + lease_ms };
    held = mine;
    return {
      taken: true,
      release: (then, worked_ms) => {
        // Only its own hold: after an expired lease another caller may have it.
        if (held !== mine) return;
        mine.until = then;
        if (worked_ms > 0) turn = Math.min(worked_ms, max_wait_ms);
      },
    };
  };
}
