// Work that lets others in: sockets are looked at between two pieces of it, and none of it is forgotten or held up forever.
import { expect, test } from 'vitest';
import { giveWay } from './deadline.ts';
import { oneByOne, someAtATime, standAside } from './stand-aside.ts';

/** A clock that shows one time after the other, and the last one from then on. */
function clock(...times: number[]): { now: () => number; looks: () => number } {
  let looks = 0;
  return { now: () => times[Math.min(looks++, times.length - 1)] ?? 0, looks: () => looks };
}

const hanging = () => new Promise<never>(() => undefined);

test.each([
  ['a thread at rest lets it on at once', [0, 1], 2],
  ['a busy one does not, until it is at rest', [0, 20, 40, 42], 4],
  ['nor one that stays busy for longer than it can wait', [0, 20, 40, 60, 80], 4],
  ['a clock that has gone back is no reason to wait', [1_000, 5], 2],
])('work in the background: %s', async (_, times, looks) => {
  const seen = clock(...times);
  await standAside(seen.now);
  expect(seen.looks()).toBe(looks);
});

test('pieces of work run one after the other, in order, with other work in between', async () => {
  const inTurn = oneByOne(60_000);
  const order: string[] = [];
  const piece = (name: string) =>
    inTurn(async () => {
      order.push(`${name} begins`);
      await Promise.resolve();
      order.push(`${name} ends`);
    });
  const first = inTurn(async () => {
    order.push('a begins');
    // In Node, as in workerd, a socket is looked at when a timer is.
    void giveWay().then(() => order.push('another request'));
    await Promise.resolve();
    order.push('a ends');
  });
  await Promise.all([first, piece('b')]);
  expect(order).toEqual(['a begins', 'a ends', 'another request', 'b begins', 'b ends']);
});

test('one that fails, or never ends, does not hold up the next one', async () => {
  const inTurn = oneByOne(5);
  const failing = inTurn(() => Promise.reject(new Error('no')));
  void inTurn(hanging);
  const next = inTurn(() => Promise.resolve('done'));
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('done');
});

test('only a bounded number runs at once, and each has its turn', async () => {
  let [now, most] = [0, 0];
  const done: number[] = [];
  await someAtATime([1, 2, 3, 4, 5, 6, 7], 3, async (n) => {
    most = Math.max(most, ++now);
    await giveWay();
    now--;
    done.push(n);
  });
  expect(most).toBe(3);
  expect(done.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test('a failing item keeps no other one from its turn, and the first failure is thrown', async () => {
  const tried: number[] = [];
  const all = someAtATime([1, 2, 3, 4, 5], 2, async (n) => {
    tried.push(n);
    if (n < 4) throw new Error(`no ${n}`);
  });
  await expect(all).rejects.toThrow('no 1');
  // The lanes yield each for itself: on a busy machine a later one overtakes.
  expect(new Set(tried)).toEqual(new Set([1, 2, 3, 4, 5]));
  expect(tried).toHaveLength(5);
});

test('one that never ends takes one lane only', async () => {
  const tried: number[] = [];
  const rest = Promise.withResolvers<void>();
  void someAtATime([1, 2, 3], 2, async (n) => {
    tried.push(n);
    if (n === 1) await hanging();
    if (n === 3) rest.resolve();
  });
  await rest.promise;
  expect(tried).toEqual([1, 2, 3]);
});

test('the first piece starts at once, and other work runs before the next one', async () => {
  const order: string[] = [];
  const all = someAtATime(['first', 'second'], 1, (name) => {
    order.push(name);
    void giveWay().then(() => order.push('another request'));
    return Promise.resolve();
  });
  expect(order).toEqual(['first']);
  await all;
  expect(order).toEqual(['first', 'another request', 'second']);
});
