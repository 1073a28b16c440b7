// Locks in the memory of an isolate, each held for a while only. When a caller disconnects, the platform drops the invocation
// in the middle and its `finally` never runs: a lock without an end would then be held forever.
import { isAhead } from './alarm.ts';

export interface Lease {
  /** Holds it for the same time again, from now on. */
  renew(now: number): void;
  release(): void;
}

/** Leases by name. Times are milliseconds; a clock that has gone back does not make one longer. */
export function leases(ms: number): (name: string, now: number) => Lease | null {
  const held = new Map<string, { until: number }>();
  return (name, now) => {
    const other = held.get(name);
    if (other && isAhead(other.until, now, ms)) return null;
    const mine = { until: now + ms };
    held.set(name, mine);
    return {
      renew: (then) => void (mine.until = then + ms),
      // Only its own hold: after an expired lease another caller may have it.
      release: () => void (held.get(name) === mine && held.delete(name)),
    };
  };
}
