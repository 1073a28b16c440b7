// When a download ends, by a clock that may be wrong: one that was set far ahead makes what was packed a moment ago look old, and
// what is deleted then does not come back when the clock does. Pure.

/** Later than this no alarm rings, unless the system was off or the clock was set. */
const LATE_MS = 60 * 60_000;
/** Then it is checked again, after the time that a person needs to correct a clock. */
export const SECOND_LOOK_MS = 10 * 60_000;

/**
 * @param dueAt when the oldest one that is due was to end
 * @param lookedAt when it was looked at for the first time, or null
 * @returns null: what is due ends now. Otherwise when to check again
 */
export function secondLook(dueAt: number, lookedAt: number | null, now: number): number | null {
  if (now - dueAt <= LATE_MS) return null;
  // Of a look by a clock that was set since, nothing follows.
  const again = lookedAt === null || Math.abs(now - lookedAt) > 2 * SECOND_LOOK_MS;
  if (again) return now + SECOND_LOOK_MS;
  return now >= lookedAt + SECOND_LOOK_MS / 2 ? null : lookedAt + SECOND_LOOK_MS;
}
