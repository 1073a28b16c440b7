// Who looks at the board, and how long it goes on for them. Pure: the object around it keeps it and reads the clock.

/** By user: when they looked last, in milliseconds since 1970. */
export type Watch = Readonly<Record<string, number>>;

/** So long after the last look the checks go on. */
export const WATCHED_MS = 600_000;
/** So long before the end a page that is still open is asked to look again: time for some checks, a hint may get lost. */
const LAST_CALL_MS = 60_000;

/** Also when the clock was turned back meanwhile: a look counts at most twice as long then, not for ever. */
const age = (at: number, now: number): number => Math.abs(now - at);

export const looked = (watch: Watch, user: string, now: number): Watch => ({ ...watch, [user]: now });

/** Without those who looked too long ago. */
export const watching = (watch: Watch, now: number): Watch =>
  Object.fromEntries(Object.entries(watch).filter(([, at]) => age(at, now) <= WATCHED_MS));

/** True when this look will soon count no more: whoever still has the page open is to look again. */
export const isEnding = (at: number, now: number): boolean => age(at, now) > WATCHED_MS - LAST_CALL_MS;
