// Retries by a clock that may stop or go back (invariants S9, X3).
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fcParameters } from '#shared/engine/testing/property';
import { BACKOFF, isDue, MAX_ATTEMPTS, PAGE, pageSize, retryAfterFailure } from './schedule.ts';

const time = fc.integer({ min: 0, max: 4e12 });
const dice = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('a failing delivery', () => {
  it('is retried within the cap, even if the clock jumps', () => {
    fc.assert(
      fc.property(fc.nat(50), time, dice, time, (attempts, now, random, later) => {
        const trouble = retryAfterFailure(attempts, new Error('no'), now, random);
        expect(trouble.retry_at - now).toBeGreaterThanOrEqual(BACKOFF.base_ms);
        expect(trouble.retry_at - now).toBeLessThanOrEqual(BACKOFF.cap_ms);
        // From any moment on it is due at once, or within the cap.
        expect(isDue(trouble, later) || isDue(trouble, later + BACKOFF.cap_ms)).toBe(true);
      }),
      fcParameters(300),
    );
  });

  it('shrinks to the bad event alone before anything is parked', () => {
    expect(pageSize(0)).toBe(PAGE);
    expect(pageSize(MAX_ATTEMPTS - 1)).toBe(1);
    fc.assert(
      fc.property(fc.nat(100), (n) => pageSize(n) >= 1 && pageSize(n + 1) <= pageSize(n)),
      fcParameters(300),
    );
  });
});
