import { expect, it } from 'vitest';
import { epochOf, eventsBetween, inEpoch, isLost, ordinalOf, positionsBetween } from './epoch.ts';

const second = (n: number): number => inEpoch(2, n);

it('a position names its epoch and keeps the order of the log', () => {
  expect([epochOf(0), epochOf(7), epochOf(second(8))]).toEqual([1, 1, 2]);
  expect(ordinalOf(second(8))).toBe(8);
  expect(second(8)).toBeGreaterThan(7);
  expect(inEpoch(3, second(8))).toBe(inEpoch(3, 8));
});

it('events are counted across a fork', () => {
  expect([eventsBetween(3, 7), eventsBetween(5, second(8)), eventsBetween(9, 7)]).toEqual([4, 3, 0]);
  expect(positionsBetween(3, 6)).toEqual([4, 5, 6]);
  expect([positionsBetween(-1, -1), positionsBetween(7, 3)]).toEqual([[], []]);
  expect(positionsBetween(5, second(7))).toEqual([second(6), second(7)]);
});

it('positions that a restore removed are lost; those that remained, or came after it, are not', () => {
  const epochs = [{ epoch: 2, after_position: 5 }];
  expect([0, 5, second(6)].map((position) => isLost(position, epochs))).toEqual([false, false, false]);
  expect([6, 7, inEpoch(3, 6)].map((position) => isLost(position, epochs))).toEqual([true, true, true]);
  expect([9, second(6)].map((position) => isLost(position, []))).toEqual([false, true]);
});

it('a second restore, to before the first one, takes its epoch away as well', () => {
  const epochs = [{ epoch: 3, after_position: 4 }];
  expect([4, 5, second(6), inEpoch(3, 5)].map((position) => isLost(position, epochs))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});
