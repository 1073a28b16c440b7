// The viewers of the board, and how long checks run for them. Pure: the object around it stores them and reads the clock.

/** By user: when they looked last, in milliseconds since 1970. */
export type Viewers = Readonly<Record<string, number>>;

/** How long the checks run after the last view. */
export const VIEWED_MS = 600_000;
/** How long before the end an open page is asked to fetch again: time for several checks, since a hint may get lost. */
const LAST_CALL_MS = 60_000;

/** Even if the clock was turned back: then a view counts at most twice as long, not forever. */
const age = (at: number, now: number): number => Math.abs(now - at);

export const viewed = (viewers: Viewers, user: string, now: number): Viewers => ({ ...viewers, [user]: now });

/** Without viewers whose last view was too long ago. */
export const activeViewers = (viewers: Viewers, now: number): Viewers =>
  Object.fromEntries(Object.entries(viewers).filter(([, at]) => age(at, now) <= VIEWED_MS));

/** True when this view expires soon: a page that is still open should fetch again. */
export const expiresSoon = (at: number, now: number): boolean => age(at, now) > VIEWED_MS - LAST_CALL_MS;
