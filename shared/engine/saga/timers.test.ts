import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isDue, isFromLater, lasted, setAnew } from './timers.ts';

const HOUR = 3_600_000;

it('a timer is due after its wait and not at once, and never waits longer, even if the clock jumps', () => {
  fc.assert(
    fc.property(
      fc.nat(HOUR),
      fc.nat(HOUR),
      fc.integer({ min: -100 * HOUR, max: 100 * HOUR }),
      (at, wait, moved) => {
        const timer = { since: at, due_at: at + wait };
        expect(isDue(timer, at + wait)).toBe(true);
        if (wait > 0) expect(isDue(timer, at)).toBe(false);
        const now = at + moved;
        // Where it is not due, no more than its own wait is left of it; nor where it is set again.
        if (!isDue(timer, now)) expect(timer.due_at - now).toBeLessThanOrEqual(wait);
        if (isFromLater(timer, now)) expect(setAnew(timer, now)).toEqual({ since: now, due_at: now + wait });
        // However far the clock was set, the timer lasted no longer than its wait.
        expect(lasted(timer, now)).toBe(Math.max(0, Math.min(wait, moved)));
      },
    ),
  );
});

it('one of an older release, which did not say since when, waits for its moment', () => {
  expect([isDue({ due_at: 5 }, 4), isDue({ due_at: 5 }, 5)]).toEqual([false, true]);
});
