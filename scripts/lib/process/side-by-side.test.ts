import { expect, it } from 'vitest';
import { sideBySide } from './side-by-side.ts';

it('does so many at a time, answers in their order, and ends with the first error', async () => {
  let [now, most] = [0, 0];
  const work = async (n: number) => {
    most = Math.max(most, ++now);
    // The first takes longest: its answer comes last, and still goes first.
    for (let turn = n; turn < 9; turn++) await Promise.resolve();
    now--;
    if (n === 7) throw new Error('seven');
    return n * 2;
  };
  expect(await sideBySide([1, 2, 3, 4, 5], work, 2)).toEqual([2, 4, 6, 8, 10]);
  expect(most).toBe(2);
  expect(await sideBySide([], work, 2)).toEqual([]);
  await expect(sideBySide([6, 7, 8], work, 1)).rejects.toThrow('seven');
});
