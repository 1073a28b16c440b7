// Group commit under any load: one writer, nothing lost, every waiter gets its own result, a bounded queue.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fcParameters } from '#shared/engine/testing/property';
import { GroupCommit } from './GroupCommit.ts';

const items = fc.array(fc.record({ weight: fc.integer({ min: 1, max: 9 }), turns: fc.nat(3) }), {
  maxLength: 30,
  size: 'max',
});

it('commits every accepted item once, in order, one group at a time, and answers each with its own result', () =>
  fc.assert(
    fc.asyncProperty(items, async (arrivals) => {
      let writing = 0;
      const committed: number[] = [];
      const group = new GroupCommit<{ n: number; weight: number }, string>({
        commit: async (taken) => {
          expect(++writing).toBe(1);
          expect(taken.length === 1 || taken.reduce((sum, t) => sum + t.weight, 0) <= 10).toBe(true);
          await Promise.resolve();
          committed.push(...taken.map((t) => t.n));
          writing--;
          return taken.map((t) => `result ${t.n}`);
        },
        weight: (item) => item.weight,
        groupWeight: 10,
        queueWeight: 20,
      });
      const accepted: { n: number; result: Promise<string> }[] = [];
      for (const [n, { weight, turns }] of arrivals.entries()) {
        const result = group.submit({ n, weight });
        if (result) accepted.push({ n, result });
        for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      }
      for (const { n, result } of accepted) expect(await result).toBe(`result ${n}`);
      expect(committed).toEqual(accepted.map(({ n }) => n));
    }),
    fcParameters(500),
  ));

it('pushes back when the queue is full, never when it is empty', async () => {
  let finish: (results: number[]) => void = () => undefined;
  const group = new GroupCommit<number, number>({
    commit: () => new Promise((resolve) => (finish = resolve)),
    weight: (weight) => weight,
    groupWeight: 1,
    queueWeight: 10,
  });
  const first = group.submit(100);
  const second = group.submit(8);
  expect(group.submit(8)).toBeNull();
  finish([1]);
  expect(await first).toBe(1);
  expect(second).not.toBeNull();
});

it('takes along what comes while it waits before a group', async () => {
  let go: () => void = () => undefined;
  const groups: number[][] = [];
  const group = new GroupCommit<number, number>({
    before: (waiting) => (waiting === 1 ? new Promise((resolve) => (go = resolve)) : Promise.resolve()),
    commit: (taken) => (groups.push(taken), Promise.resolve(taken)),
    weight: () => 1,
    groupWeight: 10,
    queueWeight: 10,
  });
  const first = group.submit(1);
  const second = group.submit(2);
  go();
  expect([await first, await second, groups]).toEqual([1, 2, [[1, 2]]]);
});
