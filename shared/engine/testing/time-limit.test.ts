import { expect, it } from 'vitest';
import { timeLimit } from './time-limit.ts';

it('grows with the load, from a floor to a ceiling', () => {
  expect([0, 1, 3, 100].map((load) => timeLimit(10_000, load))).toEqual([30_000, 30_000, 50_000, 120_000]);
});
