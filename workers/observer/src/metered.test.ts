// Work in parts: no invocation makes more calls than it may, and nothing is left out or done twice.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fcParameters } from '#shared/engine/testing/property';
import { MeteredRun, runToEnd, type Metered } from './metered.ts';

const MOST = 8;

/** Announces and makes so many calls, one group after the other. */
function work(groups: readonly number[]) {
  const made = { calls: 0 };
  async function* parts(): Metered<number> {
    for (const calls of groups) {
      yield calls;
      made.calls += calls;
    }
    return groups.length;
  }
  return { made, parts };
}

const anyGroups = fc.array(fc.integer({ min: 0, max: MOST }), { maxLength: 40 });

it('no invocation makes more calls than it may, and together they make all of them', () =>
  fc.assert(
    fc.asyncProperty(anyGroups, async (groups) => {
      const { made, parts } = work(groups);
      const paced = new MeteredRun(parts());
      for (let sum = 0; ; sum += made.calls) {
        made.calls = 0;
        const end = await paced.resume(MOST);
        expect(made.calls).toBeLessThanOrEqual(MOST);
        if (!end) continue;
        expect([sum + made.calls, end.value]).toEqual([groups.reduce((a, b) => a + b, 0), groups.length]);
        return;
      }
    }),
    fcParameters(200),
  ));

it('an invocation makes as many calls as it may', async () => {
  const { made, parts } = work([3, 3, 3, 3]);
  const paced = new MeteredRun(parts());
  expect(await paced.resume(6)).toBeNull();
  expect(made.calls).toBe(6);
  expect(await paced.resume(6)).toEqual({ value: 4 });
});

it('what can never fit is an error, not a wait without end', async () => {
  await expect(new MeteredRun(work([1, MOST + 1]).parts()).resume(MOST)).rejects.toThrow('9 calls at once');
});

it('in one piece it comes to the same', async () => {
  expect(await runToEnd(work([5, 50]).parts())).toBe(2);
});
