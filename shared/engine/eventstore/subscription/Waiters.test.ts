// A read with `min_position` shows at least that position, or hears in time that it does not (invariant P6).
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fcParameters } from '#shared/engine/testing/property';
import { Waiters } from './Waiters.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const steps = fc.array(
  fc.oneof(
    fc.record({ wait: fc.integer({ min: 1, max: 20 }), timeout: fc.integer({ min: 1, max: 50 }) }),
    fc.record({ moved: fc.nat(4) }),
    /** The checkpoint turns out to be further on: the waiters are not notified. */
    fc.record({ found: fc.nat(4) }),
    fc.record({ ms: fc.nat(30) }),
  ),
  { maxLength: 30 },
);

it('every waiter hears once: reached with a checkpoint that covers it, or not reached when its time is up', () =>
  fc.assert(
    fc.asyncProperty(steps, async (plan) => {
      const waiters = new Waiters();
      let [checkpoint, now] = [0, 0];
      const asked: {
        position: number;
        until: number;
        answer: Promise<{ reached: boolean; at: number; checkpoint: number }>;
      }[] = [];
      for (const step of plan) {
        if ('wait' in step) {
          const answer = waiters
            .wait(step.wait, step.timeout, () => checkpoint)
            .then((result) => ({ ...result, at: now }));
          asked.push({ position: step.wait, until: now + step.timeout, answer });
        } else if ('moved' in step) waiters.passed((checkpoint += step.moved));
        else if ('found' in step) checkpoint += step.found;
        else {
          now += step.ms;
          await vi.advanceTimersByTimeAsync(step.ms);
        }
      }
      now += 1000;
      await vi.advanceTimersByTimeAsync(1000);
      for (const { position, until, answer } of asked) {
        const { reached, checkpoint: answered, at } = await answer;
        if (reached) expect(answered).toBeGreaterThanOrEqual(position);
        else
          expect([at >= until, answered < position], 'not reached is not reached, when its time is up').toEqual([
            true,
            true,
          ]);
      }
    }),
    fcParameters(200),
  ));

it('a delivery is awaited while a caller waits, or when the log expects callers for its events', async () => {
  const waiters = new Waiters();
  const page = { from: 3, to: 5 };
  expect(waiters.areFor(page)).toBe(false);
  for (const [after, upTo, isAwaited] of [
    [4, 5, true],
    [0, 4, true],
    [5, 6, false],
    [0, 3, false],
  ] as const) {
    waiters.expect(after, upTo);
    expect(waiters.areFor(page), `${after} to ${upTo}`).toBe(isAwaited);
  }
  const waiting = waiters.wait(9, 10, () => 5);
  expect(waiters.areFor(page)).toBe(true);
  waiters.passed(9);
  await waiting;
  expect(waiters.areFor(page)).toBe(false);
});
