import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CAUGHT, fcParameters } from '#shared/engine/testing/property';
import { FairQueue } from './fair-queue.ts';

const users = ['a', 'b', 'c', 'd'];
const asked = fc.array(fc.constantFrom(...users), { minLength: 1, maxLength: 60 });
const LIMITS = { all: 50, each: 20 };

type Item = `${string}${number}`;

/** Everything that a queue hands out, in order, when all of `asked` wait. */
function served(asked: readonly string[], queue: FairQueue<Item>): Item[] {
  for (const [n, user] of asked.entries()) queue.add(user, `${user}${n}`);
  const out: Item[] = [];
  for (let item = queue.next(); item !== undefined; item = queue.next()) out.push(item);
  return out;
}

/** Between two items of one user, every other waiting user is served at least once. */
const isFair = (out: readonly Item[]): boolean =>
  out.every((item, n) => {
    const again = out.findIndex((other, m) => m > n && other[0] === item[0]);
    const waiting = new Set(out.slice(again < 0 ? out.length : n + 1).map((other) => other[0]));
    const between = new Set(out.slice(n, again < 0 ? out.length : again).map((other) => other[0]));
    return again < 0 || [...waiting].every((user) => between.has(user));
  });

const fair = (make: () => FairQueue<Item>) => fc.property(asked, (all) => isFair(served(all, make())));

test('lines take turns, and each keeps its order', () => {
  fc.assert(
    fair(() => new FairQueue(LIMITS)),
    fcParameters(300),
  );
  expect(served(['a', 'a', 'a', 'b', 'a'], new FairQueue(LIMITS))).toEqual(['a0', 'b3', 'a1', 'a2', 'a4']);
});

test('caught: one line for all users', () => {
  class OneLine extends FairQueue<Item> {
    override add(_user: string, item: Item): boolean {
      return super.add('everybody', item);
    }
  }
  expect(
    fc.check(
      fair(() => new OneLine(LIMITS)),
      CAUGHT,
    ).failed,
  ).toBe(true);
});

test('a line that is full takes no more, and leaves room for others', () => {
  const queue = new FairQueue<string>({ all: 5, each: 3 });
  const added = ['a', 'a', 'a', 'a', 'b', 'b', 'b'].map((user, n) => queue.add(user, `${user}${n}`));
  expect(added).toEqual([true, true, true, false, true, true, false]);
  expect(queue.remove('a', 'a1')).toBe(true);
  expect(queue.remove('a', 'a1')).toBe(false);
  expect(queue.add('b', 'b7')).toBe(true);
  expect([queue.next(), queue.next(), queue.next(), queue.next(), queue.next(), queue.next()]).toEqual([
    'a0',
    'b4',
    'a2',
    'b5',
    'b7',
    undefined,
  ]);
});
