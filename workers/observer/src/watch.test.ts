import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fcParameters } from '#shared/engine/testing/property';
import { isEnding, looked, WATCHED_MS, watching } from './watch.ts';

const NOW = Date.UTC(2026, 0, 1);

it('goes on for everybody who has looked lately, and for nobody else', () => {
  const watch = looked(looked({}, 'user-1', NOW), 'user-2', NOW + WATCHED_MS);
  expect(Object.keys(watching(watch, NOW + WATCHED_MS))).toEqual(['user-1', 'user-2']);
  expect(Object.keys(watching(watch, NOW + WATCHED_MS + 1))).toEqual(['user-2']);
});

it('counts from the last look', () => {
  const watch = looked(looked({}, 'user-1', NOW), 'user-1', NOW + 5);
  expect(watching(watch, NOW + WATCHED_MS + 5)).toEqual({ 'user-1': NOW + 5 });
});

it('asks whoever still looks before their time is over, and not right after a look', () => {
  expect(isEnding(NOW, NOW)).toBe(false);
  expect(isEnding(NOW, NOW + WATCHED_MS)).toBe(true);
});

it('ends when nobody looks any more, whatever the clock did before', () => {
  const times = fc.array(fc.integer({ min: -2 * WATCHED_MS, max: 2 * WATCHED_MS }), { maxLength: 20 });
  fc.assert(
    fc.property(times, (looks) => {
      const watch = looks.reduce((before, at, n) => looked(before, `user-${n % 3}`, NOW + at), {});
      expect(watching(watch, NOW + 3 * WATCHED_MS + 1)).toEqual({});
    }),
    fcParameters(200),
  );
});
