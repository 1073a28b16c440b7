import { expect, it } from 'vitest';
import { costOfAMillion, type CommandCounts } from './cost-of.ts';
import { CHARGED, PRICES } from './prices.ts';

const NOTHING: CommandCounts = {
  services: 0,
  requests: 0,
  object_requests: 0,
  d1_read: 0,
  d1_written: 0,
  rows_read: 0,
  rows_written: 0,
  r2_a: 0,
  r2_b: 0,
};

it.each(CHARGED)('a million of one %s costs what a million of them cost', (what) => {
  expect(costOfAMillion({ ...NOTHING, [what]: 1 })).toBe(PRICES[what]);
});

it('what is called by a service binding costs nothing, and all else is added up', () => {
  expect(costOfAMillion({ ...NOTHING, services: 9 })).toBe(0);
  const counts = { ...NOTHING, requests: 2, object_requests: 10, d1_written: 5, r2_a: 1 };
  expect(costOfAMillion(counts)).toBeCloseTo(0.6 + 1.5 + 5 + 4.5);
});
