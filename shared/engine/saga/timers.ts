// When the saga's one timer is due, pure.
import type { Current } from './state.ts';

/**
 * Whether the time has come. A clock that has gone back to before the timer was set says nothing about how long it still has
 * to wait: it is taken as due, so that no step waits for longer than it would have by a good clock.
 */
export const isDue = ({ due_at, since }: Pick<Current, 'due_at' | 'since'>, now: number): boolean =>
  now >= due_at || (since !== undefined && now < since);
