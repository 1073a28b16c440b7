// Downloads end when their time is over, and not because a clock was set (R7).
import { expect, it } from 'vitest';
import { SECOND_LOOK_MS, secondLook } from './expiry.ts';

const NOW = Date.UTC(2026, 0, 1);
const HOUR_MS = 3_600_000;

it('what is due ends when its alarm rings', () => {
  expect(secondLook(NOW, null, NOW)).toBeNull();
  expect(secondLook(NOW - HOUR_MS, null, NOW)).toBeNull();
});

it('what is due since long ago is looked at twice: the system was off, or the clock was set far ahead', () => {
  const year = 365 * 24 * HOUR_MS;
  expect(secondLook(NOW - year, null, NOW)).toBe(NOW + SECOND_LOOK_MS);
  expect(secondLook(NOW - year, NOW, NOW + SECOND_LOOK_MS)).toBeNull();
  // An alarm that rings early does not count as the second look.
  expect(secondLook(NOW - year, NOW, NOW + 1_000)).toBe(NOW + SECOND_LOOK_MS);
});

it('a first look by another clock counts for nothing', () => {
  const year = 365 * 24 * HOUR_MS;
  expect(secondLook(NOW - 2 * HOUR_MS, NOW + year, NOW)).toBe(NOW + SECOND_LOOK_MS);
  expect(secondLook(NOW - 2 * HOUR_MS, NOW - year, NOW)).toBe(NOW + SECOND_LOOK_MS);
});
