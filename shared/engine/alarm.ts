// Whether an alarm still stands where it was put, by a clock that may have gone back since.
/** True when `at` lies ahead, but no further than it can have been set: beyond that the clock was turned back. */
export const isAhead = (at: number, now: number, atMost: number): boolean => at > now && at <= now + atMost;
