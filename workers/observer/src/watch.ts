// Who views the board, and how long checks run for them. Pure: the object around it stores it and reads the clock.

/** By user: when they looked last, in milliseconds since 1970. */
export type Watch = Readonly<Record<string, number>>;

/** How long the checks run after the last view. */
export const WATCHED_MS = 600_000;
/** How long before the end an open page is asked to fetch again: time for several checks, since a hint may get lost. */
const LAST_CALL_MS = 60_000;

/** Even if the clock was turned back: then a view counts at most twice as long, not forever. */
const age = (at: number, now: number): number => Math.abs(now - at);

export const looked = (watch: Watch, user: string, now: number): Watch => ({ ...watch, [user]: now });

/** Without viewers whose last view was too long ago. */
export const watching = (watch: Watch, now: number): Watch =>
  Object.fromEntries(Object.entries(watch).filter(([, at]) => age(at, now) <= WATCHED_MS));

/** True when this view expires soon: a page that is still open should fetch again. */
export const isEnding = (at: number, now: number): boolean => age(at, now) > WATCHED_MS - LAST_CALL_MS;
