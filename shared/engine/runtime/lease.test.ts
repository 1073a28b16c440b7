import { expect, it } from 'vitest';
import { leases } from './lease.ts';

it('is held by one at a time, and given back', () => {
  const take = leases(1_000);
  const first = take('a', 0);
  expect(take('a', 500)).toBeNull();
  expect(take('b', 500)).not.toBeNull();
  first?.release();
  expect(take('a', 500)).not.toBeNull();
});

it('ends by itself where its holder has vanished, unless it was renewed', () => {
  const take = leases(1_000);
  take('a', 0)?.renew(900);
  expect(take('a', 1_500)).toBeNull();
  expect(take('a', 1_900)).not.toBeNull();
});

it('does not give back a lease that another holder has taken since', () => {
  const take = leases(1_000);
  const first = take('a', 0);
  take('a', 1_000);
  first?.release();
  expect(take('a', 1_001)).toBeNull();
});

it('does not last longer when the clock goes back', () => {
  const take = leases(1_000);
  take('a', 1_000_000);
  expect(take('a', 5)).not.toBeNull();
});
