// Exponential backoff with full jitter: calls that failed together do not retry together.
// (AWS Architecture Blog, "Exponential Backoff And Jitter".)
export interface Backoff {
  base_ms: number;
  cap_ms: number;
}

/** Delay before try `attempt + 1`, in ms: base ≤ delay ≤ min(cap, base · 2^attempt). `random` is in [0, 1). */
export function backoffMs({ base_ms, cap_ms }: Backoff, attempt: number, random: number): number {
  const ceiling = Math.max(base_ms, Math.min(cap_ms, base_ms * 2 ** Math.min(attempt, 30)));
  return Math.round(base_ms + random * (ceiling - base_ms));
}
