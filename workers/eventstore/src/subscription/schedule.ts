// What a failing delivery means for the next try, pure: wait longer, ask for less, and stop at the end.
import { backoffMs } from '#shared/kernel/backoff';

export const BACKOFF = { base_ms: 200, cap_ms: 10_000 };
/** About half a minute of tries; then a person has to look. */
export const MAX_ATTEMPTS = 9;
export const PAGE = 200;

export interface Trouble {
  attempts: number;
  last_error: string;
  /** Milliseconds since 1970; null when it has stopped. */
  retry_at: number | null;
}

export const troubled = (attempts: number, error: unknown, now: number, random: number): Trouble => ({
  attempts,
  last_error: String(error instanceof Error ? error.message : error).slice(0, 500),
  retry_at: attempts >= MAX_ATTEMPTS ? null : now + backoffMs(BACKOFF, attempts, random),
});

/** After a failure pages shrink fast, so that the events before the bad one get through and it stands alone. */
export const pageSize = (attempts: number): number =>
  attempts === 0 ? PAGE : Math.max(1, Math.floor(PAGE / 8 ** attempts));
