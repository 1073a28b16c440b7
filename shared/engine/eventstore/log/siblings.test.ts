// A commit waits a moment for other appends if many are under way, and never for its own.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { countedAsUnderWay, siblings } from './siblings.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const isOverAtOnce = async (waiting: number): Promise<boolean> => {
  let over = false;
  void siblings(waiting).then(() => (over = true));
  await Promise.resolve();
  await Promise.resolve();
  const atOnce = over;
  await vi.advanceTimersByTimeAsync(10);
  expect(over).toBe(true);
  return atOnce;
};

it('waits while many more appends are under way than already belong to it', async () => {
  const ends: (() => void)[] = [];
  const appends = Array.from({ length: 6 }, () =>
    countedAsUnderWay(new Promise<void>((resolve) => void ends.push(resolve))),
  );
  expect([await isOverAtOnce(1), await isOverAtOnce(6), await isOverAtOnce(3)]).toEqual([false, true, true]);
  for (const end of ends) end();
  await Promise.all(appends);
  expect(await isOverAtOnce(1)).toBe(true);
});

it('a failed append no longer counts as under way', async () => {
  const failing = Array.from({ length: 9 }, () => countedAsUnderWay(Promise.reject(new Error('away'))));
  expect((await Promise.allSettled(failing)).every(({ status }) => status === 'rejected')).toBe(true);
  expect(await isOverAtOnce(0)).toBe(true);
});

it('calls that vanish with their callers delay the others for a moment only', async () => {
  for (let n = 0; n < 9; n++) void countedAsUnderWay(new Promise<never>(() => undefined));
  expect(await isOverAtOnce(1)).toBe(false);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await isOverAtOnce(1)).toBe(true);
});
