// What a failing delivery means for the next try, pure: wait longer, and deliver smaller pages until the bad event is alone in one.
import { backoffMs } from '#shared/engine/runtime/backoff';
import { isAhead } from '#shared/engine/runtime/alarm';

export const BACKOFF = { base_ms: 100, cap_ms: 10_000 };
/** How often one event alone is tried, about two seconds in all, before it is parked. */
export const MAX_ATTEMPTS = 5;
export const PAGE = 200;
/**
 * How many pages one run delivers; fewer where the consumer makes calls of its own: a request may call other Workers 32 times, with
 * all that these call.
 */
export const PAGES_AT_ONCE = 8;

export interface RetryState {
  attempts: number;
  last_error: string;
  /** Milliseconds since 1970. */
  retry_at: number;
}

export const reasonOf = (error: unknown): string =>
  String(error instanceof Error ? error.message : error).slice(0, 500);

export const retryAfterFailure = (attempts: number, error: unknown, now: number, random: number): RetryState => ({
  attempts,
  last_error: reasonOf(error),
  retry_at: now + backoffMs(BACKOFF, attempts, random),
});

/** After a failure pages shrink fast, so that the events before the bad one get through and it is alone in its page. */
export const pageSize = (attempts: number): number =>
  attempts === 0 ? PAGE : Math.max(1, Math.floor(PAGE / 8 ** attempts));

/** Whether it is time for the next try. A clock that was turned back delays nothing: it is tried at once. */
export const isDue = ({ retry_at }: RetryState, now: number): boolean => !isAhead(retry_at, now, BACKOFF.cap_ms);
