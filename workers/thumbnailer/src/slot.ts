// One decode at a time per isolate, and a rest after each. Those who come in vain each get a turn of their own to come
// back at, a virtual queue: 100 waiting images then ask one after the other, not all at once again and again.
export interface SlotOptions {
  /**
   * Longest time the slot is held. When a caller goes away, workerd drops the request where it stands and its
   * `finally` never runs: without a lease the slot would then be taken for ever.
   */
  lease_ms: number;
  /** About how long one decode takes, until one has been seen. */
  turn_ms: number;
  /** Nobody is told to wait for longer, and no rest is longer. */
  max_wait_ms: number;
}

export type Slot =
  /** `release(now, worked_ms)`: the decoder then rests for as long as it has worked. */
  { taken: true; release(now: number, worked_ms: number): void } | { taken: false; retry_after_ms: number };

/**
 * Makes the slot; the answer takes it (time in milliseconds) or says when to ask again. The rest is for everybody else:
 * where all Workers share one thread (a local workerd) decodes back to back would let no other request through.
 */
export function decoderSlot({ lease_ms, turn_ms, max_wait_ms }: SlotOptions): (now: number) => Slot {
  let held: { until: number } | null = null;
  let nextTurn = 0;
  let turn = turn_ms;

  return (now) => {
    if (held && now < held.until) {
      nextTurn = Math.min(Math.max(nextTurn, now) + turn, now + max_wait_ms);
      return { taken: false, retry_after_ms: nextTurn - now };
    }
    const mine = { until: now + lease_ms };
    held = mine;
    return {
      taken: true,
      release: (then, worked_ms) => {
        // Only the own hold: after an expired lease somebody else may have it.
        if (held !== mine) return;
        const rest = Math.min(worked_ms, max_wait_ms);
        mine.until = then + rest;
        if (worked_ms > 0) turn = Math.min(worked_ms + rest, max_wait_ms);
      },
    };
  };
}
