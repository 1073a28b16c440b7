// When the saga's one timer is due, and how long its phase has lasted, pure. The clock may have been set in between, forward or
// back: a phase of ten seconds never lasts longer because of that, and never counts for more.
import type { Current } from './state.ts';

type Timer = Pick<Current, 'due_at' | 'since'>;

/** Whether the clock has gone back to before the timer was set: then it says nothing about how long that has to wait. */
export const isFromLater = ({ since }: Timer, now: number): boolean => since !== undefined && now < since;

/** Whether there is something to do about it: its time has come, or it has to be set again. */
export const isDue = (timer: Timer, now: number): boolean => now >= timer.due_at || isFromLater(timer, now);

/** Set again after the clock went back, for the same duration. */
export const setAnew = <T extends Timer>(timer: T, now: number): T => ({
  ...timer,
  since: now,
  due_at: now + timer.due_at - (timer.since ?? timer.due_at),
});

/** How long the phase has lasted: never longer than its limit, even if the clock jumped. */
export const lasted = ({ due_at, since }: Timer, now: number): number =>
  since === undefined ? 0 : Math.max(0, Math.min(now, due_at) - since);
