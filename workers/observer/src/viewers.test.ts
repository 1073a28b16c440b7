import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fcParameters } from '#shared/engine/testing/property';
import { expiresSoon, viewed, VIEWED_MS, activeViewers } from './viewers.ts';

const NOW = Date.UTC(2026, 0, 1);

it('keeps the viewers who have looked lately, and no others', () => {
  const viewers = viewed(viewed({}, 'user-1', NOW), 'user-2', NOW + VIEWED_MS);
  expect(Object.keys(activeViewers(viewers, NOW + VIEWED_MS))).toEqual(['user-1', 'user-2']);
  expect(Object.keys(activeViewers(viewers, NOW + VIEWED_MS + 1))).toEqual(['user-2']);
});

it('counts from the last look', () => {
  const viewers = viewed(viewed({}, 'user-1', NOW), 'user-1', NOW + 5);
  expect(activeViewers(viewers, NOW + VIEWED_MS + 5)).toEqual({ 'user-1': NOW + 5 });
});

it('asks a viewer to look again before the time is over, and not right after a look', () => {
  expect(expiresSoon(NOW, NOW)).toBe(false);
  expect(expiresSoon(NOW, NOW + VIEWED_MS)).toBe(true);
});

it('ends once all viewers are gone, even after jumps of the clock', () => {
  const times = fc.array(fc.integer({ min: -2 * VIEWED_MS, max: 2 * VIEWED_MS }), { maxLength: 20 });
  fc.assert(
    fc.property(times, (looks) => {
      const viewers = looks.reduce((before, at, n) => viewed(before, `user-${n % 3}`, NOW + at), {});
      expect(activeViewers(viewers, NOW + 3 * VIEWED_MS + 1)).toEqual({});
    }),
    fcParameters(200),
  );
});
